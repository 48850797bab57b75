package e2e

import (
	"net/http"
	"testing"
)

// The office of the demo whose answers are approved in this test. No other test works with it.
const (
	parks        = "Dinas Lingkungan Hidup Kota Surabaya"
	parksShort   = "DLH Surabaya"
	parksLiaison = "penghubung.sby-dlh@demo.tuntas.example"
	parksHead    = "pimpinan.sby-dlh@demo.tuntas.example"
)

// approves sets who has to agree before an office answers.
func (p *page) approves(office, how string) {
	p.t.Helper()
	p.open("/kelola/instansi")
	p.in("main").write("Cari", office)
	p.in("main .find-form").follow("Cari")
	p.in("main table").follow(office)
	p.in("main").follow("Ubah")
	p.in("main").choose(how)
	if status := p.in("main").follow("Simpan"); status != http.StatusOK {
		p.t.Fatalf("saving %s answers %d: %s", office, status, p.in("main").text())
	}
	p.sees(office + " sudah disimpan.")
}

// propose writes an answer that has to be approved first, with photos if there are any.
func (p *page) propose(r receipt, words string, photos ...string) {
	p.t.Helper()
	p.open("/petugas/laporan/" + r.code)
	p.step("answer", func(f *page) {
		f.write("Apa yang sudah dilakukan", words)
		for _, photo := range photos {
			p.attach("#answer-files", photo)
		}
	}, "Ajukan untuk disetujui")
	p.sees("Draf diajukan dan menunggu persetujuan.")
}

// TestApproval: an office whose head approves answers. The officer drafts, the head returns the draft with words, the officer
// mends it, the head approves it; reporter and public read nothing before that, and only the mended answer after it.
func TestApproval(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	boss := signIn(t, s, coordinator)
	boss.approves(parks, "Jawaban dan penutupan")
	w := lamp()
	w.agency, w.body = city, "Dahan pohon angsana di depan balai RW patah dan menggantung di atas jalan."
	citizen, stranger := newPage(t, s, phone()), newPage(t, s, desk())
	r := citizen.report(w)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", parksShort)
		f.pick(parks)
		f.choose("Terbitkan juga untuk umum")
	}, "Simpan dan teruskan")

	hand, head := signIn(t, s, parksLiaison), signIn(t, s, parksHead)
	rough := "Dahan itu dipotong regu taman pada 23 November 2026 pukul 9 pagi."
	hand.propose(r, rough, takePhoto(t))
	hand.in(".draft").sees("Draf menunggu persetujuan", rough, "Ini draf Anda. Orang lain yang menyetujuinya.")
	g.see(hand, "draft-own")
	unheard := func(words string) {
		t.Helper()
		for _, p := range []*page{citizen, stranger} {
			if status := p.open("/laporan/" + r.code); status != http.StatusOK {
				t.Fatalf("the report's page answers %d", status)
			}
			p.in("main").lacks(words, "draf", "Draf", "menjawab")
		}
	}
	unheard("regu taman")

	head.open("/petugas")
	head.follow("Draf yang menunggu: 1.")
	head.in("main").sees(r.code, parks)
	g.see(head, "drafts")
	head.open("/petugas/laporan/" + r.code)
	head.in(".draft").sees("Draf menunggu persetujuan", rough, "Setujui dan kirim")
	g.see(head, "draft-at-head")
	head.press("Kembalikan dengan catatan")
	head.in(".draft").write("Apa yang perlu diperbaiki?", "Sebutkan juga siapa yang memeriksa pohon lainnya.")
	head.in(".draft").follow("Kembalikan draf")
	head.sees("Draf dikembalikan kepada penulisnya.")
	unheard("memeriksa pohon lainnya")

	hand.open("/petugas/laporan/" + r.code)
	hand.in("details[data-verb=answer]").sees("Draf ini dikembalikan.", "Sebutkan juga siapa yang memeriksa pohon lainnya.", "Jangan ikutkan")
	g.see(hand, "draft-returned")
	fine := "Dahan itu dipotong regu taman pada 23 November 2026 pukul 9 pagi. Pohon lain di jalan itu diperiksa mandor kami pada hari yang sama."
	hand.propose(r, fine)
	unheard("mandor")
	head.open("/petugas/laporan/" + r.code)
	head.in(".draft").follow("Setujui dan kirim")
	head.sees("Draf disetujui dan sudah dikirim.")
	for _, p := range []*page{citizen, stranger} {
		p.open("/laporan/" + r.code)
		p.in("main").sees(fine, parks+" menjawab")
		p.in("main").lacks("memeriksa pohon lainnya")
	}
	head.open("/petugas/persetujuan")
	head.in("main").sees("Tidak ada draf yang menunggu.")
	boss.approves(parks, "Tidak ada")
}
