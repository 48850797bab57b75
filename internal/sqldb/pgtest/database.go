package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// templateLock is the advisory lock under which processes that share a server
// take turns making a template.
const templateLock = 7_311_907

// Database makes a database for one test and returns its URL; it is dropped
// when the test ends. It is a copy of the template with the given name, which
// prepare fills the first time any process asks for it. An empty name copies
// the server's own empty template.
func Database(tb testing.TB, template string, prepare func(url string) error) string {
	tb.Helper()
	admin := URL(tb)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		tb.Fatalf("pgtest: %v", err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if template != "" {
		if err := ensureTemplate(ctx, conn, admin, template, prepare); err != nil {
			tb.Fatalf("pgtest: template: %v", err)
		}
	}
	name := "t_" + strings.ToLower(rand.Text()[:16])
	sql := "CREATE DATABASE " + ident(name)
	if template != "" {
		sql += " TEMPLATE " + ident(template)
	}
	if _, err := conn.Exec(ctx, sql); err != nil {
		tb.Fatalf("pgtest: %v", err)
	}
	tb.Cleanup(func() {
		if err := drop(admin, name); err != nil {
			tb.Errorf("pgtest: drop: %v", err)
		}
	})
	return withDatabase(tb, admin, name)
}

// ensureTemplate makes the template under another name first, so that one left
// half done by a dying process is never taken for good.
func ensureTemplate(ctx context.Context, conn *pgx.Conn, admin, template string, prepare func(string) error) (err error) {
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", templateLock); err != nil {
		return err
	}
	defer func() {
		_, uerr := conn.Exec(ctx, "SELECT pg_advisory_unlock($1)", templateLock)
		err = errors.Join(err, uerr)
	}()
	var there bool
	if err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", template).Scan(&there); err != nil || there {
		return err
	}
	raw := template + "_raw"
	for _, sql := range []string{"DROP DATABASE IF EXISTS " + ident(raw) + " WITH (FORCE)", "CREATE DATABASE " + ident(raw)} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	u, err := databaseURL(admin, raw)
	if err != nil {
		return err
	}
	if err := prepare(u); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "ALTER DATABASE "+ident(raw)+" RENAME TO "+ident(template))
	return err
}

func drop(admin, name string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, admin)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "DROP DATABASE IF EXISTS "+ident(name)+" WITH (FORCE)")
	return errors.Join(err, conn.Close(ctx))
}

func ident(name string) string { return pgx.Identifier{name}.Sanitize() }

func withDatabase(tb testing.TB, admin, name string) string {
	tb.Helper()
	u, err := databaseURL(admin, name)
	if err != nil {
		tb.Fatalf("pgtest: %v", err)
	}
	return u
}

func databaseURL(admin, name string) (string, error) {
	u, err := url.Parse(admin)
	if err != nil {
		return "", fmt.Errorf("%s is not a URL: %w", EnvURL, err)
	}
	u.Path = "/" + name
	return u.String(), nil
}
