package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app"
)

func TestDoctorKnowsAWrongKey(t *testing.T) {
	eachInstallation(t, func(in installation) {
		t := in.t
		if said, err := in.run("", "migrate"); err != nil {
			t.Fatal(err, said)
		}
		if said, _ := in.run("", "doctor"); !strings.Contains(said, "ok   key: fits the database") || !strings.Contains(said, "ok   files: ok\n") {
			t.Errorf("with the right key:\n%s", said)
		}
		in.args[2] = "--secret-key=" + strings.Repeat("B", 42) + "A="
		said, err := in.run("", "doctor")
		if err == nil || err.Error() != "1 thing needs attention" || !strings.Contains(said, "BAD  key: ") || !strings.Contains(said, "backup") {
			t.Errorf("with another key: %v\n%s", err, said)
		}
		for _, words := range [][]string{{"serve", "--listen=127.0.0.1:0"}, {"migrate"}, {"officer", "list"}} {
			if _, err := in.run("", words...); !errors.Is(err, app.ErrWrongKey) {
				t.Errorf("%v with another key: %v", words, err)
			}
		}
	})
}

func TestMigrateNamesWhatItMade(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "baru")
	in := installation{t: t, args: []string{"--log-level=error", "--data=" + dir}}
	if said, err := in.run("", "migrate"); err != nil || !strings.Contains(said, "a new database was made in "+dir) {
		t.Errorf("a fresh folder: %v\n%s", err, said)
	}
	if said, err := in.run("", "migrate"); err != nil || strings.Contains(said, "new database") {
		t.Errorf("again: %v\n%s", err, said)
	}
}

func TestADataFolderIsNoFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "berkas")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	in := installation{t: t, args: []string{"--data=" + file}}
	for _, words := range [][]string{{"migrate"}, {"doctor"}, {"demo"}, {"serve"}} {
		if _, err := in.run("", words...); err == nil || !strings.Contains(err.Error(), file+" is a file, not a folder") {
			t.Errorf("%v: %v", words, err)
		}
	}
}

func TestTokensLiveForAWhile(t *testing.T) {
	eachInstallation(t, func(in installation) {
		t := in.t
		if _, err := in.run("", "officer", "create", "--email=a@contoh.test", "--name=Sri", "--role=auditor", "--agency=nasional"); err != nil {
			t.Fatal(err)
		}
		for life, want := range map[string]string{"0s": "over at once", "-1h": "over at once", "43801h": "five years", "87600h": "five years", "1h": "", maxLife.String(): ""} {
			_, err := in.run("", "token", "create", "--officer=a@contoh.test", "--life="+life)
			if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", life, err)
			}
		}
	})
	if maxLife != 43800*time.Hour {
		t.Errorf("five years are %s", maxLife)
	}
}
