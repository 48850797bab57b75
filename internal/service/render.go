package service

import (
	"fmt"
	"strings"
)

// Words says a time in the words of a decree: "10 (sepuluh) hari kerja sejak berkas lengkap". Read again, the words
// give the same time. A text without a time has no words.
func (t Time) Words() string {
	switch {
	case t.Parse == NotATime:
		return ""
	case t.Unit == CaseByCase:
		return "tergantung kasus" + t.Clock.words()
	}
	var b strings.Builder
	if len(t.Variants) > 0 {
		t.wordVariants(&b)
	} else {
		b.WriteString(t.lead() + t.amount(t.Min, t.Max, t.Unit) + t.Clock.words())
	}
	if t.Parse == InsideStep {
		b.WriteString(" (tertulis di dalam prosedur)")
	}
	if e := t.Extension; e != nil {
		b.WriteString("; dapat diperpanjang")
		if e.Max != nil {
			b.WriteString(" paling lama " + t.amount(nil, e.Max, e.Unit))
		}
	}
	return b.String()
}

// lead is how the words of a time begin.
func (t Time) lead() string {
	switch t.Parse {
	case SumOfSteps:
		return "jumlah semua langkah "
	case Approximate:
		return "kurang lebih "
	}
	if t.Min != nil && t.Max == nil {
		return "minimal "
	}
	return ""
}

func (t Time) wordVariants(b *strings.Builder) {
	said := false
	for i, v := range t.Variants {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(v.Words() + ": ")
		switch {
		case v.Max == nil && v.Min == nil:
			b.WriteString("belum disebut")
		default:
			if v.Max == nil {
				b.WriteString("minimal ")
			}
			b.WriteString(t.amount(v.Min, v.Max, v.Unit))
		}
		if !said && v.Max != nil && t.Max != nil && *v.Max == *t.Max && v.Unit == t.Unit {
			said = true
			b.WriteString(t.Clock.words())
		}
	}
}

// amount words one duration or a range.
func (t Time) amount(lo, hi *int64, u Unit) string {
	one := func(n int64) string { return fmt.Sprintf("%d (%s)", n, Words(n)) }
	var s string
	switch {
	case lo != nil && hi != nil:
		s = one(*lo) + " s.d. " + one(*hi)
	case hi != nil:
		s = one(*hi)
	case lo != nil:
		s = one(*lo)
	}
	return s + " " + t.unitWords(u)
}

func (t Time) unitWords(u Unit) string {
	switch u {
	case Minute:
		return "menit"
	case Hour:
		return "jam"
	case WorkingDay:
		return "hari kerja"
	case Month:
		return "bulan"
	}
	if t.DayAssumed || t.Parse == InsideStep {
		return "hari"
	}
	return "hari kalender"
}

// words says what starts a time.
func (c Clock) words() string {
	switch c {
	case Received:
		return " sejak permohonan diterima"
	case Registered:
		return " sejak permohonan tercatat"
	case Complete:
		return " sejak berkas lengkap"
	case Paid:
		return " sejak biaya dibayar"
	case Other:
		return " sejak tahap sebelumnya selesai"
	}
	return ""
}
