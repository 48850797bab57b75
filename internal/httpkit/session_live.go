package httpkit

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"time"
)

// Handle names the session of a request for later questions, "" where there is none. It opens nothing: it is the hash
// under which the session is kept.
func (s *Sessions) Handle(ctx context.Context) string {
	if !hasSession(ctx) {
		return ""
	}
	token := s.scs.Token(ctx)
	if token == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(token)) // as the library does before it asks the store
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// manySessions is a SessionStore that answers for many at once.
type manySessions interface {
	FindMany(ctx context.Context, tokens []string) (map[string][]byte, error)
}

// Live tells who is signed in under each of the handles now: Worth of their identities. Sessions that ended, expired or
// were idle for too long are not in the answer. Asking is no sign of life.
func (s *Sessions) Live(ctx context.Context, handles []string) (map[string]string, error) {
	found, err := s.find(ctx, handles)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, len(found))
	for h, data := range found {
		var in storedSession
		if json.Unmarshal(data, &in) != nil || in.Values[keySubject] == "" || !in.Deadline.After(s.now()) {
			continue
		}
		seen, err := strconv.ParseInt(in.Values[keySeen], 10, 64)
		if err != nil || s.idle > 0 && s.now().Sub(time.Unix(seen, 0)) > s.idle {
			continue
		}
		out[h] = Identity{Subject: in.Values[keySubject], Stamp: in.Values[keyStamp]}.Worth()
	}
	return out, nil
}

// Worth is what a session says of its owner in one word: it changes when somebody else signs in, takes another post or
// signs in again with a new stamp.
func (i Identity) Worth() string { return i.Subject + " " + i.Stamp }

func (s *Sessions) find(ctx context.Context, handles []string) (map[string][]byte, error) {
	store := s.scs.Store.(plainStore).SessionStore
	if many, ok := store.(manySessions); ok {
		return many.FindMany(ctx, handles)
	}
	out := make(map[string][]byte, len(handles))
	for _, h := range handles {
		data, found, err := store.FindCtx(ctx, h)
		if err != nil {
			return nil, err
		}
		if found {
			out[h] = data
		}
	}
	return out, nil
}
