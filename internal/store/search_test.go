package store_test

import (
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// published is a report with the words of its public version.
type published struct {
	civic.Report
	words []string
}

var vocabulary = []string{"jalan", "rusak", "banjir", "lampu", "sampah", "puskesmas", "and", "not", "near", "or", "2026", "rt5"}

// library fills the store with reports, most of them published, some secret.
func (r *rig) library(n int) []published {
	r.Helper()
	all := make([]published, n)
	regions := []string{"", "35", "35.78", "35.78.01", "35.78.01.1001", "91.71", "35.7"}
	reps := r.many(n, func(int) civic.Report {
		rep := r.plain(agencies()[r.rng.IntN(len(agencies()))].ID)
		rep.State, rep.Class = civic.States()[r.rng.IntN(8)], civic.Classes()[r.rng.IntN(4)]
		rep.Topic, rep.Region, rep.Secret = civic.ID(40+r.rng.IntN(3)), regions[r.rng.IntN(len(regions))], r.rng.IntN(6) == 0
		return rep
	})
	r.write(func(tx *sqldb.Tx) {
		for i, rep := range reps {
			words := []string{vocabulary[r.rng.IntN(len(vocabulary))], vocabulary[r.rng.IntN(len(vocabulary))], vocabulary[r.rng.IntN(len(vocabulary))]}
			if r.rng.IntN(5) > 0 {
				r.publishIn(tx, &rep, words...)
			}
			all[i] = published{rep, words}
		}
	})
	return all
}

// matches is what a filter means, said once more.
func (r *rig) matches(p published, f store.Filter) bool {
	in := func(whole, part string) bool { return whole == part || strings.HasPrefix(whole, part+".") }
	for _, w := range f.Words {
		if !slices.Contains(p.words, w) {
			return false
		}
	}
	return p.Public() && (f.Agency == 0 || r.tree.Within(p.Holder, f.Agency)) && (f.Region == "" || in(p.Region, f.Region)) &&
		(f.Topic == 0 || p.Topic == f.Topic) && (f.State == "" || p.State == f.State) && (f.Class == "" || p.Class == f.Class) &&
		(f.Since == 0 || store.Micros(p.ReceivedAt) >= f.Since) && (f.Before == 0 || p.ID < f.Before)
}

func (r *rig) expected(all []published, f store.Filter) []civic.ID {
	var out []civic.ID
	for _, p := range slices.Backward(all) { // newest first
		if r.matches(p, f) {
			out = append(out, p.ID)
		}
	}
	return out
}

// list walks the public list to its end.
func (r *rig) list(f store.Filter) []civic.ID {
	r.Helper()
	var out []civic.ID
	for {
		rows, err := r.s.PublicReports(r.ctx, f)
		r.must(err)
		more := len(rows) > f.Limit
		if more {
			rows = rows[:f.Limit]
		}
		for _, row := range rows {
			out = append(out, row.Report.ID)
		}
		if !more {
			return out
		}
		f.Before = out[len(out)-1]
	}
}

func TestPublicListAndSearchFindExactlyWhatTheyShould(t *testing.T) {
	each(t, func(r *rig) {
		all := r.library(150)
		mid := all[70]
		filters := []store.Filter{{}, {Since: store.Micros(mid.ReceivedAt)}, {Before: mid.ID}, {Words: []string{"jalan"}}, {Words: []string{"jalan", "rusak"}},
			{Words: []string{"and"}}, {Words: []string{"not", "near"}}, {Words: []string{"2026"}}, {Words: []string{"tidakada"}}, {Words: []string{"jal"}},
			{Agency: city}, {Agency: national}, {Agency: roads, Words: []string{"banjir"}}, {Agency: 999},
			{Region: "35"}, {Region: "35.78"}, {Region: "35.78.01"}, {Region: "35.78.01.1001"}, {Region: "91"}, {Region: "3"}, {Topic: 41}, {Topic: 99},
			{State: civic.Closed}, {State: civic.InProgress, Class: civic.Aspiration}, {Class: civic.ComplaintOversight},
			{Words: []string{"lampu"}, Agency: city, Region: "35", Topic: 40, Since: store.Micros(all[20].ReceivedAt), Before: all[140].ID}}
		hits := 0
		for _, f := range filters {
			f.Limit = 4
			want := r.expected(all, f)
			r.same("list", r.list(f), want)
			hits += len(want)
			f.Before = 0
			want = r.expected(all, f)
			n, err := r.s.PublicCount(r.ctx, f, 1000)
			r.must(err)
			r.same("count", n, len(want))
			n, err = r.s.PublicCount(r.ctx, f, 3)
			r.must(err)
			r.same("count up to three", n, min(3, len(want)))
		}
		if hits < 200 {
			r.Errorf("only %d hits: the test proves little", hits)
		}
	})
}

func TestPublicRowHoldsThePublicVersionOnly(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		r.publish(&rep, "jalan")
		r.publish(&rep, "jalan")
		for _, f := range []store.Filter{{Limit: 5}, {Limit: 5, Words: []string{"jalan"}}} {
			rows, err := r.s.PublicReports(r.ctx, f)
			r.must(err)
			r.same("row", rows, []store.PublicRow{{Report: rep, Title: "Judul 2", Body: "Isi umum", Place: "Surabaya"}})
		}
	})
}

// What was taken out of public view is gone at once, while the index still holds it, and
// however much of it the index holds, the pages behind stay whole.
func TestWhatIsNoLongerPublicVanishesAtOnce(t *testing.T) {
	each(t, func(r *rig) {
		var all []published
		reps := r.many(90, func(int) civic.Report { return r.plain(city) })
		r.write(func(tx *sqldb.Tx) {
			for i, rep := range reps {
				r.publishIn(tx, &rep, "jalan")
				was := rep
				if i >= 20 { // the oldest 20 stay
					rep.Secret, rep.Published = i%2 == 0, i%2 == 0
				}
				r.s.SaveReport(tx, &was, &rep, r.tree.Chain(city), r.tree.Chain(city))
				all = append(all, published{rep, []string{"jalan"}})
			}
		})
		for _, f := range []store.Filter{{Limit: 5}, {Limit: 5, Words: []string{"jalan"}}, {Limit: 5, Agency: national}} {
			r.same("list", r.list(f), r.expected(all, f))
		}
	})
}

func TestIndexFollowsTheReport(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(city)
		r.put(&rep)
		r.publish(&rep, "jalan", "rusak")
		r.publish(&rep, "lampu", "", "lampu", strings.Repeat("a", 5000))
		for word, want := range map[string]int{"jalan": 0, "lampu": 1, strings.Repeat("a", 5000): 1} {
			if n := len(r.list(store.Filter{Words: []string{word}, Limit: 5})); n != want {
				r.Errorf("%.20q finds %d, want %d", word, n, want)
			}
		}
		r.write(func(tx *sqldb.Tx) { r.s.DropDoc(tx, rep.ID) })
		r.write(func(tx *sqldb.Tx) { r.s.DropDoc(tx, rep.ID) }) // once more does no harm
		if n := len(r.list(store.Filter{Words: []string{"lampu"}, Limit: 5})); n != 0 {
			r.Errorf("%d hits of a document that was dropped", n)
		}
	})
}

// Nothing that somebody types is taken for the grammar of a query or for a tag, and nothing
// that somebody writes is.
func TestTypedTextIsNeverGrammar(t *testing.T) {
	each(t, func(r *rig) {
		secretly, open := r.plain(city), r.plain(ministry)
		secretly.State = civic.Closed
		r.put(&secretly)
		r.put(&open)
		r.publish(&secretly, "jalan")
		r.publish(&open, "lampu", "_sclosed", "_a10", "tags:_a10", "x'y")
		for _, typed := range []string{`"`, `'`, `\`, `*`, `jal*`, `(`, `)`, `:`, `words:jalan`, `tags : _a10`, `jalan" OR "lampu`, `jalan' | 'lampu`, `jalan & lampu`, `!jalan`,
			`^jalan`, `-jalan`, `+jalan`, `{words}:jalan`, `NEAR(jalan lampu)`, `_sclosed`, `_a10`, `a10`, `%`, `jalan<->lampu`, `jalan:*`, `jalan:A`, "\x01", "é", "\U0001F600"} {
			rows, err := r.s.PublicReports(r.ctx, store.Filter{Words: []string{typed, "zzz"}, Limit: 5})
			r.must(err)
			if len(rows) != 0 {
				r.Errorf("%q widened the search to %d hits", typed, len(rows))
			}
			_, err = r.s.PublicReports(r.ctx, store.Filter{Region: typed, State: civic.State(typed), Class: civic.Class(typed), Limit: 5})
			r.must(err)
			_, err = r.s.PublicCount(r.ctx, store.Filter{Words: []string{typed}}, 10)
			r.must(err)
		}
		for _, forged := range []store.Filter{{State: civic.Closed, Limit: 5}, {Agency: city, Limit: 5}} {
			r.same("a forged tag finds nothing", r.list(forged), []civic.ID{secretly.ID})
		}
		for _, tag := range []string{"_sclosed", "_a10"} {
			rows, err := r.s.PublicReports(r.ctx, store.Filter{Words: []string{tag}, Limit: 5})
			r.must(err)
			for _, row := range rows {
				if row.Report.ID == secretly.ID {
					r.Errorf("the word %q was taken for a tag", tag)
				}
			}
		}
	})
}
