package queue_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
)

// clock is a time that only the test moves.
type clock struct{ us atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.us.Store(time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC).UnixMicro())
	return c
}

func (c *clock) now() time.Time                         { return time.UnixMicro(c.us.Load()).UTC() }
func (c *clock) move(d time.Duration)                   { c.us.Add(d.Microseconds()) }
func newQueue(c *clock) *queue.Queue                    { return queue.New(civic.NewIDs(1).Next, c.now) }
func fixed(int) time.Duration                           { return time.Minute }
func handlers(h queue.Handler) map[string]queue.Handler { return map[string]queue.Handler{"work": h} }

// put enqueues jobs in one transaction.
func put(t *testing.T, q *queue.Queue, db *sqldb.DB, jobs ...queue.Job) {
	t.Helper()
	err := db.Insert(t.Context(), func(b *sqldb.Batch) error {
		for _, j := range jobs {
			if err := q.Enqueue(b, j); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// states counts jobs by state.
func states(t *testing.T, db *sqldb.DB) map[string]int {
	t.Helper()
	rows, err := db.Query(t.Context(), `SELECT state, count(*) FROM job GROUP BY state`)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for rows.Next() {
		var s string
		var n int
		if err := rows.Scan(&s, &n); err != nil {
			t.Fatal(err)
		}
		got[s] = n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return got
}

// reach waits until the states of all jobs are as wanted, such as "done:2".
func reach(t *testing.T, db *sqldb.DB, want string) {
	t.Helper()
	var got string
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if got = fmt.Sprint(states(t, db)); got == "map["+want+"]" {
			return
		}
	}
	t.Fatalf("jobs are %s, want %s", got, want)
}

// work runs a worker until the returned function or the end of the test stops it.
func work(t *testing.T, q *queue.Queue, db *sqldb.DB, c queue.Config) (stop func()) {
	t.Helper()
	if c.Poll == 0 {
		c.Poll = 5 * time.Millisecond
	}
	if c.Backoff == nil {
		c.Backoff = fixed
	}
	w, err := queue.NewWorker(q, db, c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := w.Run(ctx); err != nil {
			t.Errorf("worker: %v", err)
		}
	}()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

func TestNoJobRunsTwice(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		const workers, jobs = 8, 300
		c := newClock()
		q := newQueue(c)
		var runs [jobs]atomic.Int32
		for range workers {
			work(t, q, db, queue.Config{Concurrency: 4, Handlers: handlers(func(_ context.Context, task queue.Task) error {
				var n int
				if err := task.Decode(&n); err != nil {
					return err
				}
				runs[n].Add(1)
				return nil
			})})
		}
		for i := range jobs / 10 {
			var some []queue.Job
			for k := range 10 {
				some = append(some, queue.Job{Kind: "work", Args: i*10 + k})
			}
			put(t, q, db, some...)
		}
		reach(t, db, fmt.Sprintf("done:%d", jobs))
		for i := range runs {
			if n := runs[i].Load(); n != 1 {
				t.Errorf("job %d ran %d times", i, n)
			}
		}
	})
}

func TestEnqueueBelongsToTheTransaction(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(newClock())
		no := errors.New("no")
		err := db.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			if err := q.Enqueue(tx, queue.Job{Kind: "work"}); err != nil {
				return err
			}
			return no
		})
		if !errors.Is(err, no) || len(states(t, db)) != 0 {
			t.Errorf("rolled back: %v, jobs %v", err, states(t, db))
		}
		err = db.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			return errors.Join(q.Enqueue(tx, queue.Job{Kind: "work", Unique: "a"}), q.Enqueue(tx, queue.Job{Kind: "work", Unique: "a"}))
		})
		if err != nil || states(t, db)["ready"] != 1 {
			t.Errorf("committed: %v, jobs %v", err, states(t, db))
		}
		err = db.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			return errors.Join(q.Enqueue(tx, queue.Job{}), q.Enqueue(tx, queue.Job{Kind: "work", Args: func() {}}))
		})
		if err == nil {
			t.Error("malformed jobs were taken")
		}
	})
}

func TestRetryThenDead(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		c := newClock()
		q := newQueue(c)
		var attempts atomic.Int32
		work(t, q, db, queue.Config{Handlers: handlers(func(_ context.Context, task queue.Task) error {
			n := attempts.Add(1)
			if n == 4 { // revived
				return nil
			}
			if int(n) != task.Attempt || task.Last() != (n == 3) {
				t.Errorf("run %d is attempt %d, last %v", n, task.Attempt, task.Last())
			}
			if task.Attempt == 2 {
				panic("the gateway\x00 is down \xff")
			}
			return errors.New("no answer")
		})})
		put(t, q, db, queue.Job{Kind: "work", MaxAttempts: 3})
		for n := int32(1); n <= 3; n++ {
			for attempts.Load() < n {
				time.Sleep(time.Millisecond)
			}
			if n < 3 {
				reach(t, db, "ready:1")
				c.move(59 * time.Second)
				time.Sleep(20 * time.Millisecond)
				if got := attempts.Load(); got != n {
					t.Fatalf("tried again too early: %d", got)
				}
				c.move(time.Second)
			}
		}
		reach(t, db, "dead:1")
		var reason string
		var id int64
		if err := db.QueryRow(t.Context(), `SELECT id, last_error FROM job`).Scan(&id, &reason); err != nil || reason != "no answer" {
			t.Errorf("reason %q, %v", reason, err)
		}
		err := db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			ok, err := q.Revive(ctx, tx, civic.ID(id))
			if !ok {
				t.Error("not revived")
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
		reach(t, db, "done:1")
	})
}

func TestPermanent(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(newClock())
		work(t, q, db, queue.Config{Handlers: handlers(func(_ context.Context, task queue.Task) error {
			var n int
			if err := task.Decode(&n); err != nil {
				return fmt.Errorf("wrapped: %w", err)
			}
			return queue.Permanent(errors.New("no such number"))
		})})
		put(t, q, db, queue.Job{Kind: "work", Args: 1}, queue.Job{Kind: "work", Args: "text"})
		reach(t, db, "dead:2")
	})
	if queue.Permanent(nil) != nil || queue.IsPermanent(errors.New("x")) {
		t.Error("Permanent(nil) must be nil, a plain error not permanent")
	}
}

// TestRescue claims jobs in the name of a worker that is gone.
func TestRescue(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		c := newClock()
		q := newQueue(c)
		put(t, q, db, queue.Job{Kind: "work", Args: 1}, queue.Job{Kind: "work", Args: 2, MaxAttempts: 1})
		_, err := db.Exec(t.Context(), `UPDATE job SET state = 'running', owner = 'gone', attempts = 1, run_at = $1`, c.now().Add(time.Minute).UnixMicro())
		if err != nil {
			t.Fatal(err)
		}
		var ran atomic.Int32
		work(t, q, db, queue.Config{Handlers: handlers(func(_ context.Context, task queue.Task) error {
			if task.Attempt != 2 {
				t.Errorf("attempt %d", task.Attempt)
			}
			ran.Add(1)
			return nil
		})})
		time.Sleep(30 * time.Millisecond)
		if ran.Load() != 0 {
			t.Error("a live lease was taken")
		}
		c.move(time.Minute)
		reach(t, db, "dead:1 done:1") // the last attempt of the second may be what killed the worker
	})
}

// TestLeaseIsRenewed lets the clock pass the lease while the handler works, and
// TestLostLease takes the job away.
func TestLeaseIsRenewed(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		c := newClock()
		q := newQueue(c)
		begun, finish := make(chan struct{}), make(chan struct{})
		var runs atomic.Int32
		cfg := queue.Config{Lease: 60 * time.Millisecond, Handlers: handlers(func(ctx context.Context, _ queue.Task) error {
			if runs.Add(1) == 1 {
				close(begun)
			}
			<-finish
			return ctx.Err()
		})}
		work(t, q, db, cfg)
		put(t, q, db, queue.Job{Kind: "work"})
		<-begun
		work(t, q, db, cfg)
		for range 10 {
			var was, is int64
			read := func(v *int64) {
				if err := db.QueryRow(t.Context(), `SELECT run_at FROM job`).Scan(v); err != nil {
					t.Fatal(err)
				}
			}
			read(&was)
			c.move(30 * time.Millisecond) // half a lease
			for read(&is); is == was; read(&is) {
				time.Sleep(time.Millisecond)
			}
		}
		close(finish)
		reach(t, db, "done:1")
		if n := runs.Load(); n != 1 {
			t.Errorf("ran %d times", n)
		}
	})
}

func TestLostLease(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(newClock())
		begun := make(chan struct{})
		interrupted := make(chan struct{})
		work(t, q, db, queue.Config{Lease: 30 * time.Millisecond, Handlers: handlers(func(ctx context.Context, _ queue.Task) error {
			close(begun)
			<-ctx.Done()
			close(interrupted)
			return nil
		})})
		put(t, q, db, queue.Job{Kind: "work"})
		<-begun
		if _, err := db.Exec(t.Context(), `UPDATE job SET owner = 'other', attempts = 2`); err != nil {
			t.Fatal(err)
		}
		<-interrupted
		time.Sleep(20 * time.Millisecond)
		if got := states(t, db); got["running"] != 1 {
			t.Errorf("the other worker's job was touched: %v", got)
		}
	})
}

func TestUniqueAndPurge(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		c := newClock()
		q := newQueue(c)
		work(t, q, db, queue.Config{Keep: time.Hour, KeepUnique: 3 * time.Hour,
			Handlers: handlers(func(context.Context, queue.Task) error { return nil })})
		put(t, q, db, queue.Job{Kind: "work", Unique: "k"}, queue.Job{Kind: "work"}, queue.Job{Kind: "work"})
		reach(t, db, "done:3")
		purge := func(want int64) {
			t.Helper()
			if n, err := q.Purge(t.Context(), db); n != want || err != nil {
				t.Errorf("purged %d, want %d; %v", n, want, err)
			}
		}
		purge(0)
		c.move(time.Hour)
		purge(2)
		put(t, q, db, queue.Job{Kind: "work", Unique: "k"})
		reach(t, db, "done:1")
		c.move(2 * time.Hour)
		purge(1)
		put(t, q, db, queue.Job{Kind: "work", Unique: "k"})
		reach(t, db, "done:1")
	})
}

// TestSchedule runs three workers over three periods.
func TestSchedule(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		c := newClock() // 09:00 UTC
		q := newQueue(c)
		var mu sync.Mutex
		got := map[string]int{}
		for range 3 {
			work(t, q, db, queue.Config{
				Schedules: []queue.Schedule{{Kind: "work", Every: 24 * time.Hour, Offset: 19 * time.Hour}},
				Handlers: handlers(func(context.Context, queue.Task) error {
					mu.Lock()
					defer mu.Unlock()
					got[c.now().Format("02 15:04")]++
					return nil
				})})
		}
		reach(t, db, "done:1")
		c.move(9*time.Hour + 59*time.Minute)
		time.Sleep(30 * time.Millisecond)
		c.move(time.Minute) // 19:00 UTC, 02:00 in Jakarta
		reach(t, db, "done:2")
		c.move(72 * time.Hour) // nothing ran: only the current period is made up for
		reach(t, db, "done:3")
		mu.Lock()
		defer mu.Unlock()
		if want := "map[27 09:00:1 27 19:00:1 30 19:00:1]"; fmt.Sprint(got) != want {
			t.Errorf("ran %v, want %s", got, want)
		}
	})
	db := dbtest.Open(t, "sqlite", migrations.FS)
	for _, s := range []queue.Schedule{{Kind: "unknown", Every: time.Hour}, {Kind: "work"}, {Kind: "work", Every: 60 * 24 * time.Hour}} {
		if _, err := queue.NewWorker(newQueue(newClock()), db, queue.Config{Schedules: []queue.Schedule{s}, Handlers: handlers(func(context.Context, queue.Task) error { return nil })}); err == nil {
			t.Errorf("schedule %+v was taken", s)
		}
	}
}

func TestUnknownKindsAndFutureJobsWait(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		c := newClock()
		q := newQueue(c)
		work(t, q, db, queue.Config{Handlers: handlers(func(context.Context, queue.Task) error { return nil })})
		put(t, q, db, queue.Job{Kind: "of a newer release"}, queue.Job{Kind: "work", RunAt: c.now().Add(time.Hour)}, queue.Job{Kind: "work"})
		reach(t, db, "done:1 ready:2")
		c.move(time.Hour)
		reach(t, db, "done:2 ready:1")
	})
}

func TestGracefulStop(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		q := newQueue(newClock())
		begun := make(chan struct{}, 2)
		stop := work(t, q, db, queue.Config{Grace: 50 * time.Millisecond, Handlers: map[string]queue.Handler{
			"quick": func(context.Context, queue.Task) error {
				begun <- struct{}{}
				time.Sleep(20 * time.Millisecond)
				return nil
			},
			"slow": func(ctx context.Context, _ queue.Task) error {
				begun <- struct{}{}
				<-ctx.Done()
				return ctx.Err()
			},
		}})
		put(t, q, db, queue.Job{Kind: "quick"}, queue.Job{Kind: "slow"})
		<-begun
		<-begun
		stop()
		var attempts int
		if err := db.QueryRow(t.Context(), `SELECT attempts FROM job WHERE kind = 'slow' AND state = 'ready'`).Scan(&attempts); err != nil || attempts != 0 {
			t.Errorf("interrupted job: %d attempts, %v", attempts, err)
		}
		if got := states(t, db); got["done"] != 1 || got["ready"] != 1 {
			t.Errorf("jobs %v", got)
		}
		put(t, q, db, queue.Job{Kind: "quick"})
		if got := states(t, db); got["ready"] != 2 {
			t.Errorf("a stopped worker works: %v", got)
		}
	})
}
