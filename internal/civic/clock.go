package civic

import (
	"cmp"
	"time"
)

// OfficeHours are the hours in which offices take in work, in minutes after local midnight.
type OfficeHours struct {
	Open, Close int
}

// Valid tells whether the hours are ones of a day: open before closed.
func (h OfficeHours) Valid() bool { return h.Open >= 0 && h.Open < h.Close && h.Close <= 24*60 }

// DefaultHours returns 08:00 to 16:00.
func DefaultHours() OfficeHours { return OfficeHours{Open: 8 * 60, Close: 16 * 60} }

// Timekeeper reckons deadlines for one place: a calendar, a zone, a region for its regional
// holidays, and office hours. Zero Hours mean DefaultHours.
type Timekeeper struct {
	Calendar *Calendar
	Zone     Zone
	Region   string
	Hours    OfficeHours
}

// Clock is one running, paused or stopped deadline. Its times are in UTC, to the microsecond.
// Due always follows from Started, Amount, Unit and Added, so it can be reckoned again when the calendar changes.
type Clock struct {
	Kind        ClockKind `json:"k"`
	Started     time.Time `json:"s"`
	Due         time.Time `json:"d"`           // the first moment that is too late
	Paused      time.Time `json:"p,omitzero"`  // set while it is paused
	Remaining   int       `json:"r,omitempty"` // working days left when it was paused
	Added       int       `json:"a,omitempty"` // working days gained by pauses and an extension so far
	Stopped     time.Time `json:"x,omitzero"`  // set once it is over, kept or not
	Policy      ID        `json:"i,omitempty"`
	Amount      int       `json:"n"`
	Unit        DayUnit   `json:"u"`
	Provisional bool      `json:"v,omitempty"` // Due lies in a year without a holiday decree
	Extended    int       `json:"e,omitempty"` // days by which it was lengthened, once; they are in Added too
}

// IsZero reports whether the clock was never started.
func (c Clock) IsZero() bool { return c.Started.IsZero() }

// Running reports whether the clock is started and neither paused nor stopped.
func (c Clock) Running() bool { return !c.IsZero() && c.Paused.IsZero() && c.Stopped.IsZero() }

// Late reports whether the deadline has passed. A clock that is paused or stopped is late only
// if it was so at that moment.
func (c Clock) Late(at time.Time) bool { return !c.IsZero() && !c.seen(at).Before(c.Due) }

// seen is the moment that counts for the clock: now, or when it was paused or stopped.
func (c Clock) seen(at time.Time) time.Time {
	switch {
	case !c.Stopped.IsZero():
		return c.Stopped
	case !c.Paused.IsZero():
		return c.Paused
	default:
		return stamp(at)
	}
}

// Start starts a clock. The day it counts from is that of at, or the next working day when at
// falls on a day off or after office hours. Working days: it is due at the end of the Amount-th
// working day after that. Calendar days: Amount days after the date of at, rolled forward to a working day.
func (tk Timekeeper) Start(p ClockPolicy, at time.Time) Clock {
	c := Clock{Kind: p.Clock, Started: stamp(at)}
	return tk.Rebase(c, p)
}

// Rebase gives a clock another length from its original start, as when the class changes.
// What it gained by pauses is kept.
func (tk Timekeeper) Rebase(c Clock, p ClockPolicy) Clock {
	c.Policy, c.Amount = p.ID, max(0, p.Amount)
	c.Unit = cmp.Or(p.Unit, WorkingDays)
	return tk.Recompute(c)
}

// Recompute reckons a clock again with this calendar, zone and region, as when a decree is
// entered for a year that was provisional. A stopped clock keeps the Due it was judged by.
func (tk Timekeeper) Recompute(c Clock) Clock {
	if c.IsZero() || !c.Stopped.IsZero() {
		return c
	}
	due := tk.startDay(c)
	if c.Unit != CalendarDays {
		due = tk.Calendar.AddWorkingDays(due, c.Amount, tk.Region)
	} else if d := tk.rollForward(DateOf(c.Started, tk.Zone).AddDays(c.Amount)); d.After(due) {
		due = d // never before the day it counts from, however short
	}
	due = tk.Calendar.AddWorkingDays(due, c.Added, tk.Region)
	c.Due = stamp(due.AddDays(1).Start(tk.Zone))
	c.Provisional = tk.Calendar.Provisional(due)
	if !c.Paused.IsZero() {
		c.Remaining = tk.left(c, c.Paused)
	}
	return c
}

// Pause stops the counting until Resume. It leaves alone a clock that is not running, and the citizen clock always.
func (tk Timekeeper) Pause(c Clock, at time.Time) Clock {
	if !c.Running() || c.Kind == ClockCitizen {
		return c
	}
	c.Paused = stamp(at)
	c.Remaining = tk.left(c, c.Paused)
	return c
}

// Resume lets a paused clock run on. Due moves by the working days of the pause, counted by
// whole days: two pauses end to end are worth one long one, and whoever was in time when
// pausing is in time when resuming. A clock that was late already keeps its Due.
func (tk Timekeeper) Resume(c Clock, at time.Time) Clock {
	if c.Paused.IsZero() || !c.Stopped.IsZero() {
		return c
	}
	from, to, late := tk.pauseDay(c, c.Paused), tk.pauseDay(c, at), c.Late(at)
	c.Paused, c.Remaining = time.Time{}, 0
	gained := tk.Calendar.WorkingDaysBetween(from, to, tk.Region)
	if late || gained <= 0 {
		return c
	}
	// From the day that was told, not from the start: a holiday or office hours entered meanwhile change a clock only
	// when somebody asks for that.
	due := tk.Calendar.AddWorkingDays(tk.DueDate(c), gained, tk.Region)
	c.Added += gained
	c.Due = stamp(due.AddDays(1).Start(tk.Zone))
	c.Provisional = c.Provisional || tk.Calendar.Provisional(due)
	return c
}

// Stop ends a clock, resuming it first when it is paused. A stopped clock stays as it is.
func (tk Timekeeper) Stop(c Clock, at time.Time) Clock {
	if c.IsZero() || !c.Stopped.IsZero() {
		return c
	}
	c = tk.Resume(c, at)
	c.Stopped = stamp(at)
	return c
}

// Left counts the working days left: 0 is due today, below 0 is late by so many (at least one
// from the moment Due, even on a day off). A paused or stopped clock answers for that moment.
func (tk Timekeeper) Left(c Clock, at time.Time) int {
	if c.Stopped.IsZero() && !c.Paused.IsZero() {
		return c.Remaining
	}
	return tk.left(c, c.seen(at))
}

func (tk Timekeeper) left(c Clock, at time.Time) int {
	day := DateOf(at, tk.Zone)
	if start := tk.startDay(c); day.Before(start) {
		day = start // a report of Saturday has its three days, not four
	}
	n := tk.Calendar.WorkingDaysBetween(day, tk.DueDate(c), tk.Region)
	if !at.Before(c.Due) {
		return min(n, -1)
	}
	return n
}

// DueDate is the last day in time: what people are told. It is the zero Date for a clock never started.
func (tk Timekeeper) DueDate(c Clock) Date {
	if c.IsZero() {
		return Date{}
	}
	return DateOf(c.Due.Add(-time.Microsecond), tk.Zone)
}

// startDay is the working day a clock counts from.
func (tk Timekeeper) startDay(c Clock) Date {
	hours := tk.Hours
	if hours == (OfficeHours{}) {
		hours = DefaultHours()
	}
	day := DateOf(c.Started, tk.Zone)
	if c.Started.Sub(day.Start(tk.Zone)) >= time.Duration(hours.Close)*time.Minute {
		day = day.AddDays(1)
	}
	return tk.rollForward(day)
}

// pauseDay is the working day a pause begins or ends on. Office hours play no part: counting
// by them would give a day to whoever pauses on the evening of the last one. Days before the
// clock counts are no pause.
func (tk Timekeeper) pauseDay(c Clock, at time.Time) Date {
	day, start := tk.rollForward(DateOf(at, tk.Zone)), tk.startDay(c)
	if day.Before(start) {
		return start
	}
	return day
}

func (tk Timekeeper) rollForward(d Date) Date { return tk.Calendar.NextWorkingDay(d, tk.Region) }

// stamp cuts a time to what is stored, so that a clock that was saved equals one that was not.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
