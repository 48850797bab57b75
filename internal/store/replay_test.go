package store_test

import (
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Reports come latest first, each once over all pages, with their events in order; what ended too long ago does not come.
func TestReplays(t *testing.T) {
	each(t, func(r *rig) {
		var all []*civic.Report
		day := func(n int) time.Time { return start.Add(time.Duration(n) * 24 * time.Hour) }
		add := func(desk civic.ID, state civic.State, due time.Time) {
			rep := r.at(r.plain(desk), state, due)
			r.put(&rep)
			all = append(all, &rep)
		}
		for i := range 6 {
			add([]civic.ID{roads, works, ministry}[i%3], civic.Submitted, day(i+1))
		}
		add(roads, civic.Closed, day(3))
		add(roads, civic.Archived, day(-5)) // before the window
		more := r.event(all[0], 2)
		more.Verb, more.From, more.Detail, more.Message = civic.VerbReclassify, civic.Submitted, map[string]string{"class_from": "complaint", "class_to": "aspiration"}, "Rahasia."
		r.write(func(tx *sqldb.Tx) { r.s.AppendEvent(tx, more) })
		walk := func(desk civic.ID) []store.Replay {
			var out []store.Replay
			p := store.ReplayPage{Desk: desk, Since: store.Micros(start), Limit: 2}
			for {
				got, err := r.s.Replays(r.ctx, r.db, p)
				r.must(err)
				out = append(out, got...)
				if len(got) < p.Limit {
					return out
				}
				p.AtDue, p.AtID = got[len(got)-1].Due, got[len(got)-1].Report.ID
			}
		}
		for desk, want := range map[civic.ID]int{national: 7, city: 5, roads: 3, works: 5, ministry: 2, health: 0} {
			got := walk(desk)
			if len(got) != want || !slices.IsSortedFunc(got, func(a, b store.Replay) int { return int(b.Due/1e6 - a.Due/1e6) }) {
				r.Errorf("desk %d: %d reports, want %d, the latest first", desk, len(got), want)
			}
			seen := map[civic.ID]bool{}
			for _, x := range got {
				if seen[x.Report.ID] || len(x.Events) == 0 || x.Events[0].Verb != civic.VerbSubmit || x.Events[0].Message != "" {
					r.Errorf("desk %d: report %d twice, or with events %+v", desk, x.Report.ID, x.Events)
				}
				seen[x.Report.ID] = true
			}
		}
		i := slices.IndexFunc(walk(national), func(x store.Replay) bool { return x.Report.ID == all[0].ID })
		got := walk(national)[i].Events
		if len(got) != 2 || got[1].Seq != 2 || got[1].Detail["class_to"] != "aspiration" || got[1].Message != "" || !got[1].At.Equal(more.At) || got[1].From != civic.Submitted || got[1].ToDesk != more.ToDesk {
			r.Errorf("the events: %+v", got)
		}
	})
}

func TestRecountOrders(t *testing.T) {
	each(t, func(r *rig) {
		orders := []store.RecountOrder{{ID: 1, Officer: 5, Agency: city}, {ID: 2, Officer: 5, Agency: ministry, Clock: civic.ClockResolve}, {ID: 3, Officer: 5, Agency: city, Clock: civic.ClockVerify}}
		r.write(func(tx *sqldb.Tx) {
			r.s.SaveOfficer(tx, store.Officer{ID: 5, Email: "a@example.go.id", Name: "Ani", Active: true}, 1)
			for _, o := range orders {
				r.s.InsertRecountOrder(tx, o)
			}
		})
		got, err := r.s.OpenRecountOrders(r.ctx, r.db, 2)
		r.must(err)
		r.same("the oldest", got, orders[:2])
		r.write(func(tx *sqldb.Tx) {
			r.s.EndRecountOrder(tx, 1, 7, 99)
			r.s.EndRecountOrder(tx, 1, 0, 100) // whoever comes second has moved nothing
		})
		got, err = r.s.OpenRecountOrders(r.ctx, r.db, 9)
		r.must(err)
		r.same("what is left", got, orders[1:])
		orders[0].Moved, orders[0].DoneAt = 7, 99
		got, err = r.s.RecountOrders(r.ctx, r.db, city, 9)
		r.must(err)
		r.same("of the city, newest first", got, []store.RecountOrder{orders[2], orders[0]})
	})
}

// What a length and an agency's hours say comes back as it was written.
func TestRulesOfTimeComeBack(t *testing.T) {
	each(t, func(r *rig) {
		a := agencies()[1]
		a.Hours = civic.OfficeHours{Open: 7*60 + 30, Close: 15 * 60}
		p := civic.ClockPolicy{ID: 9, AgencyID: city, Clock: civic.ClockVerify, Amount: 2, Unit: civic.WorkingDays, EffectiveFrom: civic.DateOf(start, civic.WIB), Source: "Salah ketik", Correction: true}
		r.write(func(tx *sqldb.Tx) {
			r.s.SaveAgency(tx, a, 1)
			r.s.InsertPolicy(tx, p)
		})
		ref, err := r.s.LoadReference(r.ctx)
		r.must(err)
		i := slices.IndexFunc(ref.Agencies, func(x civic.Agency) bool { return x.ID == city })
		r.same("the hours", ref.Agencies[i].Hours, a.Hours)
		r.same("the length", ref.Policies, []civic.ClockPolicy{p})
	})
}
