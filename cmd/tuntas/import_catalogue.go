package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"tuntas/internal/app"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
)

type servicesCmd struct {
	catalogueFile
	State  string   `enum:"draft,published" default:"draft" help:"draft: people here look at it before the public does. published: its source has published it; what is complete is public at once."`
	Source string   `help:"Name of the system that the file comes from; needed only where its records do not say it and two files number differently."`
	Agency string   `help:"Code of the agency that records without a known owner belong to; without it they are held."`
	Owner  []string `sep:"none" placeholder:"WORDS=CODE" help:"Which agency a record's words mean, from now on: 'Kelurahan Paria=kel-paria'."`
}

// Run takes service standards in, or with --dry-run says what a file holds.
func (c *servicesCmd) Run(ctx context.Context) (err error) {
	if c.DryRun {
		return c.try()
	}
	if c.Out != "" {
		return errors.New("--out goes with --dry-run; tuntas export services writes what the catalogue holds")
	}
	d, broken := readDocument(c.File, serviceio.Services())
	if broken != nil && len(d.Entries) == 0 {
		return broken
	}
	a, err := open(ctx, c.Config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	t := &taking{out: os.Stdout, errs: os.Stderr, json: c.JSON, count: map[catalogue.Taken]int{}}
	for _, o := range c.Owner {
		if err := nameOwner(ctx, a, o, t.row); err != nil {
			return err
		}
	}
	bar := func(int) {}
	if !c.JSON {
		done := 0
		bar = progressBar(os.Stderr, func() int { return done * 100 / max(len(d.Entries), 1) })
		show := bar
		bar = func(n int) { done = n; show(n) }
	}
	err = a.Catalogue.Import(ctx, civic.SystemActor(), d, catalogue.ImportOptions{Source: c.Source, Agency: c.Agency, State: service.State(c.State), Progress: bar}, t.row)
	bar(-1)
	t.end()
	return errors.Join(outcome(err, t.count[catalogue.TakenRefused], false), broken, t.err)
}

// nameOwner reads one --owner.
func nameOwner(ctx context.Context, a *app.App, said string, tell func(catalogue.Row)) error {
	i := strings.LastIndexByte(said, '=')
	if i < 0 {
		return fmt.Errorf("--owner %q does not say which agency: it needs WORDS=CODE", said)
	}
	agency, ok := a.Atlas.Current(ctx).Tree.ByCode(strings.TrimSpace(said[i+1:]))
	if !ok {
		return civic.Invalid("owner", "error.agency_unknown")
	}
	return a.Catalogue.NameOwner(ctx, civic.SystemActor(), said[:i], agency.ID, tell)
}

// taking tells what becomes of the records of an import.
type taking struct {
	out, errs io.Writer
	json      bool
	count     map[catalogue.Taken]int
	err       error
}

// takenLine is what is told of a record as JSON.
type takenLine struct {
	ID      string          `json:"id"`
	Name    string          `json:"name,omitempty"`
	Result  catalogue.Taken `json:"result"`
	Service civic.ID        `json:"service,omitempty"`
	State   service.State   `json:"state,omitempty"`
	Owner   string          `json:"owner,omitempty"`
	Likely  []string        `json:"duplicate_of,omitempty"`
	Error   string          `json:"error,omitempty"`
}

func (t *taking) row(r catalogue.Row) {
	t.count[r.Taken]++
	line := takenLine{r.ID, r.Name, r.Taken, r.Service, r.State, r.Owner, r.Likely, ""}
	if r.Err != nil {
		line.Error = fieldWords(r.Err)
	}
	if t.json {
		lines := json.NewEncoder(t.out)
		lines.SetEscapeHTML(false)
		t.err = errors.Join(t.err, lines.Encode(line))
		return
	}
	switch {
	case r.Err != nil:
		fmt.Fprintf(t.errs, "record %d: %s\n", r.Row, line.Error)
	case r.Taken == catalogue.TakenHeld:
		fmt.Fprintf(t.out, "%s: %s. Held: nobody knows whose it is. It says: %s\n", r.ID, r.Name, r.Owner)
	case r.Taken == catalogue.TakenWaits:
		fmt.Fprintf(t.out, "%s: %s. Not changed: a version of it is being looked at.\n", r.ID, r.Name)
	case len(r.Likely) > 0:
		fmt.Fprintf(t.out, "%s: %s. Perhaps the same as %s.\n", r.ID, r.Name, strings.Join(r.Likely, ", "))
	}
}

// end tells how many records came to what.
func (t *taking) end() {
	if t.json {
		return
	}
	var said []string
	for _, k := range catalogue.Takens() {
		said = append(said, fmt.Sprintf("%d %s", t.count[k], map[catalogue.Taken]string{catalogue.TakenNew: "new", catalogue.TakenChanged: "changed", catalogue.TakenSame: "already here",
			catalogue.TakenHeld: "held because the owner is not known", catalogue.TakenWaits: "not changed because a version waits", catalogue.TakenRefused: "refused"}[k]))
	}
	fmt.Fprintln(t.out, strings.Join(said, ", "))
}
