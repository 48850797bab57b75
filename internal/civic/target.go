package civic

// Targets returns a test for the desks to which the actor may send the report by a verb now,
// so that a page offers exactly what Apply accepts.
// Errors: those of Apply when the actor may not use the verb at all, invalid "verb" for one without a target.
func (w World) Targets(r *Report, a Actor, v Verb) (func(ID) bool, error) {
	step, err := w.check(r, a, v)
	if err != nil {
		return nil, err
	}
	if step.Guard == GuardSplits {
		return func(to ID) bool { return w.mayPart(r, to) == nil }, nil
	}
	if step.Guard == GuardAsks {
		return func(to ID) bool { return w.mayAsk(r, to) == nil }, nil
	}
	if step.Lands != ToTarget {
		return nil, Invalid("verb", "error.no_such_verb")
	}
	return func(to ID) bool { return w.reaches(step, r, a, to) == nil }, nil
}

// DefaultTarget returns the desk that a verification without a target sends the report to: the
// agency that the reporter named, or the holder itself; 0 when somebody has to choose.
func (w World) DefaultTarget(r *Report) ID {
	if r.Holder != w.Tree.National() {
		return r.Holder
	}
	return w.Tree.RootAgency(r.Named)
}
