package civic_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

var dayZero = civic.Date{Year: 2025, Month: time.December, Day: 1}

// drawKeeper draws a place with its own zone, hours and a calendar of up to 60 days off.
func drawKeeper(t *rapid.T) civic.Timekeeper {
	kinds := []civic.HolidayKind{civic.HolidayNational, civic.HolidayCollective, civic.HolidayRegional}
	holiday := rapid.Custom(func(t *rapid.T) civic.Holiday {
		return civic.Holiday{
			Date:   dayZero.AddDays(rapid.IntRange(0, 500).Draw(t, "day")),
			Kind:   rapid.SampledFrom(kinds).Draw(t, "kind"),
			Region: rapid.SampledFrom([]string{"51", "51.71", "31"}).Draw(t, "of"),
			Decree: rapid.SampledFrom([]string{"SKB", ""}).Draw(t, "decree"),
		}
	})
	return civic.Timekeeper{
		Calendar: civic.NewCalendar(1, rapid.SliceOfN(holiday, 0, 60).Draw(t, "holidays")),
		Zone:     rapid.SampledFrom([]civic.Zone{civic.WIB, civic.WITA, civic.WIT}).Draw(t, "zone"),
		Region:   rapid.SampledFrom([]string{"", "51", "51.71", "51.71.01", "31"}).Draw(t, "region"),
		Hours:    civic.OfficeHours{Open: 8 * 60, Close: rapid.IntRange(9*60, 24*60).Draw(t, "close")},
	}
}

func drawTime(t *rapid.T, label string) time.Time {
	minutes := rapid.IntRange(0, 400*24*60).Draw(t, label)
	return dayZero.Start(civic.WIB).Add(time.Duration(minutes) * time.Minute)
}

// drawTimes draws n moments in order.
func drawTimes(t *rapid.T, n int) []time.Time {
	at := []time.Time{drawTime(t, "first")}
	for len(at) < n {
		gap := rapid.OneOf(rapid.IntRange(0, 3*24*60), rapid.IntRange(0, 60*24*60)).Draw(t, "gap")
		at = append(at, at[len(at)-1].Add(time.Duration(gap)*time.Minute))
	}
	return at
}

func drawPolicy(t *rapid.T) civic.ClockPolicy {
	n := rapid.IntRange(0, 80).Draw(t, "amount")
	if rapid.Bool().Draw(t, "calendar days") {
		return calendarDays(n)
	}
	return working(n)
}

func TestDeadlineEndsOnAWorkingDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk := drawKeeper(t)
		at := drawTimes(t, 3)
		c := tk.Start(drawPolicy(t), at[0])
		c = tk.Resume(tk.Pause(c, at[1]), at[2])
		d := tk.DueDate(c)
		if !tk.Calendar.IsWorkingDay(d, tk.Region) {
			t.Fatalf("due on %v, %v, a day off", d, d.Weekday())
		}
		if !c.Due.Equal(d.AddDays(1).Start(tk.Zone)) {
			t.Fatalf("due at %v, which is not the end of %v", c.Due, d)
		}
	})
}

func TestDeadlineIsMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk, p, at := drawKeeper(t), drawPolicy(t), drawTimes(t, 2)
		if a, b := tk.Start(p, at[0]), tk.Start(p, at[1]); b.Due.Before(a.Due) {
			t.Fatalf("started later, due earlier: %v, then %v", a.Due, b.Due)
		}
		longer := p
		longer.Amount += rapid.IntRange(1, 20).Draw(t, "more")
		a, b := tk.Start(p, at[0]), tk.Start(longer, at[0])
		if b.Due.Before(a.Due) || p.Unit == civic.WorkingDays && !b.Due.After(a.Due) {
			t.Fatalf("%d days end at %v, %d at %v", p.Amount, a.Due, longer.Amount, b.Due)
		}
	})
}

func TestPausesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk, p, at := drawKeeper(t), drawPolicy(t), drawTimes(t, 4)
		c := tk.Start(p, at[0])
		once := tk.Resume(tk.Pause(c, at[1]), at[3])
		twice := tk.Resume(tk.Pause(tk.Resume(tk.Pause(c, at[1]), at[2]), at[2]), at[3])
		if once != twice {
			t.Fatalf("one pause gives %+v, the same in two parts %+v", once, twice)
		}
	})
}

func TestPauseForNoTimeChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk, p, at := drawKeeper(t), drawPolicy(t), drawTimes(t, 2)
		c := tk.Start(p, at[0])
		if got := tk.Resume(tk.Pause(c, at[1]), at[1]); got != c {
			t.Fatalf("%+v became %+v", c, got)
		}
	})
}

func TestPauseNeverShortens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk, p, at := drawKeeper(t), drawPolicy(t), drawTimes(t, 3)
		c := tk.Start(p, at[0])
		paused := tk.Pause(c, at[1])
		back := tk.Resume(paused, at[2])
		if back.Due.Before(c.Due) {
			t.Fatalf("due %v, and %v after a pause", c.Due, back.Due)
		}
		if c.Late(at[1]) && back != c {
			t.Fatalf("a pause of a late clock moved it from %v to %v", c.Due, back.Due)
		}
		if !c.Late(at[1]) && back.Late(at[2]) {
			t.Fatalf("in time on pausing at %v, late on resuming at %v: due %v", at[1], at[2], back.Due)
		}
		if tk.Calendar.IsWorkingDay(civic.DateOf(at[1], tk.Zone), tk.Region) &&
			tk.Calendar.IsWorkingDay(civic.DateOf(at[2], tk.Zone), tk.Region) && !back.Late(at[2]) &&
			tk.Left(back, at[2]) != paused.Remaining {
			t.Fatalf("%d days left on pausing, %d on resuming", paused.Remaining, tk.Left(back, at[2]))
		}
	})
}

func TestNothingPausesTheCitizenClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk, at := drawKeeper(t), drawTimes(t, 3)
		c, err := civic.CitizenClock(tk, civic.NewPolicyBook(civic.NationalPolicies()), civic.Complaint, nil, at[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := tk.Resume(tk.Pause(c, at[1]), at[2]); got != c {
			t.Fatalf("%+v became %+v", c, got)
		}
	})
}

func TestLeftFallsAndTellsLate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk, p, at := drawKeeper(t), drawPolicy(t), drawTimes(t, 3)
		c := tk.Start(p, at[0])
		sooner, later := tk.Left(c, at[1]), tk.Left(c, at[2])
		if later > sooner {
			t.Fatalf("%d days left at %v, %d at %v", sooner, at[1], later, at[2])
		}
		if (later < 0) != c.Late(at[2]) {
			t.Fatalf("%d days left, late %v", later, c.Late(at[2]))
		}
		if p.Unit == civic.WorkingDays && tk.Left(c, at[0]) != p.Amount {
			t.Fatalf("%d days at the start, of %d", tk.Left(c, at[0]), p.Amount)
		}
	})
}

func TestRecomputeWithTheSameCalendarChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tk, p, at := drawKeeper(t), drawPolicy(t), drawTimes(t, 5)
		c := tk.Resume(tk.Pause(tk.Start(p, at[0]), at[1]), at[2])
		if got := tk.Recompute(c); got != c {
			t.Fatalf("%+v became %+v", c, got)
		}
		c = tk.Pause(c, at[3])
		if got := tk.Recompute(c); got != c {
			t.Fatalf("paused, %+v became %+v", c, got)
		}
		if got := tk.Rebase(c, p); got != c {
			t.Fatalf("rebased to its own length, %+v became %+v", c, got)
		}
	})
}
