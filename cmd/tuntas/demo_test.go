package main

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tuntas/internal/app"
	"tuntas/internal/config"
	"tuntas/internal/sqldb"
)

// tree is what lies in a folder, by path, with modes and contents.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		out[path] = d.Type().String() + " " + string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAFreshDemoTouchesNothingThatIsInUse(t *testing.T) {
	in := installation{t: t, args: []string{"--log-level=error", "--data=" + t.TempDir()}} // with a key file of its own
	dir := strings.TrimPrefix(in.args[1], "--data=")
	if err := mark(config.Config{Data: dir}); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "files"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "files", "foto"), []byte("foto"), 0o600); err != nil {
		t.Fatal(err)
	}
	in.with(func(context.Context, *app.App) {
		before := tree(t, dir)
		if len(before) < 5 {
			t.Fatalf("only %d files: the test sees nothing", len(before))
		}
		for _, words := range [][]string{{"demo", "--fresh", "--listen=127.0.0.1:0"}, {"demo", "--listen=127.0.0.1:0"}} {
			_, err := in.run("", words...)
			var le *sqldb.LockedError
			if !errors.As(err, &le) {
				t.Errorf("%v: %v", words, err)
			}
			after := tree(t, dir)
			for path, was := range before {
				if after[path] != was {
					t.Errorf("%v: %s was changed", words, path)
				}
			}
			if len(after) != len(before) {
				t.Errorf("%v: %d files, before %d", words, len(after), len(before))
			}
		}
	})
	if err := prepareFolder(config.Config{Data: dir}, true); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"tuntas.db", "files", "secret.key"} {
		if _, err := os.Stat(filepath.Join(dir, name)); !os.IsNotExist(err) {
			t.Errorf("%s outlived a fresh start in a folder that nobody uses", name)
		}
	}
}

func TestADemoOnABusyPortDoesNothing(t *testing.T) {
	var lc net.ListenConfig
	ln, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ln.Close() }()
	dir := filepath.Join(t.TempDir(), "demo")
	in := installation{t: t, args: []string{"--log-level=error", "--data=" + dir}}
	said, err := in.run("", "demo", "--listen="+ln.Addr().String())
	if err == nil || !strings.Contains(err.Error(), "cannot listen on "+ln.Addr().String()) || said != "" {
		t.Errorf("%v, after %q", err, said)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("a country was begun all the same")
	}
}
