package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// TakeFeed removes up to limit entries from the feed and returns their events. The caller applies
// them in the same transaction: if it fails, the entries are back.
func (s *Store) TakeFeed(ctx context.Context, tx Tx, limit int) ([]civic.Event, error) {
	// One follower at a time: two could put an older state of a report over a newer one.
	if _, err := tx.Exec(ctx, `UPDATE setting SET value = value WHERE name = 'feed'`); err != nil {
		return nil, err
	}
	var ids []civic.ID
	rows, err := tx.Query(ctx, `SELECT f.id, `+eventColumns+` FROM feed f JOIN event e ON e.report_id = f.report_id AND e.seq = f.seq ORDER BY f.id LIMIT $1`, limit)
	events, err := collect(rows, err, func(scan func(...any) error) (civic.Event, error) {
		var id civic.ID
		e, err := scanEvent(func(dest ...any) error { return scan(append([]any{(*int64)(&id)}, dest...)...) })
		ids = append(ids, id)
		e.Message = "" // texts have no business in the counts
		return e, err
	})
	if err != nil {
		return nil, err
	}
	// By their ids: one with a smaller id may have been committed since they were read.
	for part := range slices.Chunk(ids, feedChunk) {
		in, args := inList(1, part)
		tx.Queue(`DELETE FROM feed WHERE id IN (`+in+`)`, args...)
	}
	return events, nil
}

// feedChunk is how many entries one statement removes: few enough forms of it to keep prepared.
const feedChunk = 100

// TallyKey names one kept count.
type TallyKey struct {
	Agency civic.ID
	State  civic.State
	Queue  civic.Queue
	DueDay int64 // days since 1970-01-01 in WIB
}

// DueDay is the day on which a deadline ends, counted from 1970-01-01 in WIB. A deadline is
// the midnight after its last day; in the eastern zones that is still the same evening in WIB.
func DueDay(due time.Time) int64 {
	return (due.UnixMicro() - 1 + int64(7*time.Hour/time.Microsecond)) / int64(24*time.Hour/time.Microsecond)
}

// AddTally queues changes of counts.
func (s *Store) AddTally(q sqldb.Queuer, delta map[TallyKey]int64) {
	keys := slices.SortedFunc(maps.Keys(delta), compareTally) // one order for all: no deadlock
	for _, k := range keys {
		if n := delta[k]; n != 0 {
			q.Queue(`INSERT INTO tally (agency_id, state, queue, due_day, n) VALUES ($1, $2, $3, $4, $5)
				ON CONFLICT (agency_id, queue, state, due_day) DO UPDATE SET n = tally.n + excluded.n`, int64(k.Agency), string(k.State), int(k.Queue), k.DueDay, n)
		}
	}
}

func compareTally(a, b TallyKey) int {
	return cmp.Or(cmp.Compare(a.Agency, b.Agency), cmp.Compare(a.Queue, b.Queue), cmp.Compare(a.State, b.State), cmp.Compare(a.DueDay, b.DueDay))
}

// Count is one named count of a desk.
type Count struct {
	State  civic.State
	Queue  civic.Queue
	DueDay int64
	N      int64
}

// Tallies returns the kept counts of a desk, or of several, and everything below; reports that ended before since are left out.
func (s *Store) Tallies(ctx context.Context, q sqldb.Querier, since int64, desks ...civic.ID) ([]Count, error) {
	if len(desks) == 0 {
		return nil, nil
	}
	in, args := inList(2, desks)
	rows, err := q.Query(ctx, `SELECT state, queue, due_day, n FROM tally WHERE agency_id IN (`+in+`) AND queue IN (1, 2) AND n <> 0
		UNION ALL SELECT state, queue, due_day, n FROM tally WHERE agency_id IN (`+in+`) AND queue = 3 AND state IN ('closed', 'archived', 'support') AND due_day >= $1 AND n <> 0`, append([]any{since}, args...)...)
	return collect(rows, err, func(scan func(...any) error) (Count, error) {
		var c Count
		err := scan((*string)(&c.State), (*int)(&c.Queue), &c.DueDay, &c.N)
		return c, err
	})
}

// TallyDrift compares the kept counts with a recount from the reports; it returns the number of differing counts.
// It reads every report: for `doctor` and tests.
func (s *Store) TallyDrift(ctx context.Context, q sqldb.Querier) (int, error) {
	var n int
	err := q.QueryRow(ctx, `WITH recount AS (
			SELECT i.agency_id, `+stateOf()+` AS state, `+queueOf()+` AS queue, (i.due_at - 1 + 25200000000) / 86400000000 AS due_day, count(*) AS n
			FROM inbox i JOIN report r ON r.id = i.report_id GROUP BY 1, 2, 3, 4),
		differs AS (SELECT agency_id, state, queue, due_day, n FROM recount UNION ALL
			SELECT agency_id, state, queue, due_day, -n FROM tally)
		SELECT count(*) FROM (SELECT 1 FROM differs GROUP BY agency_id, state, queue, due_day HAVING sum(n) <> 0) x`).Scan(&n)
	return n, err
}

// FeedWaits tells whether something happened that is not followed yet.
func (s *Store) FeedWaits(ctx context.Context) (waits bool, err error) {
	return waits, s.DB.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM feed)`).Scan(&waits)
}

// FeedLag counts what waits to be applied, at most 10,000.
func (s *Store) FeedLag(ctx context.Context, q sqldb.Querier) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM (SELECT 1 FROM feed ORDER BY id LIMIT 10000) x`).Scan(&n)
	return n, err
}

// Waking is a report for which the system must act.
type Waking struct {
	At    int64 // since then, microseconds UTC
	ID    civic.ID
	Code  civic.TrackingCode
	State civic.State
}

// DueReports lists reports for which the system must act by now (automatic closing, lapse), oldest first, after the one given.
func (s *Store) DueReports(ctx context.Context, q sqldb.Querier, now int64, after Waking, limit int) ([]Waking, error) {
	rows, err := q.Query(ctx, `SELECT wake_at, id, code, state FROM report WHERE wake_at IS NOT NULL AND wake_at <= $1 AND (wake_at, id) > ($2, $3)
		ORDER BY wake_at, id LIMIT $4`, now, after.At, int64(after.ID), limit)
	return collect(rows, err, func(scan func(...any) error) (Waking, error) {
		var w Waking
		err := scan(&w.At, (*int64)(&w.ID), (*string)(&w.Code), (*string)(&w.State))
		return w, err
	})
}
