package httpkit_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
)

// The address is that of the sender also behind proxies, and nobody can choose another one.
func TestClientAddress(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8:ffff::/48"), netip.MustParsePrefix("127.0.0.1/32")}
	for _, tt := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"direct", "198.51.100.7:4711", nil, "198.51.100.7"},
		{"direct, lying", "198.51.100.7:4711", []string{"1.2.3.4"}, "198.51.100.7"},
		{"direct, claiming to be a proxy", "198.51.100.7:4711", []string{"10.1.1.1"}, "198.51.100.7"},
		{"proxied", "10.0.0.1:80", []string{"198.51.100.7"}, "198.51.100.7"},
		{"proxied, lying", "10.0.0.1:80", []string{"1.2.3.4, 198.51.100.7"}, "198.51.100.7"},
		{"proxied, lying in a header of its own", "10.0.0.1:80", []string{"1.2.3.4", "198.51.100.7"}, "198.51.100.7"},
		{"two proxies", "10.0.0.1:80", []string{"1.2.3.4, 198.51.100.7, 10.0.0.2"}, "198.51.100.7"},
		{"a proxy's own request", "10.0.0.1:80", nil, "10.0.0.1"},
		{"only proxies", "10.0.0.1:80", []string{"10.0.0.3, 10.0.0.2"}, "10.0.0.3"},
		{"nonsense on the left", "10.0.0.1:80", []string{"<script>, 198.51.100.7"}, "198.51.100.7"},
		{"nonsense on the right", "10.0.0.1:80", []string{"198.51.100.7, unknown"}, "10.0.0.1"},
		{"empty", "10.0.0.1:80", []string{""}, "10.0.0.1"},
		{"with a port", "10.0.0.1:80", []string{"198.51.100.7:555"}, "198.51.100.7"},
		{"IPv6", "[2001:db8:ffff::1]:80", []string{"2001:db8::7"}, "2001:db8::7"},
		{"IPv6 with port", "[2001:db8:ffff::1]:80", []string{"[2001:db8::7]:555"}, "2001:db8::7"},
		{"IPv6 in brackets", "10.0.0.1:80", []string{"[2001:db8::7]"}, "2001:db8::7"},
		{"IPv4 in IPv6", "[::ffff:10.0.0.1]:80", []string{"::ffff:198.51.100.7"}, "198.51.100.7"},
		{"zone", "[fe80::1%eth0]:80", nil, "fe80::1"},
		{"no address", "@", nil, "invalid IP"},
	} {
		r := newRig()
		r.options.Proxies = proxies
		var got netip.Addr
		r.handle("GET /who", func(_ http.ResponseWriter, req *http.Request) error { got = httpkit.Client(req); return nil })
		req := httptest.NewRequest(http.MethodGet, "/who", nil)
		req.RemoteAddr = tt.remote
		for _, f := range tt.forwarded {
			req.Header.Add("X-Forwarded-For", f)
		}
		r.handler().ServeHTTP(httptest.NewRecorder(), req)
		if got.String() != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func from(h http.Handler, addr string, headers ...string) int {
	req := httptest.NewRequest(http.MethodGet, "/ok", nil)
	req.RemoteAddr = addr
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	return w.Code
}

// Who lies about the address still has one bucket; an IPv6 household has one for all its
// addresses; others are not touched; time fills it again.
func TestRateLimit(t *testing.T) {
	r := newRig()
	r.options.Limiter = httpkit.NewLimiter(httpkit.LimiterOptions{Every: 10 * time.Second, Burst: 3, Wall: r.wall.now})
	h := r.handler()
	for i, want := range []int{200, 200, 200, 429} {
		if got := from(h, "198.51.100.7:1", "X-Forwarded-For", fmt.Sprintf("1.2.3.%d", i)); got != want {
			t.Errorf("request %d: %d, want %d", i, got, want)
		}
	}
	if got := from(h, "198.51.100.8:1"); got != 200 {
		t.Errorf("the neighbour: %d", got)
	}
	for i, want := range []int{200, 200, 200, 429} {
		if got := from(h, fmt.Sprintf("[2001:db8:1:2:%d::1]:1", i)); got != want {
			t.Errorf("IPv6 request %d: %d, want %d", i, got, want)
		}
	}
	if got := from(h, "[2001:db8:1:3::1]:1"); got != 200 {
		t.Errorf("the next /64: %d", got)
	}
	req := httptest.NewRequest(http.MethodGet, "/ok", nil)
	req.RemoteAddr = "198.51.100.7:1"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, req)
	if w.Code != 429 || w.Header().Get("Retry-After") != "10" {
		t.Errorf("%d, Retry-After %q", w.Code, w.Header().Get("Retry-After"))
	}
	r.wall.move(10 * time.Second)
	if got := from(h, "198.51.100.7:1"); got != 200 {
		t.Errorf("after the wait: %d", got)
	}
	if got := from(h, "198.51.100.7:1"); got != 429 {
		t.Errorf("one token too many: %d", got)
	}
}

// A flood from ever new addresses cannot make the limiter grow, and a sender who keeps
// sending stays limited through it.
func TestLimiterIsBounded(t *testing.T) {
	wall := newClock()
	l := httpkit.NewLimiter(httpkit.LimiterOptions{Every: time.Hour, Burst: 1, Keep: 1024, Wall: wall.now})
	persistent := netip.MustParseAddr("198.51.100.7")
	if ok, _ := l.Allow(persistent); !ok {
		t.Fatal("the first request was refused")
	}
	passed := 0
	for i := range 20_000 {
		l.Allow(netip.AddrFrom4([4]byte{20, byte(i >> 16), byte(i >> 8), byte(i)}))
		if i%8 == 0 {
			if ok, _ := l.Allow(persistent); ok {
				passed++
			}
		}
	}
	if passed > 0 {
		t.Errorf("a flood let %d requests of a limited sender through", passed)
	}
	if n := httpkit.LimiterSize(l); n > 1024+64 {
		t.Errorf("%d senders remembered, want at most 1024", n)
	}
}

func TestClientKey(t *testing.T) {
	r := newRig()
	keys := map[string]string{}
	secret := []byte("k")
	r.handle("GET /key", func(w http.ResponseWriter, req *http.Request) error {
		keys[req.RemoteAddr] = httpkit.ClientKey(secret, "pin", req) + " " + httpkit.ClientKey(secret, "signin", req)
		return nil
	})
	h := r.handler()
	for _, a := range []string{"198.51.100.7:1", "198.51.100.7:2", "198.51.100.8:1", "[2001:db8::1]:1", "[2001:db8::2]:1", "@"} {
		req := httptest.NewRequest(http.MethodGet, "/key", nil)
		req.RemoteAddr = a
		h.ServeHTTP(httptest.NewRecorder(), req)
	}
	one := keys["198.51.100.7:1"]
	if one != keys["198.51.100.7:2"] || keys["[2001:db8::1]:1"] != keys["[2001:db8::2]:1"] || one == keys["198.51.100.8:1"] || keys["@"] == "" {
		t.Errorf("keys: %v", keys)
	}
	pin, signin, _ := strings.Cut(one, " ")
	if !strings.HasPrefix(pin, "pin:") || strings.TrimPrefix(pin, "pin:") == strings.TrimPrefix(signin, "signin:") || strings.Contains(one, "198") && len(pin) < 20 {
		t.Errorf("key: %s", one)
	}
	secret = []byte("other")
	req := httptest.NewRequest(http.MethodGet, "/key", nil)
	req.RemoteAddr = "198.51.100.7:1"
	h.ServeHTTP(httptest.NewRecorder(), req)
	if keys["198.51.100.7:1"] == one {
		t.Error("the key does not depend on the secret")
	}
}

// fakeAttempts refuses what it is told to and remembers what was counted.
type fakeAttempts struct {
	refuse map[string]time.Duration
	err    error
	hits   []string
}

func (f *fakeAttempts) Hit(_ context.Context, key string, _ time.Duration, _ int, _ time.Time) (bool, time.Duration, error) {
	f.hits = append(f.hits, key)
	wait, no := f.refuse[key]
	return !no, wait, f.err
}

func (f *fakeAttempts) Reset(context.Context, string) error { return f.err }

func TestCheckAttempts(t *testing.T) {
	ctx, now := context.Background(), time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	tries := []httpkit.Try{{Key: "code", Window: time.Hour, Limit: 5}, {Key: "address", Window: time.Hour, Limit: 20}}
	f := &fakeAttempts{}
	if err := httpkit.CheckAttempts(ctx, f, now, tries...); err != nil || len(f.hits) != 2 {
		t.Errorf("%v after %v", err, f.hits)
	}
	f = &fakeAttempts{refuse: map[string]time.Duration{"code": 0, "address": 90 * time.Second}}
	err := httpkit.CheckAttempts(ctx, f, now, tries...)
	e, ok := errors.AsType[*civic.Error](err)
	if !ok || e.Kind != civic.KindTooMany || e.Args[httpkit.RetryArg] != 90 || len(f.hits) != 2 {
		t.Errorf("%v after %v", err, f.hits)
	}
	f = &fakeAttempts{err: errors.New("database away")}
	if err := httpkit.CheckAttempts(ctx, f, now, tries...); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("a lock that opens when its counter is broken: %v", err)
	}
}

// What is given back can be taken again, once, and never more than a full bucket.
func TestTokensAreGivenBack(t *testing.T) {
	wall := newClock()
	l := httpkit.NewLimiter(httpkit.LimiterOptions{Every: time.Hour, Burst: 2, Wall: wall.now})
	req := httptest.NewRequest(http.MethodPost, "/", nil)
	ask := func(what string, want bool) {
		t.Helper()
		if err := l.Check(req); (err == nil) != want {
			t.Errorf("%s: %v", what, err)
		}
	}
	for range 5 {
		l.GiveBack(req) // of a bucket that nobody knows, and of a full one
	}
	ask("the first", true)
	ask("the second", true)
	ask("the third", false)
	l.GiveBack(req)
	ask("in the place of what came to nothing", true)
	ask("and no more", false)
	for range 9 {
		l.GiveBack(req)
	}
	wall.move(3 * time.Hour)
	ask("a full bucket", true)
	ask("a full bucket still", true)
	ask("more than a full bucket", false)
}
