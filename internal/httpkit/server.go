package httpkit

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"tuntas/internal/telemetry"
)

// Server is an http.Server that minds its time and stops gently.
type Server struct {
	http     *http.Server
	log      *slog.Logger
	shutdown time.Duration
	drain    time.Duration
	draining atomic.Bool
}

// ServerOptions say how a Server behaves.
type ServerOptions struct {
	Log      *slog.Logger  // nil logs nothing
	Shutdown time.Duration // longest wait for running requests when stopping; 0 means 20 s
	Drain    time.Duration // how long /readyz says no before new connections are refused
}

// NewServer returns a Server for a handler. Headers may take five seconds and 32 kB; bodies
// and answers have deadlines that move with what arrives (see Wrap), because a fixed one
// would cut off a phone on 2G or let an idler stay.
func NewServer(h http.Handler, o ServerOptions) *Server {
	if o.Log == nil {
		o.Log = telemetry.Discard()
	}
	if o.Shutdown == 0 {
		o.Shutdown = 20 * time.Second
	}
	return &Server{
		log: o.Log, shutdown: o.Shutdown, drain: o.Drain,
		http: &http.Server{
			Handler:           h,
			ReadHeaderTimeout: 5 * time.Second,
			IdleTimeout:       90 * time.Second,
			MaxHeaderBytes:    32 << 10,
			ErrorLog:          log.New(quietLog{o.Log}, "", 0),
		},
	}
}

// Draining tells whether the server is stopping, for /readyz.
func (s *Server) Draining() bool { return s.draining.Load() }

// Serve answers on ln until ctx ends, then takes no more connections, finishes the requests
// it has accepted and returns nil. When they take longer than Shutdown it cuts them off and
// returns an error.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("httpkit: %w", err)
	case <-ctx.Done():
	}
	s.draining.Store(true)
	if s.drain > 0 {
		timer := time.NewTimer(s.drain)
		defer timer.Stop()
		select {
		case err := <-failed:
			return fmt.Errorf("httpkit: %w", err)
		case <-timer.C:
		}
	}
	// The requests' own contexts do not end with ctx: what was accepted is finished.
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.shutdown)
	defer cancel()
	err := s.http.Shutdown(stop)
	if err != nil {
		err = errors.Join(fmt.Errorf("httpkit: requests still running after %s were cut off: %w", s.shutdown, err), s.http.Close())
	}
	if serr := <-failed; !errors.Is(serr, http.ErrServerClosed) {
		err = errors.Join(err, serr)
	}
	return err
}

// quietLog takes what net/http itself has to say. It names addresses, so the lines go to
// debug, where the logger's Scrub takes the addresses out.
type quietLog struct{ log *slog.Logger }

func (q quietLog) Write(b []byte) (int, error) {
	q.log.Debug("http server: " + telemetry.Scrub(strings.TrimSpace(string(b))))
	return len(b), nil
}
