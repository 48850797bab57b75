package triage

// The longest part before the @, in tokens, and the most dots of a domain: what is longer is no address, and looking on
// would cost more than the text is long.
const (
	longestPart = 64
	mostLabels  = 8
)

// emails finds addresses with an @, also with blanks around it, and those that are spelt out to hide them from
// programs: "budi at contoh dot com", "budi[at]contoh.id".
func (s *scan) emails() {
	for i := 0; i < len(s.toks); i++ {
		right, sure := s.at(i)
		if right == 0 {
			continue
		}
		from := s.local(i - 1)
		to := s.domain(right, sure)
		if from < 0 || to < 0 {
			continue
		}
		if s.take(KindEmail, from, to) {
			i = to - 1
		}
	}
}

// at tells where the domain begins behind an @ or a word for one at token i; 0 when there is none. sure: no sentence
// would have that sign.
func (s *scan) at(i int) (right int, sure bool) {
	switch {
	case s.sign(i, "@"):
		return i + 1, s.gap(i-1) == 0 // with a blank before it, it is a handle of another kind more often
	case s.bracketed(i, "at", "et", "a"):
		return i + 3, true
	case s.word(i) == "at" || s.word(i) == "et":
		return i + 1, false
	default:
		return 0, false
	}
}

// bracketed tells whether one of the words stands in brackets from token i on.
func (s *scan) bracketed(i int, words ...string) bool {
	if !s.is(i, tokenSign) || !opens(s.toks[i].word) || !s.is(i+2, tokenSign) || !closes(s.toks[i+2].word) {
		return false
	}
	for _, w := range words {
		if s.word(i+1) == w {
			return true
		}
	}
	return false
}

func opens(sign string) bool  { return sign == "(" || sign == "[" || sign == "{" || sign == "<" }
func closes(sign string) bool { return sign == ")" || sign == "]" || sign == "}" || sign == ">" }

// local finds where the part before the @ begins, given its last token; -1 when there is none. Blanks end it.
func (s *scan) local(last int) int {
	if !s.is(last, tokenWord) && !s.is(last, tokenDigit) || s.gap(last) > 1 {
		return -1
	}
	from := last
	for i := last - 1; i >= 0 && i > last-longestPart && s.gap(i) == 0; i-- {
		if s.bracketed(i-2, "dot", "titik") && s.gap(i-2) == 0 && s.gap(i-1) == 0 && s.gap(i-3) == 0 && s.label(i-3) { // "budi[dot]contoh"
			i -= 3
			from = i
			continue
		}
		switch t := s.toks[i]; {
		case t.kind == tokenWord || t.kind == tokenDigit:
			from = i
		case t.kind == tokenSign && (t.word == "." || t.word == "_" || t.word == "-" || t.word == "+" || t.word == "%"):
			if t.word == "_" { // may begin an address
				from = i
			}
		default:
			return from
		}
	}
	return from
}

// domain finds the end of a domain that begins at token i; -1 when there is none. sure: a domain without an ending is
// taken too, when it is one of the great providers'.
func (s *scan) domain(i int, sure bool) int {
	if !s.label(i) || s.gap(i-1) > 1 {
		return -1
	}
	end, dots, last := s.labelEnd(i), 0, i
	for dots < mostLabels {
		next, spelt := s.dot(end)
		if next < 0 || !s.label(next) {
			break
		}
		if !spelt && s.gap(end)+s.gap(end-1) > 0 && (!s.topLevel(next) || s.gap(i-1) == 0 || s.gap(end) > 1) { // a full stop, and the next sentence
			break
		}
		last = next
		end = s.labelEnd(next)
		dots++
	}
	switch {
	case dots > 0 && s.is(last, tokenWord) && len(s.toks[last].word) >= 2 && end == last+1 && (sure || s.topLevel(last)):
		return end
	case dots == 0 && sure && provider(s.word(i)):
		return end
	default:
		return -1
	}
}

// label tells whether a part of a domain begins at token i.
func (s *scan) label(i int) bool { return s.is(i, tokenWord) || s.is(i, tokenDigit) }

// labelEnd finds the end of a part: letters, digits and dashes that stand together.
func (s *scan) labelEnd(i int) int {
	for i++; i < len(s.toks) && s.gap(i-1) == 0; i++ {
		if !s.label(i) && (!s.sign(i, "-") || !s.label(i+1) || s.gap(i) > 0) {
			break
		}
	}
	return i
}

// dot tells where the next part begins behind a dot at token i, -1 when there is none; spelt when it is a word.
func (s *scan) dot(i int) (next int, spelt bool) {
	switch w := s.word(i); {
	case s.sign(i, ".") && s.gap(i-1) <= 1:
		return i + 1, false
	case s.bracketed(i, "dot", "titik"):
		return i + 3, true
	case w == "dot" || w == "titik":
		return i + 1, true
	default:
		return -1, false
	}
}

// topLevel tells the endings with which Indonesian addresses end.
func (s *scan) topLevel(i int) bool {
	switch s.word(i) {
	case "com", "net", "org", "id", "co", "go", "ac", "sch", "web", "or", "my", "desa", "mil", "biz", "info", "edu", "xyz", "io", "me", "online", "site", "app", "dev", "email", "test", "example":
		return true
	default:
		return false
	}
}

// provider tells the great providers, whose name people write without an ending.
func provider(w string) bool {
	switch w {
	case "gmail", "yahoo", "ymail", "hotmail", "outlook", "icloud", "rocketmail", "protonmail", "live":
		return true
	default:
		return false
	}
}
