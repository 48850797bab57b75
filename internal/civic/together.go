package civic

// Reports about one and the same thing form an incident: one of them leads it, the others follow. The office works on
// the lead; what it does there in the open is done to each follower as a step of its own, so that every reporter keeps
// number, history, clocks and notices. See docs/adr/0018.

// DetailTogether marks, with "yes", an event that came to a follower from its lead.
const DetailTogether = "together"

// Follows tells whether the report goes along with the lead of its incident.
func (r *Report) Follows() bool { return r.Incident != 0 && !r.Leads }

// Counts tells whether the report adds to the weight of its lead: a secret one never does, for whoever sees the number
// change would know of it.
func (r *Report) Counts() bool { return r.Follows() && !r.Secret }

// Quiet tells whether the report waits for its lead, so that no officer has to look at it. It does not while its
// reporter has written and nobody has answered.
func (r *Report) Quiet() bool {
	if !r.Follows() {
		return false
	}
	switch r.State {
	case Submitted, Dispatched, InProgress:
		c, asked := r.Clocks.Get(ClockResponse)
		return !asked || !c.Running()
	default:
		return false
	}
}

// MayLead tells whether others can follow the report now: it is being worked on, and nobody's secret.
func (r *Report) MayLead() bool {
	return (r.State == Dispatched || r.State == InProgress) && !r.Secret
}

// togetherGuard keeps a follower where its lead is: what would send it elsewhere, or ask only one of the reporters and
// stop the clocks for all, is not done to a part of an incident.
func (w World) togetherGuard(s Step, r *Report) error {
	if r.Incident == 0 || w.carrying {
		return nil
	}
	switch s.Verb {
	case VerbHold:
		if r.Leads {
			return Conflict("error.leads_others")
		}
		return Conflict("error.follows_lead")
	case VerbVerify, VerbDispose, VerbReturn:
		if r.Follows() {
			return Conflict("error.follows_lead")
		}
	}
	return nil
}

// guardTogether evaluates the conditions of the verbs about incidents.
func (w World) guardTogether(s Step, r *Report, a Actor) error {
	switch s.Guard {
	case GuardCarried:
		if !w.carrying || !r.Follows() {
			return Conflict("error.not_in_this_state")
		}
	case GuardAlone:
		if r.Incident != 0 && !w.carrying {
			return Conflict("error.merged_already")
		}
		if r.State != Submitted && !w.actsFor(r, a) {
			return Forbidden("error.agency_acts_itself")
		}
	case GuardFollows:
		if !r.Follows() {
			return Conflict("error.not_merged")
		}
		if s.Verb == VerbLead && a.IsOfficer() && !w.actsFor(r, a) {
			return Forbidden("error.agency_acts_itself")
		}
		if s.Verb == VerbLead && !r.MayLead() {
			return Conflict("error.cannot_lead")
		}
	}
	return nil
}

// checkLead refuses a lead that the report cannot follow. One that the officer may not read is answered like one that
// is not there.
func (w World) checkLead(r *Report, a Actor, lead *Report) error {
	switch {
	case lead == nil:
		return Invalid("lead", "error.lead_needed")
	case lead.ID == r.ID:
		return Invalid("lead", "error.lead_itself")
	case !w.carrying && (!a.IsOfficer() || !a.InScope(w.Tree, lead) || !Look(w.Tree, a, lead).Text):
		return Invalid("lead", "error.lead_unknown")
	case lead.Incident == 0 || !lead.Leads:
		return Invalid("lead", "error.lead_needed")
	case lead.Secret:
		return Invalid("lead", "error.lead_secret")
	case !lead.MayLead():
		return Invalid("lead", "error.lead_state")
	case !r.keptAlike(lead): // whoever is kept out of one would read of the same in the other
		return Invalid("lead", "error.lead_kept")
	case !w.Tree.Within(lead.Holder, r.Holder):
		return Invalid("lead", "error.lead_elsewhere")
	}
	return nil
}

// joins writes into the report what a step means for its part in an incident.
func (r *Report) joins(v Verb, from State, c Command) {
	switch v {
	case VerbMerge:
		r.Incident, r.Leads = c.Lead.Incident, false
		if r.Topic == 0 {
			r.Topic = c.Lead.Topic
		}
	case VerbUnmerge:
		r.Incident = 0
	case VerbLead:
		r.Leads = true
	}
	switch {
	case v == VerbWithdraw,
		r.Leads && r.Secret, // a lead is read by those who answer for the others, and its answers by their reporters
		// What was done for all has not helped this reporter: an officer has to look at this one alone.
		r.Follows() && (v == VerbReply && from == AwaitingReporter || v == VerbReopen || v == VerbEscalate || v == VerbObject):
		r.Incident, r.Leads = 0, false
	}
}

// Carries tells whether a step on a lead is also done to those that follow it: what an office says and does in the open.
func Carries(e *Event) bool {
	switch e.Verb {
	case VerbVerify, VerbDispose, VerbReturn, VerbArchive, VerbFollowUp, VerbAnswer, VerbClose, VerbCorrect, VerbExtend:
		return e.Role != RoleReporter && e.Role != RoleSystem
	default:
		return false
	}
}

// Carried is one step that a follower took after its lead.
type Carried struct {
	Before, After Report
	Event         Event
}

// Carry does to a follower what an office did to its lead, and returns the steps, none when there is nothing to do. A
// follower that cannot go the way of its lead, because its own story is at another point, is told what was said and then
// stands alone: no report may wait for a lead that has gone elsewhere.
func (w World) Carry(r Report, e Event) []Carried {
	if !r.Follows() || !Carries(&e) || r.State.Ended() && (e.Verb != VerbCorrect || r.State != Closed) {
		return nil
	}
	w.carrying = true
	var out []Carried
	try := func(a Actor, c Command) bool {
		after, event, err := w.Apply(r, a, c)
		if err != nil {
			return false
		}
		if event.Detail == nil {
			event.Detail = map[string]string{}
		}
		event.Detail[DetailTogether] = "yes"
		out, r = append(out, Carried{Before: r, After: after, Event: event}), after
		return true
	}
	office, step := e.carried(&r)
	if e.Verb != VerbCorrect && try(office, step) { // a correction names an event that the follower counts otherwise
		return out
	}
	if e.Verb == VerbExtend { // a follower that had its extension, or may have none, keeps its dates
		return out
	}
	if e.Message != "" {
		try(office, Command{Verb: VerbTell, Message: e.Message})
	}
	if r.strays(e.Verb) {
		try(SystemActor(), Command{Verb: VerbUnmerge})
	}
	return out
}

// carried is the step of an event as it is done to a follower.
func (e *Event) carried(r *Report) (Actor, Command) {
	on, _ := ParseDate(e.Detail[DetailDoneOn]) // an empty one is no date
	approver, _ := ParseID(e.Detail[DetailApprover])
	suggested, _ := e.Suggested()
	return Actor{Role: e.Role, Officer: e.Officer, Desk: e.Desk, Approver: approver},
		Command{Verb: e.Verb, Message: e.Message, Class: r.Class, Reason: e.Reason, Outcome: e.Reason, Target: e.ToDesk,
			DoneOn: on, Disclosure: e.Disclosed(), Ground: e.Detail[DetailGround], ReferredTo: e.Detail[DetailReferred], Evidence: 1, Suggested: suggested, Days: e.number(DetailDays),
			Finding: e.Detail[DetailFinding], Measure: e.Detail[DetailMeasure]}
}

// strays tells that a follower which did not take its lead's step must not go on waiting for it.
func (r *Report) strays(v Verb) bool {
	switch v {
	case VerbFollowUp, VerbCorrect:
		return false
	case VerbClose:
		return r.State != AwaitingReporter // its reporter has an answer, and may still say that it is not solved
	default:
		return true
	}
}

// Succeed makes a follower the lead in the place of one that left.
// Errors: conflict when it cannot lead.
func (w World) Succeed(r Report) (Report, Event, error) {
	w.carrying = true
	return w.Apply(r, SystemActor(), Command{Verb: VerbLead})
}

// MayJoin tells whether the actor could do the verb by Join, inputs aside. Errors: those of May.
func (w World) MayJoin(r *Report, a Actor, v Verb) error {
	w.carrying = true
	return w.May(r, a, v)
}

// Join lets a report follow a lead though it belongs to an incident already: its whole incident joins another one, or
// another report of it leads from now on.
// Errors: those of Apply.
func (w World) Join(r Report, a Actor, c Command) (Report, Event, error) {
	w.carrying = true
	return w.Apply(r, a, c)
}
