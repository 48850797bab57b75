package httpkit

import (
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/prometheus/client_golang/prometheus"

	"tuntas/internal/civic"
)

// shed asks requests beyond max at once to come back in a moment. Serving some in time and
// refusing the rest at no cost serves more people than serving all too late.
func shed(max int, e *Errors, reg prometheus.Registerer) Middleware {
	var running atomic.Int64
	gauge := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "tuntas_http_in_flight", Help: "Requests being worked on.",
	}, func() float64 { return float64(running.Load()) })
	refused := prometheus.NewCounter(prometheus.CounterOpts{
		Name: "tuntas_http_shed_total", Help: "Requests asked to come back because too many were running.",
	})
	reg.MustRegister(gauge, refused)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n := running.Add(1)
			leave := sync.OnceFunc(func() { running.Add(-1) })
			defer leave()
			infoOf(r).leave = leave
			if max > 0 && n > int64(max) {
				refused.Inc()
				busy := civic.Unavailable("error.overloaded", nil)
				busy.Args = map[string]any{RetryArg: 2}
				e.Render(w, r, busy)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
