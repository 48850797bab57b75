package civic

import (
	"slices"
	"time"
)

// Resting is a draft that asks for more time and lies below one that an office wants to tell. It waits on, and is decided
// when the other one is; see docs/adr/0036.
type Resting struct {
	Seq int
	At  time.Time
	By  ID
}

// DetailFell marks, in the event that made it needless, more time that was asked for and that nobody has decided.
const DetailFell = "fell"

// DetailFellDraft marks, in the event that moved or ended the report, what an office wanted to tell and nobody has decided.
const DetailFellDraft = "fell_draft"

// telling tells that a draft waits of what an office wants to tell.
func (p Proposal) telling() bool { return p.Seq != 0 && p.As != VerbExtend }

// Timely tells that a draft waits that asks for more time, on top or below another.
func (p Proposal) Timely() bool { return p.Seq != 0 && p.As == VerbExtend || p.Under.Seq != 0 }

// taken tells that a draft of this kind waits already.
func (p Proposal) taken(as Verb) bool {
	if as == VerbExtend {
		return p.Timely()
	}
	return p.telling()
}

// below is the draft as it lies below another.
func (p Proposal) below() Resting { return Resting{Seq: p.Seq, At: p.At, By: p.By} }

// uncovered is what waits when the draft on top has gone.
func (p Proposal) uncovered() Proposal {
	if p.Under.Seq == 0 {
		return Proposal{}
	}
	return Proposal{Seq: p.Under.Seq, At: p.Under.At, By: p.Under.By, As: VerbExtend}
}

// proposed puts a new draft beside the one that waits: what an office wants to tell lies on top, for it is decided first.
func (p Proposal) proposed(as Verb, next Proposal) Proposal {
	switch {
	case as != VerbExtend:
		if p.Seq != 0 {
			next.Under = p.below()
		}
		return next
	case p.Seq == 0:
		next.As = VerbExtend
		return next
	default:
		p.Under = next.below()
		return p
	}
}

// waits notes which draft waits after a step. What was said before it and after it is so by the times noted too, where
// two steps meet in one moment.
func (w World) waits(before, r *Report, a Actor, c Command) {
	after := before.Proposal.At.Add(time.Microsecond)
	switch {
	case c.Verb == VerbPropose:
		r.Proposal = r.Proposal.proposed(c.As, Proposal{Seq: before.Seq + 1, At: later(w.Now, later(r.ReporterAt, r.AgencyAt)), By: a.Officer})
	case r.Proposal.Seq == 0:
	case r.Holder != before.Holder, r.State.Ended() && !before.State.Ended():
		r.Proposal = Proposal{}
	case c.Verb == VerbDecline, c.Verb == VerbRecall, a.Approver != 0:
		r.Proposal = r.Proposal.uncovered()
	case !r.Proposal.telling():
	case a.Role == RoleReporter && c.Message != "":
		r.ReporterAt = later(r.ReporterAt, after)
	case slices.Contains([]Verb{VerbFollowUp, VerbAnswer, VerbTell}, c.Verb):
		r.AgencyAt = later(r.AgencyAt, after)
	}
	if r.Proposal.Timely() && w.fixed(r) != "" { // answered, held, or of a class that has no more time
		r.Proposal.Under = Resting{}
		if r.Proposal.As == VerbExtend {
			r.Proposal = Proposal{}
		}
	}
}

// fell tells that more time was asked for that nobody will decide any more, because of this step and not by a decision.
func (p Proposal) fell(after Proposal, a Actor, c Command) bool {
	decided := p.As == VerbExtend && (a.Approver != 0 || c.Verb == VerbDecline || c.Verb == VerbRecall)
	return p.Timely() && !after.Timely() && !decided
}

// fellDraft tells that a draft of what an office wanted to tell is gone because of this step and not by a decision.
func (p Proposal) fellDraft(after Proposal, a Actor, c Command) bool {
	return p.telling() && !after.telling() && a.Approver == 0 && c.Verb != VerbDecline && c.Verb != VerbRecall
}

// Drops tells whether a verb would take the draft of the report away, because the report moves or ends by it.
func (p Proposal) Drops(v Verb, from State) bool {
	s, ok := stepFor(v, from)
	return ok && p.Seq != 0 && (s.Lands != Stays || s.To.Ended() && !from.Ended())
}

// FellDraft tells that a draft of what an office wanted to tell became needless with this event.
func (e *Event) FellDraft() bool { return e.Detail[DetailFellDraft] != "" }

// Fell tells that more time that was asked for became needless with this event.
func (e *Event) Fell() bool { return e.Detail[DetailFell] != "" }
