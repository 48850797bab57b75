package jobs

import (
	"context"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/queue"
)

// bulk carries out one order for many reports, once its time to be taken back is over.
func (d Deps) bulk(ctx context.Context, t queue.Task) error {
	var args casework.BulkArgs
	if err := t.Decode(&args); err != nil {
		return err
	}
	err := d.Casework.RunBulk(ctx, args.ID)
	if civic.KindOf(err) == civic.KindNotFound && err != nil {
		return queue.Permanent(err)
	}
	return err
}
