package civic_test

import (
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
)

// answeredInMarch is a report of 2 March 2026 that the full agency verified at once and answered on the 12th, eight working
// days later.
func answeredInMarch(t *testing.T) *story {
	t.Helper()
	return named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).at("2026-03-12 10:00").does(fullAdmin, command(civic.VerbAnswer)).at("2026-03-13 10:00")
}

func sumOf(t *testing.T, s *civic.Simulation, kind civic.ClockKind) civic.SimulatedClock {
	t.Helper()
	all := s.Result()
	i := slices.IndexFunc(all, func(c civic.SimulatedClock) bool { return c.Clock == kind })
	if i < 0 {
		t.Fatalf("no %s in %+v", kind, all)
	}
	return all[i]
}

func TestSimulatedLengths(t *testing.T) {
	s := answeredInMarch(t)
	since := s.w.Now.AddDate(0, 0, -90)
	for name, c := range map[string]struct {
		p    civic.ClockPolicy
		want civic.SimulatedClock
		late []bool
	}{
		// Five working days from the 2nd end on the 9th: it was late, and would not have been with nine.
		"longer":      {civic.ClockPolicy{Clock: civic.ClockFirstFollowUp, Amount: 9}, civic.SimulatedClock{Clocks: 1, Moved: 1, LateNow: 1, NoLongerLate: 1, MedianNow: 7, MedianThen: 11}, []bool{false}},
		"still late":  {civic.ClockPolicy{Clock: civic.ClockFirstFollowUp, Amount: 6}, civic.SimulatedClock{Clocks: 1, Moved: 1, LateNow: 1, LateThen: 1, MedianNow: 7, MedianThen: 8}, nil},
		"of another":  {civic.ClockPolicy{Clock: civic.ClockFirstFollowUp, Amount: 9, AgencyID: semiAgency}, civic.SimulatedClock{Clocks: 1, LateNow: 1, LateThen: 1, MedianNow: 7, MedianThen: 7}, nil},
		"of its own":  {civic.ClockPolicy{Clock: civic.ClockFirstFollowUp, Amount: 9, AgencyID: fullAgency}, civic.SimulatedClock{Clocks: 1, Moved: 1, LateNow: 1, NoLongerLate: 1, MedianNow: 7, MedianThen: 11}, []bool{false}},
		"the resolve": {civic.ClockPolicy{Clock: civic.ClockResolve, Class: civic.Complaint, Amount: 3}, civic.SimulatedClock{Clocks: 1, Moved: 1, LateThen: 1, NewlyLate: 1, MedianNow: 25, MedianThen: 3}, []bool{true}},
	} {
		p := c.p
		p.ID, p.Unit, p.EffectiveFrom = 77, civic.WorkingDays, civic.DateOf(s.w.Now, civic.WIB).AddDays(30)
		sim := civic.WithPolicy(s.w, civic.NationalPolicies(), p, since)
		if !sim.Touches(&s.r) {
			t.Errorf("%s: the report is not touched", name)
		}
		turned, err := sim.Add(&s.r, s.events)
		if err != nil {
			t.Fatal(err)
		}
		var late []bool
		for _, x := range turned {
			if x.Clock == p.Clock {
				late = append(late, x.Late)
			}
		}
		c.want.Clock = p.Clock
		if got := sumOf(t, sim, p.Clock); got != c.want || !slices.Equal(late, c.late) {
			t.Errorf("%s: %+v, turned %v; want %+v, %v", name, got, late, c.want, c.late)
		}
	}
}

func TestSimulatedHolidays(t *testing.T) {
	s := answeredInMarch(t)
	off := civic.Holiday{Date: day(t, "2026-03-05"), Name: "Libur", Kind: civic.HolidayAgency, AgencyID: fullAgency, Decree: "SK"}
	sim := civic.WithHoliday(s.w, someOf2026(), off, s.w.Now.AddDate(0, 0, -90))
	if _, err := sim.Add(&s.r, s.events); err != nil {
		t.Fatal(err)
	}
	if c := sumOf(t, sim, civic.ClockFirstFollowUp); c.Moved != 1 || c.LateThen != 1 || c.MedianThen != c.MedianNow+1 {
		t.Errorf("a day off of the agency: %+v", c)
	}
	if c := sumOf(t, sim, civic.ClockCitizen); c.Moved != 0 {
		t.Errorf("the promise to the reporter is not by the agency's days: %+v", c)
	}
	if sim.Clocks() != len(s.r.Clocks) {
		t.Errorf("%d of %d clocks", sim.Clocks(), len(s.r.Clocks))
	}
}

func TestWhatASimulationLeavesAlone(t *testing.T) {
	s := answeredInMarch(t)
	p := civic.ClockPolicy{ID: 77, Clock: civic.ClockVerify, Class: civic.Aspiration, Amount: 1, Unit: civic.WorkingDays}
	if civic.WithPolicy(s.w, civic.NationalPolicies(), p, time.Time{}).Touches(&s.r) {
		t.Error("a length for another class touches the report")
	}
	p.Class = ""
	sim := civic.WithPolicy(s.w, civic.NationalPolicies(), p, s.w.Now)
	if sim.Touches(&s.r) {
		t.Error("a clock that started too long ago is touched")
	}
	if turned, err := sim.Add(&s.r, s.events); err != nil || len(turned) != 0 || sim.Clocks() != 0 || len(sim.Result()) != 0 {
		t.Errorf("it is counted: %v, %v, %+v", turned, err, sim.Result())
	}
	for region, want := range map[string]bool{"32": true, "32.73": true, "35.78": false} {
		h := civic.Holiday{Date: day(t, "2026-03-05"), Name: "Libur", Kind: civic.HolidayRegional, Region: region}
		desk, _ := s.w.Tree.Get(s.r.Holder)
		if got := civic.WithHoliday(s.w, nil, h, time.Time{}).Touches(&s.r); got != want {
			t.Errorf("a holiday in %s touches a report in %s at a desk in %q: %v", region, s.r.Region, desk.Region, got)
		}
	}
}
