package httpkit_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tuntas/internal/httpkit"
)

func unzip(t *testing.T, b []byte) (text, comment string) {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(out), z.Comment
}

const page = "<p>Jalan rusak di depan pasar</p>\n"

// pages has a page for every way of writing one.
func pages(text string) *rig {
	r := newRig()
	r.handle("GET /page/{how}", func(w http.ResponseWriter, req *http.Request) error {
		w.Header().Set("Etag", `"v1"`)
		text := text
		switch req.PathValue("how") {
		case "small":
			text = "kecil"
		case "exact":
			text = text[:1024]
		case "under":
			text = text[:1023]
		case "photo":
			w.Header().Set("Content-Type", "image/jpeg")
		case "packed":
			w.Header().Set("Content-Encoding", "br")
		case "secret":
			httpkit.NoCompress(req)
		case "length":
			w.Header().Set("Content-Length", fmt.Sprint(len(text)))
		case "created":
			w.WriteHeader(http.StatusCreated)
			w.WriteHeader(http.StatusTeapot) // too late
		case "pieces":
			for part := range strings.SplitAfterSeq(text, " ") {
				if _, err := io.WriteString(w, part); err != nil {
					return err
				}
			}
			return nil
		case "nothing":
			w.WriteHeader(http.StatusNoContent)
			return nil
		case "silent":
			return nil
		}
		_, err := io.WriteString(w, text)
		return err
	})
	return r
}

// What is text and large enough is packed for those who take it, and comes out as it went
// in, however the handler writes it.
func TestCompress(t *testing.T) {
	page := strings.Repeat(page, 200)
	r := pages(page)
	h := r.handler()
	for _, tt := range []struct {
		how, accept string
		gz, vary    bool
		status      int
		text        string
	}{
		{"plain", "gzip, deflate, br", true, true, 200, page},
		{"plain", "", false, true, 200, page},
		{"plain", "gzip;q=0", false, true, 200, page},
		{"plain", "deflate, br;q=0.9", false, true, 200, page},
		{"pieces", "gzip", true, true, 200, page},
		{"length", "gzip", true, true, 200, page},
		{"created", "gzip", true, true, 201, page},
		{"exact", "gzip", true, true, 200, page[:1024]},
		{"under", "gzip", false, true, 200, page[:1023]},
		{"small", "gzip", false, true, 200, "kecil"},
		{"photo", "gzip", false, false, 200, page},
		{"packed", "gzip", false, false, 200, page},
		{"secret", "gzip", false, true, 200, page},
		{"nothing", "gzip", false, false, 204, ""},
		{"silent", "gzip", false, false, 200, ""},
	} {
		w := do(h, http.MethodGet, "/page/"+tt.how, "", "Accept-Encoding", tt.accept)
		text := w.Body.String()
		if tt.gz {
			text, _ = unzip(t, w.Body.Bytes())
		}
		if w.Code != tt.status || text != tt.text || (w.Header().Get("Content-Encoding") == "gzip") != tt.gz {
			t.Errorf("%s, %q: %d, %s, %d bytes", tt.how, tt.accept, w.Code, w.Header().Get("Content-Encoding"), len(text))
		}
		if got := strings.Contains(strings.Join(w.Header().Values("Vary"), ","), "Accept-Encoding"); got != tt.vary {
			t.Errorf("%s: Vary %v", tt.how, w.Header().Values("Vary"))
		}
		if tt.gz && (w.Header().Get("Etag") != `W/"v1"` || w.Header().Get("Content-Length") != "" || w.Body.Len() > len(tt.text)/2) {
			t.Errorf("%s: %d bytes, headers %v", tt.how, w.Body.Len(), w.Header())
		}
		if !tt.gz && tt.how == "plain" && (w.Header().Get("Etag") != `"v1"` || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html")) {
			t.Errorf("%s: headers %v", tt.how, w.Header())
		}
	}
	if w := do(h, http.MethodHead, "/page/plain", "", "Accept-Encoding", "gzip"); w.Header().Get("Content-Encoding") != "" {
		t.Error("HEAD is packed")
	}
}

// The size of a packed page of somebody with a session is blurred; without one it is not,
// so that equal pages stay equal for caches.
func TestCompressBlursSizes(t *testing.T) {
	r := newRig()
	r.handle("GET /page", func(w http.ResponseWriter, _ *http.Request) error {
		_, err := io.WriteString(w, strings.Repeat("<p>sama</p>", 300))
		return err
	})
	h := r.handler()
	sizes, anonymous := map[int]bool{}, map[int]bool{}
	for range 40 {
		sizes[do(h, http.MethodGet, "/page", "", "Accept-Encoding", "gzip", "Cookie", "a=b").Body.Len()] = true
		anonymous[do(h, http.MethodGet, "/page", "", "Accept-Encoding", "gzip").Body.Len()] = true
	}
	if len(sizes) < 10 || len(anonymous) != 1 {
		t.Errorf("%d sizes with a session, %d without", len(sizes), len(anonymous))
	}
}

// An error page replaces nothing that was sent, and a panic in a packed page is answered.
func TestCompressAndErrors(t *testing.T) {
	r := newRig()
	r.handle("GET /late", func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "held back")
		panic("boom")
	})
	w := do(r.handler(), http.MethodGet, "/late", "", "Accept-Encoding", "gzip")
	if w.Code != 500 || strings.Contains(w.Body.String(), "held back") {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

// A handler that flushes reaches the client at once, packed or as a stream of events.
func TestFlush(t *testing.T) {
	r := newRig()
	next := make(chan struct{})
	r.handle("GET /events", func(w http.ResponseWriter, req *http.Request) error {
		w.Header().Set("Content-Type", req.URL.Query().Get("type"))
		rc := http.NewResponseController(w)
		for i := range 2 {
			fmt.Fprintf(w, "data: %d\n\n", i)
			if err := rc.Flush(); err != nil {
				return err
			}
			<-next
		}
		return nil
	})
	url := serve(t, r)
	for _, media := range []string{"text/event-stream", "text/plain"} {
		req, err := http.NewRequest(http.MethodGet, url+"/events?type="+media, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(req) // the client takes gzip and unpacks it by itself
		if err != nil {
			t.Fatal(err)
		}
		if res.Uncompressed != (media == "text/plain") {
			t.Errorf("%s: packed %v", media, res.Uncompressed)
		}
		lines := bufio.NewScanner(res.Body)
		for i := range 2 {
			if !lines.Scan() || lines.Text() != fmt.Sprintf("data: %d", i) {
				t.Errorf("%s: %q, %v", media, lines.Text(), lines.Err())
			}
			lines.Scan()
			next <- struct{}{}
		}
		_ = res.Body.Close()
	}
}

// brokenWriter is a client that went away.
type brokenWriter struct{ http.ResponseWriter }

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("gone") }

func (b brokenWriter) Unwrap() http.ResponseWriter { return b.ResponseWriter }

func TestCompressToNobody(t *testing.T) {
	r := newRig()
	var got error
	r.mux.HandleFunc("GET /page", func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < 100 && got == nil; i++ {
			_, got = io.WriteString(w, strings.Repeat("<p>sama</p>", 1000))
		}
	})
	for _, accept := range []string{"gzip", ""} {
		req := httptest.NewRequest(http.MethodGet, "/page", nil)
		req.Header.Set("Accept-Encoding", accept)
		got = nil
		r.handler().ServeHTTP(brokenWriter{httptest.NewRecorder()}, req)
		if got == nil {
			t.Errorf("%q: a handler is not told that its client left", accept)
		}
	}
}

func BenchmarkChain(b *testing.B) {
	r := newRig()
	r.options.Wall = time.Now
	r.options.Limiter = httpkit.NewLimiter(httpkit.LimiterOptions{Every: time.Nanosecond, Burst: 1 << 30, Wall: time.Now})
	r.options.Log = nil
	r.options.InFlight = 100
	h := r.handler()
	b.ReportAllocs()
	for b.Loop() {
		do(h, http.MethodGet, "/ok", "")
	}
}
