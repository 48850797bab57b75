package civic_test

import "tuntas/internal/civic"

// drafts: nobody approves the own words, nothing goes past an approval that is asked for, what is stale is not
// approved, and a draft that waits is the last one proposed.
func (j *judge) drafts(w civic.World, a civic.Actor, c civic.Command, before, after civic.Report, e civic.Event) {
	waited := before.Proposal
	switch {
	case c.Verb == civic.VerbApprove:
		if waited.Seq == 0 || waited.By == a.Officer || waited.As == "" && (before.ReporterAt.After(waited.At) || before.AgencyAt.After(waited.At)) {
			j.t.Fatalf("officer %d approved %+v, the reporter wrote at %s", a.Officer, waited, before.ReporterAt)
		}
		if e.Detail[civic.DetailApprover] != a.Officer.String() || e.Officer == a.Officer {
			j.t.Fatalf("written down as approved by %q, the words of %d", e.Detail[civic.DetailApprover], e.Officer)
		}
	case e.Detail[civic.DetailApprover] != "":
		j.t.Fatalf("%s is written down as approved", c.Verb)
	case c.Verb == civic.VerbAnswer || c.Verb == civic.VerbClose:
		desk, _ := w.Tree.Get(before.Holder)
		if desk.Approval == civic.ApproveAnswers || desk.Approval == civic.ApproveClosings && c.Verb == civic.VerbClose {
			j.t.Fatalf("%s went out of an agency that wants %s approved", c.Verb, desk.Approval)
		}
	}
	if e.Verb == civic.VerbClose && before.State == civic.AwaitingReporter && w.Now.Before(j.window) {
		j.t.Fatalf("closed at %s by an officer while the reporter could answer until %s", w.Now, j.window)
	}
	decided := waited.As == civic.VerbExtend && (c.Verb == civic.VerbApprove || c.Verb == civic.VerbDecline || c.Verb == civic.VerbRecall)
	if gone := waited.Timely() && !after.Proposal.Timely() && !decided; e.Fell() != gone {
		j.t.Fatalf("%s: more time fell away: %v, written down: %v", c.Verb, gone, e.Fell())
	}
	kept := after.Proposal.Seq == waited.Seq && after.Proposal.As == waited.As
	settled := c.Verb == civic.VerbApprove || c.Verb == civic.VerbDecline || c.Verb == civic.VerbRecall
	if gone := waited.Seq != 0 && waited.As != civic.VerbExtend && !kept && !settled; e.FellDraft() != gone {
		j.t.Fatalf("%s: a draft fell: %v, written down: %v", c.Verb, gone, e.FellDraft())
	}
	if e.FellDraft() && !waited.Drops(c.Verb, before.State) {
		j.t.Fatalf("%s from %s takes a draft away and nobody is told before", c.Verb, before.State)
	}
	switch now := after.Proposal; {
	case c.Verb == civic.VerbPropose && c.As == civic.VerbExtend && waited.Seq != 0:
		if now.Under.Seq != e.Seq || now.Under.By != a.Officer || now.Seq != waited.Seq || waited.Timely() {
			j.t.Fatalf("more time proposed as event %d beside %+v, waiting is %+v", e.Seq, waited, now)
		}
	case c.Verb == civic.VerbPropose:
		if waited.Seq != 0 && (waited.As != civic.VerbExtend || now.Under.Seq != waited.Seq) {
			j.t.Fatalf("event %d put away what waited: %+v, now %+v", e.Seq, waited, now)
		}
		if now.Seq != e.Seq || now.By != a.Officer || e.Shown != civic.ForOfficers || after.State != before.State {
			j.t.Fatalf("proposed as event %d, waiting is %+v, shown to %s", e.Seq, now, e.Shown)
		}
	case waited.Under.Seq != 0 && now.Seq == waited.Under.Seq:
		if c.Verb != civic.VerbApprove && c.Verb != civic.VerbDecline && c.Verb != civic.VerbRecall || now.As != civic.VerbExtend {
			j.t.Fatalf("%s put a draft on top: %+v", c.Verb, now)
		}
	case now.Seq != 0 && now.Seq != waited.Seq:
		j.t.Fatalf("%s put a draft there: %+v", c.Verb, now)
	case now.Seq != 0 && (after.Holder != before.Holder || after.State.Ended() && !before.State.Ended()):
		j.t.Fatalf("%s moved the report and left its draft behind", c.Verb)
	}
}
