package store_test

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// posts are what is read of who sits where: invitations, leaves, and the work of those who left.
func posts() []hot {
	invitations := func(desk civic.ID, waiting bool, before civic.ID) func(context.Context, *store.Store, store.Tx) error {
		return func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Invitations(ctx, q, store.AgencyScope{Desk: desk}, waiting, before, 25))
		}
	}
	return []hot{
		{name: "invitations of an office", run: invitations(roads, false, 0), pages: 300, sorts: true},
		{name: "invitations of an office, deep", run: invitations(roads, false, 5000), pages: 300, sorts: true},
		{name: "invitations of the country", run: invitations(national, false, 0), pages: 400, sorts: true},
		{name: "waiting invitations of the country", run: invitations(national, true, 0), pages: 400, sorts: true},
		{name: "invitation by its link", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.InvitationByHash(ctx, q, "tautan77"))
		}, pages: 15},
		{name: "invitation", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Invitation(ctx, q, store.AgencyScope{Desk: roads}, 77))
		}, pages: 40},
		{name: "leaves of a post", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Leaves(ctx, q, 7105, 9<<50, 25))
		}, pages: 60},
		{name: "what a leave meets", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			_, _, _, err := s.LeavesMeeting(ctx, q, &civic.Leave{Post: 7105, Officer: 7105, Substitute: 105, From: start, Until: start.AddDate(0, 0, 5)})
			return err
		}, pages: 100},
		{name: "leavers", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Leavers(ctx, q, store.Micros(start)+1_000_000, 20))
		}, pages: 40},
		{name: "work of a leaver", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Assigned(ctx, q, 7105, roads, 9, 50))
		}, pages: 60},
	}
}

// fillPosts gives four offices 5,000 invitations each, nearly all of them taken long ago, every post three leaves, and
// ends a tenth of the posts, whose work was handed over.
func (r *rig) fillPosts() {
	r.Helper()
	const numbers = `(SELECT row_number() OVER (ORDER BY id) AS n FROM report)`
	r.update(func(_ context.Context, tx *sqldb.Tx) error {
		tx.Queue(`INSERT INTO invitation (id, hash, email, name, agency_id, role, until_day, officer_id, post_id, at, sent, expires_at, taken_at, withdrawn_at)
			SELECT n, 'tautan' || CAST(n AS TEXT), 'u' || CAST(n AS TEXT) || '@contoh.go.id', 'Nama', 10 + n % 4, 'liaison', '', 7105, 7105, n, 1, n + 9, CASE WHEN n % 2000 = 0 THEN 0 ELSE n END, 0
			FROM ` + numbers + ` x WHERE n <= 20000`)
		for k, days := range []int64{100, 200, 300} {
			tx.Queue(`INSERT INTO absence (id, post_id, substitute_id, from_at, until_at, officer_id, at)
				SELECT id * 3 + CAST($1 AS BIGINT), id, officer_id, CAST($2 AS BIGINT), CAST($2 AS BIGINT) + 1000, officer_id, CAST($2 AS BIGINT) FROM post`, int64(k), days*86_400_000_000)
		}
		tx.Queue(`UPDATE post SET valid_to = $1, handed_at = 1 WHERE id % 10 = 3`, store.Micros(start))
		return nil
	})
}
