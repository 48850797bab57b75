package api_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tuntas/internal/api"
	"tuntas/internal/atlas"
	"tuntas/internal/blob"
	"tuntas/internal/blob/clean"
	"tuntas/internal/casework"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/dossier"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/i18n"
	"tuntas/internal/insight"
	"tuntas/internal/intake"
	"tuntas/internal/notify"
	"tuntas/internal/queue"
	"tuntas/internal/satisfaction"
	"tuntas/internal/sqldb/dbtest"
	"tuntas/internal/store"
	"tuntas/internal/store/migrations"
	"tuntas/internal/telemetry"
	"tuntas/internal/vault"
)

// rig is the door on a real database behind the whole chain, with a small country: one agency of
// every routing mode, an officer of every role at every desk, and a clock that can be moved.
type rig struct {
	t         testing.TB
	url       string
	door      http.Handler
	http      *http.Client
	store     *store.Store
	casework  *casework.Casework
	intake    *intake.Intake
	directory *directory.Directory
	catalogue *catalogue.Catalogue
	surveys   *satisfaction.Satisfaction
	insight   *insight.Insight
	registry  *prometheus.Registry
	log       *lines
	clock     *clock
	mu        *sync.Mutex
	tokens    map[string]string
}

// clock is the time of the rig.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(time.Millisecond) // no two things at once
	return c.t
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// lines collects a log.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

const (
	agenciesCSV = "code,parent_code,name,routing_mode,zone,region_code\n" +
		"kota,nasional,Pemerintah Kota Contoh,full,WIB,35.78\n" +
		"kota-pu,kota,Dinas Pekerjaan Umum Kota Contoh,,,\n" +
		"kota-pu-jalan,kota-pu,Bidang Jalan Kota Contoh,,,\n" +
		"prov,nasional,Pemerintah Provinsi Contoh,semi,WITA,51\n" +
		"prov-pu,prov,Dinas Pekerjaan Umum Provinsi Contoh,,,\n" +
		"pusat,nasional,Kementerian Contoh,central,WIB,\n" +
		"pusat-unit,pusat,Direktorat Contoh,,,\n"
	regionsCSV = "code,name,kind\n35,Jawa Timur,provinsi\n35.78,Kota Surabaya,kota\n35.78.01,Karang Pilang,kecamatan\n51,Bali,provinsi\n"
	topicsCSV  = "code,parent_code,name_id,name_en,default_class\njalan,,Jalan,Roads,complaint\njalan-lubang,jalan,Lubang,Potholes,complaint\n"
	reasonsCSV = "kind,code,text_id,text_en,effective_from,source\n" +
		"hold,kurang,Keterangan kurang.,More is needed.,2020-01-01,contoh\n" +
		"return,bukan,Bukan wewenang.,Not competent.,2020-01-01,contoh\n" +
		"archive,ganda,Sudah dilaporkan.,Reported already.,2020-01-01,contoh\n" +
		"close,beres,Sudah beres.,Solved.,2020-01-01,contoh\n" +
		"close,nanti,Belum berlaku.,Not yet.,2030-01-01,contoh\n"
)

func desks() []string {
	return []string{"nasional", "kota", "kota-pu", "kota-pu-jalan", "prov", "prov-pu", "pusat", "pusat-unit"}
}

// each runs a test on both databases.
func each(t *testing.T, fn func(r *rig)) {
	t.Helper()
	for _, d := range dbtest.Dialects() {
		t.Run(d, func(t *testing.T) {
			t.Parallel()
			fn(newRig(t, d))
		})
	}
}

func newRig(t testing.TB, dialect string) *rig {
	t.Helper()
	ctx := context.Background()
	r := &rig{t: t, mu: &sync.Mutex{}, log: &lines{}, registry: prometheus.NewRegistry(), tokens: map[string]string{},
		clock: &clock{t: time.Date(2026, time.November, 16, 3, 0, 0, 0, time.UTC)}}
	var err error
	r.store, err = store.New(ctx, dbtest.Open(t, dialect, migrations.FS))
	must(t, err)
	a, err := atlas.Open(ctx, r.store, r.clock.now)
	must(t, err)
	safe, err := vault.New(bytes.Repeat([]byte("k"), 32))
	must(t, err)
	blobs, err := blob.NewFolder(blob.FolderOptions{Dir: t.TempDir()})
	must(t, err)
	keeper := evidence.New(blobs, clean.New(clean.Limits{}))
	q := queue.New(r.store.NewID, r.clock.now)
	n := notify.New(r.store, a, safe, q, "https://tuntas.test", r.clock.now)
	r.intake = intake.New(r.store, a, safe, n, r.clock.now)
	r.casework = casework.New(r.store, a, safe, keeper, n, q, r.clock.now)
	key, err := dossier.NewKey(bytes.Repeat([]byte("d"), 32))
	must(t, err)
	r.casework.IssueWith(key, "https://tuntas.test")
	r.catalogue = catalogue.New(r.store, a, r.clock.now)
	r.surveys = satisfaction.New(r.store, a, safe, rand.Reader, r.clock.now)
	r.directory = directory.New(r.store, a, queue.New(r.store.NewID, r.clock.now), r.clock.now)
	r.directory.InviteWith(n, directory.Invites{Life: 7 * 24 * time.Hour, Mail: true})
	r.insight = insight.New(r.store, a)
	r.country(ctx)
	must(t, r.directory.AddGateMode(ctx, civic.Actor{Role: civic.RoleNationalAdmin}, directory.GateMode{Mode: directory.GateAdvise, From: civic.Date{Year: 2020, Month: time.January, Day: 1}}))
	log := telemetry.NewLogger(r.log, telemetry.LogOptions{Level: "debug", Format: "json"})
	errs := &httpkit.Errors{Log: log, Words: func(q *http.Request, key string, args map[string]any) string {
		return i18n.For(i18n.Pick("", q.Header.Get("Accept-Language"))).TArgs(key, args)
	}}
	mux := http.NewServeMux()
	api.New(api.Deps{Casework: r.casework, Intake: r.intake, Directory: r.directory, Catalogue: r.catalogue, Surveys: r.surveys, Evidence: keeper, Errors: errs,
		Attempts: store.Attempts{DB: r.store.DB}, ClientKey: []byte("client"), BaseURL: "https://tuntas.test", Now: r.clock.now}).Register(mux)
	r.door = httpkit.Wrap(mux, httpkit.Options{Errors: errs, Log: log, Registry: r.registry, Wall: time.Now})
	server := httptest.NewServer(r.door)
	t.Cleanup(server.Close)
	r.url, r.http = server.URL, server.Client()
	return r
}

// country fills the master data.
func (r *rig) country(ctx context.Context) {
	t := r.t
	must(t, r.directory.Found(ctx))
	take := func(res directory.Result, err error) {
		t.Helper()
		must(t, err)
		if res.Failed > 0 {
			t.Fatalf("import: %v", res.Errors)
		}
	}
	take(r.directory.ImportAgencies(ctx, strings.NewReader(agenciesCSV), directory.Options{}))
	take(r.directory.ImportRegions(ctx, strings.NewReader(regionsCSV), directory.Options{}))
	take(r.directory.ImportTopics(ctx, strings.NewReader(topicsCSV), directory.Options{}))
	take(r.directory.ImportReasons(ctx, strings.NewReader(reasonsCSV), directory.Options{}))
	officers := "email,name,desk_code,role\n"
	for _, desk := range desks() {
		for _, role := range civic.OfficerRoles() {
			if !seat(role, desk) {
				continue
			}
			officers += fmt.Sprintf("%s@%s.test,Petugas %s %s,%s,%s\n", role, desk, role, desk, desk, role)
		}
	}
	take(r.directory.ImportOfficers(ctx, strings.NewReader(officers), "", directory.Options{}))
}

// seat tells whether a role can be held at a desk: that of the national desk nowhere else.
func seat(role civic.Role, desk string) bool {
	return role != civic.RoleNationalAdmin || desk == "nasional"
}

// token makes a machine token for an officer on first use.
func (r *rig) token(role civic.Role, desk string) string {
	r.t.Helper()
	r.mu.Lock()
	defer r.mu.Unlock()
	email := string(role) + "@" + desk + ".test"
	if r.tokens[email] == "" {
		token, err := r.directory.NewToken(context.Background(), email, "test", 1000*24*time.Hour)
		must(r.t, err)
		r.tokens[email] = token
	}
	return r.tokens[email]
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	raw    []byte
	body   map[string]any
}

// str digs a text out of the body: str("next", "clock").
func (a answer) str(path ...string) string {
	var v any = a.body
	for _, p := range path {
		m, _ := v.(map[string]any)
		v = m[p]
	}
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

func (a answer) list(name string) []map[string]any {
	all, _ := a.body[name].([]any)
	out := make([]map[string]any, 0, len(all))
	for _, v := range all {
		m, _ := v.(map[string]any)
		out = append(out, m)
	}
	return out
}

// header lines of a request.
type headers map[string]string

func bearer(token string) headers { return headers{"Authorization": "Bearer " + token} }

func pin(p string) headers { return headers{"Report-Pin": p} }

// do sends a request. body is nil, a string sent as it is, or a value sent as JSON.
func (r *rig) do(method, path string, h headers, body any) answer {
	r.t.Helper()
	var in io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		in = strings.NewReader(b)
	default:
		raw, err := json.Marshal(b)
		must(r.t, err)
		in = bytes.NewReader(raw)
	}
	return r.send(method, path, h, "application/json", in)
}

func (r *rig) send(method, path string, h headers, media string, in io.Reader) answer {
	r.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, r.url+path, in)
	must(r.t, err)
	if in != nil {
		req.Header.Set("Content-Type", media)
	}
	req.Header.Set("Accept-Language", "en")
	for k, v := range h {
		req.Header.Set(k, v)
	}
	res, err := r.http.Do(req)
	must(r.t, err)
	defer res.Body.Close()
	out := answer{status: res.StatusCode, header: res.Header}
	out.raw, err = io.ReadAll(res.Body)
	must(r.t, err)
	if strings.Contains(res.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(out.raw, &out.body); err != nil {
			r.t.Fatalf("%s %s: %v in %s", method, path, err, out.raw)
		}
	}
	return out
}

// want is do with the status that is right.
func (r *rig) want(status int, method, path string, h headers, body any) answer {
	r.t.Helper()
	got := r.do(method, path, h, body)
	if got.status != status {
		r.t.Fatalf("%s %s: status %d, want %d: %.600s", method, path, got.status, status, got.raw)
	}
	return got
}

// J is a JSON object.
type J = map[string]any

// complaint is a submission that is fine.
func complaint(more J) J {
	j := J{"class": "complaint", "title": "Lubang di jalan", "body": "Ada lubang besar di jalan depan pasar sejak dua minggu.",
		"location_text": "Jalan Pasar 12", "region_code": "35.78"}
	for k, v := range more {
		j[k] = v
	}
	return j
}

// submit hands a report in and returns its address, code and PIN.
func (r *rig) submit(more J) (at, code, secret string) {
	r.t.Helper()
	got := r.want(http.StatusCreated, "POST", "/api/v1/reports", nil, complaint(more))
	return "/api/v1/reports/" + got.str("tracking_id"), got.str("tracking_id"), got.str("pin")
}

// follow brings search and counts up to date.
func (r *rig) follow() {
	r.t.Helper()
	must(r.t, r.insight.Drain(context.Background()))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
