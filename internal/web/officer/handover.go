package officer

import (
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// handed is one handing over of the report to another body.
type handed struct {
	ID       civic.ID
	Title    string // to whom and when
	By       string // who did it, and whether with a name
	Answered string
	URL      string // below which the dossier lies; "" when it is not the officer's to have
	Check    string
}

// handedLines tell to whom the report was handed over.
func handedLines(v *staff.Visit, in *casework.View) []handed {
	out := make([]handed, len(in.Handovers))
	for i := range in.Handovers {
		h := &in.Handovers[i]
		one := handed{ID: h.ID, Title: v.P.T("handover.to", "body", h.BodyName(v.P.Lang()), "at", v.P.DateTime(h.When(), in.Report.Zone)),
			By: v.P.T("handover.by_office") + " ", Check: "/dossier/" + h.Ref, Answered: v.P.T("handover.open")}
		if h.Role == civic.RoleReporter {
			one.By = v.P.T("handover.by_reporter") + " "
		}
		if h.Consent {
			one.By += v.P.T("handover.named")
		} else {
			one.By += v.P.T("handover.unnamed")
		}
		if at := h.AnsweredAt(); !at.IsZero() {
			key := "handover.outcome"
			if h.Number != "" {
				key = "handover.outcome_number"
			}
			one.Answered = v.P.T(key, "number", h.Number, "outcome", h.Outcome, "at", v.P.DateTime(at, in.Report.Zone))
		}
		if h.Mine {
			one.URL = reportURL(in.Report.Code) + "/serah/" + h.ID.String()
		}
		out[i] = one
	}
	return out
}

// handoverChoice asks which body answered.
func (v *reportView) handoverChoice(verb civic.Verb) ui.Choice {
	c := ui.Choice{Name: "handover", Base: string(verb) + "-handover", Legend: v.P.T("officer.do.record.which"), Error: v.mistake(verb, "handover")}
	last := ""
	if n := len(v.Handed); n > 0 {
		last = v.Handed[n-1].ID.String()
	}
	for _, h := range v.Handed {
		id := h.ID.String()
		c.Options = append(c.Options, ui.Option{Value: id, Label: h.Title, Checked: v.value(verb, "handover", last) == id})
	}
	return c
}

// dossier hands out a dossier to an officer who may have it.
func (p *Pages) dossier(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	b, err := p.Casework.Dossier(v.R.Context(), v.Who, code, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	v.W.Header().Set("Cache-Control", "no-store")
	httpkit.NoCompress(v.R)
	return httpkit.SendDossier(v.W, v.R, v.R.PathValue("part"), b.Name, b.Papers, b.Files)
}
