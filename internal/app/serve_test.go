package app_test

import (
	"bytes"
	"context"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app"
	"tuntas/internal/app/apptest"
	"tuntas/internal/telemetry"
)

// lines collects what is logged.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func TestStoppingIsSaidTwice(t *testing.T) {
	r := apptest.Open(t, "sqlite", apptest.Monday())
	var log lines
	r.Log = telemetry.NewLogger(&log, telemetry.LogOptions{})
	var lc net.ListenConfig
	ln, err := lc.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.Serve(ctx, ln, app.DoorOptions{}) }()
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	// A form that is announced and only begun: a request that runs.
	if _, err := conn.Write([]byte("POST /api/v1/reports HTTP/1.1\r\nHost: tuntas.test\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Read(make([]byte, 12)); err != nil { // "100 Continue": the door reads
		t.Fatal(err)
	}
	stop()
	for deadline := time.Now().Add(10 * time.Second); !log.has("stopping, 1 request to finish"); time.Sleep(time.Millisecond) {
		if len(done) > 0 || time.Now().After(deadline) {
			t.Fatal("no word about the request that runs")
		}
	}
	if _, err := conn.Write([]byte("{\"a\": 1}\n")); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if said := log.b.String(); strings.Count(said, "stopping, ") != 1 || strings.Count(said, "msg=stopped") != 1 || strings.Index(said, "stopping, ") > strings.Index(said, "msg=stopped") {
		t.Errorf("said:\n%s", said)
	}
}

func (l *lines) has(s string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.b.String(), s)
}
