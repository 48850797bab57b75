package store

import (
	"context"
	"errors"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// SaveDraft keeps a sealed draft under the hash of its cookie.
func (s *Store) SaveDraft(ctx context.Context, token string, sealed []byte, now int64) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO draft (token, sealed, changed_at) VALUES ($1, $2, $3)
		ON CONFLICT (token) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at`, token, sealed, now)
	return err
}

// Draft loads a sealed draft changed after since. Errors: not_found.
func (s *Store) Draft(ctx context.Context, token string, since int64) ([]byte, error) {
	var sealed []byte
	err := s.reads.QueryRow(ctx, `SELECT sealed FROM draft WHERE token = $1 AND changed_at > $2`, token, since).Scan(&sealed)
	return sealed, orNotFound(err)
}

// DropDraft forgets a draft: it became a report, or its writer deleted it.
func (s *Store) DropDraft(ctx context.Context, token string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM draft WHERE token = $1`, token)
	return err
}

// Expire forgets drafts, answers kept for repeated requests, sessions, attempt counters, ended passes and presences of before.
func (s *Store) Expire(ctx context.Context, e Expiry) error {
	return s.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		expire(tx, e)
		return nil
	})
}

// Expiry says before when each kind of thing is forgotten, in microseconds UTC. Sessions live by the clock of the
// machine, everything else by that of the reports.
type Expiry struct{ Drafts, Answers, Sessions, Now int64 }

func expire(q sqldb.Queuer, e Expiry) {
	q.Queue(`DELETE FROM draft WHERE changed_at < $1`, e.Drafts)
	q.Queue(`DELETE FROM idempotency WHERE at < $1`, e.Answers)
	q.Queue(`DELETE FROM session WHERE expires_at < $1`, e.Sessions)
	q.Queue(`DELETE FROM signed_in WHERE expires_at < $1`, e.Sessions)
	q.Queue(`DELETE FROM access_log WHERE hour < $1`, e.Sessions/hourMicros-accessHours)
	q.Queue(`DELETE FROM attempt WHERE until_at < $1`, e.Now)
	q.Queue(`DELETE FROM ended_pass WHERE until_at < $1`, e.Now)
	q.Queue(`DELETE FROM presence WHERE until_at < $1`, e.Now)
}

// Answer is what was answered to a request with an Idempotency-Key.
type Answer struct {
	Key         string // SHA-256 of caller and key
	Fingerprint string // of the request
	Report      civic.ID
	Sealed      []byte
	At          int64 // microseconds UTC
}

// InsertAnswer queues the answer; a second one under the same key fails the whole transaction.
func (s *Store) InsertAnswer(q sqldb.Queuer, a Answer) {
	q.Queue(`INSERT INTO idempotency (key, fingerprint, report_id, sealed, at) VALUES ($1, $2, $3, $4, $5)`, a.Key, a.Fingerprint, int64(a.Report), a.Sealed, a.At)
}

// AnswerOf finds the earlier answer, false when there is none.
func (s *Store) AnswerOf(ctx context.Context, key string) (Answer, bool, error) {
	a := Answer{Key: key}
	err := s.reads.QueryRow(ctx, `SELECT fingerprint, report_id, sealed, at FROM idempotency WHERE key = $1`, key).Scan(&a.Fingerprint, (*int64)(&a.Report), &a.Sealed, &a.At)
	if errors.Is(err, sqldb.ErrNoRows) {
		return a, false, nil
	}
	return a, err == nil, err
}
