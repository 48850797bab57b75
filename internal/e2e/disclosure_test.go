package e2e

import (
	"net/http"
	"testing"
)

// TestDisclosure: an office answers two requests of information, one with scripts and one without. Neither goes out before
// it says what becomes of the information, and on which ground something is kept back; the requester reads that in plain
// words, in either language, and may object.
func TestDisclosure(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	boss, hand, citizen := signIn(t, s, coordinator), signIn(t, s, liaison), newPage(t, s, phone())
	ask := func(body string) receipt {
		w := lamp()
		w.agency, w.body = city, body
		r := citizen.report(w)
		boss.open("/petugas/laporan/" + r.code)
		boss.step("verify", func(f *page) {
			f.choose("Permintaan informasi")
			f.write("Instansi atau unit tujuan", "Dishub Surabaya")
			f.pick(dishub)
		}, "Simpan dan teruskan")
		return r
	}
	r := ask("Saya minta daftar nama dan upah pekerja perawatan lampu jalan kota ini.")
	refusesInAnswer(t, g, hand, r)
	citizen.open("/laporan/" + r.code)
	told := "Permohonan Anda ditolak karena dapat mengungkapkan rahasia pribadi seseorang (UU 14/2008, pasal 17 huruf h)."
	citizen.in("main").sees(told, "Ajukan keberatan kepada atasan kantor")
	g.see(citizen, "refused-told")
	citizen.open("/bahasa?ke=en&kembali=/laporan/" + r.code)
	citizen.in("main").sees("Your request was refused on this ground: it could reveal the personal secrets of somebody (UU 14/2008, pasal 17 huruf h).")
	citizen.in("main").lacks("rahasia pribadi")
	citizen.open("/bahasa?ke=id&kembali=/laporan/" + r.code)

	r = ask("Saya minta daftar lampu jalan yang diganti tahun lalu beserta penyedianya.")
	blind := desk()
	blind.noScript = true
	hand.look(blind)
	givesInPart(t, hand, r)
	citizen.open("/laporan/" + r.code)
	citizen.in("main").sees("Sebagian informasi yang Anda minta tidak diberikan karena dapat mengungkapkan rahasia pribadi")
}

// refusesInAnswer: the ground is asked for where something is kept back, and nothing that was written is lost.
func refusesInAnswer(t *testing.T, g *gallery, p *page, r receipt) {
	t.Helper()
	p.open("/petugas/laporan/" + r.code + "?langkah=jawab")
	form := p.in("details[data-verb=answer]")
	if !value[bool](p, "document.querySelector('details[data-verb=answer]').open") {
		p.press("Beri jawaban")
	}
	shown := func() bool {
		return value[bool](p, "document.querySelector('details[data-verb=answer] [data-ask=ground]').checkVisibility()")
	}
	if shown() {
		t.Error("a ground is asked for before anything is kept back")
	}
	form.write("Apa yang sudah dilakukan", "Daftar itu memuat nama dan upah pekerja. Karena itu tidak dapat kami berikan kepada Anda.")
	if status := p.in("details[data-verb=answer] .act").follow("Kirim jawaban"); status != http.StatusUnprocessableEntity {
		t.Fatalf("an answer that says nothing of the information answers %d", status)
	}
	form.sees("Pilih dulu: informasinya diberikan, diberikan sebagian, atau ditolak.")
	g.see(p, "disclosure-asked")
	form.choose("Ditolak")
	if !shown() {
		t.Error("no ground is asked for where it is refused")
	}
	value[string](p, "document.querySelector('#answer-ground').value = 'personal_secret'")
	p.in("details[data-verb=answer] .act").follow("Lihat dulu")
	p.in("#answer-preview").sees("Permohonan Anda ditolak karena dapat mengungkapkan rahasia pribadi seseorang")
	g.see(p, "disclosure-preview")
	if status := p.in("details[data-verb=answer] .act").follow("Kirim jawaban"); status != http.StatusOK {
		t.Fatalf("a refusal with a ground answers %d: %s", status, p.in("main").text())
	}
	p.open("/petugas/laporan/" + r.code)
	p.in("main").sees("Permohonan informasi ditolak karena dapat mengungkapkan rahasia pribadi seseorang")
	g.see(p, "disclosure-history")
}

// givesInPart: the same in a browser that runs no scripts.
func givesInPart(t *testing.T, p *page, r receipt) {
	t.Helper()
	p.open("/petugas/laporan/" + r.code + "?langkah=jawab")
	form := p.in("details[data-verb=answer]")
	form.write("Apa yang sudah dilakukan", "Daftar lampunya ada di laman dinas. Nama penyedia perorangan kami tutup.")
	form.choose("Diberikan sebagian")
	if status := p.in("details[data-verb=answer] .act").follow("Kirim jawaban"); status != http.StatusUnprocessableEntity {
		t.Fatalf("a part without a ground answers %d", status)
	}
	form.sees("Pilih dasar penolakan dari undang-undang.")
	value[string](p, "document.querySelector('#answer-ground').value = 'personal_secret'")
	if status := p.in("details[data-verb=answer] .act").follow("Kirim jawaban"); status != http.StatusOK {
		t.Fatalf("a part with a ground answers %d: %s", status, p.in("main").text())
	}
}
