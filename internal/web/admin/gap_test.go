package admin_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/web/staff/stafftest"
)

// Gaps stand with their counts, the most frequent first, on as many pages as it takes; each leads to the rule that closes it.
func TestCompetenceGaps(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		city, pu, social := o.Agency("kota"), o.Agency("dinas-pu"), o.Agency("dinas-sosial")
		at := "/kelola/wewenang/" + city.ID.String() + "/celah"
		b := o.As("kota")
		p := b.Get(hrefOf(t, b.Get("/kelola/wewenang"), "Lihat celah wewenang"))
		stafftest.Rules(t, p)
		if p.Path != at || !p.Has("Belum ada celah") || !p.Has("Setelah 2 kali dikembalikan") || p.Has("Ubah batasnya") {
			t.Fatalf("no gaps yet: %d at %s", p.Status, p.Path)
		}
		open := o.Report("kota", "Taman kota gelap.", nil)
		secret := o.Report("kota", "Taman kota gelap sekali.", func(r *intake.Request) { r.Secret = true })
		if err := o.DB.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
			chain := o.Directory.Map(t.Context()).Tree.Chain(city.ID)
			for i := range 60 {
				g := store.Gap{ID: civic.ID(i + 1), Desk: city.ID, A: min(pu.ID, social.ID), B: max(pu.ID, social.ID), Topic: civic.ID(i%30 + 1), Region: "35.78", Last: int64(i), Report: open.Report.ID}
				if g.Topic == 30 {
					g.Topic, g.Report = civic.ID(0), secret.Report.ID
				}
				o.Store.AddGap(tx, g, chain)
			}
			g := store.Gap{ID: 99, Desk: city.ID, A: min(pu.ID, social.ID), B: max(pu.ID, social.ID), Region: "35.78", Report: secret.Report.ID}
			o.Store.AddGap(tx, g, chain)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		p = b.Get(at)
		stafftest.Rules(t, p)
		if !p.Has("3 kali") || !p.Has("Tempat: Kota Surabaya") || !p.Has("Laporan terakhir: "+secret.Code.Display()) || strings.Count(p.Body, "Buat aturan untuk") != 25 || p.Has("Kembali ke awal") {
			t.Errorf("the first page: %d with %d pairs", p.Status, strings.Count(p.Body, "Buat aturan untuk"))
		}
		if most, less := strings.Index(p.Body, "<li>3 kali</li>"), strings.Index(p.Body, "<li>2 kali</li>"); most < 0 || less < most {
			t.Error("the most frequent does not stand first")
		}
		rule := b.Get(hrefOf(t, p, "Buat aturan")).Form("/kelola/wewenang/" + city.ID.String() + "/baru")
		if rule.Value("region_id") != "35.78" {
			t.Errorf("the rule begins with %q", rule.Value("region"))
		}
		p = b.Get(hrefOf(t, p, "Tampilkan berikutnya"))
		if strings.Count(p.Body, "Buat aturan untuk") != 5 || p.Has("Tampilkan berikutnya") {
			t.Errorf("the last page has %d pairs", strings.Count(p.Body, "Buat aturan untuk"))
		}
		if p = b.Get(hrefOf(t, p, "Kembali ke awal daftar")); !p.Has("3 kali") {
			t.Error("there is no way back to the first")
		}
		nation := o.As("nasional").Get(at)
		if !nation.Has("3 kali") || nation.Has(secret.Code.Display()) || !nation.Has(open.Code.Display()) {
			t.Error("the national desk counts a secret report, and does not learn its code")
		}
		for who, status := range map[string]int{"pu": http.StatusForbidden, "pimpinan": http.StatusForbidden, "kabupaten": http.StatusNotFound} {
			if p := o.As(who).Get(at); p.Status != status || p.Has("kali") {
				t.Errorf("%s: %d", who, p.Status)
			}
		}
	})
}

// The national desk says how many returns are too many.
func TestLimitOfReturns(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		const at = "/kelola/wewenang/batas-kembali"
		list := "/kelola/wewenang/" + o.Agency("nasional").ID.String() + "/celah"
		b := o.As("nasional")
		p := b.Get(hrefOf(t, b.Get(list), "Ubah batasnya"))
		stafftest.Rules(t, p)
		f := p.Form(at)
		if p := f.Set("n", "1").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Isi angka dari 2 sampai 10.") {
			t.Errorf("one return is no disagreement: %d", p.Status)
		}
		if p := f.Set("n", "3").Set("source", "Edaran").Send(); p.Path != list || !p.Has("Setelah 3 kali dikembalikan") {
			t.Errorf("three: %d at %s", p.Status, p.Path)
		}
		if p := o.As("kota").Get(at); p.Status != http.StatusForbidden {
			t.Errorf("the city opens the form: %d", p.Status)
		}
	})
}
