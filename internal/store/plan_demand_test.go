package store_test

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// demands are the lists of what is asked from above.
func demands(some civic.Report) []hot {
	place := store.DemandPlace{At: store.Micros(start), Report: some.ID, Seq: 2}
	list := func(f store.DemandFilter) func(context.Context, *store.Store, store.Tx) error {
		f.Limit = 25
		return func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.ListDemands(ctx, q, f)) }
	}
	objected := func(f store.ObjectionFilter) func(context.Context, *store.Store, store.Tx) error {
		f.Limit = 25
		return func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ListObjections(ctx, q, f))
		}
	}
	return []hot{
		{name: "demands of a report", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Demands(ctx, q, some.ID))
		}, pages: 20},
		{name: "demands owed", run: list(store.DemandFilter{Desk: national}), pages: 250},
		{name: "demands owed, deep", run: list(store.DemandFilter{Desk: national, After: place}), pages: 250},
		{name: "demands late", run: list(store.DemandFilter{Desk: national, Before: start}), pages: 250},
		{name: "objections to decide, deep", run: objected(store.ObjectionFilter{Desk: national, After: store.ObjectionPlace{At: store.Micros(start), Report: some.ID}}), pages: 60},
		{name: "objections decided", run: objected(store.ObjectionFilter{Desk: national, Settled: true}), pages: 60},
		{name: "demands settled, deep", run: list(store.DemandFilter{Desk: national, Asked: true, Settled: true, After: place}), pages: 250},
	}
}

// fillDemands gives twenty thousand reports a question each, half of them answered, all in the lists of the national desk.
func (r *rig) fillDemands() {
	r.Helper()
	r.update(func(_ context.Context, tx *sqldb.Tx) error {
		tx.Queue(`INSERT INTO demand (report_id, seq, kind, state, officer_id, role, from_id, desk_id, at, due_at)
			SELECT x.id, 2, 'explanation', CASE x.n % 2 WHEN 0 THEN 'open' ELSE 'answered' END, 9, 'supervisor', 1, 10, x.received_at, x.received_at + x.n
			FROM (SELECT id, received_at, row_number() OVER (ORDER BY id) AS n FROM report) x WHERE x.n <= 20000`)
		tx.Queue(`INSERT INTO objection (report_id, desk_id, open, at) SELECT x.id, 1, x.n % 2 = 0, x.received_at + x.n
			FROM (SELECT id, received_at, row_number() OVER (ORDER BY id) AS n FROM report) x WHERE x.n <= 20000`)
		tx.Queue(`INSERT INTO demand_place (agency_id, lane, at, report_id, seq) SELECT 1, CASE state WHEN 'open' THEN 1 ELSE 2 END, due_at, report_id, seq FROM demand`)
		tx.Queue(`INSERT INTO demand_place (agency_id, lane, at, report_id, seq) SELECT 1, CASE state WHEN 'open' THEN 3 ELSE 4 END, due_at, report_id, seq FROM demand`)
		return nil
	})
}
