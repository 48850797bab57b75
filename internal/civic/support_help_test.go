package civic_test

import (
	"slices"

	"tuntas/internal/civic"
)

// owedBy is what a report knows of offices that were asked for help and have not answered.
func owedBy(w civic.World, desks ...civic.ID) []civic.Support {
	var out []civic.Support
	for i, desk := range desks {
		s := civic.Support{ID: i + 2, Desk: desk, Path: w.Tree.Chain(desk), Kind: civic.SupportHelp, State: civic.SupportOpen}
		k := w.KeeperOf(s)
		s.Clock = k.Start(civic.ClockPolicy{Clock: civic.ClockSupport, Amount: 5, Unit: civic.WorkingDays}, w.Now)
		out = append(out, s)
	}
	return out
}

// meant is an office that was asked which a verb can be about.
func meant(w civic.World, r *civic.Report, a civic.Actor, v civic.Verb) int {
	fit := w.Answerable(r, a)
	switch v {
	case civic.VerbPartEnded:
		fit = slices.DeleteFunc(slices.Clone(r.Supports), func(s civic.Support) bool { return !s.Open() || s.Kind != civic.SupportPart })
	case civic.VerbRelease:
		fit = slices.DeleteFunc(slices.Clone(r.Supports), func(s civic.Support) bool { return !s.Open() })
	}
	if len(fit) == 0 {
		return 0
	}
	return fit[len(fit)-1].ID
}

// asked: other offices help and never hold; nothing is answered or closed by an office before they have; who was asked does
// that and nothing else; whoever is set free is gone; the citizen's clock knows nothing of it.
func (j *judge) asked(w civic.World, a civic.Actor, c civic.Command, before, after civic.Report, e civic.Event) {
	switch c.Verb {
	case civic.VerbAnswer, civic.VerbClose, civic.VerbAutoClose:
		if len(before.Owing()) > 0 {
			j.t.Fatalf("%s by %s while %d offices owe their part", c.Verb, a.Role, len(before.Owing()))
		}
	case civic.VerbSupport, civic.VerbConsult, civic.VerbContribute, civic.VerbUnable, civic.VerbRelease, civic.VerbSplit, civic.VerbPartEnded:
		was, _ := before.Clocks.Get(civic.ClockCitizen)
		is, _ := after.Clocks.Get(civic.ClockCitizen)
		if before.Holder != after.Holder || before.State != after.State || was != is || e.Asked() == 0 {
			j.t.Fatalf("%s moved the report from %d to %d, %s to %s; about %d", c.Verb, before.Holder, after.Holder, before.State, after.State, e.Asked())
		}
		if e.Shown == civic.ForPublic || e.Shown == civic.ForReporter && c.Verb != civic.VerbSplit && c.Verb != civic.VerbPartEnded && (c.Verb != civic.VerbContribute || !c.Show) {
			j.t.Fatalf("%s is shown to %s", c.Verb, e.Shown)
		}
	}
	if a.IsOfficer() && !w.Tree.Within(before.Holder, a.Desk) && !slices.Contains([]civic.Verb{civic.VerbContribute, civic.VerbUnable, civic.VerbNote, civic.VerbAttach}, c.Verb) {
		j.t.Fatalf("desk %d did %s to a report at %d", a.Desk, c.Verb, before.Holder)
	}
	open := 0
	for _, s := range after.Supports {
		outside := officer(civic.RoleLiaison, s.Desk)
		switch {
		case s.Open() && after.State.Ended(), s.Open() && s.Kind != civic.SupportPart && w.Tree.Within(after.Holder, s.Desk):
			j.t.Fatalf("%s at %d, and %d still owes its part", after.State, after.Holder, s.Desk)
		case s.Open() != s.Clock.Stopped.IsZero(), s.Clock.Paused != s.Clock.Stopped && !s.Clock.Paused.IsZero():
			j.t.Fatalf("the clock of %d: %+v", s.Desk, s.Clock)
		case !outside.InScope(w.Tree, &after) && s.Seen() && !outside.KeptOut(w.Tree, &after), s.Seen() && !w.Tree.Within(after.Holder, s.Desk) && civic.Look(w.Tree, outside, &after).Name:
			j.t.Fatalf("desk %d, %s: in scope %v", s.Desk, s.State, outside.InScope(w.Tree, &after))
		}
		if s.Open() {
			open++
		}
	}
	for _, desk := range desksOf(w.Tree) {
		seen := slices.ContainsFunc(after.Supports, func(s civic.Support) bool { return s.Seen() && w.Tree.Within(s.Desk, desk) })
		if in := officer(civic.RoleLiaison, desk).InScope(w.Tree, &after); in != ((seen || w.Tree.Within(after.Holder, desk)) && !officer(civic.RoleLiaison, desk).KeptOut(w.Tree, &after)) {
			j.t.Fatalf("desk %d sees the report: %v", desk, in)
		}
	}
	if open > civic.MaxSupports {
		j.t.Fatalf("%d offices are asked at once", open)
	}
}
