package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"tuntas/internal/app"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
)

// installation is a fresh database of one kind and the settings that every command is given.
type installation struct {
	t    *testing.T
	args []string
}

func eachInstallation(t *testing.T, fn func(in installation)) {
	t.Helper()
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			db := dbtest.Options(t, d, migrations.FS)
			in := installation{t: t, args: []string{"--log-level=error", "--data=" + t.TempDir(), "--secret-key=" + strings.Repeat("A", 43) + "="}}
			switch {
			case db.URL != "":
				in.args = append(in.args, "--database-url="+db.URL)
			default:
				in.args[1] = "--data=" + db.Dir
			}
			fn(in)
		})
	}
}

// run does one command as main does, with what is typed into it, and returns what it printed.
func (in installation) run(typed string, words ...string) (string, error) {
	in.t.Helper()
	var c commands
	parser, err := kong.New(&c, kong.Name("tuntas"), kong.BindTo(in.t.Context(), (*context.Context)(nil)))
	if err != nil {
		in.t.Fatal(err)
	}
	k, err := parser.Parse(append(words, in.args...))
	if err != nil {
		return "", err
	}
	out, restore := in.streams(typed)
	err = k.Run(kongPath{k})
	restore()
	b, rerr := os.ReadFile(out)
	if rerr != nil {
		in.t.Fatal(rerr)
	}
	return string(b), err
}

// streams puts files in the place of the standard streams.
func (in installation) streams(typed string) (out string, restore func()) {
	in.t.Helper()
	dir := in.t.TempDir()
	out = filepath.Join(dir, "out")
	if err := os.WriteFile(filepath.Join(dir, "in"), []byte(typed), 0o600); err != nil {
		in.t.Fatal(err)
	}
	stdin, err := os.Open(filepath.Join(dir, "in"))
	if err != nil {
		in.t.Fatal(err)
	}
	stdout, err := os.Create(out)
	if err != nil {
		in.t.Fatal(err)
	}
	wasIn, wasOut, wasErr := os.Stdin, os.Stdout, os.Stderr
	os.Stdin, os.Stdout, os.Stderr = stdin, stdout, stdout
	return out, func() {
		os.Stdin, os.Stdout, os.Stderr = wasIn, wasOut, wasErr
		_, _ = stdin.Close(), stdout.Close()
	}
}

// with opens the same installation.
func (in installation) with(fn func(ctx context.Context, a *app.App)) {
	in.t.Helper()
	var c serveCmd
	parser, err := kong.New(&c)
	if err == nil {
		_, err = parser.Parse(in.args)
	}
	if err != nil {
		in.t.Fatal(err)
	}
	a, err := open(in.t.Context(), c.Config)
	if err != nil {
		in.t.Fatal(err)
	}
	defer func() {
		if err := a.Close(); err != nil {
			in.t.Error(err)
		}
	}()
	fn(in.t.Context(), a)
}

func TestAFreshInstallationHasSomebodyToSignIn(t *testing.T) {
	eachInstallation(t, func(in installation) {
		t := in.t
		create := []string{"officer", "create", "--email=admin@contoh.test", "--name=Sri Wahyuni", "--role=national_admin"}
		if _, err := in.run("", append(create, "--agency=tidak-ada")...); err == nil || fieldWords(err) != "agency: There is no such agency." {
			t.Errorf("a post at an agency that is not there: %v", err)
		}
		if _, err := in.run("pendek\n", append(create, "--agency=nasional", "--password-stdin")...); err == nil || !strings.Contains(fieldWords(err), "password") {
			t.Errorf("a short password: %v", err)
		}
		if _, err := in.run("", append(create[:4:4], "--role=king", "--agency=nasional")...); err == nil {
			t.Error("a role that is not there was taken")
		}
		printed, err := in.run("", append(create, "--agency=nasional")...)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(printed), "\n")
		password := lines[len(lines)-1]
		if len(password) != 23 || strings.Count(printed, password) != 1 {
			t.Errorf("the password is to be printed once, and alone on its line:\n%s", printed)
		}
		typed, err := in.run("rahasia yang panjang\r\n", "officer", "create", "--email=auditor@contoh.test", "--name=Budi", "--role=auditor", "--agency=nasional", "--password-stdin")
		if err != nil || strings.Contains(typed, "rahasia") {
			t.Errorf("%v: %s", err, typed)
		}
		list, err := in.run("", "officer", "list")
		if err != nil || !strings.Contains(list, "admin@contoh.test    Sri Wahyuni  national_admin  nasional  active\n") || strings.Count(list, "\n") != 3 {
			t.Errorf("%v: the list is\n%s", err, list)
		}
		in.with(func(ctx context.Context, a *app.App) {
			for email, password := range map[string]string{"admin@contoh.test": password, "auditor@contoh.test": "rahasia yang panjang"} {
				if posts, err := a.Directory.SignIn(ctx, email, password, "192.0.2.1"); err != nil || len(posts) != 1 {
					t.Errorf("%s cannot sign in: %v, %v", email, posts, err)
				}
			}
		})
	})
}

func TestNewPasswordsDiffer(t *testing.T) {
	if a, b := newPassword(), newPassword(); a == b || len(a) != 23 {
		t.Errorf("%q and %q", a, b)
	}
	if line, err := firstLine(io.MultiReader(strings.NewReader("tanpa "), bytes.NewReader([]byte("akhir baris")))); line != "tanpa akhir baris" || err != nil {
		t.Errorf("read %q, %v", line, err)
	}
}

func TestDoctorRevives(t *testing.T) {
	eachInstallation(t, func(in installation) {
		t := in.t
		in.with(func(ctx context.Context, a *app.App) {
			err := a.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error { return a.Queue.Enqueue(tx, queue.Job{Kind: "letter"}) })
			if err == nil {
				_, err = a.DB.Exec(ctx, `UPDATE job SET state = 'dead', attempts = 45, finished_at = $1, purge_at = $1 WHERE kind = 'letter'`, time.Now().Add(-time.Hour).UnixMicro())
			}
			if err != nil {
				t.Fatal(err)
			}
		})
		said, err := in.run("", "doctor")
		if err == nil || !strings.Contains(said, "BAD  jobs: 1 gave up; tuntas doctor --revive lets them try again") {
			t.Errorf("%v:\n%s", err, said)
		}
		said, _ = in.run("", "doctor", "--revive")
		if !strings.Contains(said, "jobs: 1 that gave up will be tried again") || !strings.Contains(said, "ok   jobs: none gave up") {
			t.Errorf("revived:\n%s", said)
		}
	})
}

// A command about what is there does not make a folder that was mistyped.
func TestAMistypedFolderIsNamedAndNotMade(t *testing.T) {
	for _, words := range [][]string{{"token", "create", "--officer=a@contoh.test"}, {"doctor"}, {"officer", "list"}} {
		data := filepath.Join(t.TempDir(), "salah")
		in := installation{t: t, args: []string{"--log-level=error", "--data=" + data, "--secret-key=" + strings.Repeat("A", 43) + "="}}
		_, err := in.run("", words...)
		if err == nil || !strings.Contains(err.Error(), data) {
			t.Errorf("%v: %v", words, err)
		}
		if _, err := os.Stat(data); !os.IsNotExist(err) {
			t.Errorf("%v made the folder", words)
		}
	}
}

func TestATokenIsForSomebody(t *testing.T) {
	eachInstallation(t, func(in installation) {
		t := in.t
		in.with(func(context.Context, *app.App) {}) // the first start makes the database
		if _, err := in.run("", "token", "create", "--officer=tidak.ada@contoh.test"); err == nil || fieldWords(err) != "There is no officer with that e-mail address." {
			t.Errorf("a token for nobody: %v", err)
		}
		if _, err := in.run("", "officer", "create", "--email=a@contoh.test", "--name=Sri", "--role=national_admin", "--agency=nasional"); err != nil {
			t.Fatal(err)
		}
		if out, err := in.run("", "token", "create", "--officer=A@contoh.test"); err != nil || len(strings.TrimSpace(out)) < 20 {
			t.Errorf("a token: %q, %v", out, err)
		}
	})
}

func TestCount(t *testing.T) {
	if a, b := count(1, "row was", "rows were"), count(2, "row was", "rows were"); a != "1 row was" || b != "2 rows were" {
		t.Errorf("%q, %q", a, b)
	}
}
