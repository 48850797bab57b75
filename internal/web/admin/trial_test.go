package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

const (
	newLength = "/kelola/batas-waktu/baru"
	newDayOff = "/kelola/libur/baru"
)

// A length is tried before it is saved: what was typed stays, and nothing is written.
func TestTryALength(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("nasional")
		o.Report("kota", "Jalan rusak di depan sekolah.", nil)
		before := len(o.Directory.Map(t.Context()).Ref.Policies)
		f := b.Get(newLength).Form(newLength).Set("clock", "verify").Set("amount", "30").Set("unit", "working_days").
			Set("effective_from_day", "1").Set("effective_from_month", "1").Set("effective_from_year", "2027").Set("source", "Surat 7")
		p := f.Set("do", "coba").Send()
		if p.Status != http.StatusOK || !p.Has("Hasil coba") || !p.Has("Ini baru percobaan.") || !p.Has("jatuh pada tanggal lain") {
			t.Fatalf("trying answers %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		again := p.Form(newLength)
		if again.Value("amount") != "30" || again.Value("source") != "Surat 7" || again.Value("effective_from_year") != "2027" {
			t.Error("what was typed is gone")
		}
		if n := len(o.Directory.Map(t.Context()).Ref.Policies); n != before {
			t.Errorf("trying saved a length: %d, then %d", before, n)
		}
		if p = again.Set("amount", "3").Set("do", "coba").Send(); !p.Has("Tidak ada yang berubah.") {
			t.Error("the length that holds already changes something")
		}
		if p = p.Form(newLength).Set("amount", "0").Set("do", "coba").Send(); p.Status != http.StatusUnprocessableEntity || p.Has("Hasil coba") {
			t.Errorf("trying nonsense answers %d", p.Status)
		}
		if p = p.Form(newLength).Set("amount", "2").Set("do", "").Send(); p.Path != "/kelola/batas-waktu" || !p.Has("Batas waktu yang sudah berjalan tetap.") {
			t.Errorf("saving after trying: %d at %s", p.Status, p.Path)
		}
		if p := o.As("kota").Get(newLength).Form(newLength).Set("clock", "verify").Set("amount", "2").Set("unit", "working_days").Set("agency", "").Set("agency_id", "").
			Set("effective_from_day", "1").Set("effective_from_month", "1").Set("effective_from_year", "2027").Set("do", "coba").Send(); p.Status != http.StatusForbidden {
			t.Errorf("a coordinator trying a length for the country is answered %d", p.Status)
		}
	})
}

// A first day in the past is refused, unless it mends something and says what.
func TestALengthInThePast(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("nasional")
		f := b.Get(newLength).Form(newLength).Set("clock", "rework").Set("amount", "4").Set("unit", "working_days").
			Set("effective_from_day", "1").Set("effective_from_month", "1").Set("effective_from_year", "2026")
		p := f.Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Tanggal mulai sudah lewat.") {
			t.Fatalf("a length of the past answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p = f.Set("correction", "yes").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis sumber atau alasan perbaikannya.") {
			t.Errorf("without a source: %d", p.Status)
		}
		if p = f.Set("correction", "yes").Set("source", "Salah ketik").Set("effective_from_year", "2027").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Hapus tanda perbaikannya.") {
			t.Errorf("a correction of the future: %d", p.Status)
		}
		if p = f.Set("effective_from_year", "2026").Send(); p.Path != "/kelola/batas-waktu" || !p.Has("Perbaikan") || !p.Has("Belum beres, dikerjakan lagi") {
			t.Errorf("a correction: %d at %s", p.Status, p.Path)
		}
	})
}

// A day off is tried before it is saved; whoever entered one of the own agency may remove it.
func TestTryADayOff(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		kota := o.As("kota")
		f := kota.Get(newDayOff).Form(newDayOff).Set("date_day", "25").Set("date_month", "11").Set("date_year", "2026").Set("name", "Hari Jadi Kota")
		p := f.Set("do", "coba").Send()
		if p.Status != http.StatusOK || !p.Has("Hasil coba") || p.Form(newDayOff).Value("name") != "Hari Jadi Kota" {
			t.Fatalf("trying answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if len(o.Directory.Map(t.Context()).Calendar.Holidays(civic.Date{Year: 2026, Month: 11, Day: 25}, "", []civic.ID{o.Agency("kota").ID})) != 0 {
			t.Error("trying saved a day off")
		}
		if p = p.Form(newDayOff).Set("do", "").Send(); !p.Has("Hari Jadi Kota pada 25 November 2026 sudah disimpan") {
			t.Fatalf("saving answers %d", p.Status)
		}
		drop := ""
		for n := range stafftest.Elements(p.Doc, "a") {
			if href := stafftest.Attr(n, "href"); strings.HasSuffix(href, "/hapus") {
				drop = href
			}
		}
		if p := o.As("kabupaten").Post(drop, nil); p.Status != http.StatusNotFound {
			t.Errorf("somebody else's coordinator is answered %d", p.Status)
		}
		if p := kota.Get(drop).Form(drop).Send(); !p.Has("Hari Jadi Kota sudah dihapus") {
			t.Errorf("removing the own day off answers %d", p.Status)
		}
	})
}

// Running clocks are counted again when somebody asks, in the own part of the tree only.
func TestAskForARecount(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		const path = "/kelola/batas-waktu/hitung-ulang"
		kota := o.As("kota")
		ask := kota.Get(hrefOf(t, kota.Get("/kelola/batas-waktu"), "Hitung ulang batas waktu yang berjalan"))
		stafftest.Rules(t, ask)
		f := ask.Form(path)
		if f.Value("agency") != "Pemerintah Kota Andalan" {
			t.Errorf("asked for %q", f.Value("agency"))
		}
		if p := f.Set("clock", "citizen").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("tidak bisa dihitung ulang") {
			t.Errorf("the promise to the reporter: %d", p.Status)
		}
		if p := f.Set("clock", "resolve").Send(); p.Path != "/kelola/batas-waktu" || !p.Has("Hitung ulang sedang dikerjakan.") {
			t.Fatalf("asking: %d at %s", p.Status, p.Path)
		}
		if p := f.Send(); p.Status != http.StatusConflict || !p.Has("masih dikerjakan") {
			t.Errorf("asking twice: %d", p.Status)
		}
		if p := kota.Post(path, url.Values{"agency_id": {o.Agency("kabupaten").ID.String()}, "agency": {"Kabupaten"}}); p.Path == "/kelola/batas-waktu" {
			t.Error("a coordinator ordered a recount elsewhere")
		}
		if p := kota.Post(path, url.Values{"agency": {""}}); p.Status != http.StatusForbidden {
			t.Errorf("for the country: %d", p.Status)
		}
		if n, err := o.Casework.RecountDue(t.Context(), 10); err != nil {
			t.Errorf("carried out: %d, %v", n, err)
		}
		if p := kota.Get(path); !p.Has("laporan berubah") {
			t.Error("it is not said what came of it")
		}
	})
}

func TestOfficeHours(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b, at := o.As("kota"), agencyAt(o, "dinas-pu")
		f := b.Get(at).Form(at)
		for _, wrong := range [][2]string{{"8", "15.00"}, {"16.00", "08.00"}, {"07.30", ""}, {"07.30", "24.30"}, {"07.75", "15.00"}} {
			if p := f.Set("opens", wrong[0]).Set("closes", wrong[1]).Send(); p.Status != http.StatusUnprocessableEntity {
				t.Errorf("%v: %d", wrong, p.Status)
			}
		}
		p := f.Set("opens", "7:30").Set("closes", "15.00").Send()
		if !p.Has("07.30 sampai 15.00") {
			t.Fatalf("saving answers %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, b.Get(at))
		m := o.Directory.Map(t.Context())
		unit, _ := m.Tree.ByCode("bidang-jalan")
		if want := (civic.OfficeHours{Open: 450, Close: 900}); unit.Hours != want {
			t.Errorf("the unit below works %v", unit.Hours)
		}
		if p := b.Get(at).Form(at).Set("opens", "").Set("closes", "").Send(); !p.Has("08.00 sampai 16.00") {
			t.Error("hours that are taken from above do not show")
		}
	})
}
