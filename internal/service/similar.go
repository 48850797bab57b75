package service

import (
	"strings"
	"unicode"
)

// NearDuplicate is from which likeness of their names two services of one owner are told to be perhaps the same.
const NearDuplicate = 0.8

// Likeness compares two names by their groups of three letters: 1 for the same letters, 0 for none in common.
// Case, blanks and signs do not count.
func Likeness(a, b string) float64 {
	x, y := trigrams(a), trigrams(b)
	if len(x)+len(y) == 0 {
		return 0
	}
	both := 0
	for g := range x {
		if y[g] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

func trigrams(s string) map[string]bool {
	words := strings.FieldsFunc(strings.ToLower(Plain(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := map[string]bool{}
	for _, w := range words {
		r := []rune("  " + w + " ")
		for i := 0; i+3 <= len(r); i++ {
			out[string(r[i:i+3])] = true
		}
	}
	return out
}

// Key is the same for owners that are the same.
func (o Owner) Key() string {
	return strings.ToLower(strings.TrimSpace(o.Agency)) + "\x00" + strings.ToLower(strings.TrimSpace(o.Unit))
}

// Words name an owner in one line, as the source calls it.
func (o Owner) Words() string {
	agency, unit := strings.Join(strings.Fields(o.Agency), " "), strings.Join(strings.Fields(o.Unit), " ")
	switch {
	case unit == "":
		return agency
	case agency == "":
		return unit
	}
	return agency + " / " + unit
}
