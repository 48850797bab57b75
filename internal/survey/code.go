package survey

import (
	"io"
	"strings"
	"unicode"

	"tuntas/internal/civic"
)

// codeSymbols are those of Crockford's base 32; codeLength of them are 80 random bits.
const (
	codeSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength  = 16
)

// Code opens a survey. It is handed out on paper and never kept: only its digest is.
type Code string

// NewCode draws a code from a source of randomness (crypto/rand.Reader in earnest). It returns an unavailable Error when the
// source fails.
func NewCode(random io.Reader) (Code, error) {
	var raw [codeLength]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return "", civic.Unavailable("error.random_unavailable", err)
	}
	for i, b := range raw {
		raw[i] = codeSymbols[b%32] // 256 is a multiple of 32: every symbol is equally likely
	}
	return Code(raw[:]), nil
}

// ParseCode reads a code as people type it: in any case, with blanks and dashes, O for zero and I or L for one. Errors:
// not_found for what is none, as for one that nobody made.
func ParseCode(s string) (Code, error) {
	var out strings.Builder
	for _, r := range strings.ToUpper(s) {
		switch {
		case r == '-' || r == '.' || unicode.IsSpace(r):
			continue
		case r == 'O':
			r = '0'
		case r == 'I' || r == 'L':
			r = '1'
		}
		if r > unicode.MaxASCII || !strings.ContainsRune(codeSymbols, r) || out.Len() == codeLength {
			return "", civic.NotFound("error.survey_code_unknown")
		}
		out.WriteRune(r)
	}
	if out.Len() != codeLength {
		return "", civic.NotFound("error.survey_code_unknown")
	}
	return Code(out.String()), nil
}

// Display breaks a code into groups of four, for reading.
func (c Code) Display() string {
	var parts []string
	for s := string(c); s != ""; s = s[min(4, len(s)):] {
		parts = append(parts, s[:min(4, len(s))])
	}
	return strings.Join(parts, "-")
}
