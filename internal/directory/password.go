package directory

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// ChangePassword sets an officer's own password and returns the new epoch: every session of before is over. address is
// where the request comes from, for counting tries. Errors: invalid "current" when the old one is wrong, invalid "password"
// when the new one is too short or the old one again; too_many.
func (d *Directory) ChangePassword(ctx context.Context, who civic.Actor, current, fresh, address, device, net string) (int64, error) {
	posts, err := d.Posts(ctx, who.Officer)
	if err != nil || len(posts) == 0 {
		return 0, civic.Unauthenticated("error.sign_in_first")
	}
	if _, err := d.SignIn(ctx, posts[0].Email, current, address); civic.KindOf(err) == civic.KindUnauthenticated {
		return 0, civic.Invalid("current", "error.password_wrong")
	} else if err != nil {
		return 0, err
	}
	if fresh == current {
		return 0, civic.Invalid("password", "error.password_same")
	}
	hash, err := d.HashPassword(ctx, fresh)
	if err != nil {
		return 0, err
	}
	o, err := d.store.OfficerByEmail(ctx, d.store.DB, posts[0].Email)
	if err != nil {
		return 0, err
	}
	o.PasswordHash = hash
	o.Epoch++
	return o.Epoch, d.change(ctx, who, "officer_password", o.ID.String(), nil, "changed", func(_ context.Context, tx *sqldb.Tx) error {
		now := store.Micros(d.now())
		d.store.SaveOfficer(tx, o, now)
		d.store.AddAccessNote(tx, o.ID, store.AccessNote{What: store.AccessPassword, Device: device, Net: net, LastAt: now})
		return nil
	})
}
