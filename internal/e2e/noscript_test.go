package e2e

import (
	"net/http"
	"testing"
)

// TestNoScript takes a citizen through the same four steps in a browser that runs no scripts: places are looked
// up with the button, the photo is cleaned by the server alone, and a mistake costs nothing that was written.
func TestNoScript(t *testing.T) {
	s := needCountry(t)
	w := phone()
	w.noScript = true
	p := newPage(t, s, w)
	p.open("/")
	p.in("main").follow("Buat laporan")
	noScriptTell(p)
	noScriptPlace(p)
	p.in("main").sees("Langkah 3 dari 4")
	p.write("Email", "bukan email")
	if status := p.follow("Lanjut ke pemeriksaan"); status != http.StatusUnprocessableEntity {
		t.Errorf("a mail address that is none answers %d", status)
	}
	p.in(".errsum").sees("email")
	p.write("Email", "warga.tanpa.skrip@warga.example")
	p.follow("Lanjut ke pemeriksaan")
	p.in("main").sees("Langkah 4 dari 4", "Tembok sekolah retak", "Kecamatan Tegalsari", "lampu.jpg", "warga.tanpa.skrip@warga.example")
	p.write("Judul laporan", "Tembok sekolah retak lebar")
	p.follow("Kirim laporan")
	r := p.receipt()
	p.follow("Buka halaman laporan")
	p.in("main").sees("Tembok sekolah retak lebar", "Kecamatan Tegalsari")
	photo := value[string](p, "document.querySelector('.photos a').href")
	_, _, body := p.fetch(photo)
	bare(t, photo, body)
	p.follow("Tutup akses di perangkat ini")
	if status := p.open("/laporan/" + r.code); status != http.StatusNotFound {
		t.Errorf("the report answers %d after access was closed on this device", status)
	}
	p.track(r)
	p.press("Balas")
	p.write("Balasan Anda", "Retaknya makin lebar pagi ini.")
	p.follow("Kirim balasan")
	p.in("main").sees("Balasan Anda sudah dikirim", "Retaknya makin lebar pagi ini.")
	p.press("Tarik laporan")
	p.follow("Ya, tarik laporan ini")
	p.in("main").sees("Laporan sudah ditarik.", "Ditutup")
	s.mail.expect(t, "warga.tanpa.skrip@warga.example", "Laporan "+r.code+" sudah kami terima")
}

func noScriptTell(p *page) {
	p.t.Helper()
	p.write("Apa yang terjadi?", "Retak")
	p.attach("#files", takePhoto(p.t))
	if status := p.follow("Lanjut ke lokasi"); status != http.StatusUnprocessableEntity {
		p.t.Errorf("five letters answer %d", status)
	}
	p.in(".errsum").sees("Ada yang perlu diperbaiki")
	p.in("main").sees("lampu.jpg") // the photo is kept although the words are too few
	p.write("Apa yang terjadi?", "Tembok sekolah retak dan anak-anak bermain di bawahnya.")
	p.follow("Lanjut ke lokasi")
	p.in("main").sees("Langkah 2 dari 4")
}

func noScriptPlace(p *page) {
	p.t.Helper()
	if status := p.follow("Lanjut ke kontak"); status != http.StatusUnprocessableEntity {
		p.t.Errorf("no place at all answers %d", status)
	}
	p.in(".errsum").sees("tempat")
	p.write("Desa, kelurahan, kecamatan, atau kota", "Xyzzy")
	p.follow("Cari tempat")
	p.in("main").sees("Tidak ada di daftar")
	p.write("Desa, kelurahan, kecamatan, atau kota", "Genteng")
	p.follow("Cari tempat")
	p.choose("Kelurahan Genteng")
	p.follow("Lanjut ke kontak")
	p.in("main").sees("Langkah 3 dari 4")
	p.follow("Kembali")
	// Back at the place: other words are typed, and the place that was chosen before must not stay.
	p.write("Desa, kelurahan, kecamatan, atau kota", "Tegalsari")
	p.follow("Cari tempat")
	p.choose("Kecamatan Tegalsari")
	p.follow("Lanjut ke kontak")
}
