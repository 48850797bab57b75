package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// What an order would do and did is told by titles, not by codes alone; what may not be read has only its code.
func TestBulkNamesReports(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		codes, b := atTheCity(o, 2), o.As("kota")
		p := b.Post(bulkAt, url.Values{"verb": {"merge"}, "pilih": codes, "do": {"pratinjau"}})
		if words := stafftest.Words(p.Doc); p.Status != http.StatusOK || !strings.Contains(words, "Laporan utama: Laporan kota "+codes[0]) {
			t.Errorf("the preview names no lead: %s", words)
		}
		p = b.Post(bulkAt, url.Values{"verb": {"dispose"}, "pilih": codes, "message": {"Tolong."}, "target": {o.Agency("dinas-pu").ID.String()}, "do": {"jalankan"}})
		stafftest.Rules(t, p)
		if words := stafftest.Words(p.Doc); !strings.Contains(words, "Laporan kota "+codes[0]) || !strings.Contains(words, "Laporan kota "+codes[1]) {
			t.Errorf("the results name no reports: %s", words)
		}
		secret := o.Report("nasional", "PENANDA", func(r *intake.Request) { r.Secret, r.Title = true, "Judul rahasia" })
		chief := o.As("nasional")
		sight := chief.Get(pageOf(secret)).Has("Judul rahasia")
		p = chief.Post(bulkAt, url.Values{"verb": {"label"}, "label": {"coba"}, "pilih": {secret.Code.Display()}, "do": {"jalankan"}})
		if !p.Has(secret.Code.Display()) || p.Has("Judul rahasia") != sight {
			t.Errorf("of a secret report, read %v, the results say %s", sight, stafftest.Words(p.Doc))
		}
	})
}

// An order, and taking it back, lead back to the list as it was, at the same place in it.
func TestBulkKeepsTheList(t *testing.T) {
	o := stafftest.One(t)
	codes, b := atTheCity(o, 2), o.As("kota")
	list := url.Values{"jenis": {"complaint"}, "sesudah": {"1.22"}}.Encode()
	p := b.Post(bulkAt, url.Values{"verb": {"note"}, "message": {"Catatan."}, "pilih": codes, "daftar": {list}, "do": {"jalankan"}})
	back := func(when string) {
		t.Helper()
		for a := range stafftest.Elements(p.Doc, "a") {
			if stafftest.Attr(a, "class") == "back" && stafftest.Attr(a, "href") == "/petugas?"+list+"#daftar" {
				return
			}
		}
		t.Errorf("%s no way leads back to the list", when)
	}
	back("while it waits")
	p = p.Form(p.Path + "/batal").Send()
	if stafftest.Rules(t, p); !p.Has("Perintah ini tidak mengubah laporan") || p.Query.Get("daftar") != list {
		t.Fatalf("taken back at %s?%s", p.Path, p.Query.Encode())
	}
	back("taken back")
	for h := range stafftest.Elements(p.Doc, "h1") {
		if !stafftest.HasAttr(h, "autofocus") || !stafftest.HasAttr(h, "tabindex") {
			t.Error("reading begins nowhere")
		}
	}
}
