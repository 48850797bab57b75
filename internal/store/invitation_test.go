package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// invited keeps an invitation by a clerk into a desk; its hash is its id.
func (r *rig) invited(id, by, desk civic.ID) civic.Invitation {
	x := civic.Invitation{ID: id, Email: id.String() + "@baru.test", Name: "Baru", Agency: desk, Role: civic.RoleLiaison, By: by, ByName: "Petugas " + by.String(), Post: by,
		At: r.now, Sent: 1, Expires: r.now.Add(time.Hour)}
	r.write(func(tx *sqldb.Tx) { r.s.AddInvitation(tx, &x, id.String()) })
	return x
}

func TestInvitationsComeBackAsTheyWereKept(t *testing.T) {
	each(t, func(r *rig) {
		r.clerk(500, city, civic.RoleAgencyAdmin)
		x := r.invited(900, 500, works)
		in := store.AgencyScope{Desk: city}
		check := func(what string, want civic.Invitation) {
			r.Helper()
			for how, load := range map[string]func() (civic.Invitation, error){
				"scope": func() (civic.Invitation, error) { return r.s.Invitation(r.ctx, r.db, in, x.ID) },
				"id":    func() (civic.Invitation, error) { return r.s.InvitationByID(r.ctx, r.db, x.ID) },
			} {
				got, err := load()
				r.must(err)
				if diff := cmp.Diff(want, got); diff != "" {
					r.Errorf("%s by %s (-want +got):\n%s", what, how, diff)
				}
			}
		}
		check("new", x)
		again := x
		again.Email = "lain@baru.test"
		if err := r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			again.ID++
			r.s.AddInvitation(tx, &again, "900")
			return nil
		}); !sqldb.IsUnique(err) {
			r.Errorf("the same link twice: %v", err)
		}
		again.Email = x.Email
		if err := r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error { r.s.AddInvitation(tx, &again, "901"); return nil }); !sqldb.IsUnique(err) {
			r.Errorf("the same post twice: %v", err)
		}
		did := func(want bool, do func(ctx context.Context, tx *sqldb.Tx) (bool, error)) {
			r.Helper()
			var ok bool
			r.update(func(ctx context.Context, tx *sqldb.Tx) (err error) { ok, err = do(ctx, tx); return err })
			if ok != want {
				r.Errorf("done: %v", ok)
			}
		}
		x.Sent, x.Expires = 2, r.now.Add(2*time.Hour)
		send := func(ctx context.Context, tx *sqldb.Tx) (bool, error) { return r.s.SendInvitation(ctx, tx, &x, "902") }
		take := func(hash string, at time.Time) func(ctx context.Context, tx *sqldb.Tx) (bool, error) {
			return func(ctx context.Context, tx *sqldb.Tx) (bool, error) {
				return r.s.TakeInvitation(ctx, tx, hash, store.Micros(at))
			}
		}
		did(true, send)
		did(false, send) // somebody else did meanwhile
		check("sent again", x)
		did(false, take("900", r.now))
		did(false, take("902", x.Expires))
		did(true, take("902", r.now))
		did(false, take("902", r.now))
		x.Taken = r.now
		check("taken", x)
		did(false, func(ctx context.Context, tx *sqldb.Tx) (bool, error) { return r.s.WithdrawInvitation(ctx, tx, x.ID, 1) })
		r.invited(903, 500, works)
		did(true, func(ctx context.Context, tx *sqldb.Tx) (bool, error) {
			return r.s.WithdrawInvitation(ctx, tx, 903, store.Micros(r.now))
		})
		did(false, take("903", r.now))
		for _, desk := range []civic.ID{roads, ministry} {
			if _, err := r.s.Invitation(r.ctx, r.db, store.AgencyScope{Desk: desk}, x.ID); civic.KindOf(err) != civic.KindNotFound {
				r.Errorf("from desk %d: %v", desk, err)
			}
		}
		if all, err := r.s.Invitations(r.ctx, r.db, in, true, 0, 9); err != nil || len(all) != 0 {
			r.Errorf("waiting: %+v, %v", all, err)
		}
		if all, err := r.s.Invitations(r.ctx, r.db, in, false, 0, 9); err != nil || len(all) != 2 || all[0].ID != 903 {
			r.Errorf("all: %+v, %v", all, err)
		}
	})
}

// An invitation is worth something as long as whoever sent it may invite.
func TestAnInvitationEndsWithItsSender(t *testing.T) {
	each(t, func(r *rig) {
		soon, now := store.Micros(r.now.Add(time.Minute)), store.Micros(r.now)
		for i, c := range []struct {
			sql  string
			args []any
			want time.Time
		}{
			{`UPDATE post SET valid_to = $2 WHERE id = $1`, []any{soon}, r.now.Add(time.Minute)},
			{`UPDATE post SET valid_to = $2 WHERE id = $1`, []any{now}, r.now},
			{`UPDATE post SET role = 'liaison' WHERE id = $1`, nil, r.now},
			{`UPDATE officer SET active = FALSE WHERE id = $1`, nil, r.now},
		} {
			by := civic.ID(500 + i)
			r.clerk(by, city, civic.RoleAgencyAdmin)
			x := r.invited(900+civic.ID(i), by, works)
			_, err := r.db.Exec(r.ctx, c.sql, append([]any{int64(by)}, c.args...)...)
			r.must(err)
			got, err := r.s.InvitationByID(r.ctx, r.db, x.ID)
			r.must(err)
			if !got.Expires.Equal(c.want) {
				r.Errorf("%s: ends %s, want %s", c.sql, got.Expires, c.want)
			}
		}
	})
}

// What the database lists for a desk is what lies in and below it, page by page.
func TestInvitationsKeepToTheTree(t *testing.T) {
	each(t, func(r *rig) {
		desks := r.grow(40)
		r.clerk(500, national, civic.RoleNationalAdmin)
		for i, id := range desks {
			r.invited(civic.ID(9000+i), 500, id)
		}
		for range 20 {
			desk := desks[r.rng.IntN(len(desks))]
			var got, want []civic.ID
			for _, id := range desks {
				if r.tree.Within(id, desk) {
					want = append(want, id)
				}
			}
			for before := civic.ID(0); ; {
				page, err := r.s.Invitations(r.ctx, r.db, store.AgencyScope{Desk: desk}, true, before, 3)
				r.must(err)
				if len(page) == 0 {
					break
				}
				for i := range page {
					got, before = append(got, page[i].Agency), page[i].ID
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				r.Fatalf("desk %d: %v, want %v", desk, got, want)
			}
		}
	})
}
