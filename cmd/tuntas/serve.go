package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"tuntas/internal/app"
	"tuntas/internal/config"
	"tuntas/internal/telemetry"
)

type serveCmd struct {
	config.Config
}

// Run answers until it is told to stop.
func (c *serveCmd) Run(ctx context.Context) error {
	return serve(ctx, c.Config, app.DoorOptions{}, nil)
}

// serve opens the program, lets prepare fill it, and answers until ctx ends.
func serve(ctx context.Context, c config.Config, o app.DoorOptions, prepare func(context.Context, *app.App) error) (err error) {
	a, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if prepare != nil {
		if err := prepare(ctx, a); err != nil {
			return err
		}
	}
	tracing, err := telemetry.StartTracing(ctx, os.Getenv, version())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tracing.Shutdown(context.WithoutCancel(ctx))) }()
	o.Registry, o.Tracer = telemetry.NewRegistry(version()), tracing.Provider
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w", c.Listen, err)
	}
	a.Log.Info("ready", "listen", c.Listen)
	return a.Serve(ctx, ln, o)
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	_, err := fmt.Println("tuntas", version())
	return err
}
