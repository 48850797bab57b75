package jobs

import (
	"context"

	"tuntas/internal/casework"
	"tuntas/internal/queue"
)

// carry brings the followers of an incident to where their lead is.
func (d Deps) carry(ctx context.Context, t queue.Task) error {
	var args casework.CarryArgs
	if err := t.Decode(&args); err != nil {
		return err
	}
	return d.Casework.CatchUp(ctx, args)
}
