package service

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// amounts draws a whole number and a way to write it.
func amounts(t *rapid.T, label string) (int64, string) {
	n := rapid.Int64Range(1, 400).Draw(t, label)
	switch rapid.IntRange(0, 3).Draw(t, label+" written") {
	case 0:
		return n, fmt.Sprint(n)
	case 1:
		return n, Words(n)
	case 2:
		return n, strings.ToUpper(Words(n))
	}
	return n, fmt.Sprintf("%d (%s)", n, Words(n))
}

func units(t *rapid.T) (Unit, bool, string) {
	type unit struct {
		u       Unit
		assumed bool
		words   string
	}
	u := rapid.SampledFrom([]unit{
		{Minute, false, "menit"}, {Minute, false, "Menit"}, {Minute, false, "mnt"}, {Hour, false, "jam"}, {CalendarDay, true, "hari"}, {CalendarDay, true, "HARI"},
		{WorkingDay, false, "hari kerja"}, {WorkingDay, false, "Hari  Kerja"}, {WorkingDay, false, "HK"}, {CalendarDay, false, "hari kalender"}, {Month, false, "bulan"}, {Month, false, "bln"},
	}).Draw(t, "unit")
	return u.u, u.assumed, u.words
}

// TestSentencesMeanWhatMadeThem draws a time, words it in one of the ways of the grammar, and reads it.
func TestSentencesMeanWhatMadeThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hi, words := amounts(t, "n")
		unit, assumed, unitWords := units(t)
		want := Time{Max: &hi, Unit: unit, Parse: OK, Variants: []Variant{}, DayAssumed: assumed}
		if rapid.Bool().Draw(t, "range") {
			more := hi + rapid.Int64Range(1, 50).Draw(t, "more")
			lo := hi
			want.Min, want.Max = &lo, &more
			words += rapid.SampledFrom([]string{"-", " - ", " s.d. ", " s/d ", " sampai dengan ", " – ", " hingga ", " sampai "}).Draw(t, "until") + fmt.Sprintf("%d (%s)", more, Words(more))
		}
		text := rapid.SampledFrom([]string{"", "Paling lama ", "maksimal ", "Selambat-lambatnya ", "Waktu penyelesaian: ", "maks. ", "dalam waktu ", "Jangka waktu paling lambat "}).Draw(t, "lead") + words + " " + unitWords
		clock := rapid.SampledFrom([]struct {
			c     Clock
			words string
		}{
			{"", ""}, {Received, " sejak permohonan diterima"}, {Received, " terhitung sejak tanggal surat masuk"}, {Registered, " setelah pemohon terdaftar"}, {Registered, " sejak tercatat di register"},
			{Complete, " setelah dokumen diterima lengkap"}, {Complete, " sejak berkas dinyatakan lengkap dan benar"}, {Paid, " setelah retribusi dibayar"}, {Paid, " sejak bukti pembayaran diterima"},
		}).Draw(t, "clock")
		text += clock.words
		want.Clock = clock.c
		if rapid.Bool().Draw(t, "extended") {
			more := rapid.Int64Range(1, 60).Draw(t, "extension")
			want.Extension = &Extension{Max: &more, Unit: WorkingDay}
			text += rapid.SampledFrom([]string{", dapat diperpanjang ", "; dapat diperpanjang paling lama ", " dan dapat diperpanjang 1 (satu) kali maksimal "}).Draw(t, "longer") + fmt.Sprintf("%d hari kerja", more)
		}
		if assumed {
			want.Parse = UnitAssumed
		}
		if diff := cmp.Diff(want, ParseTime(text)); diff != "" {
			t.Fatalf("%q\n%s", text, diff)
		}
	})
}

// TestWordsOfATimeGiveItBack words what was read of any sentence of the table, and reads the words.
func TestWordsOfATimeGiveItBack(t *testing.T) {
	for _, line := range strings.Split(strings.TrimSpace(times), "\n") {
		text, _, _ := strings.Cut(line, "\t")
		was := ParseTime(text)
		if was.Parse == NotATime {
			continue
		}
		if diff := cmp.Diff(was, ParseTime(was.Words())); diff != "" {
			t.Errorf("%q as %q:\n%s", text, was.Words(), diff)
		}
	}
}

func TestNumbersInWordsAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 999_999_999_999).Draw(t, "n")
		toks := tokenize(Words(n))
		v, end, ok := numberWords(toks, 0)
		if !ok || end != len(toks) || int64(v) != n*1000 {
			t.Fatalf("%d is %q, read as %d to %d of %d", n, Words(n), v, end, len(toks))
		}
	})
}

// TestAmountsAreRead words an amount in the ways of a price list.
func TestAmountsAreRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(1, 999).Draw(t, "thousands") * 1000
		dots := fmt.Sprintf("%d.000", n/1000)
		text := rapid.SampledFrom([]string{
			"Rp" + dots, "Rp. " + dots + ",-", "Rp " + dots + ",00", fmt.Sprintf("Rp %d,000.00", n/1000), fmt.Sprintf("%d ribu rupiah", n/1000), fmt.Sprintf("Rp%drb", n/1000),
			Words(n) + " rupiah", "IDR " + dots, "Rp" + fmt.Sprint(n), "Rp. " + dots + ",- (" + Words(n) + " rupiah)", dots + " rupiah",
		}).Draw(t, "text")
		unit := rapid.SampledFrom([]string{"", "orang", "lembar", "kg"}).Draw(t, "unit")
		if unit != "" {
			text += rapid.SampledFrom([]string{"/", " per ", " / "}).Draw(t, "per") + unit
		}
		want := Fee{Items: []FeeItem{{Amount: &n, Unit: Per(unit)}}, Kind: FeeFixed}
		if diff := cmp.Diff(want, ParseFee(text)); diff != "" {
			t.Fatalf("%q\n%s", text, diff)
		}
	})
}
