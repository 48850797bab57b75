package civic

import (
	"slices"
	"unicode/utf8"
)

// asks tells whether a verb adds to the offices that owe something.
func asks(v Verb) bool { return v == VerbSupport || v == VerbConsult || v == VerbSplit }

// mayPart tells whether a part may become a report of a desk: of any in the own agency, of another agency's own desk, and
// below that only where it is run centrally.
func (w World) mayPart(r *Report, to ID) error {
	desk, ok := w.Tree.Get(to)
	root := w.Tree.RootAgency(r.Holder)
	switch {
	case to == 0:
		return Invalid("agency_id", "error.target_needed")
	case !ok || !desk.Active || desk.Tier == 0:
		return Invalid("agency_id", "error.target_unknown")
	case r.keptDesk(w.Tree, to):
		return Invalid("agency_id", "error.target_kept")
	case desk.Tier > 1 && !w.Tree.Central(to) && (root == 0 || !w.Tree.Within(to, root)):
		return Invalid("agency_id", "error.target_agency_desk")
	}
	return nil
}

// SplitOff is what becomes of a part that is taken out: the new report and its first two events.
type SplitOff struct {
	Report Report
	Events []Event
}

// Split takes a part out of a report: c.Part is the id of the report that it becomes, the message its text. The part was
// received when the whole was: nothing restarts the citizen's clock. It has the reporter and the protections of the whole, and
// lies at its office as verified, for whoever leads has read it.
// Errors: those of Apply; invalid "message" when the part says too little.
func (w World) Split(r Report, a Actor, c Command, code TrackingCode, alias Alias, place Place) (after Report, event Event, part SplitOff, err error) {
	class := Complaint // only an officer finds the other one
	if slices.Contains(ReporterClasses(), c.Class) {
		class = c.Class
	}
	s := Submission{Class: class, Body: c.Message, Place: place, Named: w.Tree.RootAgency(c.Target), Topic: r.Topic, Channel: r.Channel,
		Anonymous: r.Anonymous, Secret: r.Secret, ShowName: r.ShowName, Mailable: r.Mailable}.Tidy()
	if after, event, err = w.Apply(r, a, c); err != nil {
		return r, Event{}, SplitOff{}, err
	}
	if utf8.RuneCountInString(s.Body) < MinBody {
		return r, Event{}, SplitOff{}, Invalid("message", "error.body_short", "min", MinBody)
	}
	then := w
	then.Now = r.ReceivedAt
	child, first, _, err := then.Submit(c.Part, code, alias, ReporterActor(0), s)
	if err != nil {
		return r, Event{}, SplitOff{}, err
	}
	child.Parent, child.Zone = r.ID, r.Zone
	child.Oversight.Kept = inherited(r.Oversight.Kept)
	if c.Topic != 0 {
		child.Topic = c.Topic
	}
	before := child
	if k, ok := child.Clocks.Get(ClockVerify); ok { // it was read with the whole
		child.Clocks = child.Clocks.With(then.keeper(&child, ClockVerify).Stop(k, r.VerifiedAt))
	}
	verify, sent := steps[VerbVerify][0], Command{Verb: VerbVerify, Class: c.Class, Target: c.Target}
	w.move(&child, verify, c.Target, a, sent)
	if err := w.tick(&child, verify); err != nil {
		return r, Event{}, SplitOff{}, err
	}
	child.Seq++
	return after, event, SplitOff{Report: child, Events: []Event{first, w.event(&before, &child, verify, a, sent)}}, nil
}
