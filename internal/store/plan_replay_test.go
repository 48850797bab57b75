package store_test

import (
	"context"

	"tuntas/internal/store"
)

// replays are what the simulator of clocks reads, and the orders to count them again.
func replays() []hot {
	since, deep := store.Micros(start), store.Micros(start)+15*24*3600*1_000_000
	var out []hot
	for name, p := range map[string]store.ReplayPage{
		"replay, the country": {Desk: national, Since: since}, "replay, one desk": {Desk: roads, Since: since},
		"replay, deep": {Desk: national, Since: since, AtDue: deep, AtID: 9}, "replay, nothing": {Desk: 777, Since: since},
	} {
		p.Limit = 100
		out = append(out, hot{name: name, run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.Replays(ctx, q, p)) }, sorts: true, pages: 1500})
	}
	return append(out,
		hot{name: "open recount orders", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.OpenRecountOrders(ctx, q, 20))
		}, pages: 10},
		hot{name: "recount orders", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.RecountOrders(ctx, q, city, 20))
		}, pages: 10})
}
