package quality

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/triage"
)

// Hit is a piece of personal data in a text.
type Hit struct {
	Kind string // NIK, PHONE ...
	Span Span
	Mask string // what may stand there instead
}

// Personal finds personal data in a text.
type Personal func(text string) []Hit

// Answer is a text on its way to a citizen, with what has to be known to judge it.
type Answer struct {
	Text         string
	Day          civic.Date // whose lists count
	NeedsProof   bool       // the topic asks for evidence, and the step is one that says it is done
	HasProof     bool       // evidence of the office is there, or comes with it
	OfficeWords  []string   // contact and names of the office itself: nobody's personal data
	FindPersonal Personal   // nil finds nothing
}

// Check reads an answer and returns what is to be mended, the gravest first. Copies are found apart, see Sketch.
func (b *Book) Check(a Answer) []Finding {
	c := checker{Answer: a, ws: tokens(a.Text)}
	c.parts = sentences(a.Text, c.ws)
	c.hits = b.find(a.Text, c.ws, a.Day)
	c.blanks()
	c.personal()
	c.stock()
	c.promises()
	if a.NeedsProof && !a.HasProof {
		c.add(Finding{Rule: RuleEvidence, Key: "quality.evidence", Span: c.whole()})
	}
	c.jargon()
	c.long()
	return Sorted(c.out)
}

// Sorted puts findings in the order in which they are shown, and keeps no more than can be mended at once.
func Sorted(all []Finding) []Finding {
	rank := func(f Finding) int { return slices.Index(Rules(), f.Rule) }
	slices.SortStableFunc(all, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	if len(all) > maxFindings {
		all = all[:maxFindings]
	}
	return all
}

// checker gathers the findings of one text.
type checker struct {
	Answer
	ws    []token
	parts [][]token
	hits  []hit
	out   []Finding
}

func (c *checker) add(f Finding) { c.out = append(c.out, f) }

func (c *checker) whole() Span { return Span{0, len(c.Text)} }

// blank finds variables of templates and places that a mend has left to fill in.
var blank = regexp.MustCompile(`\{[\pL_]{1,30}\}|\[isi [^\[\]\n]{1,60}\]`)

// Blanks finds what was left to fill in, in a text that nothing else is asked of.
func Blanks(text string) []Finding {
	c := checker{Answer: Answer{Text: text}}
	c.blanks()
	return c.out
}

func (c *checker) blanks() {
	if !strings.ContainsAny(c.Text, "{[") {
		return
	}
	for _, at := range blank.FindAllStringIndex(c.Text, -1) {
		s := Span{at[0], at[1]}
		c.add(Finding{Rule: RuleBlank, Key: "quality.blank", Args: map[string]any{"quote": s.Of(c.Text)}, Span: s})
	}
}

// personal: data of people. What belongs to the office itself is meant to be read.
func (c *checker) personal() {
	if c.FindPersonal == nil {
		return
	}
	for _, h := range c.FindPersonal(c.Text) {
		if h.Span.Start < 0 || h.Span.End > len(c.Text) || h.Span.Start >= h.Span.End || c.ofOffice(h.Span.Of(c.Text)) {
			continue
		}
		c.add(Finding{Rule: RulePersonal, Key: "quality.personal", Args: map[string]any{"kind": h.Kind, "quote": quote(h.Span.Of(c.Text))}, Span: h.Span,
			Mend: &Mend{Span: h.Span, Text: h.Mask}})
	}
}

func (c *checker) ofOffice(s string) bool {
	s = strings.ToLower(s)
	if strings.Contains(s, "@") && strings.HasSuffix(s, ".go.id") {
		return true
	}
	bare := digits(s)
	return slices.ContainsFunc(c.OfficeWords, func(w string) bool {
		return w != "" && (strings.EqualFold(w, s) || len(bare) > 5 && digits(w) == bare)
	})
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// How many words with a meaning of their own a text needs: to say anything at all, and to be more than its stock phrase.
const (
	leastWords     = 3
	leastBesides   = 6
	proposedFact   = "Dikerjakan pada [isi tanggal]: [isi apa yang dilakukan]."
	proposedDate   = " paling lambat [isi tanggal]"
	placeToFillOut = "[isi "
)

// stock: a text that would fit any report tells its reader nothing.
func (c *checker) stock() {
	if strings.Contains(c.Text, placeToFillOut) || dated(c.Text, c.ws) || measured(c.ws) {
		return // it names a day or a number, or is about to
	}
	var first *hit
	rest := c.Text
	for _, h := range slices.Backward(c.hits) {
		if h.Kind == KindStock || h.Kind == KindPromise {
			rest = rest[:h.Start] + " " + rest[h.End:]
			if h.Kind == KindStock {
				first = &h
			}
		}
	}
	words := 0
	for _, w := range triage.Words(rest) {
		if !emptyWord(w) {
			words++
		}
	}
	f := Finding{Rule: RuleStock, Key: "quality.thin", Span: c.whole(), Mend: &Mend{Span: Span{len(c.Text), len(c.Text)}, Text: c.appended(proposedFact)}}
	switch {
	case first != nil && words < leastBesides:
		f.Key, f.Span, f.Args = "quality.stock", first.Span, map[string]any{"quote": quote(first.Of(c.Text))}
	case words >= leastWords:
		return
	}
	c.add(f)
}

// appended is a sentence put after the text.
func (c *checker) appended(sentence string) string {
	switch {
	case c.Text == "":
		return sentence
	case strings.ContainsRune(".!?", rune(c.Text[len(c.Text)-1])):
		return " " + sentence
	default:
		return ". " + sentence
	}
}

// emptyWord tells the stems that every answer of every office has.
func emptyWord(stem string) bool {
	switch stem {
	case "lapor", "adu", "jawab", "terima", "kasih", "kami", "anda", "bapak", "ibu", "saudara", "petugas", "tugas", "instansi", "dinas", "unit", "bidang", "pihak", "warga", "masyarakat",
		"segera", "proses", "lanjut", "tindak", "tindaklanjut", "koordinasi", "terkait", "kait", "sampai", "informasi", "mohon", "maaf", "tunggu", "sesuai", "ketentu", "tentu", "laku", "beri", "sedang", "sudah",
		"telah", "selesai", "baik", "teman", "rekan", "harap", "moga", "moho", "atas", "hal", "demikian", "salam", "hormat", "ok", "oke", "ya", "siap", "catat", "terus", "kerja":
		return true
	}
	return false
}

// promises: what is announced without a day binds nobody.
func (c *checker) promises() {
	for _, h := range c.hits {
		if h.Kind != KindPromise {
			continue
		}
		i := slices.IndexFunc(c.parts, func(p []token) bool { return p[len(p)-1].End >= h.End })
		if near := c.parts[i:min(i+2, len(c.parts))]; slices.ContainsFunc(near, func(p []token) bool { return dated(c.Text, p) }) {
			if vain(c.Text, slices.Concat(near...), c.Day) {
				c.add(Finding{Rule: RulePromise, Key: "quality.promise_over", Args: map[string]any{"quote": quote(h.Of(c.Text))}, Span: h.Span})
			}
			continue
		}
		if strings.HasPrefix(c.Text[h.End:], proposedDate) {
			continue // said already: a place to fill in
		}
		c.add(Finding{Rule: RulePromise, Key: "quality.promise", Args: map[string]any{"quote": quote(h.Of(c.Text))}, Span: h.Span, Mend: &Mend{Span: Span{h.End, h.End}, Text: proposedDate}})
	}
}

// jargon: each word once, however often it stands there.
func (c *checker) jargon() {
	seen := map[civic.ID]bool{}
	for _, h := range c.hits {
		if h.Kind != KindJargon || seen[h.ID] && h.ID != 0 {
			continue
		}
		seen[h.ID] = true
		f := Finding{Rule: RuleJargon, Key: "quality.jargon", Args: map[string]any{"quote": h.Of(c.Text), "plain": h.Plain}, Span: h.Span}
		if h.Plain == "" {
			f.Key, f.Args = "quality.jargon_advice", map[string]any{"quote": quote(h.Of(c.Text)), "advice": h.Advice}
		} else {
			f.Mend = &Mend{Span: h.Span, Text: likeCase(h.Plain, h.Of(c.Text))}
		}
		c.add(f)
	}
}
