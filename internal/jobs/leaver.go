package jobs

import (
	"context"

	"tuntas/internal/queue"
)

// leavers hands the open work of posts that ended over.
func (d Deps) leavers(ctx context.Context, _ queue.Task) error {
	_, err := d.Casework.HandOverLeavers(ctx)
	return err
}
