package civic

import (
	"slices"
	"time"
)

// RecountQuiet is how long nobody must have entered a holiday before provisional dates are reckoned again: who types
// a decree in enters its days one by one, and a date is reckoned once.
const RecountQuiet = 15 * time.Minute

// DetailDue begins the keys under which the event of a recount tells what moved: "due_citizen" is
// "2027-01-22/2027-01-25", the last day in time before and after.
const DetailDue = "due_"

// DetailAsked stands in the event of a recount that somebody asked for.
const DetailAsked = "asked"

// Renewing returns the world in which VerbRecount gives running clocks the length and the holidays of today, firm
// ones too, because somebody who may asked for it: all clocks, or those of one kind. What the reporter was promised
// stays: the citizen clock, and the terms in which the reporter may act, which nobody shortens behind their back.
func (w World) Renewing(kind ClockKind) World {
	w.renewing = []ClockKind{kind}
	if kind == "" {
		w.renewing = RenewableClocks()
	}
	return w
}

// RenewableClocks are those that may be given another length while they run: the ones of the offices.
func RenewableClocks() []ClockKind {
	return []ClockKind{ClockVerify, ClockDecide, ClockFirstFollowUp, ClockResolve, ClockResponse, ClockRework, ClockSupport, ClockConsult}
}

// renewed reckons a clock from its original start by the length that holds today.
func (w World) renewed(r *Report, c Clock, k Timekeeper) (Clock, error) {
	p, err := w.Book.Length(c.Kind, r.Class, w.Tree.Chain(r.Holder), DateOf(w.Now, k.Zone))
	if err != nil {
		return c, err
	}
	return k.Rebase(c, p), nil
}

// renews tells whether the clock is one of those that somebody asked to reckon again.
func (w World) renews(c Clock) bool {
	return c.Stopped.IsZero() && slices.Contains(w.renewing, c.Kind) && slices.Contains(RenewableClocks(), c.Kind)
}

// again reckons a clock at a recount: the one that was asked for, or the one that a decree calls for.
func (w World) again(r *Report, c Clock) (Clock, error) {
	k := w.keeper(r, c.Kind)
	if w.renewing == nil {
		return k.recount(c), nil
	}
	if !w.renews(c) || !w.renewsAt(r.Holder) {
		return c, nil
	}
	again, err := w.renewed(r, c, k)
	if err != nil || again.Due.Equal(c.Due) {
		return c, err // what does not move stays as it was, for the event names only what moved
	}
	return again, nil
}

// recount reckons a provisional clock again, once, as soon as the year it ends in is decreed. A date that is
// firm is a promise: it stays, even when a further holiday is declared. A stopped clock keeps what it was judged by.
func (tk Timekeeper) recount(c Clock) Clock {
	if !c.Provisional || !c.Stopped.IsZero() || tk.Calendar.Provisional(tk.DueDate(c)) {
		return c
	}
	again := tk.Recompute(c)
	if tk.DueDate(again) == tk.DueDate(c) {
		c.Provisional = false
		return c
	}
	return again
}

// moves tells whether recounting would change the date of any clock.
func (w World) moves(r *Report) bool {
	for _, c := range r.Clocks {
		if !c.Provisional && w.renewing == nil {
			continue
		}
		if again, err := w.again(r, c); err == nil && !again.Due.Equal(c.Due) {
			return true
		}
	}
	return w.helpMoves(r)
}

// Settle takes the provisional mark from dates that have become firm where they were, and tells whether there
// were any. This is no step and leaves no event: nothing that anybody was promised has changed. Where a date does
// move the step is VerbRecount, which settles the others on the way.
func (w World) Settle(r Report) (Report, bool) {
	settled := false
	for _, c := range r.Clocks {
		if !c.Provisional {
			continue
		}
		if again := w.keeper(&r, c.Kind).recount(c); again.Due.Equal(c.Due) && !again.Provisional {
			r.Clocks, settled = r.Clocks.With(again), true
		}
	}
	return r, w.settleHelp(&r) || settled
}

// recounted writes down which dates moved.
func (w World) recounted(before, after *Report, d map[string]string) {
	if w.renewing != nil {
		d[DetailAsked] = "yes"
	}
	for _, c := range after.Clocks {
		old, _ := before.Clocks.Get(c.Kind)
		if k := w.keeper(after, c.Kind); !old.Due.Equal(c.Due) {
			d[DetailDue+string(c.Kind)] = k.DueDate(old).String() + "/" + k.DueDate(c).String()
		}
	}
	w.recountedHelp(before, after, d)
}
