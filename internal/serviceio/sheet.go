package serviceio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"tuntas/internal/civic"
)

// sourceColumn holds the whole record in a table that Tuntas wrote, so that nothing is lost which has no column.
const sourceColumn = "source"

// ReadCSV reads a table with one record a row. Headings may stand in any order and under the names that agencies use;
// columns that are not known are kept under their own label.
func ReadCSV(r io.Reader, shape Shape) (Document, error) {
	recs, err := readCSV(r)
	if len(recs) == 0 {
		return Document{}, errors.Join(err, errors.New("the file has no heading"))
	}
	d, wrong := fromTable(recs[0].fields, shape, true, func(yield func(int, []string)) {
		for _, rec := range recs[1:] {
			yield(rec.line, rec.fields)
		}
	})
	return d, errors.Join(wrong, err)
}

// fromTable makes records of the rows of a table, whatever file it stands in. rows calls yield with the number of each
// row and its cells. guard says that texts like formulas have an apostrophe in front in tables that Tuntas wrote.
func fromTable(head []string, shape Shape, guard bool, rows func(yield func(row int, cells []string))) (Document, error) {
	if slices.ContainsFunc(head, func(h string) bool { return !utf8.ValidString(h) || strings.ContainsRune(h, 0) }) {
		return Document{}, errors.New("the heading holds bytes that are no text; save the file as UTF-8")
	}
	s := newSheet(head, shape, guard)
	if !slices.Contains(s.names, shape.needed) {
		return Document{}, fmt.Errorf("the heading lacks the column %q", shape.needed)
	}
	var d Document
	rows(func(row int, cells []string) {
		if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			return
		}
		e := Entry{Row: row}
		e.Source, e.Err = s.record(cells)
		d.Entries = append(d.Entries, e)
	})
	return d, nil
}

// sheet knows what the columns of one table are.
type sheet struct {
	columns []column // without a cell function: what the table calls by a label of its own
	names   []string
	source  int // the column that holds the whole record; -1 in tables that Tuntas did not write
	guard   bool
}

func newSheet(head []string, shape Shape, guard bool) *sheet {
	s := &sheet{source: -1, guard: guard}
	for i, h := range head {
		c := shape.find(h, s.names)
		if c.name == "" && heading(h) == sourceColumn && s.source < 0 {
			s.source = i
		}
		s.columns, s.names = append(s.columns, c), append(s.names, c.name)
	}
	used := map[string]bool{}
	for i, c := range s.columns {
		if c.name != "" || i == s.source {
			continue
		}
		label := head[i]
		if s.source >= 0 && guard {
			label = unguarded(label)
		}
		for n := 2; used[label]; n++ {
			label = fmt.Sprintf("%s (%d)", head[i], n)
		}
		used[label] = true
		s.columns[i] = extra(label)
	}
	return s
}

// find is the column that a heading means, unless an earlier heading meant it already.
func (sh Shape) find(h string, taken []string) column {
	h = heading(h)
	for _, exact := range []bool{true, false} {
		for _, c := range sh.columns {
			if slices.Contains(taken, c.name) {
				continue
			}
			if exact && h == heading(c.name) || !exact && slices.ContainsFunc(c.also, func(a string) bool { return heading(a) == h }) {
				return c
			}
		}
	}
	return column{}
}

// heading is a heading as it is compared: small letters, single blanks, no signs at its ends.
func heading(h string) string {
	h = strings.Map(func(r rune) rune {
		if r == '_' || r == '\n' || r == '\r' || r == '\u00a0' {
			return ' '
		}
		return r
	}, strings.ToLower(h))
	return strings.Join(strings.Fields(strings.Trim(h, " *:.\ufeff")), " ")
}

// extra is a column that only the source knows.
func extra(label string) column {
	return column{
		cell: func(t tree) string {
			r := &reader{}
			for _, v := range r.list(t, "extras") {
				if o, ok := v.(tree); ok && r.text(o, "label") == label {
					return r.text(o, "text")
				}
			}
			return ""
		},
		store: func(t tree, cell string) {
			list, _ := t["extras"].([]any)
			for _, v := range list {
				if o, ok := v.(tree); ok && o["label"] == label {
					o["text"] = cell
					return
				}
			}
			t["extras"] = append(list, tree{"label": label, "text": cell})
		},
	}
}

// record makes one record of the cells of a row. A row that Tuntas wrote and nobody edited gives back the record that
// it was made of; of an edited one the cells count.
func (s *sheet) record(cells []string) (json.RawMessage, error) {
	for i, c := range cells {
		if !utf8.ValidString(c) || strings.ContainsRune(c, 0) {
			return nil, civic.Invalid("line", "error.not_text")
		}
		if i >= len(s.columns) && c != "" {
			return nil, civic.Invalid("line", "error.row_fields")
		}
	}
	t, was := tree{}, json.RawMessage(nil)
	if s.source >= 0 {
		cells = slices.Clone(cells)
		for i := range cells {
			if s.guard {
				cells[i] = unguarded(cells[i])
			}
		}
		if s.source < len(cells) && cells[s.source] != "" {
			was = json.RawMessage(cells[s.source])
			var err error
			if t, err = parse(was); err != nil || !json.Valid(was) || !wholeText(was) {
				return nil, civic.Invalid(sourceColumn, "error.json_wrong")
			}
		}
	}
	edited := false
	for i, c := range s.columns {
		if i == s.source || i >= len(cells) {
			continue
		}
		if have := c.cell(t); have != cells[i] && (was == nil || loosely(have) != loosely(cells[i])) {
			c.store(t, cells[i])
			edited = true
		}
	}
	if was != nil && !edited {
		return was, nil
	}
	return plainJSON(t)
}

// loosely is a text without what spreadsheets change on their own: ends of lines, and characters that XML has not.
func loosely(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r >= 0xFFFD && r <= 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// WriteCSV writes a table: the columns of the shape, those that the records brought along, and the whole record.
// A record that cannot be taken is an error: a table has no place for it.
func (d Document) WriteCSV(w io.Writer, shape Shape) error {
	rows, err := d.table(shape)
	if err != nil {
		return err
	}
	for _, row := range rows {
		for i := range row {
			row[i] = guarded(row[i])
		}
	}
	return writeCSV(w, rows)
}

// table makes the heading and the rows of a table.
func (d Document) table(shape Shape) ([][]string, error) {
	cols := slices.Clone(shape.columns)
	head := make([]string, len(cols))
	for i, c := range cols {
		head[i] = c.name
	}
	trees := make([]tree, len(d.Entries))
	for i, e := range d.Entries {
		t, err := parse(e.Source)
		if err = errors.Join(e.Err, err); err != nil {
			return nil, fmt.Errorf("record %d: %w", e.Row, err)
		}
		trees[i] = t
		for _, label := range labels(t) {
			if shape.find(label, nil).name == "" && heading(label) != sourceColumn && heading(label) != "" && !slices.Contains(head, label) {
				cols, head = append(cols, extra(label)), append(head, label)
			}
		}
	}
	rows := [][]string{append(head, sourceColumn)}
	for i, t := range trees {
		var row []string
		for _, c := range cols {
			row = append(row, c.cell(t))
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, d.Entries[i].Source); err != nil {
			return nil, err
		}
		rows = append(rows, append(row, forXML(compact.String())))
	}
	return rows, nil
}

// forXML escapes the two characters that JSON may hold and XML may not. They stand inside of texts only.
func forXML(record string) string {
	return strings.NewReplacer("\ufffe", `\ufffe`, "\uffff", `\uffff`).Replace(record)
}

// labels are the labels of what a record says beside its columns.
func labels(t tree) []string {
	r := &reader{}
	var out []string
	for _, v := range r.list(t, "extras") {
		if o, ok := v.(tree); ok {
			out = append(out, r.text(o, "label"))
		}
	}
	return out
}

// Template writes an empty table for people to fill in.
func Template(w io.Writer, shape Shape) error {
	var head []string
	for _, c := range shape.columns {
		head = append(head, c.name)
	}
	return writeCSV(w, [][]string{head})
}
