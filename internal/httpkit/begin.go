package httpkit

import (
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
)

// writeIdle is how long a client may take to accept a piece of an answer.
const writeIdle = 60 * time.Second

// begin is the outermost link: it names the request, watches the answer, and writes the
// access log, the figures and the span when it is over.
func begin(log *slog.Logger, reg prometheus.Registerer, tp trace.TracerProvider, wall func() time.Time) Middleware {
	seconds := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "tuntas_http_request_seconds", Help: "Time to answer a request.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60},
	}, []string{"method", "route", "status"})
	size := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "tuntas_http_response_bytes_total", Help: "Bytes of answers, without headers.",
	}, []string{"route"})
	reg.MustRegister(seconds, size)
	tracer := tp.Tracer("tuntas/httpkit")
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := wall()
			i := &info{id: strconv.FormatUint(rand.Uint64()|1<<63, 36)}
			ctx, span := tracer.Start(withInfo(r.Context(), i), "request", trace.WithSpanKind(trace.SpanKindServer))
			rec := &recorder{ResponseWriter: w, control: http.NewResponseController(w), wall: wall}
			w.Header().Set("X-Request-Id", i.id)
			finished := false
			defer func() {
				switch {
				case !finished: // cut off: what was said before counts for nothing
					rec.status = http.StatusInternalServerError
				case i.gone && !rec.started:
					rec.status = statusClientGone
				case !rec.started:
					rec.WriteHeader(http.StatusOK) // as net/http would, but with a fresh deadline
				}
				took := wall().Sub(start)
				method, route := knownMethod(r.Method), i.route
				if route == "" {
					route = "none"
				}
				if !i.stream {
					seconds.WithLabelValues(method, route, strconv.Itoa(rec.status)).Observe(took.Seconds())
				}
				size.WithLabelValues(route).Add(float64(rec.bytes))
				endSpan(span, method, route, rec.status)
				log.LogAttrs(ctx, slog.LevelInfo, "request",
					slog.String("method", method), slog.String("route", route), slog.Int("status", rec.status),
					slog.Duration("took", took), slog.Int64("bytes", rec.bytes))
			}()
			next.ServeHTTP(rec, r.WithContext(ctx))
			finished = true
		})
	}
}

func endSpan(span trace.Span, method, route string, status int) {
	if span.IsRecording() {
		span.SetName(method + " " + route)
		span.SetAttributes(attribute.String("http.request.method", method),
			attribute.String("http.route", route), attribute.Int("http.response.status_code", status))
		if status >= 500 {
			span.SetStatus(codes.Error, "")
		}
	}
	span.End()
}

// knownMethod keeps what a stranger invents out of labels and logs.
func knownMethod(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return m
	}
	return "other"
}

// recovery answers a panic like any other fault of ours. What panicked may hold a person's
// words, so only errors of the run time are written down as they are.
func recovery(e *Errors, log *slog.Logger) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx := r.Context()
			defer func() {
				p := recover()
				if p == nil {
					return
				}
				err, _ := p.(error)
				if errors.Is(err, http.ErrAbortHandler) {
					panic(p)
				}
				what := fmt.Sprintf("%T", p)
				if re, ok := errors.AsType[runtime.Error](err); ok {
					what = re.Error()
				}
				log.ErrorContext(ctx, "handler panicked", "panic", what, "stack", strings.TrimSpace(string(debug.Stack())))
				e.Render(w, r, fmt.Errorf("panic: %s", what))
			}()
			next.ServeHTTP(w, r)
		})
	}
}

// recorder remembers what was answered and gives slow clients a deadline for every piece.
type recorder struct {
	http.ResponseWriter
	control *http.ResponseController
	wall    func() time.Time
	status  int
	bytes   int64
	started bool
	until   time.Time // the write deadline in force
}

// extend moves the write deadline, at most once a second because it costs a timer.
func (w *recorder) extend() {
	if until := w.wall().Add(writeIdle); until.Sub(w.until) > time.Second {
		w.until = until
		_ = w.control.SetWriteDeadline(until) // a test's recorder has none
	}
}

func (w *recorder) WriteHeader(status int) {
	w.extend()
	if status >= 200 && !w.started {
		w.started, w.status = true, status
		// Whatever forgot to say how long it may be kept may not be kept.
		if h := w.Header(); h.Get("Cache-Control") == "" {
			h.Set("Cache-Control", "no-store")
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(b []byte) (int, error) {
	if !w.started {
		w.WriteHeader(http.StatusOK)
	}
	w.extend()
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

// Started tells hasStarted that the answer is on its way.
func (w *recorder) Started() bool { return w.started }

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// hasStarted tells whether something has been written to w that cannot be taken back.
func hasStarted(w http.ResponseWriter) bool {
	for w != nil {
		if s, ok := w.(interface{ Started() bool }); ok && s.Started() {
			return true
		}
		u, ok := w.(interface{ Unwrap() http.ResponseWriter })
		if !ok {
			return false
		}
		w = u.Unwrap()
	}
	return false
}
