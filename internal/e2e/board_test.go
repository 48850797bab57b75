package e2e

import (
	"testing"
)

// TestBoardOnAPhone: a unit of the board is its name and one line of the numbers that are some; on a desk it is a table.
func TestBoardOnAPhone(t *testing.T) {
	g := &gallery{axe: needAxe(t), seen: map[string]bool{}}
	s := needCountry(t)
	p := signIn(t, s, coordinator)
	p.look(window{width: 360, height: 740})
	p.open("/petugas/papan")
	bad := value[[]string](p, `[...document.querySelectorAll(".counts tbody tr")].filter((tr) => {
  const cells = [...tr.querySelectorAll("td")], seen = cells.filter((td) => td.offsetParent), some = cells.filter((td) => td.textContent !== "0");
  return tr.offsetHeight > tr.querySelector("th").offsetHeight + 26 * Math.max(1, some.length) + 20 || seen.length !== Math.max(1, some.length) || some.some((td) => !td.offsetParent);
}).map((tr) => tr.offsetHeight + " " + tr.textContent)`)
	if n := value[int](p, "document.querySelectorAll('.counts tbody tr').length"); n < 5 || len(bad) > 0 {
		t.Errorf("of %d units these are not short: %q", n, bad)
	}
	g.see(p, "board-phone")
	p.look(desk())
	if n := value[int](p, "[...document.querySelectorAll('.counts tbody td')].filter((td) => !td.offsetParent).length"); n > 0 {
		t.Errorf("the table lacks %d numbers", n)
	}
}
