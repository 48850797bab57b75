// Package httpkit is what the doors share: one map from kinds of errors to HTTP statuses,
// the chain every request passes, sessions, limits and the server itself.
//
// A door writes handlers that return errors and hands its mux to Wrap. Wrap sees to it that
// every answer, also an error, a static file, a 404 and a 405, carries the security
// headers, that no request takes more than its share, and that nothing in a log says who
// asked for what: lines hold method, route, status, duration and size, never the path, the
// query or the address.
package httpkit

import (
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"

	"tuntas/internal/telemetry"
)

// Middleware is one link of the chain a request passes.
type Middleware func(http.Handler) http.Handler

// Chain puts links around a handler; the first one is the outermost.
func Chain(h http.Handler, links ...Middleware) http.Handler {
	for i := len(links) - 1; i >= 0; i-- {
		h = links[i](h)
	}
	return h
}

// Options are what Wrap needs. Errors and Wall are required.
type Options struct {
	Errors   *Errors
	Log      *slog.Logger          // nil logs nothing
	Registry prometheus.Registerer // nil counts nothing
	Tracer   trace.TracerProvider  // nil traces nothing

	// Wall is the clock of the machine, time.Now in a server. Deadlines of connections and
	// rate limits go by it, so a test that moves the clock of the reports must not move it.
	Wall func() time.Time

	Proxies  []netip.Prefix // whose X-Forwarded-For is believed
	Security Security
	Origins  []string // more origins whose forms are accepted, as scheme://host

	Limiter  *Limiter // nil does not limit
	InFlight int      // requests at once; 0 does not limit
	MaxBody  int64    // bytes of a request's body unless AllowBody says more; 0 means 1 MiB

	Sessions *Sessions    // nil has no sessions
	Health   http.Handler // answers /healthz and /readyz; nil has neither
}

// Wrap builds the whole chain around the routes of the doors.
func Wrap(routes *http.ServeMux, o Options) http.Handler {
	if o.Log == nil {
		o.Log = telemetry.Discard()
	}
	if o.Registry == nil {
		o.Registry = prometheus.NewRegistry()
	}
	if o.Tracer == nil {
		o.Tracer = noop.NewTracerProvider()
	}
	if o.MaxBody == 0 {
		o.MaxBody = 1 << 20
	}
	h := o.Errors.Mux(routes)
	if o.Sessions != nil {
		h = o.Sessions.middleware(o.Errors)(h)
	}
	h = newCompressor().middleware(h)
	h = Chain(h,
		shed(o.InFlight, o.Errors, o.Registry),
		addresses(o.Proxies),
		o.Limiter.Middleware(o.Errors),
		crossOrigin(o.Errors, o.Origins),
		bodies(o.MaxBody, o.Wall),
	)
	return Chain(health(h, o.Health),
		begin(o.Log, o.Registry, o.Tracer, o.Wall),
		o.Security.middleware(),
		recovery(o.Errors, o.Log),
	)
}

// health answers the questions of a load balancer before any limit can refuse them.
func health(next, h http.Handler) http.Handler {
	if h == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/healthz" || r.URL.Path == "/readyz" {
			h.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
