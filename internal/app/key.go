package app

import (
	"context"
	"crypto/hmac"
	"errors"

	"tuntas/internal/sqldb"
)

// ErrWrongKey means that the secret key is a good one, but not this database's. Going on would refuse every PIN,
// open no identity, and seal what is new with a key that does not fit the rest.
var ErrWrongKey = errors.New("secret-key: this is not the key that this database was made with; " +
	"put the right one back (secret.key in the data folder, or --secret-key) from the backup, " +
	"or begin a new installation with an empty folder (--data) or an empty database (--database-url)")

// keyCheckSetting holds config.Keys.Check of the key that everything in the database is sealed with.
const keyCheckSetting = "key_check"

// checkKey compares the key with the one that the database knows. A database that knows none yet, because it is new
// or older than this check, learns it, if the key opens what is sealed there already.
func (a *App) checkKey(ctx context.Context) error {
	known, err := a.Store.Setting(ctx, keyCheckSetting)
	if err != nil {
		return err
	}
	mine := a.Keys.Check()
	if known == "" {
		if known, err = a.learnKey(ctx, mine); err != nil {
			return err
		}
	}
	if !hmac.Equal([]byte(known), []byte(mine)) {
		return ErrWrongKey
	}
	return nil
}

// learnKey writes the digest down and returns what stands there then. Of two processes that start at once with
// different keys one is first, and the other reads what that one wrote.
func (a *App) learnKey(ctx context.Context, mine string) (known string, err error) {
	err = a.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if err := a.opensWhatIsSealed(ctx, tx); err != nil {
			return err
		}
		known, err = a.Store.ClaimSetting(ctx, tx, keyCheckSetting, mine)
		return err
	})
	return known, err
}

// samples is how many sealed things are tried: one alone might be damaged.
const samples = 5

// opensWhatIsSealed tries the key on identities and on lines of imports. ErrWrongKey when there are some and none
// opens.
func (a *App) opensWhatIsSealed(ctx context.Context, q sqldb.Querier) error {
	some, err := a.Store.SealedSamples(ctx, q, samples)
	if err != nil || len(some) == 0 {
		return err
	}
	for _, one := range some {
		if _, err := a.Vault.Open(one.Place, one.Data); err == nil {
			return nil
		}
	}
	return ErrWrongKey
}
