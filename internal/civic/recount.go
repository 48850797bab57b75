package civic

import "time"

// RecountQuiet is how long nobody must have entered a holiday before provisional dates are reckoned again: who types
// a decree in enters its days one by one, and a date is reckoned once.
const RecountQuiet = 15 * time.Minute

// DetailDue begins the keys under which the event of a recount tells what moved: "due_citizen" is
// "2027-01-22/2027-01-25", the last day in time before and after.
const DetailDue = "due_"

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
		if c.Provisional && !w.keeper(r, c.Kind).recount(c).Due.Equal(c.Due) {
			return true
		}
	}
	return false
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
	return r, settled
}

// recounted writes down which dates moved.
func (w World) recounted(before, after *Report, d map[string]string) {
	for _, c := range after.Clocks {
		old, _ := before.Clocks.Get(c.Kind)
		if k := w.keeper(after, c.Kind); !old.Due.Equal(c.Due) {
			d[DetailDue+string(c.Kind)] = k.DueDate(old).String() + "/" + k.DueDate(c).String()
		}
	}
}
