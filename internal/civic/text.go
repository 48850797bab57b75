package civic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The invisible characters that script needs stand between two letters of it; see keepsJoiner.
const (
	zeroWidthNonJoiner = '\u200c'
	zeroWidthJoiner    = '\u200d'
)

// TidyText cleans a text that somebody typed: no control characters, no direction overrides, nothing that takes no
// room on the screen. A text of such characters alone becomes empty, and looks like what it is.
func TidyText(s string) string {
	if !strings.ContainsFunc(s, unwanted) { // most texts: nothing to copy
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	var last rune // written
	for i, c := range s {
		switch {
		case c == '\u2028' || c == '\u2029': // separators of lines and paragraphs
			c = '\n'
		case c == '\u2800': // a Braille sign without dots
			c = ' '
		case c == zeroWidthNonJoiner || c == zeroWidthJoiner:
			if !keepsJoiner(last, s[i+utf8.RuneLen(c):]) {
				continue
			}
		case unwanted(c):
			continue
		}
		b.WriteRune(c)
		last = c
	}
	return strings.TrimSpace(b.String())
}

// unwanted tells the characters that are looked at more closely.
func unwanted(c rune) bool {
	switch {
	case c == '\n' || c == '\t':
		return false
	case c == utf8.RuneError, c == '\u2028', c == '\u2029', c == '\u2800', blankSign(c), unicode.IsControl(c):
		return true
	}
	// Signs of number and verse of Arabic script are counted among the format characters, and are seen.
	return unicode.Is(unicode.Cf, c) && !unicode.Is(unicode.Prepended_Concatenation_Mark, c)
}

// blankSign tells the characters that are letters or marks by their kind and that nobody sees.
func blankSign(c rune) bool {
	switch c {
	case '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u180b', '\u180c', '\u180d', '\u180e', '\u180f', '\u3164', '\uffa0':
		return true
	}
	return false
}

// keepsJoiner: Arabic, Javanese and other scripts shape a word by it, and pictures are put together by it. Between Latin
// letters it would only make two words that look alike.
func keepsJoiner(last rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	if last <= unicode.MaxASCII || last == zeroWidthNonJoiner || last == zeroWidthJoiner || unicode.Is(unicode.Latin, last) {
		return false
	}
	shapes := func(c rune) bool {
		return unicode.IsLetter(c) || unicode.IsMark(c) || unicode.Is(unicode.So, c) || unicode.Is(unicode.Sk, c)
	}
	return shapes(last) && shapes(next) && !unwanted(next)
}

// HasWords tells whether there is anything to read in a text: a letter or a digit that is seen.
func HasWords(s string) bool {
	return strings.ContainsFunc(s, func(c rune) bool { return (unicode.IsLetter(c) || unicode.IsNumber(c)) && !blankSign(c) })
}

// SaysWhy tells whether a reason that is written down says anything: words, of at least MinReason characters that are seen.
func SaysWhy(reason string) bool {
	seen := 0
	for _, c := range reason {
		if unicode.IsGraphic(c) && !unicode.IsSpace(c) && !unwanted(c) {
			seen++
		}
	}
	return seen >= MinReason && HasWords(reason)
}
