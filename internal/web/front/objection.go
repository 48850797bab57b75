package front

import (
	"net/http"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

// objection words the objection of a request of information and the ways that are open to its requester. i18n:keys objection.state.
func (f *Front) objection(r *http.Request, p *i18n.Printer, v *casework.View) citizen.Objection {
	out := citizen.Objection{ToSuperior: v.ToSuperior, ToPanel: v.ToPanel}
	reasons := f.Directory.Map(r.Context()).Reasons
	if v.ToSuperior.Open() {
		for _, x := range reasons.Offered(civic.ReasonsObjection, civic.DateOf(f.Now(), v.Report.Zone)) {
			out.Grounds = append(out.Grounds, ui.Option{Value: x.Code, Label: groundText(p, x), Hint: x.Source})
		}
	}
	o := v.Objection
	if o == nil {
		return out
	}
	ground, _ := reasons.Find(civic.ReasonsObjection, o.Ground)
	out.Made = p.T("objection.made", "at", p.DateTime(o.At, v.Report.Zone), "ground", groundText(p, ground))
	key := "objection.desk"
	if o.Head {
		key = "objection.head"
	}
	out.Decides = p.T(key, "agency", o.Desk)
	state := string(o.State)
	if out.Late = o.Open() && o.Late; out.Late {
		state = "late"
	}
	out.State = p.T("objection.state."+state, "date", p.Date(o.By), "at", p.DateTime(o.Over, v.Report.Zone))
	return out
}

func groundText(p *i18n.Printer, x civic.Reason) string {
	if p.Lang() == i18n.English && x.TextEN != "" {
		return x.TextEN
	}
	return x.TextID
}
