package store

import (
	"context"
	"fmt"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// PutAlike queues the digests by which an open report is found beside others like it, in the place of earlier ones.
func (s *Store) PutAlike(q sqldb.Queuer, report civic.ID, bands []int64) {
	if len(bands) == 0 {
		return
	}
	var sql strings.Builder
	args := []any{int64(report)}
	sql.WriteString(`INSERT INTO alike (band, report_id) VALUES `)
	for i, b := range bands {
		if i > 0 {
			sql.WriteString(`, `)
		}
		fmt.Fprintf(&sql, `($%d, $1)`, i+2)
		args = append(args, b)
	}
	sql.WriteString(` ON CONFLICT (band, report_id) DO NOTHING`)
	q.Queue(sql.String(), args...)
}

// DropAlike queues that a report is not found beside others any more.
func (s *Store) DropAlike(q sqldb.Queuer, report civic.ID) {
	q.Queue(`DELETE FROM alike WHERE report_id = $1`, int64(report))
}

// AlikeHit is a report that shares a digest.
type AlikeHit struct {
	Band   int64
	Report civic.ID
}

// Alike finds the newest reports of each band, at most perBand of one: as many index ranges as bands, whatever is in
// the table.
func (s *Store) Alike(ctx context.Context, bands []int64, perBand int) ([]AlikeHit, error) {
	if len(bands) == 0 {
		return nil, nil
	}
	var parts []string
	args := []any{perBand}
	for i, b := range bands {
		parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT band, report_id FROM alike WHERE band = $%d ORDER BY report_id DESC LIMIT $1) b%d`, i+2, i))
		args = append(args, b)
	}
	rows, err := s.reads.Query(ctx, strings.Join(parts, ` UNION ALL `), args...)
	return collect(rows, err, func(scan func(...any) error) (AlikeHit, error) {
		var h AlikeHit
		err := scan(&h.Band, (*int64)(&h.Report))
		return h, err
	})
}

// AlikeRow is a report with all that it is compared by.
type AlikeRow struct {
	Report civic.Report
	Text   Text
}

// AlikeRows loads a few reports with their texts.
func (s *Store) AlikeRows(ctx context.Context, ids []civic.ID) ([]AlikeRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := inList(1, ids)
	rows, err := s.reads.Query(ctx, `SELECT `+reportColumns+`, t.title, t.body, t.occurred_on, t.occurred_with, t.location_text, t.lat, t.lng
		FROM report r JOIN report_text t ON t.report_id = r.id WHERE r.id IN (`+in+`)`, args...)
	return collect(rows, err, func(scan func(...any) error) (row AlikeRow, err error) {
		var d reportScan
		t := &row.Text
		if err = scan(d.dest(&t.Title, &t.Body, &t.OccurredOn, (*string)(&t.OccurredWith), &t.Place, &t.Lat, &t.Lng)...); err != nil {
			return row, err
		}
		row.Report, err = d.report()
		t.Report = row.Report.ID
		return row, err
	})
}
