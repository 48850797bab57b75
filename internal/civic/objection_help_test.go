package civic_test

import (
	"tuntas/internal/civic"
)

// objections: there is one at most, it is open as long as its clock runs, whoever decides it sits where nobody is kept out,
// and no step on it touches the citizen's clock but to bring it back.
func (j *judge) objections(w civic.World, a civic.Actor, c civic.Command, before, after civic.Report) {
	was, is := before.Oversight.Objection, after.Oversight.Objection
	clock, has := after.Clocks.Get(civic.ClockObjection)
	if has != (is != nil) || is != nil && is.Open() != clock.Running() || is != nil && is.Open() != (is.Settled == 0) {
		j.t.Fatalf("%s: the objection %+v and its clock %+v", c.Verb, is, clock)
	}
	if was != nil && (is == nil || was.Seq != is.Seq || was.Ground != is.Ground || !was.Open() && (is.State != was.State || is.Settled != was.Settled)) {
		j.t.Fatalf("%s: the objection %+v became %+v", c.Verb, was, is)
	}
	switch c.Verb {
	case civic.VerbObject:
		if was != nil || before.Class != civic.Information || !clock.Started.Equal(w.Now) || clock.Amount != 30 {
			j.t.Fatalf("an objection %+v after %+v, class %s", is, was, before.Class)
		}
	case civic.VerbUphold, civic.VerbOrder:
		if a.KeptOut(w.Tree, &before) || !w.Tree.Within(before.Holder, a.Desk) || a.Desk != w.SeatOf(&before).Desk {
			j.t.Fatalf("%s by %s at desk %d, held at %d", c.Verb, a.Role, a.Desk, before.Holder)
		}
	case civic.VerbDispute:
		if is.Open() && w.Now.Before(clock.Due) || is.Taken != after.Seq {
			j.t.Fatalf("taken to the commission while the superior has time: %+v", clock)
		}
	}
}
