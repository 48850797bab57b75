package civic

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Simulation reckons clocks that have run by the rules of now and by those that somebody thinks of entering. It
// changes nothing; what people would have done otherwise under other rules it does not know.
type Simulation struct {
	Now, Then World       // Now.Now is the moment at which a running clock is judged
	Since     time.Time   // clocks that started before are left alone
	Kinds     []ClockKind // those that the proposal touches
	Place     string      // for a regional holiday, its region: reports of other places and desks are left alone
	Class     Class       // for a length of one class, that class

	sums map[ClockKind]*simulated
}

// SimulatedClock is what became of one kind of clock.
type SimulatedClock struct {
	Clock        ClockKind
	Clocks       int // how many were replayed
	Moved        int // of them, with another last day
	LateNow      int
	LateThen     int
	NewlyLate    int
	NoLongerLate int
	MedianNow    int // days from the start to the last day, holidays and weekends included
	MedianThen   int
}

// Turned is a clock that is late under one set of rules and in time under the other.
type Turned struct {
	Report *Report
	Clock  ClockKind
	Late   bool // under the proposal
}

type simulated struct {
	SimulatedClock
	now, then []int
}

// WithPolicy returns the simulation of a length, as if it had held all the time that is replayed. What it would
// replace from its first day on it replaces from the beginning.
func WithPolicy(w World, all []ClockPolicy, p ClockPolicy, since time.Time) *Simulation {
	p.EffectiveFrom = DateOf(since, WIB).AddDays(-1) // the day before, wherever the report lies
	book := slices.DeleteFunc(slices.Clone(all), func(x ClockPolicy) bool {
		return x.AgencyID == p.AgencyID && x.Clock == p.Clock && x.Class == p.Class && x.Variant == p.Variant && !x.EffectiveFrom.Before(p.EffectiveFrom)
	})
	then := w
	then.Book = NewPolicyBook(append(book, p))
	s := &Simulation{Now: w, Then: then, Since: since, Kinds: []ClockKind{p.Clock}, Class: p.Class}
	if p.Clock == ClockVerify || p.Clock == ClockResolve {
		s.Kinds = append(s.Kinds, ClockCitizen) // its length is made of these two
	}
	return s
}

// WithHoliday returns the simulation of a day off.
func WithHoliday(w World, all []Holiday, h Holiday, since time.Time) *Simulation {
	then := w
	then.Calendar = NewCalendar(w.Calendar.Version(), append(slices.Clone(all), h))
	s := &Simulation{Now: w, Then: then, Since: since, Kinds: simulatedKinds()}
	if h.Kind == HolidayRegional {
		s.Place = h.Region
	}
	return s
}

// simulatedKinds are all clocks, in story order.
func simulatedKinds() []ClockKind {
	return []ClockKind{ClockVerify, ClockDecide, ClockFirstFollowUp, ClockResolve, ClockResponse, ClockRework, ClockReporterWindow, ClockCompletion, ClockCitizen}
}

// Touches tells whether the proposal may concern the report at all.
func (s *Simulation) Touches(r *Report) bool {
	if s.Class != "" && s.Class != r.Class {
		return false
	}
	desk, _ := s.Now.Tree.Get(r.Holder)
	if s.Place != "" && !strings.HasPrefix(r.Region, s.Place) && !strings.HasPrefix(desk.Region, s.Place) {
		return false
	}
	return slices.ContainsFunc(r.Clocks, s.wants)
}

func (s *Simulation) wants(c Clock) bool {
	return slices.Contains(s.Kinds, c.Kind) && !c.Started.Before(s.Since)
}

// Add replays a report, and returns which of its clocks are late under one set of rules only. Its events are in order.
// It returns an unavailable Error when a length is missing.
func (s *Simulation) Add(r *Report, events []Event) ([]Turned, error) {
	now, err := Replay(func(time.Time) World { return s.Now }, *r, events)
	if err != nil {
		return nil, err
	}
	then, err := Replay(func(time.Time) World { return s.Then }, *r, events)
	if err != nil {
		return nil, err
	}
	var turned []Turned
	for _, kind := range s.Kinds {
		// A clock that the report does not have was not started by these events: its history was brought along.
		stored, _ := r.Clocks.Get(kind)
		a, ok := now.Get(kind)
		b, also := then.Get(kind)
		if !ok || !also || !s.wants(stored) || !s.wants(a) {
			continue
		}
		if s.count(r, a, b) {
			turned = append(turned, Turned{Report: r, Clock: kind, Late: b.Late(s.Now.Now)})
		}
	}
	return turned, nil
}

// count adds one clock, and tells whether it turned.
func (s *Simulation) count(r *Report, now, then Clock) bool {
	if s.sums == nil {
		s.sums = map[ClockKind]*simulated{}
	}
	sum := s.sums[now.Kind]
	if sum == nil {
		sum = &simulated{SimulatedClock: SimulatedClock{Clock: now.Kind}}
		s.sums[now.Kind] = sum
	}
	a, b := now.Late(s.Now.Now), then.Late(s.Now.Now)
	sum.Clocks++
	sum.Moved += one(!now.Due.Equal(then.Due))
	sum.LateNow += one(a)
	sum.LateThen += one(b)
	sum.NewlyLate += one(b && !a)
	sum.NoLongerLate += one(a && !b)
	k := s.Now.keeper(r, now.Kind)
	sum.now, sum.then = append(sum.now, k.allowed(now)), append(sum.then, k.allowed(then))
	return a != b
}

// allowed counts the days from the start of a clock to its last day.
func (tk Timekeeper) allowed(c Clock) int {
	return tk.DueDate(c).number() - DateOf(c.Started, tk.Zone).number()
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Clocks counts the clocks replayed so far.
func (s *Simulation) Clocks() int {
	n := 0
	for _, sum := range s.sums {
		n += sum.Clocks
	}
	return n
}

// Result returns what became of each kind of clock, in story order; those of which none ran are left out.
func (s *Simulation) Result() []SimulatedClock {
	var out []SimulatedClock
	for _, kind := range simulatedKinds() {
		if sum := s.sums[kind]; sum != nil {
			sum.MedianNow, sum.MedianThen = median(sum.now), median(sum.then)
			out = append(out, sum.SimulatedClock)
		}
	}
	return out
}

// median is the middle one, the lower of two.
func median(n []int) int {
	slices.SortFunc(n, cmp.Compare)
	return n[(len(n)-1)/2]
}
