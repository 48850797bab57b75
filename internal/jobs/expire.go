package jobs

import (
	"context"
	"time"

	"tuntas/internal/intake"
	"tuntas/internal/queue"
	"tuntas/internal/store"
)

// answersLife is how long the answer to a request with an Idempotency-Key is kept.
const answersLife = 24 * time.Hour

// expire forgets what was kept for a time only, and purges finished jobs.
func (d Deps) expire(ctx context.Context, _ queue.Task) error {
	now := d.Now()
	err := d.Store.Expire(ctx, store.Expiry{Drafts: store.Micros(now.Add(-intake.DraftLife)), Answers: store.Micros(now.Add(-answersLife)),
		Sessions: store.Micros(d.Wall()), Now: store.Micros(now)})
	if err != nil {
		return err
	}
	if err := d.Casework.ForgetBulks(ctx); err != nil {
		return err
	}
	for {
		n, err := d.Queue.Purge(ctx, d.DB)
		if err != nil || n == 0 {
			return err
		}
	}
}
