package civic

import "slices"

// Whoever asked for information and was refused, or not answered, objects to the superior of the office; after that the
// Information Commission decides. UU 14/2008, articles 35 to 37; see docs/adr/0035.

// The verbs of objections.
const (
	VerbObject  Verb = "object"  // the requester objects
	VerbUphold  Verb = "uphold"  // the superior finds that the office was right
	VerbOrder   Verb = "order"   // the superior orders the office to give what was asked for
	VerbDispute Verb = "dispute" // the requester takes it to the Information Commission
)

// ReasonsObjection is the list of the grounds of an objection: UU 14/2008, article 35.
const ReasonsObjection = "objection"

// BodyCommission is the body that decides about refused information; it is in every list of bodies.
const BodyCommission = "komisi_informasi"

// ObjectionState is how far an objection is.
type ObjectionState string

// The states.
const (
	ObjectionOpen    ObjectionState = "open"
	ObjectionUpheld  ObjectionState = "upheld"  // what the office did
	ObjectionOrdered ObjectionState = "ordered" // the information is to be given
	ObjectionDropped ObjectionState = "dropped" // the requester took the report back, or was content after all
)

// Objection is the one objection of a requester. When it was made, until when it is to be answered and when that was, its
// clock says.
type Objection struct {
	Seq     int            `json:"i"` // number of the event that made it
	Ground  string         `json:"g"` // code of the reason list
	Desk    ID             `json:"d"` // that decides
	Head    bool           `json:"h,omitempty"`
	State   ObjectionState `json:"s"`
	Settled int            `json:"e,omitempty"` // number of the event that decided it
	Taken   int            `json:"k,omitempty"` // number of the event that took it to the Information Commission
}

// Seat is who decides an objection: a desk, and its head alone where the desk itself answered.
type Seat struct {
	Desk ID
	Head bool
}

// DetailDecides is the office that decides an objection.
const DetailDecides = "decides"

// The guards of objections.
const (
	GuardObjects  Guard = "a request of information, answered or late; in time, once"
	GuardDecides  Guard = "the superior of who answered; nobody who answered"
	GuardDisputes Guard = "the objection was answered, or its time is up; in time, once"
)

var (
	deciders = []Role{RoleNationalAdmin, RoleAgencyAdmin, RoleLiaison, RoleUnitOfficer, RoleAgencyHead}
	dropping = append(slices.Clone(ending), Tick{ClockObjection, Stops})
)

// objecting: from the refusal to the Information Commission.
func objecting() []Step {
	starts, stops := []Tick{{ClockObjection, Starts}}, []Tick{{ClockObjection, Stops}}
	back := []Tick{{ClockReporterWindow, Stops}, {ClockResolve, Resumes}}
	again := []Tick{{ClockRework, Restarts}, {ClockObjection, Stops}}
	needs := []Need{NeedReason, NeedMessage}
	return []Step{
		{Verb: VerbObject, From: []State{Submitted, Dispatched, InProgress, Escalated, Closed, Archived}, To: Same, By: reporter, Needs: needs, Reasons: ReasonsObjection, Lands: Stays, Shown: ForReporter, Guard: GuardObjects, Ticks: starts,
			Why: "UU 14/2008 art. 35: the superior of whoever answered, or did not, looks at it; the citizen's clock knows nothing of it"},
		{Verb: VerbObject, From: []State{AwaitingReporter}, To: InProgress, By: reporter, Needs: needs, Reasons: ReasonsObjection, Lands: Stays, Shown: ForReporter, Guard: GuardObjects,
			Ticks: slices.Concat(back, starts), Why: "an answer that is objected to is none that time may close"},
		{Verb: VerbUphold, From: States(), To: Same, By: deciders, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardDecides, Ticks: stops,
			Why: "UU 14/2008 art. 36(2): the superior answers in writing, with reasons"},
		{Verb: VerbOrder, From: []State{Submitted, InfoNeeded}, To: Same, By: deciders, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardDecides, Ticks: stops,
			Why: "the information is to be given; the clocks that run are those that count"},
		{Verb: VerbOrder, From: []State{Dispatched, InProgress, Escalated}, To: Same, By: deciders, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardDecides, Ticks: again,
			Why: "the information is to be given, within a term of its own"},
		{Verb: VerbOrder, From: []State{AwaitingReporter}, To: InProgress, By: deciders, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardDecides,
			Ticks: slices.Concat(back, again), Why: "what was told meanwhile is not enough"},
		{Verb: VerbOrder, From: []State{Closed}, To: InProgress, By: deciders, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardDecides,
			Ticks: append([]Tick{{ClockCitizen, Revives}, {ClockResolve, Revives}}, again...),
			Why:   "back to the office that refused, the citizen's clock as if it had never stopped"},
		{Verb: VerbOrder, From: []State{Archived}, To: Submitted, By: deciders, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardDecides,
			Ticks: append([]Tick{{ClockCitizen, Revives}, {ClockVerify, Revives}}, stops...),
			Why:   "what was filed away at the door has to be verified after all"},
		{Verb: VerbDispute, From: States(), To: Same, By: reporter, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardDisputes,
			Why: "UU 14/2008 art. 37: the requester takes it to the Information Commission; the office still owes what it owes"},
	}
}

// Open tells whether it is to be decided still.
func (o *Objection) Open() bool { return o != nil && o.State == ObjectionOpen }

// SuperiorOf finds who decides an objection against what the desks answered: the nearest office above them in their own agency;
// its head where the agency's own desk answered; the national desk where neither is there. An office that is kept out is
// never it. seated tells where somebody could decide who did not answer.
func (w World) SuperiorOf(r *Report, answered []ID, seated func(Seat) bool) Seat {
	low := r.Holder
	for _, desk := range answered {
		if w.Tree.Within(low, desk) {
			low = desk
		}
	}
	national := w.Tree.National()
	for up := w.Tree.Above(low); up != 0 && up != national; up = w.Tree.Above(up) {
		if s := (Seat{Desk: up}); !r.keptDesk(w.Tree, up) && seated(s) {
			return s
		}
	}
	root := w.Tree.RootAgency(low)
	if top, ok := w.Tree.Get(root); ok && top.Active && !r.keptDesk(w.Tree, root) && seated(Seat{root, true}) {
		return Seat{root, true}
	}
	return Seat{Desk: national}
}

// SeatOf is who decides the objection now: a desk that was shut, or must not have the report any more, gives way to the next
// one above it.
func (w World) SeatOf(r *Report) Seat {
	o := r.Oversight.Objection
	if o == nil {
		return Seat{}
	}
	s := Seat{o.Desk, o.Head}
	for s.Desk != w.Tree.National() {
		if n, ok := w.Tree.Get(s.Desk); ok && n.Active && !r.keptDesk(w.Tree, s.Desk) && w.Tree.Within(r.Holder, s.Desk) {
			return s
		}
		if s = (Seat{Desk: w.Tree.Above(s.Desk)}); s.Desk == 0 {
			s.Desk = w.Tree.National()
		}
	}
	return s
}

// Answerers are the officers who told the requester yes or no, and the desks from which they did.
func Answerers(events []Event) (officers, desks []ID) {
	for i := range events {
		e := &events[i]
		if e.Officer == 0 || !slices.Contains([]Verb{VerbAnswer, VerbClose, VerbArchive, VerbCorrect, VerbTell}, e.Verb) {
			continue
		}
		officers, desks = append(officers, e.Officer), append(desks, e.Desk)
		if by := e.Approver(); by != 0 {
			officers = append(officers, by)
		}
	}
	return officers, desks
}

// guardObjection evaluates the conditions of the verbs of objections.
func (w World) guardObjection(s Step, r *Report, a Actor) error {
	switch s.Guard {
	case GuardObjects:
		return w.ObjectionWay(r).refused()
	case GuardDisputes:
		return w.CommissionWay(r).refused()
	}
	switch seat := w.SeatOf(r); {
	case !r.Oversight.Objection.Open():
		return Conflict("error.objection_none")
	case a.Desk != seat.Desk || seat.Head && a.Role != RoleAgencyHead:
		return Forbidden("error.objection_superior")
	case slices.Contains(r.Answered, a.Officer):
		return Forbidden("error.objection_answered")
	}
	return nil
}

// objection does to the objection what the step does.
func (w World) objection(before, r *Report, c Command) {
	was := before.Oversight.Objection
	if was == nil && c.Verb != VerbObject {
		return
	}
	var o Objection
	if was != nil {
		o = *was
	}
	switch c.Verb {
	case VerbObject:
		seat := r.Superior
		if seat.Desk == 0 {
			seat = w.SuperiorOf(r, nil, func(Seat) bool { return true })
		}
		o = Objection{Seq: before.Seq + 1, Ground: c.Reason, Desk: seat.Desk, Head: seat.Head, State: ObjectionOpen}
	case VerbUphold:
		o.State, o.Settled = ObjectionUpheld, before.Seq+1
	case VerbOrder:
		o.State, o.Settled = ObjectionOrdered, before.Seq+1
	case VerbDispute:
		o.Taken = before.Seq + 1
	case VerbAccept, VerbWithdraw:
		if o.Open() {
			o.State, o.Settled = ObjectionDropped, before.Seq+1
		}
	}
	if o.Open() {
		r.Oversight.Objection = &o
		seat := w.SeatOf(r)
		o.Desk, o.Head = seat.Desk, seat.Head
	}
	if was == nil || *was != o {
		r.Oversight.Objection = &o
	} else {
		r.Oversight.Objection = was
	}
}

// objectionDetails tells in the event who decides.
func objectionDetails(after *Report, c Command, d map[string]string) {
	if c.Verb == VerbObject {
		d[DetailDecides] = after.Oversight.Objection.Desk.String()
	}
}
