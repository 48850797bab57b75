package bench

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Lifecycle is what a run of complete lifecycles measured.
type Lifecycle struct {
	Database       string          `json:"database"`
	Reports        int             `json:"reports"`
	Preload        int             `json:"preload"`
	Concurrency    int             `json:"concurrency"`
	PerSecond      float64         `json:"lifecycles_per_s"`
	Submissions    float64         `json:"submissions_per_s"`
	Steps          map[string]Step `json:"steps"`
	Errors         int             `json:"errors"`
	FirstError     string          `json:"first_error,omitempty"`
	RSS            float64         `json:"rss_mb"`
	PeakRSS        float64         `json:"peak_rss_mb"`
	StartMS        float64         `json:"start_ms"`
	RawInserts     float64         `json:"raw_inserts_per_s"`
	RatioToRaw     float64         `json:"ratio_to_raw"`
	RawRows        float64         `json:"raw_same_rows_per_s"`
	RatioToRows    float64         `json:"ratio_to_raw_same_rows"`
	CPUSubmission  float64         `json:"cpu_ms_per_submission"`
	CPULifecycle   float64         `json:"cpu_ms_per_lifecycle"`
	CPURaw         float64         `json:"cpu_ms_per_raw_insert"`
	CatchUpSeconds float64         `json:"search_and_counts_caught_up_s"`
}

// RunLifecycle drives whole lifecycles: submit, verify, dispose, follow-up, close (five durable writes)
// and three reads between them; then submissions alone; then the bare handlers they are compared with.
func RunLifecycle(ctx context.Context, o Options) (Lifecycle, error) {
	res := Lifecycle{Database: databaseName(o), Reports: o.Reports, Preload: o.Preload, Concurrency: o.Concurrency}
	c, err := setup(ctx, o)
	if err != nil {
		return res, err
	}
	s, err := start(ctx, o, "serve")
	if err != nil {
		return res, err
	}
	res.StartMS = s.startMS
	o.Say("server answers after %.0f ms", s.startMS)
	if err := drive(ctx, o, c, s, &res); err != nil {
		s.stop()
		return res, err
	}
	res.RSS, res.PeakRSS = s.memory()
	s.stop()
	return res, rawRates(ctx, o, &res)
}

func databaseName(o Options) string {
	if o.DatabaseURL == "" {
		return "sqlite"
	}
	return "postgres"
}

func drive(ctx context.Context, o Options, c country, s *server, res *Lifecycle) error {
	t := newTimings()
	work := func(n int, do func(cl *client, i int) error) time.Duration {
		d, failed, first := parallel(n, o.Concurrency, func(int) (func(int) error, func()) {
			cl := &client{addr: s.addr}
			return func(i int) error { return do(cl, i) }, cl.close
		})
		res.Errors += failed
		if first != nil && res.FirstError == "" {
			res.FirstError = first.Error()
		}
		return d
	}
	full := &walker{c: c, t: t}
	work(min(o.Reports/10+1, 200), full.life) // warm up
	*t = *newTimings()
	before := s.cpu()
	d := work(o.Reports, full.life)
	res.PerSecond = float64(o.Reports) / d.Seconds()
	res.CPULifecycle = ms(s.cpu()-before) / float64(o.Reports)
	o.Say("%.0f lifecycles/s", res.PerSecond)
	n := o.Reports * 2
	before = s.cpu()
	d = work(n, func(cl *client, i int) error { _, err := full.submit(cl, i, "submit_only"); return err })
	res.Submissions = float64(n) / d.Seconds()
	res.CPUSubmission = ms(s.cpu()-before) / float64(n)
	res.Steps = t.steps()
	o.Say("%.0f submissions/s", res.Submissions)
	var err error
	res.CatchUpSeconds, err = catchUp(ctx, o)
	return err
}

// catchUp waits until search and counts have followed everything, and returns how many seconds that took.
func catchUp(ctx context.Context, o Options) (float64, error) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	db, err := sqldb.Open(ctx, sqldb.Options{URL: o.DatabaseURL, Dir: o.Dir, ReadOnly: true})
	if err != nil {
		return 0, err
	}
	defer db.Close()    //nolint:errcheck // it only read
	begin := time.Now() //nolint:forbidigo // a benchmark measures the machine's time
	for {
		n, err := store.Reader(db).FeedLag(ctx, db)
		desks, wrong := store.Reader(db).DeskLag(ctx, db)
		if err = errors.Join(err, wrong); err != nil || n+desks == 0 {
			return time.Since(begin).Seconds(), err //nolint:forbidigo // as above
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// walker walks reports through their lives.
type walker struct {
	c country
	t *timings
}

// submission is the body that every submission and every raw insert carries.
func submission(i int) []byte {
	return fmt.Appendf(nil, `{"class":"complaint","title":"Lubang besar di jalan depan pasar %d","body":"Sudah dua minggu ada lubang besar di jalan depan pasar nomor %d. Kemarin dua motor jatuh karena lubang tertutup genangan air. Warga sudah memberi tanda seadanya, tetapi malam hari tetap tidak kelihatan. Mohon segera diperbaiki sebelum ada korban lagi.","occurred_on":"2026-01-05","location_text":"Jalan Pasar nomor %d, Surabaya","region_code":"35.78"}`, i, i, i)
}

func (w *walker) timed(name string, do func() ([]byte, error)) ([]byte, error) {
	begin := time.Now() //nolint:forbidigo // a benchmark measures the machine's time
	b, err := do()
	w.t.add(name, time.Since(begin)) //nolint:forbidigo // as above
	return b, err
}

func (w *walker) submit(cl *client, i int, name string) (string, error) {
	b, err := w.timed(name, func() ([]byte, error) { return cl.want(201, "POST", "/api/v1/reports", "", submission(i)) })
	if err != nil {
		return "", err
	}
	var got struct {
		ID string `json:"tracking_id"`
	}
	return got.ID, json.Unmarshal(b, &got)
}

// life is one report from submission to closing, with the looks that people take in between.
func (w *walker) life(cl *client, i int) error {
	id, err := w.submit(cl, i, "submit")
	if err != nil {
		return err
	}
	k := i % len(w.c.Agencies)
	at := "/api/v1/reports/" + id
	for _, s := range []struct {
		name, method, path, token, body string
		status                          int
	}{
		{"inbox", "GET", "/api/v1/inbox", w.c.National, "", 200},
		{"verify", "POST", at + "/verify", w.c.National, `{"class":"complaint","agency_id":"` + w.c.Agencies[k] + `","publish":true,"public_title":"Lubang di jalan","public_body":"Ada lubang besar di jalan depan pasar."}`, 200},
		{"read_officer", "GET", at, w.c.Agency[k], "", 200},
		{"dispose", "POST", at + "/dispose", w.c.Agency[k], `{"agency_id":"` + w.c.Units[k] + `","message":"Mohon ditangani."}`, 200},
		{"follow_up", "POST", at + "/follow-ups", w.c.Unit[k], `{"message":"` + followUp() + `"}`, 200},
		{"close", "POST", at + "/close", w.c.Unit[k], `{"outcome":"solved","message":"` + closing() + `"}`, 200},
		{"read_page", "GET", "/laporan/" + id, "", "", 200},
	} {
		_, err := w.timed(s.name, func() ([]byte, error) {
			head, body := "", []byte(nil)
			if s.token != "" {
				head = bearer(s.token)
			}
			if s.body != "" {
				body = []byte(s.body)
			}
			return cl.want(s.status, s.method, s.path, head, body)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// rawRates measures the least that could be done for a submission: a bare handler that writes one row of the same
// bytes, and one that writes the same number of rows, in the same kind of transaction on the same database.
func rawRates(ctx context.Context, o Options, res *Lifecycle) error {
	for _, kind := range []struct {
		rows string
		rate *float64
		cpu  *float64
	}{{"1", &res.RawInserts, &res.CPURaw}, {"same", &res.RawRows, nil}} {
		raw := o
		if o.DatabaseURL == "" {
			dir, err := os.MkdirTemp(o.Dir, "raw")
			if err != nil {
				return err
			}
			raw.Dir = dir
		}
		s, err := start(ctx, raw, "bench", "raw", "--rows", kind.rows)
		if err != nil {
			return err
		}
		n := o.Reports * 2
		before := s.cpu()
		d, failed, first := parallel(n, o.Concurrency, func(int) (func(int) error, func()) {
			cl := &client{addr: s.addr}
			return func(i int) error { _, err := cl.want(201, "POST", "/", "", submission(i)); return err }, cl.close
		})
		*kind.rate = float64(n) / d.Seconds()
		if kind.cpu != nil {
			*kind.cpu = ms(s.cpu()-before) / float64(n)
		}
		s.stop()
		if failed > 0 {
			return fmt.Errorf("bench: %d raw inserts failed: %w", failed, first)
		}
		o.Say("raw, %s row(s): %.0f/s", kind.rows, *kind.rate)
	}
	res.RatioToRaw, res.RatioToRows = res.Submissions/res.RawInserts, res.Submissions/res.RawRows
	return nil
}
