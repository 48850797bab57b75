package httpkit_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"tuntas/internal/httpkit"
	"tuntas/internal/telemetry"
)

func contextWithCancel() (context.Context, context.CancelFunc) {
	return context.WithCancel(context.Background())
}

// Stopping finishes what was accepted, whose context stays alive, and refuses what comes after.
func TestGracefulStop(t *testing.T) {
	inside, release := make(chan struct{}), make(chan struct{})
	var during error
	s := httpkit.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(inside)
		<-release
		during = r.Context().Err()
		_, _ = io.WriteString(w, "finished")
	}), httpkit.ServerOptions{Shutdown: 5 * time.Second})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := contextWithCancel()
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	answer := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + ln.Addr().String())
		if err != nil {
			answer <- err.Error()
			return
		}
		b, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		answer <- string(b)
	}()
	<-inside
	cancel()
	for !s.Draining() {
		time.Sleep(time.Millisecond)
	}
	for range 500 { // the listener closes a moment after
		conn, err := net.Dial("tcp", ln.Addr().String())
		if err != nil {
			break
		}
		_ = conn.Close()
		time.Sleep(time.Millisecond)
	}
	if conn, err := net.Dial("tcp", ln.Addr().String()); err == nil {
		_ = conn.Close()
		t.Error("a stopping server takes new connections")
	}
	close(release)
	if got := <-answer; got != "finished" {
		t.Errorf("the running request got %q", got)
	}
	if err := <-done; err != nil {
		t.Errorf("Serve = %v", err)
	}
	if during != nil {
		t.Errorf("the context of an accepted request ended: %v", during)
	}
}

// Stopping does not wait for ever.
func TestStopIsBounded(t *testing.T) {
	inside := make(chan struct{})
	s := httpkit.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(inside)
		<-r.Context().Done()
	}), httpkit.ServerOptions{Shutdown: 50 * time.Millisecond})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := contextWithCancel()
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	go func() {
		if res, err := http.Get("http://" + ln.Addr().String()); err == nil {
			_ = res.Body.Close()
		}
	}()
	<-inside
	cancel()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), "cut off") {
			t.Errorf("Serve = %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("the server waits for a request that never ends")
	}
}

// While draining the load balancer is told before connections are refused.
func TestDrain(t *testing.T) {
	var s *httpkit.Server
	log := telemetry.Discard()
	s = httpkit.NewServer(httpkit.Health(log, func() bool { return s.Draining() }), httpkit.ServerOptions{Drain: 1500 * time.Millisecond})
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := contextWithCancel()
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	ready := func() string {
		res, err := http.Get("http://" + ln.Addr().String() + "/readyz")
		if err != nil {
			return err.Error()
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return fmt.Sprint(res.StatusCode, " ", string(b))
	}
	if got := ready(); got != "200 ready\n" {
		t.Errorf("before: %s", got)
	}
	cancel()
	for !s.Draining() {
		time.Sleep(time.Millisecond)
	}
	if got := ready(); got != "503 not ready: draining\n" {
		t.Errorf("while draining: %s", got)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestServeFails(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = ln.Close()
	s := httpkit.NewServer(http.NotFoundHandler(), httpkit.ServerOptions{})
	if err := s.Serve(context.Background(), ln); err == nil {
		t.Error("a closed listener was served")
	}
}

// What net/http itself says about a client does not name it.
func TestServerLogHasNoAddress(t *testing.T) {
	var log lines
	logger := telemetry.NewLogger(&log, telemetry.LogOptions{Level: "debug"})
	s := httpkit.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }), httpkit.ServerOptions{Log: logger})
	addr, stop := start(t, s)
	if _, err := http.Get("http://" + addr); err == nil {
		t.Error("a panic was answered")
	}
	stop()
	if !strings.Contains(log.String(), "http: panic serving") || strings.Contains(log.String(), "127.0.0.1") {
		t.Errorf("log: %s", log.String())
	}
}

func TestHealth(t *testing.T) {
	var log lines
	logger := telemetry.NewLogger(&log, telemetry.LogOptions{})
	var broken error
	h := httpkit.Health(logger, nil,
		httpkit.Check{Name: "database", Run: func(context.Context) error { return nil }},
		httpkit.Check{Name: "files", Run: func(ctx context.Context) error {
			if _, ok := ctx.Deadline(); !ok {
				t.Error("a check may take for ever")
			}
			return broken
		}})
	if w := do(h, http.MethodGet, "/readyz", ""); w.Code != 200 {
		t.Errorf("/readyz: %d %s", w.Code, w.Body)
	}
	broken = errors.New("no route to storage9")
	if w := do(h, http.MethodGet, "/readyz", ""); w.Code != 503 || w.Body.String() != "not ready: files\n" {
		t.Errorf("/readyz: %d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "storage9") {
		t.Error("the cause is not in the log")
	}
	if w := do(h, http.MethodGet, "/healthz", ""); w.Code != 200 || w.Body.String() != "ok\n" {
		t.Errorf("/healthz: %d %s", w.Code, w.Body)
	}
}

// Headers that dribble in are cut off.
func TestSlowHeaders(t *testing.T) {
	t.Parallel() // it has to wait for the five seconds
	addr, stop := start(t, httpkit.NewServer(http.NotFoundHandler(), httpkit.ServerOptions{}))
	defer stop()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\n")
	if err := conn.SetReadDeadline(time.Now().Add(9 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(conn).ReadByte(); !errors.Is(err, io.EOF) {
		t.Errorf("headers that never end: %v, want the connection closed", err)
	}
}
