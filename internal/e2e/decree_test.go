package e2e

import (
	"net/http"
	"strings"
	"testing"
)

// TestDecrees: a coordinator registers the decree of the own agency with its team, and mends a slip without typing it all again;
// a supervisor sees which agencies have none.
func TestDecrees(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	office, watch := signIn(t, s, coordinator), signIn(t, s, supervisor)

	office.open("/kelola/sk")
	office.in("main").sees("188.45/112/436.1.2/2025", "Berlaku")
	office.in("main").lacks("555/Kep.310-Diskominfo/2024")
	g.see(office, "decree-list")
	office.in("main").follow("Catat SK baru")
	office.in("main").write("Nomor SK", "188.45/240/436.1.2/2026")
	office.day("dated", "2", "11", "2026")
	office.day("from", "2", "11", "2026")
	office.day("until", "1", "11", "2026")
	office.holds(`(document.querySelector("#member_name-1").value = "Sekretaris Daerah", document.querySelector("#member_role-2").value = "coordinator", document.querySelector("#member_email-2").value = "` + coordinator + `", true)`)
	if status := office.in("main").follow("Simpan"); status != http.StatusUnprocessableEntity {
		t.Fatalf("an end before the beginning answers %d: %s", status, office.in("main").text())
	}
	g.see(office, "decree-form-wrong")
	office.day("until", "31", "12", "2026")
	if status := office.in("main").follow("Simpan"); status != http.StatusOK {
		t.Fatalf("registering answers %d: %s", status, office.in("main").text())
	}
	office.in("body").sees("SK 188.45/240/436.1.2/2026 tersimpan", "Sekretaris Daerah", "Punya akun petugas", "Akan berakhir")
	g.see(office, "decree")
	office.in("main").follow("Cabut SK")
	g.see(office, "decree-withdraw")
	office.open("/kelola/sk/tahunan")
	g.see(office, "yearly")

	watch.open("/kelola/sk/pantau?saring=decree")
	watch.in("main").sees("Kementerian Agama")
	watch.in("main").lacks("Pemerintah Kota Surabaya", "Pemerintah Kota Bandung")
	g.see(watch, "decree-cover")
	watch.in("main").follow("Akan berakhir")
	watch.in("main").sees("Pemerintah Kota Bandung")
	watch.in("main").lacks("Pemerintah Kota Surabaya")
	if status, kind, body := watch.fetch("/kelola/sk/pantau/csv?saring=lapsing"); status != http.StatusOK || !strings.HasPrefix(kind, "text/csv") || !strings.Contains(string(body), "Bandung") {
		t.Errorf("the table answers %d, %s: %s", status, kind, body)
	}
}
