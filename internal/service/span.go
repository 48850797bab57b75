package service

// A span is one duration of a text: a number or a range of numbers, and a unit.
type span struct {
	from, to int // tokens
	lo, hi   int64
	hasLo    bool
	unit     Unit
	assumed  bool // "hari" without its kind
	rough    bool // rounded, or units that cannot be compared
}

// amount is how many of a written unit.
type amount struct {
	v milli
	u rawUnit
}

// maxAmount bounds what is believed to be a time: a thousand years in minutes.
const maxAmount = 600_000_000

// spanAt reads a duration that begins at token i.
func spanAt(t []token, i int) (span, bool) {
	if s, ok := shortSpan(t, i); ok {
		return s, true
	}
	q, j, ok := quantity(t, i)
	if !ok {
		return span{}, false
	}
	if is(t, i-1, "jam", "pukul", "rp", "idr") || is(t, i-1, ".") && is(t, i-2, "rp", "idr") {
		return span{}, false // a time of day, or money
	}
	if is(t, i-1, "(") && is(t, j, ")") && t[i].kind == 'w' {
		j++ // "I (satu) hari"
	}
	if is(t, j, "+") {
		if _, k, ok := quantity(t, j+1); ok {
			if u, _ := unitAt(t, k); u == uDay || u == uWork || u == uCalendar {
				return makeSpan(i, j, nil, amount{q, u}) // "10 + 7 hari kerja"
			}
		}
	}
	if u, _ := unitAt(t, j); regulation(t, i) && (u == "" || u == uYear) {
		return span{}, false
	}
	if a, k, ok := measured(t, j, q); ok {
		a, k = compound(t, k, a)
		if k, q2, ok := rangeTo(t, k); ok {
			if b, k, ok := measured(t, k, q2); ok {
				return makeSpan(i, k, &a, b)
			}
		}
		return makeSpan(i, k, nil, a)
	}
	k, q2, ok := rangeTo(t, j)
	if is(t, j, "/") {
		q2, k, ok = quantity(t, j+1)
		ok = ok && q < q2
		if ok && (q2 == 2000 || q2 == 4000) && q < q2 && q > 0 {
			if a, m, ok := measured(t, k, q*1000/q2); ok {
				return makeSpan(i, m, nil, a) // "1/2 jam"
			}
		}
	}
	if !ok && is(t, i-1, "antara") && is(t, j, "dan") {
		q2, k, ok = quantity(t, j+1)
	}
	if !ok {
		return span{}, false
	}
	if b, k, ok := measured(t, k, q2); ok {
		return makeSpan(i, k, &amount{q, b.u}, b)
	}
	return span{}, false
}

// shortSpan reads durations without a number of their own: "sehari", "seminggu kerja", "H+3", "3 (tiga hari kerja)".
func shortSpan(t []token, i int) (span, bool) {
	if is(t, i, "h") && is(t, i+1, "+") && i+2 < len(t) && t[i+2].val > 0 && t[i+2].kind == 'n' {
		return makeSpan(i, i+3, nil, amount{t[i+2].val, uDay})
	}
	if i >= len(t) || t[i].kind != 'w' || is(t, i-1, "kali", "x", "per", "dalam") && is(t, i-2, "kali", "x") || is(t, i-1, "kali", "x") {
		return span{}, false
	}
	if i > 0 && unitWord(t[i-1].text) != "" {
		return span{}, false // "24 jam sehari" tells opening hours
	}
	units := map[string]rawUnit{"sehari": uDay, "seminggu": uWeek, "sepekan": uWeek, "sebulan": uMonth, "setahun": uYear, "sejam": uHour, "semenit": uMinute}
	u, ok := units[t[i].text]
	if !ok || is(t, i+1, "sekali") {
		return span{}, false
	}
	j := i + 1
	if kind, k := dayKind(t, j); kind != "" && u == uDay {
		u, j = kind, k
	}
	return makeSpan(i, j, nil, amount{1000, u})
}

// quantity reads a number with what repeats it in brackets: "10", "sepuluh", "10 (sepuluh)", "sepuluh (10)".
func quantity(t []token, i int) (milli, int, bool) {
	if i >= len(t) {
		return 0, i, false
	}
	v, j := t[i].val, i+1
	if t[i].kind != 'n' {
		var ok bool
		if v, j, ok = numberWords(t, i); !ok {
			return 0, i, false
		}
		if is(t, i, "setengah") && is(t, j, "dari") {
			return 0, i, false
		}
	} else if is(t, j, "setengah") {
		v, j = v+500, j+1
	}
	if v < 0 {
		return 0, i, false
	}
	if is(t, j, "(", "[") {
		k := j + 1
		if w, m, ok := numberWords(t, k); ok && is(t, m, ")", "]", "}") {
			_ = w // the digits are believed when both differ
			return v, m + 1, true
		}
		if k < len(t) && t[k].kind == 'n' && is(t, k+1, ")", "]") {
			return v, k + 2, true
		}
		if k < len(t) && t[k].kind == 'w' && unitWord(t[k].text) == "" && is(t, k+1, ")", "]") {
			if u, _ := unitAt(t, k+2); u != "" {
				return v, k + 2, true // "3 (tga) hari": a slip in the words, the digits are believed
			}
		}
	}
	return v, j, true
}

// measured reads the unit behind a quantity: "hari kerja", "x 24 jam", "(tiga hari kerja)", "/ hari".
func measured(t []token, j int, q milli) (amount, int, bool) {
	if is(t, j, "x", "×", "*") || is(t, j, "kali") && is(t, j+1, "24") {
		if q2, k, ok := quantity(t, j+1); ok {
			if u, m := unitAt(t, k); u != "" && q < maxAmount*1000 && q2 < maxAmount*1000 {
				return amount{q * (q2 / 1000), u}, m, true
			}
		}
		return amount{}, j, false
	}
	if is(t, j, "(", "[") {
		k := j + 1
		if _, m, ok := quantity(t, k); ok {
			k = m
		}
		if u, m := unitAt(t, k); u != "" && is(t, m, ")", "]", "}") {
			return amount{q, u}, m + 1, true
		}
		return amount{}, j, false
	}
	u, k := unitAt(t, j)
	if u == "" || u == uYear && k < len(t) && t[k].kind == 'n' && t[k].val >= 1900_000 && t[k].val < 2100_000 {
		return amount{}, j, false // "Nomor 14 Tahun 2008"
	}
	return amount{q, u}, k, true
}

// compound adds the smaller unit of "1 jam 30 menit".
func compound(t []token, k int, a amount) (amount, int) {
	j := k
	if is(t, j, "lebih", "dan", "lewat") && is(t, j-1, "jam") {
		j++
	}
	q, m, ok := quantity(t, j)
	if !ok {
		return a, k
	}
	u, m := unitAt(t, m)
	switch {
	case a.u == uHour && u == uMinute && q < 60_000:
		return amount{a.v*60 + q, uMinute}, m
	case a.u == uYear && u == uMonth:
		return amount{a.v*12 + q, uMonth}, m
	case a.u == uMinute && u == uSecond:
		return amount{a.v*60 + q, uSecond}, m
	}
	return a, k
}

// rangeTo reads what leads to the upper end of a range, and its quantity.
func rangeTo(t []token, i int) (int, milli, bool) {
	var j int
	switch {
	case is(t, i, "-", "s/d", "sd", "hingga", "to"):
		j = i + 1
	case is(t, i, "sampai", "sampe", "smp"):
		j = i + 1
		if is(t, j, "dengan", "dgn", "ke") {
			j++
		}
	case is(t, i, "atau"):
		j = i + 1
		if q, k, ok := quantity(t, j); ok {
			return k, q, true
		}
		return i, 0, false
	default:
		return i, 0, false
	}
	for {
		n := markerAt(t, j, mostWords())
		if n == 0 {
			break
		}
		j += n
	}
	q, k, ok := quantity(t, j)
	return k, q, ok
}

// makeSpan counts both ends in one unit.
func makeSpan(from, to int, lo *amount, hi amount) (span, bool) {
	if hi.v > maxAmount*1000 || hi.v <= 0 && lo == nil {
		return span{}, false
	}
	n, u, rounded := counted(hi.v, hi.u)
	s := span{from: from, to: to, hi: n, unit: u, rough: rounded, assumed: hi.u == uDay}
	if lo == nil {
		return s, true
	}
	if lo.u == uDay && (hi.u == uWork || hi.u == uCalendar) {
		lo.u = hi.u // "1 hari s.d. 3 hari kerja"
	}
	if hi.u == uDay && (lo.u == uWork || lo.u == uCalendar) {
		hi.u = lo.u
		s.hi, s.unit, _ = counted(hi.v, hi.u)
		s.assumed = false
	}
	m, v, rounded := counted(lo.v, lo.u)
	s.rough = s.rough || rounded
	switch {
	case v == s.unit:
		s.lo, s.hasLo = m, true
	case v == Minute && s.unit == Hour:
		s.lo, s.hi, s.hasLo, s.unit = m, s.hi*60, true, Minute
	case v == Hour && s.unit == Minute:
		s.lo, s.hasLo = m*60, true
	default:
		s.rough = true // "30 menit - 2 hari": the longer end is kept
	}
	if s.hasLo && s.lo > s.hi {
		s.lo, s.hi = s.hi, s.lo
	}
	s.hasLo = s.hasLo && s.lo != s.hi
	return s, true
}

// regulation tells whether the number at i numbers a rule: "Nomor 14", "UU 14", "Pasal 3".
func regulation(t []token, i int) bool {
	j := i - 1
	if is(t, j, ".") {
		j--
	}
	return is(t, j, "nomor", "no", "nomer", "uu", "pp", "perda", "perbup", "perwal", "perwali", "pergub", "perpres", "permen", "pasal", "ayat", "huruf",
		"angka", "tahun", "loket", "poin", "butir", "pukul", "lantai", "ruang", "kepmen", "permendagri", "permenkes", "permenkumham", "sk")
}
