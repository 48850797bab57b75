package civic_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tuntas/internal/civic"
)

// annals are the rules as they were at every moment, and the report that lived through them.
type annals struct {
	from     []time.Time
	worlds   []civic.World
	holidays []civic.Holiday
	policies []civic.ClockPolicy
	events   []civic.Event
}

// at is what a replay asks.
func (a *annals) at(t time.Time) civic.World {
	i := len(a.from) - 1
	for a.from[i].After(t) {
		i--
	}
	return a.worlds[i]
}

// changes enters a holiday or a length in a moment of its own, and returns the world after it.
func (a *annals) changes(t *rapid.T, w civic.World, desks []civic.ID) civic.World {
	w.Now = w.Now.Add(time.Microsecond)
	today := civic.DateOf(w.Now, civic.WIB)
	if rapid.Bool().Draw(t, "a holiday") {
		h := civic.Holiday{Date: today.AddDays(rapid.IntRange(-5, 60).Draw(t, "day")), Name: "libur", Region: pick(t, []string{"32", "51.71", "31"}, "of"), AgencyID: pick(t, desks, "agency"), Decree: "SKB",
			Kind: pick(t, []civic.HolidayKind{civic.HolidayNational, civic.HolidayCollective, civic.HolidayRegional, civic.HolidayAgency}, "kind")}
		a.holidays = append(slices.Clone(a.holidays), h)
		w.Calendar = civic.NewCalendar(int64(len(a.holidays)), a.holidays)
	} else {
		p := civic.ClockPolicy{ID: civic.ID(1000 + len(a.policies)), AgencyID: pick(t, append(desks, 0), "agency"), Clock: pick(t, civic.RenewableClocks(), "clock"), Class: pick(t, append(civic.Classes(), ""), "class"),
			Amount: rapid.IntRange(1, 30).Draw(t, "amount"), Unit: pick(t, []civic.DayUnit{civic.WorkingDays, civic.CalendarDays}, "unit"), EffectiveFrom: today.AddDays(rapid.IntRange(-20, 20).Draw(t, "from"))}
		a.policies = append(slices.Clone(a.policies), p)
		w.Book = civic.NewPolicyBook(a.policies)
	}
	a.from, a.worlds = append(a.from, w.Now), append(a.worlds, w)
	w.Now = w.Now.Add(time.Microsecond)
	return w
}

// step does something to the report, and tells whether it worked.
func (a *annals) step(w civic.World, r *civic.Report, by civic.Actor, c civic.Command) bool {
	after, e, err := w.Apply(*r, by, c)
	if err != nil {
		return false
	}
	*r, a.events = after, append(a.events, e)
	return true
}

// bare is a clock without what no event tells: that its date became firm where it was.
func bare(cs civic.Clocks) civic.Clocks {
	cs = slices.Clone(cs)
	for i := range cs {
		cs[i].Provisional = false
	}
	return cs
}

// live leads a report through steps of all kinds while holidays and lengths are entered, and now and then counted again.
func live(t *rapid.T) (*annals, civic.World, civic.Report, int) {
	w, r, first := drawReport(t)
	a := &annals{from: []time.Time{{}}, worlds: []civic.World{w}, holidays: someOf2026(), policies: lengthenable(), events: []civic.Event{first}}
	recounts := 0
	for range rapid.IntRange(1, 30).Draw(t, "steps") {
		w.Now = drawWait(t, w, &r)
		if chanceOf(t, 3, "the rules change") {
			w = a.changes(t, w, desksOf(w.Tree))
			if settled, ok := w.Settle(r); ok {
				r = settled
			}
		}
		if chanceOf(t, 4, "counted again") {
			asked := w
			if rapid.Bool().Draw(t, "asked for") {
				asked = w.Renewing(pick(t, append(civic.RenewableClocks(), ""), "which"))
			}
			if a.step(asked, &r, civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}) {
				recounts++
			}
		}
		by, c := drawMove(t, w, &r)
		if chanceOf(t, 4, "anything") {
			by = drawActor(t, w.Tree, &r)
			c = drawCommand(t, w, &r, by)
		}
		if draft, ok := asked(w, &r); ok && chanceOf(t, 3, "more time") {
			a.step(w, &r, officer(civic.RoleAgencyAdmin, r.Holder), draft)
		}
		a.step(w, &r, by, c)
	}
	return a, w, r, recounts
}

// Whatever happened to a report while holidays and lengths were entered: its clocks follow from its events.
func TestClocksFollowFromTheEvents(t *testing.T) {
	clocks, recounts := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		a, _, r, n := live(t)
		got, err := civic.Replay(a.at, r, a.events)
		if err != nil {
			t.Fatal(err)
		}
		if want := bare(r.Clocks); !slices.Equal(bare(got), want) {
			t.Fatalf("after %s\nreplayed %+v\nstored   %+v", told(a.events), bare(got), want)
		}
		clocks, recounts = clocks+len(got), recounts+n
	})
	if clocks == 0 || recounts == 0 {
		t.Fatalf("%d clocks, %d recounts: that proves nothing", clocks, recounts)
	}
}

func told(events []civic.Event) string {
	out := ""
	for _, e := range events {
		out += fmt.Sprintf("%s %s in %s at %d %v; ", e.At.Format(time.DateTime), e.Verb, e.From, e.ToDesk, e.Detail)
	}
	return out
}

// A length that is the one that holds changes nothing, whatever happened to the reports.
func TestTheSameLengthMakesNoDifference(t *testing.T) {
	replayed := 0
	rapid.Check(t, func(t *rapid.T) {
		a, w, r, _ := live(t)
		clock := pick(t, civic.RenewableClocks(), "clock")
		same, err := w.Book.Find(clock, r.Class, nil, civic.DateOf(w.Now, civic.WIB))
		if err != nil {
			t.Fatal(err)
		}
		since := time.Time{}.AddDate(2000, 0, 0)
		// Only the newest length of the country counts, or an older one would be taken for the time that it held.
		all := append(slices.DeleteFunc(slices.Clone(a.policies), func(p civic.ClockPolicy) bool {
			return p.AgencyID == 0 && p.Clock == clock && p.Class == same.Class && p.Variant == ""
		}), same)
		same.ID = 99_999
		all[len(all)-1].EffectiveFrom = civic.Date{}
		w.Book = civic.NewPolicyBook(all)
		for _, s := range []*civic.Simulation{civic.WithPolicy(w, all, same, since), civic.WithHoliday(w, a.holidays, pick(t, a.holidays, "again"), since)} {
			turned, err := s.Add(&r, a.events)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range s.Result() {
				if c.Moved != 0 || c.LateNow != c.LateThen || c.NewlyLate != 0 || c.NoLongerLate != 0 || c.MedianNow != c.MedianThen || len(turned) != 0 {
					t.Fatalf("after %s: %+v, turned %+v", told(a.events), c, turned)
				}
				replayed += c.Clocks
			}
		}
	})
	if replayed == 0 {
		t.Fatal("nothing was replayed")
	}
}
