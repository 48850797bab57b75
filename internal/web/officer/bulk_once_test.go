package officer_test

import (
	"net/http"
	"net/url"
	"path"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// notesIn counts the notes of a report.
func notesIn(t *testing.T, o *stafftest.Office, typed string) (n int) {
	t.Helper()
	code, err := civic.ParseTrackingCode(typed)
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.Store.ReportByCode(t.Context(), o.DB, code)
	if err != nil {
		t.Fatal(err)
	}
	all, err := o.Store.Events(t.Context(), o.DB, r.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.Verb == civic.VerbNote {
			n++
		}
	}
	return n
}

// carryOut does what the job would do when its time has come.
func carryOut(t *testing.T, o *stafftest.Office, p *stafftest.Page) {
	t.Helper()
	id, err := civic.ParseID(path.Base(p.Path))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Casework.RunBulk(t.Context(), id); err != nil {
		t.Fatal(err)
	}
}

// A form that is sent twice gives one order: pressed twice, or sent again from the page before, or looked at again and
// then sent. What is changed before it is sent again is another order.
func TestBulkSentTwiceIsOneOrder(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		codes, b, kota := atTheCity(o, 2), o.As("kota"), o.Actor("kota")
		form := b.Post(bulkAt, url.Values{"verb": {"note"}, "message": {"Periksa bersama."}, "pilih": codes})
		seen := form.Form(bulkAt).Set("do", "pratinjau").Send()
		stafftest.Rules(t, seen)
		if key := seen.Form(bulkAt).Value("key"); len(key) < 20 || key == b.Post(bulkAt, url.Values{"verb": {"note"}, "pilih": codes}).Form(bulkAt).Value("key") {
			t.Fatalf("the key of a form is %q", key)
		}
		first := seen.Form(bulkAt).Set("do", "jalankan").Send()
		again := seen.Form(bulkAt).Set("do", "jalankan").Send()
		if first.Status != http.StatusOK || again.Status != http.StatusOK || path.Dir(first.Path) != bulkAt || again.Path != first.Path {
			t.Fatalf("first %d at %s, then %d at %s", first.Status, first.Path, again.Status, again.Path)
		}
		carryOut(t, o, first)
		late := form.Form(bulkAt).Set("do", "pratinjau").Send().Form(bulkAt).Set("do", "jalankan").Send()
		if late.Path != first.Path || !late.Has("2 selesai, 0 dilewati, dari 2 laporan.") {
			t.Errorf("looked at and sent again, it leads to %s: %s", late.Path, stafftest.Words(late.Doc))
		}
		all, err := o.Casework.Bulks(t.Context(), kota)
		if err != nil || len(all) != 1 {
			t.Errorf("%d orders, %v", len(all), err)
		}
		for _, code := range codes {
			if n := notesIn(t, o, code); n != 1 {
				t.Errorf("%d notes in %s", n, code)
			}
		}
		if other := seen.Form(bulkAt).Set("message", "Periksa besok.").Set("do", "jalankan").Send(); path.Dir(other.Path) != bulkAt || other.Path == first.Path {
			t.Errorf("another order leads to %s", other.Path)
		}
	})
}

// Whoever wants to take an order back and comes too late is told so, and never that nothing changed.
func TestBulkTakenBackTooLate(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		codes, b := atTheCity(o, 1), o.As("kota")
		p := b.Post(bulkAt, url.Values{"verb": {"note"}, "message": {"Periksa bersama."}, "pilih": codes, "do": {"jalankan"}})
		carryOut(t, o, p)
		for range 2 {
			got := p.Form(p.Path + "/batal").Send()
			stafftest.Rules(t, got)
			if got.Status != http.StatusOK || got.Path != p.Path || !got.Has("Sudah dijalankan, jadi tidak bisa dibatalkan.") || got.Has("tidak mengubah") || !got.Has("1 selesai") {
				t.Errorf("%d at %s: %s", got.Status, got.Path, stafftest.Words(got.Doc))
			}
		}
		if n := notesIn(t, o, codes[0]); n != 1 {
			t.Errorf("%d notes", n)
		}
	})
}
