package store_test

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// fillIncidents makes one incident with thousands of followers, and hundreds of small ones; every report has ten digests,
// some of which thousands share.
func (r *rig) fillIncidents() {
	r.Helper()
	r.update(func(_ context.Context, tx *sqldb.Tx) error {
		tx.Queue(`INSERT INTO incident (id, lead_id, weight, steps, at) SELECT i.id, i.id, 4, 3, 0 FROM (SELECT id FROM report ORDER BY id LIMIT 800) i`)
		tx.Queue(`INSERT INTO incident_member (report_id, incident_id, done)
			SELECT x.id, CASE WHEN x.n % 2 = 0 THEN (SELECT min(id) FROM incident) ELSE i.id END, 3
			FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM (SELECT id FROM report ORDER BY id DESC LIMIT 8000) y) x
			JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM incident) i ON i.n = x.n % 800 + 1`)
		tx.Queue(`INSERT INTO incident_step (incident_id, n, report_id, seq) SELECT id, 1, lead_id, 1 FROM incident`)
		for band := range 10 {
			tx.Queue(`INSERT INTO alike (band, report_id) SELECT 1000 * $1 + x.n % (7 + $1 * 300), x.id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM report) x`, band)
		}
		return nil
	})
}

func incidents(first, big civic.ID) []hot {
	return []hot{
		{name: "alike", run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
			return ignore(s.Alike(ctx, []int64{3, 1004, 2005, 3006, 4007, 5008, 6009, 7010, 8011, 9012, 9999}, 30))
		}, pages: 400},
		{name: "alike, texts", run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
			return ignore(s.AlikeRows(ctx, []civic.ID{first, big, 5, 6}))
		}, pages: 60},
		{name: "incident", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.IncidentOf(ctx, q, big)) }, pages: 10},
		{name: "followers", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Followers(ctx, q, big, 0, 26))
		}},
		{name: "followers, deep", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Followers(ctx, q, big, 9<<50, 26))
		}},
		{name: "has followers", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.HasFollowers(ctx, q, big))
		}, pages: 10},
		{name: "successor", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			err := ignore(s.Successor(ctx, q, first))
			if civic.KindOf(err) == civic.KindNotFound {
				return nil
			}
			return err
		}},
		{name: "steps", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.StepsAfter(ctx, q, big, 0, 50))
		}, pages: 20},
		{name: "digests forgotten", run: func(_ context.Context, s *store.Store, q store.Tx) error { s.DropAlike(q, first); return nil }, pages: 100},
	}
}
