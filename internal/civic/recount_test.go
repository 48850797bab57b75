package civic_test

import (
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
)

// guessed makes of running clocks ones that were reckoned by a calendar with one holiday fewer.
func guessed(cs civic.Clocks) civic.Clocks {
	cs = slices.Clone(cs)
	for i := range cs {
		cs[i].Due, cs[i].Provisional = cs[i].Due.AddDate(0, 0, -1), true
	}
	return cs
}

// decreed is the calendar of 2026 with these days of 2027 off.
func decreed(t testing.TB, days ...string) *civic.Calendar {
	hs := someOf2026()
	for _, d := range days {
		hs = append(hs, civic.Holiday{Date: day(t, d), Name: d, Kind: civic.HolidayNational, Decree: "SKB 3 Menteri 2027"})
	}
	return civic.NewCalendar(2, hs)
}

// december begins a story whose deadlines end in a year of which nobody knows the holidays: handed in on
// Monday 28 December 2026, to be verified by the 31st, all done 17 working days later, 1 January being off.
func december(t *testing.T) *story {
	t.Helper()
	s := named(t, fullAgency)
	s.w.Now = local(t, civic.WIB, "2026-12-28 09:00")
	sub := submission()
	sub.Named = fullAgency
	r, e, _, err := s.w.Submit(theReport, "", "", civic.ReporterActor(0), sub)
	if err != nil {
		t.Fatal(err)
	}
	s.r, s.events = r, []civic.Event{e}
	if c, v := s.clock(civic.ClockCitizen), s.clock(civic.ClockVerify); !c.Provisional || s.due(c.Kind) != "2027-01-21" || v.Provisional || s.due(v.Kind) != "2026-12-31" {
		t.Fatalf("verified by %s (%v), done by %s (%v)", s.due(v.Kind), v.Provisional, s.due(c.Kind), c.Provisional)
	}
	return s
}

func recount(s *story) error {
	return s.try(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount})
}

func TestADecreeMovesProvisionalDates(t *testing.T) {
	s := december(t).does(fullAdmin, command(civic.VerbVerify)) // first follow-up by 5 January, resolved by the 18th
	first, resolve := s.due(civic.ClockFirstFollowUp), s.due(civic.ClockResolve)
	s.refused(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}, civic.KindConflict, "error.nothing_moves")
	before := s.r
	s.w.Calendar = decreed(t, "2027-01-01", "2027-01-14", "2027-01-19")
	if err := recount(s); err != nil {
		t.Fatal(err)
	}
	if f, r, c := s.due(civic.ClockFirstFollowUp), s.due(civic.ClockResolve), s.due(civic.ClockCitizen); first != f || resolve == r || r != "2027-01-20" || c != "2027-01-25" {
		t.Errorf("first follow-up by %s, resolved by %s, all by %s", f, r, c)
	}
	e := s.last()
	if len(e.Detail) != 2 || e.Detail[civic.DetailDue+"citizen"] != "2027-01-21/2027-01-25" || e.Detail[civic.DetailDue+"resolve"] != resolve+"/2027-01-20" {
		t.Errorf("the history tells %v", e.Detail)
	}
	if e.Shown != civic.ForReporter || e.Role != civic.RoleSystem || s.r.State != before.State || s.r.Holder != before.Holder || s.r.ReporterAt != before.ReporterAt {
		t.Errorf("more than dates changed: %+v", e)
	}
	for _, c := range s.r.Clocks {
		if c.Provisional {
			t.Errorf("the %s clock is still provisional", c.Kind)
		}
	}
	s.refused(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}, civic.KindConflict, "error.nothing_moves")
	s.w.Calendar = decreed(t, "2027-01-01", "2027-01-14", "2027-01-15", "2027-01-19")
	s.refused(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}, civic.KindConflict, "error.nothing_moves") // firm is firm
	if _, settled := s.w.Settle(s.r); settled {
		t.Error("there was something left to settle")
	}
}

func TestDatesThatStayAreSettledWithoutAnEvent(t *testing.T) {
	s := december(t)
	if _, settled := s.w.Settle(s.r); settled {
		t.Error("settled before the year was decreed")
	}
	s.w.Calendar = decreed(t, "2027-01-01", "2027-05-01")
	s.refused(civic.SystemActor(), civic.Command{Verb: civic.VerbRecount}, civic.KindConflict, "error.nothing_moves")
	after, settled := s.w.Settle(s.r)
	citizen, _ := after.Clocks.Get(civic.ClockCitizen)
	if want := s.clock(civic.ClockCitizen); !settled || citizen.Provisional || !citizen.Due.Equal(want.Due) || after.Seq != s.r.Seq {
		t.Errorf("settled %v: %+v, was %+v", settled, citizen, want)
	}
	if !s.clock(civic.ClockCitizen).Provisional {
		t.Error("the report that was handed in was changed")
	}
}

func TestRecountOfPausedAndStoppedClocks(t *testing.T) {
	s := december(t).does(fullAdmin, command(civic.VerbVerify)).does(fullAdmin, command(civic.VerbFollowUp)).does(fullAdmin, command(civic.VerbAnswer))
	window, resolve, first := s.due(civic.ClockReporterWindow), s.clock(civic.ClockResolve), s.clock(civic.ClockFirstFollowUp)
	s.w.Calendar = decreed(t, "2027-01-01", "2027-01-04", "2027-01-05")
	if err := recount(s); err != nil {
		t.Fatal(err)
	}
	if got := s.due(civic.ClockReporterWindow); window != "2027-01-12" || got != "2027-01-14" || !s.r.WakeAt().Equal(s.clock(civic.ClockReporterWindow).Due) {
		t.Errorf("the reporter had until %s, now until %s", window, got)
	}
	if got := s.clock(civic.ClockResolve); got.Paused.IsZero() || got.Remaining != resolve.Remaining || !got.Due.After(resolve.Due) {
		t.Errorf("a paused clock kept neither its pause nor its days: %+v, was %+v", got, resolve)
	}
	if got := s.clock(civic.ClockFirstFollowUp); got != first {
		t.Errorf("a stopped clock moved: %+v, was %+v", got, first)
	}
}

func TestADecreeMayPushADateIntoTheNextUnknownYear(t *testing.T) {
	s := december(t)
	s.r.Clocks = s.r.Clocks.With(s.w.Keeper(&s.r, civic.ClockCitizen).Rebase(s.clock(civic.ClockCitizen), civic.ClockPolicy{Amount: 261}))
	if s.due(civic.ClockCitizen) != "2027-12-31" {
		t.Fatalf("the sample ends on %s", s.due(civic.ClockCitizen))
	}
	s.w.Calendar = decreed(t, "2027-01-01", "2027-05-01", "2027-06-01", "2027-08-17", "2027-12-25", "2027-03-10")
	for _, want := range []error{nil, civic.Conflict("error.nothing_moves")} {
		if err := recount(s); civic.KindOf(err) != civic.KindOf(want) {
			t.Fatalf("got %v, want %v", err, want)
		}
		if c := s.clock(civic.ClockCitizen); !c.Provisional || s.due(c.Kind) != "2028-01-03" {
			t.Errorf("due %s, provisional %v", s.due(c.Kind), c.Provisional)
		}
	}
}

func TestOnlyTheSystemRecounts(t *testing.T) {
	s := december(t)
	s.w.Calendar = decreed(t, "2027-01-01", "2027-01-14")
	for _, a := range []civic.Actor{theReporter(), fullAdmin, nationalAdmin} {
		s.refused(a, civic.Command{Verb: civic.VerbRecount}, civic.KindForbidden, "error.forbidden")
		if slices.Contains(s.w.Allowed(&s.r, a), civic.VerbRecount) {
			t.Errorf("offered to %s", a.Role)
		}
	}
	s.w.Now = s.w.Now.Add(time.Hour)
	if err := recount(s); err != nil {
		t.Error(err)
	}
}
