package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

// When the law opens the way to the Ombudsman, and what is said while it does not.
func TestWayToTheOmbudsman(t *testing.T) {
	unit := officer(civic.RoleUnitOfficer, fullUnit)
	day := func(s string) civic.Date {
		d, err := civic.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	verified := func() *story {
		return named(t, fullAgency).at("2026-03-03 10:00").sends(officer(civic.RoleAgencyAdmin, fullAgency), civic.VerbVerify, fullUnit)
	}
	closed := func(rating int) *story {
		s := verified().does(unit, command(civic.VerbAnswer))
		accept := command(civic.VerbAccept)
		accept.Rating = rating
		return s.does(theReporter(), accept)
	}
	old := func(on string) *story {
		s := verified().at("2026-08-03 10:00")
		s.r.Occurred = day(on)
		return s
	}
	for name, tc := range map[string]struct {
		s    *story
		want civic.Escalation
	}{
		"not looked at yet":  {named(t, fullAgency), civic.Escalation{Why: civic.EscalationWaits, Clock: civic.ClockVerify, From: day("2026-03-06")}},
		"late at the door":   {named(t, fullAgency).at("2026-03-06 00:00"), civic.Escalation{Why: civic.EscalationLate, Clock: civic.ClockVerify}},
		"taken from there":   {named(t, fullAgency).at("2026-03-06 00:00").does(theReporter(), command(civic.VerbEscalate)), civic.Escalation{Why: civic.EscalationDone}},
		"in time":            {verified(), civic.Escalation{Why: civic.EscalationWaits, Clock: civic.ClockFirstFollowUp, From: day("2026-03-11")}},
		"the last day":       {verified().at("2026-03-10 23:59"), civic.Escalation{Why: civic.EscalationWaits, Clock: civic.ClockFirstFollowUp, From: day("2026-03-11")}},
		"late":               {verified().at("2026-03-11 00:00"), civic.Escalation{Why: civic.EscalationLate, Clock: civic.ClockFirstFollowUp}},
		"asked for more":     {verified().does(unit, command(civic.VerbHold)).at("2026-08-03 10:00"), civic.Escalation{}},
		"closed by office":   {verified().does(unit, command(civic.VerbFollowUp)).does(unit, command(civic.VerbClose)), civic.Escalation{Why: civic.EscalationUnsolved}},
		"so-so":              {closed(2), civic.Escalation{Why: civic.EscalationUnsolved}},
		"helped":             {closed(3), civic.Escalation{Why: civic.EscalationContent}},
		"taken there":        {old("2026-01-01").does(theReporter(), command(civic.VerbEscalate)), civic.Escalation{Why: civic.EscalationDone, Until: day("2028-01-01")}},
		"withdrawn":          {verified().does(theReporter(), command(civic.VerbWithdraw)), civic.Escalation{}},
		"two years to a day": {old("2024-08-03"), civic.Escalation{Why: civic.EscalationLate, Clock: civic.ClockFirstFollowUp, Until: day("2026-08-03")}},
		"a day longer":       {old("2024-08-02"), civic.Escalation{Why: civic.EscalationOld, Clock: civic.ClockFirstFollowUp, Until: day("2026-08-02")}},
	} {
		got := tc.s.w.Escalation(&tc.s.r)
		if got != tc.want {
			t.Errorf("%s: %+v, want %+v", name, got, tc.want)
		}
		before := tc.s.r
		err := tc.s.try(theReporter(), command(civic.VerbEscalate))
		if got.Open() != (err == nil) {
			t.Errorf("%s: offered %v, and it ends in %v", name, got.Open(), err)
		}
		if got.Open() && tc.s.last().Detail[civic.DetailBody] != civic.BodyOmbudsman {
			t.Errorf("%s: the event tells %v", name, tc.s.last().Detail)
		}
		tc.s.r = before
	}
	s := old("2024-08-02")
	s.refused(theReporter(), command(civic.VerbEscalate), civic.KindConflict, "error.escalate_old")
	s = named(t, fullAgency).at("2026-03-06 00:00").does(theReporter(), command(civic.VerbEscalate))
	if s.r.State != civic.Submitted || s.r.EscalatedAt.IsZero() || len(s.last().Turned) != 0 {
		t.Errorf("late at the door and taken to the Ombudsman it is %s, %+v", s.r.State, s.last().Turned)
	}
	s.refused(theReporter(), command(civic.VerbEscalate), civic.KindConflict, "error.escalate_done")
	// Verified at last, and late again: that is another promise.
	s.sends(officer(civic.RoleAgencyAdmin, fullAgency), civic.VerbVerify, fullUnit).at("2026-08-03 10:00")
	if s.does(theReporter(), command(civic.VerbEscalate)); s.r.State != civic.Escalated {
		t.Errorf("it is %s", s.r.State)
	}
	s = closed(3)
	s.refused(theReporter(), command(civic.VerbEscalate), civic.KindConflict, "error.escalate_content")
}

// Consent counts only where a name may be given; else it is refused, so that nobody believes that it was.
func TestConsentOfAnAnonymousReporterIsRefused(t *testing.T) {
	for _, anonymous := range []bool{false, true} {
		s := tell(t, func(sub *civic.Submission) { sub.Named, sub.Anonymous = fullAgency, anonymous })
		s.at("2026-03-03 10:00").sends(officer(civic.RoleAgencyAdmin, fullAgency), civic.VerbVerify, fullUnit).at("2026-08-03 10:00")
		c := command(civic.VerbEscalate)
		c.Consent = true
		if anonymous {
			s.refused(theReporter(), c, civic.KindInvalid, "error.consent_anonymous")
			continue
		}
		if s.does(theReporter(), c); s.last().Detail[civic.DetailConsent] != "yes" {
			t.Errorf("%v", s.last().Detail)
		}
	}
}

func TestWhatAnotherBodyAnsweredIsRecorded(t *testing.T) {
	s := inState(t, civic.InProgress)
	admin := officer(civic.RoleAgencyAdmin, fullAgency)
	c := command(civic.VerbRecord)
	s.refused(admin, c, civic.KindConflict, "error.not_handed")
	state, clocks := s.r.State, len(s.r.Clocks)
	s.does(admin, command(civic.VerbHandOver))
	if e := s.last(); s.r.State != state || len(s.r.Clocks) != clocks || e.Reason != "kpk" || e.Shown != civic.ForReporter {
		t.Errorf("handing over left %s, and the event %+v", s.r.State, e)
	}
	s.r.Handovers = 1
	for _, by := range []civic.Actor{admin, officer(civic.RoleSupervisor, national)} {
		c.Number = " 12/LM/\n2026 "
		if s.does(by, c); s.last().Detail[civic.DetailNumber] != "12/LM/ 2026" || s.last().Shown != civic.ForReporter {
			t.Errorf("%+v", s.last())
		}
	}
	s.refused(theReporter(), c, civic.KindForbidden, "error.forbidden")
	c.Number = string(make([]byte, civic.MaxNumber+1))
	s.refused(admin, c, civic.KindInvalid, "error.too_long")
}

func TestLastDayThatWordsCanMean(t *testing.T) {
	for s, tc := range map[string]struct {
		with civic.Precision
		want string
	}{
		"2026-02-03": {civic.PreciseDay, "2026-02-03"}, "2024-02": {civic.PreciseMonth, "2024-02-29"}, "2025-12": {civic.PreciseMonth, "2025-12-31"},
		"2025": {civic.PreciseYear, "2025-12-31"}, "2024-02-01": {civic.PreciseMonth, "2024-02-29"}, "2025-07-01": {civic.PreciseYear, "2025-12-31"},
		"": {civic.PreciseYear, ""}, "kemarin": {civic.PreciseDay, ""}, "tadi": {civic.PreciseMonth, ""}, "20": {civic.PreciseYear, ""},
	} {
		got, ok := civic.LastDay(s, tc.with)
		if ok != (tc.want != "") || ok && got.String() != tc.want {
			t.Errorf("%q with %s: %s, %v", s, tc.with, got, ok)
		}
	}
}
