package front

import (
	"tuntas/internal/casework"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// promised tells every day that was promised.
func promised(p *i18n.Printer, v *casework.View) []ui.Pledge {
	out := make([]ui.Pledge, len(v.Promises))
	for i := range v.Promises {
		out[i] = ui.Pledge(v.Promises[i].Tell(p, v.Report.Zone))
	}
	return out
}
