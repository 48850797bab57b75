package store

import (
	"context"
	"errors"

	"tuntas/internal/sqldb"
)

// Setting reads a small fact about this installation, "" when it was never written.
func (s *Store) Setting(ctx context.Context, name string) (string, error) {
	var v string
	err := s.DB.QueryRow(ctx, `SELECT value FROM setting WHERE name = $1`, name).Scan(&v)
	if errors.Is(err, sqldb.ErrNoRows) {
		return "", nil
	}
	return v, err
}

// SetSetting writes a small fact about this installation.
func (s *Store) SetSetting(ctx context.Context, name, value string) error {
	_, err := s.DB.Exec(ctx, `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, value)
	return err
}
