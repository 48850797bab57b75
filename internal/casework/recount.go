package casework

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// RecountDue reckons the provisional deadlines of all open reports again whose year is decreed by now, atOnce
// reports at a time, and returns how many it moved; a report that fails does not keep the others from their turn.
// Of what holidays call for it does nothing before civic.RecountQuiet has passed; what officers ordered it does at once. Done again it moves nothing, and many processes may run it at once. A
// report that is acted upon while it runs may be passed over: it is found the next time.
func (c *Casework) RecountDue(ctx context.Context, atOnce int) (int, error) {
	// The holidays may have been entered in another process a moment ago.
	if err := c.atlas.Reload(ctx); err != nil {
		return 0, err
	}
	m := c.atlas.Current(ctx)
	moved, failed := c.recountOrders(ctx, m, atOnce)
	if fresh(m, c.now()) {
		return moved, failed
	}
	for _, q := range []civic.Queue{civic.QueueAction, civic.QueueWaiting} {
		// The national desk's inbox holds every open report.
		n, err := c.recountQueue(ctx, m.World(c.now()), store.InboxFilter{Desk: m.Tree.National(), Queue: q, Limit: atOnce})
		moved, failed = moved+n, errors.Join(failed, err)
	}
	return moved, failed
}

func (c *Casework) recountQueue(ctx context.Context, w civic.World, f store.InboxFilter) (moved int, failed error) {
	for {
		found, err := c.store.Inbox(ctx, f)
		if err != nil {
			return moved, errors.Join(failed, err)
		}
		for _, in := range found[:min(len(found), f.Limit)] {
			did, err := c.recount(ctx, w, &in.Report)
			switch {
			case ctx.Err() != nil:
				return moved, ctx.Err()
			case err != nil:
				failed = fmt.Errorf("casework: report %d: %w", in.Report.ID, err)
			case did:
				moved++
			}
			f.AtDue, f.AtID = in.DueAt, in.Report.ID
		}
		if len(found) <= f.Limit {
			return moved, failed
		}
	}
}

// fresh tells whether somebody may still be entering holidays.
func fresh(m *atlas.Map, now time.Time) bool {
	return slices.ContainsFunc(m.Ref.HolIDs, func(id civic.ID) bool { return id.Time().After(now.Add(-civic.RecountQuiet)) })
}

// recount moves or settles the dates of one report and tells whether any moved. seen is the report as it was listed.
func (c *Casework) recount(ctx context.Context, w civic.World, seen *civic.Report) (moved bool, err error) {
	by := civic.SystemActor()
	w.Now = c.now()
	_, settles := w.Settle(*seen)
	if moves := w.May(seen, by, civic.VerbRecount) == nil; !moves && !settles {
		return false, nil // most reports: nothing to lock
	}
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		moved = false
		before, err := c.store.LockReport(ctx, tx, seen.Code)
		if err != nil {
			return err
		}
		from := w.Tree.Chain(before.Holder)
		after, event, err := w.Apply(before, by, civic.Command{Verb: civic.VerbRecount})
		switch {
		case err == nil:
			moved, event.ID = true, c.store.NewID(w.Now)
			c.store.SaveReport(tx, &before, &after, from, from)
			c.store.AppendEvent(tx, event)
			if event.Detail[civic.DetailAsked] != "" {
				return nil // what the reporter was promised has not moved
			}
			return c.notify.Tell(tx, &after, &event)
		case civic.KindOf(err) != civic.KindConflict:
			return err
		}
		if settled, ok := w.Settle(before); ok { // nothing moved; an ended report has nothing left to settle
			c.store.SaveReport(tx, &before, &settled, from, from)
		}
		return nil
	})
	return moved, err
}

// recountOrdersAtOnce is how many orders are taken at a time.
const recountOrdersAtOnce = 20

// recountOrders carries out what officers ordered. Done again, or by two processes at once, it moves nothing twice.
func (c *Casework) recountOrders(ctx context.Context, m *atlas.Map, atOnce int) (moved int, failed error) {
	orders, err := c.store.OpenRecountOrders(ctx, c.store.DB, recountOrdersAtOnce)
	if err != nil {
		return 0, err
	}
	for _, o := range orders {
		w, n, failures := m.World(c.now()).Renewing(o.Clock).At(o.Agency), 0, error(nil)
		for _, q := range []civic.Queue{civic.QueueAction, civic.QueueWaiting} {
			did, err := c.recountQueue(ctx, w, store.InboxFilter{Desk: o.Agency, Queue: q, Limit: atOnce})
			n, failures = n+did, errors.Join(failures, err)
		}
		moved += n
		if failures != nil {
			failed = errors.Join(failed, failures) // the order stays open, and the job comes back
			continue
		}
		err := c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
			c.store.EndRecountOrder(tx, o.ID, n, store.Micros(c.now()))
			return nil
		})
		failed = errors.Join(failed, err)
	}
	return moved, failed
}
