package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"tuntas/internal/civic"
)

// PutAlike queues the digests by which an open report is found beside others like it, in the place of earlier ones.
func (s *Store) PutAlike(tx Tx, report civic.ID, bands []int64) {
	if len(bands) == 0 {
		s.DropAlike(tx, report)
		return
	}
	if !tx.Dialect().Postgres() { // eleven rows in a tree cost ten times what eleven words of an index do
		words := make([]string, len(bands))
		for i, b := range bands {
			words[i] = bandWord(b)
		}
		tx.Queue(`INSERT OR REPLACE INTO search_alike (rowid, bands) VALUES ($1, $2)`, int64(report), strings.Join(words, " "))
		return
	}
	in, args := inList(2, bands)
	args = append([]any{int64(report)}, args...)
	tx.Queue(`DELETE FROM search_alike WHERE report_id = $1 AND band NOT IN (`+in+`)`, args...)
	tx.Queue(`INSERT INTO search_alike (band, report_id) VALUES (`+strings.ReplaceAll(in, ", ", ", $1), (")+`, $1) ON CONFLICT (band, report_id) DO NOTHING`, args...)
}

// bandWord is a digest as one word of an index.
func bandWord(band int64) string { return strconv.FormatUint(uint64(band), 36) } //nolint:gosec // any 64 bits will do

// DropAlike queues that a report is not found beside others any more.
func (s *Store) DropAlike(tx Tx, report civic.ID) {
	if tx.Dialect().Postgres() {
		tx.Queue(`DELETE FROM search_alike WHERE report_id = $1`, int64(report))
		return
	}
	tx.Queue(`DELETE FROM search_alike WHERE rowid = $1`, int64(report))
}

// Alike finds the newest reports of each band, at most perBand of one, and names a report as often as it shares a band:
// as many index ranges as bands, whatever is in the table.
func (s *Store) Alike(ctx context.Context, bands []int64, perBand int) ([]civic.ID, error) {
	if len(bands) == 0 {
		return nil, nil
	}
	one := `SELECT * FROM (SELECT report_id FROM search_alike WHERE band = $%d ORDER BY report_id DESC LIMIT $1) b%[1]d`
	if !s.DB.Dialect().Postgres() { // see PutAlike
		one = `SELECT * FROM (SELECT rowid FROM search_alike WHERE search_alike MATCH $%d ORDER BY rowid DESC LIMIT $1) b%[1]d`
	}
	var parts []string
	args := []any{perBand}
	for i, b := range bands {
		parts = append(parts, fmt.Sprintf(one, i+2))
		if s.DB.Dialect().Postgres() {
			args = append(args, b)
		} else {
			args = append(args, bandWord(b))
		}
	}
	rows, err := s.reads.Query(ctx, strings.Join(parts, ` UNION ALL `), args...)
	return collect(rows, err, func(scan func(...any) error) (id civic.ID, err error) { return id, scan((*int64)(&id)) })
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
	return collect(rows, err, scanAlike)
}

func scanAlike(scan func(...any) error) (row AlikeRow, err error) {
	var d reportScan
	t := &row.Text
	if err = scan(d.dest(&t.Title, &t.Body, &t.OccurredOn, (*string)(&t.OccurredWith), &t.Place, &t.Lat, &t.Lng)...); err != nil {
		return row, err
	}
	row.Report, err = d.report()
	t.Report = row.Report.ID
	return row, err
}
