package directory

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// DropCode lets an officer who lost the authenticator and every recovery code sign in by password alone again. It ends all
// of the officer's sessions, and stands in the officer's journal and in the change log. Only who administers every post of
// the officer may, as with passwords. Errors: not_found, forbidden, conflict for one's own account.
func (d *Directory) DropCode(ctx context.Context, who civic.Actor, post civic.ID) error {
	p, err := d.PostOf(ctx, who, post)
	if err != nil {
		return err
	}
	if err := d.MayDropCode(ctx, who, &p); err != nil {
		return err
	}
	return d.change(ctx, who, "officer_code", p.Officer.String(), nil, "dropped", func(_ context.Context, tx *sqldb.Tx) error {
		d.store.DropFactor(tx, p.Officer)
		d.store.BumpEpoch(tx, p.Officer)
		d.store.AddAccessNote(tx, p.Officer, store.AccessNote{What: store.AccessCodeDropped, LastAt: store.Micros(d.now())})
		return nil
	})
}

// MayDropCode tells whether DropCode would be done for the holder of a post. Errors: conflict for the own code, forbidden for
// somebody who has a post elsewhere too.
func (d *Directory) MayDropCode(ctx context.Context, who civic.Actor, p *Post) error {
	switch {
	case p.Officer == who.Officer:
		return civic.Conflict("admin.person.own_code")
	case !d.ownsOfficer(ctx, who, d.Map(ctx).Tree, p.Officer):
		return civic.Forbidden("error.forbidden")
	default:
		return nil
	}
}
