package directory

import (
	"context"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// Invites are the rules of invitations of an installation.
type Invites struct {
	Life time.Duration // how long a link can be opened; it ends with the last day that begins within it
	Mail bool          // there is a mail server to send links with
}

// How many letters one coordinator, and one invitation, may cause: a whole agency in an hour, and nobody's mailbox filled.
const (
	invitesPerHour = 300
	sendsPerDay    = 5
)

// InviteWith lets invitations be sent. Without it Invite refuses.
func (d *Directory) InviteWith(n *notify.Notify, o Invites) { d.notify, d.invites = n, o }

// MayInvite refuses whoever invites nobody, and everybody where no letter can be sent. Errors: forbidden, conflict.
func (d *Directory) MayInvite(who civic.Actor) error {
	if who.Role != civic.RoleNationalAdmin && who.Role != civic.RoleAgencyAdmin {
		return civic.Forbidden("error.forbidden")
	}
	if d.notify == nil || !d.invites.Mail {
		return civic.Conflict("error.invite_no_mail")
	}
	return nil
}

// InvitationDays is how many days a link works, the day it is sent not counted.
func (d *Directory) InvitationDays() int { return int(d.invites.Life / (24 * time.Hour)) }

// inviting is the part of the tree whose invitations the actor sees: at and below the own desk. Errors: forbidden.
func inviting(who civic.Actor) (store.AgencyScope, error) {
	if who.Role != civic.RoleNationalAdmin && who.Role != civic.RoleAgencyAdmin {
		return store.AgencyScope{}, civic.Forbidden("error.forbidden")
	}
	return store.AgencyScope{Desk: who.Desk}, nil
}

// Invitations lists those into the actor's part of the tree, newest first, before one; waiting leaves out those that were
// taken or withdrawn. more tells whether there is another page. Errors: forbidden.
func (d *Directory) Invitations(ctx context.Context, who civic.Actor, waiting bool, before civic.ID, limit int) (out []civic.Invitation, more bool, err error) {
	scope, err := inviting(who)
	if err != nil {
		return nil, false, err
	}
	out, err = d.store.Invitations(ctx, d.store.DB, scope, waiting, before, limit+1)
	if more = len(out) > limit; more {
		out = out[:limit]
	}
	return out, more, err
}

// InvitationOf is one of them. Errors: forbidden, not_found.
func (d *Directory) InvitationOf(ctx context.Context, who civic.Actor, id civic.ID) (civic.Invitation, error) {
	scope, err := inviting(who)
	if err != nil {
		return civic.Invitation{}, err
	}
	return d.store.Invitation(ctx, d.store.DB, scope, id)
}

// Invite offers a post to an address: x names address, name, office, role and perhaps the last day. The link goes out by mail
// and is nowhere else. Errors: forbidden, also for a role above the own; not_found for an office that is not in or below the
// own; invalid with the field; conflict when one waits already or there is no mail server; too_many.
func (d *Directory) Invite(ctx context.Context, who civic.Actor, x civic.Invitation) (civic.Invitation, error) {
	if err := d.MayInvite(who); err != nil {
		return x, err
	}
	t := d.Map(ctx).Tree
	desk, known := t.Get(x.Agency)
	switch {
	case !known || !who.MayAdminister(t, x.Agency):
		return x, civic.NotFound("error.not_found")
	case !civic.ValidOfficerRole(x.Role):
		return x, civic.Invalid("role", "error.role_unknown")
	case !who.MayGive(x.Role):
		return x, civic.Forbidden("error.forbidden")
	case !desk.Active:
		return x, civic.Invalid("agency", "error.agency_closed")
	}
	now := d.now()
	if err := fits(t, x.Role, x.Agency); err != nil {
		return x, err
	}
	var err error
	if x.Email, x.Name, err = whoIs(x.Email, x.Name); err != nil {
		return x, err
	}
	if !x.Until.IsZero() && x.Until.Before(civic.DateOf(now, desk.Zone)) {
		return x, civic.Invalid("until", "error.post_over")
	}
	if err := d.invitable(ctx, who, &x); err != nil {
		return x, err
	}
	if err := d.mailed(ctx, "invite/"+who.Officer.String(), time.Hour, invitesPerHour); err != nil {
		return x, err
	}
	x.ID, x.By, x.ByName, x.Post, x.At, x.Sent = d.store.NewID(now), who.Officer, who.Name, who.Post, now, 1
	x.Expires = civic.InvitationEnds(now, d.invites.Life, desk.Zone)
	sending := notify.InvitationArgs{ID: x.ID, Sent: x.Sent}
	err = d.record(ctx, who, "invitation", x.ID.String(), nil, &x, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.AddInvitation(tx, &x, vault.HashToken(d.notify.InvitationToken(sending)))
		return d.notify.TellInvitation(tx, sending)
	})
	if sqldb.IsUnique(err) {
		return x, civic.Conflict("error.invite_waiting")
	}
	return x, err
}

// invitable refuses to invite oneself, and somebody into a post that they hold. Errors: invalid "email".
func (d *Directory) invitable(ctx context.Context, who civic.Actor, x *civic.Invitation) error {
	o, err := d.store.OfficerByEmail(ctx, d.store.DB, x.Email)
	switch {
	case civic.KindOf(err) == civic.KindNotFound:
		return nil
	case err != nil:
		return err
	case o.ID == who.Officer:
		return civic.Invalid("email", "error.invite_self")
	}
	posts, err := d.Posts(ctx, o.ID)
	if err == nil && holds(posts, x) {
		err = civic.Invalid("email", "error.invite_holds")
	}
	return err
}

// holds tells whether the post that is offered is among those of an officer.
func holds(posts []store.Standing, x *civic.Invitation) bool {
	for _, p := range posts {
		if p.For == 0 && p.Desk == x.Agency && p.Role == x.Role {
			return true
		}
	}
	return false
}

// mailed counts a letter. Errors: too_many with the hours to wait.
func (d *Directory) mailed(ctx context.Context, key string, window time.Duration, most int) error {
	allowed, wait, err := d.tries.Hit(ctx, key, window, most, d.now())
	if err == nil && !allowed {
		err = civic.TooMany("error.invite_letters", "hours", int(wait.Hours())+1, "seconds", int(wait.Seconds())+1)
	}
	return err
}

// waiting loads an invitation that may still be sent again or withdrawn by the actor. Errors: forbidden, not_found, conflict.
func (d *Directory) waiting(ctx context.Context, who civic.Actor, id civic.ID) (civic.Invitation, error) {
	x, err := d.InvitationOf(ctx, who, id)
	if err != nil {
		return x, err
	}
	if !who.MayGive(x.Role) {
		return x, civic.Forbidden("error.forbidden") // it came from above
	}
	if s := x.Stands(d.now()); s == civic.InvitationTaken || s == civic.InvitationWithdrawn {
		return x, civic.Conflict("error.invite_over")
	}
	return x, nil
}

// SendInvitation sends another link, with a fresh end; the one of before opens nothing any more. From then on the invitation is
// the actor's. Errors: forbidden, not_found, conflict when it was taken or withdrawn; too_many.
func (d *Directory) SendInvitation(ctx context.Context, who civic.Actor, id civic.ID) (civic.Invitation, error) {
	if err := d.MayInvite(who); err != nil {
		return civic.Invitation{}, err
	}
	x, err := d.waiting(ctx, who, id)
	if err != nil {
		return x, err
	}
	if err := d.mailed(ctx, "invitation/"+id.String(), 24*time.Hour, sendsPerDay); err != nil {
		return x, err
	}
	was := x
	desk, _ := d.Map(ctx).Tree.Get(x.Agency)
	x.Sent, x.By, x.ByName, x.Post = x.Sent+1, who.Officer, who.Name, who.Post
	x.Expires = civic.InvitationEnds(d.now(), d.invites.Life, desk.Zone)
	sending := notify.InvitationArgs{ID: x.ID, Sent: x.Sent}
	return x, d.record(ctx, who, "invitation", x.ID.String(), &was, &x, func(ctx context.Context, tx *sqldb.Tx) error {
		ok, err := d.store.SendInvitation(ctx, tx, &x, vault.HashToken(d.notify.InvitationToken(sending)))
		if err != nil || !ok {
			return orOver(err)
		}
		return d.notify.TellInvitation(tx, sending)
	})
}

// WithdrawInvitation takes an invitation back: its link opens nothing any more. Errors: as SendInvitation, but too_many.
func (d *Directory) WithdrawInvitation(ctx context.Context, who civic.Actor, id civic.ID) (civic.Invitation, error) {
	x, err := d.waiting(ctx, who, id)
	if err != nil {
		return x, err
	}
	was := x
	x.Withdrawn = d.now()
	return x, d.record(ctx, who, "invitation", x.ID.String(), &was, &x, func(ctx context.Context, tx *sqldb.Tx) error {
		ok, err := d.store.WithdrawInvitation(ctx, tx, id, store.Micros(x.Withdrawn))
		if err != nil || !ok {
			return orOver(err)
		}
		return nil
	})
}

// orOver is what is told when an invitation was taken, withdrawn or sent while somebody decided.
func orOver(err error) error {
	if err == nil {
		err = civic.Conflict("error.invite_over")
	}
	return err
}
