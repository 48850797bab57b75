package officer

import (
	"tuntas/internal/casework"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// promised tells every day that was promised to the reporter.
func promised(p *i18n.Printer, in *casework.View) []ui.Pledge {
	out := make([]ui.Pledge, len(in.Promises))
	for i := range in.Promises {
		out[i] = ui.Pledge(in.Promises[i].Tell(p, in.Report.Zone))
	}
	return out
}
