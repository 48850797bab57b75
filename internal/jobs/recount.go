package jobs

import (
	"context"

	"tuntas/internal/queue"
)

// recountAtOnce is how many open reports are read at a time.
const recountAtOnce = 500

// recount reckons provisional deadlines again when holidays were entered, and once a day, for whatever was acted
// upon in that moment.
func (d Deps) recount(ctx context.Context, _ queue.Task) error {
	_, err := d.Casework.RecountDue(ctx, recountAtOnce)
	return err
}
