package httpkit_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tuntas/internal/httpkit"
)

// streamRig has a route that sends a word whenever it is told to.
func streamRig() (*rig, chan string) {
	r := sessionRig()
	say := make(chan string)
	r.handle("GET /stream", func(w http.ResponseWriter, req *http.Request) error {
		s, err := httpkit.OpenStream(w, req)
		if err != nil {
			return err
		}
		for {
			select {
			case <-req.Context().Done():
				return nil
			case word := <-say:
				if word == "" {
					return nil
				}
				if err := s.Send([]byte(word + "\n")); err != nil {
					return nil //nolint:nilerr // whoever listened has left
				}
			}
		}
	})
	return r, say
}

// read opens the stream as a browser that takes everything packed.
func read(t *testing.T, url string) (*http.Response, *bufio.Reader) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res, bufio.NewReader(res.Body)
}

// Every word arrives at once and unpacked, through all links of the chain, and whoever listens takes no place from those
// who ask for pages.
func TestStreamsArriveAtOnceAndTakeNoPlace(t *testing.T) {
	r, say := streamRig()
	r.options.InFlight = 1
	reg := prometheus.NewRegistry()
	r.options.Registry = reg
	url := serve(t, r)
	res, in := read(t, url)
	if h := res.Header; h.Get("Content-Type") != "text/event-stream" || h.Get("Content-Encoding") != "" || h.Get("Cache-Control") != "no-store" || h.Get("Content-Security-Policy") == "" {
		t.Errorf("headers %v", h)
	}
	for _, word := range []string{"satu", "dua", strings.Repeat("x", 5000)} {
		say <- word
		if got, err := in.ReadString('\n'); err != nil || got != word+"\n" {
			t.Fatalf("%d bytes come for %d, %v", len(got), len(word), err)
		}
	}
	page, err := http.Get(url + "/ok")
	if err != nil || page.StatusCode != http.StatusOK {
		t.Fatalf("beside a stream a page answers %v, %v", page, err)
	}
	_ = page.Body.Close()
	say <- ""
	if _, err := in.ReadByte(); err != io.EOF {
		t.Errorf("the stream ends with %v", err)
	}
	all, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				if f.GetName() == "tuntas_http_request_seconds" && strings.Contains(l.GetValue(), "stream") {
					t.Error("how long people listen counts as how long an answer takes")
				}
			}
		}
	}
}

// What pages of signed-in people ask by themselves does not use up what their office's address may ask.
func TestRefund(t *testing.T) {
	r := newRig()
	r.options.Limiter = httpkit.NewLimiter(httpkit.LimiterOptions{Every: time.Hour, Burst: 2, Wall: r.wall.now})
	r.handle("GET /beat", func(_ http.ResponseWriter, req *http.Request) error {
		httpkit.Refund(req)
		httpkit.Refund(req) // twice gives back once
		return nil
	})
	h := r.handler()
	for i := range 5 {
		if w := do(h, http.MethodGet, "/beat", ""); w.Code != http.StatusOK {
			t.Fatalf("sign of life %d answers %d", i, w.Code)
		}
	}
	for i, want := range []int{200, 200, 429} {
		if w := do(h, http.MethodGet, "/ok", ""); w.Code != want {
			t.Errorf("page %d answers %d", i, w.Code)
		}
	}
}

// What a page asks by itself keeps nobody signed in.
func TestBackgroundIsNoSignOfLife(t *testing.T) {
	r := sessionRig()
	r.sessions = httpkit.NewSessions(httpkit.SessionOptions{Store: r.store, Absolute: 12 * time.Hour, Idle: 30 * time.Minute, Now: r.wall.now,
		Background: func(req *http.Request) bool { return req.URL.Path == "/me" }})
	r.options.Sessions = r.sessions
	r.handle("GET /in2", func(_ http.ResponseWriter, req *http.Request) error {
		return r.sessions.SignIn(req.Context(), "officer-7", "stamp-1")
	})
	r.handle("GET /who", func(w http.ResponseWriter, req *http.Request) error {
		_, err := io.WriteString(w, r.sessions.Identity(req.Context()).Subject)
		return err
	})
	for path, alive := range map[string]bool{"/ok": true, "/me": false} {
		b := &browser{h: r.handler()}
		b.get("/in2")
		for range 5 {
			r.wall.move(10 * time.Minute)
			b.get(path)
		}
		if got := b.get("/who").Body.String(); (got != "") != alive {
			t.Errorf("after 50 minutes of %s the session is that of %q", path, got)
		}
	}
}

// Live knows what sessions are worth, without being a sign of life itself.
func TestLiveSessions(t *testing.T) {
	r := sessionRig()
	handle := ""
	r.handle("GET /handle", func(_ http.ResponseWriter, req *http.Request) error {
		handle = r.sessions.Handle(req.Context())
		return nil
	})
	h := r.handler()
	b := &browser{h: h}
	b.get("/handle")
	if handle != "" {
		t.Errorf("a visitor has the handle %q", handle)
	}
	b.get("/in")
	b.get("/handle")
	worth := func() string {
		t.Helper()
		got, err := r.sessions.Live(t.Context(), []string{handle, "unknown"})
		if err != nil || len(got) > 1 {
			t.Fatalf("%v, %v", got, err)
		}
		return got[handle]
	}
	if got := worth(); got != "officer-7 stamp-1" {
		t.Errorf("a session that was just begun is worth %q", got)
	}
	if strings.Contains(b.cookie, handle) {
		t.Error("the handle opens the session")
	}
	for range 3 {
		r.wall.move(11 * time.Minute)
		worth()
	}
	if got := worth(); got != "" {
		t.Errorf("after half an hour without a request the session is worth %q", got)
	}
	b.get("/in")
	b.get("/handle")
	b.get("/out")
	if got := worth(); got != "" {
		t.Errorf("signed out, the session is worth %q", got)
	}
}
