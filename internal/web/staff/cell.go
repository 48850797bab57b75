package staff

import "strings"

// PlainCell keeps what people typed into a table from being taken for a formula by the program that opens it.
func PlainCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
