package civic

import (
	"slices"
	"strings"
)

// A report may complain of the very office, or person, that would handle it. They, and everyone below such an office, are
// kept out: they do not see it, nobody can send it to them, and it never lands there. See docs/adr/0032.

// Kept is one office or one officer who is kept out of a report.
type Kept struct {
	Seq     int `json:"i"` // number of the event that kept them out
	Desk    ID  `json:"d,omitempty"`
	Officer ID  `json:"o,omitempty"`
}

// Oversight is what a report knows of those who watch over it instead of handling it: whom they keep out, what they found,
// what they are owed, and what was put to the superior. It is zero for
// nearly all reports.
type Oversight struct {
	Kept    []Kept `json:"k,omitempty"`
	Heard   int    `json:"h,omitempty"` // number of the event with what the person named had to say
	Finding string `json:"f,omitempty"` // code of the reason list; stays when the report comes back, until the next one
	Owed    int    `json:"q,omitempty"` // answers owed to whoever watches over the report; see Demand, which is loaded only then

	Objection *Objection `json:"b,omitempty"` // of the requester of information; never changed, only replaced
	Withheld  string     `json:"w,omitempty"` // ground on which the last answer kept information back
}

// IsZero tells whether there is nothing in it.
func (x Oversight) IsZero() bool {
	return len(x.Kept) == 0 && x.Heard == 0 && x.Finding == "" && x.Owed == 0 && x.Objection == nil && x.Withheld == ""
}

// KindInspectorate is the kind of an office that looks into others: Inspektorat, APIP (PP 60/2008).
const KindInspectorate = "inspectorate"

// MaxKept is how many offices and officers may be kept out of one report.
const MaxKept = 10

// ReasonsFinding lists how looking into a report can end.
const ReasonsFinding = "finding"

// The details of events about conflicts of interest.
const (
	DetailKeptDesk    = "kept_desk"    // supervisors only
	DetailKeptOfficer = "kept_officer" // supervisors only
	DetailFinding     = "finding"
	DetailMeasure     = "measure"
)

// AskMeasure and AskHeard are what a finding may ask for: the sanction or measure in general words, and that the person
// named was heard.
const (
	AskMeasure Ask = "measure"
	AskHeard   Ask = "heard"
)

// integrity: who is kept out, and who was heard.
func integrity() []Step {
	return []Step{
		{Verb: VerbKeepOut, From: open, To: Same, By: keepers, Needs: []Need{NeedKept, NeedMessage}, Lands: AwayFromKept, Shown: ForOfficers, Guard: GuardKeeps,
			Why: "an office or officer named in the report, and everyone below that office, is kept out of it; what lies there goes to whoever watches over them, and every clock runs on"},
		{Verb: VerbLetIn, From: open, To: Same, By: []Role{RoleSupervisor}, Needs: []Need{NeedKept, NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardKept,
			Why: "who was kept out by mistake is let in again, with the reason in the history"},
		{Verb: VerbHear, From: []State{Dispatched, InProgress, AwaitingReporter, Escalated}, To: Same, By: handlers, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForOfficers, Guard: GuardHears,
			Why: "the person named has the right of reply: what they say, or that they were asked and said nothing, stands in the history before anything is found"},
	}
}

// keepers are those who may keep somebody out; whoever only handles reports keeps out nobody but themselves.
var keepers = []Role{RoleNationalAdmin, RoleAgencyAdmin, RoleLiaison, RoleUnitOfficer, RoleOversight, RoleSupervisor}

// KeptOut tells whether the actor is kept out of the report: in person, or by the desk of the post in use.
func (a Actor) KeptOut(t *Tree, r *Report) bool {
	return a.IsOfficer() && slices.ContainsFunc(r.Oversight.Kept, func(k Kept) bool {
		return k.Officer != 0 && k.Officer == a.Officer || k.Desk != 0 && t.Within(a.Desk, k.Desk)
	})
}

// keptDesk tells whether a desk is an office that is kept out, or lies below one.
func (r *Report) keptDesk(t *Tree, desk ID) bool {
	return slices.ContainsFunc(r.Oversight.Kept, func(k Kept) bool { return k.Desk != 0 && t.Within(desk, k.Desk) })
}

// keptAlike tells whether the same offices and officers are kept out of two reports.
func (r *Report) keptAlike(o *Report) bool {
	has := func(x *Report, k Kept) bool {
		return slices.ContainsFunc(x.Oversight.Kept, func(y Kept) bool { return y.Desk == k.Desk && y.Officer == k.Officer })
	}
	return !slices.ContainsFunc(r.Oversight.Kept, func(k Kept) bool { return !has(o, k) }) && !slices.ContainsFunc(o.Oversight.Kept, func(k Kept) bool { return !has(r, k) })
}

// KeepsPerson tells whether an officer is kept out in person. What happens to such a report is not announced to everybody
// in whose part of the tree it lies.
func (r *Report) KeepsPerson() bool {
	return slices.ContainsFunc(r.Oversight.Kept, func(k Kept) bool { return k.Officer != 0 })
}

// Inspectorate is who looks into what an office did: the nearest inspectorate above it that is not part of it, be it beside
// it or further up; the national desk when there is none. Source: PermenPANRB 62/2018, PP 60/2008.
func (t *Tree) Inspectorate(of ID) ID {
	for up := t.Above(of); up != 0; up = t.Above(up) {
		for _, id := range t.Children(up) {
			if n := t.byID[id]; n.Kind == KindInspectorate && n.Active && id != of {
				return id
			}
		}
	}
	return t.root
}

// refuge is where a report goes that lies where it must not: to the inspectorate for one of oversight grade, else to the
// first desk above that may have it.
func (w World) refuge(r *Report, kept ID) ID {
	if r.Class == ComplaintOversight {
		if to := w.Tree.Inspectorate(kept); !r.keptDesk(w.Tree, to) {
			return to
		}
	}
	for up := w.Tree.Above(kept); up != 0; up = w.Tree.Above(up) {
		if !r.keptDesk(w.Tree, up) {
			return up
		}
	}
	return w.Tree.National()
}

// guardIntegrity evaluates the conditions of the verbs about conflicts of interest.
func (w World) guardIntegrity(s Step, r *Report, a Actor) error {
	switch {
	case (s.Guard == GuardKeeps || s.Guard == GuardKept) && r.Incident != 0: // the others of it tell of the same
		return Conflict("error.keep_alone")
	case s.Guard == GuardKeeps && len(r.Oversight.Kept) >= MaxKept:
		return Conflict("error.kept_full", "max", MaxKept)
	case s.Guard == GuardKept && len(r.Oversight.Kept) == 0:
		return Conflict("error.kept_none")
	case s.Guard == GuardHears && r.Class != ComplaintOversight:
		return Conflict("error.hear_oversight")
	case s.Guard == GuardHears && !w.actsFor(r, a):
		return Forbidden("error.agency_acts_itself")
	}
	return nil
}

// keeps checks whom a step keeps out or lets in: one office or one officer. Nobody keeps out whoever stands above
// themselves, nor the national desk; whoever only handles reports names nobody but themselves.
func (w World) keeps(r *Report, a Actor, c Command) error {
	switch {
	case (c.KeepDesk == 0) == (c.KeepOfficer == 0):
		return Invalid("kept", "error.kept_needed")
	case c.Verb == VerbLetIn:
		if !slices.ContainsFunc(r.Oversight.Kept, c.same) {
			return Invalid("kept", "error.kept_unknown")
		}
		return nil
	case slices.ContainsFunc(r.Oversight.Kept, c.same):
		return Invalid("kept", "error.kept_already")
	}
	mine := c.KeepOfficer == a.Officer && c.KeepDesk == 0
	if !mine && (a.Role == RoleLiaison || a.Role == RoleUnitOfficer) {
		return Invalid("kept", "error.keep_self_only")
	}
	if c.KeepDesk == 0 {
		return nil // that there is such an officer, whoever calls makes sure
	}
	return w.mayKeep(a, c.KeepDesk)
}

// mayKeep tells whether an office can be kept out by the actor.
func (w World) mayKeep(a Actor, desk ID) error {
	n, ok := w.Tree.Get(desk)
	switch {
	case ok && n.Tier == 0:
		return Invalid("kept", "error.kept_national")
	case !ok:
		return Invalid("kept", "error.kept_office_unknown")
	case w.Tree.Within(a.Desk, desk):
		return Invalid("kept", "error.kept_above")
	case a.Role != RoleNationalAdmin && a.Role != RoleSupervisor && !w.Tree.Within(desk, w.Tree.RootAgency(a.Desk)):
		return Invalid("kept", "error.kept_elsewhere")
	}
	return nil
}

func (c Command) same(k Kept) bool { return k.Desk == c.KeepDesk && k.Officer == c.KeepOfficer }

// integrityInputs checks whom a step keeps out.
func (w World) integrityInputs(r *Report, a Actor, c Command) error {
	switch {
	case c.Verb == VerbKeepOut || c.Verb == VerbLetIn:
		return w.keeps(r, a, c)
	case w.staysInformation(r, c):
		return Invalid("class", "error.class_information")
	case c.Verb == VerbVerify && c.KeepDesk != 0 && c.Class != ComplaintOversight:
		return Invalid("kept", "error.against_oversight")
	case c.Verb == VerbVerify && c.KeepDesk != 0 && c.Target != 0 && w.Tree.Within(c.Target, c.KeepDesk):
		return Invalid("agency_id", "error.target_kept")
	case c.Verb == VerbVerify && c.KeepDesk != 0:
		return w.mayKeep(a, c.KeepDesk)
	}
	return nil
}

// away keeps the office that a new report complains of out of it from the first moment: another desk verifies it.
func (w World) away(r *Report, against ID) {
	if n, ok := w.Tree.Get(against); !ok || n.Tier == 0 {
		return
	}
	r.Oversight.Kept = []Kept{{Seq: 1, Desk: against}}
	for r.keptDesk(w.Tree, r.Holder) {
		r.Holder = w.Tree.Above(r.Holder)
	}
}

// withhold writes down who is kept out by a step, or no longer, before it lands anywhere.
func (r *Report) withhold(c Command) {
	kept := slices.Clone(r.Oversight.Kept)
	switch {
	case c.Verb == VerbLetIn:
		kept = slices.DeleteFunc(kept, c.same)
	case c.Verb == VerbKeepOut, c.Verb == VerbVerify && c.KeepDesk != 0 && !slices.ContainsFunc(kept, c.same):
		kept = append(kept, Kept{Seq: r.Seq + 1, Desk: c.KeepDesk, Officer: c.KeepOfficer})
		if c.KeepOfficer != 0 && r.Assignee == c.KeepOfficer {
			r.Assignee = 0
		}
	default:
		return
	}
	r.Oversight.Kept = kept
}

// found checks the finding with which a report of oversight grade ends.
func (w World) found(r *Report, c Command, today Date) error {
	if r.Class != ComplaintOversight || w.carrying || len(w.Reasons.Offered(ReasonsFinding, today)) == 0 {
		return nil
	}
	if !w.Reasons.May(ReasonsFinding, c.Finding, today) {
		return Invalid("finding", "error.finding_needed")
	}
	reason, _ := w.Reasons.Find(ReasonsFinding, c.Finding)
	switch {
	case reason.Asks.Has(AskHeard) && r.Oversight.Heard == 0:
		return Invalid("finding", "error.heard_needed")
	case reason.Asks.Has(AskMeasure) && !HasWords(c.Measure):
		return Invalid("measure", "error.measure_needed")
	case len([]rune(c.Measure)) > MaxFact:
		return Invalid("measure", "error.too_long", "max", MaxFact)
	}
	return nil
}

// noteIntegrity writes the facts of conflicts of interest and of findings into the event.
func noteIntegrity(r *Report, c Command, put func(key, value string)) {
	id := func(key string, x ID) {
		if x != 0 {
			put(key, x.String())
		}
	}
	if c.Verb == VerbKeepOut || c.Verb == VerbLetIn || c.Verb == VerbVerify {
		id(DetailKeptDesk, c.KeepDesk)
		id(DetailKeptOfficer, c.KeepOfficer)
	}
	if as := c.Verb; (as == VerbClose || as == VerbPropose && c.As == VerbClose) && (r.Class == ComplaintOversight || r.Follows()) {
		put(DetailFinding, c.Finding)
		put(DetailMeasure, strings.TrimSpace(c.Measure))
	}
}

// KeptFrom are the office and the officer that an event kept out, or let in again; both 0 for any other.
func (e *Event) KeptFrom() (desk, officer ID) {
	d, _ := ParseID(e.Detail[DetailKeptDesk])
	o, _ := ParseID(e.Detail[DetailKeptOfficer])
	return d, o
}
