package store

import (
	"context"
	"maps"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// DeskPart is what follows a report with patience: what its officers find it by, and when they are reminded of it.
type DeskPart int

// The parts, as bits.
const (
	DeskWords   DeskPart = 1 << iota // see PutDeskDoc
	DeskDigests                      // see PutAlike
	DeskAlarm                        // see SetAlarms
)

// FeedDesks queues that parts of reports are to be written again.
func (s *Store) FeedDesks(q sqldb.Queuer, parts map[civic.ID]DeskPart) {
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(parts)), feedChunk) { // one order for all: no deadlock
		var values arguments
		var rows []string
		for _, id := range chunk {
			rows = append(rows, `(`+values.add(int64(id))+`, `+values.add(int(parts[id]))+`)`)
		}
		q.Queue(`INSERT INTO desk_feed (report_id, what) VALUES `+strings.Join(rows, `, `)+
			` ON CONFLICT (report_id) DO UPDATE SET what = desk_feed.what | excluded.what`, values...)
	}
}

// DeskFeedWaits tells whether anything is to be written again.
func (s *Store) DeskFeedWaits(ctx context.Context) (waits bool, err error) {
	return waits, s.DB.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM desk_feed)`).Scan(&waits)
}

// DeskLag counts the reports that are to be written again, at most 10,000.
func (s *Store) DeskLag(ctx context.Context, q sqldb.Querier) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM desk_feed ORDER BY report_id LIMIT 10000) x`).Scan(&n)
	return n, err
}

// DeskEntry is a report of which something is to be written again.
type DeskEntry struct {
	AlikeRow
	Parts DeskPart
}

// TakeDeskFeed removes up to limit reports from those that are to be written again, newest first, and loads them with
// their texts, those of secret reports empty. Nobody changes them until the transaction ends, which is the one that
// writes: if it fails, they wait again.
func (s *Store) TakeDeskFeed(ctx context.Context, tx Tx, limit int) ([]DeskEntry, error) {
	// One follower at a time, as with the feed.
	if _, err := tx.Exec(ctx, `UPDATE setting SET value = value WHERE name = 'desk_feed'`); err != nil {
		return nil, err
	}
	// Locked: a part that is queued between this and the removal would be lost.
	rows, err := tx.Query(ctx, `SELECT report_id, what FROM desk_feed ORDER BY report_id DESC LIMIT $1`+tx.Dialect().ForUpdate(), limit)
	parts := map[civic.ID]DeskPart{}
	ids, err := collect(rows, err, func(scan func(...any) error) (id civic.ID, err error) {
		var p DeskPart
		err = scan((*int64)(&id), (*int)(&p))
		parts[id] = p
		return id, err
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	lock := ""
	if tx.Dialect().Postgres() { // what becomes secret now must not be written after it has been dropped
		lock = ` FOR SHARE OF r`
	}
	slices.Sort(ids) // one order for all: no deadlock
	in, args := inList(1, ids)
	tx.Queue(`DELETE FROM desk_feed WHERE report_id IN (`+in+`)`, args...)
	rows, err = tx.Query(ctx, `SELECT `+reportColumns+`, `+openText("t.title")+`, `+openText("t.body")+`, `+openText("t.occurred_on")+`, `+openText("t.occurred_with")+`, `+openText("t.location_text")+`,
		t.lat, t.lng FROM report r JOIN report_text t ON t.report_id = r.id WHERE r.id IN (`+in+`) ORDER BY r.id`+lock, args...)
	return collect(rows, err, func(scan func(...any) error) (DeskEntry, error) {
		row, err := scanAlike(scan)
		return DeskEntry{AlikeRow: row, Parts: parts[row.Report.ID]}, err
	})
}

// openText is a column of a report's text, empty when the report is secret.
func openText(column string) string { return `CASE WHEN r.secret THEN '' ELSE ` + column + ` END` }
