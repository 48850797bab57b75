package civic_test

import (
	"strings"
	"testing"

	"tuntas/internal/civic"
)

var (
	nationalAdmin = officer(civic.RoleNationalAdmin, national)
	fullAdmin     = officer(civic.RoleAgencyAdmin, fullAgency)
	fullWorker    = officer(civic.RoleUnitOfficer, fullUnit)
)

func TestRoutingModes(t *testing.T) {
	for _, tc := range []struct {
		name            string
		named           civic.ID
		entry, verified civic.ID // who verifies, and where it lands when no desk is chosen
		verifier        civic.Actor
	}{
		{"full: the agency verifies for itself", fullAgency, fullAgency, fullAgency, fullAdmin},
		{"full, a unit was named: the agency's own desk", fullSub, fullAgency, fullAgency, fullAdmin},
		{"semi: the national desk verifies, then straight to the agency", semiAgency, national, semiAgency, nationalAdmin},
		{"semi, a unit was named: still the agency's own desk", semiUnit, national, semiAgency, nationalAdmin},
		{"central: the national desk verifies", centAgency, national, centAgency, nationalAdmin},
	} {
		s := named(t, tc.named)
		if s.r.Holder != tc.entry || s.r.Entry != tc.entry {
			t.Errorf("%s: received by desk %d, want %d", tc.name, s.r.Holder, tc.entry)
		}
		s.does(tc.verifier, command(civic.VerbVerify))
		if s.r.Holder != tc.verified || s.r.State != civic.Dispatched {
			t.Errorf("%s: verified to desk %d, want %d", tc.name, s.r.Holder, tc.verified)
		}
	}
}

func TestNoAgencyThatCouldVerify(t *testing.T) {
	for _, agency := range []civic.ID{0, noSuchDesk, national, shutAgency, shutsUnit} {
		if s := named(t, agency); s.r.Holder != national {
			t.Errorf("named %d: received by desk %d, want the national desk", agency, s.r.Holder)
		}
	}
	named(t, 0).refused(nationalAdmin, command(civic.VerbVerify), civic.KindInvalid, "error.target_needed")
	named(t, shutAgency).refused(nationalAdmin, command(civic.VerbVerify), civic.KindInvalid, "error.target_unknown")
}

func TestTargets(t *testing.T) {
	for _, tc := range []struct {
		name string
		by   civic.Actor
		verb civic.Verb
		from civic.ID // the desk that holds it
		to   civic.ID
		want string // error key, or "" when it lands there
	}{
		{"national to an agency", nationalAdmin, civic.VerbVerify, national, semiAgency, ""},
		{"national past a semi agency's desk", nationalAdmin, civic.VerbVerify, national, semiUnit, "error.target_agency_desk"},
		{"national past a full agency's desk", nationalAdmin, civic.VerbVerify, national, fullUnit, "error.target_agency_desk"},
		{"national into a central agency", nationalAdmin, civic.VerbVerify, national, centUnit, ""},
		{"national takes it over from a full agency", nationalAdmin, civic.VerbVerify, fullAgency, semiAgency, ""},
		{"national to itself", nationalAdmin, civic.VerbVerify, national, national, "error.target_unknown"},
		{"nowhere", nationalAdmin, civic.VerbVerify, national, noSuchDesk, "error.target_unknown"},
		{"a desk that was shut", nationalAdmin, civic.VerbVerify, national, shutAgency, "error.target_unknown"},
		{"full agency to its unit", fullAdmin, civic.VerbVerify, fullAgency, fullUnit, ""},
		{"full agency to a sub-unit", fullAdmin, civic.VerbVerify, fullAgency, fullSub, ""},
		{"full agency to itself", fullAdmin, civic.VerbVerify, fullAgency, fullAgency, ""},
		{"full agency to another", fullAdmin, civic.VerbVerify, fullAgency, semiAgency, "error.target_below"},
		{"full agency back up", fullAdmin, civic.VerbVerify, fullAgency, national, "error.target_unknown"},
		{"agency to its unit", fullAdmin, civic.VerbDispose, fullAgency, fullUnit, ""},
		{"agency to where it lies", fullAdmin, civic.VerbDispose, fullAgency, fullAgency, "error.target_below"},
		{"unit to its sub-unit", officer(civic.RoleLiaison, fullUnit), civic.VerbDispose, fullUnit, fullSub, ""},
		{"unit to its sister", officer(civic.RoleLiaison, fullUnit), civic.VerbDispose, fullUnit, fullSister, "error.target_below"},
		{"unit back up", officer(civic.RoleLiaison, fullUnit), civic.VerbDispose, fullUnit, fullAgency, "error.target_below"},
		{"national in the stead of a central agency", nationalAdmin, civic.VerbDispose, centAgency, centUnit, ""},
		{"national in the stead of a semi agency", nationalAdmin, civic.VerbDispose, semiAgency, semiUnit, "error.agency_acts_itself"},
		{"nobody below", officer(civic.RoleLiaison, fullSub), civic.VerbDispose, fullSub, fullSister, "error.target_below"},
		{"another role of the national desk reaches no further", officer(civic.RoleLiaison, national), civic.VerbDispose, semiAgency, semiUnit, "error.agency_acts_itself"},
	} {
		s := named(t, 0)
		s.r.Holder = tc.from
		if tc.verb == civic.VerbDispose {
			s.r.State, s.r.VerifiedAt = civic.Dispatched, s.w.Now
		}
		c := command(tc.verb)
		c.Target = tc.to
		err := asError(s.try(tc.by, c))
		switch {
		case tc.want == "" && (err != nil || s.r.Holder != tc.to):
			t.Errorf("%s: at desk %d, %v", tc.name, s.r.Holder, err)
		case tc.want != "" && (err == nil || err.Key != tc.want):
			t.Errorf("%s: got %v, want %s", tc.name, err, tc.want)
		}
	}
}

// A unit's own mode cannot open its agency to the national desk, nor shut it.
func TestOnlyTheModeOfTheAgencyCounts(t *testing.T) {
	s := named(t, 0)
	s.w.Tree = civic.NewTree([]civic.Agency{
		{ID: 1, Name: "Meja nasional", Active: true},
		{ID: 2, Parent: 1, Name: "Semi", Mode: civic.RoutingSemi, Active: true}, {ID: 3, Parent: 2, Name: "Unit", Mode: civic.RoutingCentral, Active: true},
		{ID: 4, Parent: 1, Name: "Pusat", Mode: civic.RoutingCentral, Active: true}, {ID: 5, Parent: 4, Name: "Unit", Mode: civic.RoutingFull, Active: true},
	})
	c := command(civic.VerbVerify)
	c.Target = 3
	s.refused(nationalAdmin, c, civic.KindInvalid, "error.target_agency_desk")
	s.sends(nationalAdmin, civic.VerbVerify, 5).does(nationalAdmin, command(civic.VerbFollowUp))
}

func TestReturnGoesUpTierByTierAndClocksRunOn(t *testing.T) {
	s := named(t, fullAgency).sends(fullAdmin, civic.VerbVerify, fullUnit).sends(fullAdmin, civic.VerbDispose, fullSub)
	first, citizen := s.clock(civic.ClockFirstFollowUp), s.clock(civic.ClockCitizen)
	s.at("2026-03-05 10:00")
	for i, desk := range []civic.ID{fullUnit, fullAgency, national} {
		s.does(officer(civic.RoleUnitOfficer, s.r.Holder), command(civic.VerbReturn))
		if s.r.Holder != desk || s.r.State != civic.Submitted || s.r.Returns != i+1 {
			t.Fatalf("return %d: desk %d, %s, %d returns; want desk %d", i+1, s.r.Holder, s.r.State, s.r.Returns, desk)
		}
		if s.clock(civic.ClockFirstFollowUp) != first || s.clock(civic.ClockCitizen) != citizen {
			t.Fatal("a return touched a clock")
		}
	}
	s.refused(nationalAdmin, command(civic.VerbReturn), civic.KindForbidden, "error.national_cannot_return")
	s.sends(nationalAdmin, civic.VerbDispose, semiAgency)
	if s.clock(civic.ClockFirstFollowUp) != first || s.clock(civic.ClockCitizen) != citizen {
		t.Error("a new agency began the reporter's wait anew")
	}
}

// Verified once more after a return, with another class: the length changes, the start does not.
func TestVerifiedAgainWithAnotherClass(t *testing.T) {
	s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify))
	start := s.clock(civic.ClockResolve).Started
	s.at("2026-03-10 10:00").does(fullAdmin, command(civic.VerbReturn))
	c := command(civic.VerbVerify)
	c.Class, c.Target = civic.ComplaintOversight, semiAgency
	s.does(nationalAdmin, c)
	if got := s.clock(civic.ClockResolve); got.Amount != 60 || !got.Started.Equal(start) {
		t.Errorf("%d days from %s; want 60 from %s", got.Amount, got.Started, start)
	}
	if d := s.last().Detail; d["class_from"] != "complaint" || d["class_to"] != "complaint_oversight" {
		t.Errorf("history does not tell of the new class: %v", d)
	}
}

func TestReturnPassesOverADeskThatWasShut(t *testing.T) {
	s := named(t, 0)
	s.r.Holder, s.r.State, s.r.VerifiedAt = shutsUnit, civic.Dispatched, s.w.Now
	s.does(officer(civic.RoleLiaison, shutsUnit), command(civic.VerbReturn))
	if s.r.Holder != national {
		t.Errorf("returned to desk %d, where nobody sits", s.r.Holder)
	}
}

func TestGuards(t *testing.T) {
	t.Run("publish needs a verified report", func(t *testing.T) {
		named(t, fullAgency).refused(fullAdmin, command(civic.VerbPublish), civic.KindConflict, "error.not_verified")
	})
	t.Run("only what is public is taken out of public view", func(t *testing.T) {
		s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify))
		s.refused(fullAdmin, command(civic.VerbUnpublish), civic.KindConflict, "error.not_published")
		s.does(fullAdmin, command(civic.VerbPublish)).does(fullAdmin, command(civic.VerbUnpublish))
		s.refused(fullAdmin, command(civic.VerbUnpublish), civic.KindConflict, "error.not_published")
	})
	t.Run("dispose needs a verified report", func(t *testing.T) {
		s := named(t, fullAgency)
		s.refused(fullAdmin, command(civic.VerbDispose), civic.KindConflict, "error.not_verified")
		s.sends(fullAdmin, civic.VerbVerify, fullUnit).does(fullWorker, command(civic.VerbReturn)).sends(fullAdmin, civic.VerbDispose, fullSister)
	})
	t.Run("internal oversight has its own cases only", func(t *testing.T) {
		s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify))
		inspector := officer(civic.RoleOversight, fullAgency)
		for _, v := range []civic.Verb{civic.VerbFollowUp, civic.VerbNote, civic.VerbHide, civic.VerbAttach} {
			s.refused(inspector, command(v), civic.KindForbidden, "error.oversight_only")
		}
		s.r.Class = civic.ComplaintOversight
		s.does(inspector, command(civic.VerbFollowUp))
	})
	t.Run("the national desk acts for central agencies only", func(t *testing.T) {
		s := named(t, semiAgency).does(nationalAdmin, command(civic.VerbVerify))
		s.refused(nationalAdmin, command(civic.VerbFollowUp), civic.KindForbidden, "error.agency_acts_itself")
		named(t, centAgency).does(nationalAdmin, command(civic.VerbVerify)).does(nationalAdmin, command(civic.VerbAnswer))
	})
	t.Run("rated once", func(t *testing.T) {
		s := inState(t, civic.Closed).does(theReporter(), command(civic.VerbRate))
		s.refused(theReporter(), command(civic.VerbRate), civic.KindConflict, "error.rated_already")
	})
	t.Run("whoever was not helped does not confirm", func(t *testing.T) {
		c := command(civic.VerbAccept)
		c.Rating = 1
		s := inState(t, civic.AwaitingReporter)
		s.refused(theReporter(), c, civic.KindInvalid, "error.accept_unhelped")
		s.does(theReporter(), command(civic.VerbReply))
	})
	t.Run("whoever accepts has rated", func(t *testing.T) {
		s := inState(t, civic.AwaitingReporter).does(theReporter(), command(civic.VerbAccept))
		s.refused(theReporter(), command(civic.VerbRate), civic.KindConflict, "error.rated_already")
	})
	t.Run("to the Ombudsman only when late", func(t *testing.T) {
		s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify))
		// Handed in on Monday the 2nd: five working days for the first follow-up end on the 9th.
		s.at("2026-03-09 23:59").refused(theReporter(), command(civic.VerbEscalate), civic.KindConflict, "error.not_late")
		s.at("2026-03-10 00:00").does(theReporter(), command(civic.VerbEscalate))
	})
}

func TestReopenOnceWithinTheWindow(t *testing.T) {
	closed := func() *story {
		s := named(t, fullAgency).does(fullAdmin, command(civic.VerbVerify)).does(fullAdmin, command(civic.VerbFollowUp))
		return s.at("2026-03-04 10:00").does(fullAdmin, command(civic.VerbClose)) // 30 days end on Friday 3 April
	}
	closed().at("2026-04-04 00:00").refused(theReporter(), command(civic.VerbReopen), civic.KindConflict, "error.reopen_used")
	s := closed().at("2026-04-03 23:59").does(theReporter(), command(civic.VerbReopen)).does(fullAdmin, command(civic.VerbClose))
	s.refused(theReporter(), command(civic.VerbReopen), civic.KindConflict, "error.reopen_used")
	supervisor := officer(civic.RoleSupervisor, national)
	s.at("2027-01-04 10:00").does(supervisor, command(civic.VerbReopen))
	if s.r.Reopened != 1 || s.r.Outcome != "" || s.r.ClosedBy != "" || !s.r.EndedAt.IsZero() {
		t.Errorf("reopened, yet: %d times, outcome %q by %q", s.r.Reopened, s.r.Outcome, s.r.ClosedBy)
	}
	s = closed().does(supervisor, command(civic.VerbReopen)).does(fullAdmin, command(civic.VerbClose))
	if s.r.Reopened != 0 {
		t.Error("a supervisor's reopening is counted as the reporter's")
	}
	s.does(theReporter(), command(civic.VerbReopen)).does(fullAdmin, command(civic.VerbClose))
	s.refused(theReporter(), command(civic.VerbReopen), civic.KindConflict, "error.reopen_used")
}

func TestTooLong(t *testing.T) {
	s := inState(t, civic.Dispatched)
	c := command(civic.VerbFollowUp)
	c.Message = strings.Repeat("ä", civic.MaxMessage+1)
	s.refused(fullWorker, c, civic.KindInvalid, "error.too_long")
	c.Message = strings.Repeat("ä", civic.MaxMessage)
	s.does(fullWorker, c)
	p := command(civic.VerbPublish)
	p.PublicTitle = strings.Repeat("x", civic.MaxTitle+1)
	s.refused(fullAdmin, p, civic.KindInvalid, "error.too_long")
	p = command(civic.VerbPublish)
	p.PublicBody = strings.Repeat("x", civic.MaxBody+1)
	s.refused(fullAdmin, p, civic.KindInvalid, "error.too_long")
}

func TestReasonsAreThoseOfTheDay(t *testing.T) {
	s := inState(t, civic.Dispatched)
	c := command(civic.VerbReturn)
	c.Reason = "old_return" // no longer given since February
	s.refused(fullWorker, c, civic.KindInvalid, "error.reason_needed")
	c.Reason = "place_unclear" // of another list
	s.refused(fullWorker, c, civic.KindInvalid, "error.reason_needed")
	a := command(civic.VerbArchive)
	a.Reason = civic.ReasonLapsed // the system's own
	named(t, fullAgency).refused(fullAdmin, a, civic.KindInvalid, "error.reason_needed")
}
