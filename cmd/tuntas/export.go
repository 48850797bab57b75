package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/serviceio"
)

type exportCmd struct {
	Services exportServicesCmd `cmd:"" help:"Service standards, JSON, CSV or XLSX, each record as it came."`
}

type exportServicesCmd struct {
	config.Config
	File string `arg:"" type:"path" help:"The file to write, .json, .csv or .xlsx. tuntas import services takes it in again."`
}

// Run writes the records of all services that are not withdrawn.
func (c *exportServicesCmd) Run(ctx context.Context) (err error) {
	a, err := openExisting(ctx, c.Config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	n := 0
	if strings.ToLower(filepath.Ext(c.File)) == ".json" {
		n, err = exportJSON(ctx, a, c.File)
	} else {
		n, err = exportTable(ctx, a, c.File)
	}
	if err == nil {
		fmt.Println(count(n, "service", "services") + " written")
	}
	return err
}

// exportJSON writes a list of records as they are read, however many there are.
func exportJSON(ctx context.Context, a *app.App, name string) (n int, err error) {
	f, err := os.Create(name)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	between := "["
	err = a.Catalogue.Export(ctx, civic.SystemActor(), func(e serviceio.Entry) error {
		_, wrong := fmt.Fprintf(w, "%s\n  %s", between, e.Source)
		between, n = ",", n+1
		return wrong
	})
	if n == 0 {
		fmt.Fprint(w, "[")
	}
	fmt.Fprint(w, "\n]\n")
	return n, errors.Join(err, w.Flush())
}

func exportTable(ctx context.Context, a *app.App, name string) (int, error) {
	var d serviceio.Document
	err := a.Catalogue.Export(ctx, civic.SystemActor(), func(e serviceio.Entry) error {
		d.Entries = append(d.Entries, e)
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(d.Entries), writeDocument(name, d, serviceio.Services())
}
