package civic

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
)

// Edition names the set of holidays that the calendar was made from: its last decreed year and a digest, as in
// "2026-9f3ac01b". The same holidays have the same edition, in whatever order and by whatever process they were read.
func (c *Calendar) Edition() string { return c.edition }

func editionOf(last int, hs []Holiday) string {
	lines := make([]string, len(hs))
	for i, h := range hs {
		lines[i] = strings.Join([]string{h.Date.String(), string(h.Kind), h.Region, h.AgencyID.String(), h.Name, h.Decree}, "\x1f")
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\x1e")))
	return fmt.Sprintf("%04d-%s", last, hex.EncodeToString(sum[:4]))
}

// Decrees lists what declared the holidays of the country that holds for a day: of the year of the day or, when none is
// decreed yet, of the last one that is.
func Decrees(hs []Holiday, day Date) []string {
	year := 0
	for _, h := range hs {
		if everywhere(h.Kind) && h.Decree != "" && h.Date.Year <= day.Year {
			year = max(year, h.Date.Year)
		}
	}
	var out []string
	for _, h := range hs {
		if everywhere(h.Kind) && h.Decree != "" && h.Date.Year == year && !slices.Contains(out, h.Decree) {
			out = append(out, h.Decree)
		}
	}
	slices.Sort(out)
	return out
}
