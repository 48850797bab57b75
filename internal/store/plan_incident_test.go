package store_test

import (
	"context"
	"strconv"

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
		tx.Queue(`INSERT INTO desk_feed (report_id, what) SELECT id, 3 FROM report`)
		tx.Queue(`INSERT INTO alarm (report_id, at, told_to) SELECT id, received_at, 0 FROM report`)
		tx.Queue(`INSERT INTO reminder (id, report_id, clock, started_at, step, desk_id, due_at, at) SELECT id, id, 'resolve', 1, 50, CASE WHEN id % 5 = 0 THEN CAST($1 AS BIGINT) ELSE CAST($2 AS BIGINT) END, 9, 9 FROM report`,
			int64(national), int64(roads))
		numbered := `(SELECT id, row_number() OVER (ORDER BY id) AS n FROM report) x`
		if !tx.Dialect().Postgres() { // all digests of a report in one entry, to the base of 36
			tx.Queue(`INSERT INTO search_alike (rowid, bands) SELECT x.id, 'a' || x.n % 7 || ' b' || x.n % 307 || ' c' || x.n % 607 || ' d' || x.n % 2707 FROM ` + numbered)
			return nil
		}
		for band, size := range []int{7, 307, 607, 2707} {
			tx.Queue(`INSERT INTO search_alike (band, report_id) SELECT $1 + x.n % $2, x.id FROM `+numbered, digest(string(rune('a'+band))+"0"), size)
		}
		return nil
	})
}

func incidents(first, big civic.ID) []hot {
	return []hot{
		{name: "alike", run: func(ctx context.Context, s *store.Store, _ store.Tx) error {
			return ignore(s.Alike(ctx, []int64{digest("a3"), digest("a4"), digest("b5"), digest("b6"), digest("c7"), digest("c8"), digest("d9"), digest("d1"), digest("z")}, 30))
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

// digest is a number as it is written to the base of 36.
func digest(s string) int64 {
	n, err := strconv.ParseInt(s, 36, 64)
	if err != nil {
		panic(err)
	}
	return n
}
