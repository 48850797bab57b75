package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/i18n"
	"tuntas/internal/telemetry"
)

// logger writes to standard error, in the form that the configuration asks for.
func logger(c *config.Config) *slog.Logger {
	return telemetry.NewLogger(os.Stderr, telemetry.LogOptions{Level: c.LogLevel, Format: c.LogFormat})
}

// open puts a whole program together for one command.
func open(ctx context.Context, c config.Config) (*app.App, error) {
	return app.Open(ctx, app.Options{Config: c, Now: now, Wall: time.Now, Log: logger(&c)})
}

// openExisting is open for commands that only make sense where Tuntas already keeps something: a mistyped folder
// is named, and not made.
func openExisting(ctx context.Context, c config.Config) (*app.App, error) {
	if missing(c) {
		return nil, fmt.Errorf("there is no Tuntas data in %s; give its folder with --data, or begin with tuntas serve", c.Data)
	}
	return open(ctx, c)
}

// missing tells whether the data folder holds no database yet; of another place nothing is known.
func missing(c config.Config) bool {
	if c.DatabaseURL != "" {
		return false
	}
	_, err := os.Stat(filepath.Join(c.Data, "tuntas.db"))
	return errors.Is(err, fs.ErrNotExist)
}

// count words a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// now is the clock of the reports. TUNTAS_CLOCK_OFFSET (such as 240h) moves it, so that a demonstration or an
// end-to-end test can see what time does.
func now() time.Time { return time.Now().Add(clockOffset) }

var clockOffset = func() time.Duration {
	d, err := time.ParseDuration(os.Getenv("TUNTAS_CLOCK_OFFSET"))
	if err != nil {
		return 0
	}
	return d
}()

// words says an error of the product in the words of its catalogue.
func words(err error) string {
	var e *civic.Error
	if errors.As(err, &e) {
		return i18n.For(i18n.English).TArgs(e.Key, e.Args)
	}
	return err.Error()
}

// version is what the module was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			v += " " + s.Value[:12]
		}
	}
	return v
}
