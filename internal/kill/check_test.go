package kill

import (
	"context"
	"testing"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/blob"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/telemetry"
)

// open puts the program together on the installation, without a server.
func (in *installation) open(t *testing.T) *app.App {
	t.Helper()
	c, err := config.Defaults()
	if err != nil {
		t.Fatal(err)
	}
	c.Data, c.DatabaseURL, c.SecretKey = in.dir, in.url, secret
	a, err := app.Open(t.Context(), app.Options{Config: c, Now: time.Now, Wall: time.Now, Log: telemetry.Discard()})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// seed makes the schema and the foundation.
func (in *installation) seed(t *testing.T) {
	t.Helper()
	if err := in.open(t).Close(); err != nil {
		t.Fatal(err)
	}
}

// check looks at the database after the last kill: everything answered is there exactly once and whole,
// and nothing is half.
func (in *installation) check(t *testing.T, b *ledger) {
	t.Helper()
	a := in.open(t)
	defer a.Close()
	ctx := t.Context()
	for _, x := range b.answered {
		checkOne(ctx, t, a, x)
	}
	for what, sql := range map[string]string{
		"reports without text":                `SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM report_text t WHERE t.report_id = r.id)`,
		"reports without their first event":   `SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.report_id = r.id AND e.seq = 1)`,
		"reports whose events do not add up":  `SELECT count(*) FROM report r WHERE r.seq <> (SELECT count(*) FROM event e WHERE e.report_id = r.id)`,
		"reports outside of every inbox":      `SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM inbox i WHERE i.agency_id = r.holder_id AND i.lane = r.lane AND i.due_at = r.due_at AND i.report_id = r.id)`,
		"inbox rows without a report":         `SELECT count(*) FROM inbox i WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = i.report_id)`,
		"reports that promise mail to nobody": `SELECT count(*) FROM report r WHERE r.mailable = TRUE AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.report_id = r.id)`,
		"notices missing":                     `SELECT count(*) FROM report r WHERE r.mailable = TRUE AND NOT EXISTS (SELECT 1 FROM job j WHERE j.unique_key = 'letter-' || CAST(r.id AS TEXT) || '-1')`,
		"files without a report":              `SELECT count(*) FROM attachment f WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.report_id = f.report_id AND e.seq = f.seq)`,
	} {
		var n int
		if err := a.DB.QueryRow(ctx, sql).Scan(&n); err != nil {
			t.Errorf("%s: %v", what, err)
		} else if n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
	if err := a.Insight.Drain(ctx); err != nil {
		t.Error(err)
	}
	if drift, err := a.Store.TallyDrift(ctx, a.DB); err != nil || drift != 0 {
		t.Errorf("%d counts differ from a recount (%v)", drift, err)
	}
}

func checkOne(ctx context.Context, t *testing.T, a *app.App, x answer) {
	t.Helper()
	code, err := civic.ParseTrackingCode(x.code)
	if err != nil {
		t.Errorf("the answer held the code %q", x.code)
		return
	}
	r, err := a.Store.ReportByCode(ctx, a.DB, code)
	if err != nil {
		t.Errorf("answered as accepted and lost: %s: %v", x.code, err)
		return
	}
	var n int
	if err := a.DB.QueryRow(ctx, `SELECT count(*) FROM report_text WHERE body LIKE '%kunci ' || $1 || '.'`, x.key).Scan(&n); err != nil || n != 1 {
		t.Errorf("the submission under key %s is there %d times (%v)", x.key, n, err)
	}
	if r.Mailable != x.email {
		t.Errorf("%s: mailable is %v", x.code, r.Mailable)
	}
	if !x.file {
		return
	}
	files, err := a.Store.Attachments(ctx, a.DB, r.ID)
	if err != nil || len(files) != 1 {
		t.Errorf("%s: %d files instead of one (%v)", x.code, len(files), err)
		return
	}
	for _, hash := range []string{files[0].Hash, files[0].Thumb} {
		if err := blob.Verify(ctx, a.Blobs, hash); err != nil {
			t.Errorf("%s: file %s: %v", x.code, hash, err)
		}
	}
}
