package civic

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Ask is something that an officer has to say with an outcome.
type Ask string

// The asks. Which outcome asks for what is data of the reason list, from a day on like the outcome itself.
const (
	AskDoneOn   Ask = "done_on"     // the day on which it was done
	AskGround   Ask = "ground"      // the rule by which it cannot be done
	AskReferred Ask = "referred_to" // to whom the reporter is referred
	AskEvidence Ask = "evidence"    // a photo or document is asked for, and may be missing
	AskProof    Ask = "proof"       // a photo or document, without which it is refused
)

// AllAsks lists the asks in the order of a form.
func AllAsks() []Ask {
	return []Ask{AskDoneOn, AskGround, AskReferred, AskEvidence, AskProof, AskMeasure, AskHeard}
}

// Asks are the asks of one outcome, parted by blanks, as they stand in the reason list.
type Asks string

// ParseAsks reads asks parted by blanks, in any order. Errors: invalid "asks" for an unknown one.
func ParseAsks(s string) (Asks, error) {
	given := strings.Fields(s)
	var out []string
	for _, a := range AllAsks() {
		if slices.Contains(given, string(a)) {
			out = append(out, string(a))
		}
	}
	for _, g := range given {
		if !slices.Contains(out, g) {
			return "", Invalid("asks", "error.asks_unknown", "asks", g)
		}
	}
	return Asks(strings.Join(out, " ")), nil
}

// Has tells whether the outcome asks for it.
func (a Asks) Has(ask Ask) bool { return slices.Contains(strings.Fields(string(a)), string(ask)) }

// Evidence tells whether a file belongs to the outcome, be it required or not.
func (a Asks) Evidence() bool { return a.Has(AskEvidence) || a.Has(AskProof) }

// MaxFact is the longest legal ground, referral or reason for a correction, in characters.
const MaxFact = 500

// asked checks what the outcome of a closing asks for. A day that is given must be possible, asked for or not.
func (w World) asked(s Step, r *Report, c Command, today Date) error {
	reason, _ := w.Reasons.Find(s.Reasons, c.Outcome)
	asks := reason.Asks
	switch {
	case asks.Has(AskDoneOn) && c.DoneOn.IsZero():
		return Invalid("done_on", "error.done_on_needed")
	case c.DoneOn.After(today):
		return Invalid("done_on", "error.done_on_future")
	case !c.DoneOn.IsZero() && c.DoneOn.Before(DateOf(r.ReceivedAt, r.Zone)):
		return Invalid("done_on", "error.done_on_early")
	case w.unlawful(asks, r, c.Ground):
		return Invalid("ground", "error.refusal_needed")
	case asks.Has(AskGround) && !HasWords(c.Ground):
		return Invalid("ground", "error.ground_needed")
	case utf8.RuneCountInString(c.Ground) > MaxFact:
		return Invalid("ground", "error.too_long", "max", MaxFact)
	case asks.Has(AskReferred) && !HasWords(c.ReferredTo):
		return Invalid("referred_to", "error.referred_needed")
	case utf8.RuneCountInString(c.ReferredTo) > MaxFact:
		return Invalid("referred_to", "error.too_long", "max", MaxFact)
	case asks.Has(AskProof) && c.Evidence == 0:
		return Invalid("files", "error.evidence_needed")
	}
	return nil
}

// tidied returns the command with its texts as they are kept.
func (c Command) tidied() Command {
	c.Message, c.Why = TidyText(c.Message), TidyText(c.Why)
	c.Ground, c.ReferredTo = TidyText(c.Ground), TidyText(c.ReferredTo)
	return c
}

// The facts that stand in the detail of an event.
const (
	DetailDoneOn    = "done_on"
	DetailGround    = "ground"
	DetailReferred  = "referred_to"
	DetailOutcome   = "outcome"     // of a proposed closing
	DetailAs        = "as"          // what was proposed
	DetailCorrects  = "corrects"    // the number of the event that is corrected
	DetailWhy       = "why"         // of a correction
	DetailProposal  = "proposal"    // the number of the draft that was decided
	DetailApprover  = "approved_by" // the officer who approved it
	DetailEndedBy   = "ended_by"    // who had closed a report that came back
	DetailCorrected = "corrected"   // the verb of the event that is corrected
)

// note writes down the facts of answers, closings and drafts.
func (e *Event) note(a Actor, before, after *Report, c Command) {
	put := func(key, value string) {
		if value == "" {
			return
		}
		if e.Detail == nil {
			e.Detail = map[string]string{}
		}
		e.Detail[key] = value
	}
	as := c.Verb
	if c.Verb == VerbPropose {
		as = c.As
		put(DetailAs, string(as))
	}
	switch as {
	case VerbClose:
		put(DetailDoneOn, c.DoneOn.String())
		put(DetailGround, c.Ground)
		put(DetailReferred, c.ReferredTo)
		if c.Verb == VerbPropose {
			put(DetailOutcome, c.Outcome)
		}
	case VerbConsult:
		if c.Days > 0 {
			put(DetailDays, strconv.Itoa(c.Days))
		}
	case VerbExtend:
		if c.Verb == VerbPropose {
			put(DetailDays, strconv.Itoa(c.Days))
			put(DetailReason, c.Reason)
		}
	case VerbCorrect:
		put(DetailCorrects, strconv.Itoa(c.Corrects))
		put(DetailCorrected, string(c.Corrected.Verb))
		put(DetailWhy, c.Why)
	}
	c.noteDisclosure(put)
	e.noteHandover(c, put)
	noteIntegrity(before, c, put)
	if a.Approver != 0 {
		put(DetailApprover, a.Approver.String())
	}
	if before.Proposal.Seq != 0 && (a.Approver != 0 || c.Verb == VerbDecline || c.Verb == VerbRecall) {
		put(DetailProposal, strconv.Itoa(before.Proposal.Seq))
	}
	if before.Proposal.fell(after.Proposal, a, c) {
		put(DetailFell, string(VerbExtend))
	}
	if before.Proposal.fellDraft(after.Proposal, a, c) {
		put(DetailFellDraft, string(VerbPropose))
	}
	if before.State == Closed && e.To != Closed {
		put(DetailEndedBy, string(before.ClosedBy))
	}
}

// Closes tells who closed the report with this event: its reporter, time, or an officer. It means nothing for an event
// that closed none.
func (e *Event) Closes() ClosedBy {
	switch e.Verb {
	case VerbAccept:
		return ClosedByReporter
	case VerbAutoClose:
		return ClosedBySystem
	default:
		return ClosedByOfficer
	}
}
