package httpkit

import (
	"context"
	"net/http"
	"net/netip"
	"strconv"
	"strings"

	"tuntas/internal/telemetry"
)

// info is what the chain knows about a request. It is made once, at the start, and filled
// in on the way, because a context set further in is not seen further out.
type info struct {
	id       string
	client   netip.Addr
	route    string
	gone     bool
	uncoded  bool
	stream   bool   // goes on until one side ends it
	leave    func() // gives the place among the running requests back
	refund   func() // gives the token of the address back
	setLimit func(int64)
}

type infoKey struct{}

func withInfo(ctx context.Context, i *info) context.Context {
	return context.WithValue(telemetry.WithRequestID(ctx, i.id), infoKey{}, i)
}

// infoOf returns what is known, and something harmless for a request that did not come
// through Wrap.
func infoOf(r *http.Request) *info {
	if i, ok := r.Context().Value(infoKey{}).(*info); ok {
		return i
	}
	return &info{}
}

// Client returns the address a request came from, behind trusted proxies the one they name.
// An invalid address means that it is not known. It must not be stored or logged; for
// counting attempts there is ClientKey.
func Client(r *http.Request) netip.Addr { return infoOf(r).client }

// AllowBody lets a request's body be larger than usual, in bytes, for uploads. It has to be
// called before the body is read.
func AllowBody(r *http.Request, max int64) {
	if set := infoOf(r).setLimit; set != nil {
		set(max)
	}
}

// NoCompress keeps a page from being compressed. Pages that show a secret next to something
// a stranger can choose need it: the size of a compressed page tells whether the two are
// alike (BREACH).
func NoCompress(r *http.Request) { infoOf(r).uncoded = true }

func noteRoute(r *http.Request) {
	if r.Pattern != "" {
		infoOf(r).route = r.Pattern
	}
}

func markGone(r *http.Request) { infoOf(r).gone = true }

// quality takes one part of an Accept header apart: the value in lower case and its weight,
// 0 to 1.
func quality(part string) (string, float64) {
	value, params, _ := strings.Cut(part, ";")
	q := 1.0
	for p := range strings.SplitSeq(params, ";") {
		if v, ok := strings.CutPrefix(strings.TrimSpace(p), "q="); ok {
			f, err := strconv.ParseFloat(v, 64)
			if err != nil || f < 0 || f > 1 {
				f = 0
			}
			q = f
		}
	}
	return strings.ToLower(strings.TrimSpace(value)), q
}
