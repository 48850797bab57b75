package stafftest

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Elements walks over the elements with one of the names, in the order of the page.
func Elements(root *html.Node, names ...string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && (len(names) == 0 || slices.Contains(names, n.Data)) && !yield(n) {
				return
			}
		}
	}
}

// Enumerate numbers what a walk passes.
func Enumerate[T any](all iter.Seq[T]) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		i := 0
		for x := range all {
			if !yield(i, x) {
				return
			}
			i++
		}
	}
}

// Attr is the value of an attribute, "" when there is none.
func Attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// HasAttr tells whether an element has an attribute.
func HasAttr(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// Words is the text of a part of a page with single blanks.
func Words(n *html.Node) string { return strings.Join(strings.Fields(text(n)), " ") }

// Rules checks what every page has to keep: a language, one heading, a name for every control and
// picture, no id twice, nothing inline that the security policy would refuse.
func Rules(t *testing.T, p *Page) {
	t.Helper()
	ids, labelled := map[string]bool{}, map[string]bool{}
	headings := 0
	for n := range Elements(p.Doc) {
		if id := Attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("%s: id %q stands twice", p.Path, id)
			}
			ids[id] = true
		}
		if n.Data == "label" {
			labelled[Attr(n, "for")] = true
		}
		if n.Data == "h1" {
			headings++
		}
		inline(t, p, n)
	}
	if headings != 1 {
		t.Errorf("%s: %d headings of the first rank", p.Path, headings)
	}
	for n := range Elements(p.Doc, "html") {
		if lang := Attr(n, "lang"); lang != "id" && lang != "en" {
			t.Errorf("%s: the page is in %q", p.Path, lang)
		}
	}
	for n := range Elements(p.Doc, "input", "select", "textarea") {
		if Attr(n, "type") != "hidden" && !labelled[Attr(n, "id")] && Attr(n, "aria-label") == "" {
			t.Errorf("%s: %s %q has no label", p.Path, n.Data, Attr(n, "name"))
		}
		for _, id := range strings.Fields(Attr(n, "aria-describedby")) {
			if !ids[id] {
				t.Errorf("%s: %q is described by %q, which is not there", p.Path, Attr(n, "name"), id)
			}
		}
	}
	named(t, p, ids)
}

func inline(t *testing.T, p *Page, n *html.Node) {
	t.Helper()
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			t.Errorf("%s: %s has %s, which the policy refuses", p.Path, n.Data, a.Key)
		}
	}
	data := Attr(n, "type") == "application/ld+json" // linked data: a browser runs nothing of it
	if n.Data == "style" || n.Data == "script" && Attr(n, "src") == "" && !data {
		t.Errorf("%s: %s in the page, which the policy refuses", p.Path, n.Data)
	}
	if v := Attr(n, "tabindex"); v != "" && v != "-1" && v != "0" {
		t.Errorf("%s: tabindex %s", p.Path, v)
	}
	if n.Data == "img" && !HasAttr(n, "alt") {
		t.Errorf("%s: a picture without words", p.Path)
	}
	if n.Data == "th" && Attr(n, "scope") == "" {
		t.Errorf("%s: a heading of a table without scope", p.Path)
	}
}

func named(t *testing.T, p *Page, ids map[string]bool) {
	t.Helper()
	for n := range Elements(p.Doc, "a", "button") {
		said := Words(n)
		for img := range Elements(n, "img") {
			said += Attr(img, "alt")
		}
		if said == "" && Attr(n, "aria-hidden") != "true" {
			t.Errorf("%s: %s without words", p.Path, n.Data)
		}
		if to := Attr(n, "href"); len(to) > 1 && to[0] == '#' && !ids[to[1:]] {
			t.Errorf("%s: a link to %q, which is not there", p.Path, to)
		}
	}
	for n := range Elements(p.Doc, "main") {
		// Words that are keys: a message is missing.
		for word := range strings.FieldsSeq(Words(n)) {
			if strings.HasPrefix(word, "officer.") || strings.HasPrefix(word, "admin.") || strings.HasPrefix(word, "error.") {
				t.Errorf("%s: %q is a key and no word", p.Path, word)
			}
		}
	}
}
