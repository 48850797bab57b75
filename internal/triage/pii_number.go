package triage

// The longest run of digits that is looked at, and the most blanks between two groups of one number.
const (
	maxDigits = 24
	maxGap    = 2
)

// chain is a number as it is written, in groups: "0812-3456 789". ends[n] is how many digits the first n+1 groups have.
type chain struct {
	digits [maxDigits]byte
	ends   [maxDigits]int
	last   [maxDigits]int    // token of the group
	join   [maxDigits]string // what stands before the group: "", a sign, or " "
	n      int               // groups
}

// chainAt reads the groups of digits that begin at token i, as far as one number may reach.
func (s *scan) chainAt(i int) (c chain) {
	total, before := 0, ""
	for n := 0; n < maxDigits; n++ {
		w := s.toks[i].word
		if s.taken[i] || total+len(w) > maxDigits {
			break
		}
		copy(c.digits[total:], w)
		total += len(w)
		c.ends[n], c.last[n], c.join[n], c.n = total, i, before, n+1
		next, join := s.nextGroup(i)
		if next == 0 {
			break
		}
		i, before = next, join
	}
	return c
}

// nextGroup finds the group of digits behind token i: behind a blank, a sign, or a sign or two with blanks. 0 for none.
func (s *scan) nextGroup(i int) (next int, join string) {
	join = " "
	for signs := 0; ; signs++ {
		if s.gap(i) > maxGap {
			return 0, ""
		}
		i++
		switch {
		case i >= len(s.toks):
			return 0, ""
		case s.toks[i].kind == tokenDigit:
			return i, join
		case signs < 2 && s.toks[i].kind == tokenSign && joins(s.toks[i].word):
			join = s.toks[i].word
		default:
			return 0, ""
		}
	}
}

// joins tells the signs that people put between the groups of a number.
func joins(sign string) bool {
	switch sign {
	case "-", ".", "_", "#", "(", ")", "/", "'", "*", ",":
		return true
	default:
		return false
	}
}

// groups returns how many groups have n digits together, 0 when none do, and whether only light signs join them: a
// slash, a comma, a hash or a star often stands between two numbers.
func (c *chain) groups(n int) (groups int, light bool) {
	light = true
	for g := range c.n {
		if g > 0 && (c.join[g] == "/" || c.join[g] == "," || c.join[g] == "#" || c.join[g] == "*") {
			light = false
		}
		if c.ends[g] == n {
			return g + 1, light
		}
		if c.ends[g] > n {
			return 0, false
		}
	}
	return 0, false
}

// width is the number of digits of group g.
func (c *chain) width(g int) int {
	if g == 0 {
		return c.ends[0]
	}
	return c.ends[g] - c.ends[g-1]
}

// even tells whether so many groups look like parts of one number: none of one digit alone, or all of them.
func (c *chain) even(groups int) bool {
	ones := 0
	for g := range groups {
		if c.width(g) == 1 {
			ones++
		}
	}
	return ones == 0 || ones == groups
}

// text returns the first n digits.
func (c *chain) text(n int) string { return string(c.digits[:n]) }

// numbers finds everything that is made of digits.
func (s *scan) numbers() {
	for i := 0; i < len(s.toks); i++ {
		if s.toks[i].kind != tokenDigit || s.taken[i] {
			continue
		}
		if kind, from, last := s.number(i); kind != "" && s.take(kind, from, last+1) {
			i = last
		}
	}
}

// number tells what kind of number begins at token i, and its first and last token.
func (s *scan) number(i int) (kind Kind, from, last int) {
	c := s.chainAt(i)
	if c.n == 0 || c.ends[c.n-1] < 7 {
		return "", 0, 0
	}
	q := s.cueOf(i, &c)
	if q.class == cueNone && s.inside(i) {
		return "", 0, 0
	}
	for _, is := range []func(*scan, int, *chain, cue) (Kind, int){nip, nik, npwp, bankFirst, phone, bpjs, nisn, account} {
		if kind, groups := is(s, i, &c, q); kind != "" {
			from, last = i, c.last[groups-1]
			for s.prefix(from-1) && !s.taken[from-1] {
				from--
			}
			return kind, from, last
		}
	}
	return "", 0, 0
}

// inside tells whether token i is a later group of a longer number that is nothing personal, such as a land register's.
func (s *scan) inside(i int) bool {
	return (s.sign(i-1, ".") || s.sign(i-1, "-")) && s.gap(i-1) == 0 && s.gap(i-2) == 0 && s.is(i-2, tokenDigit) && !s.taken[i-2]
}

// prefix tells the signs that belong to a number which they stand before.
func (s *scan) prefix(i int) bool {
	if s.sign(i, "+") {
		return s.gap(i) <= 1
	}
	if !s.sign(i, "(") || s.gap(i) > 0 {
		return false
	}
	for j := i + 1; j < len(s.toks) && j < i+5; j++ { // a bracket around the first group only
		if s.sign(j, ")") {
			return s.is(j+1, tokenDigit) || s.sign(j+1, "-") && s.is(j+2, tokenDigit)
		}
	}
	return false
}

func between(two string, low, high int) bool {
	n := int(two[0]-'0')*10 + int(two[1]-'0')
	return low <= n && n <= high
}

// province tells the codes of provinces with which NIK and KK begin, those of Papua since 2022 included.
func province(two string) bool {
	return between(two, 11, 21) || between(two, 31, 36) || between(two, 51, 53) || between(two, 61, 65) ||
		between(two, 71, 76) || between(two, 81, 82) || between(two, 91, 97)
}

// validNIK: place, and a day of birth to which women's numbers add 40 (KK: the day of issue).
func validNIK(d string) bool {
	return province(d[:2]) && between(d[2:4], 1, 79) && between(d[4:6], 1, 60) &&
		(between(d[6:8], 1, 31) || between(d[6:8], 41, 71)) && between(d[8:10], 1, 12)
}

// nik tells numbers of 16 digits apart: NIK, KK, a card of social aid, and the tax number that has 16 of them too.
func nik(_ *scan, _ int, c *chain, q cue) (Kind, int) {
	groups, light := c.groups(16)
	if groups == 0 {
		// Mistyped: one digit too few or too many, right behind the word.
		if n := c.ends[0]; (q.class == cueNIK || q.class == cueKK) && q.away <= 2 && 14 <= n && n <= 18 {
			return q.kind(), 1
		}
		return "", 0
	}
	switch q.class {
	case cueKKS:
		if !validNIK(c.text(16)) { // cards begin with the number of a bank
			return KindKKS, groups
		}
	case cueNIK, cueKK, cueNPWP:
		return q.kind(), groups
	case cueAccount:
		if q.away <= 3 {
			return "", 0 // some banks have as many digits; account will take it
		}
	}
	if groups > 1 && groups < c.n && c.join[groups] == c.join[groups-1] {
		return "", 0 // a longer number, such as that for electricity: 1234 5678 9012 3456 7890
	}
	if light && c.even(groups) && validNIK(c.text(16)) {
		return KindNIK, groups
	}
	return "", 0
}

// nip: born on YYYYMMDD, in office since YYYYMM (contract staff: YYYY21), 1 or 2 for the sex, three digits.
func nip(_ *scan, _ int, c *chain, q cue) (Kind, int) {
	groups, _ := c.groups(18)
	if groups == 0 {
		if n := c.ends[0]; q.class == cueNIP && q.away <= 2 && (8 <= n && n <= 9 || n == 17 || n == 19) {
			return KindNIP, 1 // the old number of nine digits, that of the police, or a mistyped one
		}
		return "", 0
	}
	d := c.text(18)
	born := (d[:2] == "19" || d[:2] == "20") && between(d[4:6], 1, 12) && between(d[6:8], 1, 31)
	since := (d[8:10] == "19" || d[8:10] == "20") && between(d[12:14], 1, 21)
	if q.class == cueNIP || born && since && (d[14] == '1' || d[14] == '2') {
		return KindNIP, groups
	}
	return "", 0
}

// npwp: 99.999.999.9-999.999, or any 15 digits behind the word.
func npwp(_ *scan, _ int, c *chain, q cue) (Kind, int) {
	groups, _ := c.groups(15)
	if groups == 0 {
		return "", 0
	}
	shape := groups == 6
	for g, w := range [6]int{2, 3, 3, 1, 3, 3} {
		shape = shape && c.width(g) == w
	}
	if shape || q.class == cueNPWP {
		return KindNPWP, groups
	}
	return "", 0
}

// bpjs: 13 digits that begin with noughts, or any behind the word (11 for labour insurance).
func bpjs(_ *scan, _ int, c *chain, q cue) (Kind, int) {
	for _, n := range []int{13, 11} {
		groups, light := c.groups(n)
		if groups > 0 && light && (q.class == cueBPJS || n == 13 && groups == 1 && q.class != cueReference && c.text(3) == "000") {
			return KindBPJS, groups
		}
	}
	return "", 0
}

func nisn(_ *scan, _ int, c *chain, q cue) (Kind, int) {
	if groups, light := c.groups(10); groups > 0 && light && q.class == cueNISN {
		return KindNISN, groups
	}
	return "", 0
}

// bankFirst: right behind the name of a bank a number is an account, even when it looks like a telephone's.
func bankFirst(s *scan, i int, c *chain, q cue) (Kind, int) {
	if q.class == cueAccount && q.away <= 3 && !q.wallet {
		return account(s, i, c, q)
	}
	return "", 0
}

// The digits that accounts of Indonesian banks have, less and more.
const (
	leastAccount = 8
	mostAccount  = 18
)

// account: behind a word for it, in as many groups as are written together.
func account(_ *scan, _ int, c *chain, q cue) (Kind, int) {
	if q.class != cueAccount || c.date() || c.thousands() {
		return "", 0
	}
	for g := c.n - 1; g >= 0; g-- {
		n := c.ends[g]
		if n < leastAccount {
			break
		}
		if _, light := c.groups(n); n <= mostAccount && light && (g == 0 || c.ends[0] < leastAccount || c.join[g] != " ") {
			return KindAccount, g + 1
		}
	}
	return "", 0
}

// date tells whether the groups are a day, month and year.
func (c *chain) date() bool {
	if c.n < 3 || c.ends[2] > 8 {
		return false
	}
	a, b, y := c.width(0), c.width(1), c.width(2)
	return a <= 2 && b <= 2 && (y == 4 || y == 2) || a == 4 && b <= 2 && y <= 2
}

// thousands tells whether the groups are an amount: 2.400.000.
func (c *chain) thousands() bool {
	if c.n < 2 || c.width(0) > 3 {
		return false
	}
	for g := 1; g < c.n; g++ {
		if c.width(g) != 3 || c.join[g] != "." && c.join[g] != "," {
			return false
		}
	}
	return true
}
