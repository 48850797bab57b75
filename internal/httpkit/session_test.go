package httpkit_test

import (
	"context"
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

// browser keeps cookies like one.
type browser struct {
	h      http.Handler
	cookie string
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	var headers []string
	if b.cookie != "" {
		headers = []string{"Cookie", b.cookie}
	}
	w := do(b.h, http.MethodGet, path, "", headers...)
	for _, c := range w.Result().Cookies() {
		b.cookie = c.Name + "=" + c.Value
		if c.MaxAge < 0 {
			b.cookie = ""
		}
	}
	return w
}

// sessionRig has routes that sign in and out.
func sessionRig() *rig {
	r := newRig()
	s := r.sessions
	r.handle("GET /in", func(_ http.ResponseWriter, req *http.Request) error {
		return s.SignIn(req.Context(), "officer-7", "stamp-1")
	})
	r.handle("GET /out", func(_ http.ResponseWriter, req *http.Request) error { return s.SignOut(req.Context()) })
	r.handle("GET /renew", func(_ http.ResponseWriter, req *http.Request) error { return s.Renew(req.Context()) })
	r.handle("GET /draft", func(_ http.ResponseWriter, req *http.Request) error {
		s.Put(req.Context(), "draft", "jalan rusak")
		s.AddFlash(req.Context(), httpkit.Flash{Kind: "done", Key: "draft.saved", Args: map[string]any{"n": 1}})
		s.AddFlash(req.Context(), httpkit.Flash{Kind: "note", Key: "draft.note"})
		return nil
	})
	r.handle("GET /forget", func(_ http.ResponseWriter, req *http.Request) error { s.Remove(req.Context(), "draft"); return nil })
	r.handle("GET /me", func(w http.ResponseWriter, req *http.Request) error {
		id := s.Identity(req.Context())
		_, err := fmt.Fprintf(w, "%s %s %d %s %v", id.Subject, id.Stamp, id.Since.Unix(), s.Get(req.Context(), "draft"), s.Flashes(req.Context()))
		return err
	})
	return r
}

func TestSessionLife(t *testing.T) {
	r := sessionRig()
	b := &browser{h: r.handler()}
	if w := b.get("/me"); b.cookie != "" || r.store.ops != 0 {
		t.Errorf("a visitor got a cookie or a row: %v, %d", w.Header(), r.store.ops)
	}
	w := b.get("/draft")
	c := w.Result().Cookies()
	if len(c) != 1 || c[0].Name != "tuntas" || !c[0].HttpOnly || c[0].SameSite != http.SameSiteLaxMode || c[0].Path != "/" || c[0].MaxAge != 0 || !c[0].Expires.IsZero() || c[0].Secure {
		t.Errorf("cookie: %v", c)
	}
	planted := b.cookie
	for token := range r.store.data {
		if strings.Contains(planted, token) {
			t.Error("the store holds the token itself")
		}
	}
	b.get("/in")
	if b.cookie == planted {
		t.Error("signing in kept the token: a planted one would be signed in")
	}
	if got := (&browser{h: b.h, cookie: planted}).get("/me").Body.String(); strings.Contains(got, "officer") {
		t.Errorf("the planted token is %s", got)
	}
	want := fmt.Sprintf("officer-7 stamp-1 %d jalan rusak [{done draft.saved map[n:1]} {note draft.note map[]}]", r.wall.now().Unix())
	if got := b.get("/me").Body.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := b.get("/me").Body.String(); !strings.HasSuffix(got, "[]") {
		t.Errorf("messages are shown twice: %s", got)
	}
	before := b.cookie
	b.get("/renew")
	if b.cookie == before || !strings.HasPrefix(b.get("/me").Body.String(), "officer-7") {
		t.Error("Renew kept the token or lost the session")
	}
	b.get("/forget")
	if got := b.get("/me").Body.String(); strings.Contains(got, "jalan") {
		t.Errorf("what was removed is there: %s", got)
	}
	stolen := b.cookie
	b.get("/out")
	if b.cookie != "" {
		t.Error("the cookie stays after signing out")
	}
	if got := (&browser{h: b.h, cookie: stolen}).get("/me").Body.String(); strings.Contains(got, "officer") {
		t.Errorf("a copied cookie outlives signing out: %s", got)
	}
}

// Somebody who was away too long is signed out; somebody who keeps working is not, and
// costs a write only now and then.
func TestSessionIdle(t *testing.T) {
	r := sessionRig()
	b := &browser{h: r.handler()}
	b.get("/in")
	for range 5 {
		r.wall.move(29 * time.Minute)
		if got := b.get("/me").Body.String(); !strings.HasPrefix(got, "officer-7") {
			t.Fatalf("signed out while working: %s", got)
		}
	}
	ops := r.store.ops
	for range 20 {
		b.get("/me")
	}
	if n := r.store.ops - ops; n != 20 {
		t.Errorf("20 requests in the same minute made %d reads and writes, want 20 reads", n)
	}
	r.wall.move(31 * time.Minute)
	if got := b.get("/me").Body.String(); strings.Contains(got, "officer") {
		t.Errorf("still signed in: %s", got)
	}
}

func TestSessionSecureCookie(t *testing.T) {
	r := sessionRig()
	s := httpkit.NewSessions(httpkit.SessionOptions{Store: r.store, Secure: true, Absolute: time.Hour, Idle: time.Minute, Now: r.wall.now})
	r.options.Sessions = s
	r.handle("GET /put", func(_ http.ResponseWriter, req *http.Request) error { s.Put(req.Context(), "a", "b"); return nil })
	c := do(r.handler(), http.MethodGet, "/put", "").Result().Cookies()
	if len(c) != 1 || c[0].Name != "__Host-tuntas" || !c[0].Secure || c[0].Path != "/" || c[0].Domain != "" {
		t.Errorf("cookie: %v", c)
	}
}

// A store that fails is an error page, whole and alone, and never a page without a session.
func TestSessionStoreFails(t *testing.T) {
	r := sessionRig()
	r.handle("GET /long", func(w http.ResponseWriter, req *http.Request) error {
		r.sessions.Put(req.Context(), "a", "b")
		_, err := io.WriteString(w, strings.Repeat("halaman ", 1000))
		return err
	})
	h := r.handler()
	b := &browser{h: h}
	b.get("/in")
	r.store.fail(errors.New("database away"))
	for _, path := range []string{"/me", "/long", "/out", "/in"} {
		w := do(h, http.MethodGet, path, "", "Cookie", b.cookie)
		if w.Code != 503 || strings.Contains(w.Body.String(), "halaman") || !strings.Contains(w.Body.String(), "error.unavailable") || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s with a broken store: %d %.80s", path, w.Code, w.Body)
		}
	}
	for _, path := range []string{"/long", "/draft"} { // fails only when it saves
		if w := do(h, http.MethodGet, path, ""); w.Code != 503 || strings.Contains(w.Body.String(), "halaman") {
			t.Errorf("%s that cannot be saved: %d %.80s", path, w.Code, w.Body)
		}
	}
	r.store.fail(nil)
	for token := range r.store.data {
		r.store.data[token] = []byte("not JSON")
	}
	if w := do(h, http.MethodGet, "/me", "", "Cookie", b.cookie); w.Code != 200 || strings.Contains(w.Body.String(), "officer") {
		t.Errorf("a damaged session: %d %s", w.Code, w.Body)
	}
}

// Where no session was loaded, as on an error page of the chain, nobody is signed in and
// nothing breaks.
func TestNoSession(t *testing.T) {
	r := sessionRig()
	ctx := context.Background()
	if id := r.sessions.Identity(ctx); id != (httpkit.Identity{}) || r.sessions.Get(ctx, "a") != "" || r.sessions.Flashes(ctx) != nil {
		t.Errorf("from nowhere: %v", id)
	}
}
