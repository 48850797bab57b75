package jobs

import (
	"context"

	"tuntas/internal/queue"
)

// remindAtOnce is how many reports are looked at in one transaction.
const remindAtOnce = 500

// remind tells offices of the clocks that they owe.
func (d Deps) remind(ctx context.Context, _ queue.Task) error {
	if _, err := d.Casework.RemindDue(ctx, remindAtOnce); err != nil {
		return err
	}
	_, err := d.Casework.TellLateDemands(ctx, remindAtOnce)
	return err
}
