package main

import (
	"context"
	"errors"
	"fmt"

	"tuntas/internal/app"
	"tuntas/internal/config"
)

type migrateCmd struct {
	config.Config
}

// Run brings the schema up to date; opening the program does just that. A folder that had no database is named: it
// may have been mistyped.
func (c *migrateCmd) Run(ctx context.Context) error {
	fresh := missing(c.Config)
	a, err := open(ctx, c.Config)
	if err != nil {
		return err
	}
	if fresh {
		fmt.Printf("There was no database: a new database was made in %s.\n", c.Data)
	}
	fmt.Println("The database has the schema of this version.")
	return a.Close()
}

type doctorCmd struct {
	config.Config
	Revive bool `help:"Let jobs that gave up, such as mails to a server that was down for days, try again."`
}

// Run tells what is well and what is not; it fails when something is not.
func (c *doctorCmd) Run(ctx context.Context) (err error) {
	bad := 0
	say := func(what string, ok bool, detail string) {
		mark := "ok  "
		if !ok {
			mark, bad = "BAD ", bad+1
		}
		fmt.Println(mark, what+":", detail)
	}
	a, err := openExisting(ctx, c.Config)
	if errors.Is(err, app.ErrWrongKey) {
		say("key", false, err.Error())
		return attention(bad) // with a key that does not fit nothing else can be looked at
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	say("key", true, "fits the database")
	m := a.Atlas.Current(ctx)
	say("database", true, a.DB.Dialect().Name())
	say("agencies", m.Tree.Len() > 0, fmt.Sprint(m.Tree.Len()))
	say("holidays", m.Calendar.LastDecreedYear() >= now().Year(), fmt.Sprintf("decreed up to %d", m.Calendar.LastDecreedYear()))
	say("clock policies", len(m.Ref.Policies) > 0, fmt.Sprint(len(m.Ref.Policies)))
	files := a.Blobs.Ready(ctx)
	say("files", files == nil, okOr(files))
	say("mail", c.SMTPURL != "", map[bool]string{true: "configured", false: "no mail server: reporters get no notices"}[c.SMTPURL != ""])
	if err := a.Insight.Drain(ctx); err != nil {
		return err
	}
	drift, err := a.Store.TallyDrift(ctx, a.DB)
	if err != nil {
		return err
	}
	endings, err := a.Store.EndingDrift(ctx, a.DB)
	if err != nil {
		return err
	}
	drift += endings
	say("counts", drift == 0, fmt.Sprintf("%d differ from a recount", drift))
	if c.Revive {
		n, err := a.Queue.ReviveAll(ctx, a.DB)
		if err != nil {
			return err
		}
		fmt.Printf("     jobs: %d that gave up will be tried again while the server runs\n", n)
	}
	dead, err := a.Queue.Dead(ctx, a.DB)
	if err != nil {
		return err
	}
	say("jobs", dead == 0, gaveUp(dead))
	return attention(bad)
}

// attention makes the command fail when something is not well.
func attention(bad int) error {
	if bad > 0 {
		return errors.New(count(bad, "thing needs attention", "things need attention"))
	}
	return nil
}

func okOr(err error) string {
	if err != nil {
		return words(err)
	}
	return "ok"
}

func gaveUp(n int) string {
	if n == 0 {
		return "none gave up"
	}
	return fmt.Sprintf("%d gave up; tuntas doctor --revive lets them try again", n)
}
