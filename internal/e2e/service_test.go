package e2e

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestServices: somebody who lost a KTP finds out at 360 pixels what to bring, how long it takes and what it costs, what
// that was before, and reports the office that gives the service.
func TestServices(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	p := newPage(t, s, phone())

	p.open("/layanan")
	g.see(p, "services")
	p.in("main").sees("Anak saya lahir", "Saya baru pindah")
	p.in("main").write("Layanan apa yang Anda cari?", "cara urus KTP hilang")
	if status := p.in("main").follow("Cari"); status != http.StatusOK {
		t.Fatalf("searching answers %d", status)
	}
	p.in("main").sees("1 layanan", "Penggantian KTP-el hilang atau rusak", "Paling lama 1 hari kerja", "Gratis")
	g.see(p, "services-found")
	p.in("main").follow("Penggantian KTP-el hilang atau rusak")
	p.in("main").sees("Surat keterangan hilang dari kepolisian", "Paling lama 1 hari kerja sejak berkas lengkap", "Anda tidak perlu membayar", "188.4/101/2025", "Kantor Kecamatan Wonokromo")
	g.see(p, "service")
	at := p.path()
	linked := value[string](p, `document.querySelector("script[type='application/ld+json']").textContent`)
	var schema map[string]any
	if err := json.Unmarshal([]byte(linked), &schema); err != nil || schema["@type"] != "GovernmentService" || schema["name"] != "Penggantian KTP-el hilang atau rusak" {
		t.Errorf("linked data %v: %s", err, linked)
	}
	p.in("main").follow("Riwayat perubahan")
	p.in("main").sees("Versi 2", "Pencetakan kini dilakukan di loket", "Paling lama 3 hari kerja sejak berkas lengkap", "Versi pertama")
	g.see(p, "service-history")
	p.open(at)
	p.in("main").follow("Laporkan layanan ini")
	if !strings.HasPrefix(p.path(), "/lapor?agency=") {
		t.Errorf("the form is at %s", p.path())
	}
	p.open("/layanan?event=pindah")
	p.in("main").sees("Kartu keluarga karena pindah datang")
	p.open("/layanan?q=zirkonium")
	p.in("main").sees("Belum ada layanan yang cocok")
	g.see(p, "services-none")
	if status := p.open("/layanan/1"); status != http.StatusNotFound {
		t.Errorf("a service that is not there answers %d", status)
	}
}

// TestServicesAreKept: a unit writes a new promise, its city returns it and then publishes it.
func TestServicesAreKept(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	unit, bureau := signIn(t, s, "penghubung.sby-dukcapil@demo.tuntas.example"), signIn(t, s, coordinator)

	unit.in("body").follow("Layanan")
	unit.in("main").sees("Penggantian KTP-el hilang atau rusak", "Menunggu diperiksa")
	g.see(unit, "catalogue")
	unit.in("main").follow("Akta kematian")
	g.see(unit, "catalogue-service")
	unit.in("main").follow("Ubah standar")
	g.see(unit, "catalogue-form")
	unit.in("main").write("Waktu", "Paling lama 1 hari kerja sejak berkas lengkap")
	unit.in("main").write("Yang berubah", "Akta kini dicetak di loket.")
	unit.in("main").follow("Simpan draf")
	unit.in("main").sees("Draf Akta kematian tersimpan", "Paling lama 1 hari kerja sejak berkas lengkap")
	unit.in("main").follow("Ajukan")
	at := unit.path()
	unit.in("main").sees("Menunggu diperiksa")

	bureau.open(at)
	if status := bureau.in("main").follow("Kembalikan"); status != http.StatusUnprocessableEntity {
		t.Fatalf("returning without a reason answers %d", status)
	}
	g.see(bureau, "catalogue-return")
	bureau.in("main").write("Alasan", "Sebutkan jam loketnya.")
	bureau.in("main").follow("Kembalikan")
	unit.open(at)
	unit.in("main").sees("Dikembalikan", "Sebutkan jam loketnya.")
	unit.in("main").follow("Ajukan")
	bureau.open(at)
	bureau.in("main").follow("Nyatakan sudah diperiksa")
	bureau.in("main").follow("Terbitkan")
	bureau.in("main").sees("terbit dan berlaku mulai hari ini")
	bureau.in("main").follow("Lihat halaman publik")
	bureau.in("main").sees("Paling lama 1 hari kerja sejak berkas lengkap")
}
