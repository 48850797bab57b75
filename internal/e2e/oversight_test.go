package e2e

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// nation is the national desk.
const nation = "admin.nasional@demo.tuntas.example"

// TestOversight: the national desk says what a supervisor reads, and the rest is not there any more; the supervisor watches a
// report and takes that back, draws a sample of closed reports, judges one whose closing does not hold, and reads the result.
func TestOversight(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	chief, watch, citizen := signIn(t, s, nation), signIn(t, s, supervisor), newPage(t, s, phone())
	w := lamp()
	w.agency, w.body = city, "Trotoar di depan taman kota ambles dan lubangnya membahayakan pejalan kaki malam hari."
	r := citizen.report(w)

	remit := func(ministries bool) {
		chief.open("/kelola/petugas")
		chief.in("main").follow("Lingkup pengawas")
		chief.in("main").follow("Hj. Rukmini")
		chief.holds(`(document.querySelector("input[name=kinds][value=ministry]").checked = ` + strconv.FormatBool(ministries) + `, true)`)
		chief.day("effective_from", "23", "11", "2026")
		if status := chief.in("main").follow("Simpan"); status != http.StatusOK {
			t.Fatalf("saving a remit answers %d: %s", status, chief.in("main").text())
		}
		chief.in("body").sees("Lingkup Hj. Rukmini tersimpan")
	}
	remit(true)
	g.see(chief, "remit-list")
	if status := watch.open("/petugas/laporan/" + r.code); status != http.StatusNotFound {
		t.Errorf("a report outside of the remit answers %d", status)
	}
	chief.in("main").follow("Hj. Rukmini")
	chief.write("Tambah instansi", dishub)
	chief.pick(dishub)
	chief.in("main").follow("Tambahkan ke daftar")
	chief.in("#desks").sees(dishub)
	chief.in("body")
	g.see(chief, "remit-form")
	remit(false)
	if status := watch.open("/petugas/laporan/" + r.code); status != http.StatusOK {
		t.Errorf("without a remit it answers %d", status)
	}

	watch.open("/petugas/pantauan")
	watch.in("main").sees("Program perbaikan jalan.", "Sudah dua kali ditanyakan.") // the demo's own
	watch.press("Pantau sebuah laporan")
	form := watch.in("main details[open] form")
	form.write("Kode laporan", r.code)
	form.write("Catatan, boleh kosong", "Tanyakan lagi minggu depan.")
	form.follow("Pantau")
	watch.in("main").sees(r.code, "Tanyakan lagi minggu depan.")
	watch.press("Pantau sebuah topik")
	form = watch.in("main details[open] form")
	watch.holds(`(document.querySelector("#topic").selectedIndex = 1)`)
	form.write("Catatan, boleh kosong", "Program prioritas.")
	form.follow("Pantau")
	watch.in("main").sees("Program prioritas.", "Perlu tindakan")
	g.see(watch, "watch-list")
	watch.in("section[aria-labelledby=pantau-laporan]").follow("Berhenti memantau")
	watch.in("main").lacks("Tanyakan lagi minggu depan.")
	watch.in("main").follow("Urungkan penghapusan")
	watch.in("main").sees("Tanyakan lagi minggu depan.")
	office := signIn(t, s, coordinator)
	office.open("/petugas/laporan/" + r.code)
	office.in("body").lacks("Tanyakan lagi", "Rukmini")
	sampling(t, g, watch)
}

// sampling draws a sample of closed reports, judges one, and reads the result.
func sampling(t *testing.T, g *gallery, watch *page) {
	t.Helper()
	watch.open("/petugas/contoh")
	watch.press("Ambil contoh baru")
	watch.in("main").write("Nama contoh", "Uji mutu November")
	watch.day("from", "1", "1", "2026")
	watch.day("to", "23", "11", "2026")
	watch.in("main").write("Jumlah laporan", "5")
	if status := watch.in("main").follow("Ambil contoh"); status != http.StatusOK {
		t.Fatalf("drawing answers %d: %s", status, watch.in("main").text())
	}
	watch.in("main").sees("Uji mutu November", "Angka acak", "Dinilai: 0 dari 5", "Belum ada laporan yang dinilai.")
	watch.open(watch.path() + "/1")
	if status := watch.in("main").follow("Simpan penilaian"); status != http.StatusUnprocessableEntity {
		t.Errorf("an empty judgement answers %d", status)
	}
	g.see(watch, "sample-judge-wrong")
	watch.holds(`(document.querySelectorAll("input[value=partly]").forEach((b) => { b.checked = true; }), document.querySelector("input[name=holds][value=no]").checked = true)`)
	watch.in("main").follow("Simpan penilaian")
	watch.in("main").sees("Anda bisa membuka kembali laporan ini.", "Buka kembali laporan")
	g.see(watch, "sample-judged")
	watch.open(strings.TrimSuffix(watch.path(), "/1"))
	watch.in("main").sees("Dinilai: 1 dari 5", "Sudah Anda nilai", "Sebagian", "100 %")
	g.see(watch, "sample-result")
	if status, kind, body := watch.fetch(watch.path() + "/hasil.csv"); status != http.StatusOK || !strings.HasPrefix(kind, "text/csv") || !strings.Contains(string(body), "Sebagian") {
		t.Errorf("the table answers %d, %s: %s", status, kind, body)
	}
}
