package queue_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
)

// base is the middle of the pause after the n-th failed run.
func base(n int) time.Duration {
	return min(3*time.Hour, 2*time.Second<<min(n-1, 30))
}

func TestBackoff(t *testing.T) {
	for n, want := range map[int]time.Duration{1: 2 * time.Second, 4: 16 * time.Second, 13: 8192 * time.Second, 14: 3 * time.Hour, 100: 3 * time.Hour} {
		if base(n) != want {
			t.Fatalf("the test itself is wrong about attempt %d", n)
		}
		for range 50 {
			if d := queue.Backoff(n); d < want*3/4 || d > want*5/4 {
				t.Errorf("attempt %d: %v", n, d)
			}
		}
	}
}

// A job outlasts three days in which whatever it needs is down, with the shortest pauses there can be; and not a week.
func TestAJobOutlastsAnOutage(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		put(t, newQueue(newClock()), db, queue.Job{Kind: "work"})
		var attempts int
		if err := db.QueryRow(t.Context(), `SELECT max_attempts FROM job`).Scan(&attempts); err != nil {
			t.Fatal(err)
		}
		var shortest, longest time.Duration
		for n := 1; n < attempts; n++ {
			shortest, longest = shortest+base(n)*3/4, longest+base(n)*5/4
		}
		if day := 24 * time.Hour; shortest < 3*day || longest > 7*day {
			t.Errorf("%d attempts in %v to %v", attempts, shortest, longest)
		}
	})
}

func TestReviveAll(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		c := newClock()
		q := newQueue(c)
		stop := work(t, q, db, queue.Config{Handlers: handlers(func(_ context.Context, task queue.Task) error {
			if task.Attempt != 1 {
				t.Errorf("attempt %d", task.Attempt)
			}
			return queue.Permanent(errors.New("refused"))
		})})
		const jobs = 1003 // more than one round
		all := make([]queue.Job, jobs)
		for i := range all {
			all[i] = queue.Job{Kind: "work"}
		}
		put(t, q, db, all...)
		reach(t, db, fmt.Sprintf("dead:%d", jobs))
		stop()
		for _, want := range []int64{jobs, 0} {
			if n, err := q.ReviveAll(t.Context(), db); n != want || err != nil {
				t.Errorf("%d revived, want %d: %v", n, want, err)
			}
		}
		if n, err := q.Purge(t.Context(), db); n != 0 || err != nil {
			t.Errorf("%d of them could be purged, %v", n, err)
		}
		work(t, q, db, queue.Config{Handlers: handlers(func(context.Context, queue.Task) error { return nil })})
		reach(t, db, fmt.Sprintf("done:%d", jobs))
	})
}
