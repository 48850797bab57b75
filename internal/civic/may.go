package civic

// May tells whether the actor could do the verb on the report now, inputs aside; doors ask
// before they take in something costly. Errors: those of Apply about scope, role, guard and state.
func (w World) May(r *Report, a Actor, v Verb) error {
	_, err := w.check(r, a, v)
	return err
}
