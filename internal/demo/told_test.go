package demo_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/demo"
	"tuntas/internal/quality"
)

// What the demo's officers say goes through the answer gate like anything else: it has nothing to mend, and no two
// reporters of one agency are told the same.
func TestAnswersPassTheGate(t *testing.T) {
	reports, err := demo.Reports()
	if err != nil {
		t.Fatal(err)
	}
	rows, err := demo.Agencies()
	if err != nil {
		t.Fatal(err)
	}
	parent := map[string]string{}
	for _, a := range rows {
		parent[a.Code] = a.Parent
	}
	agency := func(desk string) string {
		for parent[desk] != "" && parent[parent[desk]] != "" {
			desk = parent[desk]
		}
		return desk
	}
	type earlier struct {
		ref  string
		body []byte
	}
	kept := map[string]map[int64]earlier{}
	book, read := quality.NewBook(quality.Starter()), 0
	for _, r := range reports {
		for _, s := range r.Steps {
			if s.Verb != civic.VerbAnswer && s.Verb != civic.VerbFollowUp && s.Verb != civic.VerbClose {
				continue
			}
			read++
			for _, f := range book.Check(quality.Answer{Text: s.Text, Day: civic.Date{Year: 2026, Month: time.November, Day: 1}, FindPersonal: quality.PersonalData}) {
				t.Errorf("%s (%s), %s: %s in %q", r.Ref, r.Situation, s.Verb, f.Rule, s.Text)
			}
			root, k := agency(s.Desk), quality.SketchOf(s.Text, r.Title, r.PlaceText)
			if kept[root] == nil {
				kept[root] = map[int64]earlier{}
			}
			for _, band := range k.Bands {
				if e, ok := kept[root][band]; ok && e.ref != r.Ref && k.Likeness(e.body) >= quality.Alike {
					t.Errorf("%s, %s: as %s was told: %q", r.Ref, s.Verb, e.ref, s.Text)
				} else if !ok && !k.Empty() {
					kept[root][band] = earlier{r.Ref, k.Body}
				}
			}
		}
	}
	if read < 500 {
		t.Errorf("only %d answers were read", read)
	}
}
