package httpkit_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"tuntas/internal/httpkit"
)

// A body that is too large is refused with 413 wherever the handler notices, and routes for
// uploads can allow more.
func TestBodyLimit(t *testing.T) {
	r := newRig()
	r.options.MaxBody = 100
	r.handle("POST /upload", func(w http.ResponseWriter, req *http.Request) error {
		httpkit.AllowBody(req, 1000)
		n, err := io.Copy(io.Discard, req.Body)
		if err == nil {
			fmt.Fprint(w, n)
		}
		return err
	})
	r.handle("POST /form", func(w http.ResponseWriter, req *http.Request) error {
		if err := req.ParseForm(); err != nil {
			return err
		}
		fmt.Fprint(w, req.PostForm.Get("a"))
		return nil
	})
	url := serve(t, r)
	for _, tt := range []struct {
		path string
		size int
		want int
	}{{"/echo", 100, 200}, {"/echo", 101, 413}, {"/echo", 100_000, 413}, {"/upload", 1000, 200}, {"/upload", 1001, 413}, {"/form", 90, 200}, {"/form", 200, 413}} {
		for _, chunked := range []bool{false, true} {
			var body io.Reader = strings.NewReader("a=" + strings.Repeat("x", tt.size-2))
			if chunked {
				body = io.MultiReader(body) // hides the length
			}
			res, err := http.Post(url+tt.path, "application/x-www-form-urlencoded", body)
			if err != nil {
				t.Fatal(err)
			}
			text, _ := io.ReadAll(res.Body)
			_ = res.Body.Close()
			if res.StatusCode != tt.want {
				t.Errorf("%d bytes to %s (chunked %v): %d %s, want %d", tt.size, tt.path, chunked, res.StatusCode, text, tt.want)
			}
		}
	}
}

// start runs a Server and returns its address and how to stop it.
func start(t *testing.T, s *httpkit.Server) (addr string, stop func()) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := contextWithCancel()
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx, ln) }()
	return ln.Addr().String(), func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// A body that does not arrive ends with an error after its grace; one that arrives slowly
// but steadily is read to the end; and a long answer after a body is not cut off. The clock
// that deadlines are made from stands still here, some time ago, so that no test has to wait.
func TestSlowBody(t *testing.T) {
	for _, tt := range []struct {
		name  string
		since time.Duration // how long ago the request is made to have begun
		sent  int           // bytes that arrive before the pause
		want  int
	}{
		{"nothing arrives", 19500 * time.Millisecond, 0, http.StatusRequestTimeout},
		{"too little arrives", 21 * time.Second, 512, http.StatusRequestTimeout},
		{"enough arrived for a longer pause", 21 * time.Second, 5000, http.StatusOK},
	} {
		r := newRig()
		r.options.Wall = func() time.Time { return time.Now().Add(-tt.since) }
		addr, stop := start(t, httpkit.NewServer(r.handler(), httpkit.ServerOptions{}))
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		const total = 6000
		fmt.Fprintf(conn, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", total, strings.Repeat("x", tt.sent))
		timer := time.AfterFunc(time.Second, func() { _, _ = io.WriteString(conn, strings.Repeat("y", total-tt.sent)) })
		began := time.Now()
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		switch {
		case err != nil:
			t.Errorf("%s: %v", tt.name, err)
		case res.StatusCode != tt.want:
			t.Errorf("%s: %d after %v, want %d", tt.name, res.StatusCode, time.Since(began), tt.want)
		case tt.want == http.StatusRequestTimeout && !res.Close:
			t.Errorf("%s: the connection stays open", tt.name)
		}
		timer.Stop()
		_ = conn.Close()
		stop()
	}
}

// The deadline of a body ends with the body: a handler that thinks for longer than that
// still has a living request.
func TestDeadlineEndsWithBody(t *testing.T) {
	r := newRig()
	r.options.Wall = func() time.Time { return time.Now().Add(-19 * time.Second) } // a second of grace
	r.handle("POST /think", func(w http.ResponseWriter, req *http.Request) error {
		if _, err := io.Copy(io.Discard, req.Body); err != nil {
			return err
		}
		select {
		case <-req.Context().Done():
			return errors.New("the request was ended")
		case <-time.After(1500 * time.Millisecond):
			_, err := io.WriteString(w, "thought")
			return err
		}
	})
	addr, stop := start(t, httpkit.NewServer(r.handler(), httpkit.ServerOptions{}))
	defer stop()
	res, err := http.Post("http://"+addr+"/think", "text/plain", strings.NewReader("x"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if text, err := io.ReadAll(res.Body); err != nil || string(text) != "thought" {
		t.Errorf("%d %q %v", res.StatusCode, text, err)
	}
}

// A handler that never reads does not keep a connection open for a body that never comes.
func TestUnreadBody(t *testing.T) {
	r := newRig()
	r.options.Wall = func() time.Time { return time.Now().Add(-19500 * time.Millisecond) } // half a second left
	r.handle("POST /ignore", func(w http.ResponseWriter, _ *http.Request) error {
		_, err := io.WriteString(w, "done")
		return err
	})
	addr, stop := start(t, httpkit.NewServer(r.handler(), httpkit.ServerOptions{}))
	defer stop()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "POST /ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx")
	if err := conn.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(conn); err != nil {
		t.Errorf("the connection was not closed: %v", err)
	}
}

// A client that takes no byte of the answer for too long loses it.
func TestSlowReader(t *testing.T) {
	r := newRig()
	r.options.Wall = func() time.Time { return time.Now().Add(-59700 * time.Millisecond) } // 300 ms for every piece
	failed := make(chan error, 1)
	r.handle("GET /big", func(w http.ResponseWriter, _ *http.Request) error {
		w.Header().Set("Content-Type", "application/octet-stream")
		for range 1000 {
			if _, err := w.Write(make([]byte, 64<<10)); err != nil {
				failed <- err
				return err
			}
		}
		failed <- nil
		return nil
	})
	addr, stop := start(t, httpkit.NewServer(r.handler(), httpkit.ServerOptions{}))
	defer stop()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
	select {
	case err := <-failed:
		if err == nil {
			t.Error("64 MB went to a client that reads nothing")
		}
	case <-time.After(10 * time.Second):
		t.Error("the handler still waits for a client that reads nothing")
	}
}
