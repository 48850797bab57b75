package queue

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
)

// plan returns how the database would run a statement, one step a line.
func plan(t *testing.T, db *sqldb.DB, sql string, args []any) string {
	t.Helper()
	explain, columns := `EXPLAIN QUERY PLAN `, 4
	if db.Dialect().Postgres() {
		explain, columns = `EXPLAIN (COSTS OFF) `, 1
	}
	rows, err := db.Query(t.Context(), explain+sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		values, dest := make([]any, columns), make([]any, columns)
		for i := range values {
			dest[i] = &values[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprint(values[columns-1]))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, "\n")
}

// Finished jobs stay for weeks, so that their keys go on guarding: looking for work must not walk through them.
func TestLookingForWorkIsNotSlowedByFinishedJobs(t *testing.T) {
	dbtest.Each(t, migrations.FS, func(t *testing.T, db *sqldb.DB) {
		err := db.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			tx.Queue(`INSERT INTO job (id, kind, args, state, unique_key, attempts, max_attempts, run_at, created_at, finished_at, purge_at)
				WITH RECURSIVE k (k) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT k + 1 FROM k WHERE k < 20000)
				SELECT k, 'letter', '{}', CASE WHEN k % 1000 = 0 THEN 'ready' WHEN k % 1000 = 1 THEN 'running' WHEN k % 1000 = 2 THEN 'dead' ELSE 'done' END, 'u' || k, 1, 12, k, k, k, k FROM k`)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		s, err := NewWorker(New(nil, time.Now), db, Config{Handlers: map[string]Handler{"letter": nil, "wake": nil}})
		if err != nil {
			t.Fatal(err)
		}
		for round := range 2 {
			for what, q := range map[string]struct {
				sql  string
				args []any
			}{
				"due": {s.due, append([]any{int64(5)}, s.kinds...)}, "claim": {s.claim, append(append([]any{int64(5)}, s.kinds...), 8, "w", int64(9))},
				"lost": {lostSQL, []any{int64(5)}}, "rescue": {rescueSQL, []any{int64(5), int64(6)}}, "renew": {renewSQL, []any{int64(5), "w", 1, int64(6)}},
				"settle": {settleSQL, []any{int64(5), "w", 1, "done", int64(6), 1, nil, nil, int64(7), int64(8)}},
				"insert": {insertSQL, []any{int64(50_000), "letter", "{}", "u5", 12, int64(5), int64(5)}},
			} {
				steps := plan(t, db, q.sql, q.args)
				for _, step := range strings.Split(steps, "\n") {
					if strings.Contains(step, "Seq Scan on job") || strings.HasPrefix(step, "SCAN job") || strings.Contains(step, "TEMP B-TREE") {
						t.Errorf("%s walks through all jobs:\n%s\n%s", what, q.sql, steps)
					}
				}
			}
			if round == 0 {
				if _, err := db.Exec(t.Context(), `ANALYZE`); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}
