package civic

import (
	"strings"
	"time"
)

// Replay reckons the clocks of a report again from its events alone, in order; of the report itself only what never
// changes is used: where it happened, and the class when no event changed it. at gives the rules as of a moment: the
// same for all moments to ask what would have been, or those that were known then to check what is stored. What is
// not told by an event, that a provisional date became firm where it was, is not in the result.
// It returns an unavailable Error when a length is missing from the book.
func Replay(at func(time.Time) World, r Report, events []Event) (Clocks, error) {
	r.Clocks, r.Class, r.Returns = nil, firstClass(r.Class, events), 0
	for i := range events {
		e := &events[i]
		r.Holder = e.ToDesk
		if class := Class(e.Detail["class_to"]); class != "" {
			r.Class = class
		}
		if e.Verb == VerbReturn {
			r.Returns++
		}
		if err := at(e.At).replay(&r, e); err != nil {
			return nil, err
		}
	}
	return r.Clocks, nil
}

// replay does again what the event did to the clocks.
func (w World) replay(r *Report, e *Event) error {
	w.Now, w.extending = e.At, e.number(DetailDays)
	if e.Verb == VerbRecount {
		return w.recountAgain(r, e)
	}
	if step, ok := stepOf(e); ok {
		return w.tick(r, step)
	}
	return nil
}

// stepOf is the row of the table that the event tells of; what came with an import may be none.
func stepOf(e *Event) (Step, bool) {
	if e.Verb == VerbSubmit {
		return steps[VerbSubmit][0], true
	}
	return stepFor(e.Verb, e.From)
}

// firstClass is the class in which the report was handed in.
func firstClass(now Class, events []Event) Class {
	for i := range events {
		if c := Class(events[i].Detail["class_from"]); c != "" {
			return c
		}
	}
	return now
}

// recountAgain moves the clocks that the event names: which of them were provisional then is nowhere else to be found.
func (w World) recountAgain(r *Report, e *Event) error {
	for key := range e.Detail {
		kind, due := strings.CutPrefix(key, DetailDue)
		c, has := r.Clocks.Get(ClockKind(kind))
		if !due || !has {
			continue
		}
		k := w.keeper(r, c.Kind)
		if e.Detail[DetailAsked] == "" {
			r.Clocks = r.Clocks.With(k.Recompute(c))
			continue
		}
		again, err := w.renewed(r, c, k)
		if err != nil {
			return err
		}
		r.Clocks = r.Clocks.With(again)
	}
	return nil
}
