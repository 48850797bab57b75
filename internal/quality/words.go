package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a run of letters and digits of a text.
type token struct {
	Span
	word   string // in lower case
	number bool   // begins with a digit
	line   bool   // begins a line
}

// tokens cuts a text into its words. An apostrophe between letters belongs to the word: Jum'at.
func tokens(text string) []token {
	out := make([]token, 0, len(text)/6+1)
	start, line := -1, true
	end := func(i int) {
		if start < 0 {
			return
		}
		w := strings.ToLower(text[start:i])
		out = append(out, token{Span: Span{start, i}, word: w, number: w[0] >= '0' && w[0] <= '9', line: line})
		start, line = -1, false
	}
	for i, c := range text {
		switch {
		case wordRune(c):
			if start < 0 {
				start = i
			}
		case start >= 0 && (c == '\'' || c == '\u2019') && letterAt(text, i+utf8.RuneLen(c)):
		default:
			end(i)
			line = line || c == '\n'
		}
	}
	end(len(text))
	return out
}

func wordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

func letterAt(text string, i int) bool {
	c, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(c)
}

// joined tells whether two neighbouring words belong to one phrase: nothing stands between them that ends a thought.
func joined(text string, a, b token) bool {
	return !strings.ContainsAny(text[a.End:b.Start], ".?!;:\n()")
}

// quote shortens a part of a text to what fits in a sentence.
func quote(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= maxQuote {
		return text
	}
	runes := []rune(text)[:maxQuote]
	cut := string(runes)
	if i := strings.LastIndexByte(cut, ' '); i > maxQuote/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// sentences cuts a text, and its words, where a sentence or a line ends.
func sentences(text string, all []token) [][]token {
	var out [][]token
	from := 0
	for i := range all {
		if i+1 < len(all) && !ends(text, all[i], all[i+1]) {
			continue
		}
		out = append(out, all[from:i+1])
		from = i + 1
	}
	return out
}

// ends tells whether a sentence ends between two words.
func ends(text string, a, b token) bool {
	gap := text[a.End:b.Start]
	if strings.ContainsAny(gap, "?!\n") {
		return true
	}
	i := strings.IndexByte(gap, '.')
	if i < 0 || !strings.ContainsAny(gap[i:], " \t\u00a0") || abbreviation(a.word) {
		return false
	}
	c, _ := utf8.DecodeRuneInString(text[b.Start:])
	return !unicode.IsLower(c)
}

// abbreviation tells the words whose full stop ends no sentence. A single letter is an initial.
func abbreviation(word string) bool {
	switch word {
	case "jl", "jln", "gg", "no", "nomor", "rp", "dr", "drs", "dra", "ir", "hj", "st", "tgl", "kec", "kel", "kab", "prov", "bpk", "sdr", "yth", "dll", "dsb", "dst", "tsb", "ttd":
		return true
	}
	c, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.IsLetter(c)
}

// spanOf is the part of a text from the first to the last word.
func spanOf(ws []token) Span { return Span{ws[0].Start, ws[len(ws)-1].End} }

// spaced counts words as people do: what stands between blanks. "pukul 16.00" is two.
func spaced(text string, ws []token) int {
	n := 1
	for i := 1; i < len(ws); i++ {
		if strings.ContainsAny(text[ws[i-1].End:ws[i].Start], " \t\n\u00a0") {
			n++
		}
	}
	return n
}
