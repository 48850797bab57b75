package e2e

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

// TestPages looks at every page in every state: normal, empty, with mistakes, and in both languages.
func TestPages(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	t.Run("public", func(t *testing.T) { publicPages(t, s, g) })
	t.Run("form", func(t *testing.T) { formPages(t, s, g) })
	t.Run("reporter", func(t *testing.T) { reporterPages(t, s, g) })
	t.Run("officer", func(t *testing.T) { officerPages(t, s, g) })
	t.Run("admin", func(t *testing.T) { adminPages(t, s, g) })
}

func publicPages(t *testing.T, s *server, g *gallery) {
	p := newPage(t, s, desk())
	g.visit(p, http.StatusOK, map[string]string{
		"home": "/", "help": "/bantuan", "privacy": "/privasi", "accessibility": "/aksesibilitas", "language": "/bahasa",
		"list": "/laporan", "list-filtered": "/laporan?q=jalan&region=35&state=closed&since=2026-01-01", "list-none": "/laporan?q=xyzzyq",
		"track": "/lacak", "track-pin": "/lacak?kode=7K2M-9QXT-4PD&pin=1",
	})
	g.visit(p, http.StatusUnprocessableEntity, map[string]string{"track-wrong": "/lacak?kode=salah"})
	g.visit(p, http.StatusNotFound, map[string]string{"missing": "/tidak-ada", "report-missing": "/laporan/7K2M-9QXT-4PD"})
	p.open("/lacak?kode=7K2M-9QXT-4PD&pin=1")
	p.in("main").write("PIN", "123456")
	if status := p.in("main").follow("Buka laporan"); status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong PIN answers %d", status)
	}
	g.see(p, "track-pin-wrong")
	p.open("/laporan")
	p.in("main").follow("Berikutnya")
	g.see(p, "list-second")
	for _, state := range []string{"dispatched", "in_progress", "awaiting_reporter", "closed", "archived", "escalated"} {
		p.open("/laporan?state=" + state)
		p.open(value[string](p, "document.querySelector('.cards a').getAttribute('href')"))
		g.see(p, "report-"+state)
	}
	p.open(value[string](p, "document.querySelector('.kv a').getAttribute('href')"))
	g.see(p, "agency")
	p.open("/bahasa?ke=en&kembali=/")
	g.see(p, "home-english")
	p.open("/laporan")
	g.see(p, "list-english")
}

func formPages(t *testing.T, s *server, g *gallery) {
	p := newPage(t, s, desk())
	p.open("/lapor")
	g.see(p, "form-tell")
	p.follow("Lanjut ke lokasi")
	g.see(p, "form-tell-mistake")
	p.write("Apa yang terjadi?", strings.Repeat("Jalan berlubang di depan rumah, telepon 0812 7731 0099 atau rekening 1234567890123. ", 12))
	p.attach("#files", takePhoto(t))
	p.sees("Hapus")
	g.see(p, "form-tell-photo")
	p.follow("Lanjut ke lokasi")
	g.see(p, "form-place")
	p.follow("Lanjut ke kontak")
	g.see(p, "form-place-mistake")
	p.write("Desa, kelurahan, kecamatan, atau kota", "Genteng")
	p.find("Kecamatan Genteng", "[role=option]", "found")
	g.see(p, "form-place-suggestions")
	p.press("Saya tahu instansinya")
	p.choose("Tanggal lain")
	p.follow("Cari tempat")
	g.see(p, "form-place-found")
	p.write("Tanggal", "31")
	p.write("Bulan", "2")
	p.write("Tahun", "2026")
	p.follow("Lanjut ke kontak")
	g.see(p, "form-place-date")
	p.choose("Hari ini")
	p.follow("Lanjut ke kontak")
	g.see(p, "form-contact")
	p.choose("Rahasia")
	p.write("Email", "bukan email")
	p.press("Lihat tabel lengkap")
	g.see(p, "form-contact-secret")
	p.follow("Lanjut ke pemeriksaan")
	g.see(p, "form-contact-mistake")
	p.write("Email", "galeri@warga.example")
	p.follow("Lanjut ke pemeriksaan")
	g.see(p, "form-check")
	p.open("/lapor")
	g.see(p, "form-tell-again")
	p.open("/lapor/periksa")
	p.follow("Kirim laporan")
	g.see(p, "form-receipt-secret")
	p.open("/laporan/" + p.receipt().code)
	g.see(p, "own-secret")
}

// reporterPages walks a report through its states and looks at the reporter's page in each.
func reporterPages(t *testing.T, s *server, g *gallery) {
	w := lamp()
	w.email, w.photo, w.agency = "galeri2@warga.example", takePhoto(t), city
	p := newPage(t, s, desk())
	r := p.report(w)
	g.see(p, "form-receipt")
	own := func(name string) {
		p.open("/laporan/" + r.code)
		g.see(p, name)
	}
	own("own-submitted")
	p.press("Balas")
	p.follow("Kirim balasan")
	g.see(p, "own-reply-mistake")
	o := signIn(t, s, coordinator)
	o.seek(r.code)
	o.step("verify", func(f *page) { f.choose("Terbitkan juga untuk umum") }, "Simpan dan teruskan")
	o.seek(r.code)
	o.step("hold", func(f *page) {
		f.choose("Tempat kejadian belum jelas.")
		f.write("Apa yang perlu dilengkapi pelapor?", "Tiang nomor berapa?")
	}, "Kirim permintaan")
	own("own-info-needed")
	p.follow("Kirim keterangan")
	g.see(p, "own-complete-mistake")
	p.write("Keterangan Anda", "Tiang nomor 12 di tikungan.")
	p.follow("Kirim keterangan")
	g.see(p, "own-completed")
	o.seek(r.code)
	o.step("answer", func(f *page) { f.write("Apa yang sudah dilakukan", "Lampu di tiang 12 sudah diganti pagi ini.") }, "Kirim jawaban")
	own("own-awaiting")
	p.follow("Kirim nilai")
	g.see(p, "own-rating-mistake")
	p.choose("Membantu")
	p.follow("Kirim nilai")
	g.see(p, "own-closed")
}
