package front

import (
	"tuntas/internal/casework"
	"tuntas/internal/i18n"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// helpers says to the reporter which offices help, and until when. The view holds none of them for anybody else.
func helpers(p *i18n.Printer, v *casework.View) []string {
	var out []string
	for _, a := range v.Asked {
		if a.Open() {
			out = append(out, p.T("report.helps", "agency", a.Name, "date", p.Date(a.By)))
		} else {
			out = append(out, p.T("report.helped", "agency", a.Name))
		}
	}
	return out
}

// parts are those that became reports of their own, for the reporter; the view holds none for anybody else.
func parts(p *i18n.Printer, v *casework.View) []citizen.PartLine {
	var out []citizen.PartLine
	for i := range v.Parts {
		r, n := &v.Parts[i].Report, v.Parts[i].Next
		one := citizen.PartLine{Code: r.Code.Display(), URL: "/lacak?kode=" + r.Code.Display() + "&pin=1", Text: p.T("report.part", "title", v.Parts[i].Title, "agency", v.Parts[i].Holder),
			Status: ui.StatusOf(r.State, !r.VerifiedAt.IsZero(), r.ClosedBy, true)}
		if !r.State.Ended() && !n.By.IsZero() {
			one.Due = p.T("report.part_due", "date", p.Date(n.By))
		}
		out = append(out, one)
	}
	return out
}

// partOf is the displayed code of the whole, "" for most reports.
func partOf(v *casework.View) string {
	if v.Whole == nil {
		return ""
	}
	return v.Whole.Report.Code.Display()
}
