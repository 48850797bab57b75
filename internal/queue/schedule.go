package queue

import (
	"context"
	"fmt"
	"time"

	"tuntas/internal/sqldb"
)

// Schedule is a job that is due once in every period. Periods are counted from
// 1970 in UTC and shifted by Offset, so a daily job at 02:00 in Jakarta
// (UTC+7, no summer time) has Every 24h and Offset 19h. Every process announces
// each period; the unique key lets the first one through. A period that passed
// while nothing ran is not made up for; the current one is.
type Schedule struct {
	Kind   string
	Args   any
	Every  time.Duration
	Offset time.Duration
}

func (s Schedule) check(c Config) error {
	switch {
	case c.Handlers[s.Kind] == nil:
		return fmt.Errorf("queue: schedule %s has no handler", s.Kind)
	case s.Every < time.Second:
		return fmt.Errorf("queue: schedule %s: %v is too often", s.Kind, s.Every)
	case s.Every > c.KeepUnique:
		return fmt.Errorf("queue: schedule %s: its jobs would be purged before the period of %v is over", s.Kind, s.Every)
	}
	return nil
}

// period returns the number of the period that now is in, and its start.
func (s Schedule) period(now time.Time) (int64, time.Time) {
	every, offset := s.Every.Microseconds(), s.Offset.Microseconds()
	n := (now.UnixMicro() - offset) / every
	return n, time.UnixMicro(n*every + offset).UTC()
}

// schedule enqueues the jobs of periods that have begun.
func (w *Worker) schedule(ctx context.Context) {
	now := w.q.now()
	for _, s := range w.c.Schedules {
		n, start := s.period(now)
		if last, known := w.periods[s.Kind]; known && n <= last {
			continue
		}
		err := w.db.Insert(ctx, func(b *sqldb.Batch) error {
			return w.q.Enqueue(b, Job{Kind: s.Kind, Args: s.Args, RunAt: start, Unique: fmt.Sprintf("schedule:%s:%d", s.Kind, n)})
		})
		if err != nil {
			w.c.Log.ErrorContext(ctx, "queue: schedule", "kind", s.Kind, "error", err)
			continue
		}
		w.periods[s.Kind] = n
	}
}
