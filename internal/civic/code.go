package civic

import (
	"io"
	"log/slog"
	"strings"
	"unicode"
)

// TrackingCode names a report towards the public: ten random symbols (50 bits) and a check
// symbol, in upper case and without dashes. At least one of the ten is a letter, which keeps
// codes and aliases apart. A TrackingCode made or parsed here is always well formed.
type TrackingCode string

// Alias is the numeric name of the same report, for SMS and telephone keys: ten random digits,
// the first of them not zero (it would pass for a phone number), and a check digit.
type Alias string

// PIN is the six-digit secret that goes with a tracking code. Printing one shows asterisks;
// string(pin) gives the digits.
type PIN string

const (
	// codeSymbols are those of Crockford's base 32: no I, L, O, U.
	codeSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeBody    = 10 // random symbols before the check symbol
	pinLength   = 6

	// dammTable is Damm's operation on the digits, row by row. It has no two digits that may be swapped
	// unnoticed, and a zero on its diagonal.
	dammTable = "0317598642" + "7092154863" + "4206871359" + "1750983426" + "6123045978" +
		"3674209581" + "5869720134" + "8945362017" + "9438617205" + "2581436790"

	// drawLimit bounds the search for a code that is good enough. Chance never comes near it;
	// a source of randomness that repeats itself does.
	drawLimit = 64
)

// NewTrackingCode draws a code from a source of randomness (crypto/rand.Reader in earnest). It
// returns an unavailable Error when the source fails.
func NewTrackingCode(random io.Reader) (TrackingCode, error) {
	var raw [codeBody]byte
	for range drawLimit {
		if _, err := io.ReadFull(random, raw[:]); err != nil {
			return "", Unavailable("error.random_unavailable", err)
		}
		var code [codeBody + 1]byte
		sum, letter := byte(0), false
		for i, b := range raw {
			v := b % 32 // 256 is a multiple of 32: every symbol is equally likely
			code[i] = codeSymbols[v]
			sum = double(sum) ^ v
			letter = letter || v > 9
		}
		if letter {
			code[codeBody] = codeSymbols[double(sum)]
			return TrackingCode(code[:]), nil
		}
	}
	return "", Unavailable("error.random_unavailable", io.ErrNoProgress)
}

// ParseTrackingCode reads a code as people write it: in any case, with spaces and dashes, with
// the letter O for zero and I or L for one. It returns an invalid Error for what is no code,
// which includes every code with one wrong symbol or two neighbours swapped.
func ParseTrackingCode(s string) (TrackingCode, error) {
	var code [codeBody + 1]byte
	n, sum, letter := 0, byte(0), false
	for _, r := range s {
		if filler(r) {
			continue
		}
		v := strings.IndexByte(codeSymbols, fold(r))
		if v < 0 || n == len(code) {
			return "", Invalid("code", "error.code_invalid")
		}
		code[n] = codeSymbols[v]
		sum = double(sum) ^ byte(v)
		letter = letter || v > 9 && n < codeBody
		n++
	}
	if n != len(code) || sum != 0 || !letter {
		return "", Invalid("code", "error.code_invalid")
	}
	return TrackingCode(code[:]), nil
}

// String returns the stored form, such as "7K2M9QXT4PD".
func (c TrackingCode) String() string { return string(c) }

// Display returns the form for reading, such as "7K2M-9QXT-4PD".
func (c TrackingCode) Display() string { return grouped(string(c)) }

// double multiplies by x in the field of 32 elements (modulo x^5+x^2+1). A code whose sum of
// symbols, doubled at each step, is zero cannot hide a single error or any swap: that is what
// a field is for, where the remainder of a division by 32 would miss some.
func double(v byte) byte {
	v <<= 1
	if v >= 32 {
		v ^= 0b100101
	}
	return v
}

// fold turns a symbol as written into the one meant, or 0 for what is none.
func fold(r rune) byte {
	if r >= 'a' && r <= 'z' {
		r -= 'a' - 'A'
	}
	switch {
	case r == 'O':
		return '0'
	case r == 'I' || r == 'L':
		return '1'
	case r > ' ' && r < unicode.MaxASCII:
		return byte(r)
	default:
		return 0
	}
}

// filler reports what people and text programs put between groups: spaces, dashes of every length, dots.
func filler(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '.' || r == '_' || r == '\u00ad' || r == '\u2212'
}

// grouped breaks eleven symbols into 4-4-3, and leaves anything else as it is.
func grouped(s string) string {
	if len(s) != codeBody+1 {
		return s
	}
	return s[:4] + "-" + s[4:8] + "-" + s[8:]
}

// NewAlias draws an alias from a source of randomness. It returns an unavailable Error when the source fails.
func NewAlias(random io.Reader) (Alias, error) {
	var code [codeBody + 1]byte
	sum := byte(0)
	for i := range codeBody {
		from := byte(0)
		if i == 0 {
			from = 1
		}
		v, err := drawDigit(random, from)
		if err != nil {
			return "", err
		}
		code[i] = '0' + v
		sum = damm(sum, v)
	}
	code[codeBody] = '0' + sum // the diagonal is zero, so this digit makes the whole sum zero
	return Alias(code[:]), nil
}

// ParseAlias reads an alias with or without spaces, dots and dashes. It returns an invalid
// Error for what is none, which includes every alias with one wrong digit or two neighbours swapped.
func ParseAlias(s string) (Alias, error) {
	digits, ok := onlyDigits(s, codeBody+1)
	if !ok || digits[0] == '0' {
		return "", Invalid("code", "error.code_invalid")
	}
	sum := byte(0)
	for i := range len(digits) {
		sum = damm(sum, digits[i]-'0')
	}
	if sum != 0 {
		return "", Invalid("code", "error.code_invalid")
	}
	return Alias(digits), nil
}

// String returns the stored form, such as "48213907752".
func (a Alias) String() string { return string(a) }

// Display returns the form for reading, such as "4821-3907-752".
func (a Alias) Display() string { return grouped(string(a)) }

func damm(sum, digit byte) byte { return dammTable[10*int(sum)+int(digit)] - '0' }

// NewPIN draws a PIN from a source of randomness. It never gives one with fewer than three
// different digits or with six in a row up or down, which are the first that a stranger tries.
// It returns an unavailable Error when the source fails.
func NewPIN(random io.Reader) (PIN, error) {
	for range drawLimit {
		var pin [pinLength]byte
		for i := range pin {
			v, err := drawDigit(random, 0)
			if err != nil {
				return "", err
			}
			pin[i] = '0' + v
		}
		if !trivial(pin) {
			return PIN(pin[:]), nil
		}
	}
	return "", Unavailable("error.random_unavailable", io.ErrNoProgress)
}

// ParsePIN reads six digits, with or without spaces, dots and dashes. It returns an invalid Error for anything else.
func ParsePIN(s string) (PIN, error) {
	digits, ok := onlyDigits(s, pinLength)
	if !ok {
		return "", Invalid("pin", "error.pin_invalid")
	}
	return PIN(digits), nil
}

// String hides the digits, so that no log line or error gives a PIN away.
func (p PIN) String() string { return strings.Repeat("*", pinLength) }

// GoString hides the digits as String does.
func (p PIN) GoString() string { return p.String() }

// LogValue hides the digits as String does.
func (p PIN) LogValue() slog.Value { return slog.StringValue(p.String()) }

func trivial(pin [pinLength]byte) bool {
	seen := map[byte]bool{}
	up, down := true, true
	for i, d := range pin {
		seen[d] = true
		if i > 0 {
			up = up && d == pin[i-1]+1
			down = down && d == pin[i-1]-1
		}
	}
	return len(seen) < 3 || up || down
}

// drawDigit draws an equally likely digit from..9. Bytes that would favour some are thrown away.
func drawDigit(random io.Reader, from byte) (byte, error) {
	var raw [1]byte
	span := 10 - from
	for range drawLimit {
		if _, err := io.ReadFull(random, raw[:]); err != nil {
			return 0, Unavailable("error.random_unavailable", err)
		}
		if raw[0] < 255/span*span {
			return from + raw[0]%span, nil
		}
	}
	return 0, Unavailable("error.random_unavailable", io.ErrNoProgress)
}

// onlyDigits drops the filler and returns the digits when there are exactly n and nothing else.
func onlyDigits(s string, n int) (string, bool) {
	digits := make([]byte, 0, n)
	for _, r := range s {
		if filler(r) {
			continue
		}
		if r < '0' || r > '9' || len(digits) == n {
			return "", false
		}
		digits = append(digits, byte(r))
	}
	return string(digits), len(digits) == n
}
