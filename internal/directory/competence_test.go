package directory_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/store"
)

func from2026() civic.Date { return civic.Date{Year: 2026, Month: time.January, Day: 1} }

// Rules are saved in versions that stay readable; the newest is what every process decides by.
func TestRulesOfCompetenceAreSavedInVersions(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, kota, dpu, jalan := w.Officer("kota"), w.Agency("kota"), w.Agency("dpu"), w.Agency("jalan")
		road := civic.CompetenceRule{Name: " Jalan  kota ", Region: "35.78", Topic: w.Topic("01").ID, Class: civic.Complaint, Words: "lubang, aspal rusak", From: from2026(), Target: dpu}
		one, err := w.Directory.SaveRule(t.Context(), who, kota, 0, road)
		if err != nil || one.Version != 1 || one.Rules[0].ID == 0 || one.Rules[0].Name != "Jalan kota" {
			t.Fatalf("%+v, %v", one, err)
		}
		two, err := w.Directory.SaveRule(t.Context(), who, kota, 1, civic.CompetenceRule{Name: "Lain", From: from2026(), Target: jalan})
		if err != nil || two.Version != 2 || len(two.Rules) != 2 {
			t.Fatalf("%+v, %v", two, err)
		}
		three, err := w.Directory.MoveRule(t.Context(), who, kota, 2, two.Rules[1].ID, -1)
		if err != nil || three.Version != 3 || three.Rules[0].Name != "Lain" {
			t.Fatalf("%+v, %v", three, err)
		}
		if same, err := w.Directory.MoveRule(t.Context(), who, kota, 3, three.Rules[0].ID, -1); err != nil || same.Version != 3 {
			t.Errorf("what changes nothing makes version %d, %v", same.Version, err)
		}
		ended := three.Rules[0]
		ended.Until = from2026().AddDays(9)
		if _, err := w.Directory.SaveRule(t.Context(), who, kota, 3, ended); err != nil {
			t.Fatal(err)
		}
		five, err := w.Directory.DropRule(t.Context(), w.Officer("nasional"), kota, 4, ended.ID)
		if err != nil || five.Version != 5 || len(five.Rules) != 1 {
			t.Fatalf("%+v, %v", five, err)
		}
		for _, want := range []civic.CompetenceSet{one, two, three, five} {
			if got, err := w.Directory.Competence(t.Context(), who, kota, want.Version); err != nil || !slices.Equal(got.Rules, want.Rules) {
				t.Errorf("version %d: %+v, %v", want.Version, got, err)
			}
		}
		versions, err := w.Directory.CompetenceVersions(t.Context(), who, kota, 0, 9)
		if err != nil || len(versions) != 5 || versions[0].Officer != w.Officer("nasional").Officer || versions[0].Name == "" || versions[4].Officer != who.Officer || versions[0].At < versions[4].At {
			t.Errorf("savings: %+v, %v", versions, err)
		}
		if set := w.Atlas.Current(t.Context()).Rules.Set(kota); set.Version != 5 || !slices.Equal(set.Rules, five.Rules) {
			t.Errorf("the process decides by %+v", set)
		}
		if n := w.Number(`SELECT count(*) FROM change_log WHERE subject = 'competence'`); n != 5 {
			t.Errorf("%d changes in the log", n)
		}
		for _, version := range []int{6, -1} {
			if _, err := w.Directory.Competence(t.Context(), who, kota, version); civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("version %d: %v", version, err)
			}
		}
	})
}

// What others lead is not there, for every verb.
func TestRulesOfOthersAreNotThere(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		kota, dpu := w.Agency("kota"), w.Agency("dpu")
		set, err := w.Directory.SaveRule(t.Context(), w.Officer("kota"), kota, 0, civic.CompetenceRule{Name: "Lain", From: from2026(), Target: dpu})
		if err != nil {
			t.Fatal(err)
		}
		rule := set.Rules[0]
		for _, name := range []string{"kemen", "kepala", "dpu", "jalan", "auditor", "pengawas", "inspektorat"} {
			who := w.Officer(name)
			_, read := w.Directory.Competence(t.Context(), who, kota, 0)
			_, versions := w.Directory.CompetenceVersions(t.Context(), who, kota, 0, 1)
			_, all := w.Directory.SaveCompetence(t.Context(), who, set)
			_, save := w.Directory.SaveRule(t.Context(), who, kota, 1, rule)
			_, move := w.Directory.MoveRule(t.Context(), who, kota, 1, rule.ID, 1)
			_, drop := w.Directory.DropRule(t.Context(), who, kota, 1, rule.ID)
			_, _, try := w.Directory.TryCompetence(t.Context(), who, directory.CompetenceQuestion{Desk: kota})
			for what, err := range map[string]error{"read": read, "versions": versions, "save all": all, "save": save, "move": move, "drop": drop, "try": try} {
				if civic.KindOf(err) != civic.KindNotFound {
					t.Errorf("%s by %s: %v", what, name, err)
				}
			}
		}
		if _, err := w.Directory.Competence(t.Context(), w.Officer("nasional"), 99, 0); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("no agency: %v", err)
		}
		if _, err := w.Directory.SaveRule(t.Context(), w.Officer("kota"), dpu, 0, civic.CompetenceRule{Name: "Jalan", From: from2026(), Target: w.Agency("jalan")}); err != nil {
			t.Errorf("a coordinator for a unit of the own agency: %v", err)
		}
	})
}

// Two that save after the same version: one wins, the other hears of it and nothing is lost.
func TestTwoOfficersNeverLoseEachOthersRules(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		kota, dpu := w.Agency("kota"), w.Agency("dpu")
		const many = 6
		errs, people := make([]error, many), []civic.Actor{w.Officer("kota"), w.Officer("nasional")}
		var done sync.WaitGroup
		for i := range many {
			done.Go(func() {
				_, errs[i] = w.Directory.SaveRule(t.Context(), people[i%2], kota, 0, civic.CompetenceRule{Name: "Aturan " + strconv.Itoa(i), From: from2026(), Target: dpu})
			})
		}
		done.Wait()
		won := 0
		for i, err := range errs {
			if err == nil {
				won++
			} else if e, ok := errors.AsType[*civic.Error](err); !ok || e.Key != "error.competence_changed" {
				t.Errorf("%d: %v", i, err)
			}
		}
		set, err := w.Directory.Competence(t.Context(), w.Officer("kota"), kota, 0)
		if err != nil || won != 1 || set.Version != 1 || len(set.Rules) != 1 || errs[set.Rules[0].Name[len("Aturan ")]-'0'] != nil {
			t.Errorf("%d won; %+v, %v", won, set, err)
		}
		_, err = w.Directory.SaveCompetence(t.Context(), w.Officer("kota"), civic.CompetenceSet{Desk: kota, Version: 0})
		if e, ok := errors.AsType[*civic.Error](err); !ok || e.Key != "error.competence_changed" {
			t.Errorf("a set after an old version: %v", err)
		}
	})
}

func TestRulesThatAreRefused(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, kota, dpu := w.Officer("kota"), w.Agency("kota"), w.Agency("dpu")
		good := civic.CompetenceRule{Name: "Jalan", From: from2026(), Target: dpu}
		for field, spoil := range map[string]func(r *civic.CompetenceRule){
			"name": func(r *civic.CompetenceRule) { r.Name = "  " }, "words": func(r *civic.CompetenceRule) { r.Words = "lampu, yang" },
			"source": func(r *civic.CompetenceRule) { r.Source = strings.Repeat("a", 201) }, "topic_id": func(r *civic.CompetenceRule) { r.Topic = 9 },
			"class": func(r *civic.CompetenceRule) { r.Class = "aduan" }, "from": func(r *civic.CompetenceRule) { r.From = civic.Date{} },
			"until": func(r *civic.CompetenceRule) { r.Until = r.From }, "target_id": func(r *civic.CompetenceRule) { r.Target = w.Agency("balai") },
			"region_code": func(r *civic.CompetenceRule) { r.Region = "35.99" },
		} {
			r := good
			spoil(&r)
			_, err := w.Directory.SaveRule(t.Context(), who, kota, 0, r)
			if e, ok := errors.AsType[*civic.Error](err); !ok || e.Kind != civic.KindInvalid || e.Field != field {
				t.Errorf("%s: %v", field, err)
			}
			_, err = w.Directory.SaveCompetence(t.Context(), who, civic.CompetenceSet{Desk: kota, Rules: []civic.CompetenceRule{good, r}})
			if e, ok := errors.AsType[*civic.Error](err); !ok || e.Field != "rules[1]."+field {
				t.Errorf("among others, %s: %v", field, err)
			}
		}
		if _, err := w.Directory.SaveRule(t.Context(), w.Officer("nasional"), w.Agency("nasional"), 0, good); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("the national desk sends to a unit: %v", err)
		}
		full := civic.CompetenceSet{Desk: kota}
		for i := range store.MaxCompetenceRules + 1 {
			r := good
			r.Name += strconv.Itoa(i)
			full.Rules = append(full.Rules, r)
		}
		if _, err := w.Directory.SaveCompetence(t.Context(), who, full); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("too many: %v", err)
		}
		full.Rules = full.Rules[1:]
		set, err := w.Directory.SaveCompetence(t.Context(), who, full)
		if err != nil || len(set.Rules) != store.MaxCompetenceRules {
			t.Fatalf("as many as there may be: %d, %v", len(set.Rules), err)
		}
		for what, rules := range map[string][]civic.CompetenceRule{"a foreign id": {{ID: 7, Name: "x", From: from2026(), Target: dpu}}, "one twice": {set.Rules[0], set.Rules[0]}} {
			if _, err := w.Directory.SaveCompetence(t.Context(), who, civic.CompetenceSet{Desk: kota, Version: 1, Rules: rules}); civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("%s: %v", what, err)
			}
		}
		for what, err := range map[string]error{
			"move": second(w.Directory.MoveRule(t.Context(), who, kota, 1, 7, 1)), "drop": second(w.Directory.DropRule(t.Context(), who, kota, 1, 7)),
			"save": second(w.Directory.SaveRule(t.Context(), who, kota, 1, civic.CompetenceRule{ID: 7, Name: "x", From: from2026(), Target: dpu})),
		} {
			if civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("%s of what is not there: %v", what, err)
			}
		}
		// A unit that was shut keeps nobody from changing other rules.
		shut, _ := w.Atlas.Current(t.Context()).Tree.Get(dpu)
		shut.Active = false
		if _, err := w.Directory.SaveAgency(t.Context(), w.Officer("nasional"), shut); err != nil {
			t.Fatal(err)
		}
		r := set.Rules[3]
		if _, err := w.Directory.SaveRule(t.Context(), who, kota, 1, r); err != nil {
			t.Errorf("a rule as it was: %v", err)
		}
		if _, err := w.Directory.MoveRule(t.Context(), who, kota, 1, r.ID, 1); err != nil {
			t.Errorf("moving: %v", err)
		}
	})
}

func second[T any](_ T, err error) error { return err }

// The tester says which rule decides and what became of the others.
func TestTryingRules(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, kota, dpu := w.Officer("kota"), w.Agency("kota"), w.Agency("dpu")
		_, err := w.Directory.SaveCompetence(t.Context(), who, civic.CompetenceSet{Desk: kota, Rules: []civic.CompetenceRule{
			{Name: "Kesehatan", Topic: w.Topic("02").ID, From: from2026(), Target: w.Agency("dinkes")},
			{Name: "Lampu", Words: "lampu jalan", From: from2026(), Target: dpu},
			{Name: "Jalan", Region: "35.78", Topic: w.Topic("01").ID, From: from2026(), Target: w.Agency("jalan")},
			{Name: "Nanti", From: from2026().AddDays(300), Target: dpu},
		}})
		if err != nil {
			t.Fatal(err)
		}
		fates := func(q directory.CompetenceQuestion) string {
			q.Desk = kota
			version, trials, err := w.Directory.TryCompetence(t.Context(), who, q)
			if err != nil || version != 1 {
				t.Fatalf("version %d, %v", version, err)
			}
			var out []string
			for _, x := range trials {
				out = append(out, string(x.Fate))
			}
			return strings.Join(out, " ")
		}
		for _, c := range []struct {
			q    directory.CompetenceQuestion
			want string
		}{
			{directory.CompetenceQuestion{Region: "35.78.01", Topic: w.Topic("01.1").ID, Text: "Lampu-lampu di jalanan mati"}, "differs decides after not_yet"},
			{directory.CompetenceQuestion{Region: "35.78.01", Topic: w.Topic("01.1").ID, Text: "Jalan berlubang"}, "differs differs decides not_yet"},
			{directory.CompetenceQuestion{Region: "91", Topic: w.Topic("01").ID}, "differs differs differs not_yet"},
			{directory.CompetenceQuestion{Topic: w.Topic("02").ID, Day: from2026().AddDays(300)}, "decides differs differs after"},
		} {
			if got := fates(c.q); got != c.want {
				t.Errorf("%+v: %s, want %s", c.q, got, c.want)
			}
		}
	})
}

// An import changes rules by their names in the place they have, and puts new ones last; a desk gets one version for it.
func TestImportedRulesKeepTheirPlaces(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, kota := w.Officer("kota"), w.Agency("kota")
		const head = "desk_code,name,words,from,target_code\n"
		load(t, w.Directory.ImportCompetence, head+"kota,A,aspal,2026-01-01,dpu\nkota,B,,2026-01-01,dinkes\ndpu,X,,2026-01-01,jalan\n", directory.Options{})
		load(t, w.Directory.ImportCompetence, head+"kota,C,,2026-01-01,dpu\nkota,A,lubang,2026-01-01,dpu\n", directory.Options{})
		set, err := w.Directory.Competence(t.Context(), who, kota, 0)
		if err != nil || set.Version != 2 || len(set.Rules) != 3 || set.Rules[0].Words != "lubang" || set.Rules[1].Name != "B" || set.Rules[2].Name != "C" {
			t.Errorf("%+v, %v", set, err)
		}
		first, err := w.Directory.Competence(t.Context(), who, kota, 1)
		if err != nil || len(first.Rules) != 2 || first.Rules[0].Words != "aspal" || first.Rules[0].ID != set.Rules[0].ID {
			t.Errorf("before: %+v, %v", first, err)
		}
		versions, err := w.Directory.CompetenceVersions(t.Context(), who, kota, 0, 9)
		if err != nil || len(versions) != 2 || versions[0].Officer != 0 || versions[0].Name != "" {
			t.Errorf("savings: %+v, %v", versions, err)
		}
		if below, err := w.Directory.Competence(t.Context(), who, w.Agency("dpu"), 0); err != nil || below.Version != 1 {
			t.Errorf("the unit: %+v, %v", below, err)
		}
	})
}
