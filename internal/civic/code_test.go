package civic_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// repeatable is a source of chance that draws the same in every run.
func repeatable(seed byte) io.Reader { return rand.NewChaCha8([32]byte{seed}) }

func newCode(t testing.TB, random io.Reader) civic.TrackingCode {
	t.Helper()
	c, err := civic.NewTrackingCode(random)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func newAlias(t testing.TB, random io.Reader) civic.Alias {
	t.Helper()
	a, err := civic.NewAlias(random)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestTrackingCodeIsReadAsPeopleWriteIt(t *testing.T) {
	code, err := civic.ParseTrackingCode("7K2M-9QXT-4PD")
	if err != nil {
		t.Fatal(err)
	}
	if code.String() != "7K2M9QXT4PD" || code.Display() != "7K2M-9QXT-4PD" {
		t.Errorf("stored %s, shown %s", code, code.Display())
	}
	for _, s := range []string{"7k2m9qxt4pd", " 7K2M 9QXT 4PD\n", "7K2M–9QXT—4PD", "7k.2m.9q.xt.4p.d", "7K2M\u00a09QXT\u20114PD"} {
		if got, err := civic.ParseTrackingCode(s); err != nil || got != code {
			t.Errorf("%q read as %q, %v", s, got, err)
		}
	}
	random := repeatable(1)
	for range 300 {
		c := newCode(t, random)
		misread := strings.NewReplacer("0", "o", "1", "l").Replace(strings.ToLower(c.Display()))
		capital := strings.NewReplacer("0", "O", "1", "I").Replace(c.String())
		for _, s := range []string{misread, capital} {
			if got, err := civic.ParseTrackingCode(s); err != nil || got != c {
				t.Fatalf("%q read as %q, %v; want %s", s, got, err, c)
			}
		}
	}
}

func TestWhatIsNoTrackingCode(t *testing.T) {
	for _, s := range []string{"", "-", "7K2M9QXT4P", "7K2M9QXT4PD6", "7K2M9QXT4PU", "7K2M9QXT4P*", "７K2M9QXT4PD", "7K2M9QXT4P\x00", "00000000000", "\xff\xfe"} {
		if got, err := civic.ParseTrackingCode(s); civic.KindOf(err) != civic.KindInvalid || got != "" {
			t.Errorf("%q read as %q, %v; want invalid", s, got, err)
		}
	}
}

func TestTrackingCodeCatchesSlips(t *testing.T) {
	random := repeatable(2)
	for range 400 {
		code := newCode(t, random).String()
		for _, wrong := range slips(code, codeAlphabet) {
			if got, err := civic.ParseTrackingCode(wrong); err == nil {
				t.Fatalf("%s mistyped as %s was read as %s", code, wrong, got)
			}
		}
	}
}

func TestAliasCatchesSlips(t *testing.T) {
	random := repeatable(3)
	for range 1000 {
		alias := newAlias(t, random).String()
		for _, wrong := range slips(alias, "0123456789") {
			if got, err := civic.ParseAlias(wrong); err == nil {
				t.Fatalf("%s mistyped as %s was read as %s", alias, wrong, got)
			}
		}
	}
}

// slips returns the code with each symbol replaced by every other one, and with each pair of neighbours swapped.
func slips(code, alphabet string) []string {
	var out []string
	for i := range len(code) {
		for _, r := range alphabet {
			if byte(r) != code[i] {
				out = append(out, code[:i]+string(r)+code[i+1:])
			}
		}
		if i > 0 && code[i] != code[i-1] {
			out = append(out, code[:i-1]+string(code[i])+string(code[i-1])+code[i+1:])
		}
	}
	return out
}

func TestAlias(t *testing.T) {
	random := repeatable(4)
	for range 500 {
		a := newAlias(t, random)
		if len(a) != 11 || a[0] == '0' {
			t.Fatalf("alias %s has not eleven digits, or begins like a phone number", a)
		}
		for _, s := range []string{a.String(), a.Display(), strings.ReplaceAll(a.Display(), "-", " ")} {
			if got, err := civic.ParseAlias(s); err != nil || got != a {
				t.Fatalf("%q read as %q, %v", s, got, err)
			}
		}
		if _, err := civic.ParseTrackingCode(a.String()); err == nil {
			t.Fatalf("alias %s is also a tracking code", a)
		}
	}
	if got := civic.Alias("short").Display(); got != "short" {
		t.Errorf("what is no alias is shown as %s", got)
	}
	for _, s := range []string{"", "1234567890", "123456789012", "1234567890A", "00000000000", "12345678901\x00", "١٢٣٤٥٦٧٨٩٠١"} {
		if got, err := civic.ParseAlias(s); civic.KindOf(err) != civic.KindInvalid || got != "" {
			t.Errorf("%q read as %q, %v; want invalid", s, got, err)
		}
	}
}

func TestCodesDiffer(t *testing.T) {
	random := repeatable(5)
	codes, aliases := map[civic.TrackingCode]bool{}, map[civic.Alias]bool{}
	var symbols [256]int
	for range 20_000 {
		c := newCode(t, random)
		codes[c], aliases[newAlias(t, random)] = true, true
		for i := range len(c) {
			symbols[c[i]]++
		}
	}
	if len(codes) != 20_000 || len(aliases) != 20_000 {
		t.Errorf("%d codes and %d aliases of 20000 differ", len(codes), len(aliases))
	}
	for i := range len(codeAlphabet) { // 6,875 of each are expected; six standard deviations are 490
		if n := symbols[codeAlphabet[i]]; n < 6385 || n > 7365 {
			t.Errorf("symbol %c came %d times", codeAlphabet[i], n)
		}
	}
}

func TestPIN(t *testing.T) {
	random := repeatable(6)
	var digits [10]int
	for range 20_000 {
		p, err := civic.NewPIN(random)
		if err != nil {
			t.Fatal(err)
		}
		s := string(p)
		if got, err := civic.ParsePIN(s[:3] + " " + s[3:]); err != nil || got != p {
			t.Fatalf("%s read as %s, %v", s, string(got), err)
		}
		distinct := map[rune]bool{}
		for _, r := range s {
			digits[r-'0']++
			distinct[r] = true
		}
		if len(s) != 6 || len(distinct) < 3 || strings.Contains(upAndDown, s) {
			t.Fatalf("PIN %s is too easy", s)
		}
	}
	for d, n := range digits { // 12,000 of each are expected; six standard deviations are 624
		if n < 11_300 || n > 12_700 {
			t.Errorf("digit %d came %d times", d, n)
		}
	}
	for _, s := range []string{"", "12345", "1234567", "12345a", "١٢٣٤٥٦"} {
		if _, err := civic.ParsePIN(s); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("%q: %v, want invalid", s, err)
		}
	}
}

func TestTrivialPINsAreDrawnAgain(t *testing.T) {
	for _, drawn := range [][]byte{{7, 7, 7, 7, 7, 7}, {1, 2, 1, 2, 1, 2}, {3, 4, 5, 6, 7, 8}, {9, 8, 7, 6, 5, 4}} {
		p, err := civic.NewPIN(bytes.NewReader(append(drawn, 4, 0, 250, 4, 7, 1, 3))) // 250 to 255 would favour small digits
		if err != nil || string(p) != "404713" {
			t.Errorf("after %v the PIN is %s, %v; want 404713", drawn, string(p), err)
		}
	}
}

func TestPINIsNotPrinted(t *testing.T) {
	p := civic.PIN("404713")
	var b strings.Builder
	slog.New(slog.NewTextHandler(&b, nil)).Info("new", "pin", p)
	fmt.Fprintf(&b, "%v %s %q %#v %+v", p, p, p, p, struct{ P civic.PIN }{p})
	if strings.Contains(b.String(), "404713") {
		t.Errorf("the PIN is in %s", b.String())
	}
}

type noChance struct{}

func (noChance) Read([]byte) (int, error) { return 0, errors.New("no entropy") }

type always byte

func (a always) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(a)
	}
	return len(p), nil
}

func TestBrokenSourceOfChance(t *testing.T) {
	for name, draw := range map[string]func(io.Reader) error{
		"code":  func(r io.Reader) error { _, err := civic.NewTrackingCode(r); return err },
		"alias": func(r io.Reader) error { _, err := civic.NewAlias(r); return err },
		"PIN":   func(r io.Reader) error { _, err := civic.NewPIN(r); return err },
	} {
		if err := draw(noChance{}); civic.KindOf(err) != civic.KindUnavailable {
			t.Errorf("%s without a source: %v, want unavailable", name, err)
		}
	}
	if _, err := civic.NewTrackingCode(always(0)); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("code of zeroes only: %v, want unavailable", err)
	}
	if _, err := civic.NewPIN(always(0)); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("PIN of zeroes only: %v, want unavailable", err)
	}
	if _, err := civic.NewAlias(always(255)); civic.KindOf(err) != civic.KindUnavailable {
		t.Errorf("alias of bytes that are thrown away: %v, want unavailable", err)
	}
}

// upAndDown holds every run of digits that a guesser tries first.
const upAndDown = "0123456789 9876543210"
