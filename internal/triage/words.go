// Package triage makes text comparable: it cuts what people write, in Indonesian, English or both,
// into the words by which it is found again. Texts and queries go through the same mill.
package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The lengths of a word, in characters, and of a query, in words.
const (
	minWord  = 2
	maxWord  = 40
	maxQuery = 8
)

// Words returns the words of a text in the order in which they first appear, each once: folded to
// plain lower-case letters and digits, without function words, as stems. Words of one character
// or of more than 40 are left out.
func Words(text string) []string { return Stems(analyse(text, -1)) }

// Query returns the words of what somebody searches for, at most 8; further ones are ignored. It is
// empty when nothing but function words was typed. A report is found by a query when it has all of its words.
func Query(text string) []string { return Stems(analyse(text, maxQuery)) }

// Stems are the words of Terms as Words gives them.
func Stems(terms []Term) []string {
	out := make([]string, len(terms))
	for i, t := range terms {
		out[i] = t.Stem
	}
	return out
}

// analyse returns at most limit words, all of them when limit is negative.
func analyse(text string, limit int) []Term {
	text = fold(text)
	words := make([]Term, 0, len(text)/10)
	seen := make(map[string]struct{}, len(text)/10)
	for len(text) > 0 && len(words) != limit {
		var word string
		word, text = cut(text)
		if n := utf8.RuneCountInString(word); n < minWord || n > maxWord || functionWord(word) {
			continue
		}
		stem := Stem(word)
		if _, ok := seen[stem]; !ok {
			seen[stem] = struct{}{}
			words = append(words, Term{Stem: stem, Word: word})
		}
	}
	return words
}

// cut takes the first word off a folded text; it is empty when there is no more.
func cut(text string) (word, rest string) {
	start, quoted := -1, false
	for i, c := range text {
		switch {
		case inWord(c):
			if start < 0 {
				start = i
			}
		case start < 0:
		case apostrophe(c) && wordFollows(text[i+utf8.RuneLen(c):]):
			quoted = true
		default:
			return unquote(text[start:i], quoted), text[i:]
		}
	}
	if start < 0 {
		return "", ""
	}
	return unquote(text[start:], quoted), ""
}

// unquote joins what an apostrophe parts: jum'at and jumat are one word.
func unquote(word string, quoted bool) string {
	if !quoted {
		return word
	}
	return strings.Map(func(c rune) rune {
		if apostrophe(c) {
			return -1
		}
		return c
	}, word)
}

func inWord(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
	}
	return c != utf8.RuneError && !apostrophe(c) && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mc, c))
}

func wordFollows(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return inWord(c)
}

// apostrophe tells the signs that people write inside a word: the typewriter's, the printer's and the grave accent.
func apostrophe(c rune) bool {
	switch c {
	case '\'', '`', '\u2018', '\u2019', '\u02bb', '\u02bc':
		return true
	default:
		return false
	}
}

// fold writes a text in plain lower-case letters: wide, ligated and styled forms become the
// ordinary ones (NFKC), accents are dropped.
func fold(text string) string {
	if plain(text) {
		return strings.ToLower(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range norm.NFKD.String(strings.ToValidUTF8(text, " ")) {
		if unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf) {
			continue
		}
		c = unicode.ToLower(c)
		if s, ok := unaccented(c); ok {
			b.WriteString(s)
			continue
		}
		b.WriteRune(c)
	}
	return norm.NFC.String(b.String())
}

func plain(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// unaccented writes the letters whose stroke or joint Unicode does not count as an accent.
func unaccented(c rune) (string, bool) {
	switch c {
	case 'ß':
		return "ss", true
	case 'æ':
		return "ae", true
	case 'œ':
		return "oe", true
	case 'ø':
		return "o", true
	case 'ł':
		return "l", true
	case 'đ', 'ð':
		return "d", true
	case 'þ':
		return "th", true
	case 'ħ':
		return "h", true
	case 'ı':
		return "i", true
	default:
		return "", false
	}
}
