package store_test

import (
	"context"
	"fmt"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// hire writes an officer with one post that is good from now on.
func (r *rig) hire(id civic.ID, desk civic.ID, role civic.Role) (store.Officer, store.Post) {
	r.Helper()
	o := store.Officer{ID: id, Email: fmt.Sprintf("petugas%d@example.go.id", id), Name: fmt.Sprintf("Petugas %d", id), PasswordHash: "sandi", Active: true, Epoch: 3}
	p := store.Post{ID: id * 10, Officer: id, Agency: desk, Role: role, From: store.Micros(r.now)}
	r.write(func(tx *sqldb.Tx) {
		r.s.SaveOfficer(tx, o, store.Micros(r.now))
		r.s.SavePost(tx, p)
	})
	return o, p
}

func TestOfficerComesBack(t *testing.T) {
	each(t, func(r *rig) {
		o, p := r.hire(100, works, civic.RoleLiaison)
		got, err := r.s.OfficerByEmail(r.ctx, r.db, o.Email)
		r.must(err)
		r.same("officer", got, o)
		_, err = r.s.OfficerByEmail(r.ctx, r.db, "lain@example.go.id")
		r.kind(err, civic.KindNotFound)
		o.Name, o.PasswordHash, o.Epoch = "Nama Baru", "", 4
		r.write(func(tx *sqldb.Tx) { r.s.SaveOfficer(tx, o, 1) })
		o.PasswordHash = "sandi"
		got, err = r.s.OfficerByEmail(r.ctx, r.db, o.Email)
		r.must(err)
		r.same("without a new password the old one stays", got, o)
		end := store.Micros(r.now) + 9
		p.To, p.Role, p.Agency = &end, civic.RoleAgencyAdmin, city
		r.write(func(tx *sqldb.Tx) { r.s.SavePost(tx, p) })
		p.Name, p.Email, p.IsActive = o.Name, o.Email, true
		post, err := r.s.PostByID(r.ctx, r.db, p.ID)
		r.must(err)
		r.same("post", post, p)
		_, err = r.s.PostByID(r.ctx, r.db, 5)
		r.kind(err, civic.KindNotFound)
		names, err := r.s.OfficerNames(r.ctx, r.db, []civic.ID{100, 5})
		r.must(err)
		r.same("names", names, map[civic.ID]string{100: "Nama Baru"})
		names, err = r.s.OfficerNames(r.ctx, r.db, nil)
		r.must(err)
		r.same("names of nobody", len(names), 0)
	})
}

// An officer may act only while the account is active and the post valid, whether by session or by token.
func TestStandingEndsWithAccountPostAndToken(t *testing.T) {
	each(t, func(r *rig) {
		o, p := r.hire(100, works, civic.RoleLiaison)
		now := store.Micros(r.now)
		r.write(func(tx *sqldb.Tx) {
			r.s.InsertToken(tx, "good", o.ID, p.ID, "uji", now, now+1000)
			r.s.InsertToken(tx, "short", o.ID, p.ID, "uji", now, now+1)
		})
		want := store.Standing{Officer: o.ID, Name: o.Name, Email: o.Email, Epoch: 3, Post: p.ID, Desk: works, Role: civic.RoleLiaison}
		check := func(what string, at int64, good, token bool) {
			r.Helper()
			st, err := r.s.StandingOf(r.ctx, r.db, o.ID, p.ID, at)
			all, lerr := r.s.Standings(r.ctx, r.db, o.ID, at)
			r.must(lerr)
			if good {
				r.must(err)
				r.same(what, st, want)
				r.same(what, all, []store.Standing{want})
			} else {
				r.kind(err, civic.KindNotFound)
				r.same(what, len(all), 0)
			}
			st, err = r.s.TokenStanding(r.ctx, r.db, "good", at)
			if token {
				r.must(err)
				r.same(what, st, want)
			} else {
				r.kind(err, civic.KindNotFound)
			}
		}
		check("before the first day", now-1, false, false)
		check("from the first moment", now, true, true)
		check("when the token is over", now+1000, true, false)
		for _, hash := range []string{"short", "other", ""} {
			_, err := r.s.TokenStanding(r.ctx, r.db, hash, now+1)
			r.kind(err, civic.KindNotFound)
		}
		end := now + 500
		p.To = &end
		r.write(func(tx *sqldb.Tx) { r.s.SavePost(tx, p) })
		check("in the last moment", end-1, true, true)
		check("when the post has ended", end, false, false)
		o.Active = false
		r.write(func(tx *sqldb.Tx) { r.s.SaveOfficer(tx, o, now) })
		check("when the account is shut", now, false, false)
		o.Active = true
		r.write(func(tx *sqldb.Tx) { r.s.SaveOfficer(tx, o, now); r.s.BumpEpoch(tx, o.ID) })
		want.Epoch = 4
		check("after signing out everywhere", now, true, true)
		_, err := r.db.Exec(r.ctx, `UPDATE api_token SET revoked_at = 1 WHERE hash = 'good'`)
		r.must(err)
		check("when the token is revoked", now, true, false)
		_, err = r.s.StandingOf(r.ctx, r.db, 101, p.ID, now)
		r.kind(err, civic.KindNotFound)
	})
}

func TestPostsAreListedBelowADesk(t *testing.T) {
	each(t, func(r *rig) {
		want := map[civic.ID][]string{}
		for i, a := range agencies() {
			o, _ := r.hire(civic.ID(100+i), a.ID, civic.RoleLiaison)
			for _, top := range r.tree.Chain(a.ID) {
				want[top] = append(want[top], o.Email)
			}
		}
		for _, a := range agencies() {
			var got []string
			for after := ""; ; {
				part, err := r.s.Posts(r.ctx, r.db, a.ID, after, 2)
				r.must(err)
				for _, p := range part {
					got = append(got, p.Email)
				}
				if len(part) < 2 {
					break
				}
				after = part[len(part)-1].Email
			}
			r.same("posts below "+a.Name, got, want[a.ID])
		}
	})
}

func TestOneAddressOneOfficer(t *testing.T) {
	each(t, func(r *rig) {
		o, _ := r.hire(100, works, civic.RoleLiaison)
		o.ID = 101
		err := r.db.Update(r.ctx, func(_ context.Context, tx *sqldb.Tx) error {
			r.s.SaveOfficer(tx, o, 1)
			return nil
		})
		if !sqldb.IsUnique(err) {
			r.Errorf("%v, want a unique violation", err)
		}
	})
}
