package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
)

// schema is a small schema that uses everything the rewriting knows.
func schema() fs.FS {
	return fstest.MapFS{
		"0001_thing.sql": {Data: []byte(`-- +goose Up
CREATE TABLE thing (
    id     BIGINT PRIMARY KEY,
    name   TEXT UNIQUE,
    flag   BOOLEAN,
    data   BYTEA,
    amount BIGINT,
    weight DOUBLE PRECISION
);
CREATE TABLE part (
    thing_id BIGINT NOT NULL REFERENCES thing (id),
    n        BIGINT NOT NULL,
    PRIMARY KEY (thing_id, n)
) /* sqlite: WITHOUT ROWID */;
`)},
	}
}

// insert adds a thing with an id and a name.
const insert = `INSERT INTO thing (id, name) VALUES ($1, $2)`

func count(t *testing.T, db *sqldb.DB) (n int64) {
	t.Helper()
	if err := db.QueryRow(t.Context(), `SELECT count(*) FROM thing`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// number and word are named types with methods, like the nouns of the product:
// what counts is the value, not what the methods print.
type number int64

func (number) String() string                { return "not this" }
func (number) MarshalText() ([]byte, error)  { return []byte("not this"), nil }
func (n *number) UnmarshalText([]byte) error { *n = -1; return nil }
func (word) String() string                  { return "not this" }
func (w word) MarshalText() ([]byte, error)  { return []byte("not this"), nil }
func (w *word) UnmarshalText(_ []byte) error { *w = "not this"; return nil }

type word string

func TestPlaceholdersBindByNumber(t *testing.T) {
	dbtest.Each(t, nil, func(t *testing.T, db *sqldb.DB) {
		const q = `SELECT CAST($3 AS BIGINT), CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS BIGINT)`
		var got [4]int64
		if err := db.QueryRow(t.Context(), q, 10, 20, 30).Scan(&got[0], &got[1], &got[2], &got[3]); err != nil {
			t.Fatal(err)
		}
		if want := [4]int64{30, 10, 20, 30}; got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestValues(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		name, amount := "Jalan rusak — 𝄞", int64(math.MaxInt64)
		const add = `INSERT INTO thing (id, name, flag, data, amount, weight) VALUES ($1, $2, $3, $4, $5, $6)`
		err := db.Insert(ctx, func(b *sqldb.Batch) error {
			b.Queue(add, int64(1), name, true, []byte{0, 255}, amount, 2.5)
			b.Queue(add, number(2), word("dua"), false, []byte{}, &amount, float64(3))
			b.Queue(add, 3, (*string)(nil), nil, []byte(nil), (*int64)(nil), nil)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		type row struct {
			ID     number
			Name   *word
			Flag   *bool
			Data   []byte
			Amount *int64
			Weight *float64
		}
		var got []row
		rows, err := db.Query(ctx, `SELECT id, name, flag, data, amount, weight FROM thing ORDER BY id`)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var r row
			if err := rows.Scan(&r.ID, &r.Name, &r.Flag, &r.Data, &r.Amount, &r.Weight); err != nil {
				t.Fatal(err)
			}
			got = append(got, r)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		p := func(w word) *word { return &w }
		yes, no, w1, w2 := true, false, 2.5, 3.0
		want := []row{
			{1, p(word(name)), &yes, []byte{0, 255}, &amount, &w1},
			{2, p("dua"), &no, []byte{}, &amount, &w2},
			{3, nil, nil, nil, nil, nil},
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		var b bool
		var s string
		var f float64
		var n int
		err = db.QueryRow(ctx, `SELECT flag, name, weight, id FROM thing WHERE id = $1`, 1).Scan(&b, &s, &f, &n)
		if err != nil || !b || s != name || f != 2.5 || n != 1 {
			t.Errorf("got %v %q %v %d, %v", b, s, f, n, err)
		}
		err = db.QueryRow(ctx, `SELECT amount > $1, sum(amount) OVER () FROM thing WHERE id = $2`, 5, 1).Scan(&b, &amount)
		if err != nil || !b || amount != math.MaxInt64 {
			t.Errorf("expression: got %v %d, %v", b, amount, err)
		}
	})
}

func TestValuesRefused(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		if _, err := db.Exec(ctx, insert, 1, nil); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []any{"a\x00b", "\xff", []string{"a"}, time.Unix(0, 0), struct{}{}, uint64(math.MaxUint64)} {
			if _, err := db.Exec(ctx, `UPDATE thing SET name = $1`, bad); err == nil {
				t.Errorf("argument %#v was taken", bad)
			}
		}
		var s string
		var n int64
		if err := db.QueryRow(ctx, `SELECT name FROM thing`).Scan(&s); err == nil {
			t.Error("NULL was read into a string")
		}
		if err := db.QueryRow(ctx, `SELECT amount FROM thing`).Scan(&n); err == nil {
			t.Error("NULL was read into a number")
		}
		if err := db.QueryRow(ctx, `SELECT CAST('12' AS TEXT)`).Scan(&n); err == nil {
			t.Error("text was read into a number")
		}
		if err := db.QueryRow(ctx, `SELECT id, name FROM thing`).Scan(&n); err == nil {
			t.Error("two columns were read into one value")
		}
	})
}

func TestErrors(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		var n int64
		if err := db.QueryRow(ctx, `SELECT id FROM thing`).Scan(&n); !errors.Is(err, sqldb.ErrNoRows) {
			t.Errorf("no rows: %v", err)
		}
		for range 2 {
			_, err := db.Exec(ctx, insert, 1, "a")
			if err != nil && !sqldb.IsUnique(err) {
				t.Errorf("primary key: %v", err)
			}
		}
		if _, err := db.Exec(ctx, insert, 2, "a"); !sqldb.IsUnique(err) || sqldb.IsForeignKey(err) || sqldb.IsUnavailable(err) {
			t.Errorf("unique: %v", err)
		}
		if _, err := db.Exec(ctx, `INSERT INTO part (thing_id, n) VALUES ($1, 1)`, 99); !sqldb.IsForeignKey(err) || sqldb.IsUnique(err) {
			t.Errorf("foreign key: %v", err)
		}
		_, err := db.Query(ctx, `SELECT nothing FROM nowhere`)
		var se *sqldb.StatementError
		if !errors.As(err, &se) || !strings.Contains(err.Error(), "SELECT nothing FROM nowhere") {
			t.Errorf("mistake in SQL: %v", err)
		}
		if n, err := db.Exec(ctx, `UPDATE thing SET amount = 1 WHERE id < $1`, 50); n != 1 || err != nil {
			t.Errorf("changed %d rows, %v", n, err)
		}
	})
}

func TestUpdateIsAllOrNothing(t *testing.T) {
	boom := errors.New("boom")
	for name, c := range map[string]struct {
		fn   func(ctx context.Context, tx *sqldb.Tx) error
		want func(error) bool
	}{
		"error": {func(ctx context.Context, tx *sqldb.Tx) error {
			tx.Queue(insert, 1, "a")
			_, err := tx.Exec(ctx, insert, 2, "b")
			return errors.Join(boom, err)
		}, func(err error) bool { return errors.Is(err, boom) }},
		"panic": {func(ctx context.Context, tx *sqldb.Tx) error {
			tx.Queue(insert, 1, "a")
			panic(boom)
		}, func(err error) bool {
			var pe *sqldb.PanicError
			return errors.As(err, &pe) && errors.Is(err, boom) && len(pe.Stack) > 0
		}},
		"queued statement fails": {func(ctx context.Context, tx *sqldb.Tx) error {
			tx.Queue(insert, 1, "a")
			tx.Queue(insert, 1, "b")
			tx.Queue(insert, 2, "c")
			return nil
		}, sqldb.IsUnique},
		"failure is swallowed": {func(ctx context.Context, tx *sqldb.Tx) error {
			_, _ = tx.Exec(ctx, insert, 1, "a")
			_, _ = tx.Exec(ctx, insert, 1, "b")
			if _, err := tx.Exec(ctx, insert, 2, "c"); !sqldb.IsUnique(err) {
				return fmt.Errorf("a poisoned transaction went on: %w", err)
			}
			return nil
		}, sqldb.IsUnique},
		"rows left open": {func(ctx context.Context, tx *sqldb.Tx) error {
			tx.Queue(insert, 1, "a")
			if _, err := tx.Query(ctx, `SELECT id FROM thing`); err != nil {
				return err
			}
			_, err := tx.Exec(ctx, insert, 2, "b")
			return err
		}, func(err error) bool { return errors.Is(err, sqldb.ErrOpenRows) }},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
				if err := db.Update(t.Context(), c.fn); !c.want(err) {
					t.Errorf("error: %v", err)
				}
				if n := count(t, db); n != 0 {
					t.Errorf("%d rows stayed", n)
				}
				if _, err := db.Exec(t.Context(), insert, 9, "later"); err != nil {
					t.Errorf("the next update: %v", err)
				}
			})
		})
	}
}

func TestUpdateReadsItsWrites(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		var n int64
		var names []string
		err := db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
			tx.Queue(insert, 1, "a")
			tx.Queue(insert, 2, "b")
			if err := tx.QueryRow(ctx, `SELECT count(*) FROM thing`).Scan(&n); err != nil {
				return err
			}
			if err := tx.QueryRow(ctx, `SELECT id FROM thing WHERE id = $1`, 3).Scan(&n); !errors.Is(err, sqldb.ErrNoRows) {
				return fmt.Errorf("absent row: %w", err)
			}
			rows, err := tx.Query(ctx, `UPDATE thing SET amount = id RETURNING name`)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var s string
				if err := rows.Scan(&s); err != nil {
					return err
				}
				names = append(names, s)
			}
			return rows.Err()
		})
		if err != nil || n != 2 || len(names) != 2 {
			t.Errorf("count %d, names %v, %v", n, names, err)
		}
	})
}

func TestInsert(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		err := db.Insert(t.Context(), func(b *sqldb.Batch) error {
			b.Queue(insert, 1, "a")
			b.Queue(`INSERT INTO part (thing_id, n) VALUES ($1, 1)`, 1)
			b.Queue(insert, 1, "again")
			return nil
		})
		if !sqldb.IsUnique(err) || count(t, db) != 0 {
			t.Errorf("failed batch: %v, %d rows", err, count(t, db))
		}
		if err := db.Insert(t.Context(), func(*sqldb.Batch) error { return nil }); err != nil {
			t.Errorf("empty batch: %v", err)
		}
		boom := errors.New("boom")
		err = db.Insert(t.Context(), func(b *sqldb.Batch) error { b.Queue(insert, 1, "a"); return boom })
		if !errors.Is(err, boom) || count(t, db) != 0 {
			t.Errorf("refused batch: %v", err)
		}
	})
}

// TestManyWriters mixes callers that succeed, fail and panic, all at once: each
// gets its own outcome.
func TestManyWriters(t *testing.T) {
	dbtest.Each(t, schema(), func(t *testing.T, db *sqldb.DB) {
		const writers, each = 32, 25
		boom := errors.New("boom")
		var good atomic.Int64
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					id := int64(w*each + i + 1)
					var err error
					switch i % 5 {
					case 0:
						err = db.Insert(t.Context(), func(b *sqldb.Batch) error {
							b.Queue(insert, id, nil)
							b.Queue(`INSERT INTO part (thing_id, n) VALUES ($1, 1)`, id)
							return nil
						})
					case 1, 2:
						err = db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
							_, err := tx.Exec(ctx, insert, id, nil)
							return err
						})
					case 3:
						err = db.Update(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
							tx.Queue(insert, id, nil)
							if i%2 == 0 {
								panic(boom)
							}
							return boom
						})
						if !errors.Is(err, boom) {
							t.Errorf("got %v, want boom", err)
						}
						continue
					case 4:
						err = db.Insert(t.Context(), func(b *sqldb.Batch) error {
							b.Queue(insert, id, nil)
							b.Queue(insert, id, nil)
							return nil
						})
						if !sqldb.IsUnique(err) {
							t.Errorf("got %v, want a unique violation", err)
						}
						continue
					}
					if err != nil {
						t.Errorf("writer %d: %v", w, err)
						continue
					}
					good.Add(1)
				}
			})
		}
		wg.Wait()
		if n := count(t, db); n != good.Load() || n != writers*each*3/5 {
			t.Errorf("%d rows, %d successes", n, good.Load())
		}
		if s := db.Stats(); s.Callers != good.Load() || s.Waiting != 0 {
			t.Errorf("stats %+v", s)
		}
	})
}
