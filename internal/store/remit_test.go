package store_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// grow puts a random tree into the store: some hundred desks, of a few kinds, up to five tiers deep.
func (r *rig) grow(n int) []civic.ID {
	kinds := []string{"ministry", "province", "city", "unit", ""}
	all := agencies()
	for i := range n {
		up := all[r.rng.IntN(len(all))]
		id := civic.ID(1000 + i)
		all = append(all, civic.Agency{ID: id, Parent: up.ID, Code: "k" + id.String(), Name: "Kantor " + id.String(), Kind: kinds[r.rng.IntN(len(kinds))], Active: r.rng.IntN(5) > 0})
	}
	r.tree = civic.NewTree(all)
	r.write(func(tx *sqldb.Tx) {
		for _, a := range all {
			r.s.SaveAgency(tx, a, store.Micros(r.now))
		}
	})
	var ids []civic.ID
	for _, a := range all {
		ids = append(ids, a.ID)
	}
	return ids
}

// randomRemit names some kinds, some desks and some topics, or only some of these.
func (r *rig) randomRemit(desks []civic.ID) *civic.Remit {
	m := &civic.Remit{}
	what := r.rng.IntN(8)
	if what&1 != 0 {
		m.Kinds = [][]string{{"ministry"}, {"province", "city"}, {"unit"}, {"nowhere"}}[r.rng.IntN(4)]
	}
	if what&2 != 0 {
		for range 1 + r.rng.IntN(4) {
			m.Desks = append(m.Desks, desks[1+r.rng.IntN(len(desks)-1)])
		}
	}
	if what&4 != 0 {
		m.Topics = [][]civic.ID{{1}, {2, 3}, {77}}[r.rng.IntN(3)]
	}
	return m
}

// What lists, searches and counts find for a remit is what the rules say is in it: on random trees, for random remits.
func TestRemitsAreTheSameInRulesAndInLists(t *testing.T) {
	each(t, func(r *rig) {
		desks := r.grow(60)
		all := r.many(120, func(int) civic.Report {
			rep := r.plain(desks[r.rng.IntN(len(desks))])
			rep.Topic = civic.ID(r.rng.IntN(4))
			return r.at(rep, civic.States()[r.rng.IntN(len(civic.States()))], start)
		})
		r.write(func(tx *sqldb.Tx) {
			for i := range all {
				r.s.PutDeskDoc(tx, store.Doc{Report: all[i].ID, Words: []string{"jalan"}, Tags: store.DeskTags(r.tree.Chain(all[i].Holder))})
			}
		})
		some := 0
		for range 40 {
			remit, desk := r.randomRemit(desks), desks[r.rng.IntN(len(desks))]
			who := civic.Actor{Role: civic.RoleSupervisor, Officer: 77, Desk: desk, Remit: remit}
			var of []store.InboxCount
			for queue := civic.QueueAction; queue <= civic.QueueDone; queue++ {
				var want []civic.ID
				for i := range all {
					if all[i].Queue() == queue && who.InScope(r.tree, &all[i]) {
						want = append(want, all[i].ID)
					}
				}
				some += len(want)
				r.agrees(remit, store.InboxFilter{Desk: desk, Queue: queue, Sieve: store.Sieve{Viewer: 77, Remit: remit}, Limit: 1000}, want)
				of = append(of, store.InboxCount{Queue: queue, Sieve: store.Sieve{Remit: remit}})
				n, _, err := r.s.InboxCounts(r.ctx, desk, 1000, 1000, of[len(of)-1:])
				r.must(err)
				if n[0] != int64(len(want)) {
					r.Errorf("%+v: counted %d of queue %d, want %d", remit, n[0], queue, len(want))
				}
			}
		}
		if some == 0 {
			r.Error("no remit had anything: nothing was tried")
		}
	})
}

// agrees demands that the list and the search of a desk hold these reports.
func (r *rig) agrees(remit *civic.Remit, f store.InboxFilter, want []civic.ID) {
	r.Helper()
	got, err := r.s.InboxIDs(r.ctx, f)
	r.must(err)
	rows, err := r.s.Inbox(r.ctx, f)
	r.must(err)
	hits, _, err := r.s.SearchDesk(r.ctx, store.DeskSearch{Desk: f.Desk, Words: []string{"jalan"}, Queue: f.Queue, Sieve: f.Sieve, Limit: 1000})
	r.must(err)
	for what, found := range map[string][]civic.ID{"ids": got, "list": ids(rows), "search": ids(hits)} {
		slices.Sort(found)
		if !slices.Equal(found, want) {
			r.Errorf("%s of %+v at %d, queue %d: %v, want %v", what, remit, f.Desk, f.Queue, found, want)
		}
	}
}

// The offices under which a remit is counted are all that it covers, none of them twice.
func TestRootsOfARemit(t *testing.T) {
	each(t, func(r *rig) {
		desks := r.grow(80)
		for range 60 {
			remit, desk := r.randomRemit(desks), desks[r.rng.IntN(len(desks))]
			roots := remit.Roots(r.tree, desk)
			for _, id := range desks {
				n := 0
				for _, root := range roots {
					if r.tree.Within(id, root) {
						n++
					}
				}
				if want := r.tree.Within(id, desk) && remit.CoversDesk(r.tree, id); n > 1 || want != (n == 1) {
					r.Fatalf("%+v at %d counts %d in %d roots", remit, desk, id, n)
				}
			}
		}
	})
}

func TestRemitsAreKeptByPostAndDay(t *testing.T) {
	each(t, func(r *rig) {
		r.marked(nil)
		first, next := civic.Remit{From: civic.Date{Year: 2026, Month: 1, Day: 1}, Kinds: []string{"city"}}, civic.Remit{From: civic.Date{Year: 2026, Month: 6, Day: 1}}
		r.write(func(tx *sqldb.Tx) {
			r.s.SavePost(tx, store.Post{ID: 1, Officer: 77, Agency: national, Role: civic.RoleSupervisor, From: 1})
			r.s.SaveRemit(tx, 1, &next)
			r.s.SaveRemit(tx, 1, &civic.Remit{From: first.From, Desks: []civic.ID{works}})
			r.s.SaveRemit(tx, 1, &first)
		})
		got, err := r.s.Remits(r.ctx, r.db)
		r.must(err)
		r.same("remits", got, map[civic.ID][]civic.Remit{1: {first, next}})
		for day, want := range map[int]*civic.Remit{2025: nil, 2026: &first, 2027: &next} {
			r.same("on a day", civic.RemitOn(got[1], civic.Date{Year: day, Month: 2, Day: 1}), want)
		}
		posts, err := r.s.RolePosts(r.ctx, r.db, civic.RoleSupervisor, 10, 0, 5)
		r.must(err)
		if len(posts) != 1 || posts[0].ID != 1 {
			r.Errorf("posts %+v", posts)
		}
	})
}
