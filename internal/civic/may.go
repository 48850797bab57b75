package civic

// May tells whether the actor could do the verb on the report now, inputs aside; doors ask
// before they take in something costly. Errors: those of Apply about scope, role, guard and state.
func (w World) May(r *Report, a Actor, v Verb) error {
	_, err := w.check(r, a, v)
	return err
}

// Idle tells whether the command asks for what is so already: a protection switched on that is on, or off that is off,
// or to keep out who is kept out.
// Somebody pressed twice, or two at once; that is no mistake and no event. Whoever may not do it at all is not idle.
func (w World) Idle(r *Report, a Actor, c Command) bool {
	if c.Verb == VerbAssign && c.Assignee == r.Assignee {
		return w.May(r, a, c.Verb) == nil
	}
	if c.Verb == VerbKeepOut {
		return w.keptBefore(r, a, c)
	}
	if c.Verb != VerbHide && c.Verb != VerbReveal || c.Flag != FlagAnonymous && c.Flag != FlagSecret {
		return false
	}
	if r.flagged(c.Flag) != (c.Verb == VerbHide) {
		return false
	}
	_, err := w.entitled(r, a, c.Verb)
	return err == nil
}
