// Package pgtest gives tests a real PostgreSQL: the server named by the
// environment variable TUNTAS_TEST_POSTGRES (the URL of a superuser), or else a
// throwaway cluster that is started on first use and ends with the process.
package pgtest

import (
	"context"
	"errors"
	"os"
	"sync"
	"testing"
	"time"
)

// EnvURL names the variable that holds the URL of a ready server.
const EnvURL = "TUNTAS_TEST_POSTGRES"

// ErrAbsent is returned by Start when no PostgreSQL server program is found.
var ErrAbsent = errors.New("pgtest: PostgreSQL server programs not found; install them " +
	"(Debian and Ubuntu: apt-get install postgresql) or set " + EnvURL + " to the URL of a superuser")

// shared is the one cluster of a test process. It is state of the process
// because testing offers no other scope that outlives a single test function;
// nobody stops it: it sees the process end, see Start. The whole Cluster is
// kept, not just its URL: collected as garbage, it would close the pipe that
// keeps the server alive.
var shared = sync.OnceValues(func() (*Cluster, error) {
	if url := os.Getenv(EnvURL); url != "" {
		return &Cluster{URL: url}, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	return Start(ctx, Config{})
})

// URL returns the URL of a superuser of the test server. Without PostgreSQL the
// test is skipped, or failed when the variable CI is set: there a missing
// server must not look like success.
func URL(tb testing.TB) string {
	tb.Helper()
	c, err := shared()
	switch {
	case err == nil:
		return c.URL
	case errors.Is(err, ErrAbsent) && os.Getenv("CI") == "":
		tb.Skip(err)
	default:
		tb.Fatal(err)
	}
	return ""
}
