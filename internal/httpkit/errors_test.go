package httpkit_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
)

func TestStatusOf(t *testing.T) {
	for kind, want := range map[civic.Kind]int{
		civic.KindInvalid: 422, civic.KindNotFound: 404, civic.KindForbidden: 403, civic.KindUnauthenticated: 401,
		civic.KindConflict: 409, civic.KindTooMany: 429, civic.KindUnavailable: 503, civic.KindInternal: 500, "new": 500,
	} {
		if got := httpkit.StatusOf(kind); got != want {
			t.Errorf("StatusOf(%s) = %d, want %d", kind, got, want)
		}
	}
}

// render answers a request with an error, outside of any chain.
func render(e *httpkit.Errors, path, accept string, err error) *httptest.ResponseRecorder {
	return do(e.Handle(func(http.ResponseWriter, *http.Request) error { return err }), http.MethodGet, path, "", "Accept", accept)
}

// The same error, as a page and as a document, has the same status and sentence.
func TestBothForms(t *testing.T) {
	r := newRig()
	for _, tt := range []struct {
		err    error
		status int
		says   string
		retry  string
	}{
		{civic.Invalid("place", "error.place_needed"), 422, "error.place_needed", ""},
		{fmt.Errorf("wrapped: %w", civic.NotFound("error.not_found")), 404, "error.not_found", ""},
		{civic.Forbidden("error.forbidden"), 403, "error.forbidden", ""},
		{civic.Unauthenticated("error.sign_in"), 401, "error.sign_in", ""},
		{civic.Conflict("error.changed_meanwhile"), 409, "error.changed_meanwhile", ""},
		{civic.TooMany("error.too_many_attempts", httpkit.RetryArg, 90), 429, "error.too_many_attempts map[seconds:90]", "90"},
		{civic.TooMany("error.too_many", httpkit.RetryArg, 1500*time.Millisecond), 429, "error.too_many", "2"},
		{civic.Unavailable("error.unavailable", errors.New(secretText)), 503, "error.unavailable", "5"},
		{errors.New(secretText), 500, "error.internal", ""},
		{&http.MaxBytesError{Limit: 4096}, 413, "error.request_too_large map[kb:4]", ""},
		{context.DeadlineExceeded, 503, "error.unavailable", "5"},
		{httpkit.Refuse(415, civic.Invalid("", "error.media_type")), 415, "error.media_type", ""},
	} {
		page := render(r.errors, "/x", "text/html,*/*;q=0.8", tt.err)
		doc := render(r.errors, "/api/v1/x", "", tt.err)
		if page.Code != tt.status || doc.Code != tt.status {
			t.Errorf("%v: %d and %d, want %d", tt.err, page.Code, doc.Code, tt.status)
		}
		if got := page.Header().Get("Content-Type"); got != "text/html; charset=utf-8" {
			t.Errorf("%v: the page is %s", tt.err, got)
		}
		if got := doc.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%v: the document is %s", tt.err, got)
		}
		for _, w := range []*httptest.ResponseRecorder{page, doc} {
			body := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(w.Body.String())
			if !strings.Contains(body, "<"+tt.says) {
				t.Errorf("%v: %q does not say %s", tt.err, body, tt.says)
			}
			if strings.Contains(body, "hunter2") || strings.Contains(body, "10.0.0.9") {
				t.Errorf("%v: the cause is shown: %s", tt.err, body)
			}
			if w.Header().Get("Retry-After") != tt.retry || w.Header().Get("Cache-Control") != "no-store" || !strings.Contains(w.Header().Get("Vary"), "Accept") {
				t.Errorf("%v: headers %v", tt.err, w.Header())
			}
		}
	}
}

// A problem document has the members of RFC 9457 and ours, and nothing else.
func TestProblemDocument(t *testing.T) {
	r := newRig()
	r.handle("GET /api/form", func(http.ResponseWriter, *http.Request) error {
		return fmt.Errorf("form: %w", errors.Join(civic.Invalid("body", "error.body_short", "n", 20), civic.Invalid("place", "error.place_needed")))
	})
	w := do(r.handler(), http.MethodGet, "/api/form", "")
	var got map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, w.Body)
	}
	want := map[string]any{
		"type": "urn:tuntas:problem:invalid", "title": "<error.title.invalid>", "status": 422.0, "code": "error.body_short",
		"detail": "<error.body_short map[n:20]>", "field": "body", "instance": "urn:tuntas:request:" + w.Header().Get("X-Request-Id"),
		"errors": []any{
			map[string]any{"field": "body", "code": "error.body_short", "detail": "<error.body_short map[n:20]>"},
			map[string]any{"field": "place", "code": "error.place_needed", "detail": "<error.place_needed>"},
		},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if len(w.Header().Get("X-Request-Id")) < 8 {
		t.Error("no request id")
	}
}

func TestWantsJSON(t *testing.T) {
	for _, tt := range []struct {
		path, accept string
		want         bool
	}{
		{"/", "", false}, {"/", "*/*", false}, {"/api/v1/x", "text/html", true}, {"/apix", "", false},
		{"/", "application/json", true}, {"/", "application/problem+json", true}, {"/", "Application/JSON", true},
		{"/", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", false},
		{"/", "text/html;q=0.5, application/json;q=0.9", true}, {"/", "text/html, application/json", false},
		{"/", "application/json;q=0", false}, {"/", "application/json;q=abc", false}, {"/", ";;q=,,", false},
	} {
		r := httptest.NewRequest(http.MethodGet, tt.path, nil)
		r.Header.Set("Accept", tt.accept)
		if got := httpkit.WantsJSON(r); got != tt.want {
			t.Errorf("WantsJSON(%s, %q) = %v", tt.path, tt.accept, got)
		}
	}
}

// Our faults go to the log with the id the person is shown; what people do wrong does not
// fill it.
func TestErrorLog(t *testing.T) {
	r := newRig()
	h := r.handler()
	w := do(h, http.MethodGet, "/foreign", "")
	id := w.Header().Get("X-Request-Id")
	found := false
	for line := range strings.Lines(r.log.String()) {
		if strings.Contains(line, "hunter2") {
			found = strings.Contains(line, `"request":"`+id+`"`) && strings.Contains(line, `"level":"ERROR"`)
		}
	}
	if !found {
		t.Errorf("the cause is not in the log with request %s:\n%s", id, r.log)
	}
	r.log.b.Reset()
	do(h, http.MethodGet, "/gone/7K2M9QXT4PD", "")
	if strings.Contains(r.log.String(), "ERROR") || strings.Contains(r.log.String(), "WARN") {
		t.Errorf("a wrong code makes noise: %s", r.log)
	}
}

// When the page itself fails there still is an answer, and it is escaped.
func TestErrorPageFails(t *testing.T) {
	r := newRig()
	r.errors.Words = func(*http.Request, string, map[string]any) string { return "<script>" }
	r.errors.Page = func(w io.Writer, _ *http.Request, _ httpkit.Problem) error {
		_, _ = io.WriteString(w, "half a pa")
		return errors.New("template broke")
	}
	for _, page := range []httpkit.Page{r.errors.Page, nil} {
		r.errors.Page = page
		w := render(r.errors, "/", "text/html", civic.NotFound("error.not_found"))
		if w.Code != 404 || strings.Contains(w.Body.String(), "half") || strings.Contains(w.Body.String(), "<script>") || !strings.Contains(w.Body.String(), "&lt;script&gt;") {
			t.Errorf("%d %s", w.Code, w.Body)
		}
	}
}

// An error after the first bytes cuts the connection instead of making half an answer look whole.
func TestErrorAfterStart(t *testing.T) {
	r := newRig()
	r.handle("GET /half", func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, strings.Repeat("baris\n", 10_000))
		return errors.New("database went away")
	})
	r.handle("GET /short", func(w http.ResponseWriter, _ *http.Request) error {
		_, _ = io.WriteString(w, "held back by the compressor")
		return errors.New("database went away")
	})
	url := serve(t, r)
	for _, path := range []string{"/half", "/short"} {
		res, err := http.Get(url + path)
		if err == nil {
			_, err = io.ReadAll(res.Body)
			_ = res.Body.Close()
		}
		if err == nil {
			t.Errorf("%s: half an answer looks whole", path)
		}
	}
}

// Who has left is not answered and is no fault of ours.
func TestClientGone(t *testing.T) {
	r := newRig()
	r.handle("GET /slow", func(_ http.ResponseWriter, req *http.Request) error { return req.Context().Err() })
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	req := httptest.NewRequestWithContext(ctx, http.MethodGet, "/slow", nil)
	w := httptest.NewRecorder()
	r.handler().ServeHTTP(w, req)
	if w.Body.Len() > 0 || !strings.Contains(r.log.String(), `"status":499`) || strings.Contains(r.log.String(), "ERROR") {
		t.Errorf("%d %s\n%s", w.Code, w.Body, r.log)
	}
}
