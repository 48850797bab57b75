package officer

import (
	"encoding/json"
	"net/http"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/staff"
)

// attend is a sign of life from a page that shows a report: its officer reads, or fills in a form. It answers with who
// else is there, in words.
func (p *Pages) attend(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	httpkit.Refund(v.R)
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	if staff.Text(v.R, "pergi") != "" {
		if err := p.Casework.Depart(v.R.Context(), v.Who, code); err != nil {
			return err
		}
		v.W.WriteHeader(http.StatusNoContent)
		return nil
	}
	here, err := p.Casework.Attend(v.R.Context(), v.Who, code, civic.Verb(staff.Text(v.R, "tulis")))
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(v.W).Encode(persons(v, here))
}

// person is another officer at a report, in words.
type person struct {
	Text   string `json:"text"`
	Writes bool   `json:"writes"`
}

// persons words who is there. i18n:keys officer.here.
func persons(v *staff.Visit, here []casework.Here) []person {
	out := make([]person, 0, len(here))
	for _, h := range here {
		key, what := "read", ""
		switch h.Verb {
		case "":
		case civic.VerbAnswer, civic.VerbFollowUp, civic.VerbHold:
			key = "answer"
		case civic.VerbNote:
			key = "note"
		default:
			key, what = "write", v.P.T("officer.do."+string(h.Verb))
		}
		out = append(out, person{v.P.T("officer.here."+key, "name", h.Name, "what", what, "time", v.P.Time(h.Since, v.Zone())), h.Writes()})
	}
	return out
}

// confirms is the box by which an officer says that a step is to be taken although somebody else is writing.
const confirms = "serempak"

// alone refuses a step that moves the report or talks to its reporter while another officer is writing, once: the form
// comes back with that officer's name, and sent again it goes through. Notes disturb nobody.
// Errors: conflict.
func (p *Pages) alone(v *staff.Visit, code civic.TrackingCode, a action, form *typed) error {
	if !a.lead || form.Values.Get(confirms) == "ya" {
		return nil
	}
	here, err := p.Casework.Present(v.R.Context(), v.Who, code)
	if err != nil {
		return err
	}
	for i, h := range here {
		if h.Writes() {
			form.Crowd = persons(v, here[i:i+1])[0].Text
			return civic.Conflict("officer.here.conflict")
		}
	}
	return nil
}
