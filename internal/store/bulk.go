package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// BulkState is how far an order for many reports is.
type BulkState string

// The states of an order.
const (
	BulkWaiting BulkState = "waiting" // for its time, or half done
	BulkDone    BulkState = "done"
	BulkUndone  BulkState = "undone"
)

// Bulk is an order for many reports.
type Bulk struct {
	ID            civic.ID
	Officer, Post civic.ID
	Sealed        []byte
	Verb          string
	State         BulkState
	Total         int
	Done, Refused int
	CreatedAt     int64 // microseconds UTC, like the next two
	StartAt       int64
	FinishedAt    int64  // 0 not yet
	Key           string // once per officer; "" none
}

// BulkRow is one report of an order.
type BulkRow struct {
	N      int
	Report civic.ID
	Code   civic.TrackingCode
	Seq    int    // events when the order was given
	Result string // "" not yet, BulkOK, or the key of the error
}

// BulkOK is the result of a report with which the order was done.
const BulkOK = "ok"

const bulkColumns = `id, officer_id, post_id, sealed, verb, state, total, done, refused, created_at, start_at, finished_at, key`

func scanBulk(scan func(...any) error) (Bulk, error) {
	var b Bulk
	err := scan((*int64)(&b.ID), (*int64)(&b.Officer), (*int64)(&b.Post), &b.Sealed, &b.Verb, (*string)(&b.State), &b.Total, &b.Done, &b.Refused, &b.CreatedAt, &b.StartAt, &b.FinishedAt, &b.Key)
	return b, orNotFound(err)
}

// InsertBulk queues an order with its reports. A key that the officer used before is a unique violation.
func (s *Store) InsertBulk(q sqldb.Queuer, b Bulk, rows []BulkRow) {
	q.Queue(`INSERT INTO bulk (`+bulkColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		int64(b.ID), int64(b.Officer), int64(b.Post), b.Sealed, b.Verb, string(b.State), b.Total, b.Done, b.Refused, b.CreatedAt, b.StartAt, b.FinishedAt, b.Key)
	for part := range slices.Chunk(rows, 200) {
		var sql strings.Builder
		args := []any{int64(b.ID)}
		for i, r := range part {
			if i > 0 {
				sql.WriteString(`, `)
			}
			fmt.Fprintf(&sql, `($1, $%d, $%d, $%d, '')`, len(args)+1, len(args)+2, len(args)+3)
			args = append(args, r.N, int64(r.Report), r.Seq)
		}
		q.Queue(`INSERT INTO bulk_row (bulk_id, n, report_id, seq, result) VALUES `+sql.String(), args...)
	}
}

// BulkOf loads an officer's own order. Errors: not_found.
func (s *Store) BulkOf(ctx context.Context, q sqldb.Querier, id, officer civic.ID) (Bulk, error) {
	return scanBulk(q.QueryRow(ctx, `SELECT `+bulkColumns+` FROM bulk WHERE id = $1 AND officer_id = $2`, int64(id), int64(officer)).Scan)
}

// BulkByKey loads the order that an officer gave under a key. Errors: not_found.
func (s *Store) BulkByKey(ctx context.Context, q sqldb.Querier, officer civic.ID, key string) (Bulk, error) {
	return scanBulk(q.QueryRow(ctx, `SELECT `+bulkColumns+` FROM bulk WHERE officer_id = $1 AND key = $2 AND key <> ''`, int64(officer), key).Scan)
}

// LockBulk loads an order for a change. Errors: not_found.
func (s *Store) LockBulk(ctx context.Context, tx Tx, id civic.ID) (Bulk, error) {
	return scanBulk(tx.QueryRow(ctx, `SELECT `+bulkColumns+` FROM bulk WHERE id = $1`+tx.Dialect().ForUpdate(), int64(id)).Scan)
}

// SaveBulk queues how far an order is.
func (s *Store) SaveBulk(q sqldb.Queuer, b Bulk) {
	q.Queue(`UPDATE bulk SET state = $2, done = $3, refused = $4, finished_at = $5 WHERE id = $1`, int64(b.ID), string(b.State), b.Done, b.Refused, b.FinishedAt)
}

// Bulks lists an officer's orders, newest first, at most limit.
func (s *Store) Bulks(ctx context.Context, officer civic.ID, limit int) ([]Bulk, error) {
	rows, err := s.reads.Query(ctx, `SELECT `+bulkColumns+` FROM bulk WHERE officer_id = $1 ORDER BY id DESC LIMIT $2`, int64(officer), limit)
	return collect(rows, err, scanBulk)
}

// BulkRows lists the reports of an order from after a number, at most limit.
func (s *Store) BulkRows(ctx context.Context, q sqldb.Querier, id civic.ID, after, limit int) ([]BulkRow, error) {
	rows, err := q.Query(ctx, `SELECT br.n, br.report_id, r.code, br.seq, br.result FROM bulk_row br JOIN report r ON r.id = br.report_id
		WHERE br.bulk_id = $1 AND br.n > $2 ORDER BY br.n LIMIT $3`, int64(id), after, limit)
	return collect(rows, err, func(scan func(...any) error) (BulkRow, error) {
		var r BulkRow
		err := scan(&r.N, (*int64)(&r.Report), (*string)(&r.Code), &r.Seq, &r.Result)
		return r, err
	})
}

// BulkResult tells what became of one report, "" nothing yet. Errors: not_found.
func (s *Store) BulkResult(ctx context.Context, q sqldb.Querier, id civic.ID, n int) (string, error) {
	var result string
	err := q.QueryRow(ctx, `SELECT result FROM bulk_row WHERE bulk_id = $1 AND n = $2`, int64(id), n).Scan(&result)
	return result, orNotFound(err)
}

// SetBulkResult queues what became of one report.
func (s *Store) SetBulkResult(q sqldb.Queuer, id civic.ID, n int, result string) {
	q.Queue(`UPDATE bulk_row SET result = $3 WHERE bulk_id = $1 AND n = $2`, int64(id), n, result)
}

// ReportsByIDs loads reports, in no order.
func (s *Store) ReportsByIDs(ctx context.Context, q sqldb.Querier, ids []civic.ID) ([]civic.Report, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	in, args := inList(1, ids)
	rows, err := q.Query(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.id IN (`+in+`)`, args...)
	return collect(rows, err, scanReport)
}

// ReportsByCodes loads reports, in no order.
func (s *Store) ReportsByCodes(ctx context.Context, q sqldb.Querier, codes []civic.TrackingCode) ([]civic.Report, error) {
	if len(codes) == 0 {
		return nil, nil
	}
	var in []string
	var args arguments
	for _, c := range codes {
		in = append(in, args.add(string(c)))
	}
	rows, err := q.Query(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.code IN (`+strings.Join(in, `, `)+`)`, args...)
	return collect(rows, err, scanReport)
}

func scanReport(scan func(...any) error) (civic.Report, error) {
	var d reportScan
	if err := scan(d.dest()...); err != nil {
		return civic.Report{}, err
	}
	return d.report()
}

// DropBulks queues the removal of up to limit orders that were finished before a time, with their rows.
func (s *Store) DropBulks(ctx context.Context, tx Tx, before int64, limit int) (int, error) {
	rows, err := tx.Query(ctx, `SELECT id FROM bulk WHERE finished_at > 0 AND finished_at < $1 ORDER BY finished_at LIMIT $2`, before, limit)
	ids, err := collect(rows, err, scanID)
	for _, id := range ids {
		tx.Queue(`DELETE FROM bulk_row WHERE bulk_id = $1`, int64(id))
		tx.Queue(`DELETE FROM bulk WHERE id = $1`, int64(id))
	}
	return len(ids), err
}
