package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

// timed is a report at a unit whose agency wants answers approved and may have more time; more time is asked for.
func timed(t *testing.T) *story {
	t.Helper()
	s := signed(t, civic.ApproveAnswers)
	s.w.Book = civic.NewPolicyBook(lengthenable())
	return s.does(fullWorker, moreTime(3))
}

// An answer may be proposed while more time is asked for. Approved, it makes the time needless, and the history says so.
func TestAnAnswerIsProposedWhileMoreTimeIsAskedFor(t *testing.T) {
	s := timed(t)
	asked := s.r.Proposal
	s.does(fullWorker, draft(civic.VerbAnswer, someMessage))
	if p := s.r.Proposal; p.Seq != s.last().Seq || p.As != "" || p.Under.Seq != asked.Seq || s.fell() {
		t.Fatalf("waiting is %+v", p)
	}
	s.refused(fullWorker, draft(civic.VerbAnswer, someMessage), civic.KindConflict, "error.proposal_waits")
	s.refused(fullWorker, moreTime(2), civic.KindConflict, "error.proposal_waits")
	s.does(head, s.approve())
	if e := s.last(); e.Verb != civic.VerbAnswer || !e.Fell() || s.r.Proposal.Seq != 0 || s.clock(civic.ClockResolve).Extended != 0 {
		t.Errorf("%+v, waiting is %+v", e, s.r.Proposal)
	}
}

// Where answers need no approval, one may go out by itself beside the time that was asked for, or be proposed to whoever
// decides about the time.
func TestAnAnswerIsProposedBesideTimeWhereNoneNeedsApproval(t *testing.T) {
	s := signed(t, civic.ApproveNone)
	s.w.Book = civic.NewPolicyBook(lengthenable())
	s.refused(fullWorker, draft(civic.VerbAnswer, someMessage), civic.KindInvalid, "error.proposal_as")
	s.does(fullWorker, moreTime(3))
	asked := s.r.Proposal
	s.refused(fullWorker, draft(civic.VerbClose, someMessage), civic.KindInvalid, "error.proposal_as")
	direct := *s
	if direct.does(fullWorker, command(civic.VerbAnswer)); !direct.fell() {
		t.Errorf("an answer that goes out by itself leaves %+v", direct.r.Proposal)
	}
	s.does(fullWorker, draft(civic.VerbAnswer, someMessage))
	if p := s.r.Proposal; p.Seq != s.last().Seq || p.Under.Seq != asked.Seq {
		t.Fatalf("waiting is %+v", p)
	}
	s.refused(fullWorker, draft(civic.VerbAnswer, someMessage), civic.KindConflict, "error.proposal_waits")
	back := *s
	if back.does(head, command(civic.VerbDecline)); back.r.Proposal != asked {
		t.Errorf("given back, waiting is %+v", back.r.Proposal)
	}
	if s.does(head, s.approve()); s.r.State != civic.AwaitingReporter || !s.fell() {
		t.Errorf("approved, the report is %s, waiting is %+v", s.r.State, s.r.Proposal)
	}
}

// Given back or taken back, the answer leaves the time that was asked for as it was, and that can be approved.
func TestMoreTimeWaitsOnBelowAnAnswer(t *testing.T) {
	for _, verb := range []civic.Verb{civic.VerbDecline, civic.VerbRecall} {
		s := timed(t)
		asked := s.r.Proposal
		by := head
		if verb == civic.VerbRecall {
			by = fullWorker
		}
		s.does(fullWorker, draft(civic.VerbAnswer, someMessage)).does(by, command(verb))
		if s.r.Proposal != asked || s.fell() {
			t.Fatalf("after %s waits %+v, not %+v", verb, s.r.Proposal, asked)
		}
		if s.granted(head); s.clock(civic.ClockResolve).Extended != 3 || s.fell() || s.r.Proposal.Seq != 0 {
			t.Errorf("after %s: %+v", verb, s.clock(civic.ClockResolve))
		}
	}
}

// More time may be asked for while an answer waits; it takes nothing of its place, and a step that stops the clock takes
// the time away and not the answer.
func TestMoreTimeIsAskedForWhileAnAnswerWaits(t *testing.T) {
	s := signed(t, civic.ApproveAnswers)
	s.w.Book = civic.NewPolicyBook(lengthenable())
	s.does(fullWorker, draft(civic.VerbAnswer, someMessage))
	told := s.r.Proposal
	s.does(fullWorker, moreTime(3))
	if p := s.r.Proposal; p.Seq != told.Seq || p.As != "" || p.Under.Seq != s.last().Seq || p.Under.By != fullWorker.Officer {
		t.Fatalf("waiting is %+v", p)
	}
	s.does(fullWorker, command(civic.VerbHold))
	if p := s.r.Proposal; p != told || !s.fell() {
		t.Errorf("waiting is %+v, told %v", p, s.last().Detail)
	}
}

// fell tells whether the last step made time needless that was asked for.
func (s *story) fell() bool {
	e := s.last()
	return e.Fell()
}
