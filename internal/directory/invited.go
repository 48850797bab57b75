package directory

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// triesPerLink bounds how often one address may try links; what was good does not count.
const triesPerLink = 100

// Invited is an invitation as whoever was invited sees it.
type Invited struct {
	civic.Invitation
	Account bool // there is an account that is in use: its owner signs in to accept, instead of choosing a password
	held    bool // its owner was given that post meanwhile
}

// errDead is the one answer for a link that is unknown, taken, withdrawn, sent again or lapsed.
func errDead() error { return civic.NotFound("error.invite_dead") }

// Invited opens a link. address is where the request comes from, for counting tries. Errors: not_found, alike for every link
// that is worth nothing; too_many.
func (d *Directory) Invited(ctx context.Context, token, address string) (Invited, error) {
	if err := d.linkTried(ctx, address); err != nil {
		return Invited{}, err
	}
	x, _, err := d.invited(ctx, token)
	if err != nil {
		return Invited{}, err
	}
	return x, d.tries.Forgive(ctx, linkKey(address))
}

func linkKey(address string) string { return "invited/" + vault.HashToken(address) }

// linkTried counts that a link was tried. Errors: too_many.
func (d *Directory) linkTried(ctx context.Context, address string) error {
	allowed, wait, err := d.tries.Hit(ctx, linkKey(address), tryWindow, triesPerLink, d.now())
	if err == nil && !allowed {
		err = civic.TooMany("error.signin_tries", "minutes", int(wait.Minutes())+1, "seconds", int(wait.Seconds())+1)
	}
	return err
}

// invited loads an invitation that can be accepted now, and who has its address, if anybody. The post that
// it was sent from must still give it. Errors: not_found.
func (d *Directory) invited(ctx context.Context, token string) (x Invited, o store.Officer, err error) {
	x.Invitation, err = d.store.InvitationByHash(ctx, d.store.DB, vault.HashToken(token))
	switch {
	case civic.KindOf(err) == civic.KindNotFound:
		return x, o, errDead()
	case err != nil:
		return x, o, err
	}
	now := d.now()
	t := d.Map(ctx).Tree
	desk, _ := t.Get(x.Agency)
	from, err := d.store.PostByID(ctx, d.store.DB, x.Post)
	if err != nil {
		return x, o, err
	}
	sender := civic.Actor{Role: from.Role, Officer: from.Officer, Post: from.ID, Desk: from.Agency}
	if x.Stands(now) != civic.InvitationOpen || !desk.Active || !sender.MayAdminister(t, x.Agency) || !sender.MayGive(x.Role) ||
		!x.Until.IsZero() && x.Until.Before(civic.DateOf(now, desk.Zone)) {
		return x, o, errDead()
	}
	o, err = d.store.OfficerByEmail(ctx, d.store.DB, x.Email)
	switch {
	case civic.KindOf(err) == civic.KindNotFound:
		return x, store.Officer{}, nil
	case err != nil:
		return x, o, err
	case !o.Active: // somebody closed that account, and a link does not open it
		return x, o, errDead()
	}
	posts, err := d.Posts(ctx, o.ID)
	x.Account = o.PasswordHash != "" && len(posts) > 0
	x.held = holds(posts, &x.Invitation)
	return x, o, err
}

// Acceptance is what somebody without an account in use sends with a link.
type Acceptance struct {
	Token, Name, Password string
	Address, Device, Net  string // where the request comes from
}

// AcceptInvitation makes the account, or gives one that is not in use its new password, and the post with it.
// Errors: not_found for a link that is worth nothing; conflict when its owner has to sign in instead; invalid with the field;
// too_many.
func (d *Directory) AcceptInvitation(ctx context.Context, a Acceptance) error {
	if err := d.linkTried(ctx, a.Address); err != nil {
		return err
	}
	hash, wrong := d.HashPassword(ctx, a.Password) // before the link is looked at: a good one takes as long as any other
	if wrong != nil && civic.KindOf(wrong) != civic.KindInvalid {
		return wrong
	}
	x, o, err := d.invited(ctx, a.Token)
	switch {
	case err != nil:
		return err
	case wrong != nil:
		return wrong
	case x.Account:
		return civic.Conflict("error.invite_sign_in")
	}
	if _, x.Name, err = whoIs(x.Email, a.Name); err != nil {
		return err
	}
	now := d.now()
	if o.ID == 0 {
		o = store.Officer{ID: d.store.NewID(now), Email: x.Email, Active: true}
	}
	o.Name, o.PasswordHash, o.Epoch = x.Name, hash, o.Epoch+1
	err = d.take(ctx, &x, &o, a.Token, func(tx *sqldb.Tx) {
		d.store.SaveOfficer(tx, o, store.Micros(now))
		d.store.AddAccessNote(tx, o.ID, store.AccessNote{What: store.AccessPassword, Device: a.Device, Net: a.Net, LastAt: store.Micros(now)})
	})
	if sqldb.IsUnique(err) { // somebody gave that address an account at this moment
		return civic.Conflict("error.invite_sign_in")
	}
	if err != nil {
		return err
	}
	return d.tries.Forgive(ctx, linkKey(a.Address))
}

// AcceptAs gives the post to an officer who is signed in, if the invitation is theirs. Errors: not_found for a link that is
// worth nothing, conflict when it is for another address; too_many.
func (d *Directory) AcceptAs(ctx context.Context, officer civic.ID, token, address string) error {
	if err := d.linkTried(ctx, address); err != nil {
		return err
	}
	x, o, err := d.invited(ctx, token)
	switch {
	case err != nil:
		return err
	case o.ID != officer || officer == 0:
		return civic.Conflict("error.invite_other")
	}
	if err := d.take(ctx, &x, &o, token, func(*sqldb.Tx) {}); err != nil {
		return err
	}
	return d.tries.Forgive(ctx, linkKey(address))
}

// take uses the link up and gives the post, unless the officer was given it meanwhile. also is queued before the post.
func (d *Directory) take(ctx context.Context, x *Invited, o *store.Officer, token string, also func(*sqldb.Tx)) error {
	now := d.now()
	post := store.Post{ID: d.store.NewID(now), Officer: o.ID, Agency: x.Agency, Role: x.Role, From: store.Micros(now)}
	if !x.Until.IsZero() {
		desk, _ := d.Map(ctx).Tree.Get(x.Agency)
		end := store.Micros(x.Until.AddDays(1).Start(desk.Zone))
		post.To = &end
	}
	before := x.Invitation
	x.Taken = now
	return d.record(ctx, civic.Actor{Officer: o.ID}, "invitation", x.ID.String(), &before, &x.Invitation, func(ctx context.Context, tx *sqldb.Tx) error {
		ok, err := d.store.TakeInvitation(ctx, tx, vault.HashToken(token), store.Micros(now))
		if err != nil {
			return err
		}
		if !ok {
			return errDead()
		}
		also(tx)
		if !x.held {
			d.store.SavePost(tx, post)
		}
		return nil
	})
}
