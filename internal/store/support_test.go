package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// asked is an office that was asked, with its answer due after so many hours.
func (r *rig) asked(id int, desk civic.ID, state civic.SupportState, hours int) civic.Support {
	c := civic.Clock{Kind: civic.ClockSupport, Started: r.now, Due: r.now.Add(time.Duration(hours) * time.Hour), Amount: 5, Unit: civic.WorkingDays}
	if state != civic.SupportOpen {
		c.Stopped = c.Due.Add(-time.Minute)
	}
	return civic.Support{ID: id, Desk: desk, Path: r.tree.Chain(desk), Kind: civic.SupportHelp, State: state, Clock: c}
}

// Offices that were asked have the report in their lists by their own deadline, what they answered among what is done; who
// was set free or cannot has it no more. What the store finds in scope is what the rules say, wherever the report goes.
func TestScopeOfOfficesThatWereAsked(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.at(r.plain(roads), civic.InProgress, r.now.Add(200*time.Hour))
		r.put(&rep)
		change := func(f func(*civic.Report)) {
			t.Helper()
			was := rep
			rep.Supports = slices.Clone(rep.Supports)
			f(&rep)
			rep.Seq++
			r.save(&was, &rep)
			for _, a := range agencies() {
				_, err := r.s.ReportInScope(r.ctx, r.db, rep.Code, a.ID)
				if in := (civic.Actor{Role: civic.RoleLiaison, Officer: 9, Desk: a.ID}).InScope(r.tree, &rep); in != (err == nil) {
					t.Errorf("held by %d, asked %+v: %s has it %v", rep.Holder, rep.Supports, a.Code, err == nil)
				}
			}
			chain := r.tree.Chain(rep.Holder)
			if n := r.number(`SELECT count(*) FROM inbox WHERE report_id = $1`, int64(rep.ID)); n != len(chain)+len(rep.Helpers(chain)) {
				t.Errorf("%d places in lists, held by %d, asked %+v", n, rep.Holder, rep.Supports)
			}
		}
		lies := func(desk civic.ID, q civic.Queue, want ...time.Time) {
			t.Helper()
			rows, err := r.s.Inbox(r.ctx, store.InboxFilter{Desk: desk, Queue: q, Limit: 9})
			r.must(err)
			var got []time.Time
			for _, x := range rows {
				got = append(got, store.Moment(x.DueAt))
			}
			if !slices.EqualFunc(got, want, time.Time.Equal) {
				t.Errorf("desk %d, queue %d: %v, want %v", desk, q, got, want)
			}
		}
		in := func(h int) time.Time { return r.now.Add(time.Duration(h) * time.Hour) }
		change(func(x *civic.Report) { x.Supports = append(x.Supports, r.asked(2, health, civic.SupportOpen, 30)) })
		lies(health, civic.QueueAction, in(30))
		lies(roads, civic.QueueAction, in(200))
		change(func(x *civic.Report) { x.Supports = append(x.Supports, r.asked(3, ministry, civic.SupportOpen, 10)) })
		lies(ministry, civic.QueueAction, in(10))
		change(func(x *civic.Report) { x.Topic = 5 })
		found, err := r.s.Inbox(r.ctx, store.InboxFilter{Desk: ministry, Queue: civic.QueueAction, Limit: 9, Sieve: store.Sieve{Topics: []civic.ID{5}}})
		r.must(err)
		if len(found) != 1 {
			t.Errorf("by its topic %d are found", len(found))
		}
		change(func(x *civic.Report) { x.Supports[0] = r.asked(2, health, civic.SupportAnswered, 30) })
		lies(health, civic.QueueAction)
		lies(health, civic.QueueDone, in(30).Add(-time.Minute))
		change(func(x *civic.Report) { x.Supports[1] = r.asked(3, ministry, civic.SupportReleased, 10) })
		lies(ministry, civic.QueueAction)
		change(func(x *civic.Report) { x.Holder = health })
		lies(health, civic.QueueAction, in(200))
		lies(health, civic.QueueDone)
		change(func(x *civic.Report) { x.Holder = works })
		lies(health, civic.QueueDone, in(30).Add(-time.Minute))
	})
}

// What steps do to the lists of those who were asked is counted once, whoever follows.
func TestSupportMovesAreTakenOnce(t *testing.T) {
	each(t, func(r *rig) {
		rep := r.at(r.plain(roads), civic.InProgress, r.now.Add(200*time.Hour))
		r.put(&rep)
		was := rep
		rep.Supports, rep.Seq = []civic.Support{r.asked(2, health, civic.SupportOpen, 30)}, rep.Seq+1
		r.save(&was, &rep)
		for i, want := range []int{1, 0} {
			r.update(func(ctx context.Context, tx *sqldb.Tx) error {
				delta, err := r.s.TakeSupportMoves(ctx, tx, []civic.ID{rep.ID})
				k := store.TallyKey{Agency: health, State: store.StateHelp, Queue: civic.QueueAction, DueDay: store.DueDay(rep.Supports[0].Clock.Due)}
				if len(delta) != want || delta[k] != int64(want) {
					t.Errorf("taken for the %d. time: %v", i+1, delta)
				}
				return err
			})
		}
	})
}
