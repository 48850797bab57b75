package serviceio

import (
	"encoding/json"

	"tuntas/internal/civic"
)

// Cell is one column of a record in words.
type Cell struct{ Name, Text string }

// Cells words a record by the columns of its shape, in their order.
func (sh Shape) Cells(source json.RawMessage) ([]Cell, error) {
	t, err := parse(source)
	if err != nil {
		return nil, err
	}
	out := make([]Cell, len(sh.columns))
	for i, c := range sh.columns {
		out[i] = Cell{Name: c.name, Text: c.cell(t)}
	}
	return out, nil
}

// With is a record in which some cells say something else. What has no column stays, and a cell that says what it said
// changes nothing; without any change the record comes back as it was. Errors: invalid with the column.
func (sh Shape) With(source json.RawMessage, cells []Cell) (json.RawMessage, error) {
	t, err := parse(source)
	if err != nil {
		return nil, err
	}
	edited := false
	for _, cell := range cells {
		c := sh.find(cell.Name, nil)
		if c.store == nil {
			return nil, civic.Invalid(cell.Name, "error.not_found")
		}
		if loosely(c.cell(t)) != loosely(cell.Text) {
			c.store(t, cell.Text)
			edited = true
		}
	}
	if !edited {
		return source, nil
	}
	return plainJSON(t)
}

// Named is a record that says by what a system knows it, so that it is found again wherever it is taken in.
func Named(source json.RawMessage, system, id string) (json.RawMessage, error) {
	t, err := parse(source)
	if err != nil {
		return nil, err
	}
	t["external_ref"] = tree{"system": system, "id": id}
	return plainJSON(t)
}
