package store_test

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// digests are what the letters of the day ask, for many officers or desks at once.
func digests() []hot {
	some := []civic.ID{5, 6, 9 << 50}
	return []hot{
		{name: "officers of letters", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Recipients(ctx, q, 7, store.Micros(start), 50))
		}, sorts: true, pages: 700}, // fifty officers with their posts and three leaves each
		{name: "last officer of letters", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.LastOfficer(ctx, q, 7, 50))
		}, pages: 60},
		{name: "mentions of many", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.MentionCounts(ctx, q, some))
		}, sorts: true},
		{name: "given to many", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.AssignedCounts(ctx, q, some))
		}, sorts: true},
		{name: "drafts of many desks", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.DraftCounts(ctx, q, 105, []civic.ID{national, roads}, false))
		}, sorts: true},
		{name: "drafts of many desks for time", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.DraftCounts(ctx, q, 105, []civic.ID{national, roads}, true))
		}, sorts: true},
		{name: "drafts for time", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Proposals(ctx, q, national, true, civic.Proposal{At: start}, 5, 25))
		}},
		{name: "closed of many desks", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.ClosedSince(ctx, q, 105, []civic.ID{national, roads}, 20_500))
		}, sorts: true},
		{name: "wishes of many", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.SettingsOf(ctx, q, "digest", some))
		}},
	}
}
