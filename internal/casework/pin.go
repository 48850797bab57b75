package casework

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"time"

	"tuntas/internal/civic"
)

// The limits of guessing a PIN: six digits would fall to a patient guesser without them.
const (
	triesPerCode    = 100 // from everywhere: a stranger must not be able to lock the reporter out
	triesPerPair    = 10  // at one code from one address
	triesPerAddress = 50
	tryWindow       = time.Hour
)

// OpenWithPIN lets the reporter in. address is where the request came from; it is kept as a
// keyed digest for an hour and nowhere else.
// Errors: too_many with the time to wait; not_found, alike for a wrong code and a wrong PIN.
func (c *Casework) OpenWithPIN(ctx context.Context, code civic.TrackingCode, pin, address string) (civic.Actor, error) {
	keys := []struct {
		key   string
		limit int
	}{
		{"pin/" + hex.EncodeToString(c.vault.MAC("try/code", string(code))), triesPerCode},
		{"pin/" + hex.EncodeToString(c.vault.MAC("try/pair", string(code)+" "+address)), triesPerPair},
		{"pin/" + hex.EncodeToString(c.vault.MAC("try/address", address)), triesPerAddress},
	}
	for _, k := range keys {
		allowed, wait, err := c.tries.Hit(ctx, k.key, tryWindow, k.limit, c.now())
		if err != nil {
			return civic.Actor{}, err
		}
		if !allowed {
			return civic.Actor{}, civic.TooMany("error.pin_tries", "minutes", int(wait.Minutes())+1, "seconds", int(wait.Seconds())+1)
		}
	}
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	var mac []byte
	if err == nil {
		mac, err = c.store.PinMAC(ctx, c.store.DB, r.ID)
	}
	bound := code
	if err == nil && r.Parent != 0 { // the PIN of the whole opens its parts
		var whole civic.Report
		whole, err = c.store.ReportByID(ctx, c.store.DB, r.Parent)
		bound = whole.Code
	}
	if err != nil && civic.KindOf(err) != civic.KindNotFound {
		return civic.Actor{}, err
	}
	// The digest is computed for an unknown code as well, so that the answer takes as long.
	if !c.vault.SameMAC("pin/"+string(bound), pin, mac) || err != nil {
		return civic.Actor{}, civic.NotFound("error.code_or_pin")
	}
	// The address keeps its earlier tries: who has a report of their own must not be able to wipe them away
	// between guesses at those of others.
	if err := c.tries.Forgive(ctx, keys[2].key); err != nil {
		return civic.Actor{}, err
	}
	return civic.ReporterActor(r.ID), errors.Join(c.tries.Reset(ctx, keys[0].key), c.tries.Reset(ctx, keys[1].key))
}

// CodeOf finds the tracking code behind a numeric alias. An alias that nobody has gives a code
// that nobody has, so that asking tells nothing. Errors: those of the database.
func (c *Casework) CodeOf(ctx context.Context, alias civic.Alias) (civic.TrackingCode, error) {
	r, err := c.store.ReportByAlias(ctx, c.store.DB, alias)
	if civic.KindOf(err) == civic.KindNotFound && err != nil {
		return civic.NewTrackingCode(rand.Reader)
	}
	return r.Code, err
}
