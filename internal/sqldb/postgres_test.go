package sqldb_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
)

// TestDeadlockIsRetried makes two transactions lock two rows in opposite order.
func TestDeadlockIsRetried(t *testing.T) {
	db := dbtest.Open(t, "postgres", schema())
	for id := range 2 {
		if _, err := db.Exec(t.Context(), `INSERT INTO thing (id, amount) VALUES ($1, 0)`, id); err != nil {
			t.Fatal(err)
		}
	}
	var runs atomic.Int32
	var first [2]chan struct{}
	first[0], first[1] = make(chan struct{}), make(chan struct{})
	var wg sync.WaitGroup
	for me := range 2 {
		wg.Go(func() {
			tries := 0
			err := db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
				runs.Add(1)
				tries++
				const add = `UPDATE thing SET amount = amount + 1 WHERE id = $1`
				if _, err := tx.Exec(ctx, add, me); err != nil {
					return err
				}
				if tries == 1 {
					close(first[me])
					<-first[1-me]
				}
				_, err := tx.Exec(ctx, add, 1-me)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	var sum int64
	if err := db.QueryRow(t.Context(), `SELECT sum(amount) FROM thing`).Scan(&sum); err != nil || sum != 4 {
		t.Errorf("sum %d, %v", sum, err)
	}
	if runs.Load() != 3 || db.Stats().Retries != 1 {
		t.Errorf("%d runs, %d retries", runs.Load(), db.Stats().Retries)
	}
}

// TestSchemaChangesUnderneath migrates while statements are cached.
func TestSchemaChangesUnderneath(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		read := func(ctx context.Context, tx *sqldb.Tx) error {
			rows, err := tx.Query(ctx, `SELECT * FROM thing`)
			if err != nil {
				return err
			}
			rows.Close()
			return rows.Err()
		}
		for _, ddl := range []string{`ALTER TABLE thing ADD COLUMN extra TEXT`, `ALTER TABLE thing ADD COLUMN more TEXT`} {
			for range 3 {
				if err := db.Update(t.Context(), read); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := db.Exec(t.Context(), ddl); err != nil {
				t.Fatal(err)
			}
		}
		if err := db.Update(t.Context(), read); err != nil {
			t.Error(err)
		}
	})
}

func TestStatementTimeout(t *testing.T) {
	o := dbtest.Options(t, "postgres", schema())
	o.StatementTimeout = 50 * time.Millisecond
	db := dbtest.OpenWith(t, o)
	if _, err := db.Exec(t.Context(), `SELECT pg_sleep(10)`); !sqldb.IsUnavailable(err) {
		t.Errorf("got %v", err)
	}
}

// TestConnectionsComeBack ends transactions in every way and looks whether a
// pool of one connection still serves.
func TestConnectionsComeBack(t *testing.T) {
	o := dbtest.Options(t, "postgres", schema())
	o.MaxConns = 1
	db := dbtest.OpenWith(t, o)
	boom := errors.New("boom")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for range 3 {
		_ = db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			_, _ = tx.Query(ctx, `SELECT 1 UNION ALL SELECT 2`)
			return boom
		})
		_ = db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			_, _ = tx.Exec(ctx, `SELECT 1/0`)
			return nil
		})
		_ = db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			_ = tx.QueryRow(ctx, `SELECT 1`).Scan(nil)
			panic(boom)
		})
		_ = db.View(ctx, func(ctx context.Context, q sqldb.Querier) error {
			_, _ = q.Query(ctx, `SELECT 1 UNION ALL SELECT 2`)
			return nil
		})
		var s string
		_ = db.QueryRow(ctx, `SELECT 1`).Scan(&s, &s)
		_, _ = db.Query(ctx, `SELECT broken(`)
		short, stop := context.WithTimeout(ctx, 20*time.Millisecond)
		_ = db.QueryRow(short, `SELECT pg_sleep(5)`).Scan(nil)
		_ = db.Update(short, func(ctx context.Context, tx *sqldb.Tx) error { _, err := tx.Exec(ctx, `SELECT 1`); return err })
		stop()
	}
	if n := count(t, db); n != 0 || db.Stats().ConnsBusy != 0 {
		t.Errorf("%d rows, %+v", n, db.Stats())
	}
}
