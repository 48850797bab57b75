package store

import (
	"context"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Factor is what an officer shares with an authenticator.
type Factor struct {
	Officer   civic.ID
	Sealed    []byte
	Confirmed int64 // microseconds UTC; 0 not yet
	LastStep  int64 // time step of the last code that was taken
}

// FactorOf loads it. Errors: not_found.
func (s *Store) FactorOf(ctx context.Context, q sqldb.Querier, officer civic.ID) (Factor, error) {
	f := Factor{Officer: officer}
	err := q.QueryRow(ctx, `SELECT sealed, confirmed_at, last_step FROM officer_factor WHERE officer_id = $1`, int64(officer)).Scan(&f.Sealed, &f.Confirmed, &f.LastStep)
	return f, orNotFound(err)
}

// OfferFactor queues a secret that was shown and is not proved yet. One that is in use stays.
func (s *Store) OfferFactor(q sqldb.Queuer, officer civic.ID, sealed []byte) {
	q.Queue(`INSERT INTO officer_factor (officer_id, sealed, confirmed_at, last_step) VALUES ($1, $2, 0, 0)
		ON CONFLICT (officer_id) DO UPDATE SET sealed = CASE WHEN officer_factor.confirmed_at = 0 THEN excluded.sealed ELSE officer_factor.sealed END`, int64(officer), sealed)
}

// TakeStep takes the code of a time step, once: false when it, or a later one, was taken before.
func (s *Store) TakeStep(ctx context.Context, tx Tx, officer civic.ID, step, confirmed int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE officer_factor SET last_step = $2, confirmed_at = CASE WHEN confirmed_at = 0 THEN $3 ELSE confirmed_at END
		WHERE officer_id = $1 AND last_step < $2`, int64(officer), step, confirmed)
	return n == 1, err
}

// DropFactor queues that an officer signs in by password alone again.
func (s *Store) DropFactor(q sqldb.Queuer, officer civic.ID) {
	q.Queue(`DELETE FROM officer_factor WHERE officer_id = $1`, int64(officer))
	q.Queue(`DELETE FROM recovery_code WHERE officer_id = $1`, int64(officer))
}

// SetRecoveryCodes queues new recovery codes, by their hashes, in the place of all older ones.
func (s *Store) SetRecoveryCodes(q sqldb.Queuer, officer civic.ID, hashes []string) {
	q.Queue(`DELETE FROM recovery_code WHERE officer_id = $1`, int64(officer))
	for _, h := range hashes {
		q.Queue(`INSERT INTO recovery_code (officer_id, hash) VALUES ($1, $2)`, int64(officer), h)
	}
}

// TakeRecoveryCode uses a recovery code up: false when there is no such code left.
func (s *Store) TakeRecoveryCode(ctx context.Context, tx Tx, officer civic.ID, hash string) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM recovery_code WHERE officer_id = $1 AND hash = $2`, int64(officer), hash)
	return n == 1, err
}

// CountRecoveryCodes tells how many are left.
func (s *Store) CountRecoveryCodes(ctx context.Context, q sqldb.Querier, officer civic.ID) (n int, err error) {
	return n, q.QueryRow(ctx, `SELECT count(*) FROM recovery_code WHERE officer_id = $1`, int64(officer)).Scan(&n)
}

// SignedIn is one session of an officer.
type SignedIn struct {
	ID      civic.ID
	Handle  string // names the session for later questions
	Token   string // under which it is kept
	Device  string // in a few words, as the door understood it
	Net     string // the network of the address
	At      int64  // microseconds UTC
	Expires int64
}

// AddSignedIn queues a session of an officer.
func (s *Store) AddSignedIn(q sqldb.Queuer, officer civic.ID, x SignedIn) {
	q.Queue(`INSERT INTO signed_in (id, officer_id, handle, token, device, net, at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		int64(x.ID), int64(officer), x.Handle, x.Token, x.Device, x.Net, x.At, x.Expires)
}

// MoveSignedIn lets a session of the officer go on under another name, because its token was changed: false when it was
// none of the officer's.
func (s *Store) MoveSignedIn(ctx context.Context, tx Tx, officer civic.ID, from, to, token string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE signed_in SET handle = $3, token = $4 WHERE handle = $2 AND officer_id = $1`, int64(officer), from, to, token)
	return n == 1, err
}

// SignedIns lists the sessions of an officer that are still kept, latest first, at most limit.
func (s *Store) SignedIns(ctx context.Context, q sqldb.Querier, officer civic.ID, limit int) ([]SignedIn, error) {
	rows, err := q.Query(ctx, `SELECT s.id, s.handle, s.token, s.device, s.net, s.at, s.expires_at FROM signed_in s JOIN session x ON x.token = s.token
		WHERE s.officer_id = $1 ORDER BY s.id DESC LIMIT $2`, int64(officer), limit)
	return collect(rows, err, func(scan func(...any) error) (x SignedIn, err error) {
		return x, scan((*int64)(&x.ID), &x.Handle, &x.Token, &x.Device, &x.Net, &x.At, &x.Expires)
	})
}

// EndSignedIn ends one session of an officer at once, everywhere: false when it is not the officer's, or over.
func (s *Store) EndSignedIn(ctx context.Context, tx Tx, officer, id civic.ID) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM session WHERE token = (SELECT token FROM signed_in WHERE id = $2 AND officer_id = $1)`, int64(officer), int64(id))
	tx.Queue(`DELETE FROM signed_in WHERE id = $2 AND officer_id = $1`, int64(officer), int64(id))
	return n == 1, err
}

// EndOtherSignedIns ends all sessions of an officer but one.
func (s *Store) EndOtherSignedIns(q sqldb.Queuer, officer civic.ID, but string) {
	q.Queue(`DELETE FROM session WHERE token IN (SELECT token FROM signed_in WHERE officer_id = $1 AND handle <> $2)`, int64(officer), but)
	q.Queue(`DELETE FROM signed_in WHERE officer_id = $1 AND handle <> $2`, int64(officer), but)
}

// What a journal says of what other verbs do: an administrator dropped the code at sign-in; a new password.
const (
	AccessCodeDropped = "factor_dropped"
	AccessPassword    = "password"
)

// AccessNote is something that was done with an account, as often as n within one hour.
type AccessNote struct {
	What   string
	Device string
	Net    string
	N      int
	LastAt int64 // microseconds UTC
}

const (
	hourMicros  = 3600 * 1_000_000
	accessHours = 365 * 24 // how long the journal goes back
)

// AddAccessNote queues it once more.
func (s *Store) AddAccessNote(q sqldb.Queuer, officer civic.ID, x AccessNote) {
	q.Queue(`INSERT INTO access_log (officer_id, hour, what, device, net, n, last_at) VALUES ($1, $2, $3, $4, $5, 1, $6)
		ON CONFLICT (officer_id, hour, what, device, net) DO UPDATE SET n = access_log.n + 1, last_at = excluded.last_at`,
		int64(officer), x.LastAt/hourMicros, x.What, x.Device, x.Net, x.LastAt)
}

// NoAccessNote queues a write that changes nothing, where nobody has an account to write of.
func (s *Store) NoAccessNote(q sqldb.Queuer) {
	q.Queue(`UPDATE access_log SET n = n + 1 WHERE officer_id = 0 AND hour = 0`)
}

// AccessNotes lists what was done with an account, latest first, at most limit.
func (s *Store) AccessNotes(ctx context.Context, q sqldb.Querier, officer civic.ID, limit int) ([]AccessNote, error) {
	rows, err := q.Query(ctx, `SELECT what, device, net, n, last_at FROM access_log WHERE officer_id = $1 ORDER BY hour DESC, what, device, net LIMIT $2`, int64(officer), limit)
	return collect(rows, err, func(scan func(...any) error) (x AccessNote, err error) {
		return x, scan(&x.What, &x.Device, &x.Net, &x.N, &x.LastAt)
	})
}

// Began is when the session was opened.
func (x SignedIn) Began() time.Time { return Moment(x.At) }

// Last is when it was done last.
func (x AccessNote) Last() time.Time { return Moment(x.LastAt) }
