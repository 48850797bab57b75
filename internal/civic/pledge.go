package civic

import (
	"slices"
	"time"
)

// Pledge is one promise of a day that a report was given, with all that became of it: a clock from its start to its end.
// A clock that begins anew is another promise.
type Pledge struct {
	Clock       ClockKind
	Seq         int       // of the event that gave it; 0 when it came with an import
	At          time.Time // from when it counts
	First       Date      // the last day in time, as it was told first
	Until       Date      // as it stands now, or stood at the end
	Due         time.Time // the end of that day
	Days        int       // length, in Unit
	Unit        DayUnit
	Rule        ID     // the policy of the length it began with
	Edition     string // of the calendar by which First was reckoned; "" where nobody kept it
	Provisional bool   // Until lies in a year without a holiday decree
	Moves       []PledgeMove
	Fate        PledgeFate
	Ended       time.Time // zero while it runs or waits
	Left        int       // working days left, now or when it ended; below zero so many too late
}

// PledgeFate is what became of a promise.
type PledgeFate string

// The fates.
const (
	PledgeRuns     PledgeFate = "running"
	PledgeWaits    PledgeFate = "paused"
	PledgeLate     PledgeFate = "late" // it runs, and its day has passed
	PledgeKept     PledgeFate = "kept"
	PledgeMissed   PledgeFate = "missed"
	PledgeReplaced PledgeFate = "replaced" // begun anew while it ran, in time
)

// PledgeMove is something that happened to a promise between its beginning and its end.
type PledgeMove struct {
	Seq     int // of the event
	At      time.Time
	Why     MoveWhy
	From    Date // the last day in time before
	To      Date // and after
	Rule    ID   // the policy of the length after
	Edition string
}

// MoveWhy is why a promise moved.
type MoveWhy string

// The reasons why a promise moves.
const (
	MovePaused       MoveWhy = "paused"
	MoveResumed      MoveWhy = "resumed"
	MoveReclassified MoveWhy = "reclassified"
	MoveRecounted    MoveWhy = "recounted" // by holidays that were not known before
	MoveRenewed      MoveWhy = "renewed"   // somebody ordered it to be counted by the rules of today
	MoveRevived      MoveWhy = "revived"   // it had ended, and the report came back
	MoveExtended     MoveWhy = "extended"
)

// PublicPledges are the clocks whose days everybody may know: none that only letters between the reporter and the office
// start or stop.
func PublicPledges() []ClockKind {
	return []ClockKind{ClockVerify, ClockFirstFollowUp, ClockResolve, ClockCitizen}
}

// Pledges lists every promise that the report was ever given, in the order they were given. What the events keep of the
// clocks is taken as it stands; what older ones do not keep is replayed by the rules that at gives. now is the moment
// at which running ones are looked at.
func Pledges(at func(time.Time) World, now time.Time, r Report, events []Event) []Pledge {
	b := pledgeBook{at: at, now: now, r: r, stored: r.Clocks}
	b.r.Clocks, b.r.Class, b.r.Returns = nil, firstClass(r.Class, events), 0
	for i := range events {
		b.turn(&events[i])
	}
	return b.finish()
}

// pledgeBook is where a walk through the events stands.
type pledgeBook struct {
	at     func(time.Time) World
	now    time.Time
	r      Report
	stored Clocks
	all    []Pledge
	open   []int // the place in all of the newest promise of each clock
}

// turn writes down what one event did to the clocks.
func (b *pledgeBook) turn(e *Event) {
	b.r.Holder = e.ToDesk
	if class := Class(e.Detail["class_to"]); class != "" {
		b.r.Class = class
	}
	if e.Verb == VerbReturn {
		b.r.Returns++
	}
	w := b.at(e.At)
	w.Now = e.At
	before := b.r.Clocks
	if e.Edition != "" {
		for _, c := range e.Turned {
			b.r.Clocks = b.r.Clocks.With(c)
		}
	} else if w.replay(&b.r, e) != nil {
		b.r.Clocks = before // a rule is missing by now: what is known stays
	}
	for _, c := range b.r.Clocks {
		if old, had := before.Get(c.Kind); !had || old != c {
			b.note(w.keeper(&b.r, c.Kind), e, old, c)
		}
	}
}

// note writes down one change of one clock.
func (b *pledgeBook) note(k Timekeeper, e *Event, old, c Clock) {
	i := b.newest(c.Kind)
	if i < 0 || !old.Started.Equal(c.Started) {
		if i >= 0 && old.Stopped.IsZero() {
			b.all[i].end(k, old, e.At)
		}
		b.all = append(b.all, Pledge{Clock: c.Kind, Seq: e.Seq, At: c.Started, First: k.DueDate(c), Rule: c.Policy, Edition: e.Edition})
		b.open = append(b.open, len(b.all)-1)
		i = len(b.all) - 1
	} else if why := whyMoved(e, old, c); why != "" {
		b.all[i].Moves = append(b.all[i].Moves, PledgeMove{Seq: e.Seq, At: e.At, Why: why, From: k.DueDate(old), To: k.DueDate(c), Rule: c.Policy, Edition: e.Edition})
	}
	b.all[i].look(k, c, b.now)
}

// whyMoved tells why a clock that went on is another than before, "" when it only ended.
func whyMoved(e *Event, old, c Clock) MoveWhy {
	switch {
	case !old.Stopped.IsZero() && c.Stopped.IsZero():
		return MoveRevived
	case e.Verb == VerbRecount && e.Detail[DetailAsked] != "":
		return MoveRenewed
	case e.Verb == VerbRecount:
		return MoveRecounted
	case old.Paused.IsZero() && !c.Paused.IsZero():
		return MovePaused
	case !old.Paused.IsZero() && c.Paused.IsZero():
		return MoveResumed
	case old.Policy != c.Policy && (e.Verb == VerbReclassify || e.Verb == VerbVerify || e.Verb == VerbMerge):
		return MoveReclassified
	case !old.Due.Equal(c.Due):
		return MoveExtended
	}
	return ""
}

// look says how a promise stands when its clock is as given.
func (p *Pledge) look(k Timekeeper, c Clock, now time.Time) {
	p.Until, p.Due, p.Days, p.Unit, p.Provisional = k.DueDate(c), c.Due, c.Amount, c.Unit, c.Provisional
	p.Ended, p.Left = c.Stopped, k.Left(c, now)
	late := c.Late(now)
	switch {
	case !c.Stopped.IsZero() && late:
		p.Fate = PledgeMissed
	case !c.Stopped.IsZero():
		p.Fate = PledgeKept
	case late:
		p.Fate = PledgeLate
	case !c.Paused.IsZero():
		p.Fate = PledgeWaits
	default:
		p.Fate = PledgeRuns
	}
}

// end closes a promise in whose place another one comes.
func (p *Pledge) end(k Timekeeper, c Clock, at time.Time) {
	p.look(k, c, at)
	p.Ended, p.Fate = stamp(at), PledgeReplaced
	if c.Late(at) {
		p.Fate = PledgeMissed
	}
}

// newest is the place of the newest promise of a clock, below zero when there is none.
func (b *pledgeBook) newest(kind ClockKind) int {
	for i := len(b.open) - 1; i >= 0; i-- {
		if b.all[b.open[i]].Clock == kind {
			return b.open[i]
		}
	}
	return -1
}

// finish adds clocks that no event tells of, as of imported reports, and takes from what is stored that a provisional
// date became firm where it was, for which there is no event.
func (b *pledgeBook) finish() []Pledge {
	w := b.at(b.now)
	w.Now = b.now
	for _, c := range b.stored {
		i := b.newest(c.Kind)
		if i < 0 || !b.all[i].At.Equal(c.Started) {
			k := w.keeper(&b.r, c.Kind)
			p := Pledge{Clock: c.Kind, At: c.Started, First: k.DueDate(c), Rule: c.Policy}
			p.look(k, c, b.now)
			b.all = append(b.all, p)
			continue
		}
		b.all[i].Provisional = c.Provisional
	}
	slices.SortStableFunc(b.all, func(x, y Pledge) int { return x.At.Compare(y.At) })
	return b.all
}

// turned keeps with an event which clocks it changed, and the calendar by which they were reckoned.
func (e *Event) turned(before, after Clocks, c *Calendar) {
	e.Edition = c.Edition()
	for _, clock := range after {
		if old, had := before.Get(clock.Kind); !had || old != clock {
			e.Turned = append(e.Turned, clock)
		}
	}
}

// ByID finds a policy by its number.
func (b *PolicyBook) ByID(id ID) (ClockPolicy, bool) {
	for _, ps := range b.pages {
		if i := slices.IndexFunc(ps, func(p ClockPolicy) bool { return p.ID == id }); i >= 0 {
			return ps[i], true
		}
	}
	return ClockPolicy{}, false
}
