package telemetry

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// NewRegistry returns a registry of figures with those of the process and the Go runtime,
// and tuntas_build_info, whose labels tell the version. It is handed to whoever counts
// something; there is no global one. Labels must come from a fixed list: never from input.
func NewRegistry(version string) *prometheus.Registry {
	r := prometheus.NewRegistry()
	info := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "tuntas_build_info", Help: "The version of the program; always 1.",
	}, []string{"version"})
	info.WithLabelValues(version).Set(1)
	r.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		info,
	)
	return r
}

// MetricsHandler answers /metrics with the figures of a registry. It is meant for an
// address of its own that the public does not reach.
func MetricsHandler(r *prometheus.Registry) http.Handler {
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{Registry: r})
}
