package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime/pprof"

	"tuntas/internal/app"
	"tuntas/internal/config"
	"tuntas/internal/telemetry"
)

type serveCmd struct {
	config.Config
	CPUProfile string `name:"cpu-profile" placeholder:"FILE" help:"Write to this file, until the server stops, where processor time goes (pprof)." type:"path"`
}

// Run answers until it is told to stop.
func (c *serveCmd) Run(ctx context.Context) (err error) {
	if c.CPUProfile != "" {
		f, wrong := os.Create(c.CPUProfile)
		if wrong != nil {
			return fmt.Errorf("cannot write the profile: %w", wrong)
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	return serve(ctx, c.Config, app.DoorOptions{}, nil)
}

// serve opens the program and answers until ctx ends, on the listener given or, without one, on one that it makes.
func serve(ctx context.Context, c config.Config, o app.DoorOptions, ln net.Listener) (err error) {
	a, err := open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	tracing, err := telemetry.StartTracing(ctx, os.Getenv, version())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tracing.Shutdown(context.WithoutCancel(ctx))) }()
	o.Registry, o.Tracer = telemetry.NewRegistry(version()), tracing.Provider
	if ln == nil {
		if ln, err = bind(ctx, c); err != nil {
			return err
		}
	}
	a.Log.Info("ready", "listen", c.Listen)
	return a.Serve(ctx, ln, o)
}

// bind takes the address to answer on.
func bind(ctx context.Context, c config.Config) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", c.Listen, err)
	}
	return ln, nil
}

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run() error {
	_, err := fmt.Println("tuntas", version())
	return err
}
