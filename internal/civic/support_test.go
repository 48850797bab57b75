package civic_test

import (
	"slices"
	"testing"
	"time"

	"tuntas/internal/civic"
)

var (
	leadOfficer = officer(civic.RoleLiaison, fullUnit)
	helper      = officer(civic.RoleLiaison, semiAgency)
	sister      = officer(civic.RoleUnitOfficer, fullSister)
)

// ask is a command about an office.
func ask(v civic.Verb, to civic.ID) civic.Command {
	c := command(v)
	c.Target = to
	return c
}

// about is a command about what an event asked.
func about(v civic.Verb, id int) civic.Command {
	c := command(v)
	c.Support = id
	return c
}

// Only offices that are there, that do not have the report anyway, and that the rules let the holder reach.
func TestWhomMayBeAsked(t *testing.T) {
	for to, key := range map[civic.ID]string{
		0: "error.target_needed", noSuchDesk: "error.target_unknown", national: "error.target_unknown", shutAgency: "error.target_unknown",
		fullUnit: "error.support_holds", fullAgency: "error.support_holds", semiUnit: "error.target_agency_desk",
		fullSister: "", fullSub: "", semiAgency: "", centAgency: "", centUnit: "",
	} {
		for _, v := range []civic.Verb{civic.VerbSupport, civic.VerbConsult} {
			s := inState(t, civic.InProgress)
			fits, err := s.w.Targets(&s.r, leadOfficer, v)
			if err != nil || fits(to) != (key == "") {
				t.Errorf("%s of %d is offered: %v, %v", v, to, err == nil && fits(to), err)
			}
			if key != "" {
				s.refused(leadOfficer, ask(v, to), civic.KindInvalid, key)
				continue
			}
			s.does(leadOfficer, ask(v, to))
			s.refused(leadOfficer, ask(v, to), civic.KindInvalid, "error.support_asked")
			if e := s.last(); e.Asked() != to || e.Shown != civic.ForOfficers || s.r.Holder != fullUnit {
				t.Errorf("%s of %d: %+v", v, to, e)
			}
		}
	}
}

// Each office has a clock of its own, in its own zone; an opinion is wanted when the asker says.
func TestEachOfficeHasItsOwnClock(t *testing.T) {
	s := inState(t, civic.InProgress).at("2026-03-09 16:30") // 17:30 in WITA, where the office has closed
	before := s.r.Clocks
	c := ask(civic.VerbConsult, fullSister)
	c.Days = 2
	s.does(leadOfficer, ask(civic.VerbSupport, semiAgency)).does(leadOfficer, c).does(leadOfficer, ask(civic.VerbConsult, centAgency))
	for i, want := range []struct {
		kind civic.ClockKind
		due  string
	}{{civic.ClockSupport, "2026-03-17"}, {civic.ClockConsult, "2026-03-12"}, {civic.ClockConsult, "2026-03-13"}} {
		one := s.r.Supports[i]
		if got := s.w.KeeperOf(one).DueDate(one.Clock).String(); one.Clock.Kind != want.kind || got != want.due || !one.Clock.Running() {
			t.Errorf("%d: %s until %s, want %+v", one.Desk, one.Clock.Kind, got, want)
		}
		for _, other := range s.r.Supports[:i] {
			if other.Clock.Started.Equal(one.Clock.Started) {
				t.Errorf("%d and %d began at the same moment", other.Desk, one.Desk)
			}
		}
	}
	if !slices.Equal(before, s.r.Clocks) {
		t.Errorf("the clocks of the report: %+v, were %+v", s.r.Clocks, before)
	}
	for days, key := range map[int]string{-1: "error.support_days", civic.MaxSupportDays + 1: "error.support_days"} {
		c := ask(civic.VerbConsult, centUnit)
		c.Days = days
		s.refused(leadOfficer, c, civic.KindInvalid, key)
	}
}

// Nothing is answered or closed over the head of an office that still works on it; an opinion stops nobody, and the
// reporter's word counts always.
func TestClosingWaitsForHelp(t *testing.T) {
	s := inState(t, civic.InProgress).does(leadOfficer, ask(civic.VerbSupport, semiAgency)).does(leadOfficer, ask(civic.VerbConsult, fullSister))
	for _, v := range []civic.Verb{civic.VerbAnswer, civic.VerbClose} {
		s.refused(leadOfficer, command(v), civic.KindConflict, "error.supports_open")
		if slices.Contains(s.w.Allowed(&s.r, leadOfficer), v) {
			t.Errorf("%s is offered", v)
		}
	}
	if e := asError(s.w.May(&s.r, leadOfficer, civic.VerbClose)); e == nil || e.Args["agencies"] != "Kota Semi" {
		t.Errorf("who owes is not named: %v", e)
	}
	for what, free := range map[string]civic.Command{"answered": about(civic.VerbContribute, s.r.Supports[0].ID), "cannot": about(civic.VerbUnable, s.r.Supports[0].ID), "set free": about(civic.VerbRelease, s.r.Supports[0].ID)} {
		by := helper
		if free.Verb == civic.VerbRelease {
			by = leadOfficer
		}
		two := *s
		two.does(by, free).does(leadOfficer, command(civic.VerbClose))
		if two.r.Supports[1].State != civic.SupportReleased || two.last().Detail[civic.DetailReleased] != fullSister.String() {
			t.Errorf("%s, then closed: %+v, %v", what, two.r.Supports, two.last().Detail)
		}
	}
	if s.r.Supports[0].State != civic.SupportOpen {
		t.Error("a step changed the report that it was given")
	}
	s.does(theReporter(), command(civic.VerbReply)).does(theReporter(), command(civic.VerbWithdraw))
	if !s.r.State.Ended() || len(s.r.Owing()) != 0 || s.last().Detail[civic.DetailReleased] != semiAgency.String()+","+fullSister.String() {
		t.Errorf("%s, %+v, %v", s.r.State, s.r.Supports, s.last().Detail)
	}
}

// Who was asked answers, and does nothing else; after that they read, and set free they know nothing of it.
func TestWhoWasAsked(t *testing.T) {
	s := inState(t, civic.InProgress)
	s.r.Secret = true
	s.refused(helper, command(civic.VerbContribute), civic.KindNotFound, "error.not_found")
	s.does(leadOfficer, ask(civic.VerbSupport, semiAgency)).does(leadOfficer, ask(civic.VerbConsult, fullSister))
	for _, a := range []civic.Actor{helper, sister} {
		if got := see(civic.Look(s.w.Tree, a, &s.r)); got != "xt" {
			t.Errorf("%d sees %s", a.Desk, got)
		}
		want := []civic.Verb{civic.VerbAttach, civic.VerbNote, civic.VerbContribute, civic.VerbUnable}
		if got := s.w.Allowed(&s.r, a); !slices.Equal(got, want) {
			t.Errorf("%d may %v", a.Desk, got)
		}
		s.refused(a, command(civic.VerbClose), civic.KindForbidden, "error.supports_only")
		s.does(a, command(civic.VerbAttach))
		if s.last().Shown != civic.ForOfficers {
			t.Errorf("what %d attached is shown to %s", a.Desk, s.last().Shown)
		}
	}
	s.refused(leadOfficer, command(civic.VerbContribute), civic.KindForbidden, "error.not_asked")
	s.refused(officer(civic.RoleAgencyAdmin, fullAgency), command(civic.VerbUnable), civic.KindForbidden, "error.not_asked") // leads too
	s.refused(officer(civic.RoleUnitOfficer, semiUnit), command(civic.VerbContribute), civic.KindNotFound, "error.not_found")
	c := command(civic.VerbContribute)
	c.Show = true
	s.does(helper, c)
	if s.last().Shown != civic.ForReporter {
		t.Errorf("shown to %s", s.last().Shown)
	}
	s.does(sister, c)
	if s.last().Shown != civic.ForOfficers {
		t.Errorf("an opinion is shown to %s", s.last().Shown)
	}
	if got := s.w.Allowed(&s.r, helper); got != nil || !helper.InScope(s.w.Tree, &s.r) {
		t.Errorf("after the answer: %v", got)
	}
	s.does(leadOfficer, ask(civic.VerbSupport, fullSister)).does(leadOfficer, about(civic.VerbRelease, s.r.Seq))
	s.does(leadOfficer, ask(civic.VerbSupport, centUnit)).does(officer(civic.RoleAgencyAdmin, centAgency), command(civic.VerbUnable))
	if officer(civic.RoleLiaison, centUnit).InScope(s.w.Tree, &s.r) || !sister.InScope(s.w.Tree, &s.r) {
		t.Error("who cannot sees it still, or who answered before no more")
	}
}

// The office that gets the report itself is asked no more; another one still is.
func TestTheReportComesToWhoWasAsked(t *testing.T) {
	s := inState(t, civic.InProgress)
	admin := officer(civic.RoleAgencyAdmin, fullAgency)
	s.does(leadOfficer, ask(civic.VerbSupport, fullSister)).does(leadOfficer, ask(civic.VerbSupport, semiAgency)).does(leadOfficer, command(civic.VerbReturn))
	s.sends(admin, civic.VerbDispose, fullSister)
	if s.r.Supports[0].State != civic.SupportReleased || s.last().Detail[civic.DetailReleased] != fullSister.String() || !s.r.Supports[1].Open() {
		t.Errorf("%+v", s.r.Supports)
	}
}

// A desk has a report in its list once, for what it owes first, and not where it has it anyway.
func TestHelpersHaveItOnce(t *testing.T) {
	s := inState(t, civic.InProgress)
	if got := s.r.Helpers(s.w.Tree.Chain(s.r.Holder)); got != nil {
		t.Errorf("nobody was asked: %v", got)
	}
	s.does(leadOfficer, ask(civic.VerbSupport, centAgency)).at("2026-08-05 10:00").does(leadOfficer, ask(civic.VerbConsult, centUnit)).does(leadOfficer, ask(civic.VerbSupport, fullSub))
	list := func(want ...civic.Help) {
		t.Helper()
		got := s.r.Helpers(s.w.Tree.Chain(s.r.Holder))
		if !slices.Equal(got, want) {
			t.Errorf("%+v, want %+v", got, want)
		}
		for _, h := range got {
			if at, ok := s.r.HelpAt(s.w.Tree, h.Desk); !ok || at.Open() != h.Open {
				t.Errorf("%d: %+v", h.Desk, at)
			}
		}
	}
	due := func(i int) time.Time { return s.r.Supports[i].Clock.Due }
	sub := civic.Help{Desk: fullSub, Open: true, At: due(2)}
	list(civic.Help{Desk: centAgency, Open: true, At: due(1)}, civic.Help{Desk: centUnit, Open: true, At: due(1)}, sub)
	s.does(officer(civic.RoleLiaison, centUnit), command(civic.VerbContribute))
	answered := s.r.Supports[1].Clock.Stopped
	list(civic.Help{Desk: centAgency, Open: true, At: due(0)}, civic.Help{Desk: centUnit, At: answered}, sub)
	s.does(officer(civic.RoleLiaison, centAgency), command(civic.VerbUnable))
	list(civic.Help{Desk: centUnit, At: answered}, civic.Help{Desk: centAgency, At: answered}, sub)
}

// Which office is meant has to be said where there are several.
func TestWhichOfficeIsMeant(t *testing.T) {
	s := inState(t, civic.InProgress).does(leadOfficer, ask(civic.VerbSupport, semiAgency)).does(leadOfficer, ask(civic.VerbConsult, fullSister))
	s.refused(leadOfficer, command(civic.VerbRelease), civic.KindInvalid, "error.support_which")
	s.refused(helper, about(civic.VerbContribute, s.r.Supports[1].ID), civic.KindInvalid, "error.support_which")
	s.does(leadOfficer, about(civic.VerbRelease, s.r.Supports[1].ID)).does(leadOfficer, command(civic.VerbRelease))
	s.refused(leadOfficer, command(civic.VerbRelease), civic.KindConflict, "error.supports_none")
	for _, to := range []civic.ID{fullSister, fullSub, semiAgency, centAgency, centUnit} {
		s.does(leadOfficer, ask(civic.VerbConsult, to))
	}
	if got := s.w.Allowed(&s.r, leadOfficer); slices.Contains(got, civic.VerbSupport) {
		t.Error("nobody is left to ask, and yet it is offered")
	}
	s.refused(leadOfficer, ask(civic.VerbSupport, semiAgency), civic.KindConflict, "error.supports_nobody")
}
