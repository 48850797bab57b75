package service

import (
	"strings"
	"testing"
)

// FuzzTime: no text makes the grammar fail, and what it says is sound.
func FuzzTime(f *testing.F) {
	for _, line := range strings.Split(times, "\n") {
		text, _, _ := strings.Cut(line, "\t")
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := ParseTime(text)
		if got.Variants == nil {
			t.Fatal("no list of variants")
		}
		if got.Min != nil && got.Max != nil && *got.Min > *got.Max {
			t.Fatalf("%q: from %d to %d", text, *got.Min, *got.Max)
		}
		if got.Parse == NotATime && (got.Max != nil || got.Min != nil || got.Unit != "" || got.Extension != nil || len(got.Variants) > 0) {
			t.Fatalf("%q is no time and has one: %+v", text, got)
		}
		if got.Parse != NotATime && (got.Unit == "" || got.Unit != CaseByCase && got.Max == nil && got.Min == nil) {
			t.Fatalf("%q is a time and has none: %+v", text, got)
		}
		if got.Max != nil && *got.Max < 0 || got.Extension != nil && got.Extension.Max != nil && *got.Extension.Max < 0 {
			t.Fatalf("%q: %+v", text, got)
		}
		_ = got.Words()
	})
}

// FuzzFee: no text makes the grammar fail, and what it says is sound.
func FuzzFee(f *testing.F) {
	for _, line := range strings.Split(fees, "\n") {
		text, _, _ := strings.Cut(line, "\t")
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := ParseFee(text)
		if got.Items == nil || got.Kind == "" || got.IsFree != (got.Kind == FeeFree) {
			t.Fatalf("%q: %+v", text, got)
		}
		for _, it := range got.Items {
			if (it.Amount == nil) == (it.Share == "") {
				t.Fatalf("%q: %+v", text, it)
			}
			if it.Amount != nil && (*it.Amount < 0 || got.IsFree && *it.Amount != 0) {
				t.Fatalf("%q: %+v", text, it)
			}
		}
	})
}

// FuzzFilled: what is plain is filled alike.
func FuzzFilled(f *testing.F) {
	f.Add("<p>-</p>")
	f.Add("belum ada")
	f.Add("<1 jam & &amp;lt;b>")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.ContainsAny(text, "<&") {
			return // a text may hold marks inside of marks
		}
		if Filled(text) != Filled(Plain(text)) {
			t.Fatalf("%q", text)
		}
	})
}
