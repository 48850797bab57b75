package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// listed pages through a list of demands, a row a page, and returns the numbers of the events that asked.
func (r *rig) listed(f store.DemandFilter) string {
	r.Helper()
	var seqs []int
	for f.Limit = 1; ; {
		rows, err := r.s.ListDemands(r.ctx, r.db, f)
		r.must(err)
		if len(rows) == 0 {
			break
		}
		seqs = append(seqs, rows[0].Seq)
		if f.After = rows[0].Place; len(rows) == 1 {
			break
		}
	}
	return fmt.Sprint(seqs)
}

// What is owed lies in the lists of the holder and of everything above by its day, goes where the report goes, and leaves them
// when it is settled; whoever asked keeps it in the own list throughout.
func TestDemandsFollowTheReport(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.at(r.plain(roads), civic.InProgress, r.now.Add(200*time.Hour))
		r.put(&rep)
		change := func(verb civic.Verb, message string, f func(*civic.Report)) {
			t.Helper()
			was := rep
			rep.Demands = slices.Clone(rep.Demands)
			rep.Seq++
			f(&rep)
			r.save(&was, &rep)
			e := r.event(&rep, rep.Seq)
			e.Verb, e.Message, e.Shown = verb, message, civic.ForOfficers
			r.write(func(tx *sqldb.Tx) { r.s.AppendEvent(tx, e) })
		}
		ask := func(from civic.ID, hours int) {
			change(civic.VerbDemand, fmt.Sprintf("tanya %d", hours), func(x *civic.Report) {
				x.Demands = append(x.Demands, civic.Demand{Seq: x.Seq, Kind: civic.DemandExplanation, State: civic.DemandOpen, Officer: 9, Role: civic.RoleSupervisor,
					From: from, Desk: x.Holder, At: r.now, Due: r.now.Add(time.Duration(hours) * time.Hour)})
				x.Oversight.Owed++
			})
		}
		lists := func(what string, want map[store.DemandFilter]string) {
			t.Helper()
			for f, seqs := range want {
				if got := r.listed(f); got != seqs {
					t.Errorf("%s: desk %d, asked %v, settled %v, until %s: %s, want %s", what, f.Desk, f.Asked, f.Settled, f.Before, got, seqs)
				}
			}
		}
		ask(national, 50)
		ask(city, 20)
		ask(national, 30)
		lists("asked", map[store.DemandFilter]string{{Desk: roads}: "[3 4 2]", {Desk: works}: "[3 4 2]", {Desk: national}: "[3 4 2]", {Desk: ministry}: "[]",
			{Desk: national, Asked: true}: "[4 2]", {Desk: city, Asked: true}: "[3]", {Desk: works, Asked: true}: "[]",
			{Desk: city, Before: r.now.Add(35 * time.Hour)}: "[3 4]", {Desk: city, Settled: true}: "[]"})
		if _, owed, err := r.s.CountReminders(r.ctx, r.db, civic.Actor{Desk: works, Officer: 77}, r.now, 9); err != nil || owed != 3 {
			t.Errorf("%d answers are owed, %v", owed, err)
		}
		change(civic.VerbDispose, "", func(x *civic.Report) { x.Holder = ministry })
		lists("moved", map[store.DemandFilter]string{{Desk: roads}: "[]", {Desk: city}: "[]", {Desk: ministry}: "[3 4 2]", {Desk: national}: "[3 4 2]", {Desk: city, Asked: true}: "[3]"})
		rep.Demands = nil // a step that does not need them does not load them
		change(civic.VerbReturn, "", func(x *civic.Report) { x.Holder = works })
		lists("moved unloaded", map[store.DemandFilter]string{{Desk: works}: "[3 4 2]", {Desk: roads}: "[]", {Desk: ministry}: "[]"})
		all, err := r.s.Demands(r.ctx, r.db, rep.ID)
		r.must(err)
		rep.Demands = all
		settle := func(i int, as civic.DemandState, hours int) {
			change(civic.VerbExplain, "jawab", func(x *civic.Report) {
				d := &x.Demands[i]
				d.State, d.Settled, d.Over = as, x.Seq, r.now.Add(time.Duration(hours)*time.Hour)
				x.Oversight.Owed--
			})
		}
		settle(1, civic.DemandAnswered, 1)
		settle(0, civic.DemandWithdrawn, 2)
		lists("settled", map[store.DemandFilter]string{{Desk: works}: "[4]", {Desk: works, Settled: true}: "[2 3]", {Desk: national, Asked: true}: "[4]",
			{Desk: national, Asked: true, Settled: true}: "[2]", {Desk: city, Asked: true, Settled: true}: "[3]"})
		again, err := r.s.Demands(r.ctx, r.db, rep.ID)
		r.must(err)
		r.same("as it was written", again, rep.Demands)
		rows, err := r.s.ListDemands(r.ctx, r.db, store.DemandFilter{Desk: works, Settled: true, Limit: 5})
		r.must(err)
		if len(rows) != 2 || rows[1].Ask != "tanya 20" || rows[1].Answer != "jawab" || rows[1].Report != rep.ID {
			t.Errorf("the words: %+v", rows)
		}
	})
}
