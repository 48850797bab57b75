package civic

import (
	"cmp"
	"slices"
	"time"
)

// ReminderRule says when offices are reminded of a clock of theirs, from a day on.
type ReminderRule struct {
	From   Date
	Shares []int // per cent of a clock's working days, rising; 100 is its last day in time
	Every  int   // working days between reminders after that, each one tier further up; 0: none
}

// NationalReminders is the rule that a new installation begins with. Source: own; the promise of SP4N-LAPOR! knows
// reminders and their way up the tiers, and no days for them.
func NationalReminders() []ReminderRule {
	return []ReminderRule{{Shares: []int{50, 80, AllDays}, Every: 3}}
}

// AllDays is the share of the last day in time. What comes after it is counted from there: AllDays+1 is the first.
const AllDays = 100

// MostEvery is the most working days between reminders; MostShares how many of them a rule of an installation has at most
// until the last day.
const (
	MostEvery  = 250
	MostShares = 10
)

// maxUp is how many tiers a reminder climbs at most, whatever the tree looks like.
const maxUp = 32

// Valid tells whether a rule can be followed: shares from 1 to 100, rising.
func (x ReminderRule) Valid() bool {
	last := 0
	for _, s := range x.Shares {
		if s <= last || s > AllDays {
			return false
		}
		last = s
	}
	return x.Every >= 0 && x.Every <= MostEvery
}

// remindersOn finds the rule of a day among rules in any order; before the first of them nobody is reminded.
func remindersOn(rules []ReminderRule, day Date) ReminderRule {
	var best ReminderRule
	found := false
	for _, x := range rules {
		if !day.Before(x.From) && (!found || best.From.Before(x.From)) {
			best, found = x, true
		}
	}
	return best
}

// Reminder is one moment at which an office is to be told of a clock. It comes when the office opens, on a working day.
type Reminder struct {
	Clock   ClockKind
	Started time.Time // of the clock: one that starts anew is spoken of anew
	Desk    ID        // the office that owes: the holder, or one that was asked
	Step    int       // the share; from AllDays+1 on the n-th reminder after the last day
	Up      int       // tiers above that office
	At      time.Time
}

// Reminds tells whether an office owes what the clock counts, and so is reminded of it. What runs for the reporter, or is
// only shown to the reporter, reminds nobody.
func (k ClockKind) Reminds() bool {
	return k != ClockReporterWindow && k != ClockCompletion && k != ClockReopenWindow && k != ClockCitizen
}

// Reminders lists all reminders of the report's running clocks, in order of time. They end when the top of the tree has
// been told. The rule is that of the day on which the clock started. Of several steps of one clock that fall on one day only the last is there.
func (w World) Reminders(r *Report) []Reminder {
	silent := r.State.Ended() || r.Quiet()
	var out []Reminder
	for _, c := range r.Clocks {
		switch {
		case !c.Running() || !c.Kind.Reminds():
		case c.Kind == ClockObjection: // owed also of what has ended, and not by whoever holds it
			out = append(out, w.remindersOf(c, w.keeper(r, c.Kind), w.SeatOf(r).Desk)...)
		case !silent:
			out = append(out, w.remindersOf(c, w.keeper(r, c.Kind), r.Holder)...)
		}
	}
	for _, s := range r.Supports {
		if s.helps() && !silent {
			out = append(out, w.remindersOf(s.Clock, w.keeperOf(s.Desk), s.Desk)...)
		}
	}
	slices.SortFunc(out, func(a, b Reminder) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Clock, b.Clock), cmp.Compare(a.Step, b.Step))
	})
	return out
}

func (w World) remindersOf(c Clock, tk Timekeeper, desk ID) []Reminder {
	rule := remindersOn(w.Reminding, DateOf(c.Started, tk.Zone))
	start, due := tk.startDay(c), tk.DueDate(c)
	days := max(0, tk.Calendar.WorkingDaysBetween(start, due, tk.Region))
	var out []Reminder
	add := func(step, up int, day Date) {
		x := Reminder{Clock: c.Kind, Started: c.Started, Desk: desk, Step: step, Up: up, At: tk.Opens(day)}
		if n := len(out); n > 0 && !out[n-1].At.Before(x.At) {
			out[n-1] = x
			return
		}
		out = append(out, x)
	}
	for _, share := range rule.Shares {
		day := due // a holiday that was entered later may have made the last day one off
		if share < AllDays {
			day = tk.Calendar.AddWorkingDays(start, (days*share+AllDays-1)/AllDays, tk.Region)
		}
		add(share, 0, tk.rollForward(day))
	}
	if rule.Every > 0 {
		for up := 1; up <= min(maxUp, len(w.Tree.Chain(desk))-1); up++ {
			add(AllDays+up, up, tk.Calendar.AddWorkingDays(due, up*rule.Every, tk.Region))
		}
	}
	return out
}

// Opens is the moment at which offices open on a day.
func (tk Timekeeper) Opens(d Date) time.Time {
	return stamp(d.Start(tk.Zone).Add(time.Duration(cmp.Or(tk.Hours, DefaultHours()).Open) * time.Minute))
}

// Works tells whether a moment lies on a working day of the place.
func (tk Timekeeper) Works(at time.Time) bool {
	day := DateOf(at, tk.Zone)
	return tk.rollForward(day) == day
}

// NextReminder is the moment of the first reminder after a moment; zero when there is none.
func (w World) NextReminder(r *Report, after time.Time) time.Time {
	for _, x := range w.Reminders(r) {
		if x.At.After(after) {
			return x.At
		}
	}
	return time.Time{}
}

// DueReminders are those of (after, now], the moment of the next one, zero when there is none, and up to when all has
// been told then. Of several steps of one clock only the last is due: who comes late says where things stand, not where
// they stood. Nothing is due on a day off; it waits until the office opens next, and is not told before.
func (w World) DueReminders(r *Report, after time.Time) (due []Reminder, next, told time.Time) {
	told = w.Now
	for _, x := range w.Reminders(r) {
		switch tk := w.remindedBy(r, x); {
		case !x.At.After(after):
		case x.At.After(w.Now):
			next = earlier(next, x.At)
		case !tk.Works(w.Now):
			next = earlier(next, tk.Opens(tk.rollForward(DateOf(w.Now, tk.Zone))))
			told = earlier(told, x.At.Add(-time.Microsecond))
		default:
			due = slices.DeleteFunc(due, func(y Reminder) bool { return y.Clock == x.Clock && y.Desk == x.Desk })
			due = append(due, x)
		}
	}
	return due, next, told
}

// remindedBy is the timekeeper of the office that a reminder is for.
func (w World) remindedBy(r *Report, x Reminder) Timekeeper {
	if x.Clock == ClockSupport || x.Clock == ClockConsult {
		return w.keeperOf(x.Desk)
	}
	return w.keeper(r, x.Clock)
}

// KeeperAt returns the timekeeper of the clock that a reminder is about; see ClockOf.
func (w World) KeeperAt(r *Report, kind ClockKind, started time.Time) Timekeeper {
	for _, s := range r.Supports {
		if s.Clock.Kind == kind && s.Kind != SupportPart && s.Clock.Started.Equal(started) {
			return w.keeperOf(s.Desk)
		}
	}
	return w.keeper(r, kind)
}

// ClockOf finds the clock that a reminder, or what was kept of one, is about: of the report, or of an office that was asked.
func (r *Report) ClockOf(kind ClockKind, started time.Time) (Clock, bool) {
	for _, s := range r.Supports {
		if s.Clock.Kind == kind && s.Kind != SupportPart && s.Clock.Started.Equal(started) {
			return s.Clock, true
		}
	}
	c, ok := r.Clocks.Get(kind)
	return c, ok && c.Started.Equal(started)
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

// Superior finds the desk that hears of what a desk has not done: so many tiers above it, or the next above that where
// nobody sits. manned tells where somebody sits. A chain that is broken, goes in a circle or has nobody ends at the
// national desk.
func (t *Tree) Superior(desk ID, up int, manned func(ID) bool) ID {
	for hops := 0; desk != 0 && hops <= maxUp; hops++ {
		if a, ok := t.Get(desk); hops >= up && ok && (a.Active || desk == t.root) && manned(desk) {
			return desk
		}
		desk = t.over(desk)
	}
	return t.root
}

// over is the parent of a desk, open or shut; 0 above the national desk.
func (t *Tree) over(id ID) ID {
	if n := t.byID[id]; n != nil && id != t.root {
		return n.Parent
	}
	return 0
}
