package queue

import (
	"context"

	"tuntas/internal/sqldb"
)

// Dead counts the jobs that gave up and wait for a person, at most 1,000.
func (q *Queue) Dead(ctx context.Context, db sqldb.Querier) (int, error) {
	var n int
	err := db.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM job WHERE state = 'dead' LIMIT 1000) x`).Scan(&n)
	return n, err
}
