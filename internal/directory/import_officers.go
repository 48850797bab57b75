package directory

import (
	"context"
	"io"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// ImportOfficers takes officers with their first post: email, name, desk_code, role. All get the same password hash; rows
// are known by e-mail address, and an officer who is there already is left alone.
func (d *Directory) ImportOfficers(ctx context.Context, r io.Reader, hash string, o Options) (Result, error) {
	t, seen := d.Map(ctx).Tree, map[string]bool{}
	return d.run(ctx, r, o, []string{"email", "name", "desk_code", "role"}, func(w *writer, l line) error {
		role := civic.Role(l.get("role"))
		desk, ok := t.ByCode(l.get("desk_code"))
		if !ok {
			return civic.Invalid("desk_code", "error.agency_unknown")
		}
		if !civic.ValidOfficerRole(role) {
			return civic.Invalid("role", "error.role_unknown")
		}
		if err := fits(t, role, desk.ID); err != nil {
			return err
		}
		email, name, err := whoIs(l.fields["email"], l.fields["name"])
		if err != nil {
			return err
		}
		switch _, err := d.store.OfficerByEmail(ctx, d.store.DB, email); {
		case err == nil || seen[email]:
			w.res.Same++
			return nil
		case civic.KindOf(err) != civic.KindNotFound:
			return err
		}
		w.res.New++
		seen[email] = true
		now := d.now()
		off := store.Officer{ID: d.store.NewID(now), Email: email, Name: name, PasswordHash: hash, Active: true}
		post := store.Post{ID: d.store.NewID(now), Officer: off.ID, Agency: desk.ID, Role: role, From: store.Micros(now)}
		return w.add(func(tx *sqldb.Tx) {
			d.store.SaveOfficer(tx, off, store.Micros(now))
			d.store.SavePost(tx, post)
		})
	})
}
