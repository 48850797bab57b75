package telemetry

import (
	"context"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// Tracing is where spans go. Provider is never nil.
type Tracing struct {
	Provider trace.TracerProvider
	shutdown func(context.Context) error
}

// Shutdown sends what has not been sent yet, until ctx ends.
func (t Tracing) Shutdown(ctx context.Context) error {
	if t.shutdown == nil {
		return nil
	}
	return t.shutdown(ctx)
}

// StartTracing sends traces to where the standard variables say (OTEL_EXPORTER_OTLP_ENDPOINT
// or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, over HTTP). Without either, or with
// OTEL_SDK_DISABLED=true or OTEL_TRACES_EXPORTER=none, it is off and costs nothing.
//
// Spans hold no addresses, no query strings and no identity: the doors set only method,
// route and status, and the resource only the service and its version.
func StartTracing(ctx context.Context, getenv func(string) string, version string) (Tracing, error) {
	off := Tracing{Provider: noop.NewTracerProvider()}
	endpoint := getenv("OTEL_EXPORTER_OTLP_ENDPOINT") + getenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
	exporter := getenv("OTEL_TRACES_EXPORTER")
	if endpoint == "" || getenv("OTEL_SDK_DISABLED") == "true" || exporter == "none" {
		return off, nil
	}
	if exporter != "" && exporter != "otlp" {
		return off, fmt.Errorf("OTEL_TRACES_EXPORTER: %q is not known here, only otlp and none", exporter)
	}
	exp, err := otlptracehttp.New(ctx) // reads the rest of the OTEL_ variables itself
	if err != nil {
		return off, fmt.Errorf("telemetry: %w", err)
	}
	service := getenv("OTEL_SERVICE_NAME")
	if service == "" {
		service = "tuntas"
	}
	// No detectors: they would add host names, users and command lines.
	p := sdk.NewTracerProvider(sdk.WithBatcher(exp), sdk.WithResource(resource.NewSchemaless(
		attribute.String("service.name", service),
		attribute.String("service.version", version),
	)))
	return Tracing{Provider: p, shutdown: p.Shutdown}, nil
}
