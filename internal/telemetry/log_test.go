package telemetry_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"tuntas/internal/telemetry"
)

const marker = "BUDI-SANTOSO-7K2M"

type person struct{ Name, Phone string }

// reportID is an id of a type of its own, as civic's are.
type reportID int64

func (i reportID) String() string { return strconv.FormatInt(int64(i), 10) }

type loud struct{}

func (loud) LogValue() slog.Value { return slog.GroupValue(slog.String("email", marker)) }

// Whatever way personal data is handed to the logger, it is not in the line.
func TestRefusesPersonalData(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		var out bytes.Buffer
		log := telemetry.NewLogger(&out, telemetry.LogOptions{Format: format, Level: "debug"})
		for _, name := range []string{"name", "Name", "reporterName", "reporter_name", "phone", "phoneNumber", "email", "e-mail", "body",
			"reportBody", "text", "title", "draft.title", "contact", "nik", "address", "clientIP", "remote_addr", "query", "URL", "path",
			"cookie", "token", "pin", "PIN", "password", "secretKey", "landmark", "lat", "user_agent", "nama", "isi", "code", "Authorization"} {
			log.Info("m", name, marker)
			log.With(name, marker).Info("m")
			log.WithGroup("g").Info("m", slog.Group("h", name, marker))
		}
		log.Info("m", "report", person{marker, marker}, "ref", &person{marker, marker}, "all", map[string]string{"x": marker},
			"list", []string{marker}, "who", loud{}, "any", []byte(marker))
		log.Info("mail to "+"budi.santoso@example.go.id"+" failed", "error", errors.New("550 budi.santoso@example.go.id unknown"))
		log.Error("call", "error", fmt.Errorf("number +62 812-3456-7890: %w", errors.New("3174012345678901 from 203.0.113.77:4711 or 2001:db8:1:2::7")))
		log.Warn("m", "cause", "0812 3456 7890", "peer", "[2001:db8::7]:443")
		for _, bad := range []string{marker, "budi", "example.go.id", "812-3456", "0812 3456", "3174012345678901", "203.0.113", "2001:db8"} {
			if strings.Contains(out.String(), bad) {
				for line := range strings.Lines(out.String()) {
					if strings.Contains(line, bad) {
						t.Errorf("%s: a line holds %q: %s", format, bad, line)
						break
					}
				}
			}
		}
	}
}

// What operators need stays readable.
func TestKeepsTheRest(t *testing.T) {
	var out bytes.Buffer
	log := telemetry.NewLogger(&out, telemetry.LogOptions{})
	at := time.Date(2026, 11, 22, 21, 39, 1, 0, time.UTC)
	log.Info("request at 21:39:01 on 2026-11-22", "status", 404, "took", 1500*time.Millisecond, "route", "GET /lacak/{code}", "bytes", int64(123456789012),
		"listen", "127.0.0.1:8080", "at", at, "hostname", "db1", "filename_count", 3, "ok", true, "error", errors.New("disk full"), "id", int64(844424930131968), "report", reportID(844424930131969))
	for _, want := range []string{"21:39:01 on 2026-11-22", "status=404", "took=1.5s", `route="GET /lacak/{code}"`, "bytes=123456789012", "listen=127.0.0.1:8080",
		"at=2026-11-22T21:39:01.000Z", "hostname=db1", "filename_count=3", "ok=true", `error="disk full"`, "id=844424930131968", "report=844424930131969", "level=INFO"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s is not in %s", want, out.String())
		}
	}
	if strings.Contains(out.String(), telemetry.Hidden) {
		t.Errorf("something harmless was hidden: %s", out.String())
	}
}

func TestLevelAndRequest(t *testing.T) {
	var out bytes.Buffer
	log := telemetry.NewLogger(&out, telemetry.LogOptions{Format: "json", Level: "warn"})
	ctx := telemetry.WithRequestID(context.Background(), "r1")
	log.InfoContext(ctx, "too quiet")
	log.With("part", "x").WarnContext(ctx, "loud enough\nlevel=ERROR msg=forged")
	if n := strings.Count(out.String(), "\n"); n != 1 {
		t.Fatalf("%d lines, want 1: %s", n, out.String())
	}
	var line map[string]any
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line["request"] != "r1" || line["part"] != "x" || line["level"] != "WARN" {
		t.Errorf("line = %v", line)
	}
	if telemetry.RequestID(context.Background()) != "" {
		t.Error("a request id from nowhere")
	}
}

// A text handler keeps what people send from making lines of their own.
func TestNoForgedLines(t *testing.T) {
	var out bytes.Buffer
	telemetry.NewLogger(&out, telemetry.LogOptions{}).Info("a\nb", "kind", "x\nlevel=ERROR", "error", errors.New("c\r\nd"))
	if n := strings.Count(out.String(), "\n"); n != 1 || strings.Contains(out.String(), "\r") {
		t.Errorf("%d lines: %q", n, out.String())
	}
}

func TestDiscard(t *testing.T) {
	if telemetry.Discard().Enabled(context.Background(), slog.LevelError) {
		t.Error("a logger for nobody is enabled")
	}
}
