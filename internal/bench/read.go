package bench

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
)

// Read is what a run of reads measured.
type Read struct {
	Database    string          `json:"database"`
	Preload     int             `json:"preload"`
	Steps       map[string]Step `json:"steps"`
	PagePerS    float64         `json:"tracking_page_per_s"`
	ColdPerS    float64         `json:"tracking_page_first_per_s"` // pages that nobody asked for before
	BarePerS    float64         `json:"bare_page_per_s"`
	RatioToBare float64         `json:"tracking_page_ratio_to_bare"`
	DeepToFirst float64         `json:"inbox_deep_to_first_p50"`
	Errors      int             `json:"errors"`
	FirstError  string          `json:"first_error,omitempty"`
	RSS         float64         `json:"rss_mb"`
	StartMS     float64         `json:"start_ms"`
}

// readRounds is how often each page is asked for.
const readRounds = 400

// RunRead asks for the pages that people open all day, one at a time, and compares the tracking page
// with the least that net/http can do in the same run.
func RunRead(ctx context.Context, o Options) (Read, error) {
	res := Read{Database: databaseName(o), Preload: o.Preload}
	c, err := setup(ctx, o)
	if err != nil {
		return res, err
	}
	s, err := start(ctx, o, "serve")
	if err != nil {
		return res, err
	}
	defer s.stop()
	res.StartMS = s.startMS
	t := newTimings()
	w := &walker{c: c, t: t}
	cl := &client{addr: s.addr}
	defer cl.close()
	deep, publicDeep := walkDown(cl, "/api/v1/inbox?limit=50", bearer(c.National), 40), walkDown(cl, "/api/v1/reports?limit=20", "", 40)
	pages := []struct{ name, path, head string }{
		{"public_list", "/api/v1/reports?limit=20", ""},
		{"public_list_deep", publicDeep, ""},
		{"public_list_html", "/laporan", ""},
		{"public_list_agency_closed", "/api/v1/reports?limit=20&state=closed&agency=" + c.Agencies[3], ""},
		{"search_frequent", "/api/v1/reports?q=" + frequentWord, ""},
		{"search_medium", "/api/v1/reports?q=" + mediumWord, ""},
		{"search_rare", "/api/v1/reports?q=" + rareWord, ""},
		{"search_two", "/api/v1/reports?q=" + url.QueryEscape(frequentWord+" "+mediumWord), ""},
		{"search_none", "/api/v1/reports?q=tidakadasamasekali", ""},
		{"inbox_first", "/api/v1/inbox?limit=50", bearer(c.National)},
		{"inbox_deep", deep, bearer(c.National)},
		{"inbox_unit", "/api/v1/inbox?limit=50", bearer(c.Unit[0])},
		{"inbox_counts", "/api/v1/inbox/counts", bearer(c.National)},
	}
	for range readRounds {
		for _, p := range pages {
			if _, err := w.timed(p.name, func() ([]byte, error) { return cl.want(200, "GET", p.path, p.head, nil) }); err != nil {
				res.Errors++
				res.FirstError = err.Error()
			}
		}
	}
	if o.Preload > 0 {
		if err := desk(ctx, s, w, &res); err != nil {
			return res, err
		}
	}
	if len(c.Codes) > 0 {
		trackingRate(o, c, s, w, &res)
	}
	res.RSS, _ = s.memory()
	res.Steps = t.steps()
	if first := res.Steps["inbox_first"].P50; first > 0 {
		res.DeepToFirst = res.Steps["inbox_deep"].P50 / first
	}
	return res, bareRate(ctx, o, &res)
}

var nextCursor = regexp.MustCompile(`"next_cursor":"([^"]+)"`)

// walkDown turns n pages and returns the address of the last one.
func walkDown(cl *client, path, head string, n int) string {
	at := path
	for range n {
		b, err := cl.want(200, "GET", at, head, nil)
		m := nextCursor.FindSubmatch(b)
		if err != nil || m == nil {
			return at
		}
		at = path + "&cursor=" + url.QueryEscape(string(m[1]))
	}
	return at
}

// pageClients is how many ask at once for the rates.
const pageClients = 16

// trackingRate asks for public reports as browsers do, packed: each once when no page of it was made yet, then again and
// again, as people who follow a link that goes round do.
func trackingRate(o Options, c country, s *server, w *walker, res *Read) {
	rate := func(step string, n int) float64 {
		d, failed, first := parallel(n, pageClients, func(int) (func(int) error, func()) {
			cl := &client{addr: s.addr}
			return func(i int) error {
				_, err := w.timed(step, func() ([]byte, error) {
					return cl.want(200, "GET", "/laporan/"+c.Codes[i*7919%len(c.Codes)], "Accept-Encoding: gzip\r\n", nil)
				})
				return err
			}, cl.close
		})
		res.Errors += failed
		if first != nil {
			res.FirstError = first.Error()
		}
		return float64(n) / d.Seconds()
	}
	c.Codes = c.Codes[:min(len(c.Codes), 3000)] // what the cache of pages can hold
	res.ColdPerS = rate("tracking_page_first", len(c.Codes))
	res.PagePerS = rate("tracking_page", 40_000)
	o.Say("%.0f tracking pages/s, %.0f/s of pages not seen before", res.PagePerS, res.ColdPerS)
}

// bareRate measures a net/http handler that answers with bytes it has at hand.
func bareRate(ctx context.Context, o Options, res *Read) error {
	raw := o
	raw.DatabaseURL = ""
	s, err := start(ctx, raw, "bench", "raw", "--rows", "0")
	if err != nil {
		return err
	}
	defer s.stop()
	n := 40_000
	d, failed, first := parallel(n, pageClients, func(int) (func(int) error, func()) {
		cl := &client{addr: s.addr}
		return func(int) error { _, err := cl.want(200, "GET", "/healthz", "", nil); return err }, cl.close
	})
	if failed > 0 {
		return fmt.Errorf("bench: the bare page failed: %w", first)
	}
	res.BarePerS = float64(n) / d.Seconds()
	if res.BarePerS > 0 {
		res.RatioToBare = res.PagePerS / res.BarePerS
	}
	return nil
}
