package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/i18n"
	"tuntas/internal/web/assets"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
)

// rendered is one story as it was rendered, with its elements at hand.
type rendered struct {
	t    *testing.T
	name string
	raw  []byte
	all  []*html.Node
	ids  map[string]int
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string {
	v, _ := attr(n, name)
	return v
}

func render(t *testing.T, s story, lang string) rendered {
	t.Helper()
	var b bytes.Buffer
	if err := s.Build(page(lang, "", s.Path)).Render(t.Context(), &b); err != nil {
		t.Fatalf("%s: %v", s.Path, err)
	}
	root, err := html.Parse(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	r := rendered{t: t, name: s.Path + " " + lang, raw: b.Bytes(), ids: map[string]int{}}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			r.all = append(r.all, n)
			if id, ok := attr(n, "id"); ok {
				r.ids[id]++
			}
		}
	}
	return r
}

func (r rendered) fail(format string, args ...any) {
	r.t.Helper()
	r.t.Errorf(r.name+": "+format, args...)
}

func (r rendered) find(tags ...string) []*html.Node {
	var out []*html.Node
	for _, n := range r.all {
		if slices.Contains(tags, n.Data) {
			out = append(out, n)
		}
	}
	return out
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestEveryPage(t *testing.T) {
	for _, s := range stories() {
		for _, lang := range i18n.Languages() {
			r := render(t, s, lang)
			r.frame(lang)
			r.names()
			r.references()
			r.strictness()
			r.words()
		}
	}
}

// frame: language, one first heading, landmarks, the way to the content.
func (r rendered) frame(lang string) {
	if root := r.find("html"); value(root[0], "lang") != lang {
		r.fail("lang is %q", value(root[0], "lang"))
	}
	for tag, most := range map[string]int{"h1": 1, "main": 1, "header": 1, "footer": 1, "title": 1} {
		if n := len(r.find(tag)); n != most {
			r.fail("%d elements %s, want %d", n, tag, most)
		}
	}
	title := text(r.find("title")[0])
	mistakes := slices.ContainsFunc(r.all, func(n *html.Node) bool { return value(n, "class") == "errsum" })
	if prefix := i18n.For(lang).T("err.prefix"); strings.HasPrefix(title, prefix) != mistakes {
		r.fail("title %q, mistakes %v", title, mistakes)
	}
	if !strings.HasSuffix(title, ui.Product) || len(title) < len(ui.Product)+4 {
		r.fail("title %q", title)
	}
	level := 0
	for _, h := range r.find("h1", "h2", "h3", "h4") {
		n := int(h.Data[1] - '0')
		if level != 0 && n > level+1 {
			r.fail("heading %q skips from %d to %d", text(h), level, n)
		}
		level = max(n, 1)
	}
}

// names: every control has a label, every picture words, every link and button a name.
func (r rendered) names() {
	labelled := map[string]bool{}
	for _, l := range r.find("label") {
		labelled[value(l, "for")] = text(l) != ""
	}
	for _, n := range r.find("input", "textarea", "select") {
		if k := value(n, "type"); k == "hidden" {
			continue
		}
		if id := value(n, "id"); !labelled[id] {
			r.fail("the control %q has no label", id)
		}
		if value(n, "name") == "" {
			r.fail("the control %q has no name", value(n, "id"))
		}
	}
	for _, n := range r.find("a", "button") {
		if value(n, "aria-hidden") == "true" {
			continue
		}
		name := text(n)
		for d := range n.Descendants() {
			name += value(d, "alt")
		}
		if name == "" {
			r.fail("a %s to %q has no name", n.Data, value(n, "href"))
		}
	}
	for _, n := range r.find("img") {
		if _, ok := attr(n, "alt"); !ok || value(n, "width") == "" || value(n, "height") == "" {
			r.fail("a picture without words or size: %s", value(n, "src"))
		}
	}
	for _, n := range r.find("svg") {
		_, hidden := attr(n, "hidden")
		if value(n, "aria-hidden") != "true" && value(n, "role") != "img" && !hidden {
			r.fail("a drawing that is neither hidden nor named")
		}
	}
	for _, n := range r.find("fieldset") {
		if n.FirstChild == nil || n.FirstChild.Data != "legend" {
			r.fail("a fieldset without a legend")
		}
	}
}

// references: ids are unique and whatever is pointed at is there.
func (r rendered) references() {
	for id, n := range r.ids {
		if n > 1 {
			r.fail("the id %q stands %d times", id, n)
		}
	}
	for _, n := range r.all {
		for _, name := range []string{"aria-describedby", "aria-labelledby", "aria-controls", "for"} {
			for _, id := range strings.Fields(value(n, name)) {
				if r.ids[id] == 0 {
					r.fail("%s of %s points at %q, which is not there", name, n.Data, id)
				}
			}
		}
		if href := value(n, "href"); strings.HasPrefix(href, "#") && r.ids[href[1:]] == 0 {
			r.fail("%s points at %q, which is not there", n.Data, href)
		}
		for _, name := range []string{"src", "href"} {
			if u := value(n, name); strings.HasPrefix(u, assets.Prefix) {
				w := httptest.NewRecorder()
				assets.Handler(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest(http.MethodGet, u, nil))
				if w.Code != http.StatusOK {
					r.fail("%s answers %d", u, w.Code)
				}
			}
		}
	}
}

// strictness: nothing that the content security policy forbids, and no trap for the keyboard.
func (r rendered) strictness() {
	for _, n := range r.all {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				r.fail("%s has the attribute %s", n.Data, a.Key)
			}
			if (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(a.Val, "http") || strings.HasPrefix(a.Val, "//") || strings.Contains(a.Val, "about:")) {
				r.fail("%s leads away, to %s", n.Data, a.Val)
			}
		}
		if n.Data == "style" || n.Data == "script" && (value(n, "src") == "" || n.FirstChild != nil) {
			r.fail("%s inside the page", n.Data)
		}
		if tab, ok := attr(n, "tabindex"); ok && tab != "0" && tab != "-1" {
			r.fail("tabindex %s", tab)
		}
	}
}

// words: no key and no empty place instead of words.
func (r rendered) words() {
	key := regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
	place := regexp.MustCompile(`\{\w+\}`)
	for _, n := range r.all {
		if n.Data == "script" {
			continue
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type != html.TextNode {
				continue
			}
			s := strings.TrimSpace(c.Data)
			if key.MatchString(s) && !strings.HasSuffix(s, ".jpg") && !strings.HasSuffix(s, ".pdf") || place.MatchString(s) || strings.ContainsAny(s, "\x02\x03") {
				r.fail("shows %q", s)
			}
		}
	}
}

// TestNobodyBreaksOut: whatever people type stays text.
func TestNobodyBreaksOut(t *testing.T) {
	evil := `"><script>alert(1)</script><img src=x onerror=alert(1)>'&lt;{n}` + "\x02</p>\x03"
	pg := page("id", "", "/laporan?q="+evil)
	pg.Flash = &ui.Flash{Tone: ui.ToneOK, Text: evil}
	deed := citizen.Deed{Verb: "close", Agency: evil}.Tell(pg.P)
	v := citizen.ReportView{Page: pg, Code: evil, Title: evil, Body: evil + "\n\n" + evil, Name: evil, Topic: evil, Place: evil, Agency: evil, Channel: evil, PDF: evil, URL: "https://x/",
		Standing: ui.Standing{Headline: evil, Promises: []string{evil, i18n.Strong(evil)}, Note: evil}, Own: true,
		History: []ui.Moment{{Text: deed, Message: evil, Note: evil, Files: []ui.File{{URL: "javascript:alert(1)", Name: evil, Thumb: evil}}}}}
	list := citizen.ListView{Page: pg, Query: evil, Agency: evil, Active: []citizen.ActiveFilter{{Text: evil, Without: "javascript:alert(1)"}}, Cards: []ui.Card{{URL: evil, Title: evil, Excerpt: evil, Place: evil}}, Count: 1}
	for _, s := range []story{{"/evil", func(ui.Page) templ.Component { return citizen.Report(v) }}, {"/evil-list", func(ui.Page) templ.Component { return citizen.List(list) }}} {
		r := render(t, s, "id")
		if n := len(r.find("script")); n != 1 {
			r.fail("%d scripts", n)
		}
		for _, n := range r.all {
			for _, a := range n.Attr {
				if a.Key == "onerror" || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
					r.fail("%s %s=%q", n.Data, a.Key, a.Val)
				}
			}
		}
	}
}

// TestWeight: a form page with everything it needs is at most 14 kB compressed, so that it
// fits into what a server may send before it hears from the browser; the other pages 16 kB.
func TestWeight(t *testing.T) {
	for _, s := range stories() {
		r := render(t, s, "id")
		sum := packed(t, r.raw)
		for _, n := range r.find("link", "script") {
			u := value(n, "href") + value(n, "src")
			req := httptest.NewRequest(http.MethodGet, u, nil)
			req.Header.Set("Accept-Encoding", "gzip")
			w := httptest.NewRecorder()
			assets.Handler(http.NotFoundHandler()).ServeHTTP(w, req)
			sum += w.Body.Len()
		}
		most := 16 << 10
		if strings.HasPrefix(s.Path, "/lapor/") || s.Path == "/lapor" {
			most = 14 << 10
		}
		if sum > most {
			r.fail("%d bytes compressed, at most %d", sum, most)
		}
	}
}

func packed(t *testing.T, b []byte) int {
	t.Helper()
	var n counter
	z, err := gzip.NewWriterLevel(&n, 6)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(z, bytes.NewReader(b)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return int(n)
}

type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }

func BenchmarkReport(b *testing.B) {
	for _, s := range stories() {
		if s.Path != "/laporan/7K2M-9QXT-4PD" && s.Path != "/laporan" && s.Path != "/lapor" {
			continue
		}
		b.Run(strings.Trim(s.Path, "/"), func(b *testing.B) {
			b.ReportAllocs()
			c := s.Build(page("id", "", s.Path))
			for b.Loop() {
				if err := c.Render(b.Context(), io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
