package demo

import (
	"strings"
	"unicode"
)

// slots are the values of one report: {place}, {kel}, {kec}, {kota},
// {daerah}, {wilayah} and one draw of every small word list, so that a street
// named in the title is the street named in the text.
type slots map[string]string

// drawWords draws one value of each plain list (those without a dot).
func (s slots) drawWords(d *dice, w words, names []string) {
	for _, name := range names {
		s[name] = pick(d, w[name])
	}
}

// fill replaces the slots, also those inside a value (a place names a street),
// and begins every sentence with a capital.
func (s slots) fill(text string) string {
	for strings.Contains(text, "{") {
		before, rest, _ := strings.Cut(text, "{")
		name, after, found := strings.Cut(rest, "}")
		if !found {
			break
		}
		text = before + s[name] + after
	}
	return sentences(text)
}

// sentences puts a capital at the start of the text and after a full stop,
// question or exclamation mark.
func sentences(text string) string {
	var out strings.Builder
	start, ended := true, false
	for _, r := range text {
		switch {
		case start && unicode.IsLetter(r):
			r = unicode.ToUpper(r)
			start = false
		case start && unicode.IsDigit(r):
			start = false
		case ended && unicode.IsSpace(r):
			start = true
		}
		ended = r == '.' || r == '?' || r == '!'
		out.WriteRune(r)
	}
	return out.String()
}
