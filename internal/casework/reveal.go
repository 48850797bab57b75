package casework

import (
	"context"
	"encoding/json"

	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// openIdentity reads the vault and records who did and why.
func (c *Casework) openIdentity(ctx context.Context, tx *sqldb.Tx, r *civic.Report, who civic.Actor, part, reason string) (notify.Identity, error) {
	var id notify.Identity
	sealed, err := c.store.ReadIdentity(ctx, tx, c.store.NewID(c.now()), store.IdentityRead{Report: r.ID, At: store.Micros(c.now()),
		Role: who.Role, Officer: who.Officer, For: who.For, Part: part, Reason: reason})
	if err != nil || sealed == nil {
		return id, err
	}
	plain, err := c.vault.Open("identity/"+r.ID.String(), sealed)
	if err != nil {
		return id, err
	}
	return id, json.Unmarshal(plain, &id)
}

// Identity is the reporter as far as the officer may see.
type Identity = notify.Identity

// Reveal opens the reporter's name and contact for an officer who handles the report. The
// reading and its reason are recorded before anything is shown.
// Errors: not_found out of scope, forbidden where the table of sight says so, invalid "reason" when it says nothing.
func (c *Casework) Reveal(ctx context.Context, who civic.Actor, code civic.TrackingCode, reason string) (Identity, error) {
	reason = civic.TidyText(reason)
	var id Identity
	err := c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		id = Identity{}
		r, err := c.store.LockReport(ctx, tx, code)
		if err != nil {
			return err
		}
		tree := c.atlas.Current(ctx).Tree
		if !who.IsOfficer() || !who.InScope(tree, &r) {
			return civic.NotFound("error.not_found")
		}
		see := civic.Look(tree, who, &r)
		if !see.Name {
			return refusal(tree, who, r)
		}
		if err := saysWhy(reason); err != nil {
			return err
		}
		id, err = c.openIdentity(ctx, tx, &r, who, "name", reason)
		if !see.Contact {
			id = Identity{Name: id.Name}
		}
		return err
	})
	if err != nil {
		return Identity{}, err
	}
	return id, nil
}

// refusal says why a name stays closed: because the reporter wants that, or because it is nothing for this role
// whatever the reporter wants.
func refusal(t *civic.Tree, who civic.Actor, r civic.Report) error {
	if r.Anonymous {
		r.Anonymous = false
		if civic.Look(t, who, &r).Name {
			return civic.Forbidden("error.identity_hidden")
		}
	}
	return civic.Forbidden("error.identity_not_yours")
}

// saysWhy refuses a reason from which nobody could tell later what the reading was for.
func saysWhy(reason string) error {
	switch {
	case reason == "":
		return civic.Invalid("reason", "error.reveal_reason_needed")
	case !civic.SaysWhy(reason):
		return civic.Invalid("reason", "error.reveal_reason_short", "min", civic.MinReason)
	}
	return nil
}

// ReadSecret opens the text of a secret report for a supervisor or a head, with a reason that is recorded.
// Errors: not_found out of scope, forbidden for other roles, invalid "reason".
func (c *Casework) ReadSecret(ctx context.Context, who civic.Actor, code civic.TrackingCode, reason string) (store.Text, error) {
	reason = civic.TidyText(reason)
	var text store.Text
	err := c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		r, err := c.store.LockReport(ctx, tx, code)
		if err != nil {
			return err
		}
		tree := c.atlas.Current(ctx).Tree
		if !who.IsOfficer() || !who.InScope(tree, &r) {
			return civic.NotFound("error.not_found")
		}
		if see := civic.Look(tree, who, &r); !see.WithReason && !see.Text {
			return civic.Forbidden("error.forbidden")
		}
		if err := saysWhy(reason); err != nil {
			return err
		}
		c.store.RecordRead(tx, c.store.NewID(c.now()), store.IdentityRead{Report: r.ID, At: store.Micros(c.now()), Role: who.Role, Officer: who.Officer, For: who.For, Part: "text", Reason: reason})
		text, err = c.store.TextOf(ctx, tx, r.ID)
		return err
	})
	return text, err
}
