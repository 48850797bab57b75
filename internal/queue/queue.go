// Package queue runs jobs: work that happens after a transaction, outside it,
// at least once. A job is a row that the transaction itself inserts, so it
// exists exactly when the change it follows from does.
//
// A worker claims due jobs for the time of a lease and renews it while the
// handler runs. A job whose handler fails is tried again later, each time after
// a longer pause; after its last attempt, or a Permanent error, it is dead and
// waits for a person. A job whose worker vanished is rescued when the lease
// ends. Because a worker may vanish between doing the work and saying so, a
// handler must bear running twice.
package queue

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// topic is the name under which commits wake the workers of this process.
const topic = "job"

// Job is work to be done.
type Job struct {
	Kind        string    // which handler runs it
	Args        any       // for the handler, as JSON
	RunAt       time.Time // not before; zero means now
	Unique      string    // when not empty: no second job with this key, even after the first is done, until that is purged
	MaxAttempts int       // runs before it is dead; zero means 45, three days and more
}

// Queue puts jobs on the table. It is safe for concurrent use.
type Queue struct {
	newID func(time.Time) civic.ID
	now   civic.Now
}

// New returns a queue that takes ids from newID and the time from now.
func New(newID func(time.Time) civic.ID, now civic.Now) *Queue {
	return &Queue{newID: newID, now: now}
}

const insertSQL = `INSERT INTO job (id, kind, args, state, unique_key, attempts, max_attempts, run_at, created_at)
VALUES ($1, $2, $3, 'ready', $4, 0, $5, $6, $7)
ON CONFLICT (unique_key) WHERE unique_key IS NOT NULL DO NOTHING`

// Enqueue adds a job inside the caller's transaction: it runs only if that
// commits. A job whose unique key is taken is silently left out. The error says
// that the job itself is malformed; the database's own come with the commit.
func (q *Queue) Enqueue(tx sqldb.Queuer, j Job) error {
	if j.Kind == "" {
		return errors.New("queue: a job needs a kind")
	}
	args, err := json.Marshal(j.Args)
	if err != nil {
		return fmt.Errorf("queue: arguments of %s: %w", j.Kind, err)
	}
	now := q.now()
	if j.RunAt.IsZero() {
		j.RunAt = now
	}
	var key any
	if j.Unique != "" {
		key = j.Unique
	}
	tx.Queue(insertSQL, int64(q.newID(now)), j.Kind, string(args), key, cmp.Or(j.MaxAttempts, defaultAttempts), j.RunAt.UnixMicro(), now.UnixMicro())
	if !j.RunAt.After(now) {
		tx.Notify(topic)
	}
	return nil
}

// Permanent marks an error that trying again cannot mend, such as an address
// that does not exist: the job is dead at once. Permanent(nil) is nil.
func Permanent(err error) error {
	if err == nil {
		return nil
	}
	return permanentError{err}
}

// IsPermanent tells whether err was marked by Permanent.
func IsPermanent(err error) bool {
	var p permanentError
	return errors.As(err, &p)
}

type permanentError struct{ error }

// Unwrap returns what was marked.
func (e permanentError) Unwrap() error { return e.error }

// Task is a job in the hands of a handler.
type Task struct {
	ID          civic.ID
	Kind        string
	Args        json.RawMessage
	Attempt     int // 1 for the first run
	MaxAttempts int
	CreatedAt   time.Time
}

// Decode reads the arguments into v. Its error is Permanent: they will not
// change.
func (t Task) Decode(v any) error {
	if err := json.Unmarshal(t.Args, v); err != nil {
		return Permanent(fmt.Errorf("queue: arguments of %s: %w", t.Kind, err))
	}
	return nil
}

// Last tells whether this is the last attempt.
func (t Task) Last() bool { return t.Attempt >= t.MaxAttempts }
