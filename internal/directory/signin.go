package directory

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"golang.org/x/crypto/argon2"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/vault"
)

// argon2id as OWASP advises: 19 MiB, two passes. About 100 ms of CPU, so only a few at once.
const (
	hashMemory   = 19 * 1024 // KiB
	hashTime     = 2
	hashLen      = 32
	hashesAtOnce = 2
)

// The limits of trying passwords. They slow a guesser down; they lock nobody out for long.
const (
	triesPerAccount = 10
	triesPerAddress = 100
	tryWindow       = 15 * time.Minute
	// MinPassword is the shortest password, in characters.
	MinPassword = 10
	// MaxPassword is the longest one, in characters.
	MaxPassword = 200
)

// HashPassword makes the stored form of a password. Errors: invalid "password" when it is too
// short, the context's when there is no place to compute.
func (d *Directory) HashPassword(ctx context.Context, password string) (string, error) {
	switch n := len([]rune(password)); {
	case n < MinPassword:
		return "", civic.Invalid("password", "error.password_short", "min", MinPassword)
	case n > MaxPassword:
		return "", civic.Invalid("password", "error.too_long", "max", MaxPassword)
	}
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails: it ends the process instead
	sum, err := d.hash(ctx, password, salt)
	if err != nil {
		return "", err
	}
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", hashMemory, hashTime, b64.EncodeToString(salt), b64.EncodeToString(sum)), nil
}

func (d *Directory) hash(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case d.hashes <- struct{}{}:
		defer func() { <-d.hashes }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), salt, hashTime, hashMemory, 1, hashLen), nil
}

// matches compares in constant time. An account without a password takes as long as any other.
func (d *Directory) matches(ctx context.Context, stored, password string) (bool, error) {
	parts := strings.Split(stored, "$")
	var salt, want []byte
	if len(parts) == 6 {
		salt, _ = base64.RawStdEncoding.DecodeString(parts[4])
		want, _ = base64.RawStdEncoding.DecodeString(parts[5])
	}
	if len(salt) == 0 {
		salt = make([]byte, 16)
	}
	got, err := d.hash(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return len(want) == hashLen && subtle.ConstantTimeCompare(got, want) == 1, nil
}

// SignIn checks a password and returns the posts in which the officer may act.
// Errors: too_many with the minutes to wait; unauthenticated, alike for an unknown address, a
// wrong password and an officer without a post.
func (d *Directory) SignIn(ctx context.Context, email, password, address string) ([]store.Standing, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	for _, k := range []struct {
		key   string
		limit int
	}{{"signin/" + vault.HashToken("account "+email+" from "+address), triesPerAccount}, {"signin/" + vault.HashToken("address "+address), triesPerAddress}} {
		allowed, wait, err := d.tries.Hit(ctx, k.key, tryWindow, k.limit, d.now())
		if err != nil {
			return nil, err
		}
		if !allowed {
			return nil, civic.TooMany("error.signin_tries", "minutes", int(wait.Minutes())+1, "seconds", int(wait.Seconds())+1)
		}
	}
	o, err := d.store.OfficerByEmail(ctx, d.store.DB, email)
	if err != nil && civic.KindOf(err) != civic.KindNotFound {
		return nil, err
	}
	ok, herr := d.matches(ctx, o.PasswordHash, password)
	if herr != nil {
		return nil, herr
	}
	if !ok || err != nil {
		return nil, civic.Unauthenticated("error.signin")
	}
	posts, err := d.store.Standings(ctx, d.store.DB, o.ID, store.Micros(d.now()))
	if err != nil {
		return nil, err
	}
	if len(posts) == 0 {
		return nil, civic.Unauthenticated("error.signin")
	}
	// A whole office signs in from one address each morning: only what failed counts against it.
	if err := d.tries.Forgive(ctx, "signin/"+vault.HashToken("address "+address)); err != nil {
		return nil, err
	}
	return posts, d.tries.Reset(ctx, "signin/"+vault.HashToken("account "+email+" from "+address))
}

// Standing checks on every request that officer and post are still good.
// Errors: unauthenticated when they are not, or when the session is of an older epoch.
func (d *Directory) Standing(ctx context.Context, officer, post civic.ID, epoch int64) (civic.Actor, error) {
	st, err := d.store.StandingOf(ctx, d.store.DB, officer, post, store.Micros(d.now()))
	if civic.KindOf(err) == civic.KindNotFound || err == nil && st.Epoch != epoch {
		return civic.Actor{}, civic.Unauthenticated("error.sign_in_first")
	}
	return d.Actor(ctx, st), err
}

// Posts lists the posts in which the officer may act now.
func (d *Directory) Posts(ctx context.Context, officer civic.ID) ([]store.Standing, error) {
	return d.store.Standings(ctx, d.store.DB, officer, store.Micros(d.now()))
}

// Actor makes the actor of a standing, with what the post reads today.
func (d *Directory) Actor(ctx context.Context, st store.Standing) civic.Actor {
	return d.Map(ctx).Actor(st, d.now())
}

// TokenActor returns who a machine token acts as: as of this moment, or at most a quarter of a second ago. Errors:
// unauthenticated.
func (d *Directory) TokenActor(ctx context.Context, token string) (civic.Actor, error) {
	m, hash, now := d.Map(ctx), vault.HashToken(token), d.now()
	st, known := d.tokens.of(m, hash, now)
	if !known {
		var err error
		st, err = d.store.TokenStanding(ctx, d.store.DB, hash, store.Micros(now))
		if civic.KindOf(err) == civic.KindNotFound {
			return civic.Actor{}, civic.Unauthenticated("error.token")
		}
		if err != nil {
			return civic.Actor{}, err
		}
		d.tokens.keep(m, hash, st)
	}
	return m.Actor(st, now), nil
}

// NewToken makes a machine token for an officer's first good post; it is shown once and only its hash kept.
// Errors: not_found when there is no such officer or no post.
func (d *Directory) NewToken(ctx context.Context, email, label string, life time.Duration) (string, error) {
	o, err := d.store.OfficerByEmail(ctx, d.store.DB, strings.ToLower(strings.TrimSpace(email)))
	if civic.KindOf(err) == civic.KindNotFound {
		return "", civic.NotFound("error.no_officer") // asked by whoever runs the machine: nothing is given away
	}
	if err != nil {
		return "", err
	}
	now := d.now()
	posts, err := d.store.Standings(ctx, d.store.DB, o.ID, store.Micros(now))
	if err != nil {
		return "", err
	}
	if len(posts) == 0 {
		return "", civic.NotFound("error.no_post")
	}
	token := vault.NewToken()
	err = d.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.InsertToken(tx, vault.HashToken(token), o.ID, posts[0].Post, label, store.Micros(now), store.Micros(now.Add(life)))
		return nil
	})
	return token, err
}

// SignOutEverywhere ends every session of an officer at once.
func (d *Directory) SignOutEverywhere(ctx context.Context, officer civic.ID) error {
	return d.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.BumpEpoch(tx, officer)
		return nil
	})
}
