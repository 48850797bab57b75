package casework

import (
	"context"
	"errors"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// stepsAtOnce is how many reports of an order are done in one transaction: few, so that others get their turn between.
const stepsAtOnce = 25

// bulkLife is how long the results of an order can be read.
const bulkLife = 30 * 24 * time.Hour

// RunBulk carries out an order, some reports at a time; it goes on where an interrupted run stopped, and does nothing
// with an order that was taken back. The officer's standing is that of this moment. Errors: not_found.
func (c *Casework) RunBulk(ctx context.Context, id civic.ID) error {
	for after, left := 0, true; left; {
		var err error
		if after, left, err = c.runSome(ctx, id, after); err != nil {
			return err
		}
	}
	return nil
}

// runSome does the next few reports from after a number and tells how far it came, and whether there is more.
func (c *Casework) runSome(ctx context.Context, id civic.ID, after int) (last int, more bool, err error) {
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		last, more = after, false
		row, err := c.store.LockBulk(ctx, tx, id)
		if err != nil || row.State != store.BulkWaiting {
			return err
		}
		b, err := c.openBulk(row)
		if err != nil {
			return err
		}
		who, standing, err := c.standing(ctx, tx, row.Officer, row.Post)
		if err != nil {
			return err
		}
		rows, err := c.store.BulkRows(ctx, tx, id, after, stepsAtOnce)
		if err != nil {
			return err
		}
		m := c.atlas.Current(ctx)
		for _, r := range rows {
			last = r.N
			if r.Result != "" {
				continue
			}
			var refused error = civic.Forbidden("error.post_ended")
			if standing {
				if refused, err = c.runOne(ctx, tx, m, who, &b.Order, r); err != nil {
					return err
				}
			}
			result := store.BulkOK
			if refused != nil {
				result = refusalKey(refused)
				row.Refused++
			} else {
				row.Done++
			}
			c.store.SetBulkResult(tx, id, r.N, result)
		}
		if more = len(rows) == stepsAtOnce; !more {
			row.State, row.FinishedAt = store.BulkDone, store.Micros(c.now())
		}
		c.store.SaveBulk(tx, row)
		return nil
	})
	return last, more, err
}

// runOne does one report. What refuses the step is a result; what goes wrong with the machine is an error.
func (c *Casework) runOne(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, who civic.Actor, o *Order, row store.BulkRow) (refused, err error) {
	if o.Command.Verb == BulkLabel {
		r, err := c.store.ReportByID(ctx, tx, row.Report)
		if err != nil {
			return nil, err
		}
		if !who.InScope(m.Tree, &r) {
			return civic.NotFound("error.not_found"), nil
		}
		if refused = mayLabel(m, who, &r); refused == nil {
			c.store.AddLabel(tx, labelOwner(m.Tree, who.Desk), r.ID, o.Label, true)
		}
		return refused, nil
	}
	cmd := o.Command
	cmd.Seq = row.Seq
	after, err := c.step(ctx, tx, m, who, row.Code, cmd)
	switch civic.KindOf(err) {
	case "":
		c.store.MarkSeen(tx, who.Officer, row.Report, after.Seq)
		return nil, nil
	case civic.KindInternal, civic.KindUnavailable:
		return nil, err
	default:
		return err, nil
	}
}

// standing is the officer in a post as of now; false when the post has ended.
func (c *Casework) standing(ctx context.Context, q sqldb.Querier, officer, post civic.ID) (civic.Actor, bool, error) {
	st, err := c.store.StandingOf(ctx, q, officer, post, store.Micros(c.now()))
	if civic.KindOf(err) == civic.KindNotFound {
		return civic.Actor{}, false, nil
	}
	return civic.Actor{Role: st.Role, Officer: st.Officer, Post: st.Post, Desk: st.Desk, Name: st.Name}, err == nil, err
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

func asError(err error, to **civic.Error) bool { return errors.As(err, to) }
