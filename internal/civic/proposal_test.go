package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

var head = civic.Actor{Role: civic.RoleAgencyHead, Officer: theHead, Post: 951, Desk: fullAgency, Name: "Kepala"}

// signed is a story at a unit whose agency wants this approved.
func signed(t *testing.T, what civic.Approval) *story {
	t.Helper()
	s := named(t, fullAgency)
	s.w.Tree = approving(what)
	return s.sends(fullAdmin, civic.VerbVerify, fullUnit).at("2026-03-03 10:00")
}

// draft proposes a step with words of its own.
func draft(as civic.Verb, words string) civic.Command {
	c := command(civic.VerbPropose)
	c.As, c.Message = as, words
	return c
}

// approve is the verb with the draft that the history holds.
func (s *story) approve() civic.Command {
	c := civic.Command{Verb: civic.VerbApprove}
	for i := range s.events {
		if e := &s.events[i]; e.Seq == s.r.Proposal.Seq {
			c.Proposed = civic.ProposedBy(e)
		}
	}
	return c
}

func TestWhatHasToBeApproved(t *testing.T) {
	for _, tc := range []struct {
		what          civic.Approval
		verb          civic.Verb
		direct, draft bool
	}{
		{civic.ApproveNone, civic.VerbAnswer, true, false}, {civic.ApproveNone, civic.VerbClose, true, false},
		{civic.ApproveClosings, civic.VerbAnswer, true, false}, {civic.ApproveClosings, civic.VerbClose, false, true},
		{civic.ApproveAnswers, civic.VerbAnswer, false, true}, {civic.ApproveAnswers, civic.VerbClose, false, true},
		{civic.ApproveAnswers, civic.VerbFollowUp, true, false},
	} {
		s := signed(t, tc.what).does(fullWorker, command(civic.VerbFollowUp))
		straight, proposed := *s, *s
		if err := straight.try(fullWorker, command(tc.verb)); (err == nil) != tc.direct {
			t.Errorf("%s where %s are approved: %v", tc.verb, tc.what, err)
		}
		if err := proposed.try(fullWorker, draft(tc.verb, someMessage)); (err == nil) != tc.draft {
			t.Errorf("a draft to %s where %s are approved: %v", tc.verb, tc.what, err)
		}
		if !tc.direct {
			s.refused(fullWorker, command(tc.verb), civic.KindConflict, "error.needs_approval")
			s.refused(fullAdmin, command(tc.verb), civic.KindConflict, "error.needs_approval") // no coordinator either
		}
	}
}

// What an agency asks for holds for its units, until one of them says something else.
func TestApprovalIsInherited(t *testing.T) {
	tree := civic.NewTree([]civic.Agency{
		{ID: 1, Active: true, Approval: civic.ApproveAnswers}, {ID: 2, Parent: 1, Active: true, Approval: civic.ApproveClosings},
		{ID: 3, Parent: 2, Active: true}, {ID: 4, Parent: 3, Active: true, Approval: civic.ApproveNone}, {ID: 5, Parent: 4, Active: true}, {ID: 6, Parent: 1, Active: true},
	})
	for id, want := range map[civic.ID]civic.Approval{2: civic.ApproveClosings, 3: civic.ApproveClosings, 4: civic.ApproveNone, 5: civic.ApproveNone, 6: civic.ApproveNone} {
		if a, _ := tree.Get(id); a.Approval != want {
			t.Errorf("desk %d wants %q approved, not %q", id, a.Approval, want)
		}
	}
}

func TestADraftGoesOutAsItsAuthorsAnswer(t *testing.T) {
	s := signed(t, civic.ApproveAnswers)
	first, resolve := s.clock(civic.ClockFirstFollowUp), s.clock(civic.ClockResolve)
	s.does(fullWorker, draft(civic.VerbAnswer, "Lubang ditambal 2 Maret."))
	if s.r.State != civic.Dispatched || s.clock(civic.ClockFirstFollowUp) != first || s.clock(civic.ClockResolve) != resolve || !s.r.AnsweredAt.IsZero() {
		t.Errorf("a draft counts as an answer: %s, %+v", s.r.State, s.r.Clocks)
	}
	s.at("2026-03-04 10:00").does(head, s.approve())
	e := s.last()
	if s.r.State != civic.AwaitingReporter || e.Verb != civic.VerbAnswer || e.Message != "Lubang ditambal 2 Maret." || e.Shown != civic.ForPublic ||
		e.Officer != theOfficer || e.Role != civic.RoleUnitOfficer || e.Desk != fullUnit || e.Detail[civic.DetailApprover] != theHead.String() || e.Detail[civic.DetailProposal] == "" {
		t.Errorf("%s, %+v", s.r.State, e)
	}
	if s.clock(civic.ClockFirstFollowUp).Stopped != s.w.Now.UTC() {
		t.Error("the clock did not run on until it was approved")
	}
}

func TestWhoMayDecideADraft(t *testing.T) {
	s := signed(t, civic.ApproveAnswers).does(fullWorker, draft(civic.VerbAnswer, someMessage))
	other := func(role civic.Role, desk civic.ID) civic.Actor {
		a := officer(role, desk)
		a.Officer = theHead
		return a
	}
	for name, tc := range map[string]struct {
		by   civic.Actor
		kind civic.Kind
		key  string
	}{
		"its author, though a coordinator": {fullAdmin, civic.KindForbidden, "error.proposal_own"},
		"a colleague":                      {other(civic.RoleUnitOfficer, fullUnit), civic.KindForbidden, "error.forbidden"},
		"the head of another unit":         {other(civic.RoleAgencyHead, fullSister), civic.KindNotFound, "error.not_found"},
		"the national desk":                {other(civic.RoleNationalAdmin, national), civic.KindForbidden, "error.forbidden"},
		"a supervisor":                     {other(civic.RoleSupervisor, national), civic.KindForbidden, "error.forbidden"},
		"the reporter":                     {theReporter(), civic.KindForbidden, "error.forbidden"},
	} {
		t.Run(name, func(t *testing.T) {
			at := *s
			at.t = t
			at.refused(tc.by, s.approve(), tc.kind, tc.key)
		})
	}
	for _, by := range []civic.Actor{head, other(civic.RoleAgencyHead, fullUnit), other(civic.RoleAgencyAdmin, fullAgency)} {
		at := *s
		at.does(by, s.approve())
	}
	s.refused(head, civic.Command{Verb: civic.VerbRecall}, civic.KindForbidden, "error.forbidden")
	s.refused(other(civic.RoleAgencyAdmin, fullAgency), civic.Command{Verb: civic.VerbRecall}, civic.KindForbidden, "error.proposal_not_own")
	s.refused(fullWorker, draft(civic.VerbAnswer, "Lain."), civic.KindConflict, "error.proposal_waits")
	s.refused(head, s.without(command(civic.VerbDecline)), civic.KindInvalid, "error.message_needed")
	back := *s
	if back.does(head, command(civic.VerbDecline)); back.r.Proposal.Seq != 0 || back.last().Shown != civic.ForOfficers {
		t.Errorf("given back, and %+v waits", back.r.Proposal)
	}
	s.does(fullWorker, civic.Command{Verb: civic.VerbRecall}).does(fullWorker, draft(civic.VerbAnswer, "Lain."))
	s.refused(head, civic.Command{Verb: civic.VerbApprove}, civic.KindInvalid, "error.proposal_none")
}

// without is the command without its words.
func (s *story) without(c civic.Command) civic.Command { c.Message = ""; return c }

func TestADraftForAnOlderStateIsRefused(t *testing.T) {
	for name, meanwhile := range map[string]func(*story){
		"the reporter wrote": func(s *story) { s.does(theReporter(), command(civic.VerbReply)) },
		"somebody told more": func(s *story) { s.does(fullWorker, command(civic.VerbFollowUp)) },
		"held, then completed": func(s *story) {
			s.does(fullWorker, command(civic.VerbHold)).does(theReporter(), command(civic.VerbComplete))
		},
	} {
		s := signed(t, civic.ApproveAnswers).does(fullWorker, draft(civic.VerbAnswer, someMessage)).at("2026-03-03 11:00")
		meanwhile(s)
		if !s.w.Stale(&s.r) || slices.Contains(s.w.Allowed(&s.r, head), civic.VerbApprove) || !slices.Contains(s.w.Allowed(&s.r, head), civic.VerbDecline) {
			t.Errorf("%s: the draft is not stale; a head may %v", name, s.w.Allowed(&s.r, head))
		}
		s.refused(head, s.approve(), civic.KindConflict, "error.proposal_stale")
		s.does(fullWorker, civic.Command{Verb: civic.VerbRecall}).does(fullWorker, draft(civic.VerbAnswer, "Baru.")).does(head, s.approve())
	}
	s := signed(t, civic.ApproveAnswers).does(fullWorker, draft(civic.VerbAnswer, someMessage)).at("2026-03-03 11:00").does(fullWorker, command(civic.VerbNote))
	c := s.approve()
	c.Seq = s.r.Seq - 1
	s.refused(head, c, civic.KindConflict, "error.changed_meanwhile")
	s.does(head, s.approve()) // a note among officers makes nothing stale
	s = signed(t, civic.ApproveAnswers).does(fullWorker, draft(civic.VerbAnswer, someMessage)).does(fullWorker, command(civic.VerbReturn))
	if s.r.Proposal.Seq != 0 {
		t.Error("the report has gone, and its draft waits on")
	}
}

func TestTheAuthorIsHeldToTheOutcomeToo(t *testing.T) {
	s := signed(t, civic.ApproveClosings).does(fullWorker, command(civic.VerbFollowUp)).at("2026-03-04 10:00")
	c := draft(civic.VerbClose, "Sudah ditambal.")
	c.Outcome = "no_such_outcome"
	s.refused(fullWorker, c, civic.KindInvalid, "error.outcome_needed")
	s.refused(fullWorker, draft(civic.VerbAnswer, "x"), civic.KindInvalid, "error.proposal_as")
	c.Outcome, c.DoneOn, c.Ground = "done", civic.Date{Year: 2026, Month: 3, Day: 3}, "Perda 3/2020"
	s.does(fullWorker, c)
	if e := s.last(); e.Reason != "" || e.Detail[civic.DetailOutcome] != "done" || e.Detail[civic.DetailAs] != "close" {
		t.Errorf("%+v", e)
	}
	s.does(head, s.approve())
	if e := s.last(); s.r.State != civic.Closed || s.r.Outcome != "done" || e.Reason != "done" || e.Detail[civic.DetailDoneOn] != "2026-03-03" || e.Detail[civic.DetailGround] != "Perda 3/2020" {
		t.Errorf("%s %q: %+v", s.r.State, s.r.Outcome, e)
	}
}

// Two steps of one moment have an order all the same.
func TestADraftIsStaleAlsoWithinOneMoment(t *testing.T) {
	s := named(t, fullAgency)
	s.w.Tree = approving(civic.ApproveAnswers)
	s.sends(fullAdmin, civic.VerbVerify, fullUnit).does(theReporter(), command(civic.VerbReply)).does(fullWorker, draft(civic.VerbAnswer, someMessage))
	if s.w.Stale(&s.r) {
		t.Error("what was said before a draft makes it stale")
	}
	if s.does(theReporter(), command(civic.VerbReply)); !s.w.Stale(&s.r) {
		t.Error("what is said after a draft does not make it stale")
	}
}
