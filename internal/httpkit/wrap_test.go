package httpkit_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"tuntas/internal/httpkit"
)

// Every answer carries the security headers, whoever gives it.
func TestSecurityHeadersEverywhere(t *testing.T) {
	r := newRig()
	r.options.Security = httpkit.Security{HTTPS: true, Images: []string{"https://tiles.example.org"}, StyleHashes: []string{"'sha256-abc='"}}
	r.options.MaxBody = 10
	h := r.handler()
	limited := newRig()
	limited.options.Limiter = httpkit.NewLimiter(httpkit.LimiterOptions{Every: time.Hour, Burst: 1, Wall: limited.wall.now})
	limited.options.Security = r.options.Security
	lh := limited.handler()
	do(lh, http.MethodGet, "/ok", "")
	r.store.fail(nil)
	for _, tt := range []struct {
		name    string
		h       http.Handler
		status  int
		method  string
		path    string
		body    string
		headers []string
	}{
		{"page", h, 200, "GET", "/ok", "", nil},
		{"head", h, 200, "HEAD", "/ok", "", nil},
		{"static file", h, 200, "GET", "/assets/app.css", "", nil},
		{"no such static file", h, 404, "GET", "/assets/none.css", "", nil},
		{"404", h, 404, "GET", "/nowhere", "", nil},
		{"404 as JSON", h, 404, "GET", "/api/nowhere", "", nil},
		{"405", h, 405, "DELETE", "/ok", "", nil},
		{"error", h, 404, "GET", "/gone/x", "", nil},
		{"foreign error", h, 500, "GET", "/foreign", "", nil},
		{"panic", h, 500, "GET", "/panic", "", nil},
		{"other site", h, 403, "POST", "/echo", "x", []string{"Sec-Fetch-Site", "cross-site"}},
		{"too large", h, 413, "POST", "/echo", strings.Repeat("x", 11), nil},
		{"too many", lh, 429, "GET", "/ok", "", nil},
		{"alive", h, 200, "GET", "/healthz", "", nil},
		{"path made clean", h, 307, "GET", "//ok", "", nil},
	} {
		w := do(tt.h, tt.method, "http://example.com"+tt.path, tt.body, tt.headers...)
		if w.Code != tt.status {
			t.Errorf("%s: %d, want %d", tt.name, w.Code, tt.status)
		}
		for k, v := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000",
		} {
			if got := w.Header().Get(k); got != v {
				t.Errorf("%s: %s is %q", tt.name, k, got)
			}
		}
		csp := w.Header().Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "script-src 'self';", "style-src 'self' 'sha256-abc=';", "img-src 'self' data: blob: https://tiles.example.org;",
			"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'", "object-src 'none'", "upgrade-insecure-requests"} {
			if !strings.Contains(csp, want) {
				t.Errorf("%s: the policy lacks %s: %s", tt.name, want, csp)
			}
		}
		if strings.Contains(csp, "unsafe") || strings.Contains(csp, "*") {
			t.Errorf("%s: the policy is loose: %s", tt.name, csp)
		}
		if w.Header().Get("Permissions-Policy") == "" || w.Header().Get("Cache-Control") == "" || w.Header().Get("X-Request-Id") == "" {
			t.Errorf("%s: headers %v", tt.name, w.Header())
		}
		if strings.Contains(w.Body.String(), "hunter2") {
			t.Errorf("%s tells a secret", tt.name)
		}
	}
	plain := newRig()
	w := do(plain.handler(), http.MethodGet, "/ok", "")
	if w.Header().Get("Strict-Transport-Security") != "" || strings.Contains(w.Header().Get("Content-Security-Policy"), "upgrade") {
		t.Error("HTTPS is demanded where there is none")
	}
	if w.Header().Get("Cache-Control") != "no-store" {
		t.Error("a page that says nothing about it may be kept")
	}
}

func TestMethodNotAllowed(t *testing.T) {
	r := newRig()
	w := do(r.handler(), http.MethodPost, "/ok", "", "Accept", "application/json")
	if w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" || !strings.Contains(w.Body.String(), `"code":"error.method_not_allowed"`) {
		t.Errorf("%d %v %s", w.Code, w.Header(), w.Body)
	}
	// What a handler of ours answers is left alone, also when it is a 404.
	r.mux.HandleFunc("GET /own", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "own words", http.StatusNotFound) })
	if w := do(r.handler(), http.MethodGet, "/own", ""); w.Code != 404 || !strings.Contains(w.Body.String(), "own words") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestCrossOrigin(t *testing.T) {
	r := newRig()
	r.options.Origins = []string{"https://lapor.example.go.id"}
	h := r.handler()
	for _, tt := range []struct {
		name    string
		method  string
		path    string
		headers []string
		want    int
	}{
		{"our form", "POST", "/echo", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"another site's form", "POST", "/echo", []string{"Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example"}, 403},
		{"a neighbour's form", "POST", "/echo", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"an old browser, ours", "POST", "/echo", []string{"Origin", "http://example.com"}, 200},
		{"an old browser, not ours", "POST", "/echo", []string{"Origin", "http://evil.example"}, 403},
		{"our public name behind a proxy", "POST", "/echo", []string{"Origin", "https://lapor.example.go.id", "Sec-Fetch-Site", "cross-site"}, 200},
		{"an opaque origin", "POST", "/echo", []string{"Origin", "null"}, 403},
		{"a program", "POST", "/echo", nil, 200},
		{"a link from elsewhere", "GET", "/ok", []string{"Sec-Fetch-Site", "cross-site"}, 200},
	} {
		if w := do(h, tt.method, "http://example.com"+tt.path, "x", tt.headers...); w.Code != tt.want {
			t.Errorf("%s: %d, want %d", tt.name, w.Code, tt.want)
		}
	}
}

// A line per request: method, route, status; no path, no query, no address, no header.
func TestAccessLog(t *testing.T) {
	r := newRig()
	r.options.Proxies = []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")}
	h := r.handler()
	do(h, http.MethodGet, "/gone/7K2M9QXT4PD?pin=123456", "", "X-Forwarded-For", "198.51.100.77", "User-Agent", "AGENT", "Cookie", "COOKIE=1", "Referer", "http://REFERER/")
	do(h, "BREW", "/nowhere/7K2M9QXT4PD", "")
	do(h, http.MethodGet, "/assets/app.css", "")
	log := r.log.String()
	for _, want := range []string{`"method":"GET","route":"GET /gone/{code}","status":404`, `"method":"other","route":"none","status":404`,
		`"route":"GET /assets/","status":200`, `"bytes":6`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s:\n%s", want, log)
		}
	}
	for _, bad := range []string{"7K2M", "123456", "198.51", "192.0.2", "AGENT", "COOKIE", "REFERER", "BREW", "nowhere"} {
		if strings.Contains(log, bad) {
			t.Errorf("the log tells %s:\n%s", bad, log)
		}
	}
}

func TestPanicLog(t *testing.T) {
	r := newRig()
	r.handle("GET /bounds", func(http.ResponseWriter, *http.Request) error {
		var none []int
		_ = none[len(r.log.String())+5]
		return nil
	})
	h := r.handler()
	do(h, http.MethodGet, "/panic", "")
	do(h, http.MethodGet, "/bounds", "")
	log := r.log.String()
	if strings.Contains(log, "hunter2") || !strings.Contains(log, `"panic":"string"`) || !strings.Contains(log, "index out of range") || !strings.Contains(log, "httpkit_test") {
		t.Errorf("log:\n%s", log)
	}
}

// Figures and spans are labelled by route and status, never by what people send.
func TestFiguresAndSpans(t *testing.T) {
	r := newRig()
	reg := prometheus.NewRegistry()
	spans := tracetest.NewSpanRecorder()
	r.options.Registry, r.options.Tracer = reg, sdk.NewTracerProvider(sdk.WithSpanProcessor(spans))
	h := r.handler()
	do(h, http.MethodGet, "/gone/RAHASIA?x=RAHASIA", "")
	do(h, http.MethodGet, "/RAHASIA", "")
	do(h, http.MethodGet, "/foreign", "")
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprint(families)
	if !strings.Contains(text, "GET /gone/{code}") || !strings.Contains(text, "tuntas_http_in_flight") || strings.Contains(text, "RAHASIA") {
		t.Errorf("figures: %s", text)
	}
	ended := spans.Ended()
	if len(ended) != 3 || ended[0].Name() != "GET GET /gone/{code}" || ended[2].Status().Code.String() != "Error" {
		t.Errorf("spans: %v", ended)
	}
	for _, s := range ended {
		if got := fmt.Sprint(s.Name(), s.Attributes()); strings.Contains(got, "RAHASIA") || strings.Contains(got, "192.0.2") {
			t.Errorf("a span tells %s", got)
		}
		if len(s.Attributes()) != 3 || s.Attributes()[2] == (attribute.KeyValue{}) {
			t.Errorf("attributes: %v", s.Attributes())
		}
	}
}

// Beyond so many requests at once the rest are asked to come back, and the load balancer's
// question is still answered.
func TestShed(t *testing.T) {
	r := newRig()
	r.options.InFlight = 2
	release, inside := make(chan struct{}), make(chan struct{}, 2)
	r.handle("GET /wait", func(http.ResponseWriter, *http.Request) error {
		inside <- struct{}{}
		<-release
		return nil
	})
	h := r.handler()
	done := make(chan int, 2)
	for range 2 {
		go func() { done <- do(h, http.MethodGet, "/wait", "").Code }()
		<-inside
	}
	w := do(h, http.MethodGet, "/ok", "")
	if w.Code != 503 || w.Header().Get("Retry-After") != "2" {
		t.Errorf("the third: %d, %v", w.Code, w.Header())
	}
	if w := do(h, http.MethodGet, "/healthz", ""); w.Code != 200 {
		t.Errorf("/healthz while busy: %d", w.Code)
	}
	close(release)
	for range 2 {
		if code := <-done; code != 200 {
			t.Errorf("one that was let in got %d", code)
		}
	}
	if w := do(h, http.MethodGet, "/ok", ""); w.Code != 200 {
		t.Errorf("afterwards: %d", w.Code)
	}
}

// Headers larger than any honest browser's are refused by the server itself.
func TestHugeHeaders(t *testing.T) {
	r := newRig()
	addr, stop := start(t, httpkit.NewServer(r.handler(), httpkit.ServerOptions{}))
	defer stop()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET /ok HTTP/1.1\r\nHost: x\r\nX-Big: %s\r\n\r\n", strings.Repeat("a", 64<<10))
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || res.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("64 kB of headers: %v, %v", res, err)
	}
}
