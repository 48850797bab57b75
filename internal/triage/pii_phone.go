package triage

import "strings"

// The digits of a mobile number from its nought on.
const (
	leastMobile = 10
	mostMobile  = 13
)

// phone finds mobile numbers, and landlines that are not those of an office.
func phone(s *scan, i int, c *chain, q cue) (Kind, int) {
	if q.class == cueReference || q.class == cueMoney {
		return "", 0
	}
	plus := s.sign(i-1, "+") && s.gap(i-1) <= 1
	if g := mobile(c, q, plus); g > 0 {
		return KindPhone, g
	}
	if g := landline(c, q, plus); g > 0 {
		return KindPhone, g
	}
	if plus && q.class != cueOffice { // of another country
		for g := c.n - 1; g >= 0; g-- {
			if n := c.ends[g]; 9 <= n && n <= 15 && c.digits[0] != '0' && !c.starts("62") && c.phoneGroups(g+1) {
				return KindPhone, g + 1
			}
		}
	}
	return "", 0
}

func (c *chain) starts(with string) bool {
	return strings.HasPrefix(string(c.digits[:c.ends[c.n-1]]), with)
}

// mobile returns how many groups are a mobile number, 0 for none.
func mobile(c *chain, q cue, plus bool) int {
	skip, nought := 0, 0 // digits of the country's code, and the nought that it replaces
	switch {
	case c.starts("08"):
	case c.starts("6208"):
		skip = 2
	case c.starts("628"):
		skip, nought = 2, 1
	case c.starts("00628"):
		skip, nought = 4, 1
	case c.starts("8") && (q.class == cuePhone || plus):
		nought = 1
	default:
		return 0
	}
	first := skip + 1 - nought // the 8
	if c.ends[c.n-1] < first+3 || !operator(string(c.digits[first+1:first+3])) && q.class != cuePhone {
		return 0
	}
	best := 0
	for g := range c.n {
		n := c.ends[g] - skip + nought
		if n > mostMobile || !c.phoneGroups(g+1) {
			break
		}
		if best > 0 && (c.width(g) < 2 && c.width(0) > 1 || c.join[g] != c.join[g-1]) {
			break // complete already: what follows is another number, such as "081200001234 2 kali"
		}
		if n >= leastMobile {
			best = g + 1
			if g == 0 {
				break
			}
		}
	}
	return best
}

// operator tells the two digits behind 08 that were ever given out.
func operator(two string) bool {
	return between(two, 11, 19) || between(two, 21, 23) || two == "28" || between(two, 31, 33) || two == "38" ||
		between(two, 51, 59) || between(two, 77, 79) || between(two, 81, 89) || between(two, 95, 99)
}

// phoneGroups tells whether the first groups are joined as those of a telephone number are.
func (c *chain) phoneGroups(groups int) bool {
	for g := 1; g < groups; g++ {
		switch c.join[g] {
		case "/", ",", "#", "*":
			return false
		}
	}
	return true
}

// landline returns how many groups are a landline number: one with a word for telephones before it, or written with its
// area code apart. That of an office is everybody's, and stays.
func landline(c *chain, q cue, plus bool) int {
	if q.class == cueOffice || q.office {
		return 0
	}
	d := string(c.digits[:c.ends[c.n-1]])
	area := 0
	switch {
	case c.starts("62") && plus:
		d, area = "0"+d[2:], 1
	case c.starts("0"):
	default:
		return 0
	}
	if len(d) < 3 || !areaCode(d) {
		return 0
	}
	apart := c.n > 1 && (c.width(0) == 3 || c.width(0) == 4) && (c.join[1] == "-" || c.join[1] == ")")
	if q.class != cuePhone && !plus && !apart {
		return 0
	}
	best := 0
	for g := range c.n {
		n := c.ends[g] + area
		if area == 1 {
			n = c.ends[g] - 1
		}
		if n > 11 || !c.phoneGroups(g+1) {
			break
		}
		if n >= 9 {
			best = g + 1
		}
	}
	return best
}

// areaCode tells whether digits begin with an area code: 02x to 07x and 09x. 08 are mobiles, 0800 and 0804 are free calls.
func areaCode(d string) bool {
	return d[0] == '0' && '2' <= d[1] && d[1] <= '9' && d[1] != '8' && d[2] != '0'
}
