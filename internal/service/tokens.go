package service

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number or a sign of a text.
type token struct {
	kind       byte   // 'w' word, 'n' number, 'p' sign, '\n' end of a line
	text       string // small letters
	start, end int    // where in the plain text
	val        milli  // of a number; below zero when the digits are no number
}

// milli is a number in thousandths, so that "1,5 jam" needs no floating point.
type milli int64

// tokenize cuts a plain text into tokens. Blanks are dropped, ends of lines are not: lists of steps and cases stand
// on lines.
func tokenize(s string) []token {
	var out []token
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n':
			out = append(out, token{kind: '\n', text: "\n", start: i, end: i + size})
		case unicode.IsSpace(r):
		case '0' <= r && r <= '9':
			size = numberLength(s[i:])
			out = append(out, token{kind: 'n', text: s[i : i+size], start: i, end: i + size, val: readDigits(s[i : i+size])})
		case r == '½':
			out = append(out, token{kind: 'w', text: "setengah", start: i, end: i + size})
		case unicode.IsLetter(r):
			size = wordLength(s[i:])
			out = appendWord(out, s[i:i+size], i)
		default:
			if n, text := longSign(s[i:]); n > 0 {
				size = n
				out = append(out, token{kind: 'p', text: text, start: i, end: i + n})
			} else {
				out = append(out, token{kind: 'p', text: string(r), start: i, end: i + size})
			}
		}
		i += size
	}
	return out
}

// maxTokens is how much of a text is parsed. A time or a tariff of more words is none; the text is kept all the same.
const maxTokens = 2000

func capped(t []token) []token { return t[:min(len(t), maxTokens)] }

// longSign reads signs of more than one character, under one spelling.
func longSign(s string) (int, string) {
	for _, p := range [...][2]string{{"+/-", "±"}, {"+-", "±"}, {"-/+", "±"}, {"<=", "≤"}, {">=", "≥"}, {"=<", "≤"}, {"=>", "≥"}, {",-", ",-"}, {"≈", "±"}, {"~", "±"}, {"∼", "±"}} {
		if strings.HasPrefix(s, p[0]) {
			return len(p[0]), p[1]
		}
	}
	return 0, ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// numberLength is the length of the number that s begins with: digits, and points or commas between digits.
func numberLength(s string) int {
	n := 0
	for n < len(s) {
		if isDigit(s[n]) || (s[n] == '.' || s[n] == ',') && n > 0 && isDigit(s[n-1]) && n+1 < len(s) && isDigit(s[n+1]) {
			n++
			continue
		}
		break
	}
	return n
}

// wordLength is the length of the word that s begins with. Hyphens bind letters ("selambat-lambatnya", "KTP-el"),
// and "s.d.", "s/d" is one word.
func wordLength(s string) int {
	if n := untilLength(s); n > 0 {
		return n
	}
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' {
			n += size
			continue
		}
		if r == '-' {
			next, _ := utf8.DecodeRuneInString(s[n+size:])
			if unicode.IsLetter(next) {
				n += size
				continue
			}
		}
		break
	}
	return n
}

// untilLength is the length of "s.d.", "s/d", "s.d", "s/d." at the beginning of s, else 0.
func untilLength(s string) int {
	if len(s) < 3 || s[0]|0x20 != 's' || s[1] != '.' && s[1] != '/' || s[2]|0x20 != 'd' {
		return 0
	}
	if len(s) > 3 && isLetter(s[3]) {
		return 0
	}
	if len(s) > 3 && s[3] == '.' {
		return 4
	}
	return 3
}

// appendWord appends a word; a chain such as "satu-dua" or "menit-jam" of numbers or units falls into its parts.
func appendWord(out []token, word string, at int) []token {
	low := strings.ToLower(word)
	if untilLength(word) > 0 {
		return append(out, token{kind: 'w', text: "s/d", start: at, end: at + len(word)})
	}
	if parts := strings.Split(low, "-"); len(parts) > 1 && len(low) == len(word) && splits(parts) {
		pos := at
		for k, p := range parts {
			if k > 0 {
				out = append(out, token{kind: 'p', text: "-", start: pos, end: pos + 1})
				pos++
			}
			out = append(out, token{kind: 'w', text: p, start: pos, end: pos + len(p)})
			pos += len(p)
		}
		return out
	}
	return append(out, token{kind: 'w', text: low, start: at, end: at + len(word)})
}

func splits(parts []string) bool {
	for _, p := range parts {
		if numeral(p) {
			return true
		}
		if u := unitWord(p); u != "" {
			return true
		}
	}
	return false
}

// is tells whether token i is one of the words.
func is(t []token, i int, words ...string) bool {
	if i < 0 || i >= len(t) {
		return false
	}
	for _, w := range words {
		if t[i].text == w {
			return true
		}
	}
	return false
}

// phrase tells whether the words stand at i, and how many tokens they are.
func phrase(t []token, i int, words string) int {
	n := 0
	for _, w := range strings.Fields(words) {
		if i < 0 || i+n >= len(t) || t[i+n].text != w {
			return 0
		}
		n++
	}
	return n
}

// within finds the first of the phrases in a stretch of tokens; -1 when there is none.
func within(t []token, from, to int, phrases ...string) int {
	for i := max(from, 0); i < to && i < len(t); i++ {
		for _, p := range phrases {
			if n := phrase(t, i, p); n > 0 && i+n <= to {
				return i
			}
		}
	}
	return -1
}
