package service

import (
	"slices"
	"strings"
)

// ParseTime reads how long a service takes out of the text of its component c03. It never fails: a text that says no
// time gives NotATime, and the text itself is what counts.
func ParseTime(text string) Time {
	r := read(Plain(text))
	r.describe()
	t := r.time()
	if t.Variants == nil {
		t.Variants = []Variant{}
	}
	if t.Parse == NotATime {
		return Time{Parse: NotATime, Variants: []Variant{}}
	}
	t.Extension = r.ext
	if r.ext != nil && r.extDay {
		t.DayAssumed = true
	}
	if t.DayAssumed && t.Parse == OK {
		t.Parse = UnitAssumed
	}
	return t
}

// time puts the clauses together.
func (r *reading) time() Time {
	timed := slices.DeleteFunc(slices.Clone(r.clauses), func(c clause) bool { return len(c.spans) == 0 })
	timed = bounds(grown(timed))
	total := slices.IndexFunc(timed, func(c clause) bool { return c.total })
	switch {
	case len(timed) == 0:
		return r.wordsOnly()
	case total >= 0 && (len(timed) > 1 || within(r.t, 0, len(r.t), stepWords()...) >= 0):
		t := single(timed[total])
		t.Parse = SumOfSteps
		t.Clock = firstClock(timed)
		return t
	case len(timed) == 1:
		return r.one(timed[0])
	case phases(timed):
		if t, ok := sum(timed); ok {
			return t
		}
	}
	if t, ok := unlabelled(timed); ok {
		return t
	}
	return cases(timed)
}

// grown drops ages: where others take minutes, "0-18 tahun" is no time of service.
func grown(timed []clause) []clause {
	if !slices.ContainsFunc(timed, func(c clause) bool { return c.spans[0].unit == Minute || c.spans[0].unit == Hour }) {
		return timed
	}
	return slices.DeleteFunc(timed, func(c clause) bool { return c.spans[0].unit == Month && c.spans[0].hi%12 == 0 })
}

// bounds makes one range of "minimal 3 hari" and "maksimal 7 hari".
func bounds(timed []clause) []clause {
	if len(timed) != 2 || timed[0].least == timed[1].least {
		return timed
	}
	lo, hi := timed[0], timed[1]
	if hi.least {
		lo, hi = hi, lo
	}
	if a, b := lo.spans[0], hi.spans[0]; a.unit != b.unit && (!a.assumed || b.unit != WorkingDay) {
		return timed
	}
	if lo.spans[0].hasLo || hi.spans[0].hasLo || lo.spans[0].hi > hi.spans[0].hi || lo.cased || hi.cased {
		return timed
	}
	s := hi.spans[0]
	s.lo, s.hasLo, s.assumed = lo.spans[0].hi, true, s.assumed || lo.spans[0].assumed && s.unit == CalendarDay
	hi.spans = []span{s}
	hi.about = hi.about || lo.about
	if hi.clock == "" {
		hi.clock = lo.clock
	}
	return []clause{hi}
}

func ptr(n int64) *int64 { return &n }

// single is the time of one clause.
func single(c clause) Time {
	s := c.spans[0]
	t := Time{Max: ptr(s.hi), Unit: s.unit, Clock: c.clock, Parse: OK, DayAssumed: s.assumed}
	if s.hasLo {
		t.Min = ptr(s.lo)
	}
	if c.least && !s.hasLo {
		t.Min, t.Max = t.Max, nil
	}
	if c.about || s.rough {
		t.Parse = Approximate
	}
	return t
}

// one is the time of a text with one duration: of a step, of one case of several, or simply the time.
func (r *reading) one(c clause) Time {
	t := single(c)
	if t.Clock == "" {
		t.Clock = firstClock(r.clauses)
	}
	if r.insideStep() {
		t.Parse, t.DayAssumed = InsideStep, false // the day kind of a step is no promise that somebody could be held to
		return t
	}
	if within(r.t, 0, len(r.t), totalWords()...) >= 0 && within(r.t, 0, len(r.t), stepWords()...) >= 0 && !r.depends() {
		t.Parse = SumOfSteps
		return t
	}
	var named []clause
	for _, o := range r.clauses {
		if o.colon >= 0 && o.cased && len(o.label) > 0 {
			named = append(named, o)
		}
	}
	if len(named) > 1 {
		t.Parse = Variants
		for _, o := range named {
			t.Variants = append(t.Variants, variant(o))
		}
	}
	return t
}

// insideStep tells of "(tertulis di dalam langkah 9)".
func (r *reading) insideStep() bool {
	at := within(r.t, 0, len(r.t), stepWords()...)
	if at < 0 {
		return false
	}
	if within(r.t, 0, at, "tertulis", "tercantum", "disebut", "disebutkan", "dimuat", "termuat", "lihat", "ada", "terdapat", "tertera") >= 0 {
		return true
	}
	next := at + 1
	if is(r.t, next, "ke", "nomor", "no") {
		next++
	}
	return next < len(r.t) && r.t[next].kind == 'n' && within(r.t, max(0, at-3), at, "dalam", "pada", "di") >= 0
}

func firstClock(list []clause) Clock {
	for _, c := range list {
		if c.clock != "" {
			return c.clock
		}
	}
	return ""
}

// phases tells whether the durations are parts of one procedure rather than cases: most labels name a part, and none
// a case.
func phases(timed []clause) bool {
	n, silent := 0, 0
	for _, c := range timed {
		switch {
		case c.cased:
			return false
		case c.phase:
			n++
		case len(c.label) == 0 && c.clock != "":
			silent++
		}
	}
	return n > 0 && 2*(n+silent) > len(timed)
}

// sum adds up the times of parts; false when their units cannot be added. Minutes beside days are within the day.
func sum(timed []clause) (Time, bool) {
	unit, mixed := sumUnit(timed)
	if unit == "" {
		return Time{}, false
	}
	t := Time{Unit: unit, Parse: SumOfSteps, Clock: timed[0].clock}
	var lo, hi int64
	for _, c := range timed {
		s, factor := c.spans[0], int64(1)
		if s.unit == Hour && unit == Minute {
			factor = 60
		}
		t.DayAssumed = t.DayAssumed || s.assumed
		if mixed && (s.unit == Minute || s.unit == Hour) {
			continue
		}
		hi += s.hi * factor
		if s.hasLo {
			lo += s.lo * factor
			t.Min = &lo
		} else {
			lo += s.hi * factor
		}
	}
	t.Max = &hi
	return t, true
}

// sumUnit is the unit in which the times of parts are added: the one of all of them, minutes for minutes and hours,
// days where some parts take days. Days whose kind is not said follow those whose kind is.
func sumUnit(timed []clause) (unit Unit, mixed bool) {
	have := map[Unit]bool{}
	sure := false // a calendar day was said to be one
	for _, c := range timed {
		have[c.spans[0].unit] = true
		sure = sure || c.spans[0].unit == CalendarDay && !c.spans[0].assumed
	}
	mixed = have[Minute] || have[Hour]
	switch {
	case len(have) == 1:
		return timed[0].spans[0].unit, false
	case have[Month] || have[WorkingDay] && sure:
		return "", false
	case have[WorkingDay]:
		return WorkingDay, mixed
	case have[CalendarDay]:
		return CalendarDay, mixed
	}
	return Minute, false
}

// unlabelled is what several durations without any case say: the widest range.
func unlabelled(timed []clause) (Time, bool) {
	longest := 0
	for i, c := range timed {
		if len(c.label) > 0 || c.cased {
			return Time{}, false
		}
		if length(c) > length(timed[longest]) {
			longest = i
		}
	}
	t := single(timed[longest])
	if t.Unit == Hour && t.Max != nil && slices.ContainsFunc(timed, func(c clause) bool { return c.spans[0].unit == Minute }) {
		t.Unit, t.Max = Minute, ptr(*t.Max*60)
		if t.Min != nil {
			t.Min = ptr(*t.Min * 60)
		}
	}
	for _, c := range timed {
		s := c.spans[0]
		if s.unit == t.Unit && s.hi < *orMax(t) && (t.Min == nil || s.hi < *t.Min) {
			t.Min = ptr(s.hi)
		}
		t.DayAssumed = t.DayAssumed || s.assumed
	}
	t.Parse, t.Clock = Approximate, firstClock(timed)
	return t, true
}

func orMax(t Time) *int64 {
	if t.Max != nil {
		return t.Max
	}
	return ptr(0)
}

func length(c clause) float64 { return hours(c.spans[0].hi, c.spans[0].unit) }

// cases makes a variant of each duration. The longest is the main one.
func cases(timed []clause) Time {
	longest := 0
	for i, c := range timed {
		if length(c) > length(timed[longest]) {
			longest = i
		}
	}
	t := single(timed[longest])
	t.Parse = Variants
	if t.Clock == "" {
		t.Clock = firstClock(timed)
	}
	for _, c := range timed {
		t.Variants = append(t.Variants, variant(c))
		t.DayAssumed = t.DayAssumed || c.spans[0].assumed
	}
	return t
}

func variant(c clause) Variant {
	v := Variant{When: strings.Join(c.label, "_")}
	if v.When == "" {
		v.When = "umum"
	}
	if len(c.spans) > 0 {
		t := single(c)
		v.Min, v.Max, v.Unit = t.Min, t.Max, t.Unit
	}
	return v
}

// wordsOnly reads texts without a number: "selesai pada hari yang sama", "tergantung jenis kasus".
func (r *reading) wordsOnly() Time {
	if within(r.t, 0, len(r.t), "hari yang sama", "hari itu", "hari ini juga", "sehari jadi", "satu hari jadi", "same day", "one day service") >= 0 {
		clock := r.anyClock()
		return Time{Max: ptr(1), Unit: CalendarDay, Parse: OK, DayAssumed: true, Clock: clock}
	}
	if r.depends() {
		r.ext = nil
		clock := r.anyClock()
		return Time{Unit: CaseByCase, Parse: OK, Clock: clock}
	}
	return Time{Parse: NotATime}
}

func (r *reading) anyClock() Clock {
	for _, c := range r.clauses {
		if clock, _, _ := clockIn(r.t, c.from, c.to, true); clock != "" {
			return clock
		}
	}
	return ""
}

// depends tells whether a text says that the time depends on the case.
func (r *reading) depends() bool {
	if within(r.t, 0, len(r.t), "tergantung", "bergantung", "tergantungnya", "menyesuaikan", "kondisional", "situasional", "tentatif", "insidentil", "insidental",
		"bervariasi", "fleksibel", "relatif", "tidak menentu", "tidak dapat ditentukan", "tidak bisa ditentukan", "case by case", "kasuistis", "per kasus") >= 0 {
		return true
	}
	at := within(r.t, 0, len(r.t), "sesuai", "disesuaikan", "berdasarkan", "menurut")
	return at >= 0 && within(r.t, at+1, min(len(r.t), at+4), "kebutuhan", "kondisi", "tingkat", "kesulitan", "kasus", "jenis", "jumlah", "beban", "permintaan",
		"kesepakatan", "keadaan", "kompleksitas", "permasalahan", "situasi", "keperluan", "kemampuan", "diagnosa", "penyakit", "antrian", "antrean", "volume") >= 0
}
