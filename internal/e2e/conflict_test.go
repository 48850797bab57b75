package e2e

import (
	"net/http"
	"testing"
)

const (
	inspector  = "pengawas-internal.sby-inspektorat@demo.tuntas.example"
	supervisor = "pembina.nasional@demo.tuntas.example"
	watchers   = "Inspektorat Kota Surabaya"
)

// TestConflictOfInterest: a report against an office never gets there. The city verifies it as one of oversight grade, it
// goes to the inspectorate, the office complained of finds nothing, the person named is heard, and it ends with a finding
// that clears the name.
func TestConflictOfInterest(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	w := lamp()
	w.agency, w.body = city, "Petugas lapangan meminta uang rokok sebelum mau mengganti kabel lampu taman di depan balai RW kami."
	citizen := newPage(t, s, phone())
	r := citizen.report(w)

	boss := signIn(t, s, coordinator)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.choose("Pengaduan dengan pengawasan")
		f.press("Laporan ini mengadukan sebuah kantor atau pejabatnya")
		f.write("Kantor yang diadukan", dishub)
		f.pick(dishub)
	}, "Simpan dan teruskan")
	boss.sees("Sekarang ada di " + watchers)

	for _, named := range []string{liaison, lampOfficer} {
		p := signIn(t, s, named)
		if status := p.open("/petugas/laporan/" + r.code); status != http.StatusNotFound {
			t.Errorf("%s opens the report: %d", named, status)
		}
		p.open("/petugas?tab=semua&q=" + "rokok")
		p.in("main").lacks(r.code)
	}

	p := signIn(t, s, inspector)
	p.open("/petugas/laporan/" + r.code)
	p.in("main").lacks("dijauhkan", dishub)
	p.step("follow_up", func(f *page) {
		f.write("Apa yang sedang dikerjakan", "Kami meminta keterangan regu pada 23 November 2026.")
	}, "Kirim kabar")
	p.open("/petugas/laporan/" + r.code)
	closing := func(finding string) {
		p.step("close", func(f *page) {
			f.choose("Selesai: masalah sudah diatasi")
			f.choose(finding)
			f.write("Apa hasilnya, dan apa yang dilakukan?", "Tim memeriksa buku kerja regu dan dua saksi. Tidak ada permintaan uang.")
			f.write("Tanggal", "23")
			f.write("Bulan", "11")
			f.write("Tahun", "2026")
		}, "Tutup laporan")
	}
	g.see(p, "conflict-inspector")
	p.look(desk())
	p.step("hear", func(f *page) {
		f.write("Apa jawabannya?", "Ketua regu menyatakan tidak pernah meminta uang dan menyerahkan buku kerja.")
	}, "Simpan jawaban")
	p.open("/petugas/laporan/" + r.code)
	closing("Tidak terbukti.")

	watch := signIn(t, s, supervisor)
	watch.open("/petugas/laporan/" + r.code)
	watch.in("main").sees("Dijauhkan dari laporan ini", dishub)
	g.see(watch, "conflict-supervisor")

	citizen.open("/laporan/" + r.code)
	citizen.sees("Tidak terbukti. Nama pihak yang disebut bersih.")
	citizen.lacks("Ketua regu menyatakan")
	g.see(citizen, "conflict-reporter")
}
