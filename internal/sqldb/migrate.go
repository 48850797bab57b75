package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// NewerSchemaError says that a newer program has migrated the database.
type NewerSchemaError struct {
	Database int64 // version of the schema in the database
	Program  int64 // newest version this program knows
}

// Error tells what to do.
func (e *NewerSchemaError) Error() string {
	return fmt.Sprintf("the database has schema version %d, this program knows up to %d: use the newer program", e.Database, e.Program)
}

// Migrate brings the schema to the newest version in files, one transaction
// per step. Any number of processes may call it at once. It returns a
// *NewerSchemaError, and changes nothing, when the database is ahead of files.
//
// The common text is rewritten for SQLite: BIGINT PRIMARY KEY becomes INTEGER
// PRIMARY KEY, BYTEA becomes BLOB, and the marker /* sqlite: WITHOUT ROWID */
// becomes its words. Where one text cannot do, NNNN_name.postgres.sql and
// NNNN_name.sqlite.sql stand beside each other.
func Migrate(ctx context.Context, db *DB, files fs.FS) error {
	return withProvider(ctx, db, files, func(p *goose.Provider, raw *sql.DB) error {
		now, newest, err := p.GetVersions(ctx)
		if err != nil {
			return fmt.Errorf("sqldb: migrate: %w", err)
		}
		if now > newest {
			return &NewerSchemaError{Database: now, Program: newest}
		}
		if db.readOnly() {
			if now < newest {
				return fmt.Errorf("sqldb: schema is version %d, %d is needed: %w", now, newest, ErrReadOnly)
			}
			return nil
		}
		done, err := p.Up(ctx)
		if err != nil {
			return fmt.Errorf("sqldb: migrate: %w", err)
		}
		if len(done) > 0 && !db.Dialect().Postgres() {
			return checkForeignKeys(ctx, raw)
		}
		return nil
	})
}

// SchemaVersion returns the version of the schema in the database and the
// newest in files.
func SchemaVersion(ctx context.Context, db *DB, files fs.FS) (now, newest int64, err error) {
	err = withProvider(ctx, db, files, func(p *goose.Provider, _ *sql.DB) error {
		now, newest, err = p.GetVersions(ctx)
		return err
	})
	return now, newest, err
}

// withProvider opens a connection of its own for goose, which wants
// database/sql.
func withProvider(_ context.Context, db *DB, files fs.FS, fn func(*goose.Provider, *sql.DB) error) (err error) {
	own, err := migrationFiles(files, db.Dialect())
	if err != nil {
		return err
	}
	var raw *sql.DB
	dialect := goose.DialectSQLite3
	opts := []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	switch b := db.b.(type) {
	case *lite:
		// Foreign keys are off so that a step may rebuild a table; they
		// are checked when all steps are done.
		raw, err = sql.Open("sqlite", dsn(b.path, "_pragma=busy_timeout(10000)&_pragma=synchronous(full)&_pragma=foreign_keys(0)&_dqs=0"))
		if err == nil {
			raw.SetMaxOpenConns(1)
		}
	case *postgres:
		cfg := b.pool.Config().ConnConfig.Copy()
		// A step on a big table may take its time.
		delete(cfg.RuntimeParams, "statement_timeout")
		delete(cfg.RuntimeParams, "idle_in_transaction_session_timeout")
		raw = stdlib.OpenDB(*cfg)
		dialect = goose.DialectPostgres
		var locker lock.SessionLocker
		if locker, err = lock.NewPostgresSessionLocker(); err == nil {
			opts = append(opts, goose.WithSessionLocker(locker))
		}
	}
	if err != nil {
		return fmt.Errorf("sqldb: migrate: %w", err)
	}
	defer func() { err = errors.Join(err, raw.Close()) }()
	p, err := goose.NewProvider(dialect, raw, own, opts...)
	if err != nil {
		return fmt.Errorf("sqldb: migrate: %w", err)
	}
	return fn(p, raw)
}

// checkForeignKeys returns an error when a migration left a row that points to
// nothing.
func checkForeignKeys(ctx context.Context, raw *sql.DB) error {
	var table string
	var parent any
	err := raw.QueryRowContext(ctx, `SELECT "table", parent FROM pragma_foreign_key_check LIMIT 1`).Scan(&table, &parent)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("sqldb: check foreign keys: %w", err)
	}
	return fmt.Errorf("sqldb: after the migration a row of %s points to a missing row of %v", table, parent)
}

// readOnly tells whether the database refuses writes.
func (db *DB) readOnly() bool {
	switch b := db.b.(type) {
	case *lite:
		return b.writer == nil
	case *postgres:
		return b.readOnly
	}
	return false
}
