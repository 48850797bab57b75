package service

import (
	"strings"
	"testing"
)

// TestTheSameSentenceOtherwiseTyped changes how every sentence of the table is typed, and not what it says.
func TestTheSameSentenceOtherwiseTyped(t *testing.T) {
	ways := map[string]func(string) string{
		"capitals":      strings.ToUpper,
		"hard blanks":   func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
		"double blanks": func(s string) string { return strings.ReplaceAll(s, " ", "  ") },
		"a paragraph":   func(s string) string { return "<p style=\"x\">" + s + "</p>" },
		"a point":       func(s string) string { return s + "." },
		"its label":     func(s string) string { return "Waktu penyelesaian: " + s },
		"blanks around": func(s string) string { return "\r\n  " + s + " \r\n" },
	}
	for name, way := range ways {
		for _, line := range strings.Split(strings.TrimSpace(times), "\n") {
			text, want, _ := strings.Cut(line, "\t")
			if name == "capitals" && strings.Contains(text, "&") {
				continue // the names of entities are small letters
			}
			if name == "its label" && (strings.Contains(text, ":") || strings.HasPrefix(text, "1.")) {
				continue // a label before a list of labels is another sentence
			}
			if got := short(ParseTime(way(text))); !strings.EqualFold(got, want) {
				t.Errorf("with %s, %q:\n got %s\nwant %s", name, way(text), got, want)
			}
		}
	}
}
