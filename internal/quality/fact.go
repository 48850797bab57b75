package quality

import (
	"fmt"
	"slices"
	"strconv"

	"tuntas/internal/civic"
)

// dated tells whether words name a day or a span of time that somebody could hold the office to.
func dated(text string, ws []token) bool {
	for i := range ws {
		if datedAt(text, ws, i) {
			return true
		}
	}
	return false
}

func datedAt(text string, ws []token, i int) bool {
	w := ws[i]
	var before, after token
	if i > 0 {
		before = ws[i-1]
	}
	if i+1 < len(ws) {
		after = ws[i+1]
	}
	switch {
	case month(w.word), weekday(w.word), anchored(w.word):
		return true
	case period(w.word):
		return before.word == "akhir" || before.word == "awal" || before.word == "tadi" || before.word == "nanti" || before.number || counted(before.word) ||
			after.word == "ini" || after.word == "depan" || after.word == "lalu" || after.word == "kemarin" || w.word == "minggu" && before.word == "hari"
	case w.word == "pukul" || w.word == "jam":
		return after.number
	case w.number && after.number:
		gap := text[w.End:after.Start]
		return (gap == "/" || gap == "-") && len(w.word) <= 4 && len(after.word) <= 4
	}
	return false
}

// vain tells whether words name days by date, and only such as are over on a day or in no calendar: "31 Februari",
// "3 Maret 2020". A date without its year may be meant of another one, and is only looked for in the calendar.
func vain(text string, ws []token, today civic.Date) bool {
	found := false
	for i, w := range ws {
		if i == 0 || !month(w.word) || !ws[i-1].number {
			if weekday(w.word) && (i+1 == len(ws) || !ws[i+1].number) || anchored(w.word) || !month(w.word) && datedAt(text, ws, i) {
				return false // another day that may be meant
			}
			continue
		}
		year, named := today.Year+2, false // in a leap year 29 February is a day
		for year%4 != 0 {
			year++
		}
		if i+1 < len(ws) && len(ws[i+1].word) == 4 && ws[i+1].number {
			if n, err := strconv.Atoi(ws[i+1].word); err == nil {
				year, named = n, true
			}
		}
		n, err := strconv.Atoi(ws[i-1].word)
		if err != nil || monthNumber(w.word) == 0 {
			return false
		}
		d, err := civic.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, monthNumber(w.word), n))
		if err == nil && (!named || !d.Before(today)) {
			return false
		}
		found = true
	}
	return found
}

// monthNumber is 1 to 12 for the names of months in Indonesian, 0 for others.
func monthNumber(w string) int {
	return slices.Index([]string{"januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember"}, w) + 1
}

func month(w string) bool {
	switch w {
	case "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember",
		"jan", "feb", "apr", "agt", "agu", "sep", "okt", "nov", "des",
		"january", "february", "march", "june", "july", "august", "october", "december":
		return true
	}
	return false
}

func weekday(w string) bool {
	switch w {
	case "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "jum’at", "sabtu", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}

// anchored words say a day by themselves.
func anchored(w string) bool {
	switch w {
	case "besok", "lusa", "kemarin", "today", "tomorrow", "yesterday", "tonight":
		return true
	}
	return false
}

// period words say a time together with "ini", "depan" or a number.
func period(w string) bool {
	switch w {
	case "hari", "minggu", "pekan", "bulan", "tahun", "triwulan", "semester", "jam", "menit", "pagi", "siang", "sore", "malam",
		"day", "days", "week", "weeks", "month", "months", "hour", "hours":
		return true
	}
	return false
}

// counted words are numbers that are written out.
func counted(w string) bool {
	switch w {
	case "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas", "belas", "puluh", "ratus", "two", "three", "four", "five", "six", "seven":
		return true
	}
	return false
}

// measured tells whether words hold a number: how many, how long, which counter.
func measured(ws []token) bool {
	for _, w := range ws {
		if w.number || counted(w.word) {
			return true
		}
	}
	return false
}
