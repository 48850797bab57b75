// Package apptest is a whole Tuntas for tests: on a real database of either kind, with a clock that the test moves.
package apptest

import (
	"context"
	"encoding/base64"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/directory"
	"tuntas/internal/notify"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store/migrations"
	"tuntas/internal/telemetry"
)

// Rig is an App whose clock stands still until it is moved.
type Rig struct {
	*app.App
	tb testing.TB
	us atomic.Int64 // microseconds UTC
}

// Each runs a test on both databases, each fresh, beginning at a moment.
func Each(t *testing.T, at time.Time, fn func(t *testing.T, r *Rig)) {
	t.Helper()
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) { fn(t, Open(t, d, at)) })
	}
}

// Open returns a Tuntas on a fresh database of a dialect, founded and otherwise empty. It is closed when the test ends.
func Open(tb testing.TB, dialect string, at time.Time) *Rig {
	tb.Helper()
	c, err := config.Defaults()
	if err != nil {
		tb.Fatal(err)
	}
	db := dbtest.Options(tb, dialect, migrations.FS)
	c.Data, c.DatabaseURL, c.BaseURL = db.Dir, db.URL, "https://tuntas.test"
	if c.Data == "" {
		c.Data = tb.TempDir()
	}
	c.SecretKey = base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))
	r := &Rig{tb: tb}
	r.us.Store(at.UnixMicro())
	wall := time.Now //nolint:forbidigo // the machine's own clock, for connections and rate limits
	if r.App, err = app.Open(context.Background(), app.Options{Config: c, Now: r.Clock, Wall: wall, Log: telemetry.Discard()}); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := r.Close(); err != nil {
			tb.Errorf("close: %v", err)
		}
	})
	r.Gate(directory.GateAdvise, civic.Date{Year: 2020, Month: time.January, Day: 1})
	return r
}

// Gate sets how strict the answer gate is from a day on. A rig begins with a gate that only advises, so that the stories
// of tests may be told in few words; tests of the gate itself make it strict.
func (r *Rig) Gate(mode string, from civic.Date) {
	r.tb.Helper()
	if err := r.Directory.AddGateMode(context.Background(), civic.Actor{Role: civic.RoleNationalAdmin}, directory.GateMode{Mode: mode, From: from}); err != nil {
		r.tb.Fatal(err)
	}
}

// Clock tells the rig's time.
func (r *Rig) Clock() time.Time { return time.UnixMicro(r.us.Load()).UTC() }

// Pass lets time go by.
func (r *Rig) Pass(d time.Duration) { r.us.Add(d.Microseconds()) }

// Import takes a table in of which no row may be refused.
func (r *Rig) Import(verb func(context.Context, io.Reader, directory.Options) (directory.Result, error), csv string) {
	r.tb.Helper()
	res, err := verb(context.Background(), strings.NewReader(csv), directory.Options{})
	if err != nil || res.Failed > 0 {
		r.tb.Fatalf("import: %v %v", err, res.Errors)
	}
}

// Inviting lets invitations be sent, as where there is a mail server. Their links hold for a week.
func (r *Rig) Inviting() {
	r.Directory.InviteWith(r.Notify, directory.Invites{Life: 7 * 24 * time.Hour, Mail: true})
}

// Link is where the newest letter of an invitation leads.
func (r *Rig) Link(x civic.Invitation) string {
	return notify.InvitedPath + r.Notify.InvitationToken(notify.InvitationArgs{ID: x.ID, Sent: x.Sent})
}
