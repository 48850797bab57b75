package httpkit_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"tuntas/internal/httpkit"
)

func TestAssets(t *testing.T) {
	files := fstest.MapFS{
		"app.css":        {Data: []byte("body{color:black}")},
		"app.css.br":     {Data: []byte("BR")},
		"app.css.gz":     {Data: []byte("GZ")},
		"js/form.js":     {Data: []byte("x")},
		"js/form.js.gz":  {Data: []byte("larger than the plain one")},
		"icons/logo.svg": {Data: []byte("<svg/>")},
	}
	r := newRig()
	var err error
	if r.options.Assets, err = httpkit.NewAssets(files, "/assets/"); err != nil {
		t.Fatal(err)
	}
	h := r.handler()
	css := r.options.Assets.URL("app.css")
	if !strings.HasPrefix(css, "/assets/app.") || !strings.HasSuffix(css, ".css") || len(css) != len("/assets/app..css")+12 {
		t.Errorf("URL = %s", css)
	}
	if got := r.options.Assets.URL("none.css"); got != "/assets/none.css" {
		t.Errorf("URL of an unknown file = %s", got)
	}
	forever, hour := "public, max-age=31536000, immutable", "public, max-age=3600"
	for _, tt := range []struct {
		path, accept, body, encoding, cache, media string
	}{
		{css, "gzip, br", "BR", "br", forever, "text/css; charset=utf-8"},
		{css, "gzip", "GZ", "gzip", forever, "text/css; charset=utf-8"},
		{css, "br;q=0, gzip;q=0.5", "GZ", "gzip", forever, "text/css; charset=utf-8"},
		{css, "", "body{color:black}", "", forever, "text/css; charset=utf-8"},
		{"/assets/app.css", "", "body{color:black}", "", hour, "text/css; charset=utf-8"},
		{"/assets/js/form.js", "gzip, br", "x", "", hour, "text/javascript; charset=utf-8"},
		{r.options.Assets.URL("icons/logo.svg"), "br", "<svg/>", "", forever, "image/svg+xml"},
	} {
		w := do(h, http.MethodGet, tt.path, "", "Accept-Encoding", tt.accept, "Cookie", "tuntas=x")
		hd := w.Header()
		if w.Code != 200 || w.Body.String() != tt.body || hd.Get("Content-Encoding") != tt.encoding || hd.Get("Cache-Control") != tt.cache || hd.Get("Content-Type") != tt.media {
			t.Errorf("%s, %q: %d %s %v", tt.path, tt.accept, w.Code, w.Body, hd)
		}
		again := do(h, http.MethodGet, tt.path, "", "Accept-Encoding", tt.accept, "If-None-Match", hd.Get("Etag"))
		if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%s a second time: %d", tt.path, again.Code)
		}
		if head := do(h, http.MethodHead, tt.path, "", "Accept-Encoding", tt.accept); head.Body.Len() > 0 || head.Header().Get("Etag") != hd.Get("Etag") {
			t.Errorf("HEAD %s: %d bytes, %v", tt.path, head.Body.Len(), head.Header())
		}
	}
	if br, gz := do(h, "GET", css, "", "Accept-Encoding", "br"), do(h, "GET", css, "", "Accept-Encoding", "gzip"); br.Header().Get("Etag") == gz.Header().Get("Etag") {
		t.Error("different bytes have the same tag")
	}
	for _, path := range []string{"/assets/", "/assets/app.css.br", "/assets/../go.mod", "/assets/app.000000000000.css"} {
		if w := do(h, http.MethodGet, path, ""); w.Code == 200 {
			t.Errorf("%s was served: %s", path, w.Body)
		}
	}
	if r.store.ops > 0 {
		t.Errorf("static files asked the session store %d times", r.store.ops)
	}
	alone := r.options.Assets.Handler(r.errors)
	if w := do(alone, "GET", css, ""); w.Code != 200 {
		t.Errorf("Handler: %d", w.Code)
	}
	if w := do(alone, "POST", css, ""); w.Code != 404 {
		t.Errorf("Handler: %d", w.Code)
	}
}

func TestAssetsOfUnknownType(t *testing.T) {
	if _, err := httpkit.NewAssets(fstest.MapFS{"run.exe": {Data: []byte("MZ")}}, "/assets/"); err == nil || !strings.Contains(err.Error(), "run.exe") {
		t.Errorf("NewAssets = %v", err)
	}
}
