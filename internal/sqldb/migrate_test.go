package sqldb_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
)

func up(sql string) *fstest.MapFile { return &fstest.MapFile{Data: []byte("-- +goose Up\n" + sql)} }

// steps is a schema in three steps, the second in twins.
func steps() fstest.MapFS {
	return fstest.MapFS{
		"0001_first.sql":           up("CREATE TABLE first (id BIGINT PRIMARY KEY, data BYTEA);"),
		"0002_search.sqlite.sql":   up("CREATE VIRTUAL TABLE search USING fts5 (words);"),
		"0002_search.postgres.sql": up("CREATE TABLE search (words TSVECTOR);"),
		"0003_second.sql": up(`ALTER TABLE first ADD COLUMN name TEXT NOT NULL DEFAULT '';
CREATE TABLE second (first_id BIGINT NOT NULL REFERENCES first (id), n BIGINT NOT NULL, PRIMARY KEY (first_id, n)) /* sqlite: WITHOUT ROWID */;`),
		"README.txt": {Data: []byte("not a migration")},
	}
}

func without(files fstest.MapFS, prefix string) fstest.MapFS {
	out := fstest.MapFS{}
	for n, f := range files {
		if !strings.HasPrefix(n, prefix) {
			out[n] = f
		}
	}
	return out
}

func TestMigrateFreshEqualsUpgraded(t *testing.T) {
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			fresh := dbtest.Open(t, d, steps())
			upgraded := dbtest.Open(t, d, without(without(steps(), "0002"), "0003"))
			if _, err := upgraded.Exec(t.Context(), `INSERT INTO first (id) VALUES (1)`); err != nil {
				t.Fatal(err)
			}
			for _, files := range []fstest.MapFS{without(steps(), "0003"), steps(), steps()} {
				if err := sqldb.Migrate(t.Context(), upgraded, files); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(dbtest.Schema(t, fresh), dbtest.Schema(t, upgraded)); d != "" {
				t.Errorf("fresh and upgraded differ:\n%s", d)
			}
			now, newest, err := sqldb.SchemaVersion(t.Context(), fresh, steps())
			if now != 3 || newest != 3 || err != nil {
				t.Errorf("version %d of %d, %v", now, newest, err)
			}
		})
	}
}

func TestMigrateRefusesNewerSchema(t *testing.T) {
	dbtest.Each(t, steps(), func(t *testing.T, db *sqldb.DB) {
		before := dbtest.Schema(t, db)
		err := sqldb.Migrate(t.Context(), db, without(steps(), "0003"))
		var ne *sqldb.NewerSchemaError
		if !errors.As(err, &ne) || ne.Database != 3 || ne.Program != 2 {
			t.Errorf("got %v", err)
		}
		if d := cmp.Diff(before, dbtest.Schema(t, db)); d != "" {
			t.Error(d)
		}
	})
}

func TestMigrateRewriting(t *testing.T) {
	db := dbtest.Open(t, "sqlite", steps())
	var first, second string
	const q = `SELECT sql FROM sqlite_schema WHERE name = $1`
	if err := db.QueryRow(t.Context(), q, "first").Scan(&first); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow(t.Context(), q, "second").Scan(&second); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(first, "id INTEGER PRIMARY KEY, data BLOB") || !strings.HasSuffix(second, ") WITHOUT ROWID") {
		t.Errorf("rewritten to\n%s\n%s", first, second)
	}
}

func TestMigrateRefusals(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"no twin":         without(steps(), "0002_search.sqlite"),
		"deferred check":  {"0001_a.sql": up("CREATE TABLE a (id BIGINT PRIMARY KEY, b BIGINT REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED);")},
		"rollback inside": {"0001_a.sql": up("CREATE TABLE a (id BIGINT PRIMARY KEY ON CONFLICT ROLLBACK);")},
		"same number":     {"0001_a.sql": up("SELECT 1;"), "0001_b.sql": up("SELECT 1;")},
		"mistake":         {"0001_a.sql": up("CREATE TABLE a (id BIGINT PRIMARY KEY); CREATE TABLE oops oops;")},
		"nothing":         {},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, nil, func(t *testing.T, db *sqldb.DB) {
				if err := sqldb.Migrate(t.Context(), db, files); err == nil {
					t.Error("was taken")
				}
				if s := dbtest.Schema(t, db); strings.Contains(s, "table a") {
					t.Errorf("half done:\n%s", s)
				}
			})
		})
	}
}

func TestMigrateChecksForeignKeys(t *testing.T) {
	db := dbtest.Open(t, "sqlite", steps())
	files := steps()
	files["0004_orphan.sql"] = up(`INSERT INTO second (first_id, n) VALUES (99, 1);`)
	if err := sqldb.Migrate(t.Context(), db, files); err == nil || !strings.Contains(err.Error(), "second") {
		t.Errorf("got %v", err)
	}
}

// TestMigrateTogether lets several processes start at once.
func TestMigrateTogether(t *testing.T) {
	o := dbtest.Options(t, "postgres", nil)
	var wg sync.WaitGroup
	for range 4 {
		db := dbtest.OpenWith(t, o)
		wg.Go(func() {
			if err := sqldb.Migrate(t.Context(), db, steps()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func TestMigrateReadOnly(t *testing.T) {
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			o := dbtest.Options(t, d, without(steps(), "0003"))
			o.ReadOnly = true
			db := dbtest.OpenWith(t, o)
			if err := sqldb.Migrate(t.Context(), db, steps()); !errors.Is(err, sqldb.ErrReadOnly) {
				t.Errorf("behind: %v", err)
			}
			if err := sqldb.Migrate(t.Context(), db, without(steps(), "0003")); err != nil {
				t.Errorf("up to date: %v", err)
			}
		})
	}
}

// TestSchemasAgree compares tables and columns of one text on both databases.
func TestSchemasAgree(t *testing.T) {
	if d := cmp.Diff(dbtest.Columns(t, dbtest.Open(t, "sqlite", schema())), dbtest.Columns(t, dbtest.Open(t, "postgres", schema()))); d != "" {
		t.Error(d)
	}
	if got := fmt.Sprint(dbtest.Columns(t, dbtest.Open(t, "sqlite", schema()))); !strings.Contains(got, "thing.weight") {
		t.Errorf("columns %s", got)
	}
}
