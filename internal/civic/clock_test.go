package civic_test

import (
	"encoding/json"
	"testing"
	"time"

	"tuntas/internal/civic"
)

func TestStart(t *testing.T) {
	for _, tc := range []struct {
		name   string
		policy civic.ClockPolicy
		zone   civic.Zone
		region string
		at     string // wall clock of the zone
		want   string // last day in time
	}{
		{"Friday, last minute of office hours", working(3), civic.WIB, "31", "2026-03-06 15:59", "2026-03-11"},
		{"Friday 16:00 counts from Monday", working(3), civic.WIB, "31", "2026-03-06 16:00", "2026-03-12"},
		{"before office hours counts from that day", working(3), civic.WIB, "31", "2026-03-10 02:00", "2026-03-13"},
		{"late at night counts from the next day", working(3), civic.WIB, "31", "2026-03-10 23:30", "2026-03-16"},
		{"Saturday counts from Monday", working(3), civic.WIB, "31", "2026-03-07 09:00", "2026-03-12"},
		{"Sunday evening counts from Monday", working(3), civic.WIB, "31", "2026-03-08 20:00", "2026-03-12"},
		{"over the Lebaran leave", working(3), civic.WIB, "31", "2026-03-16 10:00", "2026-03-26"},
		{"eve of the leave, after hours", working(3), civic.WIB, "31", "2026-03-17 16:30", "2026-03-30"},
		{"in the leave", working(1), civic.WIB, "31", "2026-03-20 09:00", "2026-03-26"},
		{"no length: the day itself", working(0), civic.WIB, "31", "2026-03-10 09:00", "2026-03-10"},
		{"no length, on a day off: the next working day", working(0), civic.WIB, "31", "2026-03-20 09:00", "2026-03-25"},
		{"over the year's end", working(5), civic.WIB, "31", "2026-12-23 10:00", "2027-01-04"},
		{"regional holiday at home", working(3), civic.WITA, "51.71", "2026-06-15 10:00", "2026-06-22"},
		{"regional holiday elsewhere", working(3), civic.WITA, "52.71", "2026-06-15 10:00", "2026-06-19"},
		{"calendar days", calendarDays(30), civic.WIB, "31", "2026-04-01 09:00", "2026-05-04"},
		{"calendar days ending in the leave", calendarDays(30), civic.WIB, "31", "2026-02-19 09:00", "2026-03-25"},
		{"calendar days counted from a Saturday", calendarDays(2), civic.WIB, "31", "2026-03-07 09:00", "2026-03-09"},
		{"short calendar days, at night", calendarDays(0), civic.WIB, "31", "2026-03-10 20:00", "2026-03-11"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tk := jakarta()
			tk.Zone, tk.Region = tc.zone, tc.region
			c := tk.Start(tc.policy, local(t, tc.zone, tc.at))
			if got := tk.DueDate(c).String(); got != tc.want {
				t.Errorf("due on %s, want %s", got, tc.want)
			}
			if want := day(t, tc.want).AddDays(1).Start(tc.zone); !c.Due.Equal(want) {
				t.Errorf("too late from %v, want %v", c.Due, want)
			}
		})
	}
}

func TestStartInThreeZones(t *testing.T) {
	at := time.Date(2026, time.March, 6, 8, 30, 0, 0, time.UTC) // Friday 15:30, 16:30 and 17:30
	for zone, want := range map[civic.Zone]time.Time{
		civic.WIB:  time.Date(2026, time.March, 11, 17, 0, 0, 0, time.UTC),
		civic.WITA: time.Date(2026, time.March, 12, 16, 0, 0, 0, time.UTC),
		civic.WIT:  time.Date(2026, time.March, 12, 15, 0, 0, 0, time.UTC),
	} {
		tk := jakarta()
		tk.Zone = zone
		if c := tk.Start(working(3), at); c.Due != want {
			t.Errorf("%s: due %v, want %v", zone, c.Due, want)
		}
	}
}

func TestOfficeHoursAreConfigurable(t *testing.T) {
	tk := jakarta()
	tk.Hours = civic.OfficeHours{Open: 7 * 60, Close: 14 * 60}
	c := tk.Start(working(3), local(t, civic.WIB, "2026-03-06 14:00"))
	if got := tk.DueDate(c).String(); got != "2026-03-12" {
		t.Errorf("due on %s, want 2026-03-12", got)
	}
}

func TestProvisional(t *testing.T) {
	tk := jakarta()
	inYear := tk.Start(working(4), local(t, civic.WIB, "2026-12-23 10:00"))
	beyond := tk.Start(working(5), local(t, civic.WIB, "2026-12-23 10:00"))
	if inYear.Provisional || !beyond.Provisional {
		t.Fatalf("provisional: %v on 31 December, %v on 4 January; want false, true", inYear.Provisional, beyond.Provisional)
	}
	decreed := append(someOf2026(), civic.Holiday{Date: day(t, "2027-01-01"), Kind: civic.HolidayNational, Decree: "SKB 2027"},
		civic.Holiday{Date: day(t, "2027-01-04"), Kind: civic.HolidayCollective, Decree: "SKB 2027"})
	tk.Calendar = civic.NewCalendar(2, decreed)
	moved := tk.Recompute(beyond)
	if got := tk.DueDate(moved).String(); got != "2027-01-05" || moved.Provisional {
		t.Errorf("after the decree due on %s, provisional %v; want 2027-01-05, false", got, moved.Provisional)
	}
}

func TestPauseKeepsWhatIsLeft(t *testing.T) {
	for _, tc := range []struct {
		name           string
		pause, resume  string
		left, leftThen int
		want           string
	}{
		{"same day", "2026-03-03 09:00", "2026-03-03 15:00", 4, 4, "2026-03-09"},
		{"two days", "2026-03-03 09:00", "2026-03-05 09:00", 4, 4, "2026-03-11"},
		{"over a weekend", "2026-03-06 09:00", "2026-03-09 09:00", 1, 1, "2026-03-10"},
		{"over the leave", "2026-03-06 09:00", "2026-03-25 09:00", 1, 1, "2026-03-26"},
		{"on the last day", "2026-03-09 20:00", "2026-03-11 09:00", 0, 0, "2026-03-11"},
		{"on the last day, back on a Saturday", "2026-03-09 09:00", "2026-03-14 09:00", 0, 1, "2026-03-16"},
		{"too late already", "2026-03-11 09:00", "2026-03-13 09:00", -2, -4, "2026-03-09"},
		{"before it counts", "2026-03-01 09:00", "2026-03-02 09:00", 5, 5, "2026-03-09"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tk := jakarta()
			running := tk.Start(working(5), local(t, civic.WIB, "2026-02-28 10:00")) // Saturday: counts from Monday 2 March
			paused := tk.Pause(running, local(t, civic.WIB, tc.pause))
			if got := tk.Left(paused, local(t, civic.WIB, "2026-12-01 00:00")); got != tc.left {
				t.Errorf("left while paused = %d, want %d", got, tc.left)
			}
			back := local(t, civic.WIB, tc.resume)
			c := tk.Resume(paused, back)
			if got := tk.DueDate(c).String(); got != tc.want {
				t.Errorf("due on %s, want %s", got, tc.want)
			}
			if got := tk.Left(c, back); got != tc.leftThen {
				t.Errorf("left after = %d, want %d", got, tc.leftThen)
			}
		})
	}
}

func TestLeft(t *testing.T) {
	tk := jakarta()
	c := tk.Start(working(3), local(t, civic.WIB, "2026-03-07 09:00")) // Saturday: due Thursday 12
	for at, want := range map[string]int{
		"2026-03-07 09:00": 3, "2026-03-08 23:00": 3, "2026-03-09 08:00": 3, "2026-03-10 08:00": 2,
		"2026-03-12 00:00": 0, "2026-03-12 23:59": 0, "2026-03-13 00:00": -1, "2026-03-15 12:00": -1, "2026-03-16 00:00": -2,
	} {
		if got := tk.Left(c, local(t, civic.WIB, at)); got != want {
			t.Errorf("left at %s = %d, want %d", at, got, want)
		}
	}
	friday := tk.Start(working(4), local(t, civic.WIB, "2026-03-07 09:00")) // due Friday 13
	if got := tk.Left(friday, local(t, civic.WIB, "2026-03-14 09:00")); got != -1 {
		t.Errorf("left on the Saturday after = %d, want -1: it is late", got)
	}
}

func TestStop(t *testing.T) {
	tk := jakarta()
	c := tk.Start(working(5), local(t, civic.WIB, "2026-03-02 10:00")) // due Monday 9
	later := local(t, civic.WIB, "2026-05-01 00:00")

	kept := tk.Stop(c, local(t, civic.WIB, "2026-03-09 23:59"))
	if kept.Late(later) || tk.Left(kept, later) != 0 {
		t.Errorf("stopped on the last day: late %v, left %d; want false, 0", kept.Late(later), tk.Left(kept, later))
	}
	missed := tk.Stop(c, local(t, civic.WIB, "2026-03-10 00:00"))
	if !missed.Late(later) || tk.Left(missed, later) != -1 {
		t.Errorf("stopped a minute after: late %v, left %d; want true, -1", missed.Late(later), tk.Left(missed, later))
	}
	if tk.Stop(kept, later) != kept || tk.Pause(kept, later) != kept || tk.Resume(kept, later) != kept || tk.Recompute(kept) != kept {
		t.Error("a stopped clock changed")
	}
	paused := tk.Pause(c, local(t, civic.WIB, "2026-03-04 09:00"))
	over := tk.Stop(paused, local(t, civic.WIB, "2026-04-01 09:00"))
	if over.Late(later) || !over.Paused.IsZero() || over.Running() {
		t.Errorf("stopped while paused: %+v; want in time, not paused, not running", over)
	}
}

func TestRebase(t *testing.T) {
	tk := jakarta()
	at := local(t, civic.WIB, "2026-03-02 10:00")
	c := tk.Start(working(14), at)
	if got, want := tk.Rebase(c, working(60)), tk.Start(working(60), at); got != want {
		t.Errorf("rebased %+v, want %+v", got, want)
	}
	c = tk.Resume(tk.Pause(c, local(t, civic.WIB, "2026-03-03 10:00")), local(t, civic.WIB, "2026-03-05 10:00"))
	short := tk.Rebase(c, working(5))
	if got := tk.DueDate(short).String(); got != "2026-03-11" { // five days and the two of the pause
		t.Errorf("due on %s, want 2026-03-11", got)
	}
	paused := tk.Rebase(tk.Pause(c, local(t, civic.WIB, "2026-03-06 10:00")), working(5))
	if paused.Remaining != 3 {
		t.Errorf("a paused clock has %d days left after rebasing, want 3", paused.Remaining)
	}
}

func TestClockNeverStarted(t *testing.T) {
	tk, at := jakarta(), local(t, civic.WIB, "2026-03-03 10:00")
	var none civic.Clock
	if none.Running() || none.Late(at) || !tk.DueDate(none).IsZero() {
		t.Error("a clock never started runs, is late or has a date")
	}
	if tk.Pause(none, at) != none || tk.Resume(none, at) != none || tk.Stop(none, at) != none || tk.Recompute(none) != none {
		t.Error("a clock never started changed")
	}
}

func TestClockJSON(t *testing.T) {
	tk := jakarta()
	running := tk.Start(working(5), local(t, civic.WIB, "2026-03-02 10:00"))
	paused := tk.Pause(running, local(t, civic.WIB, "2026-03-04 10:00").Add(1234567*time.Nanosecond))
	b, err := json.Marshal(running)
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"k":"resolve","s":"2026-03-02T03:00:00Z","d":"2026-03-09T17:00:00Z","i":"7","n":5,"u":"working_days"}`
	if string(b) != want {
		t.Errorf("stored as %s, want %s", b, want)
	}
	for _, c := range []civic.Clock{running, paused, tk.Stop(paused, local(t, civic.WIB, "2026-03-05 10:00"))} {
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var back civic.Clock
		if err := json.Unmarshal(b, &back); err != nil || back != c {
			t.Errorf("%+v came back as %+v, %v", c, back, err)
		}
	}
}
