package httpkit

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/alexedwards/scs/v2"

	"tuntas/internal/civic"
)

// SessionStore keeps sessions. It never sees the token a browser holds, only its hash, so
// who reads the database cannot use what is in it.
type SessionStore interface {
	// FindCtx returns the data of a session; found is false for an unknown or expired one.
	FindCtx(ctx context.Context, token string) (data []byte, found bool, err error)
	// CommitCtx adds or replaces a session that ends at expiry.
	CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error
	// DeleteCtx removes a session; one that is not there is no error.
	DeleteCtx(ctx context.Context, token string) error
}

// SessionOptions say how sessions live.
type SessionOptions struct {
	Store    SessionStore
	Secure   bool             // the site is reached by HTTPS
	Absolute time.Duration    // longest life of a session, used or not
	Idle     time.Duration    // a signed-in person is signed out after this long without a request
	Now      func() time.Time // the clock of the program

	// Background tells requests that a page makes by itself: they are no sign that somebody is still there. nil: none are.
	Background func(*http.Request) bool
}

// Sessions are what browsers are recognised by. A session is stored only once something is
// put into it, so visitors leave no row behind.
type Sessions struct {
	scs  *scs.SessionManager
	idle time.Duration
	now  func() time.Time
	self func(*http.Request) bool
}

// Keys of what Sessions itself keeps in a session; others must not begin with a dot.
const (
	keySubject = ".subject"
	keyStamp   = ".stamp"
	keySince   = ".since"
	keySeen    = ".seen"
	keyFlash   = ".flash"
)

// NewSessions returns Sessions over a store.
func NewSessions(o SessionOptions) *Sessions {
	name := "tuntas"
	if o.Secure {
		name = "__Host-tuntas" // browsers then see to it that only our host sets it
	}
	// Not scs.New: it starts a goroutine for a store we do not use. The price is that a
	// request can pass through one Sessions only, and there is only one.
	m := &scs.SessionManager{
		Store:            plainStore{o.Store},
		Codec:            jsonCodec{},
		Lifetime:         o.Absolute,
		HashTokenInStore: true,
		Cookie: scs.SessionCookie{
			Name:     name,
			Path:     "/",
			Secure:   o.Secure,
			HttpOnly: true,
			SameSite: http.SameSiteLaxMode, // a link in a mail still finds one signed in
			Persist:  false,                // ends with the browser: many share a phone
		},
	}
	return &Sessions{scs: m, idle: o.Idle, now: o.Now, self: o.Background}
}

// Longest is how long a session can last, used or not.
func (s *Sessions) Longest() time.Duration { return s.scs.Lifetime }

// middleware loads the session of a request and saves it before the answer begins.
func (s *Sessions) middleware(e *Errors) Middleware {
	manager := *s.scs
	manager.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		e.Render(w, r, civic.Unavailable("error.unavailable", err))
		if g, ok := w.(*gate); ok {
			g.shut = true
		}
	}
	return func(next http.Handler) http.Handler {
		inner := manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx := context.WithValue(r.Context(), sessionKey{}, true)
			if err := s.touch(ctx, s.self != nil && s.self(r)); err != nil {
				e.Render(w, r, civic.Unavailable("error.unavailable", err))
				return
			}
			next.ServeHTTP(w, r.WithContext(ctx))
		}))
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			inner.ServeHTTP(&gate{ResponseWriter: w}, r)
		})
	}
}

// gate drops the page of a handler whose session could not be saved: the library answers
// with the error and then lets the handler write on.
type gate struct {
	http.ResponseWriter
	shut bool
}

func (g *gate) WriteHeader(status int) {
	if !g.shut {
		g.ResponseWriter.WriteHeader(status)
	}
}

func (g *gate) Write(b []byte) (int, error) {
	if g.shut {
		return len(b), nil
	}
	return g.ResponseWriter.Write(b)
}

func (g *gate) Unwrap() http.ResponseWriter { return g.ResponseWriter }

// sessionKey marks contexts that hold a session. An error page can be written where there
// is none, before the session was loaded; it then simply sees nobody.
type sessionKey struct{}

func hasSession(ctx context.Context) bool { return ctx.Value(sessionKey{}) != nil }

// touch signs out whoever was away too long, and notes at most ten times per idle period
// that somebody is still there: a note with every request would be a write with every page.
func (s *Sessions) touch(ctx context.Context, alone bool) error {
	if s.Get(ctx, keySubject) == "" || s.idle <= 0 {
		return nil
	}
	away := s.now().Sub(s.time(ctx, keySeen))
	if away > s.idle {
		return s.scs.Destroy(ctx)
	}
	if !alone && (away > s.idle/10 || away < 0) {
		s.putTime(ctx, keySeen, s.now())
	}
	return nil
}

// Identity is who is signed in.
type Identity struct {
	Subject string    // who, as the door that signed them in named them; empty for nobody
	Stamp   string    // compare with the current one of the account: it changes to revoke all sessions
	Since   time.Time // when they signed in
}

// Identity returns who is signed in.
func (s *Sessions) Identity(ctx context.Context) Identity {
	return Identity{s.Get(ctx, keySubject), s.Get(ctx, keyStamp), s.time(ctx, keySince)}
}

// SignIn makes the session that of a person. What was in it stays (a form half filled in),
// but its token is a new one, so a token somebody planted beforehand is worth nothing.
func (s *Sessions) SignIn(ctx context.Context, subject, stamp string) error {
	if err := s.Renew(ctx); err != nil {
		return err
	}
	s.scs.Put(ctx, keySubject, subject)
	s.scs.Put(ctx, keyStamp, stamp)
	s.putTime(ctx, keySince, s.now())
	s.putTime(ctx, keySeen, s.now())
	return nil
}

// Renew changes the token of the session. Call it whenever somebody may do more, or less,
// than before.
func (s *Sessions) Renew(ctx context.Context) error {
	if err := s.scs.RenewToken(ctx); err != nil {
		return civic.Unavailable("error.unavailable", err)
	}
	return nil
}

// SignOut ends the session and everything in it.
func (s *Sessions) SignOut(ctx context.Context) error {
	if err := s.scs.Destroy(ctx); err != nil {
		return civic.Unavailable("error.unavailable", err)
	}
	return nil
}

// Put keeps a text in the session.
func (s *Sessions) Put(ctx context.Context, key, value string) { s.scs.Put(ctx, key, value) }

// Get returns a text from the session, or "", also where there is no session.
func (s *Sessions) Get(ctx context.Context, key string) string {
	if !hasSession(ctx) {
		return ""
	}
	return s.scs.GetString(ctx, key)
}

// Remove takes a text out of the session.
func (s *Sessions) Remove(ctx context.Context, key string) { s.scs.Remove(ctx, key) }

// Flash is a message for the next page a person sees.
type Flash struct {
	Kind string         `json:"kind"` // "done", "note" or "problem"
	Key  string         `json:"key"`  // of the message catalogue
	Args map[string]any `json:"args,omitempty"`
}

// AddFlash keeps a message for the next page.
func (s *Sessions) AddFlash(ctx context.Context, f Flash) {
	all := append(s.flashes(ctx), f)
	if data, err := json.Marshal(all); err == nil { // arguments are words and numbers
		s.scs.Put(ctx, keyFlash, string(data))
	}
}

// Flashes returns the messages and forgets them.
func (s *Sessions) Flashes(ctx context.Context) []Flash {
	all := s.flashes(ctx)
	if len(all) > 0 {
		s.scs.Remove(ctx, keyFlash)
	}
	return all
}

func (s *Sessions) flashes(ctx context.Context) []Flash {
	var all []Flash
	if text := s.Get(ctx, keyFlash); text != "" {
		if err := json.Unmarshal([]byte(text), &all); err != nil {
			return nil // written by another version: not worth failing a page
		}
	}
	return all
}

func (s *Sessions) putTime(ctx context.Context, key string, t time.Time) {
	s.scs.Put(ctx, key, strconv.FormatInt(t.Unix(), 10))
}

func (s *Sessions) time(ctx context.Context, key string) time.Time {
	sec, err := strconv.ParseInt(s.Get(ctx, key), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(sec, 0).UTC()
}

// plainStore gives a SessionStore the methods without a context that scs demands and, when
// the others exist, never calls.
type plainStore struct{ SessionStore }

// FindCtx takes a session that cannot be read for none: its owner signs in again, instead
// of meeting an error until the cookie is gone.
func (p plainStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	b, found, err := p.SessionStore.FindCtx(ctx, token)
	return b, found && json.Valid(b), err
}

func (p plainStore) Find(token string) ([]byte, bool, error) {
	return p.FindCtx(context.Background(), token)
}

func (p plainStore) Commit(token string, b []byte, expiry time.Time) error {
	return p.CommitCtx(context.Background(), token, b, expiry)
}

func (p plainStore) Delete(token string) error { return p.DeleteCtx(context.Background(), token) }

// jsonCodec stores sessions as JSON. The library's gob compiles its types anew for every
// request, which costs more than most of our pages.
type jsonCodec struct{}

type storedSession struct {
	Deadline time.Time         `json:"d"`
	Values   map[string]string `json:"v"`
}

func (jsonCodec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	out := storedSession{deadline, make(map[string]string, len(values))}
	for k, v := range values {
		if text, ok := v.(string); ok { // Sessions puts nothing else
			out.Values[k] = text
		}
	}
	return json.Marshal(out)
}

func (jsonCodec) Decode(b []byte) (time.Time, map[string]any, error) {
	var in storedSession
	if err := json.Unmarshal(b, &in); err != nil {
		return time.Time{}, nil, err
	}
	values := make(map[string]any, len(in.Values))
	for k, v := range in.Values {
		values[k] = v
	}
	return in.Deadline, values, nil
}
