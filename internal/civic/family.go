package civic

import "slices"

// A report and the parts that were taken out of it are one matter: who is kept out of one of them is kept out of all, in
// whatever order that and the splitting happened. See docs/adr/0040.

// Family tells whether the report has parts, or is one.
func (r *Report) Family() bool { return r.Parent != 0 || len(r.Parts()) > 0 }

// Parts lists the reports that parts of this one became.
func (r *Report) Parts() []ID {
	var out []ID
	for _, s := range r.Supports {
		if s.Kind == SupportPart && s.Part != 0 {
			out = append(out, s.Part)
		}
	}
	return out
}

// KeptAnew tells whether a step changed who is kept out of the report.
func (r *Report) KeptAnew(before *Report) bool {
	return len(r.Oversight.Kept) != len(before.Oversight.Kept)
}

// Akin does to another report of the family what a step did to one: it keeps the same office or officer out, or lets them in
// again. The right to do so comes from the report on which the step was taken, so neither scope nor state is asked for: an
// ended part leaves the lists of the office too. ok is false where it is so already.
// Errors: conflict while the report is worked on together with others, who tell of the same; those of the clocks.
func (w World) Akin(r Report, a Actor, c Command) (after Report, event Event, ok bool, err error) {
	there := slices.ContainsFunc(r.Oversight.Kept, c.same)
	if c.Verb != VerbLetIn {
		c.Verb = VerbKeepOut
	}
	if there == (c.Verb == VerbKeepOut) {
		return r, Event{}, false, nil
	}
	if r.Incident != 0 && !r.State.Ended() {
		return r, Event{}, false, Conflict("error.keep_alone_family")
	}
	own := Command{Verb: c.Verb, KeepDesk: c.KeepDesk, KeepOfficer: c.KeepOfficer, Message: c.Message}
	step := steps[own.Verb][0]
	target, err := w.landing(step, &r, a, own)
	if err != nil {
		return r, Event{}, false, err
	}
	if after, event, err = w.take(step, r, target, a, own); err != nil {
		return r, Event{}, false, err
	}
	after.Incident, after.Leads = 0, false // one that ended leaves those with which it ended
	return after, event, true, nil
}

// Rehouse notes in a whole where a part lies that left an office which is kept out: the whole waits for it there.
func (r *Report) Rehouse(t *Tree, part *Report) {
	i := slices.IndexFunc(r.Supports, func(s Support) bool { return s.Part == part.ID && s.Desk != part.Holder && r.keptDesk(t, s.Desk) })
	if i < 0 {
		return
	}
	r.Supports = slices.Clone(r.Supports) // the report as it was keeps its own
	r.Supports[i].Desk, r.Supports[i].Path = part.Holder, t.Chain(part.Holder)
}

// inherited is who is kept out of a part from its first moment: the event with which it was sent says so.
func inherited(all []Kept) []Kept {
	kept := slices.Clone(all)
	for i := range kept {
		kept[i].Seq = 2
	}
	return kept
}

// keptBefore tells whether a command keeps out somebody who is kept out already. Whoever asks may not know of it, so it is
// answered as if it were new, and refused when it would be refused then.
func (w World) keptBefore(r *Report, a Actor, c Command) bool {
	if !slices.ContainsFunc(r.Oversight.Kept, c.same) || c.Seq != 0 && c.Seq != r.Seq || !HasWords(c.Message) || len([]rune(c.Message)) > MaxMessage || w.May(r, a, c.Verb) != nil {
		return false
	}
	fresh := *r
	fresh.Oversight.Kept = slices.DeleteFunc(slices.Clone(r.Oversight.Kept), c.same)
	return w.keeps(&fresh, a, c) == nil
}
