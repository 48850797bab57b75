package queue

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"tuntas/internal/sqldb"
)

// Handler does the work of one kind of job. When ctx ends it should return
// soon. An error means: try again later, unless it is Permanent.
type Handler func(ctx context.Context, t Task) error

// Config says what a Worker runs and how patient it is. Zero values mean the
// defaults.
type Config struct {
	Handlers    map[string]Handler
	Schedules   []Schedule
	Concurrency int                             // handlers at once; 8
	Lease       time.Duration                   // after so long without renewal a job is rescued; 1 minute
	Poll        time.Duration                   // how often to look for jobs of other processes; 1 second
	Timeout     time.Duration                   // for one run of a handler; 10 minutes
	Grace       time.Duration                   // for handlers to finish when stopping; 20 seconds
	Backoff     func(attempt int) time.Duration // pause after the n-th failed run; see Backoff
	Keep        time.Duration                   // done jobs without a unique key stay so long; 7 days
	KeepUnique  time.Duration                   // done jobs with one, and dead jobs; 40 days
	Log         *slog.Logger                    // failures; discarded when nil
}

func (c Config) withDefaults() Config {
	c.Concurrency = cmp.Or(c.Concurrency, 8)
	c.Lease = cmp.Or(c.Lease, time.Minute)
	c.Poll = cmp.Or(c.Poll, time.Second)
	c.Timeout = cmp.Or(c.Timeout, 10*time.Minute)
	c.Grace = cmp.Or(c.Grace, 20*time.Second)
	c.Keep = cmp.Or(c.Keep, 7*24*time.Hour)
	c.KeepUnique = cmp.Or(c.KeepUnique, 40*24*time.Hour)
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	if c.Backoff == nil {
		c.Backoff = Backoff
	}
	return c
}

// Worker runs jobs. Any number of workers, in any number of processes, may
// share a database.
type Worker struct {
	q     *Queue
	db    *sqldb.DB
	c     Config
	owner string // token of this worker's leases
	kinds []any  // that it handles, and the statements made of them:
	due   string
	claim string

	results  chan outcome
	quit     chan struct{} // closed when Run returns
	running  map[int64]*run
	finished []outcome        // not yet written down
	periods  map[string]int64 // schedules: last period that was enqueued
}

// run is a job whose handler is at work.
type run struct {
	task   Task
	cancel context.CancelFunc
}

// outcome is what came of a run.
type outcome struct {
	task    Task
	err     error
	stopped bool // the handler was interrupted because the worker stops
}

// NewWorker returns a worker that Run starts. It refuses to have no handlers, a
// schedule without one, and a schedule that the purge would make run twice.
func NewWorker(q *Queue, db *sqldb.DB, c Config) (*Worker, error) {
	c = c.withDefaults()
	if len(c.Handlers) == 0 {
		return nil, errors.New("queue: a worker needs handlers")
	}
	for _, s := range c.Schedules {
		if err := s.check(c); err != nil {
			return nil, err
		}
	}
	w := &Worker{q: q, db: db, c: c, owner: rand.Text(), results: make(chan outcome, c.Concurrency),
		quit: make(chan struct{}), running: map[int64]*run{}, periods: map[string]int64{}}
	w.prepare()
	return w, nil
}

// Run works until ctx ends. Then it claims nothing more, lets handlers finish
// for the time of Grace, interrupts the rest, gives their jobs back and returns
// the error of writing that down, if any. Errors of the database before that
// are logged and the work goes on when it answers again. Run is called once.
func (w *Worker) Run(ctx context.Context) error {
	signal, unlisten := w.db.Listen(topic)
	defer unlisten()
	poll := time.NewTicker(w.c.Poll)
	defer poll.Stop()
	beat := time.NewTicker(w.c.Lease / 3)
	defer beat.Stop()
	// Handlers outlive ctx by the grace time.
	hctx, interrupt := context.WithCancel(context.WithoutCancel(ctx))
	defer interrupt()
	defer close(w.quit)
	w.rescue(ctx)
	look := true // whether there may be something to claim
	for {
		w.schedule(ctx)
		for ctx.Err() == nil && (len(w.finished) > 0 || look && len(w.running) < w.c.Concurrency) {
			n, err := w.turn(ctx, hctx, look)
			if err != nil {
				w.c.Log.ErrorContext(ctx, "queue: database", "error", err)
				break
			}
			look = look && n > 0
		}
		select {
		case <-ctx.Done():
			return w.stop(context.WithoutCancel(ctx), interrupt, beat.C)
		case o := <-w.results:
			w.gather(o)
			look = true
		case <-signal:
			look = true
		case <-poll.C:
			w.rescue(ctx)
			look = true
		case <-beat.C:
			w.renew(ctx)
		}
	}
}

// gather notes an outcome and all others that are there already, so that one
// transaction writes down many.
func (w *Worker) gather(o outcome) {
	for {
		if r := w.running[int64(o.task.ID)]; r != nil && r.task.Attempt == o.task.Attempt {
			delete(w.running, int64(o.task.ID))
		}
		w.finished = append(w.finished, o)
		runtime.Gosched() // quick handlers end together
		select {
		case o = <-w.results:
		default:
			return
		}
	}
}

// turn writes down the finished jobs and claims as many as there are free
// places, in one transaction, and starts them. It returns how many it claimed.
func (w *Worker) turn(ctx, hctx context.Context, look bool) (int, error) {
	if look && len(w.finished) == 0 {
		// A look costs nobody anything; a claim takes the writer.
		if due, err := w.isDue(ctx); err != nil || !due {
			return 0, err
		}
	}
	free := 0
	if look {
		free = w.c.Concurrency - len(w.running)
	}
	tasks, err := w.settleAndClaim(ctx, free)
	if err != nil {
		return 0, err
	}
	clear(w.finished)
	w.finished = w.finished[:0]
	for _, t := range tasks {
		w.start(hctx, t)
	}
	return len(tasks), nil
}

func (w *Worker) start(hctx context.Context, t Task) {
	if old := w.running[int64(t.ID)]; old != nil {
		old.cancel() // its lease was lost meanwhile
	}
	ctx, cancel := context.WithTimeout(hctx, w.c.Timeout)
	w.running[int64(t.ID)] = &run{t, cancel}
	h := w.c.Handlers[t.Kind]
	go func() {
		defer cancel()
		err := call(ctx, h, t)
		if err != nil {
			w.c.Log.WarnContext(ctx, "queue: job failed", "kind", t.Kind, "job", int64(t.ID),
				"attempt", t.Attempt, "permanent", IsPermanent(err), "error", err)
		}
		select {
		case w.results <- outcome{task: t, err: err, stopped: hctx.Err() != nil}:
		case <-w.quit:
		}
	}()
}

// call runs the handler and turns a panic into an error.
func call(ctx context.Context, h Handler, t Task) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("queue: panic in %s: %v\n%s", t.Kind, r, debug.Stack())
		}
	}()
	return h(ctx, t)
}

// stop ends Run.
func (w *Worker) stop(ctx context.Context, interrupt func(), beat <-chan time.Time) error {
	grace := time.NewTimer(w.c.Grace)
	defer grace.Stop()
	interrupted := false
	var err error
	for {
		if len(w.finished) > 0 {
			sctx, cancel := context.WithTimeout(ctx, 10*time.Second)
			_, err = w.turn(sctx, ctx, false)
			cancel()
		}
		if len(w.running) == 0 {
			return err
		}
		select {
		case o := <-w.results:
			w.gather(o)
		case <-beat:
			w.renew(ctx)
		case <-grace.C:
			if interrupted {
				// The leases of handlers that do not listen will end by themselves.
				return errors.Join(err, fmt.Errorf("queue: %d jobs did not stop", len(w.running)))
			}
			interrupted = true
			interrupt()
			grace.Reset(w.c.Grace/4 + time.Second)
		}
	}
}
