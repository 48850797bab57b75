package httpkit

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/telemetry"
)

// HandlerFunc is a handler that returns what went wrong instead of writing it.
type HandlerFunc func(w http.ResponseWriter, r *http.Request) error

// Words says the sentence behind a key of the message catalogue in the language of a request.
type Words func(r *http.Request, key string, args map[string]any) string

// Page writes an error as an HTML page. Status and headers are set by the caller.
type Page func(w io.Writer, r *http.Request, p Problem) error

// Problem is an error as people and programs are told it; as JSON it is a problem document
// of RFC 9457 with the extensions code, field, errors and findings.
type Problem struct {
	Type     string         `json:"type"`             // urn:tuntas:problem:KIND
	Title    string         `json:"title"`            // what sort of thing happened, in the asker's language
	Status   int            `json:"status"`           // HTTP status
	Detail   string         `json:"detail"`           // what happened, in the asker's language
	Instance string         `json:"instance"`         // urn:tuntas:request:ID, to find it in the log
	Code     string         `json:"code"`             // catalogue key: the same in every language
	Field    string         `json:"field,omitempty"`  // the form field it is about
	Errors   []FieldProblem `json:"errors,omitempty"` // every invalid field, when there is more than a sentence to say

	Findings []FindingProblem `json:"findings,omitempty"` // what is to be mended in a text, when that is why it was refused

	Kind      civic.Kind `json:"-"`
	RequestID string     `json:"-"`
}

// FieldProblem is what is wrong with one field.
type FieldProblem struct {
	Field  string `json:"field"`
	Code   string `json:"code"`
	Detail string `json:"detail"`
}

// Errors turns errors into answers. All doors share one.
type Errors struct {
	Log   *slog.Logger // nil logs nothing
	Words Words        // nil shows the keys
	Page  Page         // nil writes a bare page
}

// Handle adapts a HandlerFunc.
func (e *Errors) Handle(h HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			e.Render(w, r, err)
		}
	})
}

// Problem says an error in the words of a request. Doors that write their own error
// documents build them from it.
func (e *Errors) Problem(r *http.Request, err error) Problem {
	status, known := classify(err)
	id := telemetry.RequestID(r.Context())
	p := Problem{
		Type: "urn:tuntas:problem:" + string(known.Kind), Status: status, Kind: known.Kind, RequestID: id,
		Title: e.say(r, "error.title."+string(known.Kind), nil), Detail: e.say(r, known.Key, known.Args),
		Instance: "urn:tuntas:request:" + id, Code: known.Key, Field: known.Field,
	}
	if known.Kind == civic.KindInvalid {
		for _, one := range civic.FaultsOf(err) {
			p.Errors = append(p.Errors, FieldProblem{one.Field, one.Key, e.say(r, one.Key, one.Args)})
		}
		p.Findings = e.findings(r, err)
	}
	return p
}

// Render answers a request with an error: as application/problem+json when JSON was asked
// for, as a page otherwise. When the answer has begun already it cuts the connection, so
// that nobody takes half of it for the whole.
func (e *Errors) Render(w http.ResponseWriter, r *http.Request, err error) {
	status, known := classify(err)
	// A request's context also ends when its body is too slow; that one still listens.
	if _, ours := errors.AsType[transport](err); r.Context().Err() == context.Canceled && !ours {
		markGone(r)
		return // nobody is listening, and it is no fault of ours
	}
	e.log(r, known, err)
	if hasStarted(w) {
		panic(http.ErrAbortHandler)
	}
	p := e.Problem(r, err)
	var body bytes.Buffer
	h := w.Header()
	if WantsJSON(r) {
		h.Set("Content-Type", "application/problem+json")
		enc := json.NewEncoder(&body)
		enc.SetEscapeHTML(true)
		if err := enc.Encode(p); err != nil {
			fmt.Fprintf(&body, `{"status":%d}`, status)
		}
	} else {
		h.Set("Content-Type", "text/html; charset=utf-8")
		e.page(&body, r, p)
	}
	h.Del("Content-Length")
	h.Del("Content-Encoding")
	h.Del("Etag")
	h.Del("Last-Modified")
	h.Del("Content-Disposition")
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "Accept")
	if v := retryAfter(status, known); v != "" {
		h.Set("Retry-After", v)
	}
	if status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="tuntas"`)
	}
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes()) // a client that left does not mind
}

// page writes the door's page, or a bare one when that fails too.
func (e *Errors) page(body *bytes.Buffer, r *http.Request, p Problem) {
	if e.Page != nil {
		err := e.Page(body, r, p)
		if err == nil {
			return
		}
		e.logger().ErrorContext(r.Context(), "error page failed", "error", err)
		body.Reset()
	}
	fmt.Fprintf(body, "<!doctype html><meta charset=utf-8><meta name=viewport content=\"width=device-width\"><title>%s</title><h1>%s</h1><p>%s</p><p>%s</p>\n",
		html.EscapeString(p.Title), html.EscapeString(p.Title), html.EscapeString(p.Detail), html.EscapeString(p.RequestID))
}

// log writes down what is our affair: our faults and what we depend on. What people send
// wrong stands in the access log as a status.
func (e *Errors) log(r *http.Request, known *civic.Error, err error) {
	level := slog.LevelDebug
	switch known.Kind {
	case civic.KindInternal:
		level = slog.LevelError
	case civic.KindUnavailable:
		level = slog.LevelWarn
	}
	e.logger().LogAttrs(r.Context(), level, "request failed",
		slog.String("kind", string(known.Kind)), slog.String("error_key", known.Key), slog.Any("error", err))
}

func (e *Errors) logger() *slog.Logger {
	if e.Log == nil {
		return telemetry.Discard()
	}
	return e.Log
}

func (e *Errors) say(r *http.Request, key string, args map[string]any) string {
	if e.Words == nil {
		return key
	}
	return e.Words(r, key, args)
}

// Mux serves a mux and answers its own 404 and 405 the way every other error is answered.
func (e *Errors) Mux(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mw := &muxWriter{ResponseWriter: w, r: r}
		mux.ServeHTTP(mw, r)
		noteRoute(r)
		switch mw.refused {
		case http.StatusNotFound:
			e.Render(w, r, civic.NotFound("error.not_found"))
		case http.StatusMethodNotAllowed:
			e.Render(w, r, methodNotAllowed()) // the mux has set Allow
		}
	})
}

// muxWriter holds back what the mux itself, and no handler, answers. A route that was
// found has set the request's pattern by then.
type muxWriter struct {
	http.ResponseWriter
	r       *http.Request
	refused int
}

func (w *muxWriter) WriteHeader(status int) {
	if w.r.Pattern == "" && (status == http.StatusNotFound || status == http.StatusMethodNotAllowed) {
		w.refused = status
		return
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *muxWriter) Write(b []byte) (int, error) {
	if w.refused != 0 {
		return len(b), nil
	}
	return w.ResponseWriter.Write(b)
}

func (w *muxWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WantsJSON tells whether a request prefers JSON to a page: all of /api/ does, and whoever
// says so in Accept.
func WantsJSON(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, "/api/") {
		return true
	}
	json, page := 0.0, 0.0
	for _, part := range strings.Split(strings.Join(r.Header.Values("Accept"), ","), ",") {
		media, q := quality(part)
		switch media {
		case "application/json", "application/problem+json":
			json = max(json, q)
		case "text/html", "application/xhtml+xml":
			page = max(page, q)
		}
	}
	return json > page
}
