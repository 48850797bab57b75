package triage

import "strings"

// affix is the group of the prefix taken off so far; it decides which suffixes may go with it.
type affix int

const (
	noPrefix affix = iota
	verbal         // di-, me- in all its forms, ter-
	causal         // per-, pe-
	nominal        // ke-, pe- with a nasal
	stative        // ber-
)

// stemmer is a word on its way to its stem. Every affix holds one vowel, so the vowels that are
// left tell how many syllables there are; a stem keeps at least two.
type stemmer struct {
	word     string
	vowels   int
	prefix   affix
	restored bool // the stem's first letter was swallowed by the prefix and is back
}

// Stem takes the affixes off an Indonesian word of lower-case letters, by the rules of the Snowball
// algorithm for Indonesian (after F. Z. Tala, A Study of Stemming Effects on Information Retrieval
// in Bahasa Indonesia, 2003): "perbaikannya" gives "baik". Words of two syllables come back as
// they are. It knows no dictionary, so it also cuts what only looks like an affix; a search
// loses nothing by that as long as texts and queries are cut alike.
func Stem(word string) string {
	s := stemmer{word: word}
	for i := range len(word) {
		if vowel(word[i]) {
			s.vowels++
		}
	}
	if s.done() || s.particle() || s.pronoun() {
		return s.word
	}
	if s.firstPrefix() {
		// A prefix of the second order hides behind one of the first only in words with a suffix
		// too, and it never lost its first letter: the p of pemerintahan belongs to perintah.
		if !s.done() && s.suffix() && !s.done() && !s.restored {
			s.secondPrefix()
		}
		return s.word
	}
	s.secondPrefix()
	if !s.done() {
		s.suffix()
	}
	return s.word
}

// done tells whether too few syllables are left to take off another.
func (s *stemmer) done() bool { return s.vowels <= 2 }

func vowel(c byte) bool { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' }

// cutEnd takes one suffix off.
func (s *stemmer) cutEnd(suffix string) bool {
	if !strings.HasSuffix(s.word, suffix) {
		return false
	}
	s.word, s.vowels = s.word[:len(s.word)-len(suffix)], s.vowels-1
	return true
}

// cutFront takes n bytes off the front and puts what the prefix had swallowed in their place.
func (s *stemmer) cutFront(n int, swallowed string, group affix) bool {
	s.word, s.vowels, s.prefix, s.restored = swallowed+s.word[n:], s.vowels-1, group, swallowed != ""
	return true
}

// particle takes off -kah, -lah or -pun and tells whether the word is done.
func (s *stemmer) particle() bool {
	_ = s.cutEnd("kah") || s.cutEnd("lah") || s.cutEnd("pun")
	return s.done()
}

// pronoun takes off -ku, -mu or -nya and tells whether the word is done.
func (s *stemmer) pronoun() bool {
	_ = s.cutEnd("ku") || s.cutEnd("mu") || s.cutEnd("nya")
	return s.done()
}

// vowelAt tells whether the word goes on with a vowel at i.
func (s *stemmer) vowelAt(i int) bool { return i < len(s.word) && vowel(s.word[i]) }

// firstPrefix takes off di-, ter-, ke-, and me- and pe- with the nasal by which the stem begins.
// Before a vowel the nasal stands in the place of a letter: menyapu is sapu, memakai is pakai.
func (s *stemmer) firstPrefix() bool {
	switch w := s.word; {
	case strings.HasPrefix(w, "di"):
		return s.cutFront(2, "", verbal)
	case strings.HasPrefix(w, "ter"):
		return s.cutFront(3, "", verbal)
	case strings.HasPrefix(w, "ke"):
		return s.cutFront(2, "", nominal)
	case strings.HasPrefix(w, "me"):
		if n, swallowed := s.nasal(); n > 0 {
			return s.cutFront(n, swallowed, verbal)
		}
		return s.cutFront(2, "", verbal)
	case strings.HasPrefix(w, "pe"):
		if n, swallowed := s.nasal(); n > 0 {
			return s.cutFront(n, swallowed, nominal)
		}
	}
	return false
}

// nasal measures a prefix of two letters with its nasal, and the letter that the nasal has
// swallowed; 0 when there is no nasal.
func (s *stemmer) nasal() (n int, swallowed string) {
	switch rest := s.word[2:]; {
	case strings.HasPrefix(rest, "ny") && s.vowelAt(4):
		return 4, "s"
	case strings.HasPrefix(rest, "ng"):
		return 4, ""
	case strings.HasPrefix(rest, "n"):
		return 3, ""
	case strings.HasPrefix(rest, "m") && s.vowelAt(3):
		return 3, "p"
	case strings.HasPrefix(rest, "m"):
		return 3, ""
	default:
		return 0, ""
	}
}

// secondPrefix takes off ber-, per- and their forms be-, pe-, bel- and pel-.
func (s *stemmer) secondPrefix() {
	switch w := s.word; {
	case strings.HasPrefix(w, "belajar"):
		s.cutFront(3, "", stative)
	case strings.HasPrefix(w, "pelajar"):
		s.cutFront(3, "", noPrefix)
	case strings.HasPrefix(w, "ber"):
		s.cutFront(3, "", stative)
	case strings.HasPrefix(w, "be") && len(w) >= 5 && !vowel(w[2]) && w[3:5] == "er":
		s.cutFront(2, "", stative) // bekerja
	case strings.HasPrefix(w, "per"):
		s.cutFront(3, "", causal)
	case strings.HasPrefix(w, "pe"):
		s.cutFront(2, "", causal)
	}
}

// suffix takes off -kan, -an or -i where it goes with the prefix.
func (s *stemmer) suffix() bool {
	switch {
	case s.prefix != nominal && s.prefix != causal && strings.HasSuffix(s.word, "kan"):
		return s.cutEnd("kan")
	case s.prefix != verbal && strings.HasSuffix(s.word, "an"):
		return s.cutEnd("an")
	case s.prefix <= causal && !strings.HasSuffix(s.word, "si"): // -si ends words of foreign origin
		return s.cutEnd("i")
	default:
		return false
	}
}
