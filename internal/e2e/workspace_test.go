package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hands presses keys and counts them.
type hands struct {
	*page
	pressed int
}

func (h *hands) key(k string) {
	h.t.Helper()
	h.pressed++
	h.do(chromedp.KeyEvent(k))
}

// enter presses Enter as a keyboard does, with its letter, on a button that leads to another page.
func (h *hands) enter() int {
	h.t.Helper()
	h.pressed++
	return h.arrive(chromedp.KeyEvent(kb.Enter))
}

// holds waits until a condition in the page holds.
func (p *page) holds(condition string) {
	p.t.Helper()
	p.until(func() string {
		if ok, err := try[bool](p, "!!("+condition+")"); err != nil || !ok {
			return fmt.Sprintf("never true: %s (%v) on %s, which says:\n%s", condition, err, p.path(), p.text())
		}
		return ""
	})
}

// row opens a report from the list.
func (p *page) row(code string) {
	p.t.Helper()
	value[bool](p, fmt.Sprintf("document.querySelector(`tr[data-code=%q] .t`).click(), true", code))
	p.holds(openCode + " === " + quote(code) + " && document.querySelector('[data-case]')?.dataset.case === " + quote(code))
}

// wide is a window in which list and report stand side by side.
func wide() window { return window{width: 1366, height: 820} }

const openCode = "new URLSearchParams(location.search).get('buka')"

// clear finds a report of the list on the screen for which there is a suggestion, by its code.
const clear = `(async () => {
  for (const row of document.querySelectorAll("tr[data-code]")) {
    const answer = await fetch("/petugas/laporan/" + row.dataset.code + "/panel");
    if ((await answer.text()).includes("data-accept")) return row.dataset.code;
  }
  return "";
})()`

// TestWorkspaceKeys triages with the keys alone: a clear report takes three of them from the list, and two when it is the
// next one, which is open already.
func TestWorkspaceKeys(t *testing.T) {
	p := signIn(t, needCountry(t), national)
	p.look(wide())
	p.open("/petugas?keadaan=submitted")
	code := value[string](p, clear)
	if code == "" {
		t.Fatal("there is no suggestion for any report of the demo")
	}
	value[bool](p, fmt.Sprintf("document.querySelector(`tr[data-code=%q] .t`).focus(), true", code))
	h := &hands{page: p}
	h.key("o")
	p.holds(openCode + " === " + quote(code))
	p.in("#laporan").sees(code, "Saran: teruskan ke")
	h.key("v")
	p.holds("document.activeElement.matches('[data-accept]')")
	next := value[string](p, "document.querySelector('[data-on] + tr')?.dataset.code ?? document.querySelector('tr:has(+ [data-on])').dataset.code")
	if status := h.enter(); status != http.StatusOK || h.pressed > 3 {
		t.Errorf("a clear report took %d keys and was answered %d", h.pressed, status)
	}
	p.sees("Laporan " + code + " sudah diperiksa. Sekarang ada di")
	if got := value[string](p, openCode); got != next || p.in("#laporan").text() == "" {
		t.Errorf("afterwards %s is open and not the next one, %s", got, next)
	}
	if at := value[string](p, "new URLSearchParams(location.search).get('keadaan')"); at != "submitted" {
		t.Errorf("afterwards the list is another: %s", p.path())
	}
	if n := value[int](p, "document.querySelectorAll('h1').length"); n != 1 {
		t.Errorf("%d headings of the first rank", n)
	}
	boxesAreSafe(t, p, h)
	markedRow(p, h)
	ownKeys(t, p, h)
}

// boxesAreSafe: keys move through the list, and are words in boxes.
func boxesAreSafe(t *testing.T, p *page, h *hands) {
	t.Helper()
	p.open("/petugas")
	first := value[string](p, "document.querySelector('tr[data-code]').dataset.code")
	second := value[string](p, "document.querySelectorAll('tr[data-code]')[1].dataset.code")
	at := "document.activeElement.closest('tr')?.dataset.code"
	for _, want := range []string{first, second} {
		h.key("j")
		p.holds(at + " === " + quote(want))
	}
	h.key("k")
	p.holds(at + " === " + quote(first))
	h.key("x")
	p.holds("document.querySelector('tr[data-picked]').dataset.code === " + quote(first) + " && document.querySelector('.picked').innerText === '1 terpilih'")
	h.key("x")
	h.key("/")
	p.holds("document.activeElement.type === 'search'")
	call(p, input.InsertText, input.InsertTextParams{Text: "jvx"})
	h.key("j")
	p.holds("document.activeElement.value.includes('jvx')")
	value[bool](p, "document.activeElement.blur(), true")
	h.key("?")
	p.holds("document.querySelector('dialog').open")
	h.key(kb.Escape)
	p.holds("!document.querySelector('dialog').open")
	h.key("g")
	p.sees("Tindakan itu tidak bisa diambil untuk laporan ini.")
}

// markedRow: a step is for the row that has the focus, and not for another one that is still open.
func markedRow(p *page, h *hands) {
	p.t.Helper()
	p.open("/petugas")
	codes := value[[]string](p, "[...document.querySelectorAll('tr[data-code]')].slice(0, 2).map((r) => r.dataset.code)")
	p.row(codes[0])
	value[bool](p, fmt.Sprintf("document.querySelector(`tr[data-code=%q] .t`).focus(), true", codes[1]))
	h.key("c")
	p.holds(openCode + " === " + quote(codes[1]) + " && document.querySelector('[data-case]').dataset.case === " + quote(codes[1]) +
		" && document.activeElement.closest('details[data-verb=note]')?.open")
}

// ownKeys: an officer takes other keys, and none.
func ownKeys(t *testing.T, p *page, h *hands) {
	t.Helper()
	p.open("/petugas/pintasan")
	p.write("Ke baris berikutnya", "v")
	if status := p.in("main").follow("Simpan pintasan"); status != http.StatusUnprocessableEntity {
		t.Errorf("one key for two things answers %d", status)
	}
	p.write("Ke baris berikutnya", "n")
	p.in("main").follow("Simpan pintasan")
	p.sees("Pintasan tersimpan.")
	p.open("/petugas")
	h.key("n")
	p.holds("document.activeElement.matches('tr .t')")
	p.open("/petugas/pintasan")
	p.choose("Tidak, matikan")
	p.in("main").follow("Simpan pintasan")
	p.open("/petugas")
	h.key("n")
	h.key("?")
	p.holds("document.activeElement === document.body && !document.querySelector('dialog')")
	p.in(".keybar").sees("Pintasan mati")
	p.open("/petugas/pintasan")
	p.in("main").follow("Kembalikan bawaan")
}

// TestWorkspaceLive: what arrives is announced and shown when asked for; no row moves meanwhile, and nothing that is being
// written is lost, not even when the connection was.
func TestWorkspaceLive(t *testing.T) {
	s := needCountry(t)
	p := signIn(t, s, coordinator)
	p.look(wide())
	p.open("/petugas?keadaan=submitted")
	rows := "[...document.querySelectorAll('tr[data-code]')].map((r) => r.dataset.code).join()"
	before := value[string](p, rows)
	w := lamp()
	w.agency = city
	citizen := newPage(t, s, phone())
	a := citizen.report(w)
	p.in("[data-news]").sees("1 laporan baru.", "Tampilkan")
	if title := value[string](p, "document.title"); !strings.HasPrefix(title, "(1 baru) ") {
		t.Errorf("the title is %q", title)
	}
	if now := value[string](p, rows); now != before {
		t.Error("rows moved by themselves")
	}
	p.in("[data-news]").press("Tampilkan")
	p.holds(rows + ".includes(" + quote(a.code) + ")")
	p.row(a.code)
	p.in("#laporan").press("Catat")
	call(p, input.InsertText, input.InsertTextParams{Text: "Sudah ditelepon."})
	offline := func(off bool) {
		call(p, network.OverrideNetworkState, network.OverrideNetworkStateParams{Offline: off, DownloadThroughput: -1, UploadThroughput: -1})
	}
	offline(true)
	b := citizen.report(w)
	offline(false)
	p.in("[data-news]").sees("1 laporan baru.")
	p.in("[data-news]").press("Tampilkan")
	p.holds(rows + ".includes(" + quote(b.code) + ")")
	p.holds("document.querySelector('#note-message').value === 'Sudah ditelepon.'")
	p.row(b.code)
	value[bool](p, "history.back(), true")
	p.holds(openCode + " === " + quote(a.code) + " && document.querySelector('#note-message').value === 'Sudah ditelepon.'")
	p.heard.forget("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED")
	value[bool](p, "document.querySelector('#note-message').value = '', true")
}

// forget drops complaints that the test has brought about.
func (c *complaints) forget(words ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var kept []string
	for _, line := range c.said {
		ours := false
		for _, w := range words {
			ours = ours || strings.Contains(line, w)
		}
		if !ours {
			kept = append(kept, line)
		}
	}
	c.said = kept
}

// TestWorkspaceTogether: two officers at one report see each other, the second is asked before sending, and the first
// finds both texts when the own one comes too late.
func TestWorkspaceTogether(t *testing.T) {
	s := needCountry(t)
	w := lamp()
	w.agency = city
	r := newPage(t, s, phone()).report(w)
	boss := signIn(t, s, coordinator)
	boss.open("/petugas/laporan/" + r.code)
	boss.step("verify", func(f *page) {
		f.write("Instansi atau unit tujuan", "Dishub Surabaya")
		f.pick(dishub)
	}, "Simpan dan teruskan")
	hand := signIn(t, s, liaison)
	for _, p := range []*page{boss, hand} {
		p.look(wide())
		p.open("/petugas?buka=" + r.code)
	}
	boss.in("[data-here]").sees("sedang membaca sejak")
	hand.in("#laporan").press("Kabari perkembangan")
	hand.in("details[data-verb=follow_up]").write("Apa yang sedang dikerjakan", "Kami periksa tiang lampu di depan pasar pada 24 November 2026.")
	boss.in("[data-here]").sees("sedang menulis balasan sejak")
	mine := "Regu penerangan datang ke depan pasar pada 25 November 2026."
	boss.in("#laporan").press("Kabari perkembangan")
	boss.in("details[data-verb=follow_up]").write("Apa yang sedang dikerjakan", mine)
	if status := boss.in("details[data-verb=follow_up]").follow("Kirim kabar"); status != http.StatusConflict {
		t.Errorf("while another officer writes, sending answers %d", status)
	}
	boss.sees("sedang menulis balasan sejak", "Kirim lagi jika Anda tetap ingin melanjutkan")
	if status := boss.in("details[data-verb=follow_up]").follow("Kirim kabar"); status != http.StatusOK {
		t.Errorf("sent again, it answers %d", status)
	}
	boss.sees("Kabar sudah dikirim")
	if status := hand.in("details[data-verb=follow_up]").follow("Kirim kabar"); status != http.StatusConflict {
		t.Errorf("what came too late answers %d: %s", status, hand.text())
	}
	hand.in(".clash").sees("Yang sudah tersimpan", mine, "Tulisan Anda", "Kami periksa tiang lampu")
	hand.in(".clash").follow("Kirim tulisan saya juga")
	hand.sees("Kabar sudah dikirim")
	hand.open("/petugas/laporan/" + r.code)
	hand.in("main").sees(mine, "Kami periksa tiang lampu")
	boss.open("/petugas/pos")
	hand.open("/petugas?buka=" + r.code)
	hand.in("[data-here]").lacks("sedang")
}

// TestWorkspaceWeight: the first load and each report opened keep to their budgets, on a screen and on a phone, and the
// parts scroll by themselves with ten rows in sight.
func TestWorkspaceWeight(t *testing.T) {
	s := needCountry(t)
	p := signIn(t, s, national)
	p.look(wide())
	c := &traffic{kind: map[network.RequestID]network.ResourceType{}, open: map[network.RequestID]bool{}, head: map[network.RequestID]float64{}}
	if err := chromedp.Listen(p.ctx, c.hear); err != nil {
		t.Fatal(err)
	}
	call(p, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	p.open("/petugas?keadaan=submitted")
	p.holds("document.querySelector('[data-js]')")
	sizes := "performance.getEntriesByType('resource').filter((r) => %s).reduce((n, r) => n + r.encodedBodySize, 0)"
	first := value[int](p, "performance.getEntriesByType('navigation')[0].encodedBodySize + "+fmt.Sprintf(sizes, "/[.](js|css)$/.test(r.name)"))
	script := value[int](p, fmt.Sprintf(sizes, "/[.]js$/.test(r.name)"))
	t.Logf("the workspace weighs %.1f kB, %.1f kB of it scripts", kB(first), kB(script))
	if first > 120*kilobyte || first == 0 || script > 60*kilobyte {
		t.Errorf("the workspace weighs %.1f kB with %.1f kB of scripts", kB(first), kB(script))
	}
	for n, code := range value[[]string](p, "[...document.querySelectorAll('tr[data-code]')].map((r) => r.dataset.code).slice(0, 5)") {
		p.row(code)
		one := value[int](p, fmt.Sprintf(sizes, "r.name.includes('/"+code+"/panel')"))
		t.Logf("report %d weighs %.1f kB", n, kB(one))
		if one > 12*kilobyte || one == 0 {
			t.Errorf("opening %s fetches %.1f kB; it may fetch 12 kB", code, kB(one))
		}
	}
	seen := value[int](p, `(() => {
  const box = document.querySelector("[data-rows]").getBoundingClientRect();
  return [...document.querySelectorAll("tr[data-code]")].filter((r) => r.getBoundingClientRect().top >= box.top && r.getBoundingClientRect().bottom <= box.bottom + 1).length;
})()`)
	if tall := value[int](p, "document.documentElement.scrollHeight"); seen < 10 || tall > 820 {
		t.Errorf("%d rows are in sight, and the page is %d tall", seen, tall)
	}
}
