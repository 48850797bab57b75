package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"sort"
	"time"

	"tuntas/internal/bench"
	"tuntas/internal/config"
	"tuntas/internal/httpkit"
	"tuntas/internal/sqldb"
)

type benchCmd struct {
	Lifecycle benchLifecycleCmd `cmd:"" help:"Drive complete lifecycles against a server that is started for it."`
	Read      benchReadCmd      `cmd:"" help:"Ask for lists, searches, inboxes and tracking pages."`
	Live      benchLiveCmd      `cmd:"" help:"Open streams of news as officers' windows do, and measure what they cost while nothing happens."`
	Remind    benchRemindCmd    `cmd:"" help:"Fill a database with open clocks, and measure how long servers need to tell offices of those that are due."`
	Year      benchYearCmd      `cmd:"" help:"Let a year pass, and demand that every office was told of every clock, once, on a working day."`
	Raw       benchRawCmd       `cmd:"" hidden:"" help:"The bare handler that the others are compared with."`
}

type benchFlags struct {
	DatabaseURL string `name:"database-url" env:"TUNTAS_DATABASE_URL" help:"An empty PostgreSQL database; a scratch SQLite file when empty."`
	Data        string `help:"Folder to work in; a temporary one when empty." type:"path"`
	Keep        bool   `help:"Work in --data itself and leave it there, so that the next run finds its reports (SQLite)."`
	Preload     int    `default:"0" help:"Reports that are there before."`
	Profile     string `help:"Write the server's CPU profile to this file (pprof)." type:"path"`
	JSON        bool   `help:"Print one JSON object and nothing else on standard output."`
}

// options makes a scratch folder; the function returned removes it.
func (f benchFlags) options() (bench.Options, func(), error) {
	self, err := os.Executable()
	if err != nil {
		return bench.Options{}, nil, err
	}
	dir, clean := f.Data, func() {}
	if !f.Keep || dir == "" {
		if dir, err = os.MkdirTemp(f.Data, "tuntas-bench-"); err != nil {
			return bench.Options{}, nil, err
		}
		clean = func() { _ = os.RemoveAll(dir) }
	} else if err := os.MkdirAll(dir, 0o700); err != nil {
		return bench.Options{}, nil, err
	}
	o := bench.Options{Binary: self, Dir: dir, DatabaseURL: f.DatabaseURL, Preload: f.Preload, Profile: f.Profile,
		Say: func(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }}
	return o, clean, nil
}

type benchLifecycleCmd struct {
	benchFlags
	Reports     int `default:"2000" help:"Lifecycles to drive."`
	Concurrency int `default:"64" help:"Clients at once."`
}

// Run drives lifecycles and prints the figures.
func (c *benchLifecycleCmd) Run(ctx context.Context) error {
	o, clean, err := c.options()
	if err != nil {
		return err
	}
	defer clean()
	o.Reports, o.Concurrency = c.Reports, c.Concurrency
	res, err := bench.RunLifecycle(ctx, o)
	if err != nil {
		return err
	}
	return show(res, c.JSON)
}

type benchReadCmd struct {
	benchFlags
}

// Run reads and prints the figures.
func (c *benchReadCmd) Run(ctx context.Context) error {
	o, clean, err := c.options()
	if err != nil {
		return err
	}
	defer clean()
	res, err := bench.RunRead(ctx, o)
	if err != nil {
		return err
	}
	return show(res, c.JSON)
}

type benchLiveCmd struct {
	benchFlags
	Streams int           `default:"500" help:"Windows that are open."`
	Watch   time.Duration `default:"60s" help:"How long each of the two quiet times is watched."`
}

// Run opens streams and prints the figures.
func (c *benchLiveCmd) Run(ctx context.Context) error {
	o, clean, err := c.options()
	if err != nil {
		return err
	}
	defer clean()
	res, err := bench.RunLive(ctx, o, c.Streams, c.Watch)
	if err != nil {
		return err
	}
	return show(res, c.JSON)
}

type benchRemindCmd struct {
	benchFlags
	Clocks  int `default:"1000000" help:"Open reports with a running clock."`
	Due     int `default:"10000" help:"How many of them are due."`
	Servers int `default:"3" help:"Servers that look at once (PostgreSQL)."`
}

// Run fills the database, looks, and prints the figures.
func (c *benchRemindCmd) Run(ctx context.Context) error {
	o, clean, err := c.options()
	if err != nil {
		return err
	}
	defer clean()
	res, err := bench.RunRemind(ctx, o, c.Clocks, c.Due, c.Servers)
	return errors.Join(show(res, c.JSON), err)
}

type benchYearCmd struct {
	benchFlags
	Reports int `default:"10000" help:"Reports that come in the year."`
}

// Run lets the year pass and prints what it came to.
func (c *benchYearCmd) Run(ctx context.Context) error {
	o, clean, err := c.options()
	if err != nil {
		return err
	}
	defer clean()
	res, err := bench.RunYear(ctx, o, c.Reports)
	return errors.Join(show(res, c.JSON), err)
}

// show prints the result as one object, or a line a figure for people.
func show(res any, asJSON bool) error {
	b, err := json.Marshal(res)
	if err != nil {
		return err
	}
	if asJSON {
		_, err = fmt.Println(string(b))
		return err
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		return err
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if sub, ok := m[k].(map[string]any); ok {
			fmt.Println(k + ":")
			for name, v := range sub {
				fmt.Printf("  %-28s %v\n", name, v)
			}
			continue
		}
		fmt.Printf("%-32s %v\n", k, m[k])
	}
	return nil
}

type benchRawCmd struct {
	config.Config
	Rows string `default:"1" enum:"0,1,same" help:"Rows for each request; 0 for no database."`
}

// Run answers until it is told to stop.
func (c *benchRawCmd) Run(ctx context.Context) (err error) {
	db, err := sqldb.Open(ctx, sqldb.Options{URL: c.rawURL(), Dir: c.rawDir()})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, sql := range []string{`DROP TABLE IF EXISTS raw`, bench.RawTable} {
		if c.Rows != "0" {
			if _, err := db.Exec(ctx, sql); err != nil {
				return err
			}
		}
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return err
	}
	return httpkit.NewServer(bench.RawHandler(db, bench.RawRows(c.Rows)), httpkit.ServerOptions{}).Serve(ctx, ln)
}

func (c *benchRawCmd) rawURL() string {
	if c.Postgres() && c.Rows != "0" {
		return c.DatabaseURL
	}
	return ""
}

// rawDir keeps the yardstick's file away from the one of a server that still runs.
func (c *benchRawCmd) rawDir() string { return c.Data + "/bare" }
