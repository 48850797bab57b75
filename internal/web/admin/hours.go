package admin

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

func hoursText(p *i18n.Printer, h civic.OfficeHours) string {
	opens, closes := h.Words()
	return p.T("admin.agency.hours_span", "opens", opens, "closes", closes)
}

// hour asks for a time of day.
func (f form) hour(name, label, hint string) ui.Field {
	out := f.text(name, label, hint)
	out.Width = "tiny"
	return out
}
