package service

import (
	"unicode"
	"unicode/utf8"
)

// A clause is a stretch of a text with one duration of the service, or none.
type clause struct {
	from, to int // tokens
	spans    []span
	colon    int   // the colon before the duration; -1 when there is none
	clock    Clock // what starts the time, as this clause says
	about    bool  // the duration is approximate
	least    bool  // the duration is a shortest time
	total    bool  // the duration is announced as a sum
	label    []string
	phase    bool // the label names a part of the procedure
	cased    bool // the label is a condition, or names a kind
}

// segments cuts a text where lists, lines and sentences end.
func segments(plain string, t []token) [][2]int {
	var out [][2]int
	from := 0
	cut := func(to, next int) {
		if to > from {
			out = append(out, [2]int{from, to})
		}
		from = next
	}
	for i := 0; i < len(t); i++ {
		if n := listMark(t, i); n > 0 && (i == from || i > 0 && !is(t, i-1, "(")) {
			cut(i, i+n)
			i += n - 1
			continue
		}
		switch t[i].text {
		case ";", "\n", "|", "•", "●", "▪", "·", "‣", "○", "→":
			cut(i, i+1)
		case ".":
			if sentenceEnds(plain, t, i) {
				cut(i, i+1)
			}
		}
	}
	cut(len(t), len(t))
	return out
}

// listMark is the length of "1.", "2)", "(3)", "a." at i where it begins an item of a list.
func listMark(t []token, i int) int {
	open := 0
	if is(t, i, "(") {
		open = 1
	}
	j := i + open
	if j+2 >= len(t) || !is(t, j+1, ".", ")") || open == 1 && !is(t, j+1, ")") {
		return 0
	}
	number := t[j].kind == 'n' && t[j].val > 0 && t[j].val < 100_000 && t[j].val%1000 == 0 && !regulation(t, j)
	letter := t[j].kind == 'w' && len(t[j].text) == 1 && t[j].text >= "a" && t[j].text <= "j"
	if !number && !letter {
		return 0
	}
	next := t[j+2]
	if u, _ := unitAt(t, j+2); u != "" || next.kind == 'p' && next.text != "(" {
		return 0
	}
	if numeral(next.text) && open == 0 && t[j+1].text == ")" {
		return 0 // "(3) tiga hari"
	}
	if letter && open == 0 && i > 0 && t[i-1].kind != '\n' && t[i].start == t[i-1].end {
		return 0 // "d.a."
	}
	if number && i > 0 && !is(t, i-1, "\n", ";", ",", ".", ":") && t[j+1].text == "." && unitWord(t[i-1].text) == "" && t[i-1].kind != 'n' && !is(t, i-1, "kerja", "kalender", ")", ",-") {
		return 0
	}
	return open + 2
}

// sentenceEnds tells whether the point at i ends a sentence and no abbreviation.
func sentenceEnds(plain string, t []token, i int) bool {
	if i == 0 || i+1 >= len(t) {
		return true
	}
	if t[i+1].start == t[i].end || len(t[i-1].text) == 1 || is(t, i-1, "maks", "max", "min", "rp", "no", "kab", "kec", "kel", "jl", "dst", "dll", "tgl", "ps", "psl") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(plain[t[i+1].start:])
	return unicode.IsUpper(r) || unicode.IsDigit(r) || t[i+1].kind == '\n' || t[i+1].kind == 'p'
}

// reading is a text on its way to a Time.
type reading struct {
	plain   string
	t       []token
	clauses []clause
	ext     *Extension
	extDay  bool // the extension did not say the kind of its days
	shouted bool // no small letters: capitals mean nothing
}

// read finds the durations of a text and cuts the text into clauses around them.
func read(plain string) *reading {
	r := &reading{plain: plain, t: capped(tokenize(plain)), shouted: true}
	for _, c := range plain {
		r.shouted = r.shouted && !unicode.IsLower(c)
	}
	for _, s := range segments(plain, r.t) {
		r.segment(s[0], s[1])
	}
	return r
}

// segment finds the durations of one segment, and what they are.
func (r *reading) segment(from, to int) {
	var base []span
	t, prev := r.t[:to], from
	longer, other := false, false // other: the last duration was none of the service, and what follows is about it
	for i := from; i < to; i++ {
		s, ok := spanAt(t, i)
		if !ok {
			continue
		}
		switch {
		case r.elsewhere(s, prev, to):
			other = true
			i, prev = s.to-1, s.to
			continue
		case restated(t, base, s):
		case r.longer(prev, s.from) || longer || r.named(from, prev, s, base) || is(t, s.from-1, "+") && len(base) > 0 && (s.unit == WorkingDay || s.unit == CalendarDay):
			r.extend(s)
			longer = false
		default:
			base = append(base, s)
		}
		i, prev, other = s.to-1, s.to, false
	}
	if !other && r.longer(prev, to) && r.ext == nil && !r.longerSays(prev, to) {
		r.ext = &Extension{Unit: CaseByCase}
	}
	r.cut(from, to, base)
}

// named tells of an extension by its name alone: "10 hari kerja, perpanjangan 7 hari kerja". Beside a time with a name of
// its own "perpanjangan" is the name of another case.
func (r *reading) named(from, prev int, s span, base []span) bool {
	if len(base) != 1 || !r.bare(from, base[0].from) {
		return false
	}
	at := within(r.t, prev, s.from, "perpanjangan")
	return at >= 0 && r.bare(prev, at) && r.bare(at+1, s.from)
}

// longer tells whether the stretch says that the time may be made longer.
func (r *reading) longer(from, to int) bool {
	at := within(r.t, from, to, longerWords()...)
	if at < 0 {
		return false
	}
	return within(r.t, max(from, at-3), at, "tidak", "tanpa") < 0
}

// longerSays tells of "perpanjangan" as the name of a service, which extends nothing.
func (r *reading) longerSays(from, to int) bool {
	return within(r.t, from, to, "ditambah", "perpanjangan selama", "perpanjangan paling", "perpanjangan maksimal") >= 0 &&
		within(r.t, from, to, "diperpanjang", "perpanjangan waktu", "perpanjangan jangka", "memperpanjang", "tambahan waktu") < 0
}

func (r *reading) extend(s span) {
	if r.ext != nil && r.ext.Max != nil {
		return
	}
	n := s.hi
	r.ext, r.extDay = &Extension{Max: &n, Unit: s.unit}, s.assumed
}

// elsewhere tells whether a duration is no time of the service: how long a card is valid, how old somebody is,
// when a desk is open, how often something happens.
func (r *reading) elsewhere(s span, prev, to int) bool {
	t := r.t
	if is(t, s.to, "sebelum", "sekali") || is(t, s.to, "sebelumnya") || is(t, s.to, "yang") && is(t, s.to+1, "lalu") {
		return true
	}
	if s.unit == Hour && s.hi == 168 && is(t, s.from+1, "x", "×") {
		return true // "7 x 24 jam" tells that a desk never closes
	}
	if is(t, s.to, "x") || is(t, s.from-1, "x") || is(t, s.from-1, "/") && s.from > 1 && unitWord(t[s.from-2].text) != "" {
		return true // "7 hari x 24 jam", "24 jam/7 hari"
	}
	if is(t, s.from-1, "per", "/") && s.hi == 1 && !s.hasLo {
		return true
	}
	if s.unit == Hour && s.hi == 24 && (is(t, s.to, "nonstop", "non", "penuh", "sehari", "setiap", "tiap") || is(t, s.from-1, "layanan", "pelayanan", "melayani") && s.to == to && s.to-s.from == 2) {
		return true
	}
	at := within(t, max(prev, s.from-6), s.from, otherWords()...)
	if at < 0 {
		return false
	}
	return !is(t, at-1, "yang") && within(t, at, s.from, ",", ":", "maksimal", "paling lama", "paling lambat", "penyelesaian") < 0 || is(t, at, "umur", "usia", "berlaku") && is(t, at+1, ":")
}

// restated tells whether a duration in brackets only repeats the one before it: "60 menit (1 jam)".
func restated(t []token, base []span, s span) bool {
	if len(base) == 0 {
		return false
	}
	last := base[len(base)-1]
	if s.from == last.to+1 && (is(t, last.to, "=") || is(t, last.to, "atau") && hours(s.hi, s.unit) == hours(last.hi, last.unit)) {
		return true // "60 menit atau 1 jam"
	}
	if is(t, last.to, "(", "[") && within(t, last.to, s.from, ")", "]") < 0 && (is(t, s.to, "+") || within(t, last.to, s.from, "+") >= 0) {
		return true // "17 hari kerja (10 hari kerja + 7 hari kerja)"
	}
	return is(t, s.to, ")", "]") && is(t, last.to, "(", "[") && s.from-last.to <= 3 && (s.from == last.to+1 || markerAt(t, last.to+1, append(aboutWords(), mostWords()...)) == s.from-last.to-1 || is(t, last.to+1, "atau", "="))
}

// cut makes one clause of each duration of a segment.
func (r *reading) cut(from, to int, base []span) {
	if len(base) == 0 {
		r.clauses = append(r.clauses, clause{from: from, to: to, colon: r.colon(from, to)})
		return
	}
	after := r.bare(from, base[0].from) // the labels follow the durations
	for i, s := range base {
		end := to
		if i+1 < len(base) {
			end = r.border(s.to, base[i+1].from, after)
		}
		r.clauses = append(r.clauses, clause{from: from, to: end, spans: []span{s}, colon: r.colon(from, s.from)})
		from = end
	}
}

// perTail is the length of "/pasien", "per berkas" behind a duration: whom it is for one of, not a case.
func perTail(t []token, i int) int {
	if is(t, i, "/", "per", "tiap", "setiap") && i+1 < len(t) && t[i+1].kind == 'w' {
		return 2
	}
	return 0
}

func (r *reading) colon(from, to int) int { return within(r.t, from, to, ":") }

// bare tells whether a stretch says nothing of its own.
func (r *reading) bare(from, to int) bool {
	for i := from; i < to; i++ {
		if r.t[i].kind == 'n' || r.t[i].kind == 'w' && !idle(r.t[i].text) && markerAt(r.t, i, append(append(mostWords(), leastWords()...), aboutWords()...)) == 0 && !numeral(r.t[i].text) {
			return false
		}
	}
	return true
}

// border finds where the words between two durations part.
func (r *reading) border(from, to int, after bool) int {
	best := -1
	from += perTail(r.t, from)
	for i := from; i < to; i++ {
		if is(r.t, i, ",", "/", "•") {
			if best < 0 || after {
				best = i
			}
		}
	}
	if best < 0 {
		best = within(r.t, from, to, "sedangkan", "sementara", "dan", "serta", "atau", "namun", "tetapi", "kemudian", "lalu", "+", "-", "dilanjutkan")
	}
	switch {
	case best >= 0:
		return best
	case after:
		return to
	}
	return from
}
