package civic_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"tuntas/internal/civic"
)

func TestWhichRulesAreLeftNothing(t *testing.T) {
	above := func(id civic.ID) []civic.ID { return map[civic.ID][]civic.ID{41: {41, 40}, 40: {40}}[id] }
	for name, c := range map[string]struct {
		wide, narrow civic.CompetenceRule
		covered      bool
	}{
		"the same":              {civic.CompetenceRule{Topic: 41}, civic.CompetenceRule{Topic: 41}, true},
		"the topic above":       {civic.CompetenceRule{Topic: 40}, civic.CompetenceRule{Topic: 41, Class: civic.Complaint}, true},
		"the topic below":       {civic.CompetenceRule{Topic: 41}, civic.CompetenceRule{Topic: 40}, false},
		"any topic":             {civic.CompetenceRule{Topic: 41}, civic.CompetenceRule{}, false},
		"the place around":      {civic.CompetenceRule{Region: "35.78"}, civic.CompetenceRule{Region: "35.78.01"}, true},
		"the place beside":      {civic.CompetenceRule{Region: "35.78"}, civic.CompetenceRule{Region: "35.781"}, false},
		"another class":         {civic.CompetenceRule{Class: civic.Complaint}, civic.CompetenceRule{Class: civic.Aspiration}, false},
		"more words":            {civic.CompetenceRule{Words: "lampu, pju"}, civic.CompetenceRule{Words: "lampu jalan, pju mati"}, true},
		"one alternative more":  {civic.CompetenceRule{Words: "lampu"}, civic.CompetenceRule{Words: "lampu jalan, gelap"}, false},
		"no words":              {civic.CompetenceRule{Words: "lampu"}, civic.CompetenceRule{}, false},
		"words for none":        {civic.CompetenceRule{}, civic.CompetenceRule{Words: "lampu"}, true},
		"words that are none":   {civic.CompetenceRule{Words: ","}, civic.CompetenceRule{Words: ","}, false},
		"it ends before":        {civic.CompetenceRule{Until: march(9)}, civic.CompetenceRule{}, false},
		"it ends with it":       {civic.CompetenceRule{Until: march(9)}, civic.CompetenceRule{Until: march(9)}, true},
		"it begins afterwards":  {civic.CompetenceRule{From: march(2)}, civic.CompetenceRule{}, false},
		"its unit was shut":     {civic.CompetenceRule{Target: 13}, civic.CompetenceRule{}, false},
		"it sends another way":  {civic.CompetenceRule{Target: 11}, civic.CompetenceRule{Target: 12}, true},
		"a rule of another age": {civic.CompetenceRule{From: march(1), Until: march(2)}, civic.CompetenceRule{From: march(2)}, false},
	} {
		set := civic.CompetenceSet{Desk: 10, Rules: []civic.CompetenceRule{c.wide, c.narrow}}
		for i := range set.Rules {
			r := &set.Rules[i]
			r.ID = civic.ID(i + 1)
			if r.Target == 0 {
				r.Target = 12
			}
			if r.From.IsZero() {
				r.From = march(1)
			}
		}
		got := civic.NewCompetenceBook(competenceTree(), []civic.CompetenceSet{set}, fields).Covered(10, above)
		if got[0] != -1 || (got[1] == 0) != c.covered {
			t.Errorf("%s: %v, want %t", name, got, c.covered)
		}
	}
}

// What is said to be left nothing never decides, whatever the report.
func TestACoveredRuleNeverDecides(t *testing.T) {
	above := func(id civic.ID) []civic.ID {
		if id == 0 {
			return nil
		}
		if id%10 == 0 {
			return []civic.ID{id}
		}
		return []civic.ID{id, id - id%10}
	}
	dice := rand.New(rand.NewPCG(4, 7))
	one := func(all ...string) string { return all[dice.IntN(len(all))] }
	topic := func() civic.ID { return []civic.ID{0, 40, 41, 42, 50}[dice.IntN(5)] }
	class := func() civic.Class { return []civic.Class{"", civic.Complaint, civic.Aspiration}[dice.IntN(3)] }
	covered := 0
	for range 3000 {
		set := civic.CompetenceSet{Desk: 10}
		for i := range 1 + dice.IntN(6) {
			r := civic.CompetenceRule{ID: civic.ID(i + 1), Region: one("", "35", "35.78", "35.78.01"), Topic: topic(), Class: class(),
				Words: one("", "", "lampu", "lampu jalan", "lampu, gelap", ","), From: march(1 + dice.IntN(2)), Target: []civic.ID{11, 12, 13, 21}[dice.IntN(4)]}
			if dice.IntN(3) == 0 {
				r.Until = march(3 + dice.IntN(2))
			}
			set.Rules = append(set.Rules, r)
		}
		book := civic.NewCompetenceBook(competenceTree(), []civic.CompetenceSet{set}, fields)
		wider := book.Covered(10, above)
		for range 20 {
			m := civic.Matter{Region: one("", "35", "35.78", "35.78.01", "36"), Topics: above(topic()), Class: class(), Words: fields(one("", "lampu", "jalan lampu", "gelap")), Day: march(1 + dice.IntN(4))}
			for i, trial := range book.Try(10, m) {
				if wider[i] >= 0 && trial.Fate == civic.FateDecides {
					t.Fatalf("%v decides though %v was said to leave it nothing: %v", set.Rules[i], set.Rules[wider[i]], fmt.Sprint(m))
				}
			}
		}
		covered += len(slices.DeleteFunc(wider, func(n int) bool { return n < 0 }))
	}
	if covered < 200 {
		t.Errorf("%d rules only were said to be left nothing", covered)
	}
}
