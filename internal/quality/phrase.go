package quality

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tuntas/internal/civic"
)

// Kind says what is wrong with a phrase of the lists.
type Kind string

// The kinds of phrases.
const (
	KindJargon  Kind = "jargon"
	KindStock   Kind = "stock"
	KindPromise Kind = "promise"
)

// Kinds lists the kinds in the order of the page on which they are edited.
func Kinds() []Kind { return []Kind{KindJargon, KindStock, KindPromise} }

// Phrase is one entry of the lists. A list is data: language changes, and every office has darlings of its own.
type Phrase struct {
	ID     civic.ID
	Kind   Kind
	Text   string     // words as they are written, in any case; "*" stands for up to three further words
	Plain  string     // of jargon: what to write instead; empty where no single word will do
	Advice string     // of jargon without a plain word: what to write instead, in a sentence
	From   civic.Date // first day on which it is looked for; zero: since ever
	Until  civic.Date // first day on which it is not; zero: no end
	Source string
}

// holds tells whether the phrase is looked for on the day.
func (p Phrase) holds(day civic.Date) bool {
	return !day.Before(p.From) && (p.Until.IsZero() || day.Before(p.Until))
}

// wildcard is how many words a "*" stands for at most.
const wildcard = 3

// entry is a phrase made ready to be looked for.
type entry struct {
	Phrase
	words []string // "*" among them
}

// Book is an immutable snapshot of the lists, made ready to be looked for.
type Book struct {
	all   []Phrase
	first map[string][]entry // by the first word, those of most words first
}

// NewBook makes the lists ready. A phrase without a word, or one that begins with "*", is never found.
func NewBook(all []Phrase) *Book {
	b := &Book{all: all, first: map[string][]entry{}}
	for _, p := range all {
		e := entry{Phrase: p}
		for part := range strings.FieldsSeq(p.Text) {
			if part == "*" {
				e.words = append(e.words, part)
				continue
			}
			for _, t := range tokens(part) {
				e.words = append(e.words, t.word)
			}
		}
		if len(e.words) > 0 && e.words[0] != "*" {
			b.first[e.words[0]] = append(b.first[e.words[0]], e)
		}
	}
	for _, es := range b.first {
		slices.SortStableFunc(es, func(a, b entry) int { return cmp.Compare(len(b.words), len(a.words)) })
	}
	return b
}

// All lists the phrases in the order given.
func (b *Book) All() []Phrase { return b.all }

// hit is a phrase found in a text.
type hit struct {
	entry
	Span
	from, to int // words of the text, from up to but without to
}

// find looks for the phrases that hold on the day. Of phrases that begin at one place the longest of each kind wins.
func (b *Book) find(text string, ws []token, day civic.Date) []hit {
	var out []hit
	for i := range ws {
		for _, e := range b.first[ws[i].word] {
			n := e.match(text, ws[i:])
			if n == 0 || !e.holds(day) || slices.ContainsFunc(out, func(h hit) bool { return h.Kind == e.Kind && i < h.to }) {
				continue
			}
			out = append(out, hit{entry: e, Span: spanOf(ws[i : i+n]), from: i, to: i + n})
		}
	}
	return out
}

// match tells how many words of the text the phrase takes from its beginning, 0 for none.
func (e *entry) match(text string, ws []token) int {
	n := 0
	for k, want := range e.words {
		if want == "*" {
			rest := entry{words: e.words[k+1:]}
			if len(rest.words) == 0 {
				return n
			}
			for skip := 0; skip <= wildcard && n+skip < len(ws); skip++ {
				if skip > 0 && !joined(text, ws[n+skip-1], ws[n+skip]) {
					return 0
				}
				if m := rest.match(text, ws[n+skip:]); m > 0 {
					return n + skip + m
				}
			}
			return 0
		}
		if n >= len(ws) || ws[n].word != want || n > 0 && !joined(text, ws[n-1], ws[n]) {
			return 0
		}
		n++
	}
	return n
}

// likeCase writes a word with a capital where the word in whose place it stands had one.
func likeCase(word, instead string) string {
	c, _ := utf8.DecodeRuneInString(instead)
	next, _ := utf8.DecodeRuneInString(instead[utf8.RuneLen(c):])
	if !unicode.IsUpper(c) || unicode.IsUpper(next) || strings.ContainsRune(instead, '/') {
		return word
	}
	return capital(word)
}

// capital begins a text with a capital letter.
func capital(s string) string {
	c, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(c)) + s[n:]
}
