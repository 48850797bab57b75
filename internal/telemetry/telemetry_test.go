package telemetry_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tuntas/internal/telemetry"
)

func TestMetrics(t *testing.T) {
	reg := telemetry.NewRegistry("1.2.3")
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "tuntas_test_total", Help: "For this test."})
	reg.MustRegister(c)
	c.Add(3)
	w := httptest.NewRecorder()
	telemetry.MetricsHandler(reg).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{`tuntas_build_info{version="1.2.3"} 1`, "tuntas_test_total 3", "go_goroutines", "process_"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	telemetry.NewRegistry("1.2.3") // a second one is independent: nothing is global
}

func TestTracingOff(t *testing.T) {
	for _, env := range []map[string]string{
		nil,
		{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_SDK_DISABLED": "true"},
		{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:1", "OTEL_TRACES_EXPORTER": "none"},
	} {
		tr, err := telemetry.StartTracing(context.Background(), func(k string) string { return env[k] }, "1")
		if err != nil {
			t.Fatal(err)
		}
		_, span := tr.Provider.Tracer("t").Start(context.Background(), "s")
		if span.IsRecording() {
			t.Errorf("%v: tracing is on", env)
		}
		span.End()
		if err := tr.Shutdown(context.Background()); err != nil {
			t.Error(err)
		}
	}
	env := map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://x", "OTEL_TRACES_EXPORTER": "zipkin"}
	if _, err := telemetry.StartTracing(context.Background(), func(k string) string { return env[k] }, "1"); err == nil {
		t.Error("an unknown exporter was taken in silence")
	}
}

// With an endpoint in the standard variable, spans arrive there, with the service's name
// and without the machine's.
func TestTracingOn(t *testing.T) {
	var mu sync.Mutex
	var got strings.Builder
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		got.WriteString(r.URL.Path + " " + string(b))
	}))
	defer srv.Close()
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", srv.URL)
	env := map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": srv.URL}
	tr, err := telemetry.StartTracing(context.Background(), func(k string) string { return env[k] }, "9.8.7")
	if err != nil {
		t.Fatal(err)
	}
	_, span := tr.Provider.Tracer("t").Start(context.Background(), "sebuah-span")
	span.End()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := tr.Shutdown(ctx); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, want := range []string{"/v1/traces", "sebuah-span", "service.name", "tuntas", "9.8.7"} {
		if !strings.Contains(got.String(), want) {
			t.Errorf("%q did not arrive", want)
		}
	}
	for _, bad := range []string{"host.name", "process.", "os."} {
		if strings.Contains(got.String(), bad) {
			t.Errorf("the trace tells %q", bad)
		}
	}
}
