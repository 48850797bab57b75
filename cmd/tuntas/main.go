// Command tuntas is the open platform on which a nation hears its citizens.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands is the whole command line; each command has a file of its own.
type commands struct {
	Serve   serveCmd   `cmd:"" help:"Answer on the web until stopped."`
	Demo    demoCmd    `cmd:"" help:"Serve a believable country to look around in."`
	Migrate migrateCmd `cmd:"" help:"Bring the database to the schema of this version."`
	Doctor  doctorCmd  `cmd:"" help:"Check database, files, counts and waiting work."`
	Officer officerCmd `cmd:"" help:"Officers from the command line: the first one of a fresh installation."`
	Token   tokenCmd   `cmd:"" help:"Machine tokens for the API."`
	Dossier dossierCmd `cmd:"" help:"Dossiers of reports that were handed to other bodies."`
	Import  importCmd  `cmd:"" help:"Take in regions, agencies, holidays, topics, reasons, old reports or services."`
	Export  exportCmd  `cmd:"" help:"Give back what the catalogue holds."`
	Triage  triageCmd  `cmd:"" help:"Measure how texts are understood."`
	Bench   benchCmd   `cmd:"" help:"Measure this machine against the goals."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var c commands
	k := kong.Parse(&c, kong.Name("tuntas"), kong.Description("Tuntas hears citizens, and sees their reports through to the end."),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err := k.Run(kongPath{k}); err != nil {
		fmt.Fprintln(os.Stderr, "tuntas:", fieldWords(err))
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}
