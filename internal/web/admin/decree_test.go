package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// onePDF is the smallest document that is taken.
const onePDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

// filled is the form of a decree with everything that it needs.
func filled(p *stafftest.Page, number string) *stafftest.Form {
	f := p.Form("/kelola/sk/baru").Set("number", number)
	for name, day := range map[string][3]string{"dated": {"2", "1", "2026"}, "from": {"5", "1", "2026"}, "until": {"31", "12", "2026"}} {
		f.Set(name+"_day", day[0]).Set(name+"_month", day[1]).Set(name+"_year", day[2])
	}
	return f
}

func TestDecrees(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("kota")
		p := b.Get("/kelola/sk")
		stafftest.Rules(t, p)
		if !p.Has("Belum ada SK yang dicatat.") {
			t.Error("an empty register does not say so")
		}
		f := filled(b.Get("/kelola/sk/baru"), "")
		f.Set("member_name", "Sekretaris Daerah").Attach("files", "sk.pdf", []byte(onePDF))
		p = f.Send()
		stafftest.Rules(t, p)
		f = p.Form("/kelola/sk/baru")
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis nomor SK.") || !p.Has("Berkas yang sudah diterima: sk.pdf") || f.Value("member_name") != "Sekretaris Daerah" || f.Value("until_year") != "2026" {
			t.Fatalf("without a number it answers %d and keeps too little", p.Status)
		}
		p = f.Set("number", "188/K.1/2026").Send()
		if p.Status != http.StatusOK || !p.Has("SK 188/K.1/2026 tersimpan") || !p.Has("Sekretaris Daerah") || !p.Has("Akan berakhir") {
			t.Fatalf("saving answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		at := p.Path
		file := b.Get(at + "/berkas")
		if h := file.Header; file.Status != http.StatusOK || h.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("the file answers %d, %v", file.Status, h)
		}
		p = b.Get(at + "/ubah")
		stafftest.Rules(t, p)
		old := p.Form(at + "/ubah")
		if p = p.Form(at+"/ubah").Set("note", "Tim bertambah.").Send(); !p.Has("Tim bertambah.") {
			t.Errorf("changing answers %d", p.Status)
		}
		if p = old.Set("note", "Terlambat.").Send(); p.Status != http.StatusConflict || p.Form(at+"/ubah").Value("note") != "Terlambat." {
			t.Errorf("a change of what was changed meanwhile answers %d", p.Status)
		}
		p = b.Get(at + "/cabut")
		stafftest.Rules(t, p)
		if p = p.Form(at + "/cabut").Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("withdrawing without a reason answers %d", p.Status)
		}
		if p = p.Form(at+"/cabut").Set("why", "Salah instansi.").Send(); !p.Has("dicabut") || !p.Has("batalkan pencabutannya") {
			t.Errorf("withdrawing answers %d", p.Status)
		}
		if p := b.Get(at + "/cabut"); p.Status != http.StatusNotFound {
			t.Errorf("withdrawing what is withdrawn is asked about: %d", p.Status)
		}
		if p = b.Get(at).Form(at + "/pulihkan").Send(); p.Status != http.StatusOK || !p.Has("tercatat lagi") {
			t.Errorf("taking it back answers %d", p.Status)
		}
		reachedBy(t, o, at)
	})
}

// reachedBy: who may see the register finds the decree, and for others it is not there, or the pages are not theirs.
func reachedBy(t *testing.T, o *stafftest.Office, at string) {
	t.Helper()
	no, gone, ok := http.StatusForbidden, http.StatusNotFound, http.StatusOK
	for who, want := range map[string][3]int{"nasional": {ok, ok, ok}, "kota": {ok, ok, no}, "kabupaten": {gone, gone, no}, "pembina": {ok, no, ok},
		"pimpinan": {no, no, no}, "pu": {no, no, no}, "jalan": {no, no, no}, "pengawas": {no, no, no}, "auditor": {no, no, no}} {
		b := o.As(who)
		for path, status := range map[string]int{at: want[0], at + "/berkas": want[0], at + "/ubah": want[1], at + "/cabut": want[1], "/kelola/sk/pantau": want[2], "/kelola/sk/pantau/csv": want[2]} {
			p := b.Get(path)
			if p.Status != status {
				t.Errorf("%s opens %s: %d, want %d", who, path, p.Status, status)
			}
			id, nowhere := strings.TrimPrefix(at, "/kelola/sk/"), "445567795200509000"
			if status == gone && strings.ReplaceAll(b.Get(strings.Replace(path, id, nowhere, 1)).Body, nowhere, id) != p.Body {
				t.Errorf("%s tells %s that something is there", path, who)
			}
		}
		for _, path := range []string{"/ubah", "/cabut", "/pulihkan"} {
			if who == "nasional" || who == "kota" {
				continue
			}
			if p := b.Post(at+path, url.Values{"version": {"9"}, "why": {"Dirampas"}}); p.Status != want[1] {
				t.Errorf("%s sends %s: %d, want %d", who, path, p.Status, want[1])
			}
		}
	}
}

func TestMonitoringOfDecrees(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		bad := o.Agency("badan-pusat")
		bad.Name = "=HYPERLINK(1) Badan Contoh"
		if _, err := o.Directory.SaveAgency(t.Context(), o.Actor("nasional"), bad); err != nil {
			t.Fatal(err)
		}
		if p := filled(o.As("kota").Get("/kelola/sk/baru"), "188/K.1/2026").Send(); p.Status != http.StatusOK {
			t.Fatalf("registering answers %d", p.Status)
		}
		b := o.As("pembina")
		if p := b.Get("/petugas"); !p.Has("SK tim") {
			t.Error("a supervisor is not shown the way")
		}
		for filter, want := range map[string][3]bool{"": {true, true, true}, "?saring=decree": {false, true, true}, "?saring=lapsing": {true, false, false}, "?saring=coordinator": {false, false, true}, "?saring=apa": {true, true, true}} {
			p := b.Get("/kelola/sk/pantau" + filter)
			stafftest.Rules(t, p)
			if got := [3]bool{p.Has("Kota Andalan"), p.Has("Kabupaten Bahagia"), p.Has("Badan Contoh")}; got != want {
				t.Errorf("%q lists %v, want %v", filter, got, want)
			}
			if p.Has("Dinas Pekerjaan Umum") {
				t.Errorf("%q lists a unit", filter)
			}
		}
		file := b.Get("/kelola/sk/pantau/csv?saring=coordinator")
		if !strings.Contains(file.Body, "'=HYPERLINK") || strings.Contains(file.Body, "Andalan") || !strings.HasPrefix(file.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("the table is %s", file.Body)
		}
		if p := o.As("nasional").Get("/kelola/sk/pantau"); p.Status != http.StatusOK {
			t.Errorf("the national desk gets %d", p.Status)
		}
	})
}

func TestYearlyReports(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("kota")
		p := b.Get("/kelola/sk/tahunan")
		stafftest.Rules(t, p)
		if p = p.Form("/kelola/sk/tahunan").Set("year", "2025").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih berkas laporannya.") {
			t.Fatalf("without a file it answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p = p.Form("/kelola/sk/tahunan").Attach("files", "x.pdf", []byte("<script>")).Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a file that is none answers %d", p.Status)
		}
		if p = p.Form("/kelola/sk/tahunan").Attach("files", "laporan.pdf", []byte(onePDF)).Send(); p.Status != http.StatusOK || !p.Has("Laporan tahunan 2025 tersimpan") || !p.Has("laporan.pdf") {
			t.Fatalf("uploading answers %d", p.Status)
		}
		all, _, err := o.Directory.Yearlies(t.Context(), o.Actor("nasional"), 0, 5)
		if err != nil || len(all) != 1 || all[0].Year != 2025 {
			t.Fatalf("kept is %+v, %v", all, err)
		}
		for who, want := range map[string]int{"kota": http.StatusOK, "nasional": http.StatusOK, "pembina": http.StatusOK, "kabupaten": http.StatusNotFound, "pu": http.StatusForbidden} {
			if p := o.As(who).Get("/kelola/tahunan/" + all[0].ID.String()); p.Status != want {
				t.Errorf("%s opens the file: %d, want %d", who, p.Status, want)
			}
		}
		if err := o.Directory.SaveYearly(t.Context(), o.Actor("kabupaten"), o.Agency("kota").ID, 2024, civic.DecreeFile{Hash: "a"}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("another agency's: %v", err)
		}
	})
}
