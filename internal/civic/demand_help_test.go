package civic_test

import (
	"reflect"
	"slices"

	"tuntas/internal/civic"
)

// owes is what a report knows of an explanation that a desk asked for.
func owes(w civic.World, role civic.Role, desk civic.ID) []civic.Demand {
	return []civic.Demand{{Seq: 2, Kind: civic.DemandExplanation, State: civic.DemandOpen, Role: role, From: desk, Desk: fullUnit,
		At: w.Now, Due: w.Now.AddDate(0, 0, 7)}}
}

// demanded prepares a report for the verbs about demands: something is owed that the actor may answer, or take back.
func (s *story) demanded(a civic.Actor, v civic.Verb) {
	role, desk := civic.RoleSupervisor, national
	if v == civic.VerbWithdrawDemand {
		role, desk = a.Role, a.Desk
	}
	s.r.Demands, s.r.Oversight.Owed = owes(s.w, role, desk), 1
}

// wanted names a question which a verb can be about.
func wanted(r *civic.Report, a civic.Actor, c civic.Command) civic.Command {
	if fit := r.OwedTo(a, c.Verb); len(fit) > 0 && (c.Verb == civic.VerbExplain || c.Verb == civic.VerbWithdrawDemand) {
		c.Demand = fit[len(fit)-1].Seq
	}
	return c
}

// demands: a question from above moves nothing, stops no clock and is read by officers only; its number is kept with the
// report, and whoever asked does not answer.
func (j *judge) demands(w civic.World, a civic.Actor, c civic.Command, before, after civic.Report, e civic.Event) {
	open := 0
	type asker struct {
		desk civic.ID
		role civic.Role
	}
	each := map[asker]int{}
	for _, d := range after.Demands {
		if d.Open() {
			open++
			if each[asker{d.From, d.Role}]++; each[asker{d.From, d.Role}] > civic.MaxDemands {
				j.t.Fatalf("%s at %d is owed more than %d answers", d.Role, d.From, civic.MaxDemands)
			}
		}
		if d.Open() != (d.Settled == 0) || d.Open() != d.Over.IsZero() || !d.Due.After(d.At) {
			j.t.Fatalf("a question that is %s: %+v", d.State, d)
		}
	}
	if open != after.Oversight.Owed {
		j.t.Fatalf("%d answers are owed, the report says %d", open, after.Oversight.Owed)
	}
	if !slices.Contains([]civic.Verb{civic.VerbDemand, civic.VerbExplain, civic.VerbWithdrawDemand}, c.Verb) {
		if !reflect.DeepEqual(before.Demands, after.Demands) {
			j.t.Fatalf("%s changed what was asked from above", c.Verb)
		}
		return
	}
	asked, is := before, after
	asked.Seq, is.Seq = 0, 0
	asked.Demands, is.Demands, asked.Oversight.Owed, is.Oversight.Owed = nil, nil, 0, 0
	if !reflect.DeepEqual(asked, is) || e.Shown != civic.ForOfficers || len(e.Turned) != 0 {
		j.t.Fatalf("%s changed more than what is owed, or is shown to %s:\n%+v\n%+v", c.Verb, e.Shown, asked, is)
	}
	if c.Verb == civic.VerbDemand {
		if a.Role != civic.RoleSupervisor && a.Desk == before.Holder || !w.Tree.Within(before.Holder, a.Desk) {
			j.t.Fatalf("%s at desk %d asks desk %d", a.Role, a.Desk, before.Holder)
		}
		return
	}
	i := slices.IndexFunc(after.Demands, func(d civic.Demand) bool { return d.Settled == e.Seq })
	if d := after.Demands[i]; (d.From == a.Desk && d.Role == a.Role) != (d.State == civic.DemandWithdrawn) {
		j.t.Fatalf("%s by %s at %d: %+v", c.Verb, a.Role, a.Desk, d)
	}
}
