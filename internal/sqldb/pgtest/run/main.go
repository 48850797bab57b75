// Command run starts one throwaway PostgreSQL cluster, runs a command with
// TUNTAS_TEST_POSTGRES set to it, stops the cluster and exits with the
// command's code:
//
//	go run ./internal/sqldb/pgtest/run -- go test ./...
//
// All packages of a test run then share one cluster. Without PostgreSQL the
// command runs without the variable, unless CI is set.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"

	"tuntas/internal/sqldb/pgtest"
)

func main() {
	args := os.Args[1:]
	durable := len(args) > 0 && args[0] == "-durable"
	if durable {
		args = args[1:]
	}
	if len(args) > 0 && args[0] == "--" {
		args = args[1:]
	}
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: run -- COMMAND [ARGUMENT...]")
		os.Exit(2)
	}
	code, err := run(args, durable)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(code)
}

func run(args []string, durable bool) (code int, err error) {
	cmd := exec.Command(args[0], args[1:]...) //nolint:gosec,noctx // running it is the purpose
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = os.Environ()
	if os.Getenv(pgtest.EnvURL) == "" {
		c, err := start(durable)
		switch {
		case err == nil:
			defer func() {
				if serr := c.Stop(); serr != nil {
					fmt.Fprintln(os.Stderr, serr)
				}
			}()
			cmd.Env = append(cmd.Env, pgtest.EnvURL+"="+c.URL)
		case errors.Is(err, pgtest.ErrAbsent) && os.Getenv("CI") == "":
			fmt.Fprintln(os.Stderr, err)
		default:
			return 1, err
		}
	}
	// The terminal signals the command too; we wait for it to end.
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	go func() {
		for s := range signals {
			if s == syscall.SIGTERM {
				_ = cmd.Process.Signal(s) // it may be gone already
			}
		}
	}()
	err = cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	if err != nil {
		return 1, err
	}
	return 0, nil
}

func start(durable bool) (*pgtest.Cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return pgtest.Start(ctx, pgtest.Config{Durable: durable})
}
