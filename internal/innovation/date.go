package innovation

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a day, a month or a year: never more exact than what was written.
type Date struct {
	Year  int
	Month time.Month // 0 when only the year is known
	Day   int        // 0 when only the month is known
}

// String writes 2014, 2014-01 or 2014-01-31.
func (d Date) String() string {
	switch {
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, int(d.Month))
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText writes the date as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// ParseDate reads "2014", "2014-01", "2014-01-31", "31/01/2014", "Januari 2014", "12 Maret 2016", with words around it.
func ParseDate(s string) (Date, bool) {
	s = strings.ToLower(s)
	if m := regexp.MustCompile(`\b((?:19|20)\d\d)-(\d\d)(?:-(\d\d))?\b`).FindStringSubmatch(s); m != nil {
		return date(m[1], m[2], m[3])
	}
	if m := regexp.MustCompile(`\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)\b`).FindStringSubmatch(s); m != nil {
		return date(m[3], m[2], m[1])
	}
	if m := regexp.MustCompile(`(?:\b(\d{1,2})\s+)?\b([a-z]{3,9})\.?\s+((?:19|20)\d\d)\b`).FindStringSubmatch(s); m != nil {
		if n := month(m[2]); n > 0 {
			return date(m[3], strconv.Itoa(n), m[1])
		}
	}
	if m := regexp.MustCompile(`\b((?:19|20)\d\d)\b`).FindStringSubmatch(s); m != nil {
		return date(m[1], "", "")
	}
	return Date{}, false
}

// date checks that the day exists.
func date(year, month, day string) (Date, bool) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if m > 12 || d > 31 || m == 0 && month != "" || d == 0 && day != "" {
		return Date{}, false
	}
	if d > 0 && time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Day() != d {
		return Date{}, false
	}
	return Date{Year: y, Month: time.Month(m), Day: d}, true
}

// month reads the name of a month, or its first three letters.
func month(w string) int {
	for i, name := range []string{"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"} {
		if w == name || w == name[:3] || w == "agt" && i == 7 || w == "nopember" && i == 10 || w == "pebruari" && i == 1 {
			return i + 1
		}
	}
	return 0
}
