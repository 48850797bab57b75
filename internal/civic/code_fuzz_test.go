package civic_test

import (
	"io"
	"strings"
	"testing"

	"tuntas/internal/civic"
)

// chance makes a source of randomness of the first fuzzed bytes, then a repeatable stream. A
// source that repeats one byte for longer is refused, which is another test's matter.
func chance(s string) io.Reader {
	return io.MultiReader(strings.NewReader(s[:min(len(s), 16)]), repeatable(9))
}

func FuzzParseTrackingCode(f *testing.F) {
	for _, s := range []string{"", "7K2M-9QXT-4PD", "7k2m 9qxt 4pd", "OIL0-OIL1-000", "00000000000", "\xff", "－"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if code, err := civic.ParseTrackingCode(s); err == nil {
			sameCode(t, code)
		} else if civic.KindOf(err) != civic.KindInvalid || code != "" {
			t.Fatalf("%q: %q, %v; want invalid", s, code, err)
		}
		code := newCode(t, chance(s))
		sameCode(t, code)
		for _, wrong := range slips(code.String(), codeAlphabet) {
			if _, err := civic.ParseTrackingCode(wrong); err == nil {
				t.Fatalf("%s mistyped as %s was not caught", code, wrong)
			}
		}
	})
}

func sameCode(t *testing.T, code civic.TrackingCode) {
	t.Helper()
	for _, shown := range []string{code.Display(), code.String()} {
		if got, err := civic.ParseTrackingCode(shown); err != nil || got != code {
			t.Fatalf("%s, shown as %s, read as %s, %v", code.String(), shown, got, err)
		}
	}
}

func FuzzParseAlias(f *testing.F) {
	for _, s := range []string{"", "4821-3907-752", "12345678901", "1234 5678 901", "0812 3456 789", "\xff", "１２３"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if alias, err := civic.ParseAlias(s); err == nil {
			sameAlias(t, alias)
		} else if civic.KindOf(err) != civic.KindInvalid || alias != "" {
			t.Fatalf("%q: %q, %v; want invalid", s, alias, err)
		}
		alias := newAlias(t, chance(s))
		sameAlias(t, alias)
		for _, wrong := range slips(alias.String(), "0123456789") {
			if _, err := civic.ParseAlias(wrong); err == nil {
				t.Fatalf("%s mistyped as %s was not caught", alias, wrong)
			}
		}
	})
}

func sameAlias(t *testing.T, alias civic.Alias) {
	t.Helper()
	for _, shown := range []string{alias.Display(), alias.String()} {
		if got, err := civic.ParseAlias(shown); err != nil || got != alias {
			t.Fatalf("%s, shown as %s, read as %s, %v", alias.String(), shown, got, err)
		}
	}
}
