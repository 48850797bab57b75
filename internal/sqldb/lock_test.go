package sqldb_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tuntas/internal/sqldb"
)

// What a new database consists of is its owner's alone, whatever the folder allows.
func TestNewFilesAreTheOwnersAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows knows no such modes")
	}
	dir := t.TempDir()
	db, err := sqldb.Open(t.Context(), sqldb.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := db.Exec(t.Context(), `CREATE TABLE a (n BIGINT)`); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := f.Info()
		if err != nil {
			t.Fatal(err)
		}
		seen[f.Name()] = true
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("%s has mode %o", f.Name(), got)
		}
	}
	for _, name := range []string{"tuntas.db", "tuntas.db-wal", "tuntas.db-shm", "tuntas.db.lock"} {
		if !seen[name] {
			t.Errorf("no %s: there are %v", name, seen)
		}
	}
}

func TestClaimKeepsOthersOutAndMakesNoDatabase(t *testing.T) {
	dir := t.TempDir()
	release, err := sqldb.Claim(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "tuntas.db")); !os.IsNotExist(err) {
		t.Errorf("a database was made: %v", err)
	}
	var le *sqldb.LockedError
	if _, err := sqldb.Open(t.Context(), sqldb.Options{Dir: dir}); !errors.As(err, &le) || le.Dir != dir {
		t.Errorf("opened a folder that is claimed: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	db, err := sqldb.Open(t.Context(), sqldb.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sqldb.Claim(dir); !errors.As(err, &le) || !strings.Contains(err.Error(), "in use") {
		t.Errorf("claimed a folder in use: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
