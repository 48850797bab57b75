package e2e

import (
	"net/http"
	"testing"
)

// The office of the demo that asks for more time in this test. No other test works with it.
const (
	health        = "Dinas Kesehatan Kota Surabaya"
	healthLiaison = "penghubung.sby-dinkes@demo.tuntas.example"
	healthHead    = "pimpinan.sby-dinkes@demo.tuntas.example"
)

// wait asks for more time, with a file that proves it.
func (p *page) wait(r receipt, days, why, file string) {
	p.t.Helper()
	p.open("/petugas/laporan/" + r.code)
	p.step("extend", func(f *page) { f.more(days, why, file) }, "Ajukan untuk disetujui")
}

// more fills in the form that asks for more time.
func (p *page) more(days, why, file string) {
	p.t.Helper()
	p.choose("Informasi belum dikuasai")
	p.write("Berapa hari kerja lagi?", days)
	p.write("Mengapa perlu lebih lama", why)
	if file != "" {
		p.attach("#extend-files", file)
	}
}

// TestExtension: a request for information needs more time than it has. The officer asks for it with a reason and a file,
// sees the new date before sending, the head declines once and then approves; the reporter reads nothing before that, and
// then the old date, the new one and the reason.
func TestExtension(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	boss, citizen := signIn(t, s, coordinator), newPage(t, s, phone())
	w := lamp()
	w.agency, w.body = city, "Saya minta data jumlah dokter gigi di semua puskesmas kota ini pada tahun lalu."
	r := citizen.report(w)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.choose("Permintaan informasi")
		f.write("Instansi atau unit tujuan", "Dinkes Surabaya")
		f.pick(health)
		f.choose("Terbitkan juga untuk umum")
	}, "Simpan dan teruskan")

	hand, head := signIn(t, s, healthLiaison), signIn(t, s, healthHead)
	why := "Data dikumpulkan dari 63 puskesmas. Rekapnya selesai Jumat."
	hand.open("/petugas/laporan/" + r.code)
	hand.step("extend", func(f *page) {
		f.sees("Paling banyak 7 hari kerja", "Sertakan bukti")
		f.more("7", why, takePhoto(t))
	}, "Lihat dulu")
	hand.in("#extend-preview").sees("Yang akan diterima pelapor", "Batas waktu "+health+" diundur dari", why, "Baru dikirim setelah disetujui.")
	g.see(hand, "extension-preview")
	form := hand.in("details[data-verb=extend]")
	form.write("Berapa hari kerja lagi?", "8")
	if status := form.follow("Ajukan untuk disetujui"); status != http.StatusUnprocessableEntity {
		t.Fatalf("eight days answer %d", status)
	}
	form.sees("Isi jumlah hari dari 1 sampai 7.")
	g.see(hand, "extension-wrong")
	form.write("Berapa hari kerja lagi?", "7")
	form.follow("Ajukan untuk disetujui")
	hand.sees("Draf diajukan dan menunggu persetujuan.")
	unheard := func() {
		t.Helper()
		citizen.open("/laporan/" + r.code)
		citizen.in("main").lacks("diundur", "tambahan waktu", "63 puskesmas")
	}
	unheard()

	head.open("/petugas/laporan/" + r.code)
	head.in(".draft").sees("Tambahan waktu", "Informasi belum dikuasai", "7 hari kerja", "Batas waktu baru", why, "Setujui tambahan waktu")
	g.see(head, "extension-at-head")
	head.press("Kembalikan dengan catatan")
	head.in(".draft").write("Apa yang perlu diperbaiki?", "Lima hari cukup.")
	head.in(".draft").follow("Kembalikan draf")
	unheard()

	hand.open("/petugas/laporan/" + r.code)
	hand.in("details[data-verb=extend]").sees("Draf ini dikembalikan.", "Lima hari cukup.")
	g.see(hand, "extension-returned")
	hand.wait(r, "5", why+" Kami percepat.", "")
	hand.sees("Draf diajukan dan menunggu persetujuan.")
	head.open("/petugas/laporan/" + r.code)
	head.in(".draft").follow("Setujui tambahan waktu")
	head.open("/petugas/laporan/" + r.code)
	head.in("main").sees("Batas waktu "+health+" diundur dari", "Diundur 5 hari kerja.")
	head.in("main").lacks("Minta tambahan waktu")
	g.see(head, "extension-done")
	citizen.open("/laporan/" + r.code)
	citizen.in("main").sees(health+" mendapat tambahan waktu", "Batas waktu "+health+" diundur dari", "Alasannya: Informasi belum dikuasai", "Kami percepat.")
	g.see(citizen, "extension-told")
	hand.open("/petugas/ringkasan")
	hand.in("main").sees("Ringkasan harian", "Kirim ringkasan ke e-mail saya")
	g.see(hand, "digest")
	top := signIn(t, s, national)
	top.open("/kelola/batas-waktu/pengingat")
	g.see(top, "reminder-rules")
	top.open("/kelola/batas-waktu/pengingat/baru")
	top.day("effective_from", "4", "1", "2028")
	top.in("main").follow("Coba dulu")
	g.see(top, "reminder-rule")
	stranger := newPage(t, s, desk())
	stranger.open("/laporan/" + r.code)
	stranger.in("main").lacks("Kami percepat", "mendapat tambahan waktu")
}
