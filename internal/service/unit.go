package service

// A rawUnit is a unit as it is written, before it is counted in one of Unit.
type rawUnit string

const (
	uSecond   rawUnit = "detik"
	uMinute   rawUnit = "menit"
	uHour     rawUnit = "jam"
	uDay      rawUnit = "hari" // kind not said
	uWork     rawUnit = "hari kerja"
	uCalendar rawUnit = "hari kalender"
	uWeek     rawUnit = "minggu"
	uWorkWeek rawUnit = "minggu kerja"
	uMonth    rawUnit = "bulan"
	uYear     rawUnit = "tahun"
	uHalf     rawUnit = "semester"
	uQuarter  rawUnit = "triwulan"
)

// unitWord reads one word as a unit; empty when it is none. Long words may have one slip of the hand.
func unitWord(w string) rawUnit {
	switch w {
	case "detik", "dtk", "detk", "second", "seconds", "secs":
		return uSecond
	case "menit", "mnt", "mnit", "mnet", "menitnya", "min", "minute", "minutes", "mins":
		return uMinute
	case "jam", "jm", "hour", "hours":
		return uHour
	case "hari", "hr", "hri", "hary", "day", "days":
		return uDay
	case "hk", "harikerja":
		return uWork
	case "minggu", "mgg", "mggu", "mingu", "pekan", "week", "weeks":
		return uWeek
	case "semester":
		return uHalf
	case "triwulan", "kuartal":
		return uQuarter
	case "bulan", "bln", "bl", "month", "months":
		return uMonth
	case "tahun", "thn", "th", "taun", "year", "years": //nolint:misspell // Indonesian
		return uYear
	}
	for _, u := range [...]rawUnit{uMinute, uWeek, uMonth, uYear} {
		if nearly(w, string(u)) {
			return u
		}
	}
	return ""
}

// wordsNear are ordinary words one letter away from a unit.
func ordinaryNear(w string) bool {
	switch w {
	case "bukan", "bulat", "buatan", "tahan", "tahu", "tahap", "minggat", "bulu", "meni", "tuhan":
		return true
	}
	return false
}

// nearly tells whether w is want with one letter wrong, missing, doubled, or changed about.
func nearly(w, want string) bool {
	if len(want) < 5 || len(w) < 4 || ordinaryNear(w) {
		return false
	}
	return w == want || oneSlip(w, want)
}

func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	if i >= len(a)-1 {
		return true
	}
	return a[i+1:] == b[i+1:] || a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// unitAt reads a unit at i, with the kind of the day behind it: "hari", "hari kerja", "hari (kerja)",
// "working days". It returns the token behind it.
func unitAt(t []token, i int) (rawUnit, int) {
	if is(t, i, "working", "business", "calendar") && is(t, i+1, "day", "days") {
		if t[i].text == "calendar" {
			return uCalendar, i + 2
		}
		return uWork, i + 2
	}
	if is(t, i, "'", "’", "′") {
		return uMinute, i + 1
	}
	if i >= len(t) || t[i].kind != 'w' {
		return "", i
	}
	u := unitWord(t[i].text)
	if u == "" {
		return "", i
	}
	j := i + 1
	if u == uHour && is(t, j, "kerja") {
		return u, j + 1
	}
	if u == uWork && is(t, j, "kerja") {
		return u, j + 1
	}
	if u != uDay && u != uWeek {
		return u, j
	}
	kind, k := dayKind(t, j)
	switch {
	case kind == "":
		return u, j
	case u == uWeek && kind == uWork:
		return uWorkWeek, k
	case u == uWeek:
		return u, k
	}
	return kind, k
}

// dayKind reads "kerja", "(kerja)", "kalender", "efektif" behind "hari".
func dayKind(t []token, i int) (rawUnit, int) {
	open := is(t, i, "(", "[")
	if open {
		i++
	}
	var kind rawUnit
	switch {
	case is(t, i, "kerja", "krj", "krja", "kerj", "kerjanya", "efektif", "kantor", "aktif", "dinas"):
		kind = uWork
	case is(t, i, "kalender", "kalendar", "kelender", "takwim", "almanak"):
		kind = uCalendar
	case i < len(t) && (nearly(t[i].text, "kerja") && t[i].text != "karja" && !is(t, i, "kera", "keras", "kerta")):
		kind = uWork
	case i < len(t) && nearly(t[i].text, "kalender"):
		kind = uCalendar
	default:
		return "", i
	}
	i++
	if kind == uWork && is(t, i, "efektif") {
		i++
	}
	if open {
		if !is(t, i, ")", "]", "}") {
			return "", i
		}
		i++
	}
	return kind, i
}

// counted turns an amount of a written unit into a whole number of a Unit. What is no whole number goes down to a
// smaller unit, or is rounded up and said to be approximate.
func counted(v milli, u rawUnit) (n int64, unit Unit, rounded bool) {
	up := func(v milli) (int64, bool) { return int64((v + 999) / 1000), v%1000 != 0 }
	switch u {
	case uSecond:
		n, rounded = up((v + 59) / 60)
		return n, Minute, rounded || v%60_000 != 0
	case uMinute:
		n, rounded = up(v)
		return n, Minute, rounded
	case uHour:
		if v%1000 == 0 {
			return int64(v / 1000), Hour, false
		}
		n, rounded = up(v * 60)
		return n, Minute, rounded
	case uWork, uWorkWeek:
		if u == uWorkWeek {
			v *= 5
		}
		n, rounded = up(v)
		return n, WorkingDay, rounded
	case uWeek:
		n, rounded = up(v * 7)
		return n, CalendarDay, rounded
	case uMonth, uYear, uHalf, uQuarter:
		v *= map[rawUnit]milli{uMonth: 1, uQuarter: 3, uHalf: 6, uYear: 12}[u]
		if v%1000 == 0 {
			return int64(v / 1000), Month, false
		}
		n, _ = up(v * 30)
		return n, CalendarDay, true
	}
	n, rounded = up(v)
	return n, CalendarDay, rounded
}

// hours is about how long a time lasts, to find the longest.
func hours(n int64, u Unit) float64 {
	per := map[Unit]float64{Minute: 1. / 60, Hour: 1, CalendarDay: 24, WorkingDay: 24 * 7. / 5, Month: 24 * 30.5}
	return float64(n) * per[u]
}
