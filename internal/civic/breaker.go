package civic

// DefaultReturns is how many returns are too many where nobody said otherwise.
const DefaultReturns = 2

// LeastReturns and MostReturns bound what may be said to be too many: one return is no disagreement yet, and a limit that
// nobody reaches protects nobody.
const (
	LeastReturns = 2
	MostReturns  = 10
)

// DetailSuggested stands in the event of a return: the id of the office that is said to be competent. For officers.
const DetailSuggested = "suggested"

// TooOften tells whether the report was returned so often that the tier above must decide at once.
func (w World) TooOften(r *Report) bool {
	limit := w.Returns
	if limit <= 0 {
		limit = DefaultReturns
	}
	return r.Returns >= limit
}

// suggests checks the office that a return names: one that is open, and another one than gives the report back. Nobody
// has to know it. What a lead was returned with is not judged again for those that follow it.
func (w World) suggests(s Step, r *Report, c Command) error {
	if s.Verb != VerbReturn || c.Suggested == 0 || w.carrying {
		return nil
	}
	desk, ok := w.Tree.Get(c.Suggested)
	switch {
	case !ok || !desk.Active || desk.Tier == 0:
		return Invalid("suggested_id", "error.suggested_unknown")
	case desk.ID == r.Holder:
		return Invalid("suggested_id", "error.suggested_holder")
	case r.keptDesk(w.Tree, desk.ID):
		return Invalid("suggested_id", "error.target_kept")
	}
	return nil
}

// Suggested is the office that the event of a return says is competent, false when it names none.
func (e *Event) Suggested() (ID, bool) {
	id, err := ParseID(e.Detail[DetailSuggested])
	if e.Verb != VerbReturn || err != nil {
		return 0, false
	}
	return id, true
}

// GapOf finds the two offices that both say it is not theirs: of the last two returns of a history, those that gave the
// report back. Where one office gave it back twice, the other one is the desk that sent it there. The smaller id comes
// first; false when there were not two returns.
func GapOf(history []Event) (a, b ID, ok bool) {
	var last, before *Event
	for i := range history {
		if e := &history[i]; e.Verb == VerbReturn {
			before, last = last, e
		}
	}
	if before == nil {
		return 0, 0, false
	}
	a, b = before.FromDesk, last.FromDesk
	if a == b {
		b = last.ToDesk
	}
	return min(a, b), max(a, b), true
}
