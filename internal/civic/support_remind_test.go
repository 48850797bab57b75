package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

// An office that was asked is reminded by its own clock, and then what lies above it; the reminders end with its answer.
func TestOfficesThatWereAskedAreReminded(t *testing.T) {
	s := inState(t, civic.InProgress).at("2026-03-02 09:00") // the agency in WITA, five working days
	s.w.Reminding = civic.NationalReminders()
	s.does(leadOfficer, ask(civic.VerbSupport, semiAgency)).does(leadOfficer, ask(civic.VerbConsult, fullSister))
	of := func(desk civic.ID) (out []civic.Reminder) {
		for _, x := range s.w.Reminders(&s.r) {
			if x.Desk == desk {
				out = append(out, x)
			}
		}
		return out
	}
	theirs := of(semiAgency)
	var steps []int
	for _, x := range theirs {
		steps = append(steps, x.Step)
		if x.Clock != civic.ClockSupport || !x.Started.Equal(s.r.Supports[0].Clock.Started) {
			t.Errorf("%+v", x)
		}
	}
	if want := []int{50, 80, 100, 101}; !slices.Equal(steps, want) { // one tier above it is the national desk
		t.Errorf("reminded at %v, want %v", steps, want)
	}
	if first := theirs[0].At.In(civic.WITA.Location()).Format("2006-01-02 15:04"); first != "2026-03-05 08:00" {
		t.Errorf("the first reminder comes at %s", first)
	}
	if all := of(fullSister); len(all) != 4 || all[3].Up != 2 {
		t.Errorf("asked for an opinion: %+v", all)
	}
	s.w.Now = theirs[0].At
	due, _, _ := s.w.DueReminders(&s.r, s.r.Supports[0].Clock.Started)
	if !slices.ContainsFunc(due, func(x civic.Reminder) bool { return x.Desk == semiAgency && x.Step == 50 }) {
		t.Errorf("due are %+v", due)
	}
	if c, ok := s.r.ClockOf(civic.ClockSupport, theirs[0].Started); !ok || !c.Due.Equal(s.r.Supports[0].Clock.Due) {
		t.Errorf("the clock of the reminder: %+v", c)
	}
	s.does(helper, command(civic.VerbContribute))
	if left := of(semiAgency); len(left) != 0 {
		t.Errorf("after its answer: %+v", left)
	}
}
