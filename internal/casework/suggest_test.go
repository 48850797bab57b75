package casework_test

import (
	"context"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// A rule of the desk that holds the report decides for it, and only there; what may not be read does not decide, and what
// may not be done is not suggested.
func TestRulesDecideWhatIsSuggested(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		from := civic.Date{Year: 2026, Month: time.January, Day: 1}
		save := func(by, desk string, rules ...civic.CompetenceRule) {
			t.Helper()
			now, err := w.Directory.Competence(t.Context(), w.Officer(by), w.Agency(desk), 0)
			if err == nil {
				now.Rules = rules
				_, err = w.Directory.SaveCompetence(t.Context(), w.Officer(by), now)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		words := civic.CompetenceRule{Name: "Pasar", Words: "pasar wonokromo", From: from, Target: w.Agency("kota")}
		place := civic.CompetenceRule{Name: "Surabaya", Region: "35.78", From: from, Target: w.Agency("kemen")}
		save("nasional", "nasional", words, place)
		save("kota", "kota", civic.CompetenceRule{Name: "Lubang", Topic: w.Topic("01").ID, From: from, Target: w.Agency("jalan")})

		got, nation := w.Submit(w.Pothole()), w.Officer("nasional")
		is := func(what string, who civic.Actor, verb civic.Verb, target, rule string, hide bool) casework.Suggestion {
			t.Helper()
			v, err := w.Casework.View(t.Context(), who, got.Code)
			if err != nil {
				t.Fatal(err)
			}
			v.Sight.Text = !hide
			s, err := w.Casework.Suggest(t.Context(), who, &v, verb)
			var want civic.ID
			if target != "" {
				want = w.Agency(target)
			}
			if err != nil || s.Target != want || s.Rule.Rule.Name != rule || (s.Why == casework.WhyRule) != (rule != "") {
				t.Errorf("%s: %+v, %v", what, s, err)
			}
			return s
		}
		if s := is("words of the text", nation, civic.VerbVerify, "kota", "Pasar", false); !s.Sure() || s.Topic != w.Topic("01").ID {
			t.Errorf("a rule that does not ask about the topic: %+v", s)
		}
		is("the text may not be read", nation, civic.VerbVerify, "kemen", "Surabaya", true)
		is("a verb that sends nowhere", nation, civic.VerbNote, "", "", false)
		place.From = from.AddDays(300)
		words.Words = "jembatan"
		save("nasional", "nasional", words, place)
		is("no rule fits", nation, civic.VerbVerify, "", "", false)
		words.Words, words.Topic = "", w.Topic("01").ID
		save("nasional", "nasional", words)
		if s := is("a topic found in the text", nation, civic.VerbVerify, "kota", "Pasar", false); s.Sure() {
			t.Error("a rule is sure of a topic that nobody has chosen")
		}

		w.Do(nation, got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Topic: w.Topic("01.1").ID, Target: w.Agency("kota")})
		is("the rules of the desk below", w.Officer("kota"), civic.VerbDispose, "jalan", "Lubang", false)
		is("what the national desk may not do there", nation, civic.VerbVerify, "", "", false)
	})
}

// One precedent may have been a mistake; those of other places count when there are enough and nearly all agree.
func TestThinPrecedentsSuggestNothing(t *testing.T) {
	type row struct {
		region, target string
		n              int64
	}
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		nation, got := w.Officer("nasional"), w.Submit(w.Pothole())
		for i, tc := range []struct {
			rows []row
			want string
			why  casework.Why
		}{
			{[]row{{"35.78", "kota", 1}}, "", ""},
			{[]row{{"35.78", "kota", 2}}, "kota", casework.WhyHere},
			{[]row{{"35.79", "kota", 4}}, "", ""},
			{[]row{{"35.79", "kota", 5}}, "kota", casework.WhyElsewhere},
			{[]row{{"35.79", "kota", 5}, {"35.80", "kemen", 2}}, "", ""},
			{[]row{{"35.79", "kota", 8}, {"35.78", "kemen", 1}}, "kota", casework.WhyElsewhere},
		} {
			err := w.DB.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
				tx.Queue(`DELETE FROM precedent`)
				for _, x := range tc.rows {
					w.Store.AddPrecedent(tx, store.Precedent{Desk: w.Agency("nasional"), Topic: w.Topic("01.1").ID, Region: x.region, Target: w.Agency(x.target), N: x.n})
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			v, err := w.Casework.View(t.Context(), nation, got.Code)
			if err != nil {
				t.Fatal(err)
			}
			v.Report.Topic = w.Topic("01.1").ID
			s, err := w.Casework.Suggest(t.Context(), nation, &v, civic.VerbVerify)
			var want civic.ID
			if tc.want != "" {
				want = w.Agency(tc.want)
			}
			if err != nil || s.Target != want || s.Why != tc.why {
				t.Errorf("case %d: %+v, %v", i, s, err)
			}
		}
	})
}
