package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// taken is what one follower has taken, by event id.
func (r *rig) take(limit int) []civic.Event {
	r.Helper()
	var out []civic.Event
	r.update(func(ctx context.Context, tx *sqldb.Tx) (err error) {
		out, err = r.s.TakeFeed(ctx, tx, limit)
		return err
	})
	return out
}

func TestFeedHandsOutEachEventOnce(t *testing.T) {
	each(t, func(r *rig) {
		var want []civic.Event
		for i := range 23 {
			rep := r.plain(city)
			r.write(func(tx *sqldb.Tx) {
				r.s.InsertReport(tx, &rep, []byte("m"), r.tree.Chain(city))
				e := r.event(&rep, 1)
				e.Message, e.Reason = "isi yang tidak dihitung", "alasan"
				r.s.AppendEvent(tx, e)
				e.Message = ""
				if i < 20 {
					want = append(want, e)
				}
			})
		}
		lag, err := r.s.FeedLag(r.ctx, r.db)
		r.must(err)
		r.same("waiting", lag, 23)
		var got []civic.Event
		for _, limit := range []int{1, 7, 12} {
			got = append(got, r.take(limit)...)
		}
		r.same("taken in order, without texts", got, want)
		lag, err = r.s.FeedLag(r.ctx, r.db)
		r.must(err)
		r.same("still waiting", lag, 3)
		r.same("the rest", len(r.take(500)), 3)
		r.same("then nothing", len(r.take(500)), 0)
	})
}

func TestFailedFollowerPutsBackWhatItTook(t *testing.T) {
	each(t, func(r *rig) {
		r.many(250, func(int) civic.Report { return r.plain(city) })
		boom := errors.New("boom")
		err := r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			events, err := r.s.TakeFeed(ctx, tx, 200)
			if err != nil {
				return err
			}
			r.s.AddTally(tx, map[store.TallyKey]int64{{Agency: city, State: civic.Submitted, Queue: 1, DueDay: 5}: int64(len(events))})
			return boom
		})
		if !errors.Is(err, boom) {
			r.Fatal(err)
		}
		r.same("counts", r.number(`SELECT count(*) FROM tally`), 0)
		r.same("all are back", len(r.take(500)), 250)
	})
}

// Several followers at once, while reports arrive: each event is taken by exactly one.
func TestFollowersAtOnceTakeNothingTwice(t *testing.T) {
	each(t, func(r *rig) {
		const reports, followers = 120, 4
		reps := make([]civic.Report, reports)
		for i := range reps {
			reps[i] = r.plain(city)
		}
		ctx, stop := context.WithCancel(r.ctx)
		defer stop()
		type haul struct {
			ids []civic.ID
			err error
		}
		hauls := make(chan haul, followers)
		for range followers {
			go func() {
				var h haul
				for ctx.Err() == nil && h.err == nil {
					var part []civic.Event
					h.err = r.db.Update(r.ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
						part, err = r.s.TakeFeed(ctx, tx, 7)
						return err
					})
					for _, e := range part {
						h.ids = append(h.ids, e.Report)
					}
				}
				hauls <- h
			}()
		}
		for i := range reps {
			r.put(&reps[i])
		}
		deadline := time.Now().Add(time.Minute)
		for r.number(`SELECT count(*) FROM feed`) > 0 && time.Now().Before(deadline) {
			time.Sleep(5 * time.Millisecond)
		}
		stop()
		var all []civic.ID
		for range followers {
			h := <-hauls
			r.must(h.err)
			all = append(all, h.ids...)
		}
		slices.Sort(all)
		want := make([]civic.ID, reports)
		for i, rep := range reps {
			want[i] = rep.ID
		}
		r.same("taken", all, want)
	})
}

func TestTalliesAddUp(t *testing.T) {
	each(t, func(r *rig) {
		key := func(q civic.Queue, s civic.State, day int64) store.TallyKey {
			return store.TallyKey{Agency: city, State: s, Queue: q, DueDay: day}
		}
		r.write(func(tx *sqldb.Tx) {
			r.s.AddTally(tx, map[store.TallyKey]int64{key(1, civic.Submitted, 100): 3, key(1, civic.InProgress, 50): 2, key(2, civic.AwaitingReporter, 10): 1,
				key(3, civic.Closed, 99): 5, key(3, civic.Closed, 100): 6, {Agency: works, State: civic.Submitted, Queue: 1, DueDay: 100}: 9, key(1, civic.Escalated, 1): 0})
			r.s.AddTally(tx, map[store.TallyKey]int64{key(1, civic.Submitted, 100): -1, key(2, civic.AwaitingReporter, 10): -1})
		})
		counts, err := r.s.Tallies(r.ctx, r.db, 100, city)
		r.must(err)
		slices.SortFunc(counts, func(a, b store.Count) int {
			return int(a.Queue)*1000 + int(a.DueDay) - int(b.Queue)*1000 - int(b.DueDay)
		})
		r.same("counts since day 100", counts, []store.Count{{State: civic.InProgress, Queue: 1, DueDay: 50, N: 2}, {State: civic.Submitted, Queue: 1, DueDay: 100, N: 2}, {State: civic.Closed, Queue: 3, DueDay: 100, N: 6}})
	})
}

// A count that is off by one anywhere is noticed.
func TestDriftOfCountsIsSeen(t *testing.T) {
	each(t, func(r *rig) {
		all := r.country(60)
		delta := map[store.TallyKey]int64{}
		for _, rep := range all {
			_, due := rep.NextDue()
			for _, desk := range r.tree.Chain(rep.Holder) {
				delta[store.TallyKey{Agency: desk, State: rep.State, Queue: rep.Queue(), DueDay: store.DueDay(due)}]++
			}
		}
		drift := func() int {
			n, err := r.s.TallyDrift(r.ctx, r.db)
			r.must(err)
			return n
		}
		r.same("nothing counted yet", drift(), len(delta))
		r.write(func(tx *sqldb.Tx) { r.s.AddTally(tx, delta) })
		r.same("all counted", drift(), 0)
		for k := range delta {
			for _, by := range []int64{1, -1} {
				r.write(func(tx *sqldb.Tx) { r.s.AddTally(tx, map[store.TallyKey]int64{k: by}) })
				r.same("one off", drift(), 1)
				r.write(func(tx *sqldb.Tx) { r.s.AddTally(tx, map[store.TallyKey]int64{k: -by}) })
			}
			break
		}
		r.write(func(tx *sqldb.Tx) {
			r.s.AddTally(tx, map[store.TallyKey]int64{{Agency: 999, State: civic.Closed, Queue: 3, DueDay: 1}: 1})
		})
		r.same("a count of nothing", drift(), 1)
	})
}

// A deadline is the midnight after its last day, in any of the three zones; it is counted on that last day.
func TestDueDayIsTheLastDay(t *testing.T) {
	day := civic.Date{Year: 2026, Month: time.March, Day: 9}
	want := time.Date(2026, time.March, 9, 0, 0, 0, 0, time.UTC).Unix() / 86400
	for _, zone := range []civic.Zone{civic.WIB, civic.WITA, civic.WIT} {
		if got := store.DueDay(day.AddDays(1).Start(zone)); got != want {
			t.Errorf("%s: day %d, want %d", zone, got, want)
		}
	}
}
