package civic_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
)

// The tree of these tests: the national desk, a city with an office and its section, an office that was shut, and an
// agency for which the national desk acts, with a unit.
func competenceTree() *civic.Tree {
	return civic.NewTree([]civic.Agency{
		{ID: 1, Code: "n", Active: true},
		{ID: 10, Parent: 1, Code: "kota", Active: true, Mode: civic.RoutingFull}, {ID: 11, Parent: 10, Code: "pu", Active: true}, {ID: 12, Parent: 11, Code: "jalan", Active: true},
		{ID: 13, Parent: 10, Code: "tutup"}, {ID: 20, Parent: 1, Code: "pusat", Active: true, Mode: civic.RoutingCentral}, {ID: 21, Parent: 20, Code: "unit", Active: true},
	})
}

func fields(s string) []string { return strings.Fields(strings.ToLower(s)) }

func march(day int) civic.Date { return civic.Date{Year: 2026, Month: time.March, Day: day} }

func TestTheFirstRuleThatFitsDecides(t *testing.T) {
	set := civic.CompetenceSet{Desk: 10, Version: 3, Rules: []civic.CompetenceRule{
		{ID: 1, Name: "lampu", Words: "lampu jalan, pju", Target: 12, From: march(1)},
		{ID: 2, Name: "tutup", Topic: 40, Target: 13, From: march(1)},
		{ID: 3, Name: "besok", Topic: 40, Target: 12, From: march(11)},
		{ID: 4, Name: "lama", Topic: 40, Target: 12, From: march(1), Until: march(10)},
		{ID: 5, Name: "jalan di 35.78", Region: "35.78", Topic: 40, Class: civic.Complaint, Target: 11, From: march(1)},
		{ID: 6, Name: "jalan", Topic: 40, Target: 12, From: march(1)},
		{ID: 7, Name: "lain", Words: ",", Target: 12, From: march(1)},
		{ID: 8, Name: "luar", Target: 21, From: march(1)},
	}}
	book := civic.NewCompetenceBook(competenceTree(), []civic.CompetenceSet{set}, fields)
	road := []civic.ID{41, 40}
	for _, c := range []struct {
		what  string
		m     civic.Matter
		n     int
		fates string
	}{
		{"the place, the topic above and the class", civic.Matter{Region: "35.78.01", Topics: road, Class: civic.Complaint, Day: march(10)}, 5,
			"differs target not_yet over decides after differs target"},
		{"the place itself", civic.Matter{Region: "35.78", Topics: road, Class: civic.Complaint, Day: march(10)}, 5, ""},
		{"a code that only begins alike", civic.Matter{Region: "35.781", Topics: road, Class: civic.Complaint, Day: march(10)}, 6, ""},
		{"another class", civic.Matter{Region: "35.78", Topics: road, Class: civic.Aspiration, Day: march(10)}, 6, ""},
		{"a rule's first day", civic.Matter{Topics: road, Day: march(11)}, 3, ""},
		{"a rule's last day", civic.Matter{Topics: road, Day: march(9)}, 4, ""},
		{"all words of an alternative", civic.Matter{Topics: road, Words: []string{"jalan", "gelap", "lampu"}, Day: march(10)}, 1,
			"decides target not_yet over differs after differs target"},
		{"the other alternative", civic.Matter{Words: []string{"pju"}, Day: march(10)}, 1, ""},
		{"one word of two", civic.Matter{Words: []string{"lampu"}, Day: march(10)}, 0, "differs target not_yet over differs differs differs target"},
		{"nothing known", civic.Matter{Day: march(10)}, 0, ""},
	} {
		got, ok := book.Decide(10, c.m)
		if ok != (c.n > 0) || got.N != c.n {
			t.Errorf("%s: rule %d decides, want %d", c.what, got.N, c.n)
		}
		var fates []string
		for _, x := range book.Try(10, c.m) {
			fates = append(fates, string(x.Fate))
		}
		if c.fates != "" && strings.Join(fates, " ") != c.fates {
			t.Errorf("%s: %v, want %s", c.what, fates, c.fates)
		}
	}
	got, _ := book.Decide(10, civic.Matter{Region: "35.78.01", Topics: road, Class: civic.Complaint, Day: march(10)})
	if want := []civic.CompetencePart{civic.PartRegion, civic.PartTopic, civic.PartClass}; !slices.Equal(got.Fits, want) || got.Rule.ID != 5 {
		t.Errorf("why: %v", got.Fits)
	}
	if got := book.Try(10, civic.Matter{Topics: road, Day: march(10)})[4].Differs; !slices.Equal(got, []civic.CompetencePart{civic.PartRegion, civic.PartClass}) {
		t.Errorf("why not: %v", got)
	}
	if _, ok := book.Decide(11, civic.Matter{Topics: road, Day: march(10)}); ok || book.Set(11).Version != 0 || book.Set(10).Version != 3 {
		t.Error("the rules of one desk decide at another")
	}
}

func TestWhereRulesMaySend(t *testing.T) {
	tree := competenceTree()
	for _, c := range []struct {
		desk, to civic.ID
		want     bool
	}{{1, 10, true}, {1, 11, false}, {1, 20, true}, {1, 21, true}, {1, 1, false}, {10, 11, true}, {10, 12, true}, {10, 13, false}, {10, 10, false}, {10, 1, false}, {10, 21, false}, {10, 99, false}, {11, 10, false}} {
		if got := tree.SendsTo(c.desk, c.to); got != c.want {
			t.Errorf("from %d to %d: %t", c.desk, c.to, got)
		}
	}
}

// Whatever the rules: at most one decides, it holds on the day, fits in all it asks about, sends to an open unit below
// the desk, and no rule before it does all that. Tried again it is the same.
func TestAtMostOneRuleDecides(t *testing.T) {
	tree, rng := competenceTree(), rand.New(rand.NewPCG(4, 1))
	desks, regions, words := []civic.ID{1, 10, 10, 11, 20}, []string{"", "35", "35.78", "35.78.01", "51"}, []string{"", "jalan", "lampu jalan, pju", "ktp"}
	pick := func(n int) int { return rng.IntN(n) }
	decided := map[bool]int{}
	for range 3000 {
		desk := desks[pick(len(desks))]
		set := civic.CompetenceSet{Desk: desk, Version: 1}
		for i := range pick(9) {
			r := civic.CompetenceRule{ID: civic.ID(i + 1), Region: regions[pick(len(regions))], Topic: civic.ID(pick(3)), Words: words[pick(len(words))],
				Class: append(civic.Classes(), "", "", "", "", "", "")[pick(10)], From: march(1 + pick(20)), Target: []civic.ID{11, 12, 12, 10, 13, 20, 21, 99}[pick(8)]}
			if pick(2) == 0 {
				r.Until = r.From.AddDays(1 + pick(9))
			}
			set.Rules = append(set.Rules, r)
		}
		m := civic.Matter{Region: regions[pick(len(regions))], Topics: []civic.ID{civic.ID(1 + pick(2))}, Class: civic.Classes()[pick(4)], Words: fields(words[pick(4)]), Day: march(1 + pick(25))}
		book := civic.NewCompetenceBook(tree, []civic.CompetenceSet{set}, fields)
		got, ok := book.Decide(desk, m)
		again, _ := civic.NewCompetenceBook(tree, []civic.CompetenceSet{set}, fields).Decide(desk, m)
		want := slices.IndexFunc(set.Rules, func(r civic.CompetenceRule) bool { return oracle(tree, desk, r, m) })
		if got.N != want+1 || ok != (want >= 0) || fmt.Sprint(got) != fmt.Sprint(again) {
			t.Fatalf("rule %d decides, want %d: %+v of %+v", got.N, want+1, m, set)
		}
		n := 0
		for i, x := range book.Try(desk, m) {
			if x.N != i+1 || x.Rule != set.Rules[i] || x.Fate == civic.FateAfter && (!oracle(tree, desk, x.Rule, m) || i <= want) {
				t.Fatalf("%+v", x)
			}
			if x.Fate == civic.FateDecides {
				n++
				if fmt.Sprint(x) != fmt.Sprint(got) {
					t.Fatalf("tried, %+v decides, not %+v", x, got)
				}
			}
		}
		if n > 1 || n == 1 != ok {
			t.Fatalf("%d rules decide", n)
		}
		decided[ok]++
	}
	if decided[true] < 100 || decided[false] < 100 {
		t.Errorf("one-sided: %v", decided)
	}
}

// oracle says in its own words whether a rule fits.
func oracle(tree *civic.Tree, desk civic.ID, r civic.CompetenceRule, m civic.Matter) bool {
	holds := m.Day.Compare(r.From) >= 0 && (r.Until == civic.Date{} || m.Day.Compare(r.Until) < 0)
	words := r.Words == ""
	for _, alternative := range strings.Split(r.Words, ",") {
		missing := 0
		for _, w := range strings.Fields(alternative) {
			if !slices.Contains(m.Words, w) {
				missing++
			}
		}
		words = words || missing == 0
	}
	return holds && words && tree.SendsTo(desk, r.Target) && strings.HasPrefix(m.Region+".", strings.TrimSuffix(r.Region+".", ".")) &&
		(r.Topic == 0 || slices.Contains(m.Topics, r.Topic)) && (r.Class == "" || r.Class == m.Class)
}

func TestEditingASet(t *testing.T) {
	old := civic.CompetenceSet{Desk: 10, Rules: []civic.CompetenceRule{{ID: 1, Name: "a"}, {ID: 2, Name: "b"}, {ID: 3, Name: "c"}}}
	names := func(s civic.CompetenceSet) string {
		out := ""
		for _, r := range s.Rules {
			out += r.Name
		}
		return out
	}
	edited := func(do func(s *civic.CompetenceSet)) civic.CompetenceSet {
		s := old
		s.Rules = slices.Clone(old.Rules)
		do(&s)
		return s
	}
	for what, c := range map[string]struct {
		do      func(s *civic.CompetenceSet)
		names   string
		changes string
	}{
		"nothing":     {func(*civic.CompetenceSet) {}, "abc", ""},
		"a new one":   {func(s *civic.CompetenceSet) { s.Put(civic.CompetenceRule{ID: 4, Name: "d"}) }, "abcd", "added d"},
		"a change":    {func(s *civic.CompetenceSet) { s.Put(civic.CompetenceRule{ID: 2, Name: "B"}) }, "aBc", "changed B"},
		"up":          {func(s *civic.CompetenceSet) { s.Move(3, -1) }, "acb", "moved c, moved b"},
		"down":        {func(s *civic.CompetenceSet) { s.Move(1, 1) }, "bac", "moved b, moved a"},
		"up at top":   {func(s *civic.CompetenceSet) { s.Move(1, -1) }, "abc", ""},
		"down at end": {func(s *civic.CompetenceSet) { s.Move(3, 1) }, "abc", ""},
		"dropped":     {func(s *civic.CompetenceSet) { s.Drop(1) }, "bc", "dropped a"},
		"unknown":     {func(s *civic.CompetenceSet) { s.Drop(9); s.Move(9, 1) }, "abc", ""},
		"several":     {func(s *civic.CompetenceSet) { s.Drop(2); s.Put(civic.CompetenceRule{ID: 5, Name: "e"}); s.Move(5, -1) }, "aec", "added e, dropped b"},
	} {
		got := edited(c.do)
		var changes []string
		for _, x := range got.Since(old) {
			changes = append(changes, string(x.What)+" "+x.Rule.Name)
		}
		if names(got) != c.names || strings.Join(changes, ", ") != c.changes {
			t.Errorf("%s: %s, %v; want %s, %s", what, names(got), changes, c.names, c.changes)
		}
	}
	s := edited(func(*civic.CompetenceSet) {})
	if s.Move(9, 1) || s.Drop(9) || !s.Move(1, -1) {
		t.Error("a rule that is not there is moved or dropped")
	}
	if _, ok := s.Rule(9); ok {
		t.Error("a rule that is not there is found")
	}
}
