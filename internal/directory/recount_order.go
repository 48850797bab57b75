package directory

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// RecountOrder is somebody's wish that running clocks be reckoned by the lengths and holidays of today.
type RecountOrder = store.RecountOrder

// AskRecount orders that the running clocks of an agency and the desks below it, all or those of one kind, take the
// lengths and holidays that hold today; agency 0 is the whole country. It is carried out in the background. What
// reporters were promised stays. Errors: forbidden, invalid with the field, conflict while the same order waits.
func (d *Directory) AskRecount(ctx context.Context, who civic.Actor, agency civic.ID, clock civic.ClockKind) error {
	t := d.Map(ctx).Tree
	if agency == 0 {
		agency = t.National()
	}
	if _, known := t.Get(agency); !known || !who.MayAdminister(t, agency) {
		return civic.Forbidden("error.forbidden")
	}
	if clock != "" && !slices.Contains(civic.RenewableClocks(), clock) {
		return civic.Invalid("clock", "error.clock_not_renewed")
	}
	waiting, err := d.RecountOrders(ctx, who, agency, recountOrdersShown)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(waiting, func(o RecountOrder) bool { return o.DoneAt == 0 && o.Clock == clock }) {
		return civic.Conflict("error.recount_waits")
	}
	o := store.RecountOrder{ID: d.store.NewID(d.now()), Officer: who.Officer, Agency: agency, Clock: clock}
	return d.change(ctx, who, "recount", o.ID.String(), nil, o, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.InsertRecountOrder(tx, o)
		return d.queue.Enqueue(tx, queue.Job{Kind: KindRecount, Unique: KindRecount + "-order-" + o.ID.String()})
	})
}

// recountOrdersShown is how many orders of an agency are looked at.
const recountOrdersShown = 20

// RecountOrders lists the newest orders of an agency; 0 is the whole country. Errors: forbidden.
func (d *Directory) RecountOrders(ctx context.Context, who civic.Actor, agency civic.ID, limit int) ([]RecountOrder, error) {
	t := d.Map(ctx).Tree
	if agency == 0 {
		agency = t.National()
	}
	if !who.MayAdminister(t, agency) {
		return nil, civic.Forbidden("error.forbidden")
	}
	return d.store.RecountOrders(ctx, d.store.DB, agency, min(limit, recountOrdersShown))
}
