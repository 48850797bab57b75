package civic_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// drawReminders draws a rule of up to five shares.
func drawReminders(t *rapid.T) civic.ReminderRule {
	x := civic.ReminderRule{Every: rapid.IntRange(0, 7).Draw(t, "every")}
	for s := 0; len(x.Shares) < 5 && s < civic.AllDays; {
		if s += rapid.IntRange(1, 60).Draw(t, "share"); s <= civic.AllDays {
			x.Shares = append(x.Shares, s)
		}
	}
	return x
}

// drawOwed draws a report at some desk with running clocks that its office owes.
func drawOwed(t *rapid.T, w *civic.World) civic.Report {
	r := civic.Report{ID: theReport, State: civic.InProgress, Zone: civic.WIB, Class: civic.Complaint,
		Holder: rapid.SampledFrom([]civic.ID{national, fullAgency, fullSub, semiUnit, centUnit, shutsUnit}).Draw(t, "holder")}
	for _, kind := range []civic.ClockKind{civic.ClockResolve, civic.ClockResponse, civic.ClockReporterWindow} {
		p := drawPolicy(t)
		p.Clock = kind
		r.Clocks = append(r.Clocks, w.Keeper(&r, kind).Start(p, drawTime(t, string(kind))))
	}
	return r
}

func TestRemindersComeWhenOfficesOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sampleWorld(drawTime(t, "now"))
		w.Reminding = []civic.ReminderRule{drawReminders(t)}
		r := drawOwed(t, &w)
		last := map[civic.ClockKind]civic.Reminder{}
		for _, x := range w.Reminders(&r) {
			c, _ := r.Clocks.Get(x.Clock)
			tk := w.Keeper(&r, x.Clock)
			day := civic.DateOf(x.At, tk.Zone)
			before, more := last[x.Clock]
			switch {
			case !x.Clock.Reminds():
				t.Fatalf("%s reminds an office", x.Clock)
			case !tk.Works(x.At) || !x.At.Equal(tk.Opens(day)):
				t.Fatalf("%s %d comes at %s", x.Clock, x.Step, x.At)
			case more && (!before.At.Before(x.At) || before.Step >= x.Step):
				t.Fatalf("%+v after %+v", x, before)
			case x.Step < civic.AllDays && day.After(tk.DueDate(c)), x.Step > civic.AllDays && !day.After(tk.DueDate(c)):
				t.Fatalf("%s %d of a clock until %s comes on %s", x.Clock, x.Step, tk.DueDate(c), day)
			case x.Step == civic.AllDays && day != tk.DueDate(c):
				t.Fatalf("the last day is %s, told on %s", tk.DueDate(c), day)
			case x.Up > len(w.Tree.Chain(r.Holder))-1 || x.Up != max(0, x.Step-civic.AllDays):
				t.Fatalf("%+v climbs out of the tree", x)
			}
			last[x.Clock] = x
		}
	})
}

// Whoever looks every morning tells each reminder once, and none on a day off.
func TestEachReminderIsDueOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := sampleWorld(time.Time{})
		w.Reminding = []civic.ReminderRule{drawReminders(t)}
		r := drawOwed(t, &w)
		all := w.Reminders(&r)
		if len(all) == 0 {
			return
		}
		told := map[civic.Reminder]int{}
		after, next := time.Time{}, all[0].At
		for looks := 0; !next.IsZero(); looks++ {
			if looks > 2*len(all)+4 {
				t.Fatalf("still looking at %s after %d looks", next, looks)
			}
			w.Now = next.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "late")) * time.Minute)
			var due []civic.Reminder
			due, next, after = w.DueReminders(&r, after)
			for _, x := range due {
				if tk := w.Keeper(&r, x.Clock); !tk.Works(w.Now) {
					t.Fatalf("%+v is told on a day off", x)
				}
				told[x]++
			}
		}
		for _, x := range all {
			if told[x] != 1 {
				t.Fatalf("%+v is told %d times", x, told[x])
			}
		}
	})
}

// However the chain looks, it ends at a desk that is open and manned, or at the top.
func TestSuperiorAlwaysFindsADesk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "desks")
		desks := []civic.Agency{{ID: 1, Code: "1", Active: true}}
		sits := map[civic.ID]bool{}
		for i := 2; i <= n; i++ {
			id := civic.ID(i)
			desks = append(desks, civic.Agency{ID: id, Code: id.String(), Parent: civic.ID(rapid.IntRange(1, n+1).Draw(t, "parent")), Active: rapid.Bool().Draw(t, "open")})
			sits[id] = rapid.Bool().Draw(t, "manned")
		}
		tree := civic.NewTree(desks)
		up := rapid.IntRange(0, 40).Draw(t, "up")
		from := civic.ID(rapid.IntRange(0, n+1).Draw(t, "from"))
		got := tree.Superior(from, up, func(id civic.ID) bool { return sits[id] })
		a, ok := tree.Get(got)
		if !ok || got != tree.National() && (!a.Active || !sits[got]) {
			t.Fatalf("from %d, %d up: %d", from, up, got)
		}
		if higher := tree.Superior(from, up+1, func(id civic.ID) bool { return sits[id] }); !tree.Within(got, higher) {
			t.Fatalf("from %d: %d up hears of it at %d, one tier further at %d, which is not above", from, up, got, higher)
		}
	})
}

func TestReminderRules(t *testing.T) {
	w := sampleWorld(time.Time{})
	w.Reminding = []civic.ReminderRule{{From: civic.Date{Year: 2026, Month: time.March, Day: 1}, Shares: []int{50, 100}}, {Shares: []int{100}}}
	for day, want := range map[int]int{26: 1, 28: 1, 29: 2, 300: 2} { // of February, and on
		at := civic.Date{Year: 2026, Month: time.January, Day: 31}.AddDays(day).Start(civic.WIB)
		r := civic.Report{State: civic.InProgress, Holder: fullUnit, Zone: civic.WIB}
		r.Clocks = civic.Clocks{w.Keeper(&r, civic.ClockResolve).Start(civic.ClockPolicy{Clock: civic.ClockResolve, Amount: 14}, at)}
		if got := w.Reminders(&r); len(got) != want {
			t.Errorf("of a clock that started on %s offices are told %d times", at, len(got))
		}
	}
	for _, x := range []civic.ReminderRule{{Shares: []int{0}}, {Shares: []int{50, 50}}, {Shares: []int{101}}, {Every: -1}, {Every: 251}} {
		if x.Valid() {
			t.Errorf("%+v can be followed", x)
		}
	}
	if !civic.NationalReminders()[0].Valid() {
		t.Error("the first rule cannot be followed")
	}
}

// A server that was down on Friday, the last day, looks on Saturday and tells nobody; on Monday it tells what is due since.
func TestADayOffPutsOffAndForgetsNothing(t *testing.T) {
	at := func(day, hour int) time.Time {
		return time.Date(2026, time.July, day, hour, 0, 0, 0, civic.WIB.Location())
	}
	w := sampleWorld(at(18, 9)) // Saturday
	w.Reminding = civic.NationalReminders()
	r := civic.Report{State: civic.InProgress, Holder: fullUnit, Zone: civic.WIB}
	r.Clocks = civic.Clocks{w.Keeper(&r, civic.ClockResolve).Start(civic.ClockPolicy{Clock: civic.ClockResolve, Amount: 5}, at(10, 9))}
	due, next, told := w.DueReminders(&r, at(16, 9)) // Thursday, when it stopped
	if len(due) != 0 || !next.Equal(at(20, 8)) || !told.Before(at(17, 8)) {
		t.Fatalf("on Saturday: %+v, next %s, told until %s", due, next, told)
	}
	w.Now = at(20, 8)
	due, next, told = w.DueReminders(&r, told)
	if len(due) != 1 || due[0].Step != civic.AllDays || !next.Equal(at(22, 8)) || !told.Equal(w.Now) {
		t.Fatalf("on Monday: %+v, next %s, told until %s", due, next, told)
	}
}
