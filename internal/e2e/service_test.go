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
