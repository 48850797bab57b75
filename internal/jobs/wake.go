package jobs

import (
	"context"

	"tuntas/internal/queue"
)

// wakeAtOnce is how many reports are listed at a time.
const wakeAtOnce = 500

// wake closes and files away all that is due.
func (d Deps) wake(ctx context.Context, _ queue.Task) error {
	_, err := d.Casework.WakeDue(ctx, wakeAtOnce)
	return err
}
