package civic

import "time"

// Way says whether a requester of information can object, or go on to the Information Commission, and why or until when.
type Way struct {
	Why   WayWhy
	From  Date // while it waits: the first day
	Until Date // the last day
}

// WayWhy is the ground on which a way is open, or is not.
type WayWhy string

// The grounds. With Refused, Unanswered, Decided and Silent it is open.
const (
	WayRefused    WayWhy = "answered"   // there is an answer, or an ending, to object to
	WayUnanswered WayWhy = "unanswered" // the time for an answer is up
	WayDecided    WayWhy = "decided"    // the superior answered
	WaySilent     WayWhy = "silent"     // the superior did not
	WayWaits      WayWhy = "waits"      // somebody still has time
	WayOver       WayWhy = "over"       // the last day has passed
	WayContent    WayWhy = "content"    // the requester said that it helped
	WayFirst      WayWhy = "first"      // an objection comes first
	WayDone       WayWhy = "done"       // it was done already
	WayNever      WayWhy = ""           // not a question
)

// Open tells whether it can be done now.
func (x Way) Open() bool {
	return x.Why == WayRefused || x.Why == WayUnanswered || x.Why == WayDecided || x.Why == WaySilent
}

// refused says why it cannot be done now, nil when it can.
func (x Way) refused() error {
	switch x.Why {
	case WayRefused, WayUnanswered, WayDecided, WaySilent:
		return nil
	case WayWaits:
		return Conflict("error.way_waits")
	case WayOver:
		return Conflict("error.way_over")
	case WayContent:
		return Conflict("error.way_content")
	case WayFirst:
		return Conflict("error.way_first")
	case WayDone:
		return Conflict("error.way_done")
	default:
		return Conflict("error.way_never")
	}
}

// ObjectionWay applies UU 14/2008 art. 35 and 36(1): a request of information was answered, or its time is up, not longer ago
// than the term.
func (w World) ObjectionWay(r *Report) Way {
	switch {
	case r.Class != Information, r.State == InfoNeeded, r.State == Archived && (!r.VerifiedAt.IsZero() || r.ClosedBy != ClosedByOfficer):
		return Way{}
	case r.Oversight.Objection != nil:
		return Way{Why: WayDone}
	case r.State == Closed && r.ClosedBy == ClosedByReporter && r.Rating == 3:
		return Way{Why: WayContent}
	}
	since, why := w.arose(r)
	if why == WayWaits {
		return Way{Why: why, From: DateOf(since, r.Zone)}
	}
	return w.within(r, ClockObjectionTerm, since, why)
}

// arose finds when the latest ground of an objection arose, or while there is none, when it will at the latest.
func (w World) arose(r *Report) (time.Time, WayWhy) {
	due := w.answerDue(r)
	answered, told := r.Clocks.Get(ClockReporterWindow)
	switch {
	case r.State == Closed && r.ClosedBy == ClosedByOfficer, r.State == Archived:
		return r.EndedAt, WayRefused
	case told && (w.Now.Before(due) || answered.Started.After(due) || r.State == AwaitingReporter || r.State.Ended()):
		return answered.Started, WayRefused
	case r.State.Ended():
		return r.EndedAt, WayRefused
	case w.Now.Before(due):
		return due, WayWaits
	default:
		return due, WayUnanswered
	}
}

// answerDue is the end of the time for an answer: as the office has it, and before anybody verified it as it was promised.
func (w World) answerDue(r *Report) time.Time {
	c, ok := r.Clocks.Get(ClockResolve)
	if !ok {
		c, _ = r.Clocks.Get(ClockCitizen)
	}
	return c.Due
}

// CommissionWay applies UU 14/2008 art. 37(2), and PerKI 1/2013 art. 13 where the superior is silent.
func (w World) CommissionWay(r *Report) Way {
	o := r.Oversight.Objection
	c, ok := r.Clocks.Get(ClockObjection)
	switch {
	case r.Class != Information && o == nil:
		return Way{}
	case o == nil:
		if way := w.ObjectionWay(r); way.Open() || way.Why == WayWaits {
			return Way{Why: WayFirst}
		}
		return Way{}
	case o.State == ObjectionDropped || !ok:
		return Way{}
	case o.Taken != 0:
		return Way{Why: WayDone}
	case !o.Open():
		return w.within(r, ClockCommissionTerm, c.Stopped, WayDecided)
	case w.Now.Before(c.Due):
		return Way{Why: WayWaits, From: DateOf(c.Due, r.Zone)}
	default:
		return w.within(r, ClockCommissionTerm, c.Due, WaySilent)
	}
}

// within says until when a way is open that opened at a moment.
func (w World) within(r *Report, term ClockKind, since time.Time, why WayWhy) Way {
	k := w.keeperOfPlace(r)
	p, err := w.Book.Find(term, r.Class, w.Tree.Chain(r.Holder), DateOf(since, k.Zone))
	if err != nil {
		return Way{}
	}
	c := k.Start(p, since)
	if !w.Now.Before(c.Due) {
		why = WayOver
	}
	return Way{Why: why, Until: k.DueDate(c)}
}
