package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

func demandFor(days int) civic.Command {
	c := command(civic.VerbDemand)
	c.Days = days
	return c
}

// A supervisor asks, the office answers, whichever desk has the report by then; nothing else of the report changes.
func TestExplanationIsAskedForAndGiven(t *testing.T) {
	s := inState(t, civic.Dispatched).at("2026-03-05 10:00") // Thursday
	watch, unit, admin := officer(civic.RoleSupervisor, national), officer(civic.RoleUnitOfficer, fullUnit), officer(civic.RoleAgencyAdmin, fullAgency)
	before := s.r
	s.does(watch, demandFor(2))
	d := s.r.Demands[0]
	if d.Kind != civic.DemandExplanation || d.From != national || d.Desk != fullUnit || s.w.DemandUntil(d) != (civic.Date{Year: 2026, Month: 3, Day: 9}) || s.w.DemandLeft(d) != 2 {
		t.Errorf("asked: %+v until %s, %d days left", d, s.w.DemandUntil(d), s.w.DemandLeft(d))
	}
	if e := s.last(); e.Shown != civic.ForOfficers || e.Detail[civic.DetailUntil] != "2026-03-09" || e.Detail[civic.DetailDemandKind] != "explanation" {
		t.Errorf("the event: %+v", e)
	}
	if k, due := s.r.NextDue(); k != civic.ClockFirstFollowUp || s.r.Queue() != before.Queue() {
		t.Errorf("what is owed next became %s at %s", k, due)
	}
	s.refused(watch, command(civic.VerbExplain), civic.KindForbidden, "error.forbidden")
	ret := command(civic.VerbReturn)
	s.does(unit, ret).at("2026-03-11 10:00")
	if s.r.Holder != fullAgency || s.r.Oversight.Owed != 1 || !s.w.DemandLate(s.r.Demands[0]) || s.w.DemandLeft(s.r.Demands[0]) != -2 {
		t.Errorf("held by %d, owed %d, %d days left", s.r.Holder, s.r.Oversight.Owed, s.w.DemandLeft(s.r.Demands[0]))
	}
	s.refused(unit, command(civic.VerbExplain), civic.KindNotFound, "error.not_found")
	s.does(admin, command(civic.VerbExplain))
	if d := s.r.Demands[0]; d.State != civic.DemandAnswered || d.Settled != s.r.Seq || s.r.Oversight.Owed != 0 || !s.w.DemandLate(d) {
		t.Errorf("answered: %+v, owed %d", d, s.r.Oversight.Owed)
	}
	s.refused(admin, command(civic.VerbExplain), civic.KindConflict, "error.demand_none")
}

func TestWhoAsksFromAbove(t *testing.T) {
	s := inState(t, civic.Dispatched)
	s.refused(officer(civic.RoleAgencyHead, fullUnit), demandFor(0), civic.KindForbidden, "error.demand_from_above")
	s.refused(officer(civic.RoleAgencyAdmin, fullUnit), demandFor(0), civic.KindForbidden, "error.demand_from_above")
	s.refused(officer(civic.RoleNationalAdmin, national), demandFor(0), civic.KindForbidden, "error.forbidden")
	s.refused(officer(civic.RoleSupervisor, semiAgency), demandFor(0), civic.KindNotFound, "error.not_found")
	admin, head := officer(civic.RoleAgencyAdmin, fullAgency), officer(civic.RoleAgencyHead, fullAgency)
	s.does(admin, demandFor(0))
	if d := s.r.Demands[0]; s.w.DemandLeft(d) != 5 {
		t.Errorf("without a number the policy gives %d days", s.w.DemandLeft(d))
	}
	s.refused(admin, command(civic.VerbExplain), civic.KindConflict, "error.demand_none") // who asked does not answer
	s.refused(head, command(civic.VerbWithdrawDemand), civic.KindConflict, "error.demand_none")
	s.does(head, demandFor(30))
	s.refused(officer(civic.RoleUnitOfficer, fullUnit), command(civic.VerbExplain), civic.KindInvalid, "error.demand_which")
	s.refused(head, demandFor(31), civic.KindInvalid, "error.support_days")
	s.refused(head, demandFor(-1), civic.KindInvalid, "error.support_days")
	s.does(admin, command(civic.VerbWithdrawDemand))
	if s.r.Demands[0].State != civic.DemandWithdrawn || s.r.Oversight.Owed != 1 {
		t.Errorf("taken back: %+v, owed %d", s.r.Demands[0], s.r.Oversight.Owed)
	}
	for range civic.MaxDemands - 1 {
		s.does(head, demandFor(1))
	}
	s.refused(head, demandFor(1), civic.KindConflict, "error.demands_full")
	s.does(officer(civic.RoleSupervisor, national), demandFor(1)) // whom nobody below can keep from asking
}

// The national desk answers for an agency only where it acts for it.
func TestNobodyAnswersInTheStead(t *testing.T) {
	s := inState(t, civic.InProgress)
	s.does(officer(civic.RoleSupervisor, national), demandFor(0))
	s.refused(officer(civic.RoleNationalAdmin, national), command(civic.VerbExplain), civic.KindForbidden, "error.agency_acts_itself")
}

// The citizen's clock, and every other one, is reckoned from the events alike with a question in between and without.
func TestDemandIsNoPartOfTheClocks(t *testing.T) {
	s := inState(t, civic.InProgress)
	before := s.r.Clocks
	s.does(officer(civic.RoleSupervisor, national), demandFor(0)).at("2026-08-06 10:00").does(officer(civic.RoleUnitOfficer, fullUnit), command(civic.VerbExplain))
	for _, c := range before {
		if is := s.clock(c.Kind); is != c {
			t.Errorf("the clock %s became %+v", c.Kind, is)
		}
	}
	for _, e := range s.events[len(s.events)-2:] {
		if len(e.Turned) > 0 || e.FromDue != e.ToDue || e.FromQueue != e.ToQueue {
			t.Errorf("%s moved a deadline: %+v", e.Verb, e)
		}
	}
}
