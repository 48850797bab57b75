package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// RecountOrder is somebody's wish that running clocks be reckoned by the lengths and holidays of today.
type RecountOrder struct {
	ID      civic.ID
	Officer civic.ID
	Agency  civic.ID        // its reports and those of the desks below
	Clock   civic.ClockKind // "" all that may be counted again
	Moved   int             // reports
	DoneAt  int64           // microseconds UTC, 0 while it waits or runs
}

const recountColumns = `id, officer_id, agency_id, clock, moved, done_at`

func scanRecountOrder(scan func(...any) error) (RecountOrder, error) {
	var o RecountOrder
	err := scan((*int64)(&o.ID), (*int64)(&o.Officer), (*int64)(&o.Agency), (*string)(&o.Clock), &o.Moved, &o.DoneAt)
	return o, err
}

// InsertRecountOrder queues an order.
func (s *Store) InsertRecountOrder(q sqldb.Queuer, o RecountOrder) {
	q.Queue(`INSERT INTO recount_order (`+recountColumns+`) VALUES ($1, $2, $3, $4, 0, 0)`, int64(o.ID), int64(o.Officer), int64(o.Agency), string(o.Clock))
}

// OpenRecountOrders lists orders that are not carried out yet, oldest first.
func (s *Store) OpenRecountOrders(ctx context.Context, q sqldb.Querier, limit int) ([]RecountOrder, error) {
	rows, err := q.Query(ctx, `SELECT `+recountColumns+` FROM recount_order WHERE done_at = 0 ORDER BY id LIMIT $1`, limit)
	return collect(rows, err, scanRecountOrder)
}

// RecountOrders lists the newest orders of one agency.
func (s *Store) RecountOrders(ctx context.Context, q sqldb.Querier, agency civic.ID, limit int) ([]RecountOrder, error) {
	rows, err := q.Query(ctx, `SELECT `+recountColumns+` FROM recount_order WHERE agency_id = $1 ORDER BY id DESC LIMIT $2`, int64(agency), limit)
	return collect(rows, err, scanRecountOrder)
}

// EndRecountOrder notes that an order is carried out, and how many reports it moved. Of two processes that carried
// it out together the first has counted.
func (s *Store) EndRecountOrder(q sqldb.Queuer, id civic.ID, moved int, at int64) {
	q.Queue(`UPDATE recount_order SET moved = $2, done_at = $3 WHERE id = $1 AND done_at = 0`, int64(id), moved, at)
}
