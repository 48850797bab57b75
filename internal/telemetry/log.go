// Package telemetry makes the program observable without watching people: logs that refuse
// personal data, figures for Prometheus and traces for OpenTelemetry.
package telemetry

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.opentelemetry.io/otel/trace"
)

// Hidden stands in a log line where something was refused.
const Hidden = "[hidden]"

// LogOptions say how lines are logged.
type LogOptions struct {
	Level  string // debug, info, warn or error; info when empty or unknown
	Format string // json, or text for everything else
}

// NewLogger returns a logger that writes to w. Every line of a request carries its id.
//
// It refuses personal data three ways: the value of an attribute named like a person's
// (name, phone, text ...) is replaced by Hidden, mail addresses and long numbers are cut out
// of every text, and structs and maps are logged as their type only. It is a net below
// careful code, not a replacement for it.
func NewLogger(w io.Writer, opt LogOptions) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(opt.Level)); err != nil {
		level = slog.LevelInfo
	}
	o := &slog.HandlerOptions{Level: level, ReplaceAttr: redact}
	var h slog.Handler = slog.NewTextHandler(w, o)
	if opt.Format == "json" {
		h = slog.NewJSONHandler(w, o)
	}
	return slog.New(requestHandler{h})
}

// Discard is a logger for tests and tools that have nobody to talk to.
func Discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// requestHandler adds the request and the trace a line belongs to.
type requestHandler struct{ slog.Handler }

func (h requestHandler) Handle(ctx context.Context, r slog.Record) error {
	if id := RequestID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	if sc := trace.SpanContextFromContext(ctx); sc.IsValid() {
		r.AddAttrs(slog.String("trace", sc.TraceID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

func (h requestHandler) WithAttrs(as []slog.Attr) slog.Handler {
	return requestHandler{h.Handler.WithAttrs(as)}
}

func (h requestHandler) WithGroup(name string) slog.Handler {
	return requestHandler{h.Handler.WithGroup(name)}
}

// refusedWords are parts of attribute names whose values belong to people. A name is split
// into words at capitals, dots, dashes and underscores: "reporterName" and "reporter_name"
// are refused, "hostname" and "filename_count" are not.
func refusedWord(word string) bool {
	switch word {
	case "name", "phone", "telephone", "mobile", "msisdn", "email", "mail", "contact", "address", "addr", "ip",
		"body", "text", "title", "subject", "message", "content", "description", "detail", "landmark", "place",
		"query", "url", "uri", "path", "referer", "agent", "cookie", "token", "pin", "password", "secret", "key",
		"authorization", "nik", "kk", "npwp", "birth", "lat", "lon", "lng", "latitude", "longitude", "code",
		"nama", "telepon", "alamat", "isi", "judul", "html", "form", "header", "headers", "recipient":
		return true
	}
	return false
}

var wordBreak = regexp.MustCompile(`[A-Z]?[a-z]+|[A-Z]+|[0-9]+`)

// harmlessName are full attribute names that hold a refused word and no person.
var harmlessName = []string{"error_key", "route_path", "data_path"}

func refusedName(name string) bool {
	if slices.Contains(harmlessName, name) {
		return false
	}
	for _, w := range wordBreak.FindAllString(name, -1) {
		if refusedWord(strings.ToLower(w)) {
			return true
		}
	}
	return false
}

// redact is the ReplaceAttr of every handler.
func redact(groups []string, a slog.Attr) slog.Attr {
	if len(groups) == 0 {
		switch a.Key {
		case slog.TimeKey, slog.LevelKey, slog.SourceKey:
			return a
		case slog.MessageKey:
			return slog.String(a.Key, Scrub(a.Value.String()))
		}
	}
	if a.Key == "listen" { // our own address; operators look for it
		return a
	}
	if refusedName(a.Key) {
		return slog.String(a.Key, Hidden)
	}
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(Scrub(v.String()))
	case slog.KindAny:
		a.Value = slog.StringValue(plain(v.Any()))
	}
	return a
}

// plain is how a value of any type is logged.
func plain(v any) string {
	switch v := v.(type) {
	case nil:
		return "nil"
	case error:
		return Scrub(v.Error())
	}
	t := reflect.TypeOf(v)
	if reflect.Int <= t.Kind() && t.Kind() <= reflect.Uint64 {
		return fmt.Sprint(v) // ids, which look like long numbers; a phone number is never an integer here
	}
	if s, ok := v.(fmt.Stringer); ok {
		return Scrub(s.String())
	}
	switch t.Kind() {
	case reflect.Struct, reflect.Map, reflect.Pointer, reflect.Slice, reflect.Array, reflect.Func, reflect.Chan, reflect.Interface:
		return t.String()
	default:
		return Scrub(fmt.Sprint(v))
	}
}

var (
	mailLike   = regexp.MustCompile(`[^\s<>"'(),;:=]+@[^\s<>"'(),;:=]+`)
	numberLike = regexp.MustCompile(`\+?[0-9](?:[ .-]?[0-9]){8,}`)
	ipv4Like   = regexp.MustCompile(`\b(?:[0-9]{1,3}\.){3}[0-9]{1,3}\b`)
	ipv6Like   = regexp.MustCompile(`(?i)\b(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4})*|::(?:[0-9a-f]{1,4}:?)+`)
)

// Scrub cuts mail addresses, network addresses and numbers of nine digits or more (phones,
// NIK, accounts) out of a text that is to be logged.
func Scrub(s string) string {
	digits, at, colons := 0, false, 0
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == '@':
			at = true
		case c == ':':
			colons++
		}
	}
	if at {
		s = mailLike.ReplaceAllString(s, Hidden)
	}
	if digits >= 4 {
		s = ipv4Like.ReplaceAllString(s, Hidden)
	}
	if colons >= 2 {
		s = ipv6Like.ReplaceAllStringFunc(s, hideIPv6)
	}
	if digits >= 9 {
		s = numberLike.ReplaceAllString(s, Hidden)
	}
	return s
}

// hideIPv6 leaves times of the day alone, which look like the start of an address.
func hideIPv6(s string) string {
	if len(s) <= 8 && !strings.Contains(s, "::") && strings.Trim(s, "0123456789:") == "" {
		return s
	}
	return Hidden
}
