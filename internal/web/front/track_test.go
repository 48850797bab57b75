package front_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// A copy of the cookies is worth nothing once its owner has left.
func TestLeavingEndsThePassOnTheServer(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan di depan pasar berlubang.", nil) // not public: who is not let in finds nothing
		at := "/laporan/" + got.Code.Display()
		w := &wire{t: t, o: o}
		here, phone := w.pass(got), w.pass(got)
		if err := o.Intake.SaveDraft(t.Context(), "kue", map[string]string{"pin": "x"}); err != nil {
			t.Fatal(err)
		}
		if s := w.send("GET", at, nil, here); s != http.StatusOK || w.last.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("the pass opens with %d %v", s, w.last.Header)
		}
		if s := w.send("POST", "/lacak/keluar", url.Values{}, here, "draf=kue"); s != http.StatusSeeOther || w.last.Header.Get("Location") != "/lacak" {
			t.Fatalf("leaving answers %d to %s", s, w.last.Header.Get("Location"))
		}
		gone := strings.Join(w.last.Header.Values("Set-Cookie"), "\n")
		if !strings.Contains(gone, "pelapor=;") || !strings.Contains(gone, "draf=;") || strings.Count(gone, "Max-Age=0") != 2 {
			t.Errorf("cookies stay: %s", gone)
		}
		for _, path := range []string{at, at + "/tanda-terima.pdf"} {
			if s := w.send("GET", path, nil, here); s != http.StatusNotFound {
				t.Errorf("%s with a copy: %d", path, s)
			}
		}
		for _, act := range []string{"/balas", "/privasi", "/tarik"} {
			if s := w.send("POST", at+act, url.Values{"message": {"Halo."}, "flag": {"secret"}, "on": {"yes"}}, here); s != http.StatusSeeOther || !strings.HasPrefix(w.last.Header.Get("Location"), "/lacak?") {
				t.Errorf("%s with a copy: %d to %s", act, s, w.last.Header.Get("Location"))
			}
		}
		if err := o.Intake.Draft(t.Context(), "kue", new(any)); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("what was kept for the receipt is still there: %v", err)
		}
		if s := w.send("GET", at, nil, phone); s != http.StatusOK {
			t.Errorf("another device was closed as well: %d", s)
		}
		if s := w.send("GET", at, nil, w.pass(got)); s != http.StatusOK {
			t.Errorf("the PIN lets nobody in again: %d", s)
		}
		for _, none := range []string{"", "pelapor=abc", here} {
			if s := w.send("POST", "/lacak/keluar", url.Values{}, none); s != http.StatusSeeOther {
				t.Errorf("leaving with %q: %d", none, s)
			}
		}
	})
}

// A browser keeps one pass. The one that another report's replaces could not be closed any more.
func TestOpeningAnotherReportEndsThePassBefore(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		one, other := o.Report("kota", "Jalan di depan pasar berlubang.", nil), o.Report("kota", "Lampu di gang belakang mati.", nil)
		w := &wire{t: t, o: o}
		first := w.pass(one)
		second := w.pass(other, first)
		if s := w.send("GET", "/laporan/"+one.Code.Display(), nil, first); s != http.StatusNotFound {
			t.Errorf("the first pass still opens: %d", s)
		}
		if s := w.send("GET", "/laporan/"+other.Code.Display(), nil, second); s != http.StatusOK {
			t.Errorf("the second pass does not open: %d", s)
		}
	})
}

// A public page comes packed to whoever takes it so, from the cache or not, and it is the same page.
func TestThePublicPageComesPacked(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := published(o)
		ask := func(encoding, tag string) (*http.Response, string) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.Server.URL+"/laporan/"+got.Code.Display(), nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Accept-Encoding", encoding)
			req.Header.Set("If-None-Match", tag)
			res, err := o.Server.Client().Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = res.Body.Close() }()
			body := io.Reader(res.Body)
			if res.Header.Get("Content-Encoding") == "gzip" {
				if body, err = gzip.NewReader(res.Body); err != nil {
					t.Fatal(err)
				}
			}
			raw, err := io.ReadAll(body)
			if err != nil {
				t.Fatal(err)
			}
			return res, string(raw)
		}
		var first string
		for i, encoding := range []string{"identity", "gzip", "gzip", "br", "gzip;q=0", "identity"} {
			res, page := ask(encoding, "")
			if i == 0 {
				first = page
			}
			if packed := res.Header.Get("Content-Encoding") == "gzip"; res.StatusCode != http.StatusOK || packed != (encoding == "gzip") || page != first || !strings.Contains(page, "Jalan berlubang") {
				t.Errorf("%s: %d, packed %v, %d bytes of %d", encoding, res.StatusCode, packed, len(page), len(first))
			}
			if again, _ := ask(encoding, res.Header.Get("ETag")); again.StatusCode != http.StatusNotModified {
				t.Errorf("%s: the same page is sent again with %d", encoding, again.StatusCode)
			}
		}
		o.Do(o.Actor("nasional"), got.Code, civic.Command{Verb: civic.VerbUnpublish, Message: "Memuat nama orang."})
		for _, encoding := range []string{"identity", "gzip"} {
			if res, page := ask(encoding, ""); res.StatusCode != http.StatusNotFound || strings.Contains(page, "berlubang") {
				t.Errorf("%s: taken out of public view, and still %d", encoding, res.StatusCode)
			}
		}
	})
}
