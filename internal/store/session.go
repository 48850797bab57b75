package store

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Sessions keeps officers' sessions in the database, so that any process knows
// them and any can end them. Tokens are kept hashed.
type Sessions struct {
	DB   sqldb.Querier
	Hash func(token string) string
	Now  civic.Now
}

// FindCtx loads a session that has not expired.
func (s Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var data []byte
	err := s.DB.QueryRow(ctx, `SELECT data FROM session WHERE token = $1 AND expires_at > $2`, s.Hash(token), Micros(s.Now())).Scan(&data)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx writes a session.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO session (token, data, expires_at) VALUES ($1, $2, $3)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`, s.Hash(token), data, Micros(expiry))
	return err
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.DB.Exec(ctx, `DELETE FROM session WHERE token = $1`, s.Hash(token))
	return err
}

// Find is FindCtx for callers without a context.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx for callers without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx for callers without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// Attempts counts tries at a secret in the database, so that a guesser gains nothing by
// meeting another process.
type Attempts struct{ DB *sqldb.DB }

// Hit counts one more try at key and tells whether it is still within limit tries in the
// window; if not, how long to wait.
func (a Attempts) Hit(ctx context.Context, key string, window time.Duration, limit int, now time.Time) (bool, time.Duration, error) {
	var n, until int64
	err := a.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		return tx.QueryRow(ctx, `INSERT INTO attempt (key, n, until_at) VALUES ($1, 1, $2)
			ON CONFLICT (key) DO UPDATE SET n = CASE WHEN attempt.until_at <= $3 THEN 1 ELSE attempt.n + 1 END,
				until_at = CASE WHEN attempt.until_at <= $3 THEN excluded.until_at ELSE attempt.until_at END
			RETURNING n, until_at`, key, Micros(now.Add(window)), Micros(now)).Scan(&n, &until)
	})
	if err != nil {
		return false, 0, err
	}
	return n <= int64(limit), Moment(until).Sub(now), nil
}

// Reset forgets the tries at key after a success.
func (a Attempts) Reset(ctx context.Context, key string) error {
	_, err := a.DB.Exec(ctx, `DELETE FROM attempt WHERE key = $1`, key)
	return err
}

// Forgive takes one counted try at key back: it was no guess.
func (a Attempts) Forgive(ctx context.Context, key string) error {
	_, err := a.DB.Exec(ctx, `UPDATE attempt SET n = n - 1 WHERE key = $1 AND n > 0`, key)
	return err
}

// inList writes "$first, $first+1, ..." for an IN list and its arguments.
func inList[T ~int64](first int, ids []T) (string, []any) {
	var sql strings.Builder
	args := make([]any, len(ids))
	for i, id := range ids {
		if i > 0 {
			sql.WriteString(", ")
		}
		sql.WriteString("$")
		sql.WriteString(strconv.Itoa(first + i))
		args[i] = int64(id)
	}
	return sql.String(), args
}
