package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/config"
	"tuntas/internal/demo"
	"tuntas/internal/demo/play"
	"tuntas/internal/sqldb"
	"tuntas/internal/web"
)

type demoCmd struct {
	config.Config
	Fresh bool `help:"Forget what was done in the demo and start over (SQLite only)."`
}

// Run fills an empty database with a believable country and serves it. The address is taken first: a country that
// nobody can look at need not be built, and above all nothing forgotten for it.
func (c *demoCmd) Run(ctx context.Context) (err error) {
	if c.Data == "tuntas-data" || filepath.Base(c.Data) == "tuntas-data" && os.Getenv("TUNTAS_DATA") == "" {
		c.Data = filepath.Join(filepath.Dir(c.Data), "tuntas-demo")
	}
	ln, err := bind(ctx, c.Config)
	if err != nil {
		return err
	}
	defer func() { _ = ln.Close() }() // closed already when the server has run
	if err := prepareFolder(c.Config, c.Fresh); err != nil {
		return err
	}
	say := func(format string, args ...any) { fmt.Fprintf(os.Stderr, "  "+format+"\n", args...) }
	if err := c.fill(ctx, say); err != nil {
		return err
	}
	host, port, err := net.SplitHostPort(ln.Addr().String())
	if err == nil && host == "127.0.0.1" {
		fmt.Fprintf(os.Stderr, "\n  Tuntas is ready: http://localhost:%s\n  Sign-ins for every role are on that page. Stop with Ctrl+C.\n\n", port)
	}
	people, err := demo.Officers()
	if err != nil {
		return err
	}
	return serve(ctx, c.Config, app.DoorOptions{Demo: signIns(people)}, ln)
}

// fill brings the country in on a clock that can be set back. A filling that was cut off is begun again.
func (c *demoCmd) fill(ctx context.Context, say func(string, ...any)) error {
	err := c.fillOnce(ctx, say)
	if errors.Is(err, play.ErrHalf) && c.DatabaseURL == "" {
		if ferr := prepareFolder(c.Config, true); ferr != nil {
			return ferr
		}
		err = c.fillOnce(ctx, say)
	}
	return err
}

func (c *demoCmd) fillOnce(ctx context.Context, say func(string, ...any)) (err error) {
	clock := play.NewClock(now)
	a, err := app.Open(ctx, app.Options{Config: c.Config, Now: clock.Now, Wall: time.Now, Log: logger(&c.Config)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	return play.Fill(ctx, a, clock, say)
}

// markFile stands in every folder that a demo may empty.
const markFile = "this-is-a-demo"

// prepareFolder marks the data folder as a demo's and, when fresh, empties it. The folder is claimed meanwhile: where
// a server runs, nothing is touched.
func prepareFolder(c config.Config, fresh bool) (err error) {
	if c.DatabaseURL != "" {
		if fresh {
			return errors.New("--fresh works on the embedded database only; give the demo an empty PostgreSQL database")
		}
		return nil
	}
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	release, err := sqldb.Claim(c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	if err := mark(c); err != nil || !fresh {
		return err
	}
	return forget(c)
}

// mark makes the folder a demo's. One that holds somebody's database already is refused: --fresh
// must never be able to empty it.
func mark(c config.Config) error {
	if _, err := os.Stat(filepath.Join(c.Data, markFile)); err == nil {
		return nil
	}
	if _, err := os.Stat(filepath.Join(c.Data, "tuntas.db")); err == nil {
		return fmt.Errorf("%s holds a database that is not a demo's; choose another folder with --data", c.Data)
	}
	return os.WriteFile(filepath.Join(c.Data, markFile), nil, 0o600)
}

// forget removes the demo's own data; mark has made sure that it is one, and the caller that nobody uses it.
func forget(c config.Config) error {
	for _, name := range []string{"tuntas.db", "tuntas.db-wal", "tuntas.db-shm", "files", "secret.key"} {
		if err := os.RemoveAll(filepath.Join(c.Data, name)); err != nil {
			return err
		}
	}
	return nil
}

// signIns lists who may be tried on the demo's start page.
func signIns(people []demo.OfficerRow) *web.Demo {
	d := &web.Demo{Password: play.Password}
	for _, p := range people {
		if p.Shown {
			d.People = append(d.People, web.Person{Email: p.Email, Name: p.Name, Position: p.Position})
		}
	}
	return d
}
