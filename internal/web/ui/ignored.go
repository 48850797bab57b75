package ui

import (
	"net/url"
	"slices"
	"strings"
)

// mostIgnored is how many filters are named that were not understood.
const mostIgnored = 5

// Ignored lists the filters of an address that mean nothing here, as "name=value": those whose names are not known, and
// those whose values wrong finds wrong. What other sites hang on to links does not count.
func Ignored(q url.Values, known []string, wrong func(name, value string) bool) []string {
	var out []string
	for name, values := range q {
		value := strings.Join(values, ",")
		foreign := strings.HasPrefix(name, "utm_") || strings.HasSuffix(name, "clid")
		if name == "" || value == "" || foreign || slices.Contains(known, name) && !wrong(name, q.Get(name)) {
			continue
		}
		text := []rune(name + "=" + value)
		if len(text) > 40 {
			text = append(text[:37], []rune("...")...)
		}
		out = append(out, string(text))
	}
	slices.Sort(out)
	return out[:min(len(out), mostIgnored)]
}
