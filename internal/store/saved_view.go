package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// SavedView is a list that an officer comes back to.
type SavedView struct {
	ID        civic.ID
	Officer   civic.ID
	Agency    civic.ID // everybody's at that desk; 0: the officer's alone
	Name      string
	Query     string // filters as they stand in the address
	ChangedAt int64  // microseconds UTC
}

const savedViewColumns = `id, officer_id, COALESCE(agency_id, 0), name, query, changed_at`

func scanSavedView(scan func(...any) error) (SavedView, error) {
	var v SavedView
	err := scan((*int64)(&v.ID), (*int64)(&v.Officer), (*int64)(&v.Agency), &v.Name, &v.Query, &v.ChangedAt)
	return v, orNotFound(err)
}

// SaveView writes a view.
func (s *Store) SaveView(q sqldb.Queuer, v SavedView) {
	q.Queue(`INSERT INTO saved_view (id, officer_id, agency_id, name, query, changed_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET agency_id = excluded.agency_id, name = excluded.name, query = excluded.query, changed_at = excluded.changed_at`,
		int64(v.ID), int64(v.Officer), orNull(v.Agency), v.Name, v.Query, v.ChangedAt)
}

func orNull(id civic.ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}

// DropView removes a view.
func (s *Store) DropView(q sqldb.Queuer, id civic.ID) {
	q.Queue(`DELETE FROM saved_view WHERE id = $1`, int64(id))
}

// ViewByID loads a view that the officer, in a post at the desk, may use. Errors: not_found.
func (s *Store) ViewByID(ctx context.Context, q sqldb.Querier, id, officer, desk civic.ID) (SavedView, error) {
	return scanSavedView(q.QueryRow(ctx, `SELECT `+savedViewColumns+` FROM saved_view WHERE id = $1
		AND (agency_id IS NULL AND officer_id = $2 OR agency_id = $3)`, int64(id), int64(officer), int64(desk)).Scan)
}

// Views lists the officer's own views and those shared at the desk, oldest first, at most limit of each.
func (s *Store) Views(ctx context.Context, q sqldb.Querier, officer, desk civic.ID, limit int) ([]SavedView, error) {
	rows, err := q.Query(ctx, `SELECT * FROM (SELECT `+savedViewColumns+` FROM saved_view WHERE officer_id = $1 AND agency_id IS NULL ORDER BY id LIMIT $3) a
		UNION ALL SELECT * FROM (SELECT `+savedViewColumns+` FROM saved_view WHERE agency_id = $2 ORDER BY id LIMIT $3) b`, int64(officer), int64(desk), limit)
	return collect(rows, err, scanSavedView)
}
