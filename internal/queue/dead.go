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

// ReviveAll makes the jobs that are dead by now ready again, with all their attempts, a thousand at a time so that
// other writers get their turn, and returns how many. What trying again cannot mend is soon dead once more.
func (q *Queue) ReviveAll(ctx context.Context, db *sqldb.DB) (int64, error) {
	var total int64
	for at := q.now().UnixMicro(); ; {
		var n int64
		err := db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
			tx.Notify(topic)
			n, err = tx.Exec(ctx, `UPDATE job SET state = 'ready', attempts = 0, run_at = $1, finished_at = NULL, purge_at = NULL
WHERE id IN (SELECT id FROM job WHERE state = 'dead' AND finished_at <= $1 LIMIT 1000)`, at)
			return err
		})
		total += n
		if err != nil || n < 1000 {
			return total, err
		}
	}
}
