package civic

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// Correctable tells whether the words of an event may get a new version: what an office told its reporter.
func Correctable(e *Event) bool {
	return e.Message != "" && slices.Contains([]Verb{VerbFollowUp, VerbAnswer, VerbClose}, e.Verb)
}

// corrects checks the inputs of a correction.
func (c Command) corrects(n Need) error {
	switch {
	case n == NeedEvent && (c.Corrected == nil || c.Corrected.Seq != c.Corrects || !Correctable(c.Corrected)):
		return Invalid("corrects", "error.correct_what")
	case n == NeedWhy && !HasWords(c.Why):
		return Invalid("why", "error.why_needed")
	case n == NeedWhy && utf8.RuneCountInString(c.Why) > MaxFact:
		return Invalid("why", "error.too_long", "max", MaxFact)
	}
	return nil
}

// corrects checks who corrects whose words: the desk that said them, and with approval where saying them needs it.
func (w World) corrects(r *Report, a Actor, c Command) error {
	switch {
	case c.Verb != VerbCorrect && (c.Verb != VerbPropose || c.As != VerbCorrect):
		return nil
	case c.Corrected.Desk != a.Desk:
		return Invalid("corrects", "error.correct_not_yours")
	case c.Verb == VerbCorrect && a.Approver == 0 && w.NeedsApproval(r.Holder, c.Corrected.Verb):
		return Invalid("corrects", "error.needs_approval")
	case c.Verb == VerbPropose && !w.NeedsApproval(r.Holder, c.Corrected.Verb):
		return Invalid("as", "error.proposal_as")
	case c.Message == c.Corrected.Message && (c.Disclosure == "" || c.Disclosure == c.Corrected.Disclosed() && c.Ground == c.Corrected.Ground()):
		return Invalid("message", "error.correct_same")
	}
	return nil
}

// Correction is one later version of what an office told its reporter.
type Correction struct {
	Event *Event
	Why   string
}

// Corrections finds the later versions of an event in its report's history, oldest first. What nobody may read is no
// part of the history that was given.
func Corrections(history []Event, seq int) []Correction {
	var out []Correction
	for i := range history {
		if e := &history[i]; e.Verb == VerbCorrect && e.number(DetailCorrects) == seq {
			out = append(out, Correction{Event: e, Why: e.Detail[DetailWhy]})
		}
	}
	return out
}

// Corrects is the number of the event that this one corrects, 0 for none.
func (e *Event) Corrects() int {
	if e.Verb != VerbCorrect {
		return 0
	}
	return e.number(DetailCorrects)
}

func (e *Event) number(key string) int {
	n, err := strconv.Atoi(e.Detail[key])
	if err != nil {
		return 0
	}
	return n
}
