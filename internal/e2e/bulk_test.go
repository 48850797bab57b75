package e2e

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// list opens the officer's list of all that holds a word, and waits until it shows these reports.
func (p *page) list(word string, all ...receipt) {
	p.t.Helper()
	p.until(func() string {
		p.open("/petugas?" + url.Values{"tab": {"semua"}, "q": {word}}.Encode())
		got := value[[]string](p, "[...document.querySelectorAll('tr[data-code]')].map((r) => r.dataset.code)")
		if len(got) != len(all) || slices.ContainsFunc(all, func(r receipt) bool { return !slices.Contains(got, r.code) }) {
			return "the list holds " + strings.Join(got, ", ")
		}
		return ""
	})
}

// tick chooses rows of the list.
func (p *page) tick(all ...receipt) {
	p.t.Helper()
	for _, r := range all {
		box := "tr[data-code=" + quote(r.code) + "] .pick-cell"
		p.in(box).press("Pilih")
		if !value[bool](p, "document.querySelector("+quote(box+" input")+").checked") {
			p.t.Fatalf("%s is not chosen", r.code)
		}
	}
}

// set takes an entry of a list box, by its words.
func (p *page) set(selector, words string) {
	p.t.Helper()
	p.holds(`(() => {
  const box = document.querySelector(` + quote(selector) + `);
  const entry = [...(box?.options ?? [])].find((o) => o.text.trim() === ` + quote(words) + `);
  if (entry) { box.value = entry.value; box.dispatchEvent(new Event("change", { bubbles: true })); }
  return entry;
})()`)
}

// order gives an order that was looked at before, and returns the address of its results.
func (p *page) order(words string) string {
	p.t.Helper()
	if status := p.in("main").follow(words); status != http.StatusOK {
		p.t.Fatalf("%s answers %d: %s", words, status, p.in("main").text())
	}
	path := value[string](p, "location.pathname")
	if !strings.HasPrefix(path, "/petugas/massal/") {
		p.t.Fatalf("%s leads to %s: %s", words, path, p.in("main").text())
	}
	return path
}

// stands tells how a report is now, as its officers read it.
func (p *page) stands(r receipt, words ...string) {
	p.t.Helper()
	p.open("/petugas/laporan/" + r.code)
	p.in(".case-head").sees(words...)
}

// bulkTold is a report with a word by which its test finds it.
func bulkTold(word string) told {
	w := lamp()
	w.agency = city
	w.body = "Lampu di gang " + word + " mati sejak kemarin malam, jalan pulang jadi gelap."
	return w
}

// TestBulk: a coordinator sends several reports on at once. The preview says what will be left out and why; one order is
// taken back and leaves no trace; another one is carried out, except for what it never could do and what a colleague
// changed meanwhile.
func TestBulk(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	citizen := newPage(t, s, phone())
	w := bulkTold("Walikukun")
	able, taken, sent, spared := citizen.report(w), citizen.report(w), citizen.report(w), citizen.report(w)
	boss := signIn(t, s, coordinator)
	boss.open("/petugas/laporan/" + sent.code)
	boss.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", "Dishub Surabaya")
		f.pick(dishub)
	}, "Simpan dan teruskan")
	all := []receipt{able, taken, sent, spared}

	boss.list("Walikukun", all...)
	boss.tick(all...)
	boss.in(".picked").sees("4 terpilih")
	boss.verifyAll(sent, 4)
	g.see(boss, "bulk-preview")
	undone := boss.order("Jalankan untuk 3 laporan")
	boss.shows("0 selesai, 0 dilewati, dari 4 laporan.")
	boss.shoot("bulk-waiting")
	boss.takeBack()
	g.see(boss, "bulk-undone")
	for _, r := range []receipt{able, taken, spared} {
		boss.stands(r, "Perlu diperiksa")
	}

	colleague := signIn(t, s, "koordinator.pemkot-surabaya2@demo.tuntas.example")
	colleague.open("/petugas/laporan/" + taken.code)
	note := colleague.in("details[data-verb=note]")
	note.press("Catatan internal")
	note.write("Catatan", "Warga ini sudah ditelepon.")
	boss.list("Walikukun", all...)
	boss.tick(able, taken, sent)
	boss.verifyAll(sent, 3)
	done := boss.order("Jalankan untuk 2 laporan")
	if status := note.follow("Simpan catatan"); status != http.StatusOK {
		t.Errorf("a colleague's note answers %d", status)
	}
	boss.shows("1 selesai, 2 dilewati, dari 3 laporan.")
	boss.in("tr:has(a[href*='" + able.code + "'])").sees("Selesai")
	boss.in("tr:has(a[href*='" + sent.code + "'])").sees("Dilewati")
	boss.in("tr:has(a[href*='" + taken.code + "'])").sees("Dilewati")
	boss.in("main").lacks("Batalkan")
	g.see(boss, "bulk-result")
	boss.table(done, able, taken, sent)
	colleague.stands(able, "Diteruskan", dishub)
	colleague.stands(taken, "Perlu diperiksa")
	boss.open(undone)
	boss.in("main").sees("Dibatalkan. Perintah ini tidak mengubah laporan apa pun.")
	boss.stands(spared, "Perlu diperiksa")
}

// verifyAll orders that the ticked reports be checked and sent on, and looks at what would become of them.
func (p *page) verifyAll(refused receipt, n int) {
	p.t.Helper()
	p.set("#massal-verb", "Periksa dan teruskan")
	p.in(".bulk-bar").follow("Lanjut dengan yang dicentang")
	p.in("main").sees(fmt.Sprintf("%d laporan dipilih.", n))
	p.in("main").choose("Pengaduan")
	p.set("#massal-agency_id", "Dishub Surabaya")
	if status := p.in("main").follow("Lihat dampaknya"); status != http.StatusOK {
		p.t.Fatalf("the preview answers %d: %s", status, p.in("main").text())
	}
	p.in(".preview").sees(fmt.Sprintf("%d dari %d laporan akan dikerjakan.", n-1, n), "Yang akan dilewati", "1 laporan: ", refused.code, "selama 10 detik")
}

// shows waits until the page of an order says something. That page comes anew every other second, and cannot answer then.
func (p *page) shows(words string) {
	p.t.Helper()
	p.within(40*time.Second, func() string {
		if text, err := try[string](p, "document.querySelector('main').innerText"); err != nil || !strings.Contains(text, words) {
			return fmt.Sprintf("the order does not say %q: %s", words, text)
		}
		return ""
	})
}

// takeBack presses the button that ends an order before it begins, on whichever copy of the page stands there.
func (p *page) takeBack() {
	p.t.Helper()
	p.shows("Mulai dalam")
	p.until(func() string {
		if _, err := try[bool](p, "document.querySelector(\"form[action$='/batal'] button\").click(), true"); err != nil {
			return "the order cannot be taken back: " + err.Error()
		}
		return ""
	})
	p.shows("Dibatalkan. Perintah ini tidak mengubah laporan apa pun.")
}

// table reads the results of an order as they are handed out: one row for each report, with a reason where it was left out.
func (p *page) table(order string, able receipt, refused ...receipt) {
	p.t.Helper()
	status, kind, body := p.fetch(order + "/hasil.csv")
	rows, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || status != http.StatusOK || !strings.HasPrefix(kind, "text/csv") || len(rows) != 2+len(refused) {
		p.t.Fatalf("the results: %d %s %q %v", status, kind, rows, err)
	}
	got := map[string]string{}
	for _, row := range rows[1:] {
		got[row[1]] = row[2]
	}
	if got[able.code] != "Selesai" {
		p.t.Errorf("%s: %q", able.code, got[able.code])
	}
	for _, r := range refused {
		if why := got[r.code]; why == "" || why == "Selesai" || why == "Menunggu" {
			p.t.Errorf("%s: %q", r.code, why)
		}
	}
}

// TestBulkNoScript: everything that a list holds is labelled and noted without scripts: preview, undo, results.
func TestBulkNoScript(t *testing.T) {
	s := needCountry(t)
	citizen := newPage(t, s, phone())
	w := bulkTold("Kenangamekar")
	a, b := citizen.report(w), citizen.report(w)
	boss := signIn(t, s, coordinator)
	blind := desk()
	blind.noScript = true
	boss.look(blind)
	note := func(words string) string {
		boss.list("Kenangamekar", a, b)
		boss.set("#massal-verb", "Tambah catatan internal")
		boss.in(".bulk-bar").follow("Semua di daftar ini")
		boss.in("main").sees("Semua laporan di daftar ini")
		boss.in("main").write("Catatan", words)
		boss.in("main").follow("Lihat dampaknya")
		boss.in(".preview").sees("2 dari 2 laporan akan dikerjakan.")
		return boss.order("Jalankan untuk 2 laporan")
	}
	undone := note("Catatan yang ditarik lagi.")
	boss.takeBack()
	note("Regu berangkat besok pagi.")
	boss.shows("2 selesai, 0 dilewati, dari 2 laporan.")
	for _, r := range []receipt{a, b} {
		boss.open("/petugas/laporan/" + r.code)
		boss.in(".case-more").sees("Regu berangkat besok pagi.")
		boss.in(".case-more").lacks("Catatan yang ditarik lagi.")
	}
	boss.open(undone)
	boss.in("main").sees("Dibatalkan. Perintah ini tidak mengubah laporan apa pun.")
	boss.list("Kenangamekar", a, b)
	boss.set("#massal-verb", "Tambah catatan internal")
	if status := boss.in(".bulk-bar").follow("Lanjut dengan yang dicentang"); status != http.StatusUnprocessableEntity {
		t.Errorf("an order for no report answers %d", status)
	}
	boss.in(".errsum").sees("Pilih dulu paling sedikit satu laporan.")
}
