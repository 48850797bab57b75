package civic

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// hourOfDay is how people write the time: 8.00, 08:00.
var hourOfDay = regexp.MustCompile(`^([0-9]{1,2})[.:]([0-9]{2})$`)

// ParseHours reads office hours as people write them, such as 8.00 and 16:00; both empty are those of the desk above.
// Errors: invalid "opens", "closes".
func ParseHours(opens, closes string) (h OfficeHours, err error) {
	if strings.TrimSpace(opens) == "" && strings.TrimSpace(closes) == "" {
		return h, nil
	}
	var first, last error
	h.Open, first = minuteOfDay("opens", opens)
	h.Close, last = minuteOfDay("closes", closes)
	if err := Faults(first, last); err != nil {
		return OfficeHours{}, err
	}
	if !h.Valid() {
		return OfficeHours{}, Invalid("closes", "error.hours_wrong")
	}
	return h, nil
}

func minuteOfDay(field, text string) (int, error) {
	m := hourOfDay.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, Invalid(field, "error.hour_wrong")
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	if hour > 24 || minute > 59 {
		return 0, Invalid(field, "error.hour_wrong")
	}
	return 60*hour + minute, nil
}

// Words writes both times of day, such as 08.00; nothing where none are stated.
func (h OfficeHours) Words() (opens, closes string) {
	if h == (OfficeHours{}) {
		return "", ""
	}
	word := func(at int) string { return fmt.Sprintf("%02d.%02d", at/60, at%60) }
	return word(h.Open), word(h.Close)
}
