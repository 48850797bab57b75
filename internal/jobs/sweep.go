package jobs

import (
	"context"
	"time"

	"tuntas/internal/blob"
	"tuntas/internal/civic"
	"tuntas/internal/queue"
)

// orphanAge is how old a file must be before it can be an orphan: longer than any draft lives.
const orphanAge = 72 * time.Hour

// sweep deletes files that belong to no report: of drafts never sent, of requests that died between file and row.
func (d Deps) sweep(ctx context.Context, _ queue.Task) error {
	before := d.Now().Add(-orphanAge)
	return d.Blobs.Walk(ctx, func(e blob.Entry) error {
		if !e.Put.Before(before) {
			return nil
		}
		used, err := d.Store.HashUsed(ctx, d.DB, e.Hash)
		if err != nil || used {
			return err
		}
		err = d.Blobs.Delete(ctx, e.Hash, before)
		if err != nil && civic.KindOf(err) == civic.KindConflict {
			err = nil // put again a moment ago: somebody is about to use it
		}
		return err
	})
}
