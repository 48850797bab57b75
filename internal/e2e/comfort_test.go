package e2e

import (
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// media has the browser look at pages in a special way.
func (p *page) media(name, value string) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: name, Value: value}}})
}

// first is the code of the first row.
func (p *page) first() string {
	p.t.Helper()
	return value[string](p, "document.querySelector('tr[data-code]').dataset.code")
}

// TestWorkspaceFocus: after a step reading goes on at the heading of what is there then, and whoever comes back from an
// order for many finds the list as it was, with the focus at its heading.
func TestWorkspaceFocus(t *testing.T) {
	s := needCountry(t)
	w := lamp()
	w.agency = city
	r := newPage(t, s, phone()).report(w)
	p := signIn(t, s, coordinator)
	p.look(wide())
	p.open("/petugas?jenis=complaint&buka=" + r.code)
	p.holds("document.activeElement === document.body") // nothing was done yet
	p.in(".desk").follow("Ambil")
	p.holds("document.activeElement.matches('.case h1') && " + openCode + " === " + quote(r.code))
	list := value[string](p, "document.querySelector('.bulk-bar [name=daftar]').value")
	p.tick(receipt{code: p.first()}) // whichever: the order is taken back
	p.set("#massal-verb", "Tambah catatan internal")
	p.in(".bulk-bar").follow("Lanjut dengan yang dicentang")
	p.in("main").write("Catatan", "Ditarik lagi.")
	p.in("main").follow("Lihat dampaknya")
	p.order("Jalankan untuk 1 laporan")
	p.holds("document.activeElement.form?.action.endsWith('/batal')")
	p.takeBack()
	p.holds("document.activeElement.matches('h1')")
	p.in("main").follow("Kembali ke daftar laporan")
	p.holds("document.activeElement.id === 'daftar' && location.search === '?' + " + quote(list))
}

// TestWorkspaceKeysShow: the box of the keys stands in the middle of the window, or fills a narrow one; without scripts
// nothing tells of keys; the mark of what is unread is there in any colours.
func TestWorkspaceKeysShow(t *testing.T) {
	p := signIn(t, needCountry(t), coordinator)
	p.look(wide())
	p.open("/petugas")
	const box = "document.querySelector('[data-keyhelp]').getBoundingClientRect()"
	p.do(chromedp.KeyEvent("?"))
	p.holds("Math.abs(" + box + ".left - (innerWidth - " + box + ".right)) < 2 && " + box + ".top > 20")
	p.look(window{width: 360, height: 740})
	p.holds(box + ".width >= 358")
	p.look(wide())
	p.open("/petugas?tanda=belum-dibaca")
	p.media("forced-colors", "active")
	p.holds("matchMedia('(forced-colors: active)').matches")
	dot := value[string](p, "getComputedStyle(document.querySelector('.queue .new')).backgroundColor")
	if back := value[string](p, "getComputedStyle(document.body).backgroundColor"); dot == back {
		t.Errorf("the mark of unread rows is %s on %s", dot, back)
	}
	blind := wide()
	blind.noScript = true
	p.look(blind)
	p.open("/petugas?buka=" + p.first())
	p.holds("document.querySelector('kbd')")
	if n := value[int](p, "[...document.querySelectorAll('kbd, .keybar, .gate-slash')].filter((e) => e.getClientRects().length).length"); n != 0 {
		t.Errorf("%d hints of keys without scripts", n)
	}
}

// TestWorkspaceLetters: with letters twice as large the queues lie above the list; on a narrow screen no fact of a row is
// cut off; the parts of a report share the width of its own page.
func TestWorkspaceLetters(t *testing.T) {
	p := signIn(t, needCountry(t), coordinator)
	p.look(window{width: 1366, height: 820})
	p.open("/petugas")
	code := p.first()
	p.open("/petugas?buka=" + code)
	p.shoot("work-wide")
	const above = "document.querySelector('.rail').getBoundingClientRect().bottom <= document.querySelector('.list').getBoundingClientRect().top + 1 && document.querySelector('.rail').clientWidth > 1300"
	p.holds("!(" + above + ")")
	value[bool](p, "document.documentElement.style.fontSize = '32px', true")
	p.holds(above)
	p.shoot("work-letters")
	p.open("/petugas/laporan/" + code)
	const tops = "new Set(['text', 'acts', 'more'].map((part) => Math.round(document.querySelector('.case-' + part).getBoundingClientRect().top))).size"
	p.holds(tops + " === 1")
	p.shoot("case-wide")
	value[bool](p, "scrollTo(0, 1e6), true")
	p.holds("document.querySelector('.case-text .body').getBoundingClientRect().bottom > 0")
	p.look(window{width: 360, height: 740})
	p.open("/petugas")
	for _, how := range []string{"toggleAttribute('data-compact', false)", "toggleAttribute('data-compact', true)"} {
		value[bool](p, "document.querySelector('.work')."+how+", true")
		const cut = `[...document.querySelectorAll('.queue .m, .queue .m li')].filter((e) => e.scrollWidth > e.clientWidth + 1 || e.matches('ul') && e.clientWidth < 240).map((e) => e.outerHTML.slice(0, 120))`
		if all := value[[]string](p, cut); len(all) > 0 {
			t.Errorf("%s: %d facts are cut off or squeezed: %q", how, len(all), all[0])
		}
		p.shoot(fmt.Sprintf("rows-narrow-%d", len(how)))
	}
}

// TestWorkspaceNothingBelowTheBar: going backwards through an open report, nothing that has the focus lies below the bar
// that stays at its top, and the ring around the panel is whole.
func TestWorkspaceNothingBelowTheBar(t *testing.T) {
	p := signIn(t, needCountry(t), national)
	p.look(wide())
	p.open("/petugas?keadaan=submitted")
	p.row(p.first())
	value[bool](p, "[...document.querySelectorAll('#laporan a, #laporan button, #laporan summary')].filter((e) => e.checkVisibility()).pop().focus(), true")
	p.holds("document.querySelector('#laporan').contains(document.activeElement)")
	for range 80 {
		p.do(chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(8)))
		if value[bool](p, "document.activeElement.id === 'laporan' || !document.querySelector('#laporan').contains(document.activeElement)") {
			break
		}
		under := value[string](p, `(() => {
  const e = document.activeElement, bar = document.querySelector(".report .deeds");
  const box = (e.matches("input[type=file]") ? e.labels[0] : e).getBoundingClientRect();
  return bar && !bar.contains(e) && box.top < bar.getBoundingClientRect().bottom && box.bottom > bar.getBoundingClientRect().top && getComputedStyle(bar).position === "sticky"
    && bar.getBoundingClientRect().top - document.querySelector("#laporan").getBoundingClientRect().top < 2 ? e.outerHTML.slice(0, 120) : "";
})()`)
		if under != "" {
			t.Errorf("below the bar: %s", under)
		}
	}
	p.holds("document.activeElement.id === 'laporan'")
	p.holds("getComputedStyle(document.querySelector('.work'), '::after').pointerEvents === 'none' && getComputedStyle(document.querySelector('.work'), '::after').zIndex > getComputedStyle(document.querySelector('.deeds')).zIndex")
	p.shoot("work-ring")
}

// TestWorkspaceClosing: a question that belongs to an outcome shows with that outcome only.
func TestWorkspaceClosing(t *testing.T) {
	p := signIn(t, needCountry(t), liaison)
	p.open("/petugas?keadaan=in_progress")
	p.open("/petugas/laporan/" + p.first())
	form := p.in("details[data-verb=close]")
	form.press("Tutup laporan")
	for _, ask := range []string{"ground", "referred_to"} {
		hidden := "!document.querySelector('[data-ask=" + ask + "]').getClientRects().length"
		p.holds(hidden)
		value[bool](p, "document.querySelector('[data-asks~="+ask+"]').click(), true")
		p.holds("!(" + hidden + ")")
		value[bool](p, "document.querySelector('[name=outcome]:not([data-asks~="+ask+"])').click(), true")
		p.holds(hidden)
	}
}
