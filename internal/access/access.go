// Package access holds the verbs about how officers prove who they are beyond their password: the code of an
// authenticator and the codes for when it is lost, the sessions they have open, and the journal of what was done with
// their account.
package access

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// Access is safe for concurrent use.
type Access struct {
	store *store.Store
	vault *vault.Vault
	tries store.Attempts
	now   civic.Now
	wall  func() time.Time // sessions live by the clock of the machine
}

// New puts the verbs together.
func New(s *store.Store, v *vault.Vault, now civic.Now, wall func() time.Time) *Access {
	return &Access{store: s, vault: v, tries: store.Attempts{DB: s.DB}, now: now, wall: wall}
}

// Place is where a request comes from, in the words in which its owner will recognise it.
type Place struct {
	Device string // a few words
	Net    string // the network of the address, not the address
}

// Note is something that was done with an account.
type Note = store.AccessNote

// Session is one session of an officer.
type Session = store.SignedIn

// What the journal tells of.
const (
	DidSignIn    = "in"          // came in
	DidFail      = "failed"      // a wrong password
	DidFailCode  = "failed_code" // the right password and a wrong code
	DidRecover   = "recovered"   // came in with a recovery code
	DidTurnOn    = "factor_on"
	DidTurnOff   = "factor_off"
	DidNewCodes  = "new_codes"
	DidDrop      = store.AccessCodeDropped // an administrator did, because the authenticator was lost
	DidPassword  = store.AccessPassword
	DidEndOne    = "ended"     // ended a session of another device
	DidEndOthers = "ended_all" // ended all other sessions
)

// Did are all of them.
func Did() []string {
	return []string{DidSignIn, DidFail, DidFailCode, DidRecover, DidTurnOn, DidTurnOff, DidNewCodes, DidDrop, DidPassword, DidEndOne, DidEndOthers}
}

// maxNotes is how much of the journal is shown, maxOpen how many sessions.
const (
	maxNotes = 100
	maxOpen  = 50
)

// note queues that something was done with the account of an officer.
func (a *Access) note(q sqldb.Queuer, officer civic.ID, what string, at Place) {
	a.store.AddAccessNote(q, officer, store.AccessNote{What: what, Device: at.Device, Net: at.Net, LastAt: store.Micros(a.wall())})
}

// FailedPassword writes a wrong password into the journal of whoever has that address, if anybody has. It takes as long
// when nobody has.
func (a *Access) FailedPassword(ctx context.Context, email string, at Place) error {
	o, err := a.store.OfficerByEmail(ctx, a.store.DB, strings.ToLower(strings.TrimSpace(email)))
	known := err == nil
	if !known && civic.KindOf(err) != civic.KindNotFound {
		return err
	}
	return a.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		if known {
			a.note(tx, o.ID, DidFail, at)
		} else {
			a.store.NoAccessNote(tx)
		}
		return nil
	})
}

// Journal lists what was done with the actor's account, latest first.
func (a *Access) Journal(ctx context.Context, who civic.Actor) ([]Note, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	notes, err := a.store.AccessNotes(ctx, a.store.DB, who.Officer, maxNotes)
	slices.SortStableFunc(notes, func(x, y Note) int { return cmp.Compare(y.LastAt, x.LastAt) }) // they come by the hour
	return notes, err
}

// Entered keeps note of a session that became an officer's. was and is are its handles before and after: a change of post
// changes the token, and is the same session. life is how long it can last.
func (a *Access) Entered(ctx context.Context, officer civic.ID, was, is string, at Place, life time.Duration) error {
	now := a.wall()
	return a.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		known, err := a.store.MoveSignedIn(ctx, tx, officer, was, is, vault.HashToken(is))
		if err != nil || known {
			return err
		}
		a.store.AddSignedIn(tx, officer, store.SignedIn{ID: a.store.NewID(a.now()), Handle: is, Token: vault.HashToken(is), Device: at.Device, Net: at.Net, At: store.Micros(now), Expires: store.Micros(now.Add(life))})
		a.note(tx, officer, DidSignIn, at)
		return nil
	})
}

// Open lists the actor's sessions, latest first.
func (a *Access) Open(ctx context.Context, who civic.Actor) ([]Session, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	return a.store.SignedIns(ctx, a.store.DB, who.Officer, maxOpen)
}

// End ends one of the actor's sessions, wherever it is. Errors: not_found when it is nobody's, somebody else's, or over.
func (a *Access) End(ctx context.Context, who civic.Actor, session civic.ID, at Place) error {
	if !who.IsOfficer() {
		return civic.Unauthenticated("error.sign_in_first")
	}
	return a.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		ended, err := a.store.EndSignedIn(ctx, tx, who.Officer, session)
		if err != nil {
			return err
		}
		if !ended {
			return civic.NotFound("error.not_found")
		}
		a.note(tx, who.Officer, DidEndOne, at)
		return nil
	})
}

// EndOthers ends all of the actor's sessions but the one with that handle.
func (a *Access) EndOthers(ctx context.Context, who civic.Actor, but string, at Place) error {
	if !who.IsOfficer() || but == "" {
		return civic.Unauthenticated("error.sign_in_first")
	}
	return a.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		a.store.EndOtherSignedIns(tx, who.Officer, but)
		a.note(tx, who.Officer, DidEndOthers, at)
		return nil
	})
}
