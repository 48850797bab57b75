package admin_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/serviceio"
	"tuntas/internal/web/staff/stafftest"
)

// write fills the form of a service with all that must be public.
func write(f *stafftest.Form, name string) *stafftest.Form {
	for field, text := range map[string]string{"name": name, "c01": "KTP\nSurat rujukan", "c02": "Datang ke loket", "c03": "1 jam", "c04": "Tidak dipungut biaya", "c05": "Surat jawaban", "c06": "Loket pengaduan"} {
		f.Set(field, text)
	}
	return f
}

func TestServicesAreWrittenCheckedAndPublished(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		unit, bureau := o.As("sosial"), o.As("kota")
		p := unit.Get("/kelola/layanan")
		stafftest.Rules(t, p)
		if !p.Has("Belum ada layanan di sini.") {
			t.Error("an empty list does not say so")
		}
		p = unit.Get("/kelola/layanan/baru")
		stafftest.Rules(t, p)
		if p = p.Form("/kelola/layanan/baru").Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("without a name it answers %d", p.Status)
		}
		p = write(p.Form("/kelola/layanan/baru"), "Rujukan rawat jalan").Send()
		if p.Status != http.StatusOK || !p.Has("Draf Rujukan rawat jalan tersimpan") || !p.Has("6 dari 6 komponen penyampaian") || p.Has("Nyatakan sudah diperiksa") {
			t.Fatalf("saving answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		at := p.Path
		press := func(b *stafftest.Browser, verb, reason string) *stafftest.Page {
			return b.Get(at).Form(at).Set("reason", reason).Set("do", verb).Send()
		}
		if p = press(unit, "submit", ""); p.Status != http.StatusOK || !p.Has("Menunggu diperiksa") || p.Has("Ubah standar") {
			t.Fatalf("submitting answers %d", p.Status)
		}
		if p = unit.Get(at + "/ubah"); p.Status != http.StatusConflict {
			t.Errorf("what waits is edited: %d", p.Status)
		}
		p = press(bureau, "return", "")
		stafftest.Rules(t, p)
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis alasannya") {
			t.Errorf("without a reason it answers %d", p.Status)
		}
		if p = press(bureau, "return", "Waktunya belum menyebut awal hitungan."); !p.Has("Dikembalikan") || !p.Has("Waktunya belum menyebut awal hitungan.") {
			t.Fatalf("returning answers %d", p.Status)
		}
		p = unit.Get(at + "/ubah")
		f := p.Form(at + "/ubah")
		if f.Value("c01") != "KTP\nSurat rujukan" {
			t.Errorf("the form says %q", f.Value("c01"))
		}
		if p = f.Set("c03", "1 jam sejak berkas lengkap").Send(); p.Status != http.StatusOK {
			t.Fatalf("saving again answers %d", p.Status)
		}
		press(unit, "submit", "")
		if p = press(bureau, "verify", ""); !p.Has("siap terbit") {
			t.Fatalf("verifying answers %d", p.Status)
		}
		if p = press(bureau, "publish", ""); !p.Has("terbit dan berlaku mulai hari ini") || !p.Has("Lihat halaman publik") {
			t.Fatalf("publishing answers %d", p.Status)
		}
		public := "/layanan/" + strings.TrimPrefix(at, "/kelola/layanan/")
		if p = unit.Get(public); !p.Has("Paling lama 1 jam sejak berkas lengkap") {
			t.Errorf("the public page answers %d", p.Status)
		}
		if p = o.As("pu").Get(at); p.Status != http.StatusNotFound {
			t.Errorf("another unit sees it: %d", p.Status)
		}
		if p = o.As("auditor").Get("/kelola/layanan"); p.Status != http.StatusForbidden {
			t.Errorf("an auditor sees the list: %d", p.Status)
		}
	})
}

func TestHeldRecordsFindTheirOwner(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		d, err := serviceio.ReadJSON(strings.NewReader(`[{"id":"1","agency":{"name":"Kelurahan Entah"},"service":{"name":"Surat pengantar"}}]`))
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Catalogue.Import(t.Context(), civic.SystemActor(), d, catalogue.ImportOptions{}, func(catalogue.Row) {}); err != nil {
			t.Fatal(err)
		}
		if p := o.As("kota").Get("/kelola/layanan/tertahan"); p.Status != http.StatusForbidden {
			t.Errorf("a city sees what is held: %d", p.Status)
		}
		b := o.As("nasional")
		p := b.Get("/kelola/layanan/tertahan")
		stafftest.Rules(t, p)
		if !p.Has("Kelurahan Entah") || !p.Has("Surat pengantar") {
			t.Error("what is held is not shown")
		}
		p = p.Form("/kelola/layanan/tertahan").Set("owner", "Kelurahan Entah").Set("agency_id", o.Agency("dinas-pu").ID.String()).Set("agency", "Dinas Pekerjaan Umum").Send()
		if !p.Has("1 catatan menjadi draf") || !p.Has("Tidak ada yang tertahan") {
			t.Errorf("naming the owner answers %d", p.Status)
		}
		if p = o.As("pu").Get("/kelola/layanan"); !p.Has("Surat pengantar") {
			t.Error("the unit does not have it")
		}
	})
}
