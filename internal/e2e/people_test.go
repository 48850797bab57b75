package e2e

import (
	"strings"
	"testing"
)

// demoPassword opens every officer's account; the demo's start page shows it.
const demoPassword = "tuntas-demo-2026"

// The officers of the demo's Surabaya, from the coordinator down to the section that mends street lamps.
const (
	national    = "admin.nasional@demo.tuntas.example"
	coordinator = "koordinator.pemkot-surabaya@demo.tuntas.example"
	liaison     = "penghubung.sby-dishub@demo.tuntas.example"
	lampOfficer = "petugas.sby-dishub-pju@demo.tuntas.example"
	elsewhere   = "penghubung.sby-dsdabm@demo.tuntas.example"
	auditor     = "auditor.nasional@demo.tuntas.example"

	city    = "Pemerintah Kota Surabaya"
	dishub  = "Dinas Perhubungan Kota Surabaya"
	lampery = "Bidang Prasarana dan Penerangan Jalan Umum Dishub Kota Surabaya"
)

// receipt is what a citizen holds after sending.
type receipt struct{ code, pin string }

// told is what a citizen has to tell.
type told struct {
	body, photo, place, landmark string
	agency                       string // named by those who know it
	name, email, phone           string
	hide, secret                 bool
}

// lamp is a report that the lamp section of Surabaya can solve.
func lamp() told {
	return told{body: "Lampu jalan di depan pasar padam sejak tiga malam. Anak-anak pulang mengaji dalam gelap.",
		place: "Genteng", landmark: "Depan pasar, dekat pos ronda"}
}

// report takes a citizen through the four steps with scripts, as most people go.
func (p *page) report(w told) receipt {
	p.t.Helper()
	p.open("/lapor")
	p.write("Apa yang terjadi?", w.body)
	if w.photo != "" {
		p.attach("#files", w.photo)
		p.sees("lampu.jpg", "Hapus")
	}
	p.follow("Lanjut ke lokasi")
	p.in("main").sees("Langkah 2 dari 4", "Di mana kejadiannya?")
	p.write("Desa, kelurahan, kecamatan, atau kota", w.place)
	p.pick("Kecamatan " + w.place)
	p.write("Alamat atau patokan", w.landmark)
	p.choose("Kemarin")
	if w.agency != "" {
		p.press("Saya tahu instansinya")
		p.write("Nama instansi", w.agency)
		p.pick(w.agency)
	}
	p.follow("Lanjut ke kontak")
	p.in("main").sees("Langkah 3 dari 4")
	p.contact(w)
	p.follow("Lanjut ke pemeriksaan")
	p.in("main").sees("Langkah 4 dari 4", "Periksa laporan Anda", w.landmark, "Kota Surabaya")
	p.follow("Kirim laporan")
	return p.receipt()
}

// pick takes the first suggestion that begins with these words.
func (p *page) pick(words string) {
	p.t.Helper()
	at := p.find(words, "[role=option]", "found")
	p.do(click(at))
}

func (p *page) contact(w told) {
	p.t.Helper()
	if w.hide {
		p.choose("Sembunyikan nama saya")
	}
	if w.secret {
		p.choose("Rahasia")
	}
	for label, words := range map[string]string{"Nama": w.name, "Email": w.email, "Nomor telepon": w.phone} {
		if words != "" {
			p.write(label, words)
		}
	}
}

// receipt reads code and PIN off the page that follows sending.
func (p *page) receipt() receipt {
	p.t.Helper()
	p.in("main").sees("Laporan Anda sudah kami terima", "Jadwal yang dijanjikan", "Simpan kode dan PIN ini")
	codes := value[[]string](p, "[...document.querySelectorAll('.ticket .code [aria-hidden]')].map((e) => e.textContent)")
	if len(codes) != 2 || len(codes[0]) != len("7K2M-9QXT-4PD") || len(codes[1]) != 6 {
		p.t.Fatalf("the receipt shows %q", codes)
	}
	return receipt{code: codes[0], pin: codes[1]}
}

// track opens a report with its code and PIN, as on another device.
func (p *page) track(r receipt) {
	p.t.Helper()
	p.open("/lacak")
	p.in("main").write("Kode laporan", strings.ToLower(strings.ReplaceAll(r.code, "-", " ")))
	p.in("main").follow("Buka")
	if strings.HasPrefix(p.path(), "/laporan/") {
		p.follow("Masuk dengan PIN")
	}
	p.in("main").write("PIN", r.pin)
	p.in("main").follow("Buka laporan")
	if got := p.path(); got != "/laporan/"+r.code {
		p.t.Fatalf("code and PIN lead to %s: %s", got, p.in("main").text())
	}
}

// signIn opens a window for an officer of the demo.
func signIn(t *testing.T, s *server, email string) *page {
	t.Helper()
	p := newPage(t, s, desk())
	p.open("/petugas/masuk")
	p.write("Email dinas", email)
	p.write("Kata sandi", demoPassword)
	p.in("main").follow("Masuk")
	if got := p.path(); got != "/petugas" {
		t.Fatalf("signing in as %s leads to %s: %s", email, got, p.text())
	}
	return p
}

// seek opens a report by its code, with the box in the officers' header.
func (p *page) seek(code string) {
	p.t.Helper()
	p.write("Kode laporan", code)
	p.in("header").follow("Cari")
	if got := p.path(); got != "/petugas/laporan/"+code {
		p.t.Fatalf("the code %s leads to %s: %s", code, got, p.in("main").text())
	}
}

// step opens the form of a verb on an officer's page, fills it in and sends it.
func (p *page) step(verb string, fill func(form *page), send string) {
	p.t.Helper()
	form := p.in("details[data-verb=" + verb + "]")
	if !value[bool](p, "document.querySelector("+quote(form.scope)+")?.open ?? false") {
		at := form.find("", ":scope > summary", "found") // others stand inside of the form
		p.do(click(at))
	}
	fill(form)
	if status := form.arrive(click(form.find(send, "button", "found"))); status != 200 {
		p.t.Fatalf("%s answers %d: %s", verb, status, p.in("main").text())
	}
}
