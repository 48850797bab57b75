package store

import (
	"context"
	"errors"

	"tuntas/internal/sqldb"
)

// EndPass keeps the digest of a reporter's pass that was closed, until the moment when it would have ended by itself,
// in microseconds UTC.
func (s *Store) EndPass(ctx context.Context, digest string, until int64) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO ended_pass (digest, until_at) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING`, digest, until)
	return err
}

// PassEnded tells whether a reporter's pass was closed.
func (s *Store) PassEnded(ctx context.Context, q sqldb.Querier, digest string) (bool, error) {
	var one int
	err := q.QueryRow(ctx, `SELECT 1 FROM ended_pass WHERE digest = $1`, digest).Scan(&one)
	if errors.Is(err, sqldb.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
