package e2e

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// gateCount is one row of the counts of what was found in answers.
type gateCount struct{ read, mended, sent int }

// counted reads the counts of a finding, or of a unit, off the officer's page about the quality of answers.
func (p *page) counted(name string) gateCount {
	p.t.Helper()
	p.open("/petugas/mutu")
	cells := value[[]string](p, "[...([...document.querySelectorAll('main tr')].find((r) => r.cells[0].innerText.trim() === "+quote(name)+")?.cells ?? [])].slice(1).map((c) => c.innerText.trim())")
	var n [3]int
	for i, text := range cells {
		number, _, _ := strings.Cut(text, " ")
		v, err := strconv.Atoi(number)
		if err != nil {
			p.t.Fatalf("the row of %s is %q", name, cells)
		}
		n[i] = v
	}
	return gateCount{n[0], n[1], n[2]}
}

// grows waits until a row of the counts has become what it was and something more.
func (p *page) grows(name string, by gateCount, from gateCount) {
	p.t.Helper()
	want := gateCount{from.read + by.read, from.mended + by.mended, from.sent + by.sent}
	p.until(func() string {
		if got := p.counted(name); got != want {
			return name + " is not counted as it should be"
		}
		return ""
	})
}

// TestGate: an answer that would fit any report is held back with one line that says why, and with a mend. The officer who
// says why it goes out all the same is counted with that; the one who mends it is counted as having mended it.
func TestGate(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	citizen := newPage(t, s, phone())
	w := lamp()
	w.agency, w.body = city, "Rambu dilarang parkir di Jalan Sumatera hilang sejak pekan lalu."
	first, second := citizen.report(w), citizen.report(w)
	boss := signIn(t, s, coordinator)
	for _, r := range []receipt{first, second} {
		boss.open("/petugas/laporan/" + r.code)
		boss.step("verify", func(f *page) {
			f.write("Instansi atau unit tujuan", "Dishub Surabaya")
			f.pick(dishub)
		}, "Simpan dan teruskan")
	}
	hand := signIn(t, s, liaison)
	const rule = "Kalimat umum tanpa isi"
	unit, stock := boss.counted(dishub), boss.counted(rule)

	hand.held(g, first, "Laporan Anda sedang diproses.")
	hand.in("details[data-verb=answer]").write("Kirim juga, alasannya", "Pelapor minta dijawab singkat lewat telepon.")
	if status := hand.in("details[data-verb=answer]").follow("Kirim jawaban"); status != http.StatusOK {
		t.Fatalf("with a reason, the answer is met with %d: %s", status, hand.in("main").text())
	}
	hand.sees("Jawaban sudah dikirim")
	hand.open("/petugas/laporan/" + first.code)
	hand.in(".ev").sees("Dikirim dengan catatan: "+rule, "Pelapor minta dijawab singkat lewat telepon.")
	citizen.track(first)
	citizen.in("main").sees("Laporan Anda sedang diproses.")
	citizen.in("main").lacks("Pelapor minta dijawab", rule)
	boss.grows(dishub, gateCount{1, 0, 1}, unit)
	boss.grows(rule, gateCount{1, 0, 1}, stock)

	hand.held(nil, second, "Laporan Anda masih dalam proses.")
	form := hand.in("details[data-verb=answer]")
	form.press("Tambahkan isi")
	hand.holds("document.querySelector('#answer-message').value.includes('[isi ')")
	form.write("Apa yang sudah dilakukan", "Rambu di Jalan Sumatera sudah dipasang lagi pada 23 November 2026.")
	form.in("details[data-verb=answer] [data-gate]").sees("Tidak ada yang perlu diperbaiki.")
	if status := form.follow("Kirim jawaban"); status != http.StatusOK {
		t.Fatalf("mended, the answer is met with %d: %s", status, hand.in("main").text())
	}
	hand.sees("Jawaban sudah dikirim")
	boss.grows(dishub, gateCount{2, 1, 1}, unit)
	boss.grows(rule, gateCount{2, 1, 1}, stock)
	g.see(boss, "quality")
}

// held writes an answer that the gate holds back, before it is sent and when it is.
func (p *page) held(g *gallery, r receipt, words string) {
	p.t.Helper()
	p.open("/petugas/laporan/" + r.code)
	form := p.in("details[data-verb=answer]")
	if !value[bool](p, "document.querySelector("+quote(form.scope)+").open") {
		form.press("Beri jawaban")
	}
	form.write("Apa yang sudah dilakukan", words)
	found := p.in(form.scope + " [data-gate]")
	found.sees("1 hal perlu diperbaiki.", "cocok untuk laporan mana pun. Tambahkan tanggal, tempat, atau hasilnya.", "Tambahkan isi")
	if status := form.follow("Kirim jawaban"); status != http.StatusUnprocessableEntity {
		p.t.Fatalf("an answer that says nothing is met with %d", status)
	}
	found.sees("cocok untuk laporan mana pun", "Tambahkan isi", "Kirim juga, alasannya")
	if g != nil {
		g.see(p, "gate-held")
	}
}
