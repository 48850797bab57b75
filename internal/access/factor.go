package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// The rules of codes: RFC 6238 as every authenticator does it, a clock that may be wrong by one step either way, and a few
// tries, which only somebody who knows the password has.
const (
	period        = 30 // seconds a step lasts
	skew          = 1  // steps
	secretBytes   = 20
	recoveryCodes = 10
	recoveryBytes = 10 // of chance in each
	triesPerCode  = 8
	codeWindow    = 15 * time.Minute
	issuer        = "Tuntas"
)

// Guarded tells what stands before an account beside the password.
type Guarded struct {
	On    bool
	Since time.Time
	Left  int // recovery codes
}

// Guarded tells it of an officer.
func (a *Access) Guarded(ctx context.Context, officer civic.ID) (Guarded, error) {
	f, err := a.factor(ctx, officer)
	if err != nil || f.Confirmed == 0 {
		return Guarded{}, err
	}
	left, err := a.store.CountRecoveryCodes(ctx, a.store.DB, officer)
	return Guarded{On: true, Since: store.Moment(f.Confirmed), Left: left}, err
}

// factor loads what an officer shares with an authenticator, zero when nothing.
func (a *Access) factor(ctx context.Context, officer civic.ID) (store.Factor, error) {
	f, err := a.store.FactorOf(ctx, a.store.DB, officer)
	if civic.KindOf(err) == civic.KindNotFound {
		return store.Factor{}, nil
	}
	return f, err
}

// Offer is a secret that an officer may put into an authenticator.
type Offer struct {
	Secret string // in groups of four, to type
	URL    string // otpauth, for a QR code
}

// Offer makes a secret and keeps it until a code proves that an authenticator has it; asked again before that, it is the
// same one. Errors: conflict when there is one in use.
func (a *Access) Offer(ctx context.Context, who civic.Actor, account string) (Offer, error) {
	if !who.IsOfficer() {
		return Offer{}, civic.Unauthenticated("error.sign_in_first")
	}
	f, err := a.factor(ctx, who.Officer)
	switch {
	case err != nil:
		return Offer{}, err
	case f.Confirmed != 0:
		return Offer{}, civic.Conflict("error.factor_on")
	}
	if f.Sealed == nil {
		secret := make([]byte, secretBytes)
		_, _ = rand.Read(secret) // never fails: it ends the process instead
		f.Sealed = a.vault.Seal(place(who.Officer), secret)
		if err := a.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
			a.store.OfferFactor(tx, who.Officer, f.Sealed)
			return nil
		}); err != nil {
			return Offer{}, err
		}
	}
	secret, err := a.secret(who.Officer, f.Sealed)
	if err != nil {
		return Offer{}, err
	}
	u := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + account, RawQuery: url.Values{"secret": {secret}, "issuer": {issuer}}.Encode()}
	return Offer{Secret: groups(secret), URL: u.String()}, nil
}

// TurnOn proves with a code that an authenticator has the secret. From then on the account asks for a code, and these are
// the recovery codes, shown this once. Errors: invalid "code"; too_many; conflict when it is on already.
func (a *Access) TurnOn(ctx context.Context, who civic.Actor, code string, at Place) ([]string, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	f, err := a.factor(ctx, who.Officer)
	switch {
	case err != nil:
		return nil, err
	case f.Confirmed != 0:
		return nil, civic.Conflict("error.factor_on")
	case f.Sealed == nil:
		return nil, civic.Invalid("code", "error.factor_code")
	}
	var codes []string
	return codes, a.prove(ctx, who.Officer, code, nil, func(tx *sqldb.Tx) {
		codes = a.freshCodes(tx, who.Officer)
		a.note(tx, who.Officer, DidTurnOn, at)
	})
}

// NewCodes replaces the recovery codes. Errors: as Check.
func (a *Access) NewCodes(ctx context.Context, who civic.Actor, code string, at Place) ([]string, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	var codes []string
	return codes, a.Check(ctx, who.Officer, code, at, func(tx *sqldb.Tx) {
		codes = a.freshCodes(tx, who.Officer)
		a.note(tx, who.Officer, DidNewCodes, at)
	})
}

// TurnOff lets the password alone open the account again. Errors: as Check.
func (a *Access) TurnOff(ctx context.Context, who civic.Actor, code string, at Place) error {
	if !who.IsOfficer() {
		return civic.Unauthenticated("error.sign_in_first")
	}
	return a.Check(ctx, who.Officer, code, at, func(tx *sqldb.Tx) {
		a.store.DropFactor(tx, who.Officer)
		a.note(tx, who.Officer, DidTurnOff, at)
	})
}

// Check takes a code of the authenticator, or a recovery code, and does also, if not nil, in the same transaction. Each
// code is taken once. Errors: invalid "code", alike for a wrong one and for one that was taken before; too_many.
func (a *Access) Check(ctx context.Context, officer civic.ID, code string, at Place, also func(*sqldb.Tx)) error {
	if also == nil {
		also = func(*sqldb.Tx) {}
	}
	plain := bare(code)
	if len(plain) != recoveryLen {
		return a.prove(ctx, officer, plain, &at, also)
	}
	return a.counted(ctx, officer, &at, func(ctx context.Context, tx *sqldb.Tx) (bool, error) {
		taken, err := a.store.TakeRecoveryCode(ctx, tx, officer, recoveryHash(officer, plain))
		if taken && err == nil {
			a.note(tx, officer, DidRecover, at)
			also(tx)
		}
		return taken, err
	})
}

// prove takes a code of the authenticator.
func (a *Access) prove(ctx context.Context, officer civic.ID, code string, at *Place, also func(*sqldb.Tx)) error {
	return a.counted(ctx, officer, at, func(ctx context.Context, tx *sqldb.Tx) (bool, error) {
		f, err := a.store.FactorOf(ctx, tx, officer)
		if civic.KindOf(err) == civic.KindNotFound {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		secret, err := a.secret(officer, f.Sealed)
		if err != nil {
			return false, err
		}
		step, ok, err := stepOf(secret, bare(code), a.wall())
		if !ok || err != nil {
			return false, err
		}
		taken, err := a.store.TakeStep(ctx, tx, officer, step, store.Micros(a.wall()))
		if taken && err == nil {
			also(tx)
		}
		return taken, err
	})
}

// counted tries something that a guesser would try again and again. What failed is told in the owner's
// journal as tried from at; nil for an owner who is still trying the authenticator out.
func (a *Access) counted(ctx context.Context, officer civic.ID, at *Place, try func(context.Context, *sqldb.Tx) (bool, error)) error {
	key := "factor/" + officer.String()
	allowed, wait, err := a.tries.Hit(ctx, key, codeWindow, triesPerCode, a.now())
	if err != nil {
		return err
	}
	if !allowed {
		return civic.TooMany("error.signin_tries", "minutes", int(wait.Minutes())+1, "seconds", int(wait.Seconds())+1)
	}
	var good bool
	err = a.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		if good, err = try(ctx, tx); err == nil && !good && at != nil {
			a.note(tx, officer, DidFailCode, *at)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case !good:
		return civic.Invalid("code", "error.factor_code")
	default:
		return a.tries.Reset(ctx, key)
	}
}

// stepOf finds the time step whose code was typed, at most skew steps away from now.
func stepOf(secret, code string, now time.Time) (int64, bool, error) {
	for _, off := range []int64{0, -skew, skew} {
		at := now.Add(time.Duration(off*period) * time.Second)
		want, err := totp.GenerateCodeCustom(secret, at, totp.ValidateOpts{Period: period, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return at.Unix() / period, true, nil
		}
	}
	return 0, false, nil
}

var base = base32.StdEncoding.WithPadding(base32.NoPadding)

// recoveryLen is how many letters a recovery code has, without dashes.
var recoveryLen = base.EncodedLen(recoveryBytes)

// freshCodes queues new recovery codes in the place of all others and returns them as they are shown.
func (a *Access) freshCodes(tx *sqldb.Tx, officer civic.ID) []string {
	shown, hashes := make([]string, recoveryCodes), make([]string, recoveryCodes)
	for i := range shown {
		chance := make([]byte, recoveryBytes)
		_, _ = rand.Read(chance) // never fails
		code := base.EncodeToString(chance)
		shown[i], hashes[i] = groups(code), recoveryHash(officer, code)
	}
	a.store.SetRecoveryCodes(tx, officer, hashes)
	return shown
}

// recoveryHash is under what a recovery code is kept. It holds 80 bits of chance, so that a plain hash cannot be tried out.
func recoveryHash(officer civic.ID, code string) string {
	return vault.HashToken("recovery " + officer.String() + " " + code)
}

func place(officer civic.ID) string { return "factor/" + officer.String() }

func (a *Access) secret(officer civic.ID, sealed []byte) (string, error) {
	plain, err := a.vault.Open(place(officer), sealed)
	return base.EncodeToString(plain), err
}

// groups writes a code in groups of four, as people read it.
func groups(code string) string {
	var out []string
	for len(code) > 4 {
		out, code = append(out, code[:4]), code[4:]
	}
	return strings.Join(append(out, code), "-")
}

// bare is a code as it was meant, however it was typed.
func bare(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		}
		return -1
	}, code)
}
