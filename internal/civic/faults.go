package civic

import "errors"

// faults are several invalid fields at once; the first one speaks for all.
type faults []error

// Error describes the first of them.
func (f faults) Error() string { return f[0].Error() }

// Unwrap returns all of them.
func (f faults) Unwrap() []error { return f }

// Faults puts together what is wrong with the fields of a form, in the order of the form: one fault a field, the first. An
// error that is not about what was sent goes before all of them. It returns nil when there is none.
func Faults(errs ...error) error {
	var all faults
	seen := map[string]bool{}
	for _, err := range errs {
		if err != nil && KindOf(err) != KindInvalid {
			return err
		}
		for _, e := range FaultsOf(err) {
			if e.Field == "" || !seen[e.Field] {
				seen[e.Field] = true
				all = append(all, e)
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// FaultsOf lists every Error about what was sent in an error that may be several; none for an error of another kind.
func FaultsOf(err error) (all []*Error) {
	switch e := err.(type) { //nolint:errorlint // it walks the tree of errors itself
	case nil:
		return nil
	case *Error:
		if e.Kind == KindInvalid {
			all = append(all, e)
		}
		return all
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			all = append(all, FaultsOf(one)...)
		}
		return all
	}
	return FaultsOf(errors.Unwrap(err))
}
