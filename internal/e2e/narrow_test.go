package e2e

import (
	"testing"
)

const firstRow = "Math.round(document.querySelector('tr[data-code]').getBoundingClientRect().top)"

// TestQueueOnAPhone: the first report stands in the upper half of a small phone, below one row of lists that goes on sideways,
// and the row can be walked by keyboard.
func TestQueueOnAPhone(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	p := signIn(t, s, coordinator)
	p.look(window{width: 360, height: 740})
	for _, lang := range []string{"en", "id"} {
		p.open("/bahasa?ke=" + lang + "&kembali=/petugas")
		if top := value[int](p, firstRow); top > 380 {
			t.Errorf("in %s the first report begins at %d", lang, top)
		}
		if rows := value[int](p, "new Set([...document.querySelectorAll('.top nav a')].map((a) => Math.round(a.getBoundingClientRect().top))).size"); rows != 1 {
			t.Errorf("in %s the parts stand in %d lines", lang, rows)
		}
	}
	p.open("/petugas")
	row := value[[]int](p, `(() => {
  const rail = document.querySelector(".rail"), tops = [...rail.querySelectorAll("a")].map((a) => Math.round(a.getBoundingClientRect().top));
  return [new Set(tops).size, rail.scrollWidth - rail.clientWidth, rail.scrollHeight - rail.clientHeight];
})()`)
	if row[0] != 1 || row[1] < 300 || row[2] > 0 {
		t.Errorf("the lists stand in %d rows, %d wider than the screen and %d taller than their row", row[0], row[1], row[2])
	}
	if hint := value[string](p, "getComputedStyle(document.querySelector('.rail'), '::after').content"); hint == "none" || hint == "normal" {
		t.Error("nothing says that the row goes on")
	}
	far := value[bool](p, `(() => {
  const all = [...document.querySelectorAll(".rail a")], last = all[all.length - 1];
  last.focus();
  const r = last.getBoundingClientRect();
  return r.left >= 0 && r.right <= innerWidth;
})()`)
	p.holds("getComputedStyle(document.querySelector('.rail'), '::after').opacity < 0.1")
	if !far {
		t.Error("the last list has the focus out of sight")
	}
	g.see(p, "queue-phone")
}

// TestFactsDropOutWhole: what does not fit into the line of a row is left out as a whole, and no rule stands beside nothing.
func TestFactsDropOutWhole(t *testing.T) {
	s := needCountry(t)
	p := signIn(t, s, coordinator)
	for _, width := range []int64{1280, 1366, 1600} {
		p.look(window{width: width, height: 800})
		p.open("/petugas")
		cut := value[[]string](p, `[...document.querySelectorAll(".queue .m")].flatMap((m) => {
  const box = m.getBoundingClientRect();
  return [...m.children].filter((li) => {
    const r = li.getBoundingClientRect(), seen = r.top < box.bottom - 1;
    return seen && (r.right > box.right + 1 || li.scrollWidth > li.clientWidth + 1 || [...li.querySelectorAll("*")].some((e) => getComputedStyle(e).textOverflow === "ellipsis" && e.scrollWidth > e.clientWidth));
  }).map((li) => li.textContent);
})`)
		if len(cut) > 0 {
			t.Errorf("at %d these are cut: %q", width, cut)
		}
		if n := value[int](p, "[...document.querySelectorAll('.queue .m')].filter((m) => m.children[0].getBoundingClientRect().bottom > m.getBoundingClientRect().bottom + 1).length"); n > 0 {
			t.Errorf("at %d rows lack even their first fact: %d", width, n)
		}
	}
}
