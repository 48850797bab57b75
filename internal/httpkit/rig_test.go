package httpkit_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/telemetry"
)

// lines collects log lines.
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

// clock is a clock a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// memory keeps sessions and can be made to fail.
type memory struct {
	mu   sync.Mutex
	data map[string][]byte
	err  error
	ops  int
}

func newMemory() *memory { return &memory{data: map[string][]byte{}} }

func (m *memory) FindCtx(_ context.Context, token string) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ops++
	b, ok := m.data[token]
	return b, ok, m.err
}

func (m *memory) CommitCtx(_ context.Context, token string, b []byte, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ops++
	if m.err == nil {
		m.data[token] = b
	}
	return m.err
}

func (m *memory) DeleteCtx(_ context.Context, token string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.ops++
	delete(m.data, token)
	return m.err
}

func (m *memory) fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

// words says a key as the key, with its arguments, so that a test sees both.
func words(_ *http.Request, key string, args map[string]any) string {
	if len(args) == 0 {
		return "<" + key + ">"
	}
	return fmt.Sprintf("<%s %v>", key, args)
}

// rig is a whole chain with routes of every kind.
type rig struct {
	log      *lines
	wall     *clock
	store    *memory
	sessions *httpkit.Sessions
	errors   *httpkit.Errors
	options  httpkit.Options
	mux      *http.ServeMux
}

const secretText = "koneksi ke 10.0.0.9 dengan kata sandi hunter2 gagal"

func newRig() *rig {
	r := &rig{log: &lines{}, wall: newClock(), store: newMemory(), mux: http.NewServeMux()}
	logger := telemetry.NewLogger(r.log, telemetry.LogOptions{Format: "json", Level: "debug"})
	r.errors = &httpkit.Errors{Log: logger, Words: words, Page: func(w io.Writer, _ *http.Request, p httpkit.Problem) error {
		_, err := fmt.Fprintf(w, "<h1>%d %s</h1>%s", p.Status, p.Title, p.Detail)
		return err
	}}
	r.sessions = httpkit.NewSessions(httpkit.SessionOptions{Store: r.store, Absolute: 12 * time.Hour, Idle: 30 * time.Minute, Now: r.wall.now})
	r.options = httpkit.Options{Errors: r.errors, Log: logger, Wall: r.wall.now, Sessions: r.sessions,
		Health: httpkit.Health(logger, nil)}
	r.handle("GET /ok", func(w http.ResponseWriter, _ *http.Request) error {
		_, err := io.WriteString(w, "halo")
		return err
	})
	r.handle("GET /assets/", func(w http.ResponseWriter, req *http.Request) error {
		if req.URL.Path != "/assets/app.css" {
			return civic.NotFound("error.not_found")
		}
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		_, err := io.WriteString(w, "body{}")
		return err
	})
	r.handle("POST /echo", func(w http.ResponseWriter, req *http.Request) error {
		b, err := io.ReadAll(req.Body)
		if err != nil {
			return err
		}
		_, err = w.Write(b)
		return err
	})
	r.handle("GET /foreign", func(http.ResponseWriter, *http.Request) error { return errors.New(secretText) })
	r.handle("GET /panic", func(http.ResponseWriter, *http.Request) error { panic(secretText) })
	r.handle("GET /gone/{code}", func(http.ResponseWriter, *http.Request) error { return civic.NotFound("error.not_found") })
	return r
}

func (r *rig) handle(pattern string, h httpkit.HandlerFunc) {
	r.mux.Handle(pattern, r.errors.Handle(h))
}

func (r *rig) handler() http.Handler { return httpkit.Wrap(r.mux, r.options) }

// do sends one request; headers are pairs.
func do(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i] == "Host" {
			req.Host = headers[i+1]
			continue
		}
		req.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w
}

// serve starts a real server, which needs the real clock, for what a recorder cannot show.
func serve(t *testing.T, r *rig) string {
	t.Helper()
	r.options.Wall = time.Now
	srv := httptest.NewServer(r.handler())
	t.Cleanup(srv.Close)
	return srv.URL
}
