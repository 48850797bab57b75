package e2e

import (
	"net/http"
	"testing"
)

// day fills in the boxes of a date.
func (p *page) day(name, day, month, year string) {
	p.t.Helper()
	for box, words := range map[string]string{"Tanggal": day, "Bulan": month, "Tahun": year} {
		p.in("#"+name).write(box, words)
	}
}

// TestSimulate: before a length or a day off is saved, it is tried on what happened in the last months. What was typed
// stays, nothing is saved until it is, and running deadlines move only when somebody asks.
func TestSimulate(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	boss := signIn(t, s, coordinator)
	boss.open("/kelola/batas-waktu")
	boss.in("main").follow("Tambah aturan")
	boss.set("#clock", "Jawaban pertama")
	boss.in("main").write("Lama, dalam hari", "2")
	boss.day("effective_from", "4", "1", "2027")
	if status := boss.in("main").follow("Coba dulu"); status != http.StatusOK {
		t.Fatalf("trying answers %d: %s", status, boss.in("main").text())
	}
	boss.in("#hasil").sees("Hasil coba", "Ini baru percobaan. Belum ada yang disimpan", "Jawaban pertama", "Terlambat nanti")
	if got := value[string](boss, "document.querySelector('#amount').value + document.querySelector('#effective_from_year').value"); got != "22027" {
		t.Errorf("the form holds %q", got)
	}
	if !value[bool](boss, "document.querySelector('#hasil').getBoundingClientRect().top < innerHeight") {
		t.Error("what came of it is out of sight")
	}
	g.see(boss, "simulate-policy")
	boss.open("/kelola/batas-waktu")
	boss.in("main").lacks("4 Jan 2027", "2 hari kerja")

	boss.open("/kelola/libur/baru")
	boss.in("main").write("Nama", "Hari Jadi Uji")
	boss.day("date", "24", "11", "2026")
	boss.in("main").follow("Coba dulu")
	boss.in("#hasil").sees("Hasil coba", "jatuh pada tanggal lain")
	g.see(boss, "simulate-holiday")

	boss.open("/kelola/batas-waktu")
	boss.in("main").follow("Hitung ulang batas waktu yang berjalan")
	boss.in("main").sees("Janji kepada pelapor dan waktu bagi pelapor tidak berubah.")
	g.see(boss, "recount")
}
