package e2e

import (
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// stop is where the focus is: its name, and where it is on the page. Why tells what a person who only has keys would miss.
type stop struct {
	Name string  `json:"name"`
	Y    float64 `json:"y"`
	Why  string  `json:"why"`
}

// focused looks at what has the focus. A control that is not drawn shows its focus on its label; a card shows it
// around the answer that it holds.
const focused = `(() => {
  const e = document.activeElement;
  if (!e || e === document.body) return { name: "", y: 0, why: "nothing has the focus" };
  const name = (e.labels?.[0] ?? e).innerText?.replace(/\s+/g, " ").trim() || e.getAttribute("aria-label") || e.id;
  const drawn = e.getBoundingClientRect().width < 2 && e.labels?.[0] ? e.labels[0] : e;
  const box = drawn.getBoundingClientRect();
  const rings = (x) => {
    const s = getComputedStyle(x);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none";
  };
  let why = "";
  if (![drawn, drawn.parentElement].some(rings)) why = "its focus cannot be seen";
  if (box.bottom <= 0 || box.top >= innerHeight || box.width < 2) why = "it is outside of the window";
  const top = document.elementFromPoint(box.left + box.width / 2, Math.max(1, Math.min(innerHeight - 1, box.top + box.height / 2)));
  const label = [...(e.labels ?? [])].some((l) => l.contains(top)); // a card's words lie over its button, so that all of it can be pressed
  if (!why && !label && !(drawn.contains(top) || top?.contains(drawn))) why = "it lies below " + top?.outerHTML.slice(0, 120);
  return { name, y: box.top + scrollY, why };
})()`

// tabTo presses Tab until the control with this name has the focus, and minds every stop on the way: each is
// seen, and each is further down the page than the one before.
func (p *page) tabTo(name string) {
	p.t.Helper()
	last := stop{}
	for range 40 {
		p.do(chromedp.KeyEvent(kb.Tab))
		now := value[stop](p, focused)
		if now.Why != "" {
			p.t.Errorf("on %s, at %q: %s", p.path(), now.Name, now.Why)
		}
		if now.Y < last.Y-8 {
			p.t.Errorf("on %s the keys lead from %q up to %q", p.path(), last.Name, now.Name)
		}
		if last = now; now.Name == name {
			return
		}
	}
	p.t.Fatalf("on %s the Tab key never comes to %q; the last stop is %q", p.path(), name, last.Name)
}

func (p *page) enter() int {
	p.t.Helper()
	return p.arrive(chromedp.KeyEvent(kb.Enter))
}

// TestKeyboard sends a report with the keys alone.
func TestKeyboard(t *testing.T) {
	p := newPage(t, needCountry(t), window{width: 360, height: 740})
	typed := func(words string) { call(p, input.InsertText, input.InsertTextParams{Text: words}) }
	p.open("/lapor")
	p.tabTo("Langsung ke isi")
	p.do(chromedp.KeyEvent(kb.Enter))
	if at := value[string](p, "document.activeElement.id"); at != "isi" {
		t.Errorf("the first link leads to %q, not to the content", at)
	}
	p.tabTo("Apa yang terjadi?")
	typed("Selokan di depan sekolah mampet dan airnya masuk ke kelas.")
	p.tabTo("Lanjut ke lokasi")
	p.enter()
	p.tabTo("Alamat atau patokan (boleh dilewati)")
	typed("Depan sekolah dasar")
	p.tabTo("Hari ini")
	p.do(chromedp.KeyEvent(" "))
	p.tabTo("Lanjut ke kontak")
	p.enter()
	p.tabTo("Sembunyikan nama saya")
	p.do(chromedp.KeyEvent(kb.ArrowUp))
	p.tabTo("Lanjut ke pemeriksaan")
	p.enter()
	p.in("main").sees("Selokan di depan sekolah", "Depan sekolah dasar", "Petugas yang menangani melihat nama dan kontak Anda.")
	p.tabTo("Kirim laporan")
	p.enter()
	r := p.receipt()
	p.tabTo("Buka halaman laporan")
	if status := p.enter(); status != 200 || p.path() != "/laporan/"+r.code {
		t.Errorf("Enter on the receipt leads to %s with %d", p.path(), status)
	}
	p.tabTo("Balas")
	p.do(chromedp.KeyEvent(kb.Enter))
	p.tabTo("Balasan Anda")
	typed("Airnya sudah setinggi mata kaki.")
	p.tabTo("Kirim balasan")
	p.enter()
	p.in("main").sees("Balasan Anda sudah dikirim", "Anda membalas")
}
