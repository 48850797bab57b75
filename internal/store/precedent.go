package store

import (
	"context"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Precedent counts how often a desk sent reports about a topic from a place to another desk.
type Precedent struct {
	Desk   civic.ID
	Topic  civic.ID
	Region string // see RegionOf
	Target civic.ID
	N      int64
	Last   int64 // microseconds UTC
}

// RegionOf is the regency or city of a region code, by which precedents are counted: units work for whole cities.
func RegionOf(code string) string {
	parts := strings.SplitN(code, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}

// AddPrecedent queues one more precedent, or with a negative number one that turned out wrong; it never falls below none.
func (s *Store) AddPrecedent(q sqldb.Queuer, p Precedent) {
	if p.N < 0 {
		q.Queue(`UPDATE precedent SET n = CASE WHEN n + $5 > 0 THEN n + $5 ELSE 0 END WHERE desk_id = $1 AND topic_id = $2 AND region = $3 AND target_id = $4`,
			int64(p.Desk), int64(p.Topic), p.Region, int64(p.Target), p.N)
		return
	}
	q.Queue(`INSERT INTO precedent (desk_id, topic_id, region, target_id, n, last_at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (desk_id, topic_id, region, target_id) DO UPDATE SET n = precedent.n + excluded.n, last_at = excluded.last_at`,
		int64(p.Desk), int64(p.Topic), p.Region, int64(p.Target), p.N, p.Last)
}

// Precedents lists what a desk did with reports about a topic, in every place.
func (s *Store) Precedents(ctx context.Context, q sqldb.Querier, desk, topic civic.ID) ([]Precedent, error) {
	rows, err := q.Query(ctx, `SELECT desk_id, topic_id, region, target_id, n, last_at FROM precedent WHERE desk_id = $1 AND topic_id = $2 AND n > 0 ORDER BY n DESC, last_at DESC LIMIT 500`,
		int64(desk), int64(topic))
	return collect(rows, err, func(scan func(...any) error) (Precedent, error) {
		var p Precedent
		err := scan((*int64)(&p.Desk), (*int64)(&p.Topic), &p.Region, (*int64)(&p.Target), &p.N, &p.Last)
		return p, err
	})
}
