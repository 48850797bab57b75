package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// DueCount is how many reports that wait for an officer, at a desk and below it, are due on a day.
type DueCount struct {
	Desk civic.ID
	Day  int64 // see DueDay; 0 for all before the first that was asked about
	N    int64
}

// DueCounts reads the kept counts of desks: what was due before a day in one sum, then each day up to the last.
func (s *Store) DueCounts(ctx context.Context, q sqldb.Querier, desks []civic.ID, from, last int64) ([]DueCount, error) {
	if len(desks) == 0 {
		return nil, nil
	}
	in, args := inList(3, desks)
	rows, err := q.Query(ctx, `SELECT agency_id, day, SUM(n) FROM (SELECT agency_id, CASE WHEN due_day < $1 THEN 0 ELSE due_day END AS day, n
		FROM tally WHERE agency_id IN (`+in+`) AND queue = 1 AND due_day <= $2 AND n <> 0) x GROUP BY agency_id, day`, append([]any{from, last}, args...)...)
	return collect(rows, err, func(scan func(...any) error) (DueCount, error) {
		var c DueCount
		err := scan((*int64)(&c.Desk), &c.Day, &c.N)
		return c, err
	})
}
