package civic_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
)

// askedInDecember is a report about which offices were asked whose days end in a year of which nobody knows the holidays.
func askedInDecember(t *testing.T) *story {
	t.Helper()
	s := december(t).does(fullAdmin, command(civic.VerbVerify))
	c := ask(civic.VerbConsult, fullSister)
	c.Days = 4
	return s.does(fullAdmin, ask(civic.VerbSupport, semiAgency)).does(fullAdmin, c)
}

func (s *story) helpDue(i int) string {
	x := s.r.Supports[i]
	return s.w.KeeperOf(x).DueDate(x.Clock).String()
}

// A decree moves the days of offices that were asked too, once; where nothing else moves it is for officers only. Reckoned
// again from the events they are the same.
func TestADecreeMovesTheDatesOfAskedOffices(t *testing.T) {
	s := askedInDecember(t)
	begun := s.w
	if !s.r.Supports[0].Clock.Provisional || s.helpDue(0) != "2027-01-05" || s.helpDue(1) != "2027-01-04" {
		t.Fatalf("answer by %s and %s: %+v", s.helpDue(0), s.helpDue(1), s.r.Supports)
	}
	for i, c := range s.r.Clocks { // those of the report are firm
		c.Provisional = false
		s.r.Clocks[i] = c
	}
	s.w.Calendar = decreed(t, "2027-01-01", "2027-01-05")
	was := s.r.Supports[1].Clock.Due
	if err := recount(s); err != nil {
		t.Fatal(err)
	}
	e := s.last()
	if s.helpDue(0) != "2027-01-06" || !s.r.Supports[1].Clock.Due.Equal(was) || s.r.Supports[0].Clock.Provisional || s.r.Supports[1].Clock.Provisional {
		t.Errorf("now by %s and %s: %+v", s.helpDue(0), s.helpDue(1), s.r.Supports)
	}
	if got := e.HelpMoved(); e.Shown != civic.ForOfficers || len(got) != 1 || got[s.r.Supports[0].ID][0].String() != "2027-01-05" || len(e.Detail) != 1 {
		t.Errorf("told %s: %v", e.Shown, e.Detail)
	}
	s.refused(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}, civic.KindConflict, "error.nothing_moves")
	again, err := civic.ReplayHelp(func(at time.Time) civic.World {
		if at.Before(e.At) {
			return begun
		}
		return s.w
	}, s.r, s.events)
	if is := s.r.Supports[0]; err != nil || again[is.ID] != is.Clock {
		t.Errorf("reckoned again it is %+v, not %+v; %v", again[is.ID], is.Clock, err)
	}
	if c := again[s.r.Supports[1].ID]; !c.Due.Equal(was) {
		t.Errorf("what was agreed on is %+v", c)
	}
}

// Dates that stay where they are become firm without a word.
func TestDatesOfAskedOfficesSettle(t *testing.T) {
	s := askedInDecember(t)
	s.w.Calendar = decreed(t, "2027-01-01", "2027-05-01")
	after, settled := s.w.Settle(s.r)
	if !settled || after.Supports[0].Clock.Provisional || !s.r.Supports[0].Clock.Provisional || !after.Supports[0].Clock.Due.Equal(s.r.Supports[0].Clock.Due) {
		t.Errorf("settled %v: %+v", settled, after.Supports)
	}
}

// Whoever orders new lengths for an agency moves the days of its own offices, also on reports that others hold, and none of
// theirs; the days that were agreed on stay.
func TestNewLengthsForAskedOffices(t *testing.T) {
	s := askedInDecember(t)
	begun := s.w
	longer := civic.NationalPolicies()
	for i := range longer {
		longer[i].Amount++
	}
	s.w.Book = civic.NewPolicyBook(longer)
	s.w.Now = s.w.Now.Add(time.Hour)
	plain, was := s.w, s.r
	s.w = plain.Renewing("").At(semiAgency)
	if err := recount(s); err != nil {
		t.Fatal(err)
	}
	if s.helpDue(0) != "2027-01-06" || s.due(civic.ClockResolve) != (&story{w: plain, r: was, t: t}).due(civic.ClockResolve) || s.r.Supports[1].Clock != was.Supports[1].Clock {
		t.Errorf("by %s, resolved by %s", s.helpDue(0), s.due(civic.ClockResolve))
	}
	last := s.last()
	again, err := civic.ReplayHelp(func(at time.Time) civic.World {
		if at.Before(last.At) {
			return begun
		}
		return plain
	}, s.r, s.events)
	if is := s.r.Supports[0]; err != nil || again[is.ID] != is.Clock || last.Detail[civic.DetailAsked] == "" {
		t.Errorf("reckoned again it is %+v, not %+v; %v", again[is.ID], is.Clock, err)
	}
	s.w, s.r = plain.Renewing(civic.ClockSupport).At(fullAgency), was
	s.refused(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}, civic.KindConflict, "error.nothing_moves")
}
