package civic

import (
	"slices"
	"time"
)

// Approval says what of an agency has to be approved before it goes out.
type Approval string

// The approvals. A unit that states none has that of the agency above it.
const (
	ApproveNone     Approval = "none"
	ApproveClosings Approval = "closings" // closing a report, and correcting how it was closed
	ApproveAnswers  Approval = "answers"  // answers too
)

// Valid tells whether a is one of the three, or "" for what the agency above has.
func (a Approval) Valid() bool {
	return slices.Contains([]Approval{"", ApproveNone, ApproveClosings, ApproveAnswers}, a)
}

// asks tells whether a step has to be approved.
func (a Approval) asks(v Verb) bool {
	return a == ApproveAnswers && (v == VerbAnswer || v == VerbClose) || a == ApproveClosings && v == VerbClose
}

// Proposal is what a report knows of the draft that waits for approval. Its words stand in its event, which only
// officers read.
type Proposal struct {
	Seq int       // of the event
	At  time.Time // when it was proposed: what is said later makes it stale
	By  ID        // its author
	As  Verb      // VerbExtend when it asks for more time, "" for what an office wants to tell

	Under Resting // below what an office wants to tell: more time that was asked for and waits on
}

// Proposed is a draft with its author, as approving needs it.
type Proposed struct {
	Seq    int
	Author Actor
	Step   Command
}

// ProposedBy reads a draft from its event. The event that it corrects, if it does, is the caller's to add.
func ProposedBy(e *Event) *Proposed {
	on, _ := ParseDate(e.Detail[DetailDoneOn]) // an empty one is no date
	return &Proposed{Seq: e.Seq, Author: Actor{Role: e.Role, Officer: e.Officer, Desk: e.Desk}, Step: Command{
		Verb: Verb(e.Detail[DetailAs]), Message: e.Message, Disclosure: e.Disclosed(), Outcome: e.Detail[DetailOutcome], DoneOn: on,
		Ground: e.Detail[DetailGround], ReferredTo: e.Detail[DetailReferred], Corrects: e.number(DetailCorrects), Why: e.Detail[DetailWhy],
		Reason: e.Detail[DetailReason], Days: e.number(DetailDays),
		Finding: e.Detail[DetailFinding], Measure: e.Detail[DetailMeasure]}}
}

// approving: an agency may ask that somebody else reads an answer before it goes out.
func approving() []Step {
	told := []State{Dispatched, InProgress, AwaitingReporter, Escalated, Closed}
	heads := []Role{RoleAgencyAdmin, RoleAgencyHead, RoleNationalAdmin}
	return []Step{
		{Verb: VerbPropose, From: told, To: Same, By: handlers, Needs: []Need{NeedAs, NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardProposes,
			Why: "a draft of an answer, a closing or a correction, with everything that belongs to it; every clock runs on while it waits"},
		{Verb: VerbApprove, From: told, To: AsProposed, By: heads, Lands: Stays, Shown: ForPublic, Guard: GuardApproves,
			Why: "takes the proposed step as its author's, with the approver in the history"},
		{Verb: VerbDecline, From: told, To: Same, By: heads, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardDeclines,
			Why: "back to its author with a comment"},
		{Verb: VerbRecall, From: told, To: Same, By: handlers, Lands: Stays, Shown: ForOfficers, Guard: GuardRecalls,
			Why: "its author takes a draft back, to write it anew"},
		{Verb: VerbCorrect, From: []State{AwaitingReporter}, To: Same, By: handlers, Needs: []Need{NeedEvent, NeedWhy, NeedMessage}, Lands: Stays, Shown: ForPublic, Guard: GuardAnswered,
			Ticks: []Tick{{ClockReporterWindow, Restarts}},
			Why:   "a new version of an answer stands above the old one, and the reporter has the whole window for it"},
		{Verb: VerbCorrect, From: []State{Dispatched, InProgress, Escalated, Closed}, To: Same, By: handlers, Needs: []Need{NeedEvent, NeedWhy, NeedMessage}, Lands: Stays, Shown: ForPublic, Guard: GuardAnswered,
			Why: "a new version of what was told stands above the old one, and the reporter is told"},
	}
}

// NeedsApproval tells whether what the desk says by a verb has to be approved.
func (w World) NeedsApproval(desk ID, v Verb) bool {
	a, _ := w.Tree.Get(desk)
	return a.Approval.asks(v)
}

// guardAnswer evaluates the conditions about what an office tells its reporter.
func (w World) guardAnswer(s Step, r *Report, a Actor) error {
	switch s.Guard {
	case GuardSigned, GuardWindow:
		if s.Guard == GuardWindow && w.windowRuns(r) {
			return Conflict("error.window_runs")
		}
		if a.Approver == 0 && w.NeedsApproval(r.Holder, s.Verb) {
			if r.Proposal.Seq != 0 {
				return Conflict("error.proposal_waits")
			}
			return Conflict("error.needs_approval")
		}
	case GuardAnswered:
		if r.AnsweredAt.IsZero() {
			return Conflict("error.nothing_told")
		}
	case GuardExtends:
		return w.guardExtend(r, a)
	case GuardProposes:
		if len(w.Proposable(r)) > 0 {
			return nil
		}
		if r.Proposal.Seq != 0 {
			return Conflict("error.proposal_waits")
		}
		return Conflict("error.proposal_needless")
	}
	return nil
}

func (w World) windowRuns(r *Report) bool {
	c, ok := r.Clocks.Get(ClockReporterWindow)
	return ok && c.Running() && w.Now.Before(c.Due)
}

// Proposable lists the steps that may be proposed now: those that the holder's agency wants approved, an answer beside more
// time that was asked for,
// and more time, which is always approved.
func (w World) Proposable(r *Report) []Verb {
	var out []Verb
	for _, v := range []Verb{VerbAnswer, VerbClose, VerbCorrect} {
		if r.Proposal.telling() {
			break // one at a time
		}
		s, ok := stepFor(v, r.State)
		switch {
		case !ok, s.Guard == GuardCarried, s.Guard == GuardWindow && w.windowRuns(r), s.Guard == GuardAnswered && r.AnsweredAt.IsZero():
		case w.NeedsApproval(r.Holder, v), v == VerbAnswer && r.Proposal.Timely(), v == VerbCorrect && w.NeedsApproval(r.Holder, VerbClose):
			out = append(out, v)
		}
	}
	if !r.Proposal.Timely() && w.Extendable(r) == nil {
		out = append(out, VerbExtend)
	}
	return out
}

// guardDraft evaluates the conditions about the draft that waits.
func (w World) guardDraft(s Step, r *Report, a Actor) error {
	own := r.Proposal.By == a.Officer
	switch {
	case r.Proposal.Seq == 0:
		return Conflict("error.proposal_none")
	case s.Guard == GuardRecalls && !own:
		return Forbidden("error.proposal_not_own")
	case s.Guard != GuardRecalls && own:
		return Forbidden("error.proposal_own")
	case a.Role == RoleNationalAdmin && s.Guard != GuardRecalls && r.Proposal.As != VerbExtend: // answers are the agency's own
		return Forbidden("error.forbidden")
	case s.Guard == GuardApproves && r.Proposal.As == VerbExtend:
		return w.guardLate(r)
	case s.Guard == GuardApproves && w.Stale(r):
		return Conflict("error.proposal_stale")
	}
	return nil
}

// Stale tells that the draft that waits was written for an older state: the reporter or the agency has said something
// since. Steps that move or end a report take its draft away. What is said meanwhile makes nobody need less time.
func (w World) Stale(r *Report) bool {
	return r.Proposal.Seq != 0 && r.Proposal.As != VerbExtend && (r.ReporterAt.After(r.Proposal.At) || r.AgencyAt.After(r.Proposal.At))
}

// proposable checks a draft like the step that it proposes. Errors: invalid with the field.
func (w World) proposable(r *Report, c Command) error {
	if r.Proposal.taken(c.As) {
		return Conflict("error.proposal_waits")
	}
	if c.As == VerbExtend {
		if key := w.unextendable(r); key != "" {
			return Invalid("as", key)
		}
	}
	if !slices.Contains(w.Proposable(r), c.As) {
		return Invalid("as", "error.proposal_as")
	}
	step, _ := stepFor(c.As, r.State)
	c.Verb = c.As
	return w.needs(step, r, c)
}

// approve takes the step that was proposed, as its author's.
func (w World) approve(r Report, a Actor, c Command) (Report, Event, error) {
	if _, err := w.check(&r, a, c.Verb); err != nil {
		return r, Event{}, err
	}
	if c.Seq != 0 && c.Seq != r.Seq {
		return r, Event{}, Conflict("error.changed_meanwhile")
	}
	p := c.Proposed
	if p == nil || p.Seq != r.Proposal.Seq || p.Step.Verb == VerbApprove {
		return r, Event{}, Invalid("proposal", "error.proposal_none")
	}
	author, step := p.Author, p.Step
	author.Approver, step.Seq = a.Officer, 0
	return w.Apply(r, author, step)
}

// Approver is the officer who approved what the event's author proposed, 0 for none.
func (e *Event) Approver() ID {
	id, err := ParseID(e.Detail[DetailApprover])
	if err != nil {
		return 0
	}
	return id
}
