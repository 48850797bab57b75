package store_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// at gives a report a state and a deadline.
func (r *rig) at(rep civic.Report, s civic.State, due time.Time) civic.Report {
	kind := map[civic.State]civic.ClockKind{civic.InfoNeeded: civic.ClockCompletion, civic.AwaitingReporter: civic.ClockReporterWindow}[s]
	if kind == "" {
		kind = civic.ClockResolve
	}
	rep.State = s
	rep.Clocks = civic.Clocks{{Kind: kind, Started: r.now, Due: due, Amount: 5, Unit: civic.WorkingDays}}
	if s.Ended() {
		rep.EndedAt = due
	}
	return rep
}

// pages walks an inbox to its end; between is called after each page.
func (r *rig) pages(f store.InboxFilter, between func()) []store.InboxRow {
	r.Helper()
	var all []store.InboxRow
	for {
		rows, err := r.s.Inbox(r.ctx, f)
		r.must(err)
		more := len(rows) > f.Limit
		if more {
			rows = rows[:f.Limit]
		}
		all = append(all, rows...)
		if !more {
			return all
		}
		last := rows[len(rows)-1]
		f.AtDue, f.AtID = last.DueAt, last.Report.ID
		if between != nil {
			between()
		}
	}
}

func ids(rows []store.InboxRow) []civic.ID {
	out := make([]civic.ID, 0, len(rows))
	for _, row := range rows {
		out = append(out, row.Report.ID)
	}
	return out
}

// want lists what an inbox must hold, in the order it must have.
func wanted(reps []civic.Report, f store.InboxFilter, in func(civic.ID) bool) []civic.ID {
	var hits []civic.Report
	for _, rep := range reps {
		_, due := rep.NextDue()
		if at := store.Micros(due); in(rep.Holder) && rep.Queue() == f.Queue && (f.State == "" || rep.State == f.State) &&
			at >= f.DueFrom && (f.DueTo == 0 || at < f.DueTo) {
			hits = append(hits, rep)
		}
	}
	slices.SortFunc(hits, func(a, b civic.Report) int {
		_, x := a.NextDue()
		_, y := b.NextDue()
		c := cmp.Or(x.Compare(y), cmp.Compare(a.ID, b.ID))
		if f.Queue == civic.QueueDone {
			return -c
		}
		return c
	})
	var out []civic.ID
	for _, rep := range hits {
		out = append(out, rep.ID)
	}
	return out
}

// country fills the store with reports in every state at every desk; many share a deadline.
func (r *rig) country(n int) []civic.Report {
	r.Helper()
	return r.many(n, func(int) civic.Report {
		rep := r.plain(agencies()[r.rng.IntN(len(agencies()))].ID)
		return r.at(rep, civic.States()[r.rng.IntN(len(civic.States()))], start.Add(time.Duration(r.rng.IntN(12)-6)*24*time.Hour))
	})
}

func TestInboxIsCompleteAndInOrder(t *testing.T) {
	each(t, func(r *rig) {
		all := r.country(160)
		us := func(days int) int64 { return store.Micros(start.Add(time.Duration(days) * 24 * time.Hour)) }
		for _, a := range agencies() {
			below := func(desk civic.ID) bool { return r.tree.Within(desk, a.ID) }
			for queue := civic.QueueAction; queue <= civic.QueueDone; queue++ {
				for _, f := range []store.InboxFilter{
					{}, {DueTo: us(0)}, {DueFrom: us(0)}, {DueFrom: us(-2), DueTo: us(2)}, {DueFrom: us(1), DueTo: us(1)},
					{State: civic.InProgress}, {State: civic.Archived, DueFrom: us(-1)}, {State: civic.AwaitingReporter, DueTo: us(3)},
				} {
					f.Desk, f.Queue, f.Limit = a.ID, queue, 7
					r.same("inbox", ids(r.pages(f, nil)), wanted(all, f, below))
				}
			}
		}
	})
}

// Backwards from any row come exactly the rows before it, nearest first.
func TestInboxGoesBackTheWayItCame(t *testing.T) {
	each(t, func(r *rig) {
		r.country(90)
		for queue := civic.QueueAction; queue <= civic.QueueDone; queue++ {
			f := store.InboxFilter{Desk: national, Queue: queue, Limit: 4}
			all := r.pages(f, nil)
			for i, row := range all {
				f.AtDue, f.AtID, f.Back = row.DueAt, row.Report.ID, true
				back, err := r.s.Inbox(r.ctx, f)
				r.must(err)
				want := slices.Clone(ids(all)[max(0, i-f.Limit-1):i])
				slices.Reverse(want)
				r.same("before row", ids(back), want)
			}
		}
	})
}

func TestInboxRowTellsWhatItIs(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.plain(roads)
		r.put(&rep)
		rows, err := r.s.Inbox(r.ctx, store.InboxFilter{Desk: national, Queue: civic.QueueAction, Limit: 5})
		r.must(err)
		_, due := rep.NextDue()
		r.same("row", rows, []store.InboxRow{{Report: rep, DueAt: store.Micros(due), Title: "Jalan rusak", Place: "Pasar Wonokromo"}})
	})
}

// While somebody pages through an inbox, reports arrive before and behind the page. None of
// those that were there is missed and none is shown twice.
func TestPagingWhileReportsArrive(t *testing.T) {
	each(t, func(r *rig) {
		for _, queue := range []civic.Queue{civic.QueueAction, civic.QueueWaiting, civic.QueueDone} {
			state := map[civic.Queue]civic.State{civic.QueueAction: civic.InProgress, civic.QueueWaiting: civic.AwaitingReporter, civic.QueueDone: civic.Closed}[queue]
			arrive := func(n int) []civic.Report {
				return r.many(n, func(int) civic.Report {
					return r.at(r.plain(works), state, start.Add(time.Duration(r.rng.IntN(20))*time.Hour))
				})
			}
			there := arrive(40)
			rows := r.pages(store.InboxFilter{Desk: city, Queue: queue, Limit: 6}, func() { arrive(3) })
			seen := map[civic.ID]bool{}
			for _, id := range ids(rows) {
				if seen[id] {
					r.Errorf("queue %d: %d shown twice", queue, id)
				}
				seen[id] = true
			}
			for _, rep := range there {
				if !seen[rep.ID] {
					r.Errorf("queue %d: %d missed", queue, rep.ID)
				}
			}
		}
	})
}

func TestDueReportsAreListedOnceEach(t *testing.T) {
	each(t, func(r *rig) {
		want := map[civic.TrackingCode]civic.State{}
		r.many(30, func(i int) civic.Report {
			state := civic.States()[i%len(civic.States())]
			rep := r.at(r.plain(works), state, start.Add(time.Duration(i%5-2)*time.Hour))
			if wake := rep.WakeAt(); !wake.IsZero() && !wake.After(start) {
				want[rep.Code] = state
			}
			return rep
		})
		got := map[civic.TrackingCode]civic.State{}
		for last := (store.Waking{}); ; {
			part, err := r.s.DueReports(r.ctx, r.db, store.Micros(start), last, 2)
			r.must(err)
			if len(part) == 0 {
				break
			}
			for _, w := range part {
				if w.At < last.At {
					r.Errorf("%d after %d", w.At, last.At)
				}
				if _, twice := got[w.Code]; twice {
					r.Errorf("%s twice", w.Code)
				}
				got[w.Code], last = w.State, w
			}
		}
		if len(want) == 0 {
			r.Fatal("nothing is due: the test proves nothing")
		}
		r.same("due", got, want)
	})
}
