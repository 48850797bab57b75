package store

import (
	"context"

	"tuntas/internal/civic"
)

// LockReports loads reports for a change, by number: one order for all, so that two who want the same ones wait and do not
// block each other.
func (s *Store) LockReports(ctx context.Context, tx Tx, ids []civic.ID) ([]civic.Report, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := inList(1, ids)
	rows, err := tx.Query(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.id IN (`+in+`) ORDER BY r.id`+tx.Dialect().ForUpdate(), args...)
	return collect(rows, err, scanReport)
}
