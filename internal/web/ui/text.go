package ui

import "strings"

// paragraphs cuts a text at its empty lines and each paragraph into its lines.
func paragraphs(s string) [][]string {
	var out [][]string
	var para []string
	for line := range strings.Lines(strings.ReplaceAll(s, "\r\n", "\n")) {
		line = strings.TrimSpace(line)
		if line == "" {
			if para != nil {
				out, para = append(out, para), nil
			}
			continue
		}
		para = append(para, line)
	}
	if para != nil {
		out = append(out, para)
	}
	return out
}

// Spoken spaces a code out so that a screen reader says it symbol by symbol:
// "7K2M-9Q" becomes "7 K 2 M, 9 Q".
func Spoken(code string) string {
	var b strings.Builder
	for i, r := range code {
		if r == '-' {
			b.WriteByte(',')
			continue
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
