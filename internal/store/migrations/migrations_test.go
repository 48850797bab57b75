package migrations_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
)

// TestFreshEqualsUpgraded compares a database made at once with one that went
// through every version, the way an installation does over the years.
func TestFreshEqualsUpgraded(t *testing.T) {
	names, err := fs.Glob(migrations.FS, "*.sql")
	if err != nil || len(names) == 0 {
		t.Fatalf("no migrations: %v", err)
	}
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			upgraded := dbtest.Open(t, d, nil)
			grown := fstest.MapFS{}
			for i, n := range names {
				text, err := fs.ReadFile(migrations.FS, n)
				if err != nil {
					t.Fatal(err)
				}
				grown[n] = &fstest.MapFile{Data: text}
				if i+1 < len(names) && names[i+1][:4] == n[:4] {
					continue // its twin belongs to the same version
				}
				if err := sqldb.Migrate(t.Context(), upgraded, grown); err != nil {
					t.Fatalf("%s: %v", n, err)
				}
			}
			fresh := dbtest.Open(t, d, migrations.FS)
			if diff := cmp.Diff(dbtest.Schema(t, fresh), dbtest.Schema(t, upgraded)); diff != "" {
				t.Errorf("fresh and upgraded differ:\n%s", diff)
			}
		})
	}
}

// TestDatabasesAgree: the same tables and columns on both, full-text search
// aside, where each engine has its own.
func TestDatabasesAgree(t *testing.T) {
	lite := dbtest.Columns(t, dbtest.Open(t, "sqlite", migrations.FS), "search")
	pg := dbtest.Columns(t, dbtest.Open(t, "postgres", migrations.FS), "search")
	if diff := cmp.Diff(lite, pg); diff != "" {
		t.Errorf("SQLite and PostgreSQL differ:\n%s", diff)
	}
}
