// Package store holds all SQL about the nouns of the product, one file per
// noun, in one text for both databases. It decides nothing: permission and rules
// are the verbs' and civic's; scope stands in the SQL.
package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store/migrations"
)

// Store reads and writes the nouns. It is safe for concurrent use.
type Store struct {
	DB    *sqldb.DB
	reads sqldb.Querier // runs the reads that no caller's transaction runs
	ids   *civic.IDs
}

// Tx is what a function needs that reads and writes in one transaction: a *sqldb.Tx.
type Tx interface {
	sqldb.Querier
	sqldb.Queuer
	Dialect() sqldb.Dialect
}

// New opens the nouns on a migrated database and takes a node number, so that ids
// made by several processes never meet.
func New(ctx context.Context, db *sqldb.DB) (*Store, error) {
	var node int64
	err := db.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		return tx.QueryRow(ctx, `UPDATE setting SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) WHERE name = 'node' RETURNING CAST(value AS BIGINT)`).Scan(&node)
	})
	if err != nil {
		return nil, fmt.Errorf("store: take a node number: %w", err)
	}
	return &Store{DB: db, reads: db, ids: civic.NewIDs(int(node % ImportNode))}, nil
}

// Reader opens the nouns for reading only: no id can be made with it.
func Reader(db *sqldb.DB) *Store { return &Store{DB: db, reads: db, ids: civic.NewIDs(0)} }

// Migrate brings the database to the schema of this binary.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, migrations.FS) }

// NewID makes a time-ordered id.
func (s *Store) NewID(now time.Time) civic.ID { return s.ids.Next(now) }

// Micros is a time as the database keeps it: microseconds UTC, 0 for the zero time.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// Moment is the reverse of Micros.
func Moment(us int64) time.Time {
	if us == 0 {
		return time.Time{}
	}
	return time.UnixMicro(us).UTC()
}

// orNotFound turns the database's "no row" into the product's "not there".
func orNotFound(err error) error {
	if errors.Is(err, sqldb.ErrNoRows) {
		return civic.NotFound("error.not_found")
	}
	return err
}

// aPage is how many rows of a list there is room for from its second row on.
const aPage = 24

// collect reads all rows with one scan function.
func collect[T any](rows sqldb.Rows, err error, scan func(func(...any) error) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows.Scan)
		if err != nil {
			return nil, err
		}
		if len(out) == 1 { // more than one: a list, and growing by doubling copies big rows again and again
			out = slices.Grow(out, aPage)
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

// ImportNode is the node number of ids that are made from the date of an old report; no process is ever given it.
const ImportNode = 2047
