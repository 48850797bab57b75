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
// while nothing ran is not made up for; the current one is. A kind has at most
// one schedule.
type Schedule struct {
	Kind   string
	Args   any
	Every  time.Duration
	Offset time.Duration
}

// scheduleAttempts let a job of a schedule fail for about an hour: the next period comes by itself.
const scheduleAttempts = 12

func (s Schedule) check(c Config) error {
	if c.Handlers[s.Kind] == nil {
		return fmt.Errorf("queue: schedule %s has no handler", s.Kind)
	}
	if s.Every < time.Second || s.Every > c.KeepUnique { // then its jobs would be purged within the period
		return fmt.Errorf("queue: schedule %s: every %v is not between a second and %v", s.Kind, s.Every, c.KeepUnique)
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
		if n <= w.periods[s.Kind] {
			continue
		}
		err := w.db.Insert(ctx, func(b *sqldb.Batch) error {
			return w.q.Enqueue(b, Job{Kind: s.Kind, Args: s.Args, RunAt: start, MaxAttempts: scheduleAttempts, Unique: fmt.Sprintf("schedule:%s:%d", s.Kind, n)})
		})
		if err != nil {
			w.c.Log.ErrorContext(ctx, "queue: schedule", "kind", s.Kind, "error", err)
			continue
		}
		w.periods[s.Kind] = n
	}
}
