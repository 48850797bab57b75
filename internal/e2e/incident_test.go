package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// crowd is one matter that several people report, one of them in secret.
type crowd struct {
	t                           *testing.T
	s                           *server
	lead, second, third, hidden voice
	windows                     []*page
}

// open opens one more window.
func (c *crowd) open(w window) *page {
	c.t.Helper()
	p := newPage(c.t, c.s, w)
	c.windows = append(c.windows, p)
	return p
}

// voice is one reporter of the matter.
type voice struct {
	*page
	r    receipt
	body string
}

// speak has one more person report it.
func (c *crowd) speak(body string, secret bool) voice {
	c.t.Helper()
	w := lamp()
	w.agency, w.body, w.secret, w.landmark = city, body, secret, "Lapangan Jatijajar"
	p := c.open(phone())
	return voice{p, p.report(w), body}
}

// reaches waits until words have come to these reporters, and minds that all four read their own report and no other.
func (c *crowd) reaches(words string, to ...voice) {
	c.t.Helper()
	for _, v := range to {
		v.until(func() string {
			if v.open("/laporan/" + v.r.code); strings.Contains(v.in("main").text(), words) {
				return ""
			}
			return "the reporter of " + v.r.code + " does not read " + words
		})
	}
	all := []voice{c.lead, c.second, c.third, c.hidden}
	for i, v := range all {
		v.open("/laporan/" + v.r.code)
		v.in("main").sees(v.r.code, v.body)
		for j, other := range all {
			if j != i {
				v.in("main").lacks(other.r.code, other.body)
			}
		}
	}
}

// TestIncident: three people and a fourth in secret report the same. The officer sees that they are alike and why, puts
// them together, answers once, and lets one stand alone again. Every number goes on answering; the secret one shows to
// nobody but those who handle it, not even by the moment at which its reporter is answered.
func TestIncident(t *testing.T) {
	needBrowser(t)
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	onFresh(t, "", func(s *server) {
		c := &crowd{t: t, s: s}
		c.lead = c.speak("Lampu sorot Lapangan Jatijajar padam sejak Senin malam, jalan setapaknya gelap.", false)
		c.second = c.speak("Sudah lima malam Lapangan Jatijajar gelap, semua lampu sorotnya mati.", false)
		c.third = c.speak("Anak-anak takut lewat Lapangan Jatijajar karena lampu sorotnya padam.", false)
		c.hidden = c.speak("Lampu sorot Lapangan Jatijajar padam dan penjaganya minta uang untuk menyalakan.", true)
		c.merged(g)
		news, answer := c.handled(g)
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
		if err := s.start(61 * time.Minute); err != nil { // by then the secret one has caught up
			t.Fatal(err)
		}
		for _, p := range c.windows { // what a page still wanted while there was no server
			p.heard.forget("ERR_CONNECTION_REFUSED")
		}
		c.reaches(news, c.lead, c.second, c.third, c.hidden)
		c.reaches(answer, c.lead, c.second, c.hidden)
		c.third.in("main").lacks(answer)
	})
}

// handled is the work of the unit: it tells all of them how it goes, separates one, and answers the others.
func (c *crowd) handled(g *gallery) (news, answer string) {
	c.t.Helper()
	hand := signIn(c.t, c.s, liaison)
	hand.open("/petugas/laporan/" + c.lead.r.code)
	hand.in("main").sees("Mewakili 2 laporan lain", "Juga sampai ke 2 pelapor lain tentang hal yang sama.")
	hand.in("main").follow("Lihat semua laporan peristiwa ini")
	incident := hand.path()
	hand.in("main").sees("Dilaporkan oleh 3 orang, tidak termasuk laporan rahasia.", c.lead.r.code, c.second.r.code, c.third.r.code)
	g.see(hand, "incident")
	c.unseen(incident)

	news = "Teknisi kami memeriksa gardu lapangan pada 24 November 2026."
	hand.open("/petugas/laporan/" + c.lead.r.code)
	hand.step("follow_up", func(f *page) { f.write("Apa yang sedang dikerjakan", news) }, "Kirim kabar")
	c.reaches(news, c.lead, c.second, c.third)
	c.hidden.in("main").lacks(news)

	hand.open(incident)
	hand.in("main").follow("Pisahkan " + c.third.r.code)
	hand.sees("Laporan " + c.third.r.code + " kembali ditangani tersendiri.")
	hand.in("main").sees("Dilaporkan oleh 2 orang, tidak termasuk laporan rahasia.")
	answer = "Gardu lapangan sudah diganti pada 25 November 2026. Semua lampu sorot menyala."
	hand.open("/petugas/laporan/" + c.lead.r.code)
	hand.in("main").sees("Mewakili 1 laporan lain")
	hand.step("answer", func(f *page) { f.write("Apa yang sudah dilakukan", answer) }, "Kirim jawaban")
	c.reaches(answer, c.lead, c.second)
	for _, v := range []voice{c.third, c.hidden} {
		v.in("main").lacks(answer)
	}
	c.third.in("main").lacks("ditangani bersama")
	c.alone(hand)
	return news, answer
}

// merged sends the first on and puts the other three to it: one from what is offered beside it, two by their codes.
func (c *crowd) merged(g *gallery) {
	c.t.Helper()
	boss := signIn(c.t, c.s, coordinator)
	boss.open("/petugas/laporan/" + c.lead.r.code)
	boss.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", "Dishub Surabaya")
		f.pick(dishub)
		f.choose("Terbitkan juga untuk umum")
	}, "Simpan dan teruskan")
	boss.until(func() string { // reports are found by their likeness a moment after they came
		boss.open("/petugas/laporan/" + c.second.r.code)
		if n := value[int](boss, "document.querySelectorAll('.alike .like > li').length"); n < 2 {
			return fmt.Sprintf("%d reports are offered: %s", n, boss.in("main").text())
		}
		return ""
	})
	boss.in(".alike").sees("Mungkin laporan yang sama", c.lead.r.code, c.third.r.code, "kata sama:", "hari yang sama", "kecamatan yang sama")
	boss.in(".alike").lacks(c.hidden.r.code)
	g.see(boss, "alike")
	boss.in(".alike").follow("Gabungkan " + c.lead.r.code)
	boss.in("main").sees("Yang terjadi setelah digabung", "Setiap pelapor tetap memakai kode", dishub)
	g.see(boss, "merge")
	boss.in("main form").follow("Gabungkan")
	boss.sees("Laporan "+c.second.r.code+" kini mengikuti laporan", "Batalkan penggabungan", "Mewakili 1 laporan lain")
	for _, v := range []voice{c.third, c.hidden} {
		boss.open("/petugas/laporan/" + v.r.code + "/gabung?dengan=" + c.lead.r.code)
		boss.in("main form").follow("Gabungkan")
		boss.sees("Laporan " + v.r.code + " kini mengikuti laporan")
	}
	boss.open("/petugas/laporan/" + c.lead.r.code)
	boss.in("main").sees("Mewakili 2 laporan lain")
	boss.open("/petugas/pos")
}

// unseen: neither the public nor an officer who does not handle the secret report learns that it is there.
func (c *crowd) unseen(incident string) {
	c.t.Helper()
	stranger := c.open(desk())
	stranger.open("/laporan/" + c.lead.r.code)
	stranger.in("main").sees("Dilaporkan juga oleh 2 orang lain.")
	stranger.in("main").lacks(c.second.r.code, c.third.r.code, c.hidden.r.code)
	if status := stranger.open("/laporan/" + c.hidden.r.code); status != http.StatusNotFound {
		c.t.Errorf("the secret report answers %d to a stranger", status)
	}
	far := signIn(c.t, c.s, national)
	far.open(incident)
	far.in("main").sees("Dilaporkan oleh 3 orang", c.second.r.code, c.third.r.code)
	far.in("main").lacks(c.hidden.r.code, "minta uang")
	far.open("/petugas/laporan/" + c.lead.r.code)
	far.in("main").sees("Mewakili 2 laporan lain")
	far.in("main").lacks(c.hidden.r.code, "minta uang")
}

// alone: what was separated is worked on by itself again, with a number and an answer of its own.
func (c *crowd) alone(hand *page) {
	c.t.Helper()
	hand.open("/petugas/laporan/" + c.third.r.code)
	hand.in("main").lacks("Mengikuti laporan utama")
	only := "Lampu sorot sisi barat menyala lagi sejak 26 November 2026."
	hand.step("answer", func(f *page) { f.write("Apa yang sudah dilakukan", only) }, "Kirim jawaban")
	other := c.open(phone())
	other.track(c.third.r)
	other.in("main").sees(c.third.body, only)
	c.reaches(only, c.third)
	for _, v := range []voice{c.lead, c.second, c.hidden} {
		v.in("main").lacks(only)
	}
	hand.open("/petugas/pos")
	stranger := c.open(desk())
	stranger.open("/laporan/" + c.lead.r.code)
	stranger.in("main").sees("Dilaporkan juga oleh 1 orang lain.")
}
