package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tuntas/internal/config"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
)

// catalogueFile is a file of services or innovations, and what to do with it.
type catalogueFile struct {
	config.Config
	DryRun bool   `help:"Say what was read and change nothing."`
	JSON   bool   `name:"json" help:"One JSON line for each record."`
	Out    string `type:"path" help:"With --dry-run: write what was read to this file, .json, .csv or .xlsx, without loss."`
	File   string `arg:"" type:"existingfile" help:"The file, .json, .csv or .xlsx; its shape is in docs/import-services.md."`
}

type innovationsCmd struct{ catalogueFile }

// errNoInnovations is said instead of pretending to keep what was read.
var errNoInnovations = errors.New("innovations cannot be kept yet; with --dry-run you see what a file holds")

// try says what a file of services holds, and keeps nothing.
func (c *servicesCmd) try() error {
	var seen serviceio.Duplicates
	return c.run(os.Stdout, os.Stderr, serviceio.Services(), func(e serviceio.Entry) (any, string, error) {
		s, err := e.Service()
		if err != nil {
			return nil, "", err
		}
		l := serviceio.LineOf(e.Row, s)
		l.Likely = seen.Add(e.Row, s)
		return l, serviceWords(s, l), nil
	})
}

// Run reads innovations.
func (c *innovationsCmd) Run() error {
	if !c.DryRun {
		return errNoInnovations
	}
	return c.run(os.Stdout, os.Stderr, serviceio.Innovations(), func(e serviceio.Entry) (any, string, error) {
		in, err := e.Innovation()
		if err != nil {
			return nil, "", err
		}
		l := serviceio.LineOfInnovation(e.Row, in)
		return l, fmt.Sprintf("%s: %s. %s", l.ID, l.Name, worded(l.Warnings)), nil
	})
}

// run reads a file and tells of every record what read says of it, as JSON or in words.
func (c *catalogueFile) run(out, errs io.Writer, shape serviceio.Shape, read func(serviceio.Entry) (any, string, error)) error {
	d, broken := readDocument(c.File, shape)
	refused := 0
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, e := range d.Entries {
		line, words, err := read(e)
		switch {
		case err != nil:
			refused++
			fmt.Fprintf(errs, "record %d: %s\n", e.Row, fieldWords(err))
		case c.JSON:
			if err := lines.Encode(line); err != nil {
				return err
			}
		default:
			fmt.Fprintln(out, words)
		}
	}
	if broken == nil && c.Out != "" {
		broken = writeDocument(c.Out, d, shape)
	}
	if !c.JSON {
		fmt.Fprintf(out, "%s%d read, %d refused\n", dry(true), len(d.Entries)-refused, refused)
	}
	return outcome(broken, refused, true)
}

// readDocument reads a file by what its name ends in.
func readDocument(name string, shape serviceio.Shape) (d serviceio.Document, err error) {
	f, err := os.Open(name)
	if err != nil {
		return d, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json":
		return serviceio.ReadJSON(f)
	case ".csv":
		return serviceio.ReadCSV(f, shape)
	case ".xlsx":
		return serviceio.ReadXLSX(f, shape)
	}
	return d, notKnown(name)
}

func writeDocument(name string, d serviceio.Document, shape serviceio.Shape) (err error) {
	if !slices.Contains([]string{".json", ".csv", ".xlsx"}, strings.ToLower(filepath.Ext(name))) {
		return notKnown(name)
	}
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	switch strings.ToLower(filepath.Ext(name)) {
	case ".json":
		return d.WriteJSON(f)
	case ".csv":
		return d.WriteCSV(f, shape)
	default:
		return d.WriteXLSX(f, shape)
	}
}

func notKnown(name string) error {
	return fmt.Errorf("the name %s does not end in .json, .csv or .xlsx", filepath.Base(name))
}

// serviceWords tells of one service what was read.
func serviceWords(s service.Service, l serviceio.Line) string {
	time, fee := "no time read", "no fee read"
	if l.Time != nil && l.Time.Words() != "" {
		time = l.Time.Words()
	}
	switch {
	case l.Fee == nil:
	case l.Fee.IsFree:
		fee = "free"
	case len(l.Fee.Items) > 0:
		fee = count(len(l.Fee.Items), "amount", "amounts")
	}
	said := fmt.Sprintf("%s: %s. %d of %d components; %s; %s. %s", l.ID, s.Name, l.Delivery, service.Delivery, time, fee, worded(l.Warnings))
	if len(l.Likely) > 0 {
		said += " Perhaps the same as " + strings.Join(l.Likely, ", ") + "."
	}
	return said
}

func worded[W ~string](list []W) string {
	if len(list) == 0 {
		return "Nothing to look at."
	}
	var out []string
	for _, w := range list {
		out = append(out, string(w))
	}
	return "To look at: " + strings.Join(out, ", ") + "."
}
