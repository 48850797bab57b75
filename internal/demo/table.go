package demo

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// record is one CSV line whose cells are addressed by column name.
type record struct {
	line  int
	cells map[string]string
}

// get returns the cell of a column, trimmed; an absent column reads as "".
func (r record) get(column string) string { return r.cells[column] }

// readTable reads a CSV text with a header line. Every column in want must be
// present, in any order; further columns are allowed. It returns an error that
// names the line for a ragged row and the column for a missing one.
func readTable(src io.Reader, want ...string) ([]record, error) {
	reader := csv.NewReader(src)
	header, err := reader.Read()
	if err != nil {
		return nil, fmt.Errorf("header: %w", err)
	}
	have := make(map[string]bool, len(header))
	for i, name := range header {
		header[i] = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
		have[header[i]] = true
	}
	for _, name := range want {
		if !have[name] {
			return nil, fmt.Errorf("column %q is missing", name)
		}
	}
	var rows []record
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := reader.FieldPos(0)
		row := record{line: line, cells: make(map[string]string, len(cells))}
		for i, cell := range cells {
			row.cells[header[i]] = strings.TrimSpace(cell)
		}
		rows = append(rows, row)
	}
}

// load reads one embedded table and turns each line into a typed row.
func load[T any](name string, columns []string, row func(record) (T, error)) ([]T, error) {
	file, err := files.Open("data/" + name)
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	rows, err := parse(file, columns, row)
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return nil, fmt.Errorf("demo: %s: %w", name, err)
	}
	return rows, nil
}

// parse is load for any text.
func parse[T any](src io.Reader, columns []string, row func(record) (T, error)) ([]T, error) {
	records, err := readTable(src, columns...)
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, len(records))
	for _, r := range records {
		v, err := row(r)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", r.line, err)
		}
		out = append(out, v)
	}
	return out, nil
}
