package store

import (
	"fmt"
	"strings"
)

// unit parts what lies in one packed column. It stands in no code and in no JSON, which writes it as an escape.
const unit = "\x1f"

// packed joins columns that hold codes, or JSON, into one: a row costs by its columns more than by its letters, most of
// all in a list. Words of people are not packed, they may hold anything.
func packed(columns ...string) string {
	return `concat_ws('` + unit + `', ` + strings.Join(columns, `, `) + `) AS codes`
}

// unpack writes the parts of a packed column, in their order.
func unpack(s string, into ...*string) error {
	for i, to := range into {
		part, rest, more := strings.Cut(s, unit)
		if more == (i == len(into)-1) {
			return fmt.Errorf("store: %d codes wanted in a packed column of %d", len(into), i+1+strings.Count(rest, unit))
		}
		*to, s = part, rest
	}
	return nil
}
