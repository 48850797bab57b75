package app_test

import (
	"context"
	"encoding/base64"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/intake"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
	"tuntas/internal/telemetry"
)

// keyOf is a good key of one letter.
func keyOf(letter string) string {
	return base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, config.KeyLen)))
}

// start opens the program on a database and closes it again.
func start(c config.Config) error {
	a, err := app.Open(context.Background(), app.Options{Config: c, Now: apptest.Monday, Wall: time.Now, Log: telemetry.Discard()})
	if err != nil {
		return err
	}
	return a.Close()
}

func fresh(t *testing.T, dialect, key string) config.Config {
	t.Helper()
	c, err := config.Defaults()
	if err != nil {
		t.Fatal(err)
	}
	db := dbtest.Options(t, dialect, migrations.FS)
	c.Data, c.DatabaseURL, c.SecretKey = db.Dir, db.URL, key
	if c.Data == "" {
		c.Data = t.TempDir()
	}
	return c
}

func TestAnotherKeyIsRefused(t *testing.T) {
	for _, dialect := range dbtest.Dialects() {
		t.Run(dialect, func(t *testing.T) {
			c := fresh(t, dialect, keyOf("a"))
			for range 2 {
				if err := start(c); err != nil {
					t.Fatal(err)
				}
			}
			c.SecretKey = keyOf("b")
			err := start(c)
			if !errors.Is(err, app.ErrWrongKey) {
				t.Fatalf("another key: %v", err)
			}
			for _, way := range []string{"backup", "--data", "--secret-key"} {
				if !strings.Contains(err.Error(), way) {
					t.Errorf("%q does not name %s", err, way)
				}
			}
			c.SecretKey = keyOf("a")
			if err := start(c); err != nil {
				t.Errorf("the right key afterwards: %v", err)
			}
		})
	}
}

// A database from before the check has no digest: the key is tried on what is sealed.
func TestAnOlderDatabaseLearnsOnlyItsOwnKey(t *testing.T) {
	for name, fill := range map[string]func(t *testing.T, w *apptest.Town){
		"identity": func(_ *testing.T, w *apptest.Town) { w.Submit(w.Pothole()) },
		"import": func(t *testing.T, w *apptest.Town) {
			_, err := w.Intake.Import(t.Context(), civic.SystemActor(), strings.NewReader(`{"id":"1","text":"Banjir"}`), intake.ImportOptions{Source: "lama"})
			if err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, dialect := range dbtest.Dialects() {
				t.Run(dialect, func(t *testing.T) { olderDatabase(t, dialect, fill) })
			}
		})
	}
}

func olderDatabase(t *testing.T, dialect string, fill func(t *testing.T, w *apptest.Town)) {
	t.Helper()
	w := apptest.OpenTown(t, dialect)
	fill(t, w)
	if w.Number(`SELECT count(*) FROM setting WHERE name = 'key_check'`) != 1 {
		t.Fatal("the first start wrote no check of the key")
	}
	if _, err := w.DB.Exec(t.Context(), `DELETE FROM setting WHERE name = 'key_check'`); err != nil {
		t.Fatal(err)
	}
	if dialect == "sqlite" { // which has one owner at a time
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	again(t, w.Config)
}

// again starts with another key, then with the right one, then with the other again.
func again(t *testing.T, c config.Config) {
	t.Helper()
	right := c.SecretKey
	for i, want := range []error{app.ErrWrongKey, nil, app.ErrWrongKey} {
		c.SecretKey = right
		if want != nil {
			c.SecretKey = keyOf("x")
		}
		if err := start(c); !errors.Is(err, want) {
			t.Errorf("start %d: %v, want %v", i, err, want)
		}
	}
}

// Of two that begin an empty PostgreSQL at once with different keys one goes on, and the other is refused.
func TestTwoKeysAtOnce(t *testing.T) {
	c := fresh(t, "postgres", keyOf("a"))
	errs := make([]error, 6)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			mine := c
			mine.SecretKey = keyOf([]string{"a", "b"}[i%2])
			errs[i] = start(mine)
		})
	}
	wg.Wait()
	refused := 0
	for i, err := range errs {
		switch {
		case errors.Is(err, app.ErrWrongKey):
			refused++
		case err != nil:
			t.Error(err)
		}
		if (err == nil) != (errs[i%2] == nil) {
			t.Errorf("the same key both taken and refused: %v", errs)
		}
	}
	if refused != len(errs)/2 {
		t.Errorf("%d of %d were refused: %v", refused, len(errs), errs)
	}
}

// Several have looked and seen no digest: what the first one writes stands, and all read that.
func TestTheFirstKeyStands(t *testing.T) {
	apptest.Each(t, apptest.Monday(), func(t *testing.T, r *apptest.Rig) {
		if _, err := r.DB.Exec(t.Context(), `DELETE FROM setting WHERE name = 'key_check'`); err != nil {
			t.Fatal(err)
		}
		learnt := make([]string, 8)
		var wg sync.WaitGroup
		for i := range learnt {
			wg.Go(func() {
				var err error
				if learnt[i], err = r.LearnKey(t.Context(), string(rune('a'+i))); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		known, err := r.Store.Setting(t.Context(), "key_check")
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range learnt {
			if l != known || l == "" {
				t.Fatalf("learnt %q, and %q stands", learnt, known)
			}
		}
	})
}
