package directory

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// DropRemit takes back what a supervisor's post was to read from a day that has not come yet; the one before it holds on. What
// has begun stays, for it says who could read what. version is that of the remits that were read.
// Errors: forbidden, not_found, invalid with the field, conflict when they changed.
func (d *Directory) DropRemit(ctx context.Context, who civic.Actor, post civic.ID, from civic.Date, version string) error {
	had, err := d.RemitOf(ctx, who, post)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(had.Remits, func(r civic.Remit) bool { return r.From == from })
	switch {
	case i < 0:
		return civic.NotFound("error.not_found")
	case !civic.DateOf(d.now(), civic.WIB).Before(from):
		return civic.Invalid("effective_from", "error.remit_begun")
	}
	return d.change(ctx, who, "remit", post.String()+"/"+from.String(), had.Remits[i], nil, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := d.remitsAre(ctx, tx, post, version); err != nil {
			return err
		}
		d.store.DropRemit(tx, post, from)
		return nil
	})
}

// remitsAre refuses a change of remits that somebody else changed meanwhile. Errors: conflict.
func (d *Directory) remitsAre(ctx context.Context, tx *sqldb.Tx, post civic.ID, version string) error {
	now, err := d.store.Remits(ctx, tx)
	if err != nil {
		return err
	}
	is, err := remitVersion(now[post])
	if err == nil && is != version {
		err = civic.Conflict("error.remit_changed")
	}
	return err
}
