package quality

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// long: sentences of more words than are read at one go. The mend cuts one where its second thought begins.
func (c *checker) long() {
	for _, part := range c.parts {
		n := spaced(c.Text, part)
		if n <= MaxWords {
			continue
		}
		s := spanOf(part)
		f := Finding{Rule: RuleLong, Key: "quality.long", Args: map[string]any{"n": n, "quote": quote(s.Of(c.Text))}, Span: s}
		if m, after := c.cut(part); m != nil {
			f.Key, f.Mend, f.Args["after"] = "quality.long_cut", m, quote(after)
		}
		c.add(f)
	}
}

// cut finds the joint of a sentence that is nearest to its middle, and the words before it.
func (c *checker) cut(part []token) (*Mend, string) {
	best, middle := -1, len(part)/2
	var text string
	var span Span
	for i := 3; i < len(part)-3; i++ { // what is left on either side shall be a sentence
		s, t, ok := c.joint(part[i-1], part[i], part[i+1])
		if ok && (best < 0 || abs(i-middle) < abs(best-middle)) {
			best, span, text = i, s, t
		}
	}
	if best < 0 {
		return nil, ""
	}
	return &Mend{Span: span, Text: text}, lastWords(c.Text, part[:best])
}

// joint tells whether a new sentence can begin with the word b, what it takes away and what it puts there.
func (c *checker) joint(a, b, next token) (Span, string, bool) {
	gap := c.Text[a.End:b.Start]
	comma := strings.ContainsAny(gap, ",;")
	opening, known := opener(b.word)
	switch {
	case strings.Contains(gap, ";") && !known:
		return Span{a.End, b.End}, ". " + capital(b.Of(c.Text)), true
	case !known || strings.ContainsAny(gap, ".()\"") || !comma && opening == "":
		return Span{}, "", false // "dan" without a comma joins words as often as thoughts
	case opening == "": // the joint itself goes
		if lower(c.Text[next.Start:]) {
			return Span{a.End, next.End}, ". " + capital(next.Of(c.Text)), true
		}
		return Span{a.End, next.Start}, ". ", true
	default:
		return Span{a.End, b.End}, ". " + opening, true
	}
}

// opener tells how a sentence begins that stood behind a joining word; "" when the word just goes.
func opener(word string) (string, bool) {
	switch word {
	case "dan", "serta":
		return "", true
	case "tetapi", "namun", "kemudian", "lalu", "selanjutnya":
		return capital(word), true
	case "sedangkan", "sementara":
		return "Sementara itu,", true
	case "sehingga", "maka":
		return "Karena itu,", true
	case "karena", "sebab":
		return "Sebabnya,", true
	case "agar", "supaya":
		return "Tujuannya agar", true
	}
	return "", false
}

// lastWords are the last few words before a joint, so that one finds it.
func lastWords(text string, ws []token) string {
	return spanOf(ws[max(0, len(ws)-4):]).Of(text)
}

func lower(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(c)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
