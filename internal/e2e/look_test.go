package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// axeRun has the accessibility checker look at the page and tells each fault with the elements that have it.
const axeRun = `axe.run({resultTypes: ["violations"], preload: false, runOnly: %s})
  .then((r) => r.violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html.slice(0, 160) + " " + n.failureSummary.replace(/\s+/g, " ").slice(0, 240)).join(" | ")))`

// rules are what the checker looks for: everything by day. By night only the colours differ, so only they are judged again.
func rules(w window) string {
	if w.dark {
		return `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
	}
	return `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
}

// needAxe reads the checker. "make tools" installs it; it is skipped where it is missing, except in CI.
func needAxe(t *testing.T) string {
	t.Helper()
	path := os.Getenv("TUNTAS_AXE")
	if path == "" {
		path = filepath.Join("..", "..", "bin", "axe", "node_modules", "axe-core", "axe.min.js")
	}
	b, err := os.ReadFile(path)
	switch {
	case err == nil:
	case os.Getenv("CI") == "true":
		t.Fatalf("the accessibility checker is missing: %v", err)
	default:
		t.Skipf("the accessibility checker is missing; \"make tools\" installs it: %v", err)
	}
	return string(b)
}

// gallery looks at page after page.
type gallery struct {
	axe  string
	seen map[string]bool
}

// views are the ways in which every page is looked at.
func views() []window {
	var out []window
	for _, width := range []int64{360, 1280} {
		for _, dark := range []bool{false, true} {
			out = append(out, window{width: width, height: 800, dark: dark})
		}
	}
	return out
}

// see looks at the page that is open in every way: what the accessibility checker finds, whether it fits, twice as
// large too, whether it has one heading of the first rank and a title.
func (g *gallery) see(p *page, name string) {
	p.t.Helper()
	if g.seen[name] {
		p.t.Fatalf("%s was looked at before", name)
	}
	g.seen[name] = true
	value[bool](p, g.axe+"; true")
	if n := value[int](p, "document.querySelectorAll('h1').length"); n != 1 {
		p.t.Errorf("%s has %d headings of the first rank", name, n)
	}
	if title := value[string](p, "document.title"); !strings.HasSuffix(title, "Tuntas") {
		p.t.Errorf("%s has the title %q", name, title)
	}
	p.look(window{width: 320, height: 640})
	fits(p, name, 320)
	for _, w := range views() {
		p.look(w)
		where := fmt.Sprintf("%s-%d-%s", name, w.width, map[bool]string{false: "light", true: "dark"}[w.dark])
		fits(p, where, w.width)
		p.shoot(where)
		for _, fault := range value[[]string](p, fmt.Sprintf(axeRun, rules(w))) {
			p.t.Errorf("%s: %s", where, fault)
		}
	}
	p.look(window{width: 640, height: 400}) // a screen of 1280 on which everything is twice as large
	fits(p, name+" twice as large", 640)
	p.shoot(name + "-large")
	p.look(desk())
}

// fits tells when a page is wider than its window, and which part is.
func fits(p *page, name string, width int64) {
	p.t.Helper()
	const widest = `(() => {
  const over = document.documentElement.scrollWidth;
  if (over <= innerWidth) return "";
  const e = [...document.querySelectorAll("body *")].find((e) => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== "absolute");
  return over + " wide, because of " + (e ? e.outerHTML.slice(0, 160) : "something hidden");
})()`
	if why := value[string](p, widest); why != "" {
		p.t.Errorf("%s in a window of %d is %s", name, width, why)
	}
}

// visit opens addresses and looks at what comes.
func (g *gallery) visit(p *page, status int, paths map[string]string) {
	p.t.Helper()
	for _, name := range sorted(paths) {
		if got := p.open(paths[name]); got != status {
			p.t.Errorf("%s answers %d, not %d", paths[name], got, status)
		}
		g.see(p, name)
	}
}
