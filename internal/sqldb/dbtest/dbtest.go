// Package dbtest runs tests on both databases, each test on a fresh, migrated
// one.
package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/pgtest"
)

// Each runs fn as a subtest on SQLite and on PostgreSQL, on a fresh database
// with the migrations of files (nil for an empty database).
func Each(t *testing.T, files fs.FS, fn func(t *testing.T, db *sqldb.DB)) {
	t.Helper()
	for _, d := range Dialects() {
		t.Run(d, func(t *testing.T) { fn(t, Open(t, d, files)) })
	}
}

// Dialects returns the names of the databases to test on.
func Dialects() []string { return []string{"sqlite", "postgres"} }

// Open returns a fresh database of the named dialect with the migrations of
// files (nil for none). It is closed and removed when the test ends. Without
// PostgreSQL the test is skipped, see pgtest.URL.
func Open(tb testing.TB, dialect string, files fs.FS) *sqldb.DB {
	tb.Helper()
	return OpenWith(tb, Options(tb, dialect, files))
}

// OpenWith opens a database that Options made, perhaps with other limits; it is
// closed when the test ends.
func OpenWith(tb testing.TB, o sqldb.Options) *sqldb.DB {
	tb.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	db, err := sqldb.Open(ctx, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Errorf("close: %v", err)
		}
	})
	return db
}

// Options makes a fresh migrated database and returns how to open it, for
// tests that open it themselves, or more than once.
func Options(tb testing.TB, dialect string, files fs.FS) sqldb.Options {
	tb.Helper()
	name, err := templateName(files)
	if err != nil {
		tb.Fatalf("dbtest: %v", err)
	}
	if dialect == "postgres" {
		return sqldb.Options{MaxConns: 12, URL: pgtest.Database(tb, name, func(url string) error {
			return prepare(sqldb.Options{URL: url}, files)
		})}
	}
	dir := tb.TempDir()
	if files != nil {
		image, err := liteImages.get(name, files)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, "tuntas.db"), image, 0o600)
		}
		if err != nil {
			tb.Fatalf("dbtest: %v", err)
		}
	}
	return sqldb.Options{Dir: dir}
}

// prepare migrates the database that o names and closes it.
func prepare(o sqldb.Options, files fs.FS) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	db, err := sqldb.Open(ctx, o)
	if err != nil {
		return err
	}
	return errors.Join(sqldb.Migrate(ctx, db, files), db.Close())
}

// templateName names the schema by its text, so that a change makes a new
// template. No files, no template.
func templateName(files fs.FS) (string, error) {
	if files == nil {
		return "", nil
	}
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, n := range names {
		text, err := fs.ReadFile(files, n)
		if err != nil {
			return "", err
		}
		_, _ = fmt.Fprintf(h, "%s %d\n%s", n, len(text), text) // a hash does not fail
	}
	return "template_" + hex.EncodeToString(h.Sum(nil)[:12]), nil
}

// images keeps migrated SQLite files, by schema.
type images struct {
	mu   sync.Mutex
	done map[string][]byte
}

// liteImages is state of the process because testing has no scope between one
// test and the process; it only saves migrating the same schema again.
var liteImages images

func (i *images) get(name string, files fs.FS) ([]byte, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if image, ok := i.done[name]; ok {
		return image, nil
	}
	dir, err := os.MkdirTemp("", "tuntas-schema-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }() // a folder left behind harms no test
	if err := prepare(sqldb.Options{Dir: dir}, files); err != nil {
		return nil, err
	}
	image, err := os.ReadFile(filepath.Join(dir, "tuntas.db")) //nolint:gosec // our own folder
	if err != nil {
		return nil, err
	}
	if i.done == nil {
		i.done = map[string][]byte{}
	}
	i.done[name] = image
	return image, nil
}
