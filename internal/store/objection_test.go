package store_test

import (
	"fmt"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// objectionsOf pages through the list of a desk, a row a page, and returns the reports by their place in all.
func (r *rig) objectionsOf(desk civic.ID, settled bool, all []civic.Report) string {
	r.Helper()
	var out []int
	f := store.ObjectionFilter{Desk: desk, Settled: settled, Limit: 1}
	for {
		rows, err := r.s.ListObjections(r.ctx, r.db, f)
		r.must(err)
		if len(rows) == 0 {
			return fmt.Sprint(out)
		}
		for i := range all {
			if all[i].ID == rows[0].Report {
				out = append(out, i)
			}
		}
		if f.After = rows[0]; len(rows) == 1 {
			return fmt.Sprint(out)
		}
	}
}

// An objection lies in the list of the desk that decides, by its last day; it goes to another desk's list when that decides,
// and to what is settled when it is. What is read back is what was written.
func TestObjectionsLieWhereTheyAreDecided(t *testing.T) {
	each(t, func(r *rig) {
		var all []civic.Report
		change := func(i int, hours int, o civic.Objection) {
			was := all[i]
			x := &all[i]
			x.Oversight.Objection = &o
			clock := civic.Clock{Kind: civic.ClockObjection, Started: r.now, Due: r.now.Add(time.Duration(hours) * time.Hour), Amount: 30, Unit: civic.WorkingDays}
			if !o.Open() {
				clock.Stopped = clock.Due
			}
			x.Clocks = x.Clocks.With(clock)
			x.Seq++
			r.save(&was, x)
		}
		for i, hours := range []int{50, 20, 30} {
			all = append(all, r.at(r.plain(roads), civic.Closed, r.now))
			r.put(&all[i])
			change(i, hours, civic.Objection{Seq: 2, Ground: "refused", Desk: works, State: civic.ObjectionOpen})
		}
		if got := r.objectionsOf(works, false, all); got != "[1 2 0]" {
			t.Errorf("open: %s", got)
		}
		change(2, 30, civic.Objection{Seq: 2, Ground: "refused", Desk: city, Head: true, State: civic.ObjectionOpen})
		change(1, 60, civic.Objection{Seq: 2, Ground: "refused", Desk: works, State: civic.ObjectionUpheld, Settled: 3})
		change(0, 70, civic.Objection{Seq: 2, Ground: "refused", Desk: works, State: civic.ObjectionOrdered, Settled: 3, Taken: 4})
		for want, got := range map[string]string{"[]": r.objectionsOf(works, false, all), "[2]": r.objectionsOf(city, false, all), "[0 1]": r.objectionsOf(works, true, all)} {
			if got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		for i := range all {
			again, err := r.s.ReportByCode(r.ctx, r.db, all[i].Code)
			r.must(err)
			if *again.Oversight.Objection != *all[i].Oversight.Objection {
				t.Errorf("read back %+v, written %+v", again.Oversight.Objection, all[i].Oversight.Objection)
			}
		}
	})
}
