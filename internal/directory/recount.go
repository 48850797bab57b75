package directory

import (
	"context"
	"strconv"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
)

// KindRecount is the job that reckons provisional deadlines again. It lies on the queue exactly when holidays
// changed, one for each version of the master data.
const KindRecount = "recount"

// recount enqueues that job, in the transaction that changes holidays. It comes late enough for whoever types
// further days in.
func (d *Directory) recount(ctx context.Context, tx *sqldb.Tx) error {
	version, err := d.store.ReferenceVersion(ctx, tx)
	if err != nil {
		return err
	}
	return d.queue.Enqueue(tx, queue.Job{Kind: KindRecount, RunAt: d.now().Add(civic.RecountQuiet + time.Minute), Unique: KindRecount + "-" + strconv.FormatInt(version, 10)})
}
