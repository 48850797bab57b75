package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

// returnOf gives a report back and names the office that is competent.
func returnOf(suggested civic.ID) civic.Command {
	c := command(civic.VerbReturn)
	c.Suggested = suggested
	return c
}

// bounced begins a story in which two units gave the report back to their agency.
func bounced(t *testing.T) *story {
	t.Helper()
	s := named(t, fullAgency).at("2026-03-03 09:00").sends(fullAdmin, civic.VerbVerify, fullUnit)
	s.at("2026-03-04 09:00").does(officer(civic.RoleLiaison, fullUnit), returnOf(fullSister)).sends(fullAdmin, civic.VerbDispose, fullSister)
	return s.at("2026-03-05 09:00").does(officer(civic.RoleLiaison, fullSister), returnOf(0))
}

func TestAfterTwoReturnsTheTierAboveHasOneWorkingDay(t *testing.T) {
	s := named(t, fullAgency).sends(fullAdmin, civic.VerbVerify, fullUnit).does(officer(civic.RoleLiaison, fullUnit), returnOf(0))
	if _, ok := s.r.Clocks.Get(civic.ClockDecide); ok {
		t.Error("one return is no disagreement, and yet there is a time to decide")
	}
	s = bounced(t) // on a Thursday
	if c := s.clock(civic.ClockDecide); !c.Running() || s.due(civic.ClockDecide) != "2026-03-06" || c.Amount != 1 {
		t.Errorf("the time to decide: %+v, due %s", c, s.due(civic.ClockDecide))
	}
	if kind, _ := s.r.NextDue(); kind != civic.ClockDecide {
		t.Errorf("next is %s", kind)
	}
	s.at("2026-03-06 10:00").does(fullAdmin, command(civic.VerbHold))
	if c := s.clock(civic.ClockDecide); c.Running() || c.Paused.IsZero() {
		t.Errorf("while the reporter is asked: %+v", c)
	}
	s.at("2026-03-10 10:00").does(theReporter(), command(civic.VerbComplete))
	if c := s.clock(civic.ClockDecide); !c.Running() || s.due(civic.ClockDecide) != "2026-03-10" {
		t.Errorf("after the reporter's word: %+v, due %s", c, s.due(civic.ClockDecide))
	}
}

func TestEveryDecisionStopsTheTimeToDecide(t *testing.T) {
	for verb, by := range map[civic.Verb]civic.Actor{civic.VerbVerify: fullAdmin, civic.VerbDispose: fullAdmin, civic.VerbArchive: fullAdmin, civic.VerbWithdraw: theReporter()} {
		s := bounced(t).at("2026-03-09 09:00")
		if c := s.clock(civic.ClockDecide); !c.Late(s.w.Now) {
			t.Errorf("the weekend is over, and it is not late: %+v", c)
		}
		if s.sends(by, verb, fullUnit); s.clock(civic.ClockDecide).Stopped.IsZero() {
			t.Errorf("%s did not stop the time to decide", verb)
		}
	}
}

// A wrong decision must not trap a report: it may be returned again, and then the day begins anew.
func TestADecidedReportMayBeReturnedAgain(t *testing.T) {
	s := bounced(t).at("2026-03-06 09:00").sends(fullAdmin, civic.VerbDispose, fullUnit)
	s.at("2026-03-09 09:00").does(officer(civic.RoleLiaison, fullUnit), returnOf(0))
	if c := s.clock(civic.ClockDecide); !c.Running() || !c.Started.Equal(s.w.Now) || s.due(civic.ClockDecide) != "2026-03-10" {
		t.Errorf("after the third return: %+v, due %s", c, s.due(civic.ClockDecide))
	}
	s.at("2026-03-10 09:00").does(fullAdmin, returnOf(0))
	if c := s.clock(civic.ClockDecide); s.r.Holder != national || !c.Running() || !c.Started.Equal(s.w.Now) {
		t.Errorf("passed on to the national desk: %+v", c)
	}
}

func TestHowManyReturnsAreTooManyIsData(t *testing.T) {
	s := named(t, fullAgency)
	s.w.Returns = 3
	s.sends(fullAdmin, civic.VerbVerify, fullUnit).does(officer(civic.RoleLiaison, fullUnit), returnOf(0))
	s.sends(fullAdmin, civic.VerbDispose, fullUnit).does(officer(civic.RoleLiaison, fullUnit), returnOf(0))
	if _, ok := s.r.Clocks.Get(civic.ClockDecide); ok {
		t.Error("two returns, three are too many, and yet there is a time to decide")
	}
	s.sends(fullAdmin, civic.VerbDispose, fullUnit).does(officer(civic.RoleLiaison, fullUnit), returnOf(0))
	if !s.clock(civic.ClockDecide).Running() {
		t.Error("three returns, and nobody must decide")
	}
}

func TestAReturnMayNameTheCompetentOffice(t *testing.T) {
	at := func() *story { return named(t, fullAgency).sends(fullAdmin, civic.VerbVerify, fullUnit) }
	unit := officer(civic.RoleLiaison, fullUnit)
	for id, key := range map[civic.ID]string{noSuchDesk: "error.suggested_unknown", shutAgency: "error.suggested_unknown", national: "error.suggested_unknown", fullUnit: "error.suggested_holder"} {
		s := at()
		err := asError(s.try(unit, returnOf(id)))
		if err == nil || err.Kind != civic.KindInvalid || err.Field != "suggested_id" || err.Key != key {
			t.Errorf("desk %d: %v", id, err)
		}
	}
	s := at().does(unit, returnOf(semiUnit))
	last := s.last()
	if got, ok := last.Suggested(); !ok || got != semiUnit {
		t.Errorf("the event names %d, %v", got, ok)
	}
	s = at().does(unit, returnOf(0))
	last = s.last()
	if got, ok := last.Suggested(); ok || last.Detail != nil {
		t.Errorf("nobody was named, and the event says %d, %v", got, last.Detail)
	}
}

func TestTheGapIsBetweenTheLastTwoThatGaveItBack(t *testing.T) {
	s := bounced(t)
	if a, b, ok := civic.GapOf(s.events); !ok || a != fullUnit || b != fullSister {
		t.Errorf("between %d and %d, %v", a, b, ok)
	}
	s.sends(fullAdmin, civic.VerbDispose, fullSister).does(officer(civic.RoleLiaison, fullSister), returnOf(0))
	if a, b, ok := civic.GapOf(s.events); !ok || a != fullAgency || b != fullSister {
		t.Errorf("the same office twice: between %d and %d, %v", a, b, ok)
	}
	if _, _, ok := civic.GapOf(s.events[:3]); ok {
		t.Error("a gap after one return")
	}
}
