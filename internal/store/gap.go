package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Gap is a pair of offices that both said of reports that they are not theirs.
type Gap struct {
	ID     civic.ID
	Desk   civic.ID // had to decide
	A, B   civic.ID // in the order of their ids
	Topic  civic.ID // 0: none
	Region string   // see RegionOf
	N      int64
	Last   int64    // microseconds UTC
	Report civic.ID // the last one
}

// AddGap queues that it happened once more; chain is the desk that has to decide and everything above it.
func (s *Store) AddGap(q sqldb.Queuer, g Gap, chain []civic.ID) {
	for _, desk := range chain {
		q.Queue(`INSERT INTO competence_gap (agency_id, desk_id, a_id, b_id, topic_id, region, id, n, last_at, report_id) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)
			ON CONFLICT (agency_id, desk_id, a_id, b_id, topic_id, region) DO UPDATE SET n = competence_gap.n + 1, last_at = excluded.last_at, report_id = excluded.report_id`,
			int64(desk), int64(g.Desk), int64(g.A), int64(g.B), int64(g.Topic), g.Region, int64(g.ID), g.Last, int64(g.Report))
	}
}

// GapPage says which gaps: those that a desk and the ones below it had to decide, the most frequent first.
type GapPage struct {
	Desk    civic.ID
	AfterN  int64 // of the last one of the page before; 0 for the first page
	AfterID civic.ID
	Limit   int
}

// Gaps lists pairs of offices.
func (s *Store) Gaps(ctx context.Context, q sqldb.Querier, p GapPage) ([]Gap, error) {
	if p.AfterN == 0 {
		p.AfterN = 1 << 62
	}
	rows, err := q.Query(ctx, `SELECT id, desk_id, a_id, b_id, topic_id, region, n, last_at, report_id FROM competence_gap
		WHERE agency_id = $1 AND (n, id) < ($2, $3) ORDER BY n DESC, id DESC LIMIT $4`, int64(p.Desk), p.AfterN, int64(p.AfterID), p.Limit)
	return collect(rows, err, func(scan func(...any) error) (Gap, error) {
		var g Gap
		err := scan((*int64)(&g.ID), (*int64)(&g.Desk), (*int64)(&g.A), (*int64)(&g.B), (*int64)(&g.Topic), &g.Region, &g.N, &g.Last, (*int64)(&g.Report))
		return g, err
	})
}

// ReturnLimit says how many returns are too many from a day on.
type ReturnLimit struct {
	ID     civic.ID
	N      int
	From   civic.Date
	Source string
}

func (s *Store) returnLimits(ctx context.Context, q sqldb.Querier) ([]ReturnLimit, error) {
	rows, err := q.Query(ctx, `SELECT id, n, effective_from, source FROM return_limit ORDER BY effective_from, id`)
	return collect(rows, err, func(scan func(...any) error) (ReturnLimit, error) {
		var l ReturnLimit
		var from string
		err := scan((*int64)(&l.ID), &l.N, &from, &l.Source)
		if err == nil {
			l.From, err = day(from)
		}
		return l, err
	})
}

// InsertReturnLimit queues a limit with its first day. Limits are never changed.
func (s *Store) InsertReturnLimit(q sqldb.Queuer, l ReturnLimit) {
	q.Queue(`INSERT INTO return_limit (id, n, effective_from, source) VALUES ($1, $2, $3, $4)`, int64(l.ID), l.N, l.From.String(), l.Source)
}

// LastReturn loads the last return of a report before an event, if there is one.
func (s *Store) LastReturn(ctx context.Context, q sqldb.Querier, report civic.ID, before int) ([]civic.Event, error) {
	rows, err := q.Query(ctx, `SELECT `+eventColumns+` FROM event e WHERE e.report_id = $1 AND e.seq < $2 AND e.verb = 'return' ORDER BY e.seq DESC LIMIT 1`, int64(report), before)
	return collect(rows, err, scanEvent)
}
