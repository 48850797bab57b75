package civic_test

import (
	"slices"

	"tuntas/internal/civic"
)

// sound: the report, whatever was done to it, is in a state that can be.
func (j *judge) sound(w civic.World, r civic.Report) {
	desk, ok := w.Tree.Get(r.Holder)
	held := r.State == civic.InfoNeeded
	ended := r.State == civic.Closed || r.State == civic.Archived
	switch {
	case !ok || !desk.Active:
		j.t.Fatalf("held by desk %d, which is not there or shut", r.Holder)
	case !r.State.Valid():
		j.t.Fatalf("state %q", r.State)
	case held != (r.HeldFrom != "") || (held && !slices.Contains([]civic.State{civic.Submitted, civic.Dispatched, civic.InProgress}, r.HeldFrom)):
		j.t.Fatalf("%s, held from %q", r.State, r.HeldFrom)
	case ended != (r.Outcome != "") || ended != (r.ClosedBy != "") || ended != !r.EndedAt.IsZero():
		j.t.Fatalf("%s with outcome %q by %q at %s", r.State, r.Outcome, r.ClosedBy, r.EndedAt)
	case r.Rating != 0 && r.State != civic.Closed:
		j.t.Fatalf("%s and rated", r.State)
	case desk.Tier == 0 && !slices.Contains([]civic.State{civic.Submitted, civic.InfoNeeded, civic.Archived}, r.State):
		j.t.Fatalf("%s at the national desk", r.State)
	case r.VerifiedAt.IsZero() && slices.Contains([]civic.State{civic.Dispatched, civic.InProgress, civic.AwaitingReporter, civic.Escalated, civic.Closed}, r.State):
		j.t.Fatalf("%s but never verified", r.State)
	case r.AnsweredAt.IsZero() && slices.Contains([]civic.State{civic.InProgress, civic.AwaitingReporter, civic.Closed}, r.State):
		j.t.Fatalf("%s but never answered", r.State)
	case r.State == civic.Escalated && r.EscalatedAt.IsZero():
		j.t.Fatal("escalated at no time")
	case r.ShowName && r.Anonymous:
		j.t.Fatal("anonymous, with the name shown")
	case r.Published && r.Version == 0:
		j.t.Fatal("published without a version")
	}
	if _, due := r.NextDue(); due.IsZero() {
		j.t.Fatalf("%s without a deadline to order it by", r.State)
	}
}

// whoever owes the next step has these clocks; what else runs in the state, nobody is waiting for.
func owedIn(s civic.State) []civic.ClockKind {
	switch s {
	case civic.InfoNeeded:
		return []civic.ClockKind{civic.ClockCompletion}
	case civic.AwaitingReporter:
		return []civic.ClockKind{civic.ClockReporterWindow}
	case civic.Closed, civic.Archived:
		return nil
	default:
		return []civic.ClockKind{civic.ClockVerify, civic.ClockDecide, civic.ClockFirstFollowUp, civic.ClockRework, civic.ClockResponse, civic.ClockResolve}
	}
}

// clocks: which run in which state, and which never move.
func (j *judge) clocks(v civic.Verb, w civic.World, before, after civic.Report) {
	ended := after.State == civic.Closed || after.State == civic.Archived
	citizen, _ := after.Clocks.Get(civic.ClockCitizen)
	if stopped := !citizen.Stopped.IsZero(); stopped != ended || !citizen.Paused.IsZero() {
		j.t.Fatalf("%s: the citizen's clock stopped %v, paused %v", after.State, citizen.Stopped, citizen.Paused)
	}
	citizen.Stopped = j.citizen.Stopped
	if citizen != j.citizen {
		j.t.Fatalf("%s changed the citizen's clock:\n%+v\n%+v", v, j.citizen, citizen)
	}
	for _, c := range after.Clocks {
		switch {
		case c.Kind == civic.ClockObjection: // of the superior, whatever the report does meanwhile
		case ended && c.Stopped.IsZero():
			j.t.Fatalf("%s but the %s clock goes on", after.State, c.Kind)
		case ended || c.Kind == civic.ClockCitizen:
		case c.Running() && !slices.Contains(owedIn(after.State), c.Kind):
			j.t.Fatalf("%s and the %s clock runs", after.State, c.Kind)
		case !c.Paused.IsZero() && after.State != civic.InfoNeeded && after.State != civic.AwaitingReporter:
			j.t.Fatalf("%s and the %s clock is paused", after.State, c.Kind)
		}
		old, had := before.Clocks.Get(c.Kind)
		if had && c.Started != old.Started && !restarts(c.Kind, v) {
			j.t.Fatalf("%s restarted the %s clock", v, c.Kind)
		}
		if had && !old.Stopped.IsZero() && c.Stopped.IsZero() && !restarts(c.Kind, v) && v != civic.VerbReopen && v != civic.VerbEscalate && v != civic.VerbOrder {
			j.t.Fatalf("%s brought the %s clock back", v, c.Kind)
		}
	}
	decide, _ := after.Clocks.Get(civic.ClockDecide)
	if must := after.State == civic.Submitted && after.Returns >= limitOf(w); must != decide.Running() {
		j.t.Fatalf("%s after %d returns, of which %d are too many: the time to decide runs: %v", after.State, after.Returns, limitOf(w), decide.Running())
	}
	if len(after.Clocks) < len(before.Clocks) {
		j.t.Fatalf("%s lost a clock", v)
	}
	j.due(w, after)
}

// limitOf is how many returns are too many.
func limitOf(w civic.World) int {
	if w.Returns == 0 {
		return 2
	}
	return w.Returns
}

// restarts tells the clocks that a verb begins anew.
func restarts(k civic.ClockKind, v civic.Verb) bool {
	switch k {
	case civic.ClockCompletion:
		return v == civic.VerbHold
	case civic.ClockReporterWindow:
		return v == civic.VerbAnswer || v == civic.VerbCorrect
	case civic.ClockResponse:
		return v == civic.VerbReply || v == civic.VerbReopen || v == civic.VerbEscalate
	case civic.ClockRework:
		return v == civic.VerbReply || v == civic.VerbReopen || v == civic.VerbOrder
	case civic.ClockDecide:
		return v == civic.VerbReturn
	default:
		return false
	}
}

// due: somebody owes a next step, and the list is ordered by the nearest of what is owed.
func (j *judge) due(w civic.World, r civic.Report) {
	running, nearest := 0, civic.Clock{}
	for _, k := range owedIn(r.State) {
		if c, ok := r.Clocks.Get(k); ok && c.Running() {
			if running == 0 || c.Due.Before(nearest.Due) {
				nearest = c
			}
			running++
		}
	}
	kind, due := r.NextDue()
	switch {
	case r.State.Ended() && !due.Equal(r.EndedAt):
		j.t.Fatalf("ended at %s but ordered by %s", r.EndedAt, due)
	case r.State.Ended():
	case running == 0:
		j.t.Fatalf("%s, and nobody owes anything: %+v", r.State, r.Clocks)
	case kind != nearest.Kind || !due.Equal(nearest.Due):
		j.t.Fatalf("%s: next is %s at %s, not %s at %s", r.State, nearest.Kind, nearest.Due, kind, due)
	}
	resolve, ok := r.Clocks.Get(civic.ClockResolve)
	if !ok || !resolve.Stopped.IsZero() {
		return
	}
	keeper := w.Keeper(&r, civic.ClockResolve)
	p, err := w.Book.Length(civic.ClockResolve, r.Class, w.Tree.Chain(r.Holder), civic.DateOf(resolve.Started, keeper.Zone))
	if err != nil || p.Amount != resolve.Amount {
		j.t.Fatalf("a report of class %s has %d days to be resolved, not %d (%v)", r.Class, resolve.Amount, p.Amount, err)
	}
}
