package i18n

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
)

// forms is what a language does differently in dates and numbers.
type forms struct {
	days    [7]string
	months  [13]string
	clock   string // layout of the time of day
	group   byte   // between thousands
	decimal byte
}

func indonesian() forms {
	return forms{
		days: [7]string{"Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"},
		months: [13]string{"", "Januari", "Februari", "Maret", "April", "Mei", "Juni",
			"Juli", "Agustus", "September", "Oktober", "November", "Desember"},
		clock: "15.04", group: '.', decimal: ',',
	}
}

func english() forms {
	f := forms{clock: "15:04", group: ',', decimal: '.'}
	for d := range f.days {
		f.days[d] = time.Weekday(d).String()
	}
	for m := time.January; m <= time.December; m++ {
		f.months[m] = m.String()
	}
	return f
}

// Date writes a day with its weekday: "Jumat, 27 November 2026".
func (p *Printer) Date(d civic.Date) string {
	return p.forms.days[d.Weekday()] + ", " + p.DateShort(d)
}

// DateShort writes a day without its weekday, for lists: "27 November 2026".
func (p *Printer) DateShort(d civic.Date) string {
	return strconv.Itoa(d.Day) + " " + p.forms.months[d.Month] + " " + strconv.Itoa(d.Year)
}

// Month writes a month: "November 2026".
func (p *Printer) Month(year int, m time.Month) string {
	return p.forms.months[m] + " " + strconv.Itoa(year)
}

// Time writes the time of day in a zone: "16.04 WIB".
func (p *Printer) Time(t time.Time, z civic.Zone) string {
	return t.In(z.Location()).Format(p.forms.clock) + " " + string(z)
}

// DateTime writes an instant in a zone: "Jumat, 20 November 2026, 10.12 WIB".
func (p *Printer) DateTime(t time.Time, z civic.Zone) string {
	return p.Date(civic.DateOf(t, z)) + ", " + p.Time(t, z)
}

// Number writes a whole number with its thousands apart: "1.877".
func (p *Printer) Number(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	if len(s) <= 3 {
		return sign + s
	}
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(s) {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(p.forms.group)
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// Decimal writes x with the given number of digits after the comma: "3,8".
func (p *Printer) Decimal(x float64, digits int) string {
	s := strconv.FormatFloat(x, 'f', digits, 64)
	whole, frac, found := strings.Cut(s, ".")
	n, err := strconv.Atoi(whole)
	if err != nil {
		return s
	}
	out := p.Number(n)
	if n == 0 && strings.HasPrefix(whole, "-") {
		out = "-" + out
	}
	if found {
		out += string(p.forms.decimal) + frac
	}
	return out
}

// Count writes a count that is exact up to limit and "999+" beyond it.
func (p *Printer) Count(n, limit int) string {
	if n > limit {
		return p.Number(limit) + "+"
	}
	return p.Number(n)
}

// Bytes writes the size of a file in decimal units: "182 kB", "3,8 MB".
func (p *Printer) Bytes(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " B"
	case n < 999_500:
		return strconv.FormatInt((n+500)/1000, 10) + " kB"
	default:
		return p.Decimal(float64(n)/1e6, 1) + " MB"
	}
}

// DaysLeft says how many working days are left until a deadline: "sisa 4 hari kerja",
// "hari ini" for 0, and "terlambat 2 hari kerja" for -2.
func (p *Printer) DaysLeft(n int) string {
	switch {
	case n > 0:
		return p.T("days.left", "n", n)
	case n == 0:
		return p.T("days.today")
	default:
		return p.T("days.late", "n", -n)
	}
}

// Err writes an error for a person. What is not a civic.Error, and every internal one,
// becomes the same calm sentence: its cause is for the log.
func (p *Printer) Err(err error) string {
	e, ok := errors.AsType[*civic.Error](err)
	if !ok || e.Kind == civic.KindInternal || !p.Has(e.Key) {
		return p.T("error.internal")
	}
	return p.TArgs(e.Key, e.Args)
}
