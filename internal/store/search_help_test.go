package store_test

import (
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// asking gives some of the reports offices that were asked: owed, answered, set free, in turn.
func (r *rig) asking(all []civic.Report) {
	r.Helper()
	states := []civic.SupportState{civic.SupportOpen, civic.SupportAnswered, civic.SupportReleased, civic.SupportUnable}
	r.write(func(tx *sqldb.Tx) {
		for i := range all {
			if r.rng.IntN(3) == 0 {
				continue
			}
			was := all[i]
			all[i].Seq++
			for n := range 1 + r.rng.IntN(2) {
				desk := []civic.ID{health, works, roads, city}[r.rng.IntN(4)]
				at := start.AddDate(0, 0, n)
				s := civic.Support{ID: n + 2, Desk: desk, Path: r.tree.Chain(desk), Kind: civic.SupportHelp, State: states[r.rng.IntN(len(states))], Clock: civic.Clock{Kind: civic.ClockSupport, Started: at, Due: at.AddDate(0, 0, 5)}}
				if !s.Open() {
					s.Clock.Stopped = at.AddDate(0, 0, 1)
				}
				all[i].Supports = append(all[i].Supports, s)
			}
			chain := r.tree.Chain(all[i].Holder)
			r.s.SaveReport(tx, &was, &all[i], chain, chain)
		}
	})
}

// Officers find by words what they may know, neither more nor less: what lies at their desk or below it, and what an office
// there was asked about, as long as it was not set free. The same rules, in civic, say who knows of it.
func TestSearchAgreesWithWhoMayKnow(t *testing.T) {
	each(t, func(r *rig) {
		all := r.varied(120)
		r.asking(all)
		r.write(func(tx *sqldb.Tx) {
			for i := range all {
				r.s.PutDeskDoc(tx, store.Doc{Report: all[i].ID, Words: []string{"jalan"}, Tags: store.DeskTags(r.tree.Chain(all[i].Holder), all[i].Supports...)})
			}
		})
		helped := 0
		for _, desk := range []civic.ID{national, city, works, roads, health} {
			var want []civic.ID
			for i := range slices.Backward(all) {
				who := civic.Actor{Role: civic.RoleLiaison, Officer: 5, Desk: desk}
				if !all[i].Secret && who.InScope(r.tree, &all[i]) {
					want = append(want, all[i].ID)
					if who.Helps(r.tree, &all[i]) {
						helped++
					}
				}
			}
			r.same("search", r.found(store.DeskSearch{Desk: desk, Words: []string{"jalan"}, Limit: 7}), want)
			var parts []civic.ID
			for q := civic.QueueAction; q <= civic.QueueDone; q++ {
				parts = append(parts, r.found(store.DeskSearch{Desk: desk, Words: []string{"jalan"}, Queue: q, Limit: 7})...)
			}
			slices.Sort(parts)
			slices.Reverse(parts)
			r.same("by queue", parts, want)
		}
		if helped < 10 {
			r.Errorf("only %d are found because an office was asked", helped)
		}
		r.write(func(tx *sqldb.Tx) { // set free: gone at once, whatever the index still says
			for i := range all {
				was := all[i]
				all[i].Seq++
				all[i].Supports = slices.Clone(was.Supports)
				for n := range all[i].Supports {
					all[i].Supports[n].State = civic.SupportReleased
				}
				chain := r.tree.Chain(was.Holder)
				r.s.SaveReport(tx, &was, &all[i], chain, chain)
			}
		})
		for _, id := range r.found(store.DeskSearch{Desk: health, Words: []string{"jalan"}, Limit: 7}) {
			i := slices.IndexFunc(all, func(x civic.Report) bool { return x.ID == id })
			if !r.tree.Within(all[i].Holder, health) {
				r.Errorf("set free, %d is still found", id)
			}
		}
	})
}

// found are all pages of a search.
func (r *rig) found(f store.DeskSearch) (all []civic.ID) {
	r.Helper()
	for range 200 {
		rows, next, err := r.s.SearchDesk(r.ctx, f)
		r.must(err)
		more := len(rows) > f.Limit
		rows = rows[:min(len(rows), f.Limit)]
		all = append(all, ids(rows)...)
		if !more && next == 0 {
			return all
		}
		if f.Before = next; more {
			f.Before = rows[len(rows)-1].Report.ID
		}
	}
	r.Fatalf("a search for %s does not end", strings.Join(f.Words, " "))
	return nil
}
