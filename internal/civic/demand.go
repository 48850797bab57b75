package civic

import (
	"slices"
	"strconv"
	"time"
)

// Whoever watches over a report asks the office that holds it to explain, or instructs it, until a day. That stops nothing and
// moves nothing: it is a question among officers, and lateness shows. See docs/adr/0033.

// The verbs of oversight.
const (
	VerbDemand         Verb = "demand"          // asks whoever holds the report to explain, or to act
	VerbExplain        Verb = "explain"         // answers that
	VerbWithdrawDemand Verb = "withdraw_demand" // whoever asked needs no answer any more
)

// DemandKind says what is wanted.
type DemandKind string

// The kinds.
const (
	DemandExplanation DemandKind = "explanation"
	DemandInstruction DemandKind = "instruction" // to be followed; the answer says how
)

// DemandKinds lists the kinds.
func DemandKinds() []DemandKind { return []DemandKind{DemandExplanation, DemandInstruction} }

// DemandState is how far it is.
type DemandState string

// The states.
const (
	DemandOpen      DemandState = "open"
	DemandAnswered  DemandState = "answered"
	DemandWithdrawn DemandState = "withdrawn"
)

// Demand is one question or instruction from above. Its words stand in events. It is kept apart from the report's row, whoever
// holds the report owes the answer, and it goes where the report goes.
type Demand struct {
	Seq     int // number of the event that asked
	Kind    DemandKind
	State   DemandState
	Officer ID // who asked, in which role, at which desk
	Role    Role
	From    ID
	Desk    ID // that held the report then, by whose days and hours it was reckoned
	At      time.Time
	Due     time.Time // the first moment that is too late
	Settled int       // number of the event that answered it or took it back, 0 while it is open
	Over    time.Time // when that was
}

// Open tells whether an answer is owed.
func (d Demand) Open() bool { return d.State == DemandOpen }

// clock is what a timekeeper reads.
func (d Demand) clock() Clock {
	return Clock{Kind: ClockDemand, Started: d.At, Due: d.Due, Stopped: d.Over, Unit: WorkingDays}
}

// The details of events about demands. Only officers read them.
const (
	DetailDemand     = "demand"      // number of the event that asked
	DetailDemandKind = "demand_kind" // what was asked for
	DetailUntil      = "until"       // the last day for the answer
)

// MaxDemands is how many answers one report may owe to one who watches over it, so that nobody uses up what others may ask;
// MaxDemandDays is the longest that an office may be given.
const (
	MaxDemands    = 5
	MaxDemandDays = 30
)

// NeedKind is what is wanted: an explanation, or that an instruction is followed.
const NeedKind Need = "kind"

// The guards of oversight.
const (
	GuardDemands   Guard = "watches over the holder, and is owed few answers"
	GuardExplains  Guard = "handler, and not who asked; an answer is owed"
	GuardWithdraws Guard = "asked, and is owed the answer"
)

var demanders = []Role{RoleSupervisor, RoleAgencyHead, RoleAgencyAdmin}

// demanding: questions and instructions from above.
func demanding() []Step {
	return []Step{
		{Verb: VerbDemand, From: States(), To: Same, By: demanders, Needs: []Need{NeedKind, NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardDemands,
			Why: "whoever watches over the office asks it to explain, or instructs it, until a day reckoned by the office's own calendar; nothing waits for it"},
		{Verb: VerbExplain, From: States(), To: Same, By: handlers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardExplains,
			Why: "the office that holds the report answers; only officers read it"},
		{Verb: VerbWithdrawDemand, From: States(), To: Same, By: demanders, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardWithdraws,
			Why: "whoever asked needs no answer any more, and says why"},
	}
}

// guardDemand evaluates the conditions of the verbs of oversight.
func (w World) guardDemand(s Step, r *Report, a Actor) error {
	switch {
	case s.Guard == GuardDemands && a.Role != RoleSupervisor && a.Desk == r.Holder:
		return Forbidden("error.demand_from_above")
	case s.Guard == GuardDemands && len(r.OwedTo(a, VerbWithdrawDemand)) >= MaxDemands:
		return Conflict("error.demands_full", "max", MaxDemands)
	case s.Guard == GuardExplains && !w.actsFor(r, a):
		return Forbidden("error.agency_acts_itself")
	case s.Guard != GuardDemands && len(r.OwedTo(a, s.Verb)) == 0:
		return Conflict("error.demand_none")
	}
	return nil
}

// OwedTo lists what the actor may answer or take back with the verb: whoever asked does not give the answer too.
func (r *Report) OwedTo(a Actor, v Verb) []Demand {
	var out []Demand
	for _, d := range r.Demands {
		if own := d.From == a.Desk && d.Role == a.Role; d.Open() && own == (v == VerbWithdrawDemand) {
			out = append(out, d)
		}
	}
	return out
}

// demandInputs checks what the verbs of oversight need, and finds which question is meant when there is one only.
// Errors: invalid with the field.
func (w World) demandInputs(r *Report, a Actor, c Command) (Command, error) {
	switch c.Verb {
	case VerbDemand:
		if c.Days < 0 || c.Days > MaxDemandDays {
			return c, Invalid("days", "error.support_days", "max", MaxDemandDays)
		}
	case VerbExplain, VerbWithdrawDemand:
		fit := slices.DeleteFunc(r.OwedTo(a, c.Verb), func(d Demand) bool { return c.Demand != 0 && d.Seq != c.Demand })
		if len(fit) != 1 {
			return c, Invalid("demand", "error.demand_which")
		}
		c.Demand = fit[0].Seq
	}
	return c, nil
}

// demand does to the list of what is owed what the step does.
func (w World) demand(before, r *Report, a Actor, c Command) error {
	switch c.Verb {
	case VerbDemand:
		d := Demand{Seq: before.Seq + 1, Kind: c.Kind, State: DemandOpen, Officer: a.Officer, Role: a.Role, From: a.Desk, Desk: r.Holder, At: stamp(w.Now)}
		k, p := w.keeperOf(r.Holder), ClockPolicy{Clock: ClockDemand, Amount: c.Days, Unit: WorkingDays}
		if c.Days == 0 {
			var err error
			if p, err = w.Book.Find(ClockDemand, r.Class, w.Tree.Chain(r.Holder), DateOf(w.Now, k.Zone)); err != nil {
				return err
			}
		}
		d.Due = k.Start(p, d.At).Due
		r.Demands = append(slices.Clone(before.Demands), d)
		r.Oversight.Owed++
	case VerbExplain, VerbWithdrawDemand:
		r.Demands = slices.Clone(before.Demands) // the report as it was keeps its own
		i := slices.IndexFunc(r.Demands, func(d Demand) bool { return d.Seq == c.Demand })
		d := &r.Demands[i]
		if d.State, d.Settled, d.Over = DemandAnswered, before.Seq+1, stamp(w.Now); c.Verb == VerbWithdrawDemand {
			d.State = DemandWithdrawn
		}
		r.Oversight.Owed--
	}
	return nil
}

// demandDetails tells in the event which question it is about.
func (w World) demandDetails(after *Report, c Command, d map[string]string) {
	switch c.Verb {
	case VerbDemand:
		one := after.Demands[len(after.Demands)-1]
		d[DetailDemand], d[DetailDemandKind], d[DetailUntil] = strconv.Itoa(one.Seq), string(one.Kind), w.DemandUntil(one).String()
	case VerbExplain, VerbWithdrawDemand:
		d[DetailDemand] = strconv.Itoa(c.Demand)
	}
}

// DemandUntil is the last day for the answer, at the office that was asked.
func (w World) DemandUntil(d Demand) Date { return w.keeperOf(d.Desk).DueDate(d.clock()) }

// DemandLeft is how many working days are left for the answer, below 0 when it is late; of what is settled as it was then.
func (w World) DemandLeft(d Demand) int { return w.keeperOf(d.Desk).Left(d.clock(), w.Now) }

// DemandLate tells whether the answer came too late, or is late.
func (w World) DemandLate(d Demand) bool { return d.clock().Late(w.Now) }
