package store

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// EndingKey names one kept count of closed reports.
type EndingKey struct {
	Agency civic.ID
	Day    int64 // of closing, days since 1970-01-01 in WIB
	By     civic.ClosedBy
}

// AddEndings queues changes of the counts of who closed.
func (s *Store) AddEndings(q sqldb.Queuer, delta map[EndingKey]int64) {
	keys := slices.SortedFunc(maps.Keys(delta), func(a, b EndingKey) int { // one order for all: no deadlock
		return cmp.Or(cmp.Compare(a.Agency, b.Agency), cmp.Compare(a.Day, b.Day), cmp.Compare(a.By, b.By))
	})
	for _, k := range keys {
		if n := delta[k]; n != 0 {
			q.Queue(`INSERT INTO ending (agency_id, due_day, closed_by, n) VALUES ($1, $2, $3, $4)
				ON CONFLICT (agency_id, due_day, closed_by) DO UPDATE SET n = ending.n + excluded.n`, int64(k.Agency), k.Day, string(k.By), n)
		}
	}
}

// Endings returns how many reports of a desk and everything below it were closed by whom since a day.
func (s *Store) Endings(ctx context.Context, q sqldb.Querier, desk civic.ID, since int64) (map[civic.ClosedBy]int64, error) {
	type count struct {
		by civic.ClosedBy
		n  int64
	}
	rows, err := q.Query(ctx, `SELECT closed_by, CAST(sum(n) AS BIGINT) FROM ending WHERE agency_id = $1 AND due_day >= $2 GROUP BY closed_by`, int64(desk), since)
	all, err := collect(rows, err, func(scan func(...any) error) (c count, err error) {
		err = scan((*string)(&c.by), &c.n)
		return c, err
	})
	out := map[civic.ClosedBy]int64{}
	for _, c := range all {
		out[c.by] = c.n
	}
	return out, err
}

// ClosedBefore tells who had closed a report before an event, by the last event that did.
func (s *Store) ClosedBefore(ctx context.Context, q sqldb.Querier, report civic.ID, seq int) (civic.ClosedBy, error) {
	e := civic.Event{}
	err := q.QueryRow(ctx, `SELECT verb FROM event WHERE report_id = $1 AND seq < $2 AND to_state = 'closed' AND from_state <> 'closed'
		ORDER BY seq DESC LIMIT 1`, int64(report), seq).Scan((*string)(&e.Verb))
	return e.Closes(), orNotFound(err)
}

// EndingDrift compares the kept counts of who closed with a recount from the reports; it returns the number of
// differing counts. It reads every closed report: for `doctor` and tests.
func (s *Store) EndingDrift(ctx context.Context, q sqldb.Querier) (int, error) {
	var n int
	err := q.QueryRow(ctx, `WITH recount AS (
			SELECT i.agency_id, (i.due_at - 1 + 25200000000) / 86400000000 AS due_day, r.closed_by, count(*) AS n
			FROM inbox i JOIN report r ON r.id = i.report_id WHERE r.state = 'closed' GROUP BY 1, 2, 3),
		differs AS (SELECT agency_id, due_day, closed_by, n FROM recount UNION ALL
			SELECT agency_id, due_day, closed_by, -n FROM ending)
		SELECT count(*) FROM (SELECT 1 FROM differs GROUP BY agency_id, due_day, closed_by HAVING sum(n) <> 0) x`).Scan(&n)
	return n, err
}
