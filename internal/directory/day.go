package directory

import (
	"strconv"

	"tuntas/internal/civic"
)

// The years in which a dated row may begin: none before the republic, and none so far ahead that it can only be a slip of
// the pen, for it would lie in every list until then.
const (
	firstYear  = 1945
	yearsAhead = 10
)

// begins refuses a dated row without a first day, or with one that nobody can mean. Errors: invalid with the field.
func (d *Directory) begins(field string, from civic.Date) error {
	today := civic.DateOf(d.now(), civic.WIB)
	switch {
	case from.IsZero():
		return civic.Invalid(field, "error.date_needed")
	case from.Year < firstYear, from.Year > today.Year+yearsAhead:
		return civic.Invalid(field, "error.date_far", "first", strconv.Itoa(firstYear), "last", strconv.Itoa(today.Year+yearsAhead))
	}
	return nil
}
