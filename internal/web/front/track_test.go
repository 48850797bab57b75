package front_test

import (
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
