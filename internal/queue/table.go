package queue

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

const (
	settleSQL = `UPDATE job SET state = $4, run_at = $5, attempts = $6, last_error = $7, finished_at = $8,
purge_at = CASE WHEN CAST($8 AS BIGINT) IS NULL THEN NULL WHEN unique_key IS NULL AND $4 = 'done' THEN CAST($9 AS BIGINT) ELSE $10 END, owner = NULL
WHERE id = $1 AND owner = $2 AND attempts = $3 AND state = 'running'`

	renewSQL = `UPDATE job SET run_at = $4 WHERE id = $1 AND owner = $2 AND attempts = $3 AND state = 'running'`

	lostSQL = `SELECT id FROM job WHERE state = 'running' AND run_at <= $1 LIMIT 1`

	// A job whose worker vanished on the last attempt may be what killed it.
	rescueSQL = `UPDATE job SET owner = NULL, last_error = 'the worker vanished', run_at = $1,
state = CASE WHEN attempts >= max_attempts THEN 'dead' ELSE 'ready' END,
finished_at = CASE WHEN attempts >= max_attempts THEN CAST($1 AS BIGINT) END,
purge_at = CASE WHEN attempts >= max_attempts THEN CAST($2 AS BIGINT) END
WHERE state = 'running' AND run_at <= $1`
)

// prepare makes the statements. They name the kinds that the worker handles: a
// process of an older release must leave new kinds to others.
func (w *Worker) prepare() {
	var marks []string
	for _, k := range slices.Sorted(maps.Keys(w.c.Handlers)) {
		w.kinds = append(w.kinds, k)
		marks = append(marks, fmt.Sprintf("$%d", 1+len(w.kinds)))
	}
	ready := `SELECT id FROM job WHERE state = 'ready' AND run_at <= $1 AND kind IN (` + strings.Join(marks, ", ") + `)`
	w.due = ready + ` LIMIT 1`
	// SkipLocked: claimers step over each other's rows. MATERIALIZED: or the
	// planner could run the selection more than once. The state is asked
	// again outside: between choosing a row and locking it another worker
	// may have finished with it.
	w.claim = fmt.Sprintf(`WITH due AS MATERIALIZED (%s ORDER BY run_at, id LIMIT $%d%s)
UPDATE job SET state = 'running', owner = $%d, run_at = $%d, attempts = attempts + 1
WHERE id IN (SELECT id FROM due) AND state = 'ready'
RETURNING id, kind, args, attempts, max_attempts, created_at`, ready,
		len(marks)+2, w.db.Dialect().SkipLocked(), len(marks)+3, len(marks)+4)
}

// isDue tells whether a job is waiting for this worker.
func (w *Worker) isDue(ctx context.Context) (bool, error) {
	var id int64
	err := w.db.QueryRow(ctx, w.due, append([]any{w.q.now().UnixMicro()}, w.kinds...)...).Scan(&id)
	if errors.Is(err, sqldb.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// settleAndClaim writes down what finished and claims up to n due jobs.
func (w *Worker) settleAndClaim(ctx context.Context, n int) (tasks []Task, err error) {
	err = w.db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		tasks = nil
		now := w.q.now()
		for _, o := range w.finished {
			w.settle(tx, o, now)
		}
		if n <= 0 {
			return nil
		}
		args := slices.Concat([]any{now.UnixMicro()}, w.kinds, []any{n, w.owner, now.Add(w.c.Lease).UnixMicro()})
		rows, err := tx.Query(ctx, w.claim, args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var t Task
			var id, created int64
			var text string
			if err := rows.Scan(&id, &t.Kind, &text, &t.Attempt, &t.MaxAttempts, &created); err != nil {
				return err
			}
			t.ID, t.Args, t.CreatedAt = civic.ID(id), []byte(text), time.UnixMicro(created).UTC()
			tasks = append(tasks, t)
		}
		return rows.Err()
	})
	// RETURNING keeps no order.
	slices.SortFunc(tasks, func(a, b Task) int { return cmp.Compare(a.ID, b.ID) })
	return tasks, err
}

// settle queues the statement that writes down one outcome. It does nothing to
// a job whose lease was lost: owner and attempt no longer match.
func (w *Worker) settle(tx sqldb.Queuer, o outcome, now time.Time) {
	state, runAt, attempts := "done", now, o.task.Attempt
	var reason, finished any
	if o.err != nil {
		reason = clip(o.err.Error())
	}
	switch {
	case o.err == nil:
	case IsPermanent(o.err):
		state = "dead"
	case o.stopped: // an interruption is not the job's fault
		state, attempts = "ready", attempts-1
	case o.task.Last():
		state = "dead"
	default:
		state, runAt = "ready", now.Add(w.c.Backoff(o.task.Attempt))
	}
	if state != "ready" {
		finished = now.UnixMicro()
	}
	tx.Queue(settleSQL, int64(o.task.ID), w.owner, o.task.Attempt, state, runAt.UnixMicro(), attempts, reason, finished,
		now.Add(w.c.Keep).UnixMicro(), now.Add(w.c.KeepUnique).UnixMicro())
}

// clip keeps the start of a message, as text both databases take.
func clip(s string) string {
	if len(s) > 2000 {
		s = s[:2000]
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "?"), "\x00", "?")
}

// renew extends the leases of running jobs and interrupts handlers whose job
// was given to somebody else.
func (w *Worker) renew(ctx context.Context) {
	err := w.db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		until := w.q.now().Add(w.c.Lease).UnixMicro()
		for id, r := range w.running {
			n, err := tx.Exec(ctx, renewSQL, id, w.owner, r.task.Attempt, until)
			if err != nil {
				return err
			}
			if n == 0 {
				r.cancel()
			}
		}
		return nil
	})
	if err != nil {
		w.c.Log.ErrorContext(ctx, "queue: renew leases", "error", err)
	}
}

// rescue frees jobs whose worker vanished.
func (w *Worker) rescue(ctx context.Context) {
	now := w.q.now()
	var id int64
	err := w.db.QueryRow(ctx, lostSQL, now.UnixMicro()).Scan(&id)
	if err == nil {
		_, err = w.db.Exec(ctx, rescueSQL, now.UnixMicro(), now.Add(w.c.KeepUnique).UnixMicro())
		w.c.Log.WarnContext(ctx, "queue: rescued jobs of a worker that vanished", "error", err)
	}
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		w.c.Log.ErrorContext(ctx, "queue: rescue", "error", err)
	}
}

// The longest pause, and the attempts that a job has when it does not say: enough of them that what keeps failing
// goes on being tried for three days at least, and about four. A mail server that fails on Friday evening and is
// repaired on Monday morning has lost nobody's letter.
const (
	longestPause    = 3 * time.Hour
	defaultAttempts = 45
)

// Backoff is the usual pause after the n-th failed run: 2 seconds doubled each
// time up to 3 hours, give or take a quarter so that what failed together does
// not come back together.
func Backoff(attempt int) time.Duration {
	d := longestPause
	if attempt < 14 {
		d = min(d, 2*time.Second<<max(attempt-1, 0))
	}
	return d*3/4 + rand.N(d/2)
}

// Purge deletes finished jobs whose time to stay is over, a thousand at a time
// so that other writers get their turn, and returns how many.
func (q *Queue) Purge(ctx context.Context, db *sqldb.DB) (int64, error) {
	var total int64
	for {
		n, err := db.Exec(ctx, `DELETE FROM job WHERE id IN (SELECT id FROM job WHERE purge_at <= $1 LIMIT 1000)`, q.now().UnixMicro())
		total += n
		if err != nil || n < 1000 {
			return total, err
		}
	}
}

// Revive makes a dead job ready again, with all its attempts. It reports
// whether there was such a dead job.
func (q *Queue) Revive(ctx context.Context, tx *sqldb.Tx, id civic.ID) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE job SET state = 'ready', attempts = 0, run_at = $2, finished_at = NULL, purge_at = NULL
WHERE id = $1 AND state = 'dead'`, int64(id), q.now().UnixMicro())
	tx.Notify(topic)
	return n == 1, err
}
