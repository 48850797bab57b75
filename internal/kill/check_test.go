package kill

import (
	"context"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/blob"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/directory"
	"tuntas/internal/store"
	"tuntas/internal/telemetry"
)

// from is the sender of the letters.
const from = "Tuntas <lapor@contoh.example>"

// open puts the program together on the installation, without a server and ahead of time by so much.
func (in *installation) open(t *testing.T, ahead time.Duration) *app.App {
	t.Helper()
	c, err := config.Defaults()
	if err != nil {
		t.Fatal(err)
	}
	c.Data, c.DatabaseURL, c.SecretKey, c.SMTPURL, c.MailFrom = in.dir, in.url, secret, "smtp://"+in.post.addr, from
	a, err := app.Open(t.Context(), app.Options{Config: c, Now: func() time.Time { return time.Now().Add(ahead) }, Wall: time.Now, Log: telemetry.Discard()})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// seed makes the schema, the foundation, a city and an officer who verifies.
func (in *installation) seed(t *testing.T) {
	t.Helper()
	a := in.open(t, 0)
	_, err := a.Directory.ImportAgencies(t.Context(), strings.NewReader("code,parent_code,name,routing_mode\nkota,nasional,Pemerintah Kota,semi\n"), directory.Options{})
	if err == nil {
		_, err = a.Directory.ImportOfficers(t.Context(), strings.NewReader("email,name,desk_code,role\nnia@contoh.example,Nia,nasional,national_admin\n"), "", directory.Options{})
	}
	if err == nil {
		in.token, err = a.Directory.NewToken(t.Context(), "nia@contoh.example", "uji", time.Hour)
	}
	if cerr := a.Close(); err != nil || cerr != nil {
		t.Fatal(err, cerr)
	}
}

// broken are things that must not be there after a kill: each question counts them.
func broken() map[string]string {
	return map[string]string{
		"reports without text":                `SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM report_text t WHERE t.report_id = r.id)`,
		"texts without report":                `SELECT count(*) FROM report_text t WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = t.report_id)`,
		"events without report":               `SELECT count(*) FROM event e WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = e.report_id)`,
		"reports whose events do not add up":  `SELECT count(*) FROM report r WHERE r.seq <> (SELECT count(*) FROM event e WHERE e.report_id = r.id) OR r.seq <> (SELECT max(e.seq) FROM event e WHERE e.report_id = r.id)`,
		"reports whose last event is another": `SELECT count(*) FROM report r JOIN event e ON e.report_id = r.id AND e.seq = r.seq WHERE e.to_state <> r.state OR e.to_desk <> r.holder_id OR e.to_due <> r.due_at`,
		"reports not in their inbox":          `SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM inbox i WHERE i.agency_id = r.holder_id AND i.lane = r.lane AND i.due_at = r.due_at AND i.report_id = r.id)`,
		"inbox rows of another state":         `SELECT count(*) FROM inbox i WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = i.report_id AND r.lane = i.lane AND r.due_at = i.due_at)`,
		"promises of mail to nobody":          `SELECT count(*) FROM report r WHERE r.mailable = TRUE AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.report_id = r.id)`,
		"identities nobody gave":              `SELECT count(*) FROM identity i WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = i.report_id AND r.mailable = TRUE)`,
		"public versions missing":             `SELECT count(*) FROM report r WHERE r.version <> (SELECT count(*) FROM publication p WHERE p.report_id = r.id)`,
		"files without their event":           `SELECT count(*) FROM attachment f WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.report_id = f.report_id AND e.seq = f.seq AND e.verb = 'attach')`,
		"events without their file":           `SELECT count(*) FROM event e WHERE e.verb = 'attach' AND NOT EXISTS (SELECT 1 FROM attachment f WHERE f.report_id = e.report_id AND f.seq = e.seq)`,
		"answers to keys without report":      `SELECT count(*) FROM idempotency k WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.id = k.report_id)`,
		"reports without answer to their key": `SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM idempotency k WHERE k.report_id = r.id)`,
		"letters that should not be or are missing": `SELECT abs((SELECT count(*) FROM job WHERE kind = 'letter')
			- (SELECT count(*) FROM event e JOIN report r ON r.id = e.report_id WHERE r.mailable = TRUE AND e.verb IN ('submit', 'verify')))`,
	}
}

// check looks at the database after the last kill: everything answered is there exactly once and whole, nothing
// is half, and what waited goes on. It returns how many letters were sent, and how many of them twice.
func (in *installation) check(t *testing.T, b *ledger) (letters, twice int) {
	t.Helper()
	a := in.open(t, 3*time.Minute) // by then the leases of those killed have ended
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	ctx := t.Context()
	for what, sql := range broken() {
		var n int
		if err := a.DB.QueryRow(ctx, sql).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
	}
	bodies := count(ctx, t, a, `SELECT body FROM report_text`)
	replies := count(ctx, t, a, `SELECT message FROM event WHERE verb = 'reply'`)
	for _, r := range b.all {
		checkReport(ctx, t, a, r, bodies, replies)
	}
	for hash := range count(ctx, t, a, `SELECT hash FROM attachment UNION ALL SELECT thumb FROM attachment WHERE thumb <> ''`) {
		if err := blob.Verify(ctx, a.Blobs, hash); err != nil {
			t.Errorf("file %s: %v", hash, err)
		}
	}
	if err := a.Insight.Drain(ctx); err != nil {
		t.Error(err)
	}
	if drift, err := a.Store.TallyDrift(ctx, a.DB); err != nil || drift != 0 {
		t.Errorf("%d counts differ from a recount, %v", drift, err)
	}
	var public int
	if err := a.DB.QueryRow(ctx, `SELECT count(*) FROM report WHERE published = TRUE`).Scan(&public); err != nil {
		t.Error(err)
	}
	if n, err := a.Store.PublicCount(ctx, store.Filter{Agency: agency(ctx, a, "kota")}, 1_000_000); err != nil || n != public {
		t.Errorf("the index holds %d reports of %d public ones, %v", n, public, err)
	}
	return in.deliver(t, a)
}

func agency(ctx context.Context, a *app.App, code string) civic.ID {
	n, _ := a.Atlas.Current(ctx).Tree.ByCode(code)
	return n.ID
}

// checkReport holds one client's knowledge against the database.
func checkReport(ctx context.Context, t *testing.T, a *app.App, r *report, bodies, replies map[string]int) {
	t.Helper()
	if n := bodies[r.body]; r.sent == answered && n != 1 || n > 1 {
		t.Errorf("%s is there %d times", r.key, n)
	}
	if r.sent != answered {
		return
	}
	code, err := civic.ParseTrackingCode(r.code)
	if err != nil {
		t.Errorf("%s: the answer held the code %q", r.key, r.code)
		return
	}
	rep, err := a.Store.ReportByCode(ctx, a.DB, code)
	if err != nil {
		t.Errorf("%s: answered as accepted and lost: %v", r.key, err)
		return
	}
	if text, err := a.Store.TextOf(ctx, a.DB, rep.ID); err != nil || text.Body != r.body || rep.Mailable != r.email {
		t.Errorf("%s: mailable %v, text %q, %v", r.key, rep.Mailable, text.Body, err)
	}
	if mac, err := a.Store.PinMAC(ctx, a.DB, rep.ID); err != nil || !a.Vault.SameMAC("pin/"+string(code), r.pin, mac) {
		t.Errorf("%s: its PIN does not open it: %v", r.key, err)
	}
	files, err := a.Store.Attachments(ctx, a.DB, rep.ID)
	if n := len(files); err != nil || r.file == answered && n != 1 || r.file == notTried && n != 0 || n > 1 {
		t.Errorf("%s: %d files, %v", r.key, n, err)
	}
	if n := replies["Masih mati, "+r.key+"."]; r.reply == answered && n != 1 || n > 1 {
		t.Errorf("%s: its reply is there %d times", r.key, n)
	}
	if done := rep.State == civic.Dispatched && rep.Published; r.verify == answered && !done || r.verify == notTried && done {
		t.Errorf("%s: %s, published %v", r.key, rep.State, rep.Published)
	}
}

// checkToldAll: whatever is in the database, the client was told.
func (in *installation) checkToldAll(t *testing.T, b *ledger) {
	t.Helper()
	a := in.open(t, 0)
	defer func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	}()
	bodies := count(t.Context(), t, a, `SELECT body FROM report_text`)
	for _, r := range b.with(unknown, sent) {
		if bodies[r.body] != 0 {
			t.Errorf("%s was accepted and its client was not told", r.key)
		}
	}
}

// count counts equal texts.
func count(ctx context.Context, t *testing.T, a *app.App, sql string) map[string]int {
	t.Helper()
	rows, err := a.DB.Query(ctx, sql)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := map[string]int{}
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		out[s]++
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// deliver lets the jobs go on until no letter waits: then each has arrived, and none twice but those that were
// on their way when the server was killed.
func (in *installation) deliver(t *testing.T, a *app.App) (letters, twice int) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Work(ctx) }()
	left := -1
	for deadline := time.Now().Add(2 * time.Minute); left != 0 && time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if err := a.DB.QueryRow(t.Context(), `SELECT count(*) FROM job WHERE kind = 'letter' AND state <> 'done'`).Scan(&left); err != nil {
			t.Error(err)
		}
	}
	stop()
	if err := <-done; err != nil || left != 0 {
		t.Errorf("%d letters still wait, %v", left, err)
	}
	jobs := count(t.Context(), t, a, `SELECT unique_key FROM job WHERE kind = 'letter'`)
	for id := range jobs {
		if !in.post.has(id) {
			t.Errorf("%s never arrived", id)
		}
	}
	letters, twice = in.post.letters()
	if letters != len(jobs) {
		t.Errorf("%d letters arrived, %d were written", letters, len(jobs))
	}
	if most := 8 * (kills() + 1); twice > most { // eight are sent at once
		t.Errorf("%d letters arrived twice", twice)
	}
	return letters, twice
}
