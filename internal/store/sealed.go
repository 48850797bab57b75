package store

import (
	"context"
	"encoding/base64"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Sealed is something that only the installation's key opens, and the place it was sealed for.
type Sealed struct {
	Place string
	Data  []byte
}

// SealedSamples returns a few of the identities and imported lines that are sealed, at most n of each.
func (s *Store) SealedSamples(ctx context.Context, q sqldb.Querier, n int) ([]Sealed, error) {
	rows, err := q.Query(ctx, `SELECT report_id, sealed FROM identity ORDER BY report_id DESC LIMIT $1`, n)
	all, err := collect(rows, err, func(scan func(...any) error) (Sealed, error) {
		var one Sealed
		var id int64
		err := scan(&id, &one.Data)
		one.Place = "identity/" + civic.ID(id).String()
		return one, err
	})
	if err != nil {
		return nil, err
	}
	rows, err = q.Query(ctx, `SELECT report_id, source_data FROM report_text WHERE source <> '' AND source_data <> '' LIMIT $1`, n)
	lines, err := collect(rows, err, func(scan func(...any) error) (Sealed, error) {
		var one Sealed
		var id int64
		var text string
		if err := scan(&id, &text); err != nil {
			return one, err
		}
		one.Data, _ = base64.StdEncoding.DecodeString(text) // a line from before they were sealed tells nothing
		one.Place = "source/" + civic.ID(id).String()
		return one, nil
	})
	for _, l := range lines {
		if len(l.Data) > 0 {
			all = append(all, l)
		}
	}
	return all, err
}

// ClaimSetting writes a setting unless it stands already, and returns what stands then.
func (s *Store) ClaimSetting(ctx context.Context, tx Tx, name, value string) (stands string, err error) {
	if _, err := tx.Exec(ctx, `INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING`, name, value); err != nil {
		return "", err
	}
	err = tx.QueryRow(ctx, `SELECT value FROM setting WHERE name = $1`, name).Scan(&stands)
	return stands, err
}
