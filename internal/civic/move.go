package civic

import (
	"cmp"
	"slices"
	"strconv"
	"time"
)

// move writes state, holder and facts of the step into the report.
func (w World) move(r *Report, s Step, holder ID, a Actor, c Command) {
	if r.Holder != holder {
		r.Assignee = 0 // whose work it is, the new desk decides
	}
	from := r.State
	r.Holder = holder
	r.withhold(c)
	switch s.To {
	case Same:
	case Previous:
		r.State, r.HeldFrom = r.HeldFrom, ""
		if r.State == "" {
			r.State = Submitted
		}
	default:
		r.HeldFrom = "" // also when it is held no more because it ended
		if s.To == InfoNeeded {
			r.HeldFrom = r.State
		}
		r.State = s.To
	}
	if c.Verb == VerbVerify || c.Verb == VerbReclassify {
		r.Class = c.Class
		if c.Topic != 0 {
			r.Topic = c.Topic
		}
	}
	switch s.Verb {
	case VerbMerge:
		if r.VerifiedAt.IsZero() { // whoever finds that it is the same has read it
			r.VerifiedAt = w.Now
		}
	case VerbVerify:
		if r.VerifiedAt.IsZero() {
			r.VerifiedAt = w.Now
		}
		if c.Publish {
			r.Version, r.Published = r.Version+1, true
		}
	case VerbPublish:
		r.Version, r.Published = r.Version+1, true
	case VerbUnpublish:
		r.Published = false
	case VerbReturn:
		r.Returns++
	case VerbAssign:
		r.Assignee = c.Assignee
	case VerbReopen:
		if a.Role == RoleReporter { // a supervisor's does not use up the reporter's one chance
			r.Reopened++
		}
	case VerbEscalate:
		r.EscalatedAt = w.Now
	case VerbHear:
		r.Oversight.Heard = r.Seq + 1
	case VerbHide:
		r.setFlag(c.Flag, true)
	case VerbReveal:
		r.setFlag(c.Flag, false)
	}
	w.end(r, s, c)
	r.joins(s.Verb, from, c)
}

// flagged tells whether a protection is on.
func (r *Report) flagged(f Flag) bool {
	if f == FlagAnonymous {
		return r.Anonymous
	}
	return r.Secret
}

func (r *Report) setFlag(f Flag, on bool) {
	if f == FlagAnonymous {
		r.Anonymous = on
		if on {
			r.ShowName = false
		}
		return
	}
	r.Secret = on
	if on {
		r.Published = false // what is lifted one day must be looked at again before it is shown
	}
}

// end records how and by whom a report ended, or that it has come back.
func (w World) end(r *Report, s Step, c Command) {
	switch s.Verb {
	case VerbAccept:
		r.Rating, r.Outcome, r.ClosedBy = c.Rating, OutcomeAccepted, ClosedByReporter
	case VerbClose:
		r.Outcome, r.ClosedBy = c.Outcome, ClosedByOfficer
		if (r.Class == ComplaintOversight || w.carrying) && c.Finding != "" {
			r.Oversight.Finding = c.Finding
		}
	case VerbAutoClose:
		r.Outcome, r.ClosedBy = OutcomeSilent, ClosedBySystem
	case VerbArchive:
		r.Outcome, r.ClosedBy = c.Reason, ClosedByOfficer
	case VerbLapse:
		r.Outcome, r.ClosedBy = ReasonLapsed, ClosedBySystem
	case VerbWithdraw:
		r.Outcome, r.ClosedBy = ReasonWithdrawn, ClosedByReporter
	case VerbRate:
		r.Rating = c.Rating
	case VerbReopen, VerbEscalate, VerbOrder:
		r.Outcome, r.ClosedBy, r.Rating = "", "", 0
	}
}

// mark notes who wrote last, and when the report ended. Who wrote last is last also by the times noted, where two steps
// meet in one moment or the clocks of two machines differ: nobody's words are to be taken for silence.
func (w World) mark(r *Report, a Actor, c Command) {
	switch {
	case a.Role == RoleReporter && c.Message != "":
		r.ReporterAt = later(w.Now, r.AgencyAt.Add(time.Microsecond))
	case c.Verb == VerbFollowUp || c.Verb == VerbAnswer || c.Verb == VerbClose || c.Verb == VerbTell:
		r.AgencyAt = later(w.Now, r.ReporterAt)
		if r.AnsweredAt.IsZero() {
			r.AnsweredAt = w.Now
		}
	}
	switch {
	case !r.State.Ended():
		r.EndedAt = time.Time{}
	case r.EndedAt.IsZero():
		r.EndedAt = w.Now
	}
}

func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// tick applies the step's clock effects.
func (w World) tick(r *Report, s Step) error {
	for _, t := range s.Ticks {
		if err := w.turn(r, t); err != nil {
			return err
		}
	}
	return nil
}

func (w World) turn(r *Report, t Tick) error {
	k := w.keeper(r, t.Clock)
	c, has := r.Clocks.Get(t.Clock)
	switch t.Effect {
	case Starts, Restarts, Insists:
		if has && t.Effect == Starts || t.Effect == Insists && !w.TooOften(r) {
			return nil
		}
		fresh, err := w.begin(r, t.Clock, k)
		if err != nil {
			return err
		}
		c = fresh
	case Pauses:
		if !has || !c.Running() {
			return nil
		}
		c = k.Pause(c, w.Now)
	case Resumes:
		if !has || c.Paused.IsZero() || !c.Stopped.IsZero() {
			return nil
		}
		c = k.Resume(c, w.Now)
	case Stops:
		if !has || !c.Stopped.IsZero() {
			return nil
		}
		c = k.Stop(c, w.Now)
	case Revives:
		if !has || c.Stopped.IsZero() {
			return nil
		}
		c = k.revive(c, w.Now)
	case Rebases:
		if !has || !c.Stopped.IsZero() {
			return nil
		}
		p, err := w.Book.Length(t.Clock, r.Class, w.Tree.Chain(r.Holder), DateOf(c.Started, k.Zone))
		if err != nil {
			return err
		}
		c = k.Rebase(c, p)
	case Extends:
		c = k.Extend(c, w.extending)
	case Recounts:
		if !has {
			return nil
		}
		again, err := w.again(r, c)
		if err != nil {
			return err
		}
		c = again
	}
	r.Clocks = r.Clocks.With(c)
	return nil
}

// revive continues a clock that was stopped. The citizen's clock goes on as if it
// had never stopped; any other keeps the working days it had left.
func (k Timekeeper) revive(c Clock, at time.Time) Clock {
	stopped := c.Stopped
	c.Stopped = time.Time{}
	if c.Kind == ClockCitizen {
		return c
	}
	if c.Paused.IsZero() {
		c = k.Pause(c, stopped)
	}
	return k.Resume(c, at)
}

func (w World) begin(r *Report, kind ClockKind, k Timekeeper) (Clock, error) {
	chain := w.Tree.Chain(r.Holder)
	if kind == ClockCitizen {
		return CitizenClock(k, w.Book, r.Class, chain, w.Now)
	}
	if p, ok := w.registered(kind, r, chain, k); ok {
		return k.Start(p, r.ReceivedAt), nil
	}
	p, err := w.Book.Length(kind, r.Class, chain, DateOf(w.Now, k.Zone))
	if err != nil {
		return Clock{}, err
	}
	return k.Start(p, w.Now), nil
}

// keeper: citizen, verification and the reporter's own terms run in the zone of
// the place; an agency's clocks in the agency's.
func (w World) keeper(r *Report, kind ClockKind) Timekeeper {
	switch kind {
	case ClockCitizen, ClockVerify, ClockReporterWindow, ClockCompletion, ClockReopenWindow, ClockObjection, ClockObjectionTerm, ClockCommissionTerm:
		return w.keeperOfPlace(r)
	}
	desk, ok := w.Tree.Get(r.Holder)
	if !ok {
		return w.keeperOfPlace(r)
	}
	return Timekeeper{Calendar: w.Calendar.ForAgency(w.Tree.Chain(desk.ID)), Zone: desk.Zone, Region: desk.Region, Hours: cmp.Or(desk.Hours, w.Hours)}
}

func (w World) keeperOfPlace(r *Report) Timekeeper {
	return Timekeeper{Calendar: w.Calendar, Zone: r.Zone, Region: r.Region, Hours: w.Hours}
}

// Keeper returns the timekeeper by which a clock of the report is counted.
func (w World) Keeper(r *Report, kind ClockKind) Timekeeper { return w.keeper(r, kind) }

// event describes the step for the history.
func (w World) event(before, after *Report, s Step, a Actor, c Command) Event {
	_, fromDue := before.NextDue()
	_, toDue := after.NextDue()
	e := Event{Report: after.ID, Seq: after.Seq, At: w.Now, Verb: s.Verb, Role: a.Role, Officer: a.Officer, Desk: a.Desk,
		From: before.State, To: after.State, FromDesk: before.Holder, ToDesk: after.Holder,
		Shown: w.shownAs(s, before, after, a, c), Message: c.Message,
		FromQueue: before.Queue(), ToQueue: after.Queue(), FromDue: fromDue, ToDue: toDue}
	if !a.IsOfficer() {
		e.Desk = after.Holder
	}
	if a.Role == RoleReporter && e.Shown == ForPublic && e.Message != "" {
		e.Shown = ForReporter // nobody has read yet what the reporter writes
	}
	switch {
	case after.State.Ended() && !before.State.Ended():
		e.Reason = after.Outcome
	case slices.Contains(s.Needs, NeedReason): // a reason that was not asked for was not checked
		e.Reason = c.Reason
	}
	e.Detail = w.details(before, after, c)
	e.note(a, before, after, c)
	e.turned(before.Clocks, after.Clocks, w.Calendar)
	return e
}

func (w World) details(before, after *Report, c Command) map[string]string {
	d := map[string]string{}
	if c.Verb == VerbRecount {
		w.recounted(before, after, d)
	}
	if c.Verb == VerbExtend {
		w.lengthened(before, after, d)
	}
	if before.Class != after.Class {
		d["class_from"], d["class_to"] = string(before.Class), string(after.Class)
	}
	if c.Verb == VerbHide || c.Verb == VerbReveal {
		d["flag"] = string(c.Flag)
	}
	if before.Rating != after.Rating && after.Rating != 0 {
		d["rating"] = strconv.Itoa(after.Rating)
	}
	if c.Verb == VerbAssign {
		d["assignee"] = after.Assignee.String()
	}
	if c.Verb == VerbReturn && c.Suggested != 0 {
		d[DetailSuggested] = c.Suggested.String()
	}
	if before.Version != after.Version {
		d["version"] = strconv.Itoa(after.Version)
	}
	supportDetails(before, after, c, d)
	w.demandDetails(after, c, d)
	objectionDetails(after, c, d)
	if len(d) == 0 {
		return nil
	}
	return d
}
