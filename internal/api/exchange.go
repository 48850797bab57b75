package api

import (
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tuntas/internal/civic"
)

// How long answers may be kept. What only some may read is never kept at all.
const (
	cacheNever     = "no-store"
	cachePublic    = "no-cache"            // kept, but asked about before every use: a report can be taken out of view
	cacheReference = "public, max-age=300" // agencies, regions, topics: they change a few times a year
)

// humaContext lets exchange have a method of the name of the type it embeds.
type humaContext huma.Context

// exchange is one request with its answer on the way through huma. Its part is errors: they are
// written by httpkit, the way every door writes them, and what huma would write is dropped.
type exchange struct {
	humaContext
	a       *API
	r       *http.Request
	w       http.ResponseWriter
	ctx     context.Context
	refused bool
}

type exchangeKey struct{}

// exchange is the middleware that makes one.
func (a *API) exchange(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	x := &exchange{humaContext: ctx, a: a, r: r, w: w}
	x.ctx = context.WithValue(r.Context(), exchangeKey{}, x)
	x.cache(cacheNever)
	next(x)
}

func exchangeOf(ctx context.Context) *exchange {
	x, _ := ctx.Value(exchangeKey{}).(*exchange)
	return x
}

// Context is that of the request, with the exchange in it.
func (x *exchange) Context() context.Context { return x.ctx }

// Unwrap gives the context below, for humago.Unwrap.
func (x *exchange) Unwrap() huma.Context { return x.humaContext }

// SetStatus begins the answer unless an error was written already.
func (x *exchange) SetStatus(status int) {
	if !x.refused {
		x.humaContext.SetStatus(status)
	}
}

// SetHeader sets a header unless an error was written already.
func (x *exchange) SetHeader(name, value string) {
	if !x.refused {
		x.humaContext.SetHeader(name, value)
	}
}

// BodyWriter takes the answer, or nothing once an error was written.
func (x *exchange) BodyWriter() io.Writer {
	if x.refused {
		return io.Discard
	}
	return x.humaContext.BodyWriter()
}

func (x *exchange) cache(how string) { x.w.Header().Set("Cache-Control", how) }

// public marks an answer that anybody gets alike when they send no credentials.
func (x *exchange) public() {
	x.cache(cachePublic)
	x.w.Header().Set("Vary", "Authorization, Report-Pin")
}

// failure carries an error of a verb through huma, which knows errors by their status only.
type failure struct{ err error }

func (f *failure) Error() string { return f.err.Error() }

// GetStatus satisfies huma.StatusError; the status that counts is httpkit's.
func (f *failure) GetStatus() int { return http.StatusInternalServerError }

// transform is where huma hands over what it is about to write. Errors, those of verbs and its
// own, are written by httpkit instead.
func (a *API) transform(ctx huma.Context, _ string, v any) (any, error) {
	var err error
	switch v := v.(type) {
	case *failure:
		err = v.err
	case *huma.ErrorModel:
		err = paramErrors(v)
	default:
		return v, nil
	}
	if x, ok := ctx.(*exchange); ok {
		x.refused = true
		a.Errors.Render(x.w, x.r, err)
	}
	return nil, nil
}

// paramErrors says in our words what huma found wrong in path, query and headers; bodies are
// read by read, which speaks for itself.
func paramErrors(m *huma.ErrorModel) error {
	var all invalids
	for _, d := range m.Errors {
		_, field, _ := strings.Cut(d.Location, ".")
		key := "api.param_wrong"
		if strings.HasPrefix(d.Message, "unknown query parameter") {
			key = "api.param_unknown"
		}
		all = append(all, civic.Invalid(brief(field), key))
	}
	if len(all) == 0 {
		return &civic.Error{Kind: civic.KindInternal, Key: "error.internal", Err: m}
	}
	return all
}

// invalids are several invalid fields at once; the first one speaks for all.
type invalids []error

func (e invalids) Error() string { return e[0].Error() }

func (e invalids) Unwrap() []error { return e }

// brief cuts what a stranger called a field down to what may be repeated to them.
func brief(name string) string {
	if runes := []rune(civic.TidyText(name)); len(runes) > 60 {
		return string(runes[:60])
	}
	return civic.TidyText(name)
}
