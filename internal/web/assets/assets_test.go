package assets

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func get(t *testing.T, method, path string, header map[string]string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, path, nil)
	for k, v := range header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte("tidak ada"))
	})).ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) []byte {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestHandlerChoosesEncoding(t *testing.T) {
	url := URL("citizen.css")
	plain := body(t, get(t, "GET", url, nil).Body)
	if len(plain) < 10_000 || !bytes.Contains(plain, []byte("prefers-color-scheme")) {
		t.Fatalf("the style sheet has %d bytes", len(plain))
	}
	for _, c := range []struct{ accept, want string }{
		{"gzip, deflate, br, zstd", "br"}, {"gzip, br;q=0", "gzip"}, {"GZIP", "gzip"}, {"br;q=0.0, gzip;q=0", ""}, {"identity", ""}, {"brotli", ""}, {"br; q=0.5", "br"}, {"br;q=x", ""},
	} {
		res := get(t, "GET", url, map[string]string{"Accept-Encoding": c.accept})
		if got := res.Header.Get("Content-Encoding"); got != c.want {
			t.Errorf("Accept-Encoding %q: %q, want %q", c.accept, got, c.want)
			continue
		}
		var r io.Reader = res.Body
		switch c.want {
		case "br":
			r = brotli.NewReader(r)
		case "gzip":
			z, err := gzip.NewReader(r)
			if err != nil {
				t.Fatal(err)
			}
			r = z
		}
		if !bytes.Equal(body(t, r), plain) {
			t.Errorf("Accept-Encoding %q: the content differs", c.accept)
		}
	}
}

func TestHandlerHeaders(t *testing.T) {
	for name, kind := range map[string]string{"citizen.css": "text/css; charset=utf-8", "form.js": "text/javascript; charset=utf-8", "page.js": "text/javascript; charset=utf-8", "mark.svg": "image/svg+xml"} {
		res := get(t, "GET", URL(name), nil)
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != kind || res.Header.Get("Cache-Control") != forever || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: %d %v", name, res.StatusCode, res.Header)
		}
		tags := map[string]bool{}
		for _, accept := range []string{"", "gzip", "gzip, br"} {
			tag := get(t, "GET", URL(name), map[string]string{"Accept-Encoding": accept}).Header.Get("ETag")
			tags[tag] = true
			for _, known := range []string{tag, "W/" + tag, `"other", ` + tag} {
				again := get(t, "GET", URL(name), map[string]string{"Accept-Encoding": accept, "If-None-Match": known})
				if again.StatusCode != http.StatusNotModified || again.Header.Get("Content-Encoding") != "" || len(body(t, again.Body)) != 0 || again.Header.Get("ETag") != tag {
					t.Errorf("%s, %q: asked again with %s: %d %v", name, accept, known, again.StatusCode, again.Header)
				}
			}
		}
		if len(tags) != 3 || tags[""] {
			t.Errorf("%s: different bytes have the same tag: %v", name, tags)
		}
	}
	head := get(t, "HEAD", URL("form.js"), nil)
	if head.StatusCode != 200 || head.Header.Get("Content-Length") == "" || len(body(t, head.Body)) != 0 {
		t.Errorf("HEAD: %d %v", head.StatusCode, head.Header)
	}
	// A session around it says that answers depend on the cookie; these do not.
	w := httptest.NewRecorder()
	w.Header().Set("Vary", "Cookie")
	Handler(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest("GET", URL("form.js"), nil))
	if got := w.Header().Values("Vary"); len(got) != 1 || got[0] != "Accept-Encoding" {
		t.Errorf("Vary: %v", got)
	}
	if res := get(t, "POST", URL("form.js"), nil); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", res.StatusCode)
	}
	for _, path := range []string{Prefix, Prefix + "form.js", Prefix + "../assets.go", Prefix + "form-AAAA.js", URL("no.css")} {
		res := get(t, "GET", path, nil)
		if got := string(body(t, res.Body)); res.StatusCode != http.StatusNotFound || got != "tidak ada" || res.Header.Get("Cache-Control") == forever {
			t.Errorf("%s: %d %q %v", path, res.StatusCode, got, res.Header)
		}
	}
	if !strings.HasPrefix(URL("form.js"), Prefix+"form-") {
		t.Errorf("no hash in %s", URL("form.js"))
	}
}

// TestBudget: scripts stay small enough for a weak signal.
func TestBudget(t *testing.T) {
	for name, most := range map[string]int{"form.js": 8 << 10, "page.js": 2 << 10, "citizen.css": 8 << 10} {
		res := get(t, "GET", URL(name), map[string]string{"Accept-Encoding": "gzip"})
		if n := len(body(t, res.Body)); n > most || n == 0 {
			t.Errorf("%s has %d bytes compressed, at most %d", name, n, most)
		}
	}
}
