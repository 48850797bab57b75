package e2e

import (
	"net/http"
	"strings"
	"testing"
)

const environment = "Dinas Lingkungan Hidup Kota Surabaya"

// TestSeveralAgencies: one office leads, a second helps, a third is released, a fourth is asked for its opinion, and a part goes
// to another office. Closing is refused with the names of those who owe, and the reporter reads who helps.
func TestSeveralAgencies(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	boss, citizen := signIn(t, s, coordinator), newPage(t, s, phone())
	w := lamp()
	w.agency, w.body = city, "Gapura kampung miring ke jalan, kabelnya menjuntai dan tanahnya ambles di trotoar."
	r := citizen.report(w)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", dishub)
		f.pick(dishub)
		f.choose("Terbitkan juga untuk umum")
	}, "Simpan dan teruskan")

	lead, helper := signIn(t, s, liaison), signIn(t, s, elsewhere)
	lead.open("/petugas/laporan/" + r.code)
	lead.step("follow_up", func(f *page) {
		f.write("Apa yang sedang dikerjakan", "Regu kami memasang garis pengaman di gapura pada 23 November pukul 10.00.")
	}, "Kirim kabar")
	old := signIn(t, s, liaison) // a window that was opened before the others were asked
	old.open("/petugas/laporan/" + r.code)
	asks := func(verb, office, words, send string) {
		t.Helper()
		lead.open("/petugas/laporan/" + r.code)
		lead.step(verb, func(f *page) {
			f.write("Instansi atau unit tujuan", office)
			f.pick(office)
			if verb == "consult" {
				f.write("Dalam berapa hari kerja?", "2")
				f.write("Apa pertanyaan Anda?", words)
			} else {
				f.write("Apa yang Anda minta dari kantor itu?", words)
			}
		}, send)
	}
	asks("support", bridges, "Mohon tanah di bawah gapura diperkuat.", "Kirim permintaan")
	asks("support", environment, "Mohon pohon di sampingnya dipangkas.", "Kirim permintaan")
	asks("consult", "Pemerintah Kota Medan", "Apakah gapura serupa pernah roboh di sana?", "Kirim pertanyaan")
	lead.open("/petugas/laporan/" + r.code)
	lead.in(".asked").sees("Unit lain", "belum bisa dijawab atau ditutup", bridges, environment, "Dimintai pendapat", "Mohon pohon")
	if value[bool](lead, "!!document.querySelector('details[data-verb=close]')") {
		t.Error("closing is offered while offices owe their part")
	}
	g.see(lead, "asked")
	lead.look(desk())
	form := old.in("details[data-verb=close]")
	if !value[bool](old, "document.querySelector("+quote(form.scope)+").open") {
		old.do(click(form.find("", ":scope > summary", "found")))
	}
	closing(form, "Gapura berdiri tegak lagi sejak 23 November dan kabelnya sudah rapi.", takePhoto(t))
	if status := form.arrive(click(form.find("Tutup laporan", "button", "found"))); status != http.StatusConflict {
		t.Errorf("closing over the heads of others answers %d", status)
	}
	old.in("main").sees("Masih menunggu bantuan dari " + bridges + ", " + environment)

	helps(t, g, helper, r)
	citizen.open("/laporan/" + r.code)
	citizen.in("main").sees("Yang juga membantu", bridges+" juga membantu dan sudah menjawab", environment+" juga membantu. Jawabannya paling lambat", "Tanah kami perkuat")
	lead.open("/petugas/laporan/" + r.code)
	lead.step("release", func(f *page) {
		f.choose(environment)
		f.choose("Bantuan tidak diperlukan lagi.")
		f.write("Jelaskan kepada kantor itu", "Pohonnya ternyata tidak menghalangi.")
	}, "Bebaskan")
	lead.open("/petugas/laporan/" + r.code)
	lead.in(".asked").lacks("belum bisa dijawab")

	citizen.track(receipt{code: parts(t, g, lead, helper, citizen, r), pin: r.pin})
	citizen.in("main").sees("Ini bagian dari laporan "+r.code, "Trotoar di depan gapura rata lagi")
}

// parts is the end: a part goes to another office and is done there, then the lead closes. It returns the number of the part.
func parts(t *testing.T, g *gallery, lead, helper, citizen *page, r receipt) string {
	t.Helper()
	part := splits(t, g, lead, citizen, r)
	helper.open("/petugas/laporan/" + part)
	helper.step("follow_up", func(f *page) {
		f.write("Apa yang sedang dikerjakan", "Trotoar yang ambles kami ukur pada 23 November pukul 11.00.")
	}, "Kirim kabar")
	helper.open("/petugas/laporan/" + part)
	ends(helper, "Trotoar di depan gapura rata lagi sejak 23 November.", takePhoto(t))
	helper.sees("Laporan " + part + " ditutup.")
	lead.open("/petugas/laporan/" + r.code)
	ends(lead, "Gapura berdiri tegak lagi sejak 23 November dan kabelnya sudah rapi.", takePhoto(t))
	lead.sees("Laporan " + r.code + " ditutup.")
	return part
}

// ends closes the report that a page shows.
func ends(p *page, words, photo string) {
	p.t.Helper()
	p.step("close", func(f *page) { closing(f, words, photo) }, "Tutup laporan")
}

// closing fills in the form that closes a report.
func closing(f *page, words, photo string) {
	f.t.Helper()
	f.choose("Selesai: masalah sudah diatasi")
	f.write("Apa hasilnya, dan apa yang dilakukan?", words)
	f.write("Tanggal", "23")
	f.write("Bulan", "11")
	f.write("Tahun", "2026")
	f.attach("#close-files", photo)
}

// helps is the turn of the office that was asked: it finds the report in its list, reads it without its reporter, and answers.
func helps(t *testing.T, g *gallery, p *page, r receipt) {
	t.Helper()
	p.open("/petugas")
	p.until(func() string { // the counts and lists follow within a moment
		if !strings.Contains(value[string](p, "document.querySelector('main').innerText"), r.code) {
			p.open("/petugas")
			return "the report is not in the list of who was asked"
		}
		return ""
	})
	p.in("tr[data-code='"+r.code+"']").sees("Diminta membantu", "Perlu menjawab permintaan bantuan")
	p.open("/petugas/laporan/" + r.code)
	p.in("main").sees("Permintaan kepada kantor Anda", "Mohon tanah di bawah gapura", bridges+" menjawab permintaan bantuan paling lambat", "Gapura kampung miring")
	p.in("main").lacks("Mohon pohon", "Buka identitas", "Teruskan laporan")
	g.see(p, "asked-helper")
	p.look(desk())
	p.step("contribute", func(f *page) {
		f.write("Apa yang sudah Anda kerjakan", "Tanah kami perkuat dengan batu pada 23 November.")
		f.choose("Tunjukkan jawaban ini kepada pelapor")
	}, "Kirim jawaban")
	p.sees("Jawaban Anda untuk laporan " + r.code + " sudah dikirim.")
}

// splits takes the pavement out of the report, and returns the code of the part.
func splits(t *testing.T, g *gallery, lead, citizen *page, r receipt) string {
	t.Helper()
	lead.step("split", func(f *page) {
		f.write("Instansi atau unit tujuan", bridges)
		f.pick(bridges)
		f.write("Apa isi bagian itu?", "Trotoar di depan gapura ambles dan perlu diratakan.")
	}, "Pisahkan")
	lead.open("/petugas/laporan/" + r.code)
	lead.in("main").sees("Bagian yang dipisahkan", "belum bisa dijawab atau ditutup", bridges)
	g.see(lead, "parts")
	lead.look(desk())
	citizen.open("/laporan/" + r.code)
	citizen.in("main").sees("Bagian dari laporan ini", "Trotoar di depan gapura ambles")
	g.see(citizen, "parts-citizen")
	code := value[string](citizen, "document.querySelector('[aria-labelledby=bagian] a').textContent")
	if code == "" || code == r.code {
		t.Fatalf("the part has the code %q", code)
	}
	return code
}
