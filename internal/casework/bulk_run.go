package casework

import (
	"context"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// bulkLife is how long the results of an order can be read.
const bulkLife = 30 * 24 * time.Hour

// RunBulk carries out an order, one report in one transaction; it goes on where an interrupted run stopped, and does
// nothing with an order that was taken back. The officer's standing is that of the moment. Errors: not_found.
func (c *Casework) RunBulk(ctx context.Context, id civic.ID) error {
	for after := 0; ; {
		rows, err := c.store.BulkRows(ctx, c.store.DB, id, after, rowsAtOnce)
		if err != nil {
			return err
		}
		for _, row := range rows {
			after = row.N
			if err := c.runRow(ctx, id, row); err != nil {
				return err
			}
		}
		if len(rows) < rowsAtOnce {
			return c.endBulk(ctx, id)
		}
	}
}

// runRow does one report and notes what became of it. What refuses the step is a result, and leaves nothing of the step
// behind; what goes wrong with the machine is an error.
func (c *Casework) runRow(ctx context.Context, id civic.ID, row store.BulkRow) error {
	err := c.noteRow(ctx, id, row, func(ctx context.Context, tx *sqldb.Tx, b Bulk) (string, error) {
		return store.BulkOK, c.runOne(ctx, tx, b, row)
	})
	switch civic.KindOf(err) {
	case "", civic.KindInternal, civic.KindUnavailable:
		return err
	default:
		return c.noteRow(ctx, id, row, func(ctx context.Context, tx *sqldb.Tx, _ Bulk) (string, error) {
			r, gone := c.store.ReportByID(ctx, tx, row.Report)
			return refusalKey(err, r.State), gone
		})
	}
}

// noteRow does something for a report of an order that has no result yet, and notes the result with it.
func (c *Casework) noteRow(ctx context.Context, id civic.ID, row store.BulkRow, do func(context.Context, *sqldb.Tx, Bulk) (string, error)) error {
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		stored, err := c.store.LockBulk(ctx, tx, id)
		if err != nil || stored.State != store.BulkWaiting {
			return err
		}
		if had, err := c.store.BulkResult(ctx, tx, id, row.N); err != nil || had != "" { // by a run that was thought lost
			return err
		}
		b, err := c.openBulk(stored)
		if err != nil {
			return err
		}
		result, err := do(ctx, tx, b)
		if err != nil {
			return err
		}
		if result == store.BulkOK {
			stored.Done++
		} else {
			stored.Refused++
		}
		c.store.SetBulkResult(tx, id, row.N, result)
		c.store.SaveBulk(tx, stored)
		return nil
	})
}

// runOne does what an order says with one report.
func (c *Casework) runOne(ctx context.Context, tx *sqldb.Tx, b Bulk, row store.BulkRow) error {
	m := c.atlas.Current(ctx)
	who, err := c.standing(ctx, tx, b.Officer, b.Post)
	if err != nil {
		return err
	}
	if b.Order.Command.Verb == BulkLabel {
		r, err := c.store.ReportByID(ctx, tx, row.Report)
		if err == nil && !who.InScope(m.Tree, &r) {
			err = civic.NotFound("error.not_found")
		}
		if err == nil {
			err = mayLabel(m, who, &r)
		}
		if err == nil {
			c.store.AddLabel(tx, labelOwner(m.Tree, who.Desk), r.ID, b.Order.Label, true)
		}
		return err
	}
	cmd := b.Order.Command
	cmd.Seq = row.Seq
	if cmd.Disclosure != "" {
		r, err := c.store.ReportByID(ctx, tx, row.Report)
		if err != nil {
			return err
		}
		cmd = cmd.For(&r)
	}
	if b.Order.Template != 0 {
		if cmd.Message, err = c.filled(ctx, tx, m, who, row.Report, cmd.Message); err != nil {
			return err
		}
	}
	after, err := c.step(ctx, tx, m, who, row.Code, cmd)
	if err == nil {
		c.store.MarkSeen(tx, who.Officer, row.Report, after.Seq)
	}
	return err
}

// endBulk says that an order is done, unless it was taken back.
func (c *Casework) endBulk(ctx context.Context, id civic.ID) error {
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		b, err := c.store.LockBulk(ctx, tx, id)
		if err != nil || b.State != store.BulkWaiting {
			return err
		}
		b.State, b.FinishedAt = store.BulkDone, store.Micros(c.now())
		c.store.SaveBulk(tx, b)
		return nil
	})
}

// standing is the officer in a post as of now. Errors: forbidden when the post has ended.
func (c *Casework) standing(ctx context.Context, q sqldb.Querier, officer, post civic.ID) (civic.Actor, error) {
	st, err := c.store.StandingOf(ctx, q, officer, post, store.Micros(c.now()))
	if civic.KindOf(err) == civic.KindNotFound {
		return civic.Actor{}, civic.Forbidden("error.post_ended")
	}
	return c.atlas.Current(ctx).Actor(st, c.now()), err
}

// ForgetBulks removes the orders whose results nobody can want to read any more.
func (c *Casework) ForgetBulks(ctx context.Context) error {
	for {
		var n int
		err := c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
			n, err = c.store.DropBulks(ctx, tx, store.Micros(c.now().Add(-bulkLife)), 20)
			return err
		})
		if err != nil || n == 0 {
			return err
		}
	}
}
