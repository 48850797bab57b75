package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
)

func TestNested(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		try := func(ctx context.Context) error {
			var n int
			_, errQ := db.Query(ctx, `SELECT 1`)
			_, errE := db.Exec(ctx, insert, 1, "a")
			for _, err := range []error{errQ, errE, db.QueryRow(ctx, `SELECT 1`).Scan(&n),
				db.Insert(ctx, func(*sqldb.Batch) error { return nil }),
				db.View(ctx, func(context.Context, sqldb.Querier) error { return nil })} {
				if !errors.Is(err, sqldb.ErrNested) {
					return fmt.Errorf("got %w", err)
				}
			}
			return nil
		}
		if err := db.Update(t.Context(), func(ctx context.Context, _ *sqldb.Tx) error { return try(ctx) }); err != nil {
			t.Error(err)
		}
		if err := db.View(t.Context(), func(ctx context.Context, _ sqldb.Querier) error { return try(ctx) }); err != nil {
			t.Error(err)
		}
	})
}

func TestView(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		err := db.View(t.Context(), func(ctx context.Context, q sqldb.Querier) error {
			var before, after int64
			if err := q.QueryRow(ctx, `SELECT count(*) FROM thing`).Scan(&before); err != nil {
				return err
			}
			if _, err := db.Exec(t.Context(), insert, 1, "a"); err != nil {
				return err
			}
			if err := q.QueryRow(ctx, `SELECT count(*) FROM thing`).Scan(&after); err != nil {
				return err
			}
			if before != 0 || after != 0 {
				t.Errorf("the picture changed from %d to %d", before, after)
			}
			if _, err := q.Exec(ctx, insert, 2, "b"); err == nil {
				t.Error("a view could write")
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		if n := count(t, db); n != 1 {
			t.Errorf("%d rows", n)
		}
	})
}

func TestContext(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		dead, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := db.Exec(dead, insert, 1, "a"); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled before: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			if _, err := tx.Exec(ctx, insert, 2, "b"); err != nil {
				return err
			}
			cancel()
			_, err := tx.Exec(ctx, insert, 3, "c")
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled in the middle: %v", err)
		}
		if n := count(t, db); n != 0 {
			t.Errorf("%d rows stayed", n)
		}
		slow, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		var n int64
		err = db.QueryRow(slow, `WITH RECURSIVE c(n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n+1 FROM c WHERE n < 400000000)
			SELECT count(*) FROM c`).Scan(&n)
		if !errors.Is(err, context.DeadlineExceeded) || !sqldb.IsUnavailable(err) {
			t.Errorf("endless query: %v", err)
		}
	})
}

// TestLeavingTheQueue cancels callers while another one holds the writer: those
// that got an error have written nothing, the others everything.
func TestLeavingTheQueue(t *testing.T) {
	db := dbtest.Open(t, "sqlite", schema())
	inside, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		err := db.Update(t.Context(), func(context.Context, *sqldb.Tx) error {
			close(inside)
			<-release
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
	<-inside
	ctx, cancel := context.WithCancel(t.Context())
	var left, stayed atomic.Int64
	for i := range 10 {
		who := ctx
		if i%2 == 0 {
			who = t.Context()
		}
		wg.Go(func() {
			_, err := db.Exec(who, insert, i+1, nil)
			switch {
			case err == nil:
				stayed.Add(1)
			case errors.Is(err, context.Canceled):
				left.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	for db.Stats().Waiting < 11 {
		runtime.Gosched()
	}
	cancel()
	for left.Load() < 5 {
		runtime.Gosched()
	}
	close(release)
	wg.Wait()
	if n := count(t, db); n != 5 || stayed.Load() != 5 {
		t.Errorf("%d rows, %d stayed, %d left", n, stayed.Load(), left.Load())
	}
}

func TestOverloadAndClose(t *testing.T) {
	o := dbtest.Options(t, "sqlite", schema())
	o.MaxWaiting = 3
	db := dbtest.OpenWith(t, o)
	inside, release := make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	var done atomic.Int64
	for i := range 3 {
		wg.Go(func() {
			err := db.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
				if i == 0 {
					close(inside)
					<-release
				}
				tx.Queue(insert, i+1, nil)
				return nil
			})
			switch { // closing may come before a write that is counted already gets into the queue
			case err == nil:
				done.Add(1)
			case !errors.Is(err, sqldb.ErrClosed):
				t.Error(err)
			}
		})
		if i == 0 {
			<-inside
		}
	}
	for db.Stats().Waiting < 3 {
		runtime.Gosched()
	}
	if _, err := db.Exec(t.Context(), insert, 9, nil); !errors.Is(err, sqldb.ErrOverloaded) || !sqldb.IsUnavailable(err) {
		t.Errorf("overload: %v", err)
	}
	wg.Go(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	close(release)
	wg.Wait()
	if done.Load() == 0 {
		t.Error("not even the write that had begun was finished")
	}
	var n int64
	if _, err := db.Exec(t.Context(), insert, 10, nil); !errors.Is(err, sqldb.ErrClosed) {
		t.Errorf("write after close: %v", err)
	}
	if err := db.QueryRow(t.Context(), `SELECT 1`).Scan(&n); !errors.Is(err, sqldb.ErrClosed) {
		t.Errorf("read after close: %v", err)
	}
	o.MaxWaiting = 0
	if n := count(t, dbtest.OpenWith(t, o)); n != done.Load() {
		t.Errorf("%d rows after opening again, %d were accepted", n, done.Load())
	}
}

// TestGoexit ends the writer's goroutine from inside, as testing's FailNow does.
func TestGoexit(t *testing.T) {
	db := dbtest.Open(t, "sqlite", schema())
	err := db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
		tx.Queue(insert, 1, "a")
		runtime.Goexit()
		return nil
	})
	var pe *sqldb.PanicError
	if !errors.As(err, &pe) {
		t.Errorf("got %v", err)
	}
	if _, err := db.Exec(t.Context(), insert, 2, "b"); err != nil {
		t.Error(err)
	}
	if n := count(t, db); n != 1 {
		t.Errorf("%d rows", n)
	}
}

func TestListen(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		signal, stop := db.Listen("job")
		other, stopOther := db.Listen("other")
		defer stopOther()
		heard := func(c <-chan struct{}) bool {
			select {
			case <-c:
				return true
			default:
				return false
			}
		}
		fail := errors.New("no")
		err := db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { tx.Notify("job"); return fail })
		if !errors.Is(err, fail) || heard(signal) {
			t.Errorf("a rolled back transaction was heard: %v", err)
		}
		for range 3 {
			err = db.Insert(t.Context(), func(b *sqldb.Batch) error {
				b.Queue(`UPDATE thing SET amount = 1`)
				b.Notify("job")
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if !heard(signal) || heard(signal) || heard(other) {
			t.Error("three commits must make one signal, to one topic")
		}
		stop()
		if err := db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error { tx.Notify("job"); return nil }); err != nil {
			t.Fatal(err)
		}
		if heard(signal) {
			t.Error("heard after stop")
		}
	})
}
