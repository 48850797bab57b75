package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenSign  tokenKind = iota // one sign that is neither letter, digit nor blank; also the end of a line
	tokenWord                   // letters
	tokenDigit                  // digits
	tokenCover                  // what stands for something that was covered
)

// token is a piece of a text: bytes from up to to. word is it in small letters, or its digits as 0 to 9.
type token struct {
	kind     tokenKind
	from, to int
	word     string
}

// tokens cuts a text. Letters and digits that stand together become two tokens, so that "nik3578" is read as well as
// "NIK 3578"; an o among digits is a nought, as people type it.
func tokens(text string) []token {
	out := make([]token, 0, len(text)/4+1)
	for at := 0; at < len(text); {
		c, n := utf8.DecodeRuneInString(text[at:])
		switch {
		case c == '\n':
			out = append(out, token{kind: tokenSign, from: at, to: at + n, word: "\n"})
		case unicode.IsSpace(c) || c == '\u200b' || c == '\ufeff':
		case digitOf(c) >= 0 || (c == 'o' || c == 'O') && startsPhone(text, at):
			word, end := digits(text, at)
			out = append(out, token{kind: tokenDigit, from: at, to: end, word: word})
			n = end - at
		case c == '[':
			kind := tokenSign
			if _, long := coverAt(text[at:]); long > 0 {
				kind, n = tokenCover, long
			}
			out = append(out, token{kind: kind, from: at, to: at + n, word: "["})
		case unicode.IsLetter(c):
			end := letters(text, at+n)
			out = append(out, token{kind: tokenWord, from: at, to: end, word: strings.ToLower(text[at:end])})
			n = end - at
		default:
			out = append(out, token{kind: tokenSign, from: at, to: at + n, word: plainSign(c, text[at:at+n])})
		}
		at += n
	}
	return out
}

// plainSign writes the signs that have many forms as the one of the typewriter.
func plainSign(c rune, as string) string {
	switch c {
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\uff0d':
		return "-"
	case '\uff0e', '\u00b7', '\u2022':
		return "."
	case '\uff20':
		return "@"
	case '\uff0b':
		return "+"
	default:
		return as
	}
}

// startsPhone: an o for the first nought of a telephone number, "o8123...", and nothing else.
func startsPhone(text string, at int) bool {
	if at > 0 {
		if before, _ := utf8.DecodeLastRuneInString(text[:at]); unicode.IsLetter(before) || digitOf(before) >= 0 {
			return false
		}
	}
	rest := text[at+1:]
	return len(rest) >= 2 && rest[0] == '8' && digitOf(rune(rest[1])) >= 0
}

// digits reads a run of digits.
func digits(text string, at int) (word string, end int) {
	var b []byte
	plain := true
	for end = at; end < len(text); {
		c, n := utf8.DecodeRuneInString(text[end:])
		d := digitOf(c)
		if d < 0 && (c == 'o' || c == 'O') && end+1 < len(text) && digitOf(rune(text[end+1])) >= 0 {
			d = 0
		}
		if d < 0 {
			break
		}
		plain = plain && c < utf8.RuneSelf && c <= '9'
		b = append(b, byte('0'+d))
		end += n
	}
	if plain {
		return text[at:end], end
	}
	return string(b), end
}

// digitOf is the value of a digit, also of a wide or an Arabic one; -1 for everything else.
func digitOf(c rune) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case c < utf8.RuneSelf:
		return -1
	case '\uff10' <= c && c <= '\uff19':
		return int(c - '\uff10')
	case '\u0660' <= c && c <= '\u0669':
		return int(c - '\u0660')
	case '\u06f0' <= c && c <= '\u06f9':
		return int(c - '\u06f0')
	default:
		return -1
	}
}

// letters finds the end of a word. An apostrophe inside belongs to it: Nur'aini is one name.
func letters(text string, at int) int {
	for at < len(text) {
		c, n := utf8.DecodeRuneInString(text[at:])
		if apostrophe(c) {
			if next, _ := utf8.DecodeRuneInString(text[at+n:]); at+n >= len(text) || !unicode.IsLetter(next) {
				return at
			}
		} else if !unicode.IsLetter(c) && !unicode.IsMark(c) {
			return at
		}
		at += n
	}
	return at
}

// sign tells whether a token is this sign.
func (s *scan) sign(i int, sign string) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].kind == tokenSign && s.toks[i].word == sign
}

// word returns a token's word in small letters, "" when it is none.
func (s *scan) word(i int) string {
	if i < 0 || i >= len(s.toks) || s.toks[i].kind != tokenWord {
		return ""
	}
	return s.toks[i].word
}

// is tells the kind of a token; nothing is before the first and after the last.
func (s *scan) is(i int, k tokenKind) bool {
	return i >= 0 && i < len(s.toks) && s.toks[i].kind == k
}

// gap is how many bytes stand between a token and the next: blanks only.
func (s *scan) gap(i int) int {
	if i < 0 || i+1 >= len(s.toks) {
		return 1
	}
	return s.toks[i+1].from - s.toks[i].to
}

// capital tells whether a word begins with a capital and goes on in small letters, or is one capital alone.
func (s *scan) capital(i int) bool {
	if !s.is(i, tokenWord) {
		return false
	}
	t := s.text[s.toks[i].from:s.toks[i].to]
	first, n := utf8.DecodeRuneInString(t)
	return unicode.IsUpper(first) && strings.IndexFunc(t[n:], unicode.IsUpper) < 0
}

// upper tells whether a word is in capitals alone.
func (s *scan) upper(i int) bool {
	if !s.is(i, tokenWord) {
		return false
	}
	return strings.IndexFunc(s.text[s.toks[i].from:s.toks[i].to], func(c rune) bool { return !unicode.IsUpper(c) }) < 0
}
