package civic

import (
	"strconv"
	"strings"
)

// VerbExtend gives an office more working days to resolve a report. It is asked for as a draft and taken when somebody
// else approves it; see docs/adr/0031.
const VerbExtend Verb = "extend"

// The inputs of an extension: how many days, and a file that proves that they are needed.
const (
	NeedDays  Need = "days"
	NeedProof Need = "files"
)

// Extends lengthens a running clock once, from its last day in time.
const Extends Effect = "extends"

// GuardExtends is the condition of an extension.
const GuardExtends Guard = "handler; always approved by somebody else; asked in time; once, and no longer than the policy allows"

// ReasonsExtend is the list of the reasons for an extension.
const ReasonsExtend = "extend"

// The facts of an extension in the detail of an event. The dates stand under DetailDue.
const (
	DetailDays   = "days"
	DetailReason = "reason" // of one that is proposed
	DetailMissed = "missed" // it was approved when the old last day was over
)

// extending: more time is asked for with a reason and a proof, and given by somebody else.
func extending() []Step {
	return []Step{
		{Verb: VerbExtend, From: []State{Dispatched, InProgress}, To: Same, By: handlers, Needs: []Need{NeedDays, NeedReason, NeedMessage, NeedProof}, Reasons: ReasonsExtend,
			Lands: Stays, Shown: ForReporter, Guard: GuardExtends, Ticks: []Tick{{ClockResolve, Extends}},
			Why: "more days to resolve, where the policy allows them; the reporter reads why, and the citizen's clock does not move"},
	}
}

// Extend lengthens a running clock from its last day in time, whether that has passed or not. It does so once: one that
// was lengthened before stays as it is, and the citizen clock always.
func (tk Timekeeper) Extend(c Clock, days int) Clock {
	if !c.Running() || days < 1 || c.Extended > 0 || c.Kind == ClockCitizen {
		return c
	}
	from := tk.DueDate(c)
	to := tk.Calendar.AddWorkingDays(from, days, tk.Region)
	if c.Unit == CalendarDays {
		to = tk.rollForward(from.AddDays(days))
	}
	c.Extended = days
	c.Added += tk.Calendar.WorkingDaysBetween(from, to, tk.Region)
	c.Due = stamp(to.AddDays(1).Start(tk.Zone))
	c.Provisional = c.Provisional || tk.Calendar.Provisional(to)
	return c
}

// Extension is how long a clock may be lengthened now.
type Extension struct {
	Most int     // days
	Unit DayUnit // what they are
	From Date    // the last day in time as it is
	To   Date    // as it would be with all days
}

// ExtensionOf tells how long the report's clock may be lengthened, zero Most when it may not be. Requests of public
// information have their extension by law.
func (w World) ExtensionOf(r *Report) Extension {
	c, ok := r.Clocks.Get(ClockResolve)
	if !ok || !c.Running() || c.Extended > 0 {
		return Extension{}
	}
	k := w.keeper(r, ClockResolve)
	today, chain := DateOf(w.Now, k.Zone), w.Tree.Chain(r.Holder)
	p, err := w.Book.Length(ClockResolve, r.Class, chain, today)
	if err != nil || p.Extension < 1 {
		return Extension{}
	}
	return Extension{Most: p.Extension, Unit: c.Unit, From: k.DueDate(c), To: k.DueDate(k.Extend(c, p.Extension))}
}

// Extended is the last day in time with so many days more.
func (w World) Extended(r *Report, days int) Date {
	c, _ := r.Clocks.Get(ClockResolve)
	k := w.keeper(r, ClockResolve)
	return k.DueDate(k.Extend(c, days))
}

// Extendable tells why no more time can be asked for now, nil when it can. Errors: conflict.
func (w World) Extendable(r *Report) error {
	if key := w.unextendable(r); key != "" {
		return Conflict(key)
	}
	return nil
}

// unextendable is why no more time can be asked for now, "" when it can.
func (w World) unextendable(r *Report) string {
	if c, ok := r.Clocks.Get(ClockResolve); ok && c.Running() && c.Late(w.Now) {
		return "error.extend_late"
	}
	return w.fixed(r)
}

// fixed is why the clock cannot be lengthened, asked for in time or not, "" when it can.
func (w World) fixed(r *Report) string {
	c, ok := r.Clocks.Get(ClockResolve)
	_, fits := stepFor(VerbExtend, r.State)
	switch {
	case !fits || !ok || !c.Running():
		return "error.extend_no_clock"
	case c.Extended > 0:
		return "error.extend_used"
	case w.ExtensionOf(r).Most == 0:
		return "error.extend_none"
	}
	return ""
}

// guardExtend: nobody takes more time without somebody else.
func (w World) guardExtend(r *Report, a Actor) error {
	if a.Approver == 0 {
		return Conflict("error.extend_approval")
	}
	if key := w.fixed(r); key != "" {
		return Conflict(key)
	}
	return nil
}

// guardLate refuses to approve what would end in the past, however many days were asked for.
func (w World) guardLate(r *Report) error {
	if key := w.fixed(r); key != "" {
		return Conflict(key)
	}
	if !w.inTimeOn(r, w.ExtensionOf(r).To) {
		return Conflict("error.extend_past")
	}
	return nil
}

// inTimeOn tells whether a last day is not over yet.
func (w World) inTimeOn(r *Report, last Date) bool {
	return w.Now.Before(last.AddDays(1).Start(w.keeper(r, ClockResolve).Zone))
}

// extends checks the inputs of an extension. Errors: invalid with the field.
func (w World) extends(n Need, r *Report, c Command) error {
	switch most := w.ExtensionOf(r).Most; {
	case n == NeedProof && c.Evidence == 0:
		return Invalid("files", "error.extend_proof")
	case n == NeedDays && (c.Days < 1 || c.Days > most):
		return Invalid("days", "error.extend_days", "max", most)
	case n == NeedDays && !w.inTimeOn(r, w.Extended(r, c.Days)):
		return Invalid("days", "error.extend_past")
	}
	return nil
}

// plainly says why more time cannot be asked for, where the rules about drafts would say only that none is needed.
func (w World) plainly(r *Report, c Command, err error) error {
	if c.Verb != VerbPropose || c.As != VerbExtend || KindOf(err) != KindConflict || r.Proposal.Timely() {
		return err
	}
	if why := w.Extendable(r); why != nil {
		return why
	}
	return err
}

// lengthened writes down what an extension moved.
func (w World) lengthened(before, after *Report, d map[string]string) {
	was, _ := before.Clocks.Get(ClockResolve)
	is, _ := after.Clocks.Get(ClockResolve)
	k := w.keeper(after, ClockResolve)
	d[DetailDays] = strconv.Itoa(is.Extended)
	d[DetailDue+string(ClockResolve)] = k.DueDate(was).String() + "/" + k.DueDate(is).String()
	if was.Late(w.Now) {
		d[DetailMissed] = "yes"
	}
}

// Moved tells from which last day in time to which other one an event moved a clock.
func (e *Event) Moved(kind ClockKind) (from, to Date, ok bool) {
	was, is, both := strings.Cut(e.Detail[DetailDue+string(kind)], "/")
	from, err := ParseDate(was)
	to, err2 := ParseDate(is)
	return from, to, both && err == nil && err2 == nil
}
