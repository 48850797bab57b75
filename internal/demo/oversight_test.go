package demo

import (
	"testing"

	"tuntas/internal/civic"
)

// TestOversightRows: what supervisors read, watch and judge names people, kinds, topics and places that there are.
func TestOversightRows(t *testing.T) {
	supervisors, kinds, topics, regions := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{"": true}
	for _, o := range rowsOf(t, Officers) {
		supervisors[o.Email] = o.Role == string(civic.RoleSupervisor)
	}
	for _, a := range rowsOf(t, Agencies) {
		kinds[a.Kind] = true
	}
	for _, x := range rowsOf(t, Topics) {
		topics[x.Code] = true
	}
	for _, r := range rowsOf(t, Regions) {
		regions[r.Code] = true
	}
	for _, r := range rowsOf(t, Remits) {
		if !supervisors[r.Email] || len(r.Kinds)+len(r.Topics) == 0 {
			t.Errorf("%+v", r)
		}
		for _, k := range r.Kinds {
			if !kinds[k] {
				t.Errorf("%s: no agency is of kind %q", r.Email, k)
			}
		}
		for _, code := range r.Topics {
			if !topics[code] {
				t.Errorf("%s: there is no topic %q", r.Email, code)
			}
		}
	}
	for _, w := range rowsOf(t, Watches) {
		if !supervisors[w.Email] || w.Topic != "" && !topics[w.Topic] || !regions[w.Region] || w.State != "" && !w.State.Valid() || w.DaysAgo < 1 || w.Note == "" {
			t.Errorf("%+v", w)
		}
	}
	if len(rowsOf(t, Judgements)) < 2 {
		t.Error("nothing is judged")
	}
	for _, j := range rowsOf(t, Judgements) {
		for code, g := range j.Grades {
			if err := civic.CheckJudgement(&civic.Judgement{Grades: map[string]civic.Grade{code: g}}, []civic.Reason{{Code: code}}); err != nil {
				t.Errorf("%s is graded %q: %v", code, g, err)
			}
		}
	}
}
