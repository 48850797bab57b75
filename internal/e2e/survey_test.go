package e2e

import (
	"fmt"
	"net/http"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// offline takes the signal of a window away, or gives it back.
func (p *page) offline(off bool) {
	p.t.Helper()
	rule := &network.Conditions{Offline: off, DownloadThroughput: -1, UploadThroughput: -1}
	call(p, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: []*network.Conditions{rule}})
	call(p, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1})
}

// rate answers all elements alike, and the third one worse.
func (p *page) rate(points int) {
	p.t.Helper()
	value[bool](p, fmt.Sprintf(`document.querySelectorAll("input[type=radio][value='%d']").forEach((r) => { r.checked = true; }), document.querySelector("input[name=q-U3][value='%d']").checked = true`, points, points-1))
}

// survey makes and opens a survey of the coordinator's own agency over these days.
func (p *page) survey(g *gallery, name string) {
	p.t.Helper()
	p.open("/kelola/survei")
	g.see(p, "survey-list")
	p.in("main").follow("Buat survei")
	g.see(p, "survey-form")
	p.in("main").write("Nama survei", name)
	p.in("main").write("Instansi", "Pemerintah Kota Surabaya")
	p.in("main").write("Jumlah orang yang dilayani", "8")
	value[bool](p, `for (const [k, v] of Object.entries({ from_day: "1", from_month: "11", from_year: "2026", until_day: "31", until_month: "12", until_year: "2026" })) document.getElementsByName(k)[0].value = v; true`)
	p.in("main").follow("Simpan survei")
	p.in("main").sees(name+" tersimpan", "0 dari 8 jawaban lengkap")
	p.in("main").follow("Buka survei")
	p.in("main").sees("Menerima jawaban")
}

// codes makes codes of one kind and reads them off the sheet; the officer is back at the survey afterwards.
func (p *page) codes(kind, n string) (out []string) {
	p.t.Helper()
	p.in("main").choose(kind)
	p.in("main").write("Jumlah kode", n)
	if status := p.in("main").follow("Buat dan tampilkan untuk dicetak"); status != http.StatusOK {
		p.t.Fatalf("the sheet answers %d", status)
	}
	return regexp.MustCompile(`/survei/([0-9A-Z-]{19})`).FindAllString(p.in("main").text(), -1)
}

// TestSurveys: a coordinator surveys a city and prints codes; a citizen answers on a phone, twice is once; at a kiosk people answer
// without a signal, and what they said arrives later exactly once; the result is published with a plan for its weakest element.
func TestSurveys(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	boss, citizen := signIn(t, s, coordinator), newPage(t, s, phone())
	boss.survey(g, "SKM Uji")
	at := boss.path()
	g.see(boss, "survey-own")
	codes := boss.codes("Satu kode satu jawaban", "4")
	if len(codes) != 4 {
		t.Fatalf("%d codes are on the sheet", len(codes))
	}
	g.see(boss, "survey-sheet")
	for i, code := range codes {
		citizen.open(code)
		if i == 0 {
			citizen.in("main").sees("Apakah layanannya selesai dengan cepat?", "Kami tidak menanyakan nama")
			g.see(citizen, "survey-answer")
			if status := citizen.in("main").follow("Kirim jawaban"); status != http.StatusUnprocessableEntity {
				t.Errorf("nothing answered: %d", status)
			}
			g.see(citizen, "survey-empty")
		}
		citizen.rate(4)
		citizen.in("main").follow("Kirim jawaban")
		citizen.in("main").sees("Terima kasih")
	}
	g.see(citizen, "survey-thanks")
	if status := citizen.open(codes[0]); status != http.StatusConflict {
		t.Errorf("a used code answers %d", status)
	}
	g.see(citizen, "survey-used")
	boss.open(at)
	kiosk(t, s, g, boss.codes("Kiosk di loket", "1")[0])
	boss.open(at)
	boss.in("main").sees("7 dari 8 jawaban lengkap")
	publishSurvey(g, boss)
	citizen.open("/survei/hasil/" + at[len("/kelola/survei/"):])
	citizen.in("main").sees("Indeks kepuasan", "7 jawaban lengkap dihitung.", "Belum memenuhi", "Nilai terendah: Waktu penyelesaian.", "Tambah satu loket.")
	g.see(citizen, "survey-result")
	citizen.in("main").follow("Pemerintah Kota Surabaya")
	citizen.in("main").sees("SKM Uji")
	g.see(citizen, "survey-agency")
}

// kiosk answers three times on one device: twice without a signal. Then the device forgets that it has sent what it kept, and
// sends it again.
func kiosk(t *testing.T, s *server, g *gallery, code string) {
	t.Helper()
	p := newPage(t, s, phone())
	p.open(code)
	p.rate(3)
	p.in("main").press("Kirim jawaban")
	p.in("[data-thanks]").sees("Terima kasih")
	p.in("main").press("Mulai jawaban baru")
	p.holds(`document.querySelector("[data-thanks]").hidden`)
	p.holds(`!localStorage.getItem("survei:" + location.pathname) || localStorage.getItem("survei:" + location.pathname) === "[]"`)
	p.offline(true)
	for range 2 {
		p.rate(3)
		p.in("main").press("Kirim jawaban")
		p.in("[data-thanks]").sees("Terima kasih")
		p.in("main").press("Mulai jawaban baru")
		p.holds(`document.querySelector("[data-thanks]").hidden`)
	}
	p.in("main").sees("Jawaban yang menunggu jaringan: 2.")
	g.see(p, "survey-kiosk-offline")
	kept := value[string](p, `localStorage.getItem("survei:" + location.pathname)`)
	p.offline(false)
	p.holds(`localStorage.getItem("survei:" + location.pathname) === "[]" && document.querySelector("[data-waiting]").hidden`)
	value[bool](p, `localStorage.setItem("survei:" + location.pathname, `+quote(kept)+`), true`)
	p.open(code)
	p.holds(`localStorage.getItem("survei:" + location.pathname) === "[]" && !localStorage.getItem("survei:" + location.pathname + ":ditolak")`)
	p.heard.forget("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED")
}

func publishSurvey(g *gallery, boss *page) {
	boss.t.Helper()
	boss.in("main").follow("Periksa jawaban")
	boss.in("main").sees("Satu kode satu jawaban", "Kiosk di loket")
	g.see(boss, "survey-answers")
	boss.in("main").follow("SKM Uji")
	boss.in("main").follow("Tutup survei")
	if status := boss.in("main").follow("Umumkan hasilnya"); status != http.StatusUnprocessableEntity {
		boss.t.Errorf("published without a plan: %d", status)
	}
	g.see(boss, "survey-unplanned")
	boss.in("main").follow("Rencana perbaikan")
	g.see(boss, "survey-plan")
	value[bool](boss, `for (const [k, v] of Object.entries({ "plan-U3": "Tambah satu loket.", "due-U3_day": "31", "due-U3_month": "1", "due-U3_year": "2027" })) document.getElementsByName(k)[0].value = v; true`)
	boss.in("main").follow("Simpan rencana")
	boss.in("main").sees("Rencana tersimpan", "Tambah satu loket.")
	boss.in("main").follow("Umumkan hasilnya")
	boss.in("main").sees("Diumumkan")
}
