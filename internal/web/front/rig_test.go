package front_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// published takes a report in and brings it to an agency, verified and shown to the public.
func published(o *stafftest.Office) intake.Receipt {
	got := o.Report("kota", "Jalan di depan pasar berlubang.", nil)
	o.Do(o.Actor("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Publish: true, PublicTitle: "Jalan berlubang", PublicBody: "Jalan di depan pasar berlubang."})
	return got
}

// signedIn is a browser in which the PIN of a report was shown, at its page.
func signedIn(t *testing.T, o *stafftest.Office, got intake.Receipt) (*stafftest.Browser, *stafftest.Page) {
	t.Helper()
	b := o.Browse()
	p := b.Post("/lacak", url.Values{"kode": {got.Code.Display()}, "pin": {string(got.PIN)}})
	if p.Status != http.StatusOK || p.Path != "/laporan/"+got.Code.Display() || !p.Has("Tutup akses") {
		t.Fatalf("code and PIN lead to %d at %s", p.Status, p.Path)
	}
	return b, p
}

// wire sends single requests with the cookies it is told, and follows nothing.
type wire struct {
	t    *testing.T
	o    *stafftest.Office
	last *http.Response
	body string
}

func (w *wire) send(method, path string, values url.Values, cookies ...string) int {
	w.t.Helper()
	req, err := http.NewRequestWithContext(w.t.Context(), method, w.o.Server.URL+path, strings.NewReader(values.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	if values != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	req.Header.Set("Cookie", strings.Join(cookies, "; "))
	client := *w.o.Server.Client()
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if w.last, err = client.Do(req); err != nil {
		w.t.Fatal(err)
	}
	raw, err := io.ReadAll(w.last.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	w.body = string(raw)
	return w.last.StatusCode
}

// pass shows code and PIN and returns the cookie that came back.
func (w *wire) pass(got intake.Receipt, cookies ...string) string {
	w.t.Helper()
	w.send(http.MethodPost, "/lacak", url.Values{"kode": {got.Code.Display()}, "pin": {string(got.PIN)}}, cookies...)
	for _, c := range w.last.Cookies() {
		if c.Name == "pelapor" && c.Value != "" {
			if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
				w.t.Errorf("the cookie is open: %v", c)
			}
			return "pelapor=" + c.Value
		}
	}
	w.t.Fatalf("no pass came back: %d", w.last.StatusCode)
	return ""
}
