package civic

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// DetailHelpDue begins the keys under which the event of a recount tells which dates of asked offices moved:
// "help_due_5" is that of whoever was asked with event 5. Only officers read them.
const DetailHelpDue = "help_due_"

// At narrows a recount that was asked for to the clocks of the offices at and below one: whoever orders it for an agency
// moves no date of another that shares a report with it.
func (w World) At(agency ID) World {
	w.renewAt = agency
	return w
}

// renewsAt tells whether the clocks of a desk are meant.
func (w World) renewsAt(desk ID) bool { return w.renewAt == 0 || w.Tree.Within(desk, w.renewAt) }

// againHelp reckons the clock of an office that was asked, as again does those of the report.
func (w World) againHelp(r *Report, s Support) (Clock, error) {
	k := w.keeperOf(s.Desk)
	if w.renewing == nil {
		return k.recount(s.Clock), nil
	}
	if !w.renews(s.Clock) || !w.renewsAt(s.Desk) {
		return s.Clock, nil
	}
	again, err := w.renewedHelp(r, s, k)
	if err != nil || again.Due.Equal(s.Clock.Due) {
		return s.Clock, err
	}
	return again, nil
}

// renewedHelp reckons such a clock by the length that holds today. What was agreed on when it was asked stays agreed on.
func (w World) renewedHelp(r *Report, s Support, k Timekeeper) (Clock, error) {
	if s.Kind == SupportAdvice && s.Clock.Policy == 0 {
		return k.Recompute(s.Clock), nil
	}
	p, err := w.Book.Length(s.Clock.Kind, r.Class, w.Tree.Chain(s.Desk), DateOf(w.Now, k.Zone))
	if err != nil {
		return s.Clock, err
	}
	return k.Rebase(s.Clock, p), nil
}

// owesTime tells whether the office has a clock of its own that runs: a part has that of the report that it became.
func (s Support) owesTime() bool { return s.helps() && s.Clock.Stopped.IsZero() }

// helpMoves tells whether recounting would move the date of any office that was asked.
func (w World) helpMoves(r *Report) bool {
	return slices.ContainsFunc(r.Supports, func(s Support) bool {
		if !s.owesTime() || !s.Clock.Provisional && w.renewing == nil {
			return false
		}
		again, err := w.againHelp(r, s)
		return err == nil && !again.Due.Equal(s.Clock.Due)
	})
}

// recountHelp moves those dates.
func (w World) recountHelp(r *Report) error {
	for i := range r.Supports {
		s := &r.Supports[i]
		if !s.owesTime() {
			continue
		}
		again, err := w.againHelp(r, *s)
		if err != nil {
			return err
		}
		s.Clock = again
	}
	return nil
}

// settleHelp is what Settle does, for offices that were asked.
func (w World) settleHelp(r *Report) (settled bool) {
	for i, s := range r.Supports {
		if !s.owesTime() || !s.Clock.Provisional {
			continue
		}
		if again := w.keeperOf(s.Desk).recount(s.Clock); again.Due.Equal(s.Clock.Due) && !again.Provisional {
			if !settled {
				r.Supports, settled = slices.Clone(r.Supports), true
			}
			r.Supports[i].Clock = again
		}
	}
	return settled
}

// recountedHelp writes down which of them moved.
func (w World) recountedHelp(before, after *Report, d map[string]string) {
	for _, s := range after.Supports {
		if old, _ := before.Support(s.ID); !old.Clock.Due.Equal(s.Clock.Due) {
			k := w.keeperOf(s.Desk)
			d[DetailHelpDue+strconv.Itoa(s.ID)] = k.DueDate(old.Clock).String() + "/" + k.DueDate(s.Clock).String()
		}
	}
}

// HelpMoved lists by the number of the event that asked from which last day to which other one a recount moved the dates
// of offices that were asked.
func (e *Event) HelpMoved() map[int][2]Date {
	out := map[int][2]Date{}
	for key, value := range e.Detail {
		id, ok := strings.CutPrefix(key, DetailHelpDue)
		was, is, both := strings.Cut(value, "/")
		n, err := strconv.Atoi(id)
		from, err2 := ParseDate(was)
		to, err3 := ParseDate(is)
		if ok && both && err == nil && err2 == nil && err3 == nil {
			out[n] = [2]Date{from, to}
		}
	}
	return out
}

// ReplayHelp reckons the clocks of offices that were asked again from the events of a report, as Replay does the report's
// own. Those that have answered or were set free are as they were when they stopped.
func ReplayHelp(at func(time.Time) World, r Report, events []Event) (map[int]Clock, error) {
	r.Class, r.Supports = firstClass(r.Class, events), nil
	for i := range events {
		e := &events[i]
		if class := Class(e.Detail["class_to"]); class != "" {
			r.Class = class
		}
		w := at(e.At)
		w.Now = e.At
		if err := w.replayHelp(&r, e); err != nil {
			return nil, err
		}
	}
	out := map[int]Clock{}
	for _, s := range r.Supports {
		out[s.ID] = s.Clock
	}
	return out, nil
}

func (w World) replayHelp(r *Report, e *Event) error {
	switch e.Verb {
	case VerbSupport, VerbConsult:
		s, err := w.newSupport(r, e.Seq, Command{Verb: e.Verb, Target: e.Asked(), Days: e.number(DetailDays)})
		if err == nil {
			r.Supports = append(r.Supports, s)
		}
		return err
	case VerbRecount:
		return w.recountHelpAgain(r, e)
	}
	return nil
}

func (w World) recountHelpAgain(r *Report, e *Event) error {
	moved := e.HelpMoved()
	for i := range r.Supports {
		s := &r.Supports[i]
		if _, ok := moved[s.ID]; !ok {
			continue
		}
		k := w.keeperOf(s.Desk)
		if e.Detail[DetailAsked] == "" {
			s.Clock = k.Recompute(s.Clock)
			continue
		}
		again, err := w.renewedHelp(r, *s, k)
		if err != nil {
			return err
		}
		s.Clock = again
	}
	return nil
}
