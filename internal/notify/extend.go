package notify

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// Extended says in plain words from when to when an office was given more time, and why; "" for another event.
func Extended(p *i18n.Printer, e *civic.Event, agency, reason string) string {
	from, to, ok := e.Moved(civic.ClockResolve)
	if !ok || e.Verb != civic.VerbExtend {
		return ""
	}
	said := p.T("extend.told", "agency", agency, "was", p.Date(from), "is", p.Date(to), "reason", stop(reason))
	if e.Detail[civic.DetailMissed] != "" {
		said += " " + p.T("extend.missed", "was", p.Date(from))
	}
	return said
}
