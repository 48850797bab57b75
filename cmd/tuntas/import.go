package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/directory"
	"tuntas/internal/intake"
)

type importCmd struct {
	Regions    tableCmd   `cmd:"" help:"Regions with Kemendagri codes, CSV."`
	Agencies   tableCmd   `cmd:"" help:"Agencies, units and sub-units, CSV."`
	Holidays   tableCmd   `cmd:"" help:"National holidays, collective leave, regional days, CSV."`
	Topics     tableCmd   `cmd:"" help:"Topics, CSV."`
	Reasons    tableCmd   `cmd:"" help:"Reason lists, CSV."`
	Competence tableCmd   `cmd:"" help:"Rules of competence, CSV."`
	Reports    reportsCmd `cmd:"" help:"Old reports, JSON lines."`

	Services    servicesCmd    `cmd:"" help:"Service standards, JSON, CSV or XLSX."`
	Innovations innovationsCmd `cmd:"" help:"Public service innovations, JSON, CSV or XLSX."`
}

type tableCmd struct {
	config.Config
	DryRun bool   `help:"Say what would be done and change nothing."`
	Parent string `help:"Code of the agency under which rows without a parent hang (agencies only)."`
	File   string `arg:"" type:"existingfile" help:"The CSV file; its columns are in docs/import.md."`
}

// Run takes the table in that the command's own name says.
func (c *tableCmd) Run(ctx context.Context, k kongPath) error {
	return withFile(ctx, c.Config, c.File, func(a *app.App, r io.Reader, bar func(int)) error {
		verbs := map[string]func(context.Context, io.Reader, directory.Options) (directory.Result, error){
			"regions": a.Directory.ImportRegions, "agencies": a.Directory.ImportAgencies, "holidays": a.Directory.ImportHolidays,
			"topics": a.Directory.ImportTopics, "reasons": a.Directory.ImportReasons, "competence": a.Directory.ImportCompetence,
		}
		res, err := verbs[k.last()](ctx, r, directory.Options{DryRun: c.DryRun, Parent: c.Parent, Progress: bar})
		bar(-1)
		for _, e := range res.Errors {
			fmt.Fprintf(os.Stderr, "line %d: %s\n", e.Row, fieldWords(e.Err))
		}
		fmt.Printf("%s%d new, %d changed, %d unchanged, %d refused\n", dry(c.DryRun), res.New, res.Changed, res.Same, res.Failed)
		return outcome(err, res.Failed, c.DryRun)
	})
}

type reportsCmd struct {
	config.Config
	DryRun bool   `help:"Say what would be done and change nothing."`
	Source string `help:"Name of the system the file comes from; the file's name when neither this nor a row says."`
	State  string `enum:",submitted,closed,archived" default:"" help:"State of rows that do not say: submitted (the default), closed or archived."`
	File   string `arg:"" type:"existingfile" help:"The file, one JSON object a line; its fields are in docs/import.md."`
}

// Run takes old reports in.
func (c *reportsCmd) Run(ctx context.Context) error {
	source := c.Source
	if source == "" {
		source = strings.TrimSuffix(filepath.Base(c.File), filepath.Ext(c.File))
	}
	source = civic.TidyText(strings.ToValidUTF8(source, "")) // a file may be named by any bytes
	return withFile(ctx, c.Config, c.File, func(a *app.App, r io.Reader, bar func(int)) error {
		res, err := a.Intake.Import(ctx, civic.SystemActor(), r, intake.ImportOptions{Source: source, DryRun: c.DryRun, State: civic.State(c.State), Progress: bar})
		bar(-1)
		for _, e := range res.Errors {
			fmt.Fprintf(os.Stderr, "line %d: %s\n", e.Row, fieldWords(e.Err))
		}
		fmt.Printf("%s%d new, %d already here, %d already here with another text (nothing changed), %d refused, %d at the national desk because the agency is not known\n",
			dry(c.DryRun), res.New, res.Same, res.Differs, res.Failed, res.UnknownAgency)
		if err == nil && !c.DryRun {
			err = a.Insight.Drain(ctx)
		}
		return outcome(err, res.Failed, c.DryRun)
	})
}

func dry(on bool) string {
	if on {
		return "dry run, nothing was changed: "
	}
	return ""
}

// errInterrupted is said after the number of rows that were kept.
var errInterrupted = errors.New("interrupted; run it again, what is here is not taken twice")

// outcome makes the command fail when it was interrupted or a row was refused, so that a script notices.
func outcome(err error, refused int, dryRun bool) error {
	switch {
	case errors.Is(err, context.Canceled):
		return errInterrupted
	case err != nil || refused == 0:
		return err
	case dryRun:
		return errors.New(count(refused, "row would be refused", "rows would be refused"))
	default:
		return errors.New(count(refused, "row was refused; the others were taken", "rows were refused; the others were taken"))
	}
}

func fieldWords(err error) string {
	var e *civic.Error
	if errors.As(err, &e) && e.Field != "" {
		return e.Field + ": " + words(err)
	}
	return words(err)
}

// withFile opens program and file, and shows how far the reading has come.
func withFile(ctx context.Context, c config.Config, name string, do func(a *app.App, r io.Reader, bar func(int)) error) (err error) {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	size := int64(1)
	if st, err := f.Stat(); err == nil && st.Size() > 0 {
		size = st.Size()
	}
	a, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	counted := &countingReader{r: f}
	return do(a, counted, progressBar(os.Stderr, func() int { return int(counted.n * 100 / size) }))
}

// countingReader tells how much of a file has been read.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
