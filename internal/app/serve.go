package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"

	"tuntas/internal/api"
	"tuntas/internal/channel"
	"tuntas/internal/channel/email"
	"tuntas/internal/civic"
	"tuntas/internal/config"
	"tuntas/internal/httpkit"
	"tuntas/internal/store"
	"tuntas/internal/telemetry"
	"tuntas/internal/vault"
	"tuntas/internal/web"
)

// openMail makes the sender of the configured mail server, nil without one.
func openMail(c *config.Config) (channel.Sender, error) {
	if c.SMTPURL == "" {
		return nil, nil //nolint:nilnil // no mail server is a state, not an error
	}
	from, err := c.Sender()
	if err != nil {
		return nil, err
	}
	return email.New(email.Options{URL: c.SMTPURL, From: from})
}

// DoorOptions say how the doors behave.
type DoorOptions struct {
	Registry *prometheus.Registry // nil counts into a registry of its own
	Tracer   trace.TracerProvider // nil traces nothing
	Draining func() bool          // for /readyz
	Demo     *web.Demo            // sign-ins shown on the start page; nil outside of the demo
}

// How many answers to surveys one address may send: behind that of an office stands everybody in its waiting room, and a kiosk
// that was without network sends many at once.
const (
	answersAnHour = 300
	answersAtOnce = 120
)

// Doors is every way in over HTTP, with the chain that every request passes.
func (a *App) Doors(o DoorOptions) (http.Handler, error) {
	proxies, err := a.Config.Proxies()
	if err != nil {
		return nil, err
	}
	if o.Registry == nil {
		o.Registry = telemetry.NewRegistry("unnamed")
	}
	l := a.Config.Limits
	errs, submits := web.Errors(a.Log), a.limiter(l.Submit, time.Hour, l.Submit)
	sessions := httpkit.NewSessions(httpkit.SessionOptions{Store: store.Sessions{DB: a.DB, Hash: vault.HashToken, Now: a.Wall},
		Secure: a.Config.HTTPS(), Absolute: l.SessionMax, Idle: l.Idle, Now: a.Wall, Background: web.Background}) // a clock that was moved to show deadlines signs nobody out
	a.Live.Ask(sessions.Live)
	mux := http.NewServeMux()
	api.New(api.Deps{Casework: a.Casework, Intake: a.Intake, Directory: a.Directory, Catalogue: a.Catalogue, Surveys: a.Surveys, Evidence: a.Evidence, Errors: errs, Submits: submits, Attempts: store.Attempts{DB: a.DB}, ClientKey: a.Keys.Client(),
		BaseURL: a.Config.Base(), Now: a.Now}).Register(mux)
	web.Register(mux, web.Deps{Casework: a.Casework, Intake: a.Intake, Directory: a.Directory, Catalogue: a.Catalogue, Surveys: a.Surveys, Access: a.Access, Evidence: a.Evidence, Live: a.Live, Errors: errs, Sessions: sessions,
		Submits: submits, Answers: a.limiter(answersAnHour, time.Hour, answersAtOnce), ClientKey: a.Keys.Client(), BaseURL: a.Config.Base(), Secure: a.Config.HTTPS(), MaxUpload: int64(l.UploadMB) << 20, Mails: a.Jobs.Mail != nil, Now: a.Now, Demo: o.Demo})
	if a.Config.MetricsListen == "" {
		mux.Handle("GET /metrics", errs.Handle(localOnly(telemetry.MetricsHandler(o.Registry))))
	}
	return httpkit.Wrap(mux, httpkit.Options{Errors: errs, Log: a.Log, Registry: o.Registry, Tracer: o.Tracer, Wall: a.Wall, Proxies: proxies,
		Security: httpkit.Security{HTTPS: a.Config.HTTPS()}, Limiter: a.limiter(l.PerMinute, time.Minute, l.Burst), InFlight: l.InFlight,
		MaxBody: int64(l.BodyKB) << 10, Sessions: sessions, Health: httpkit.Health(a.Log, o.Draining, a.checks()...)}), nil
}

// localOnly answers this machine alone: without a port of their own, the figures are for the operator's collector
// beside the program, and neither for the public nor for what a proxy passes on.
func localOnly(h http.Handler) httpkit.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		if !httpkit.Client(r).IsLoopback() || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "" {
			return civic.NotFound("error.not_found")
		}
		h.ServeHTTP(w, r)
		return nil
	}
}

func (a *App) limiter(n int, per time.Duration, burst int) *httpkit.Limiter {
	return httpkit.NewLimiter(httpkit.LimiterOptions{Every: per / time.Duration(n), Burst: burst, Wall: a.Wall})
}

func (a *App) checks() []httpkit.Check {
	return []httpkit.Check{
		{Name: "database", Run: func(ctx context.Context) error {
			_, err := a.Store.ReferenceVersion(ctx, a.DB)
			return err
		}},
		{Name: "files", Run: a.Blobs.Ready},
	}
}

// Serve answers on the listener and works until ctx ends, then finishes what it accepted.
func (a *App) Serve(ctx context.Context, ln net.Listener, o DoorOptions) error {
	var server *httpkit.Server
	o.Draining = func() bool { return server.Draining() }
	if o.Registry == nil {
		o.Registry = telemetry.NewRegistry("unnamed")
	}
	doors, err := a.Doors(o)
	if err != nil {
		return err
	}
	doors, running := counted(doors)
	server = httpkit.NewServer(doors, httpkit.ServerOptions{Log: a.Log, Shutdown: a.Config.Limits.Shutdown})
	// The jobs outlive the listener: a request that is being finished may still enqueue.
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	worked := make(chan error, 2)
	go func() { worked <- a.Work(work) }()
	go func() { worked <- a.serveMetrics(work, o.Registry) }()
	said := make(chan struct{})
	unheard := context.AfterFunc(ctx, func() {
		defer close(said)
		n, noun := running.Load(), "requests"
		if n == 1 {
			noun = "request"
		}
		a.Log.Info(fmt.Sprintf("stopping, %d %s to finish", n, noun))
	})
	defer context.AfterFunc(ctx, a.Live.Close)() // streams would go on for ever
	err = server.Serve(ctx, ln)
	stop()
	err = errors.Join(err, <-worked, <-worked)
	if !unheard() { // it was told to stop, and did not fail by itself
		<-said
		a.Log.Info("stopped")
	}
	return err
}

// counted counts the requests that are being answered.
func counted(h http.Handler) (http.Handler, *atomic.Int64) {
	var n atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n.Add(1)
		defer n.Add(-1)
		h.ServeHTTP(w, r)
	}), &n
}

// serveMetrics answers on a port of its own where the operator wants the figures apart from the public.
func (a *App) serveMetrics(ctx context.Context, reg *prometheus.Registry) error {
	if a.Config.MetricsListen == "" {
		return nil
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", a.Config.MetricsListen)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", telemetry.MetricsHandler(reg))
	return httpkit.NewServer(mux, httpkit.ServerOptions{Log: a.Log}).Serve(ctx, ln)
}
