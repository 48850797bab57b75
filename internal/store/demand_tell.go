package store

import (
	"context"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// LateDemand is a demand to which no answer came in time, of which nobody was told yet.
type LateDemand struct {
	Report civic.ID
	Code   civic.TrackingCode
	Seq    int
}

// LateDemands lists some of them.
func (s *Store) LateDemands(ctx context.Context, q sqldb.Querier, now time.Time, limit int) ([]LateDemand, error) {
	rows, err := q.Query(ctx, `SELECT d.report_id, r.code, d.seq FROM (SELECT report_id, seq, due_at FROM demand WHERE state = 'open' AND late_told = 0 AND due_at < $1 ORDER BY due_at LIMIT $2) d
		JOIN report r ON r.id = d.report_id ORDER BY d.due_at`, Micros(now), limit)
	return collect(rows, err, func(scan func(...any) error) (d LateDemand, err error) {
		err = scan((*int64)(&d.Report), (*string)(&d.Code), &d.Seq)
		return d, err
	})
}

// DemandLateTold queues that whoever asked is told.
func (s *Store) DemandLateTold(q sqldb.Queuer, d LateDemand, now time.Time) {
	q.Queue(`UPDATE demand SET late_told = $1 WHERE report_id = $2 AND seq = $3`, Micros(now), int64(d.Report), d.Seq)
}

// Handlers are the addresses of the officers who handle reports at a desk now, substitutes in the place of whoever is on leave, and are not kept out of one, at most limit.
func (s *Store) Handlers(ctx context.Context, q sqldb.Querier, desk, report civic.ID, now time.Time, limit int) ([]string, error) {
	rows, err := q.Query(ctx, `SELECT o.email FROM officer o WHERE `+serves(`$3`)+` AND o.id IN (SELECT `+sitter(`$3`)+` FROM post p WHERE p.agency_id = $1 AND p.role IN ('national_admin', 'agency_admin', 'liaison', 'unit_officer')
			AND `+valid(`p`, `$3`)+`)
		AND NOT EXISTS (SELECT 1 FROM kept_officer k WHERE k.officer_id = o.id AND k.report_id = $2) ORDER BY o.id LIMIT $4`, int64(desk), int64(report), Micros(now), limit)
	return collect(rows, err, func(scan func(...any) error) (email string, err error) {
		err = scan(&email)
		return email, err
	})
}
