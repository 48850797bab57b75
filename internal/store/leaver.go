package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Leaver is a post that ended and whose open work was not handed over yet.
type Leaver struct {
	Post, Officer, Agency civic.ID
	Heir                  civic.ID // to whom it goes; 0 back to the desk
}

// Leavers lists posts that ended by a moment and were not looked at since, the first that ended first.
func (s *Store) Leavers(ctx context.Context, q sqldb.Querier, now int64, limit int) ([]Leaver, error) {
	rows, err := q.Query(ctx, `SELECT id, officer_id, agency_id, heir_id FROM post WHERE handed_at = 0 AND valid_to IS NOT NULL AND valid_to <= $1 ORDER BY valid_to LIMIT $2`, now, limit)
	return collect(rows, err, func(scan func(...any) error) (l Leaver, err error) {
		return l, scan((*int64)(&l.Post), (*int64)(&l.Officer), (*int64)(&l.Agency), (*int64)(&l.Heir))
	})
}

// Assigned lists open reports of an officer that a desk holds, after one, by id.
func (s *Store) Assigned(ctx context.Context, q sqldb.Querier, officer, desk, after civic.ID, limit int) ([]Waking, error) {
	rows, err := q.Query(ctx, `SELECT id, code FROM report WHERE assignee_id = $1 AND assignee_id <> 0 AND ended_at = 0 AND holder_id = $2 AND id > $3 ORDER BY id LIMIT $4`,
		int64(officer), int64(desk), int64(after), limit)
	return collect(rows, err, func(scan func(...any) error) (w Waking, err error) {
		return w, scan((*int64)(&w.ID), (*string)(&w.Code))
	})
}

// HandedOver queues that a post's open work was seen to.
func (s *Store) HandedOver(q sqldb.Queuer, post civic.ID, now int64) {
	q.Queue(`UPDATE post SET handed_at = $2 WHERE id = $1`, int64(post), now)
}

// EndPost queues when a post ends, and to whom its open work goes then.
func (s *Store) EndPost(q sqldb.Queuer, post civic.ID, end int64, heir civic.ID) {
	q.Queue(`UPDATE post SET valid_to = $2, heir_id = $3, handed_at = 0 WHERE id = $1`, int64(post), end, int64(heir))
}
