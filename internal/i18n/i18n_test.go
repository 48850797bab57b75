package i18n

import (
	"errors"
	"testing"
	"time"

	"tuntas/internal/civic"
)

func TestT(t *testing.T) {
	id, en := For("id"), For("en")
	for _, c := range []struct {
		name, got, want string
	}{
		{"static", id.T("home.cta"), "Buat laporan"},
		{"places", id.T("step", "n", 1, "total", 4), "Langkah 1 dari 4"},
		{"english", en.T("step", "n", 1, "total", 4), "Step 1 of 4"},
		{"thousands", id.T("count.left", "n", 1877), "Sisa 1.877 huruf"},
		{"date as a place", id.T("promise.by", "date", civic.Date{Year: 2026, Month: 11, Day: 27}), "Paling lambat Jumat, 27 November 2026"},
		{"one", en.T("days.left", "n", 1), "1 working day left"},
		{"other", en.T("days.left", "n", 4), "4 working days left"},
		{"one person", en.T("officer.sample.judged_by", "n", 1), "Judged by 1 person"},
		{"people", en.T("officer.sample.judged_by", "n", 3), "Judged by 3 people"},
		{"no plural in Indonesian", id.T("days.left", "n", 1), "sisa 1 hari kerja"},
		{"unknown key", id.T("no.such.key"), "no.such.key"},
		{"missing value", id.T("step", "n", 1), "Langkah 1 dari {total}"},
		{"unknown language", For("xx").T("home.cta"), "Buat laporan"},
		{"value with braces", id.T("report.by", "name", "{n}"), "Pelapor: {n}"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.name, c.got, c.want)
		}
	}
}

func TestDatesAndNumbers(t *testing.T) {
	id, en := For("id"), For("en")
	at := time.Date(2026, 11, 20, 3, 12, 0, 0, time.UTC)
	late := time.Date(2026, 12, 31, 16, 4, 0, 0, time.UTC)
	for _, c := range []struct{ got, want string }{
		{id.DateTime(at, civic.WIB), "Jumat, 20 November 2026, 10.12 WIB"},
		{en.DateTime(at, civic.WITA), "Friday, 20 November 2026, 11:12 WITA"},
		{id.DateTime(late, civic.WIT), "Jumat, 1 Januari 2027, 01.04 WIT"},
		{id.DateShort(civic.Date{Year: 2026, Month: 8, Day: 17}), "17 Agustus 2026"},
		{id.Month(2026, time.May), "Mei 2026"},
		{id.Number(0), "0"}, {id.Number(999), "999"}, {id.Number(1877), "1.877"}, {id.Number(-1234567), "-1.234.567"}, {en.Number(1877), "1,877"},
		{id.Count(999, 999), "999"}, {id.Count(1000, 999), "999+"},
		{id.Decimal(-0.5, 1), "-0,5"}, {id.Decimal(1234.56, 1), "1.234,6"},
		{id.Bytes(999), "999 B"}, {id.Bytes(182_400), "182 kB"}, {id.Bytes(999_499), "999 kB"}, {id.Bytes(999_500), "1,0 MB"}, {id.Bytes(3_800_000), "3,8 MB"}, {en.Bytes(3_800_000), "3.8 MB"},
		{id.DaysLeft(4), "sisa 4 hari kerja"}, {id.DaysLeft(0), "hari ini"}, {id.DaysLeft(-2), "terlambat 2 hari kerja"}, {en.DaysLeft(-1), "1 working day late"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestPick(t *testing.T) {
	for _, c := range []struct{ chosen, accept, want string }{
		{"", "", "id"}, {"en", "id", "en"}, {"id", "en-GB,en;q=0.9", "id"},
		{"", "en-GB,en;q=0.9,id;q=0.8", "en"}, {"", "jv,su;q=0.9,en;q=0.1", "en"}, {"", "fr", "id"},
		{"xx", "en", "en"}, {"", "id;q=0.2,en;q=0.9", "en"}, {"", ";;;garbage\x00", "id"},
	} {
		if got := Pick(c.chosen, c.accept); got != c.want {
			t.Errorf("Pick(%q, %q) = %q, want %q", c.chosen, c.accept, got, c.want)
		}
	}
}

func TestErr(t *testing.T) {
	p := For("id")
	for _, c := range []struct {
		err  error
		want string
	}{
		{civic.Invalid("body", "error.body_short", "min", 20), "Tulis dulu apa yang terjadi, paling sedikit 20 huruf."},
		{civic.NotFound("error.not_found"), p.T("error.not_found")},
		{errors.New("pq: password is hunter2"), p.T("error.internal")},
		{civic.Invalid("x", "error.never_written"), p.T("error.internal")},
		{&civic.Error{Kind: civic.KindInternal, Key: "error.forbidden"}, p.T("error.internal")},
	} {
		if got := p.Err(c.err); got != c.want {
			t.Errorf("Err(%v) = %q, want %q", c.err, got, c.want)
		}
	}
}

func TestStrong(t *testing.T) {
	s := For("id").T("due.resolve", "who", "Dinas\x02 <b>", "date", Strong("Jumat\x03"), "left", "hari ini")
	got := Split(s)
	strong := ""
	for _, r := range got {
		if r.Strong {
			strong += r.Text
		}
	}
	if len(got) == 0 || strong == "" {
		t.Fatalf("Split(%q) = %v", s, got)
	}
	clean := Split(For("id").T("due.resolve", "who", "Dinas", "date", Strong("Jumat"), "left", "hari ini"))
	want := []Run{{Text: "Dinas menyelesaikan laporan ini paling lambat "}, {Text: "Jumat", Strong: true}, {Text: " (hari ini)."}}
	if len(clean) != len(want) {
		t.Fatalf("%v, want %v", clean, want)
	}
	for i := range want {
		if clean[i] != want[i] {
			t.Errorf("run %d: %v, want %v", i, clean[i], want[i])
		}
	}
}

func BenchmarkStatic(b *testing.B) {
	p := For("id")
	for b.Loop() {
		p.T("home.cta")
	}
}

func BenchmarkPlaces(b *testing.B) {
	p := For("id")
	for b.Loop() {
		p.T("due.resolve", "who", "Dinas", "date", "Jumat", "left", "hari ini")
	}
}
