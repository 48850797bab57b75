package bench

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// A made language whose words are as frequent as in a real one: a few everywhere, most rare.
var syllables = []string{"ba", "ca", "da", "ga", "ja", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa", "ya", "bu", "du", "gu", "ku", "lu", "mu", "nu", "pu", "ru", "su", "tu", "bi", "di", "ki", "li", "mi", "ni", "ri", "si", "ti", "be", "de", "ke", "le", "me"}

// Words whose frequency a search can be measured by: in about every third, every hundredth and every
// ten-thousandth report.
const (
	frequentWord = "jalan"
	mediumWord   = "trotoar"
	rareWord     = "lokomotif"
)

func word(rng *rand.Rand) string {
	switch roll := rng.IntN(400_000); {
	case roll < 4000:
		return frequentWord
	case roll < 4100:
		return mediumWord
	case roll < 4101:
		return rareWord
	}
	n := int(rng.ExpFloat64()*900) % 30_000
	return syllables[n%40] + syllables[n/40%40] + syllables[n/1600%40] + "x" + strconv.Itoa(n%7)
}

func sentence(rng *rand.Rand, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word(rng))
	}
	return b.String()
}
