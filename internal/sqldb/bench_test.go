package sqldb_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/sqldb/pgtest"
)

// A submission as the product makes it: a report, its event, an outbox row and
// a counter.
const (
	benchSchema = `CREATE TABLE bench_report (id BIGINT PRIMARY KEY, code TEXT NOT NULL UNIQUE, desk BIGINT NOT NULL, body TEXT NOT NULL, at BIGINT NOT NULL);
CREATE INDEX bench_desk ON bench_report (desk, at);
CREATE TABLE bench_event (id BIGINT PRIMARY KEY, report BIGINT NOT NULL, what TEXT NOT NULL, at BIGINT NOT NULL);
CREATE TABLE bench_outbox (id BIGINT PRIMARY KEY, kind TEXT NOT NULL, args TEXT NOT NULL);
CREATE TABLE bench_count (desk BIGINT PRIMARY KEY, n BIGINT NOT NULL);`
	addReport = `INSERT INTO bench_report (id, code, desk, body, at) VALUES ($1, $2, $3, $4, $5)`
	addEvent  = `INSERT INTO bench_event (id, report, what, at) VALUES ($1, $2, $3, $4)`
	addOutbox = `INSERT INTO bench_outbox (id, kind, args) VALUES ($1, $2, $3)`
	addCount  = `INSERT INTO bench_count (desk, n) VALUES ($1, 1) ON CONFLICT (desk) DO UPDATE SET n = bench_count.n + 1`
)

// submission queues the statements of one submission.
func submission(q sqldb.Queuer, id int64, body string) {
	desk := id % 500
	q.Queue(addReport, id, fmt.Sprintf("T%010d", id), desk, body, id)
	q.Queue(addEvent, id, id, "submitted", id)
	q.Queue(addOutbox, id, "receipt", `{"report":1}`)
	q.Queue(addCount, desk)
}

// benchDB opens an empty database with durable commits.
func benchDB(b *testing.B, dialect string) *sqldb.DB {
	b.Helper()
	o := sqldb.Options{Dir: b.TempDir()}
	if dialect == "postgres" {
		pgtest.URL(b) // skips when there is no PostgreSQL
		c, err := pgtest.Start(b.Context(), pgtest.Config{Durable: true})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() {
			if err := c.Stop(); err != nil {
				b.Error(err)
			}
		})
		o = sqldb.Options{URL: c.URL}
	}
	db := dbtest.OpenWith(b, o)
	for _, sql := range strings.Split(strings.TrimSuffix(benchSchema, ";"), ";") {
		if _, err := db.Exec(b.Context(), sql); err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// rate lets the writers submit n times in all and returns submissions per second.
func rate(b *testing.B, writers, n int, submit func(ctx context.Context, id int64) error, next *atomic.Int64) float64 {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(n))
	begin := time.Now()
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				if err := submit(b.Context(), next.Add(1)); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	return float64(n) / time.Since(begin).Seconds()
}

// BenchmarkSubmit compares Insert with a transaction per insert: one after the
// other on SQLite (a lock that lets a single caller in), statement by statement
// on PostgreSQL. Rounds of both alternate; x/single is the ratio of the medians.
func BenchmarkSubmit(b *testing.B) {
	body := strings.Repeat("Lampu jalan di depan sekolah padam. ", 12)
	for _, dialect := range dbtest.Dialects() {
		for _, writers := range []int{1, 16, 64} {
			b.Run(fmt.Sprintf("%s/writers=%d", dialect, writers), func(b *testing.B) {
				db := benchDB(b, dialect)
				var next atomic.Int64
				insert := func(ctx context.Context, id int64) error {
					return db.Insert(ctx, func(q *sqldb.Batch) error { submission(q, id, body); return nil })
				}
				update := func(ctx context.Context, id int64) error {
					return db.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error { submission(tx, id, body); return nil })
				}
				single := singleSubmit(db, dialect, body)
				b.ResetTimer()
				for range b.N {
					const rounds, n = 5, 3000
					var ins, upd, one [rounds]float64
					for r := range rounds {
						ins[r] = rate(b, writers, n, insert, &next)
						upd[r] = rate(b, writers, n, update, &next)
						one[r] = rate(b, writers, n/2, single, &next)
					}
					b.ReportMetric(median(ins[:]), "insert/s")
					b.ReportMetric(median(upd[:]), "update/s")
					b.ReportMetric(median(one[:]), "single/s")
					b.ReportMetric(median(ins[:])/median(one[:]), "x/single")
				}
				b.ReportMetric(0, "ns/op")
			})
		}
	}
}

// singleSubmit is what Insert is measured against: a transaction per submission.
func singleSubmit(db *sqldb.DB, dialect, body string) func(ctx context.Context, id int64) error {
	var mu sync.Mutex
	return func(ctx context.Context, id int64) error {
		if dialect == "sqlite" {
			mu.Lock()
			defer mu.Unlock()
		}
		return db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			submission(eager{ctx, tx}, id, body)
			return nil
		})
	}
}

// eager sends every statement at once and waits for its answer.
type eager struct {
	ctx context.Context
	tx  *sqldb.Tx
}

// Queue runs the statement; an error poisons the transaction, which reports it.
func (e eager) Queue(sql string, args ...any) { _, _ = e.tx.Exec(e.ctx, sql, args...) }
func (e eager) Notify(string)                 {}

func median(v []float64) float64 {
	s := append([]float64(nil), v...)
	for i := range s { // few values: no need for more
		for k := i + 1; k < len(s); k++ {
			if s[k] < s[i] {
				s[i], s[k] = s[k], s[i]
			}
		}
	}
	return s[len(s)/2]
}
