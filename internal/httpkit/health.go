package httpkit

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
)

// readyTime is how long one check may take.
const readyTime = 2 * time.Second

// Check is something the program cannot work without.
type Check struct {
	Name string // shown to whoever asks; no secrets
	Run  func(ctx context.Context) error
}

// Health answers /healthz (the process is alive: always 200) and /readyz (it can work: 200,
// or 503 with the names of what does not answer, and while draining). The causes go to the
// log only.
func Health(log *slog.Logger, draining func() bool, checks ...Check) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		infoOf(r).route = "GET /healthz"
		if r.URL.Path == "/healthz" {
			_, _ = io.WriteString(w, "ok\n")
			return
		}
		infoOf(r).route = "GET /readyz"
		var failing []string
		if draining != nil && draining() {
			failing = append(failing, "draining")
		}
		for _, c := range checks {
			ctx, cancel := context.WithTimeout(r.Context(), readyTime)
			err := c.Run(ctx)
			cancel()
			if err != nil {
				failing = append(failing, c.Name)
				log.WarnContext(r.Context(), "not ready", "check", c.Name, "error", err)
			}
		}
		if len(failing) > 0 {
			w.WriteHeader(http.StatusServiceUnavailable)
			_, _ = io.WriteString(w, "not ready: "+strings.Join(failing, ", ")+"\n")
			return
		}
		_, _ = io.WriteString(w, "ready\n")
	})
}
