package service

import (
	"strconv"
	"strings"
)

// maxNumber is the largest number that is read, in whole units: a tariff of a thousand billion rupiah.
const maxNumber = 1_000_000_000_000_000

// readDigits reads "30", "1.000", "1,5", "50,000.00" and "50.000,00"; -1 when it is none of these. Of one kind of
// sign, groups of three behind it are thousands; of two kinds the last is the decimal sign.
func readDigits(s string) milli {
	dot, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	whole, part := s, ""
	switch last := max(dot, comma); {
	case last < 0:
	case dot >= 0 && comma >= 0:
		whole, part = s[:last], s[last+1:]
		if strings.IndexByte(whole, s[last]) >= 0 {
			return -1
		}
	case len(s)-last-1 == 3 && s[0] != '0' || strings.Count(s, s[last:last+1]) > 1:
	default:
		whole, part = s[:last], s[last+1:]
	}
	digits := whole
	if groups := strings.FieldsFunc(whole, func(r rune) bool { return r == '.' || r == ',' }); len(groups) > 1 {
		for i, g := range groups {
			if i > 0 && len(g) != 3 || i == 0 && len(g) > 3 {
				return -1
			}
		}
		digits = strings.Join(groups, "")
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n > maxNumber {
		return -1
	}
	for len(part) < 3 {
		part += "0"
	}
	frac, err := strconv.ParseInt(part[:3], 10, 64)
	if err != nil {
		return -1
	}
	return milli(n*1000 + frac)
}

// digitWord reads a number below ten, with the spellings that offices use.
func digitWord(w string) (int64, bool) {
	switch w {
	case "nol":
		return 0, true
	case "satu":
		return 1, true
	case "dua":
		return 2, true
	case "tiga":
		return 3, true
	case "empat":
		return 4, true
	case "lima":
		return 5, true
	case "enam", "enem":
		return 6, true
	case "tujuh", "tuju":
		return 7, true
	case "delapan", "delapn", "delepan", "dlapan":
		return 8, true
	case "sembilan", "sembilah", "smbilan":
		return 9, true
	}
	return 0, false
}

// numeral tells whether a word is a number or part of one: "tiga", "puluh", "duabelas".
func numeral(w string) bool {
	if _, ok := digitWord(w); ok {
		return true
	}
	switch w {
	case "sepuluh", "sepulu", "sebelas", "seratus", "seribu", "sejuta", "belas", "puluh", "ratus", "ribu", "juta", "miliar", "milyar", "setengah":
		return true
	}
	for _, tail := range [...]string{"belas", "puluh", "ratus"} {
		if _, ok := digitWord(strings.TrimSuffix(w, tail)); ok && strings.HasSuffix(w, tail) {
			return true
		}
	}
	return false
}

// counter adds up the words of a number.
type counter struct {
	total, group, digit int64
	hasDigit, any, half bool
}

// add takes one word; false when the word does not continue the number.
func (c *counter) add(w string) bool {
	if d, ok := digitWord(w); ok {
		if c.hasDigit || c.half {
			return false // "dua tiga hari" are two numbers
		}
		c.digit, c.hasDigit, c.any = d, true, true
		return true
	}
	for _, tail := range [...]string{"belas", "puluh", "ratus"} {
		if d, ok := digitWord(strings.TrimSuffix(w, tail)); ok && w != tail && strings.HasSuffix(w, tail) {
			return c.add(digitName(d)) && c.scale(tail)
		}
	}
	switch w {
	case "setengah":
		if c.half || c.any && c.group+c.digit == 0 {
			return false
		}
		c.half, c.any = true, true
		return true
	case "sepuluh", "sepulu":
		return c.plain(10)
	case "sebelas":
		return c.plain(11)
	case "seratus":
		return c.plain(100)
	case "seribu":
		return c.plain(1) && c.scale("ribu")
	case "sejuta":
		return c.plain(1) && c.scale("juta")
	}
	return c.scale(w)
}

func digitName(d int64) string {
	return [...]string{"nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"}[d]
}

func (c *counter) plain(n int64) bool {
	if c.hasDigit || c.half {
		return false
	}
	c.group, c.any = c.group+n, true
	return true
}

func (c *counter) scale(w string) bool {
	if !c.any || c.half {
		return false
	}
	var factor int64
	switch w {
	case "belas":
		if !c.hasDigit {
			return false
		}
		c.group, c.digit, c.hasDigit = c.group+c.digit+10, 0, false
		return true
	case "puluh", "ratus":
		if !c.hasDigit {
			return false
		}
		factor = 10
		if w == "ratus" {
			factor = 100
		}
		c.group, c.digit, c.hasDigit = c.group+c.digit*factor, 0, false
		return true
	case "ribu":
		factor = 1_000
	case "juta":
		factor = 1_000_000
	case "miliar", "milyar":
		factor = 1_000_000_000
	default:
		return false
	}
	sum := c.group + c.digit
	if sum == 0 || sum > 999_999 {
		return false
	}
	c.total, c.group, c.digit, c.hasDigit = c.total+sum*factor, 0, 0, false
	return c.total <= maxNumber
}

func (c *counter) value() milli {
	v := milli(c.total+c.group+c.digit) * 1000
	if c.half {
		v += 500
	}
	return v
}

// numberWords reads a number in words at i: "tiga puluh", "dua belas", "satu setengah". It returns the token behind it.
func numberWords(t []token, i int) (milli, int, bool) {
	var c counter
	j := i
	for j < len(t) && t[j].kind == 'w' {
		next := c
		if !next.add(t[j].text) {
			break
		}
		c = next
		j++
	}
	if !c.any {
		return 0, i, false
	}
	return c.value(), j, true
}

// Words says a whole number in Indonesian words, as decrees repeat numbers in brackets.
func Words(n int64) string {
	switch {
	case n < 0:
		return "minus " + Words(-n)
	case n < 10:
		return digitName(n)
	case n == 10:
		return "sepuluh"
	case n == 11:
		return "sebelas"
	case n < 20:
		return digitName(n-10) + " belas"
	case n < 100:
		return joined(digitName(n/10)+" puluh", n%10)
	case n < 200:
		return joined("seratus", n-100)
	case n < 1000:
		return joined(digitName(n/100)+" ratus", n%100)
	case n < 2000:
		return joined("seribu", n-1000)
	case n < 1_000_000:
		return joined(Words(n/1000)+" ribu", n%1000)
	case n < 1_000_000_000:
		return joined(Words(n/1_000_000)+" juta", n%1_000_000)
	default:
		return joined(Words(n/1_000_000_000)+" miliar", n%1_000_000_000)
	}
}

func joined(head string, rest int64) string {
	if rest == 0 {
		return head
	}
	return head + " " + Words(rest)
}
