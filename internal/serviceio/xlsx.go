package serviceio

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// cellLetters is how much a cell of a spreadsheet holds, in units of UTF-16. Longer texts would be cut off in silence.
const cellLetters = 32767

// maxUnpacked bounds what a spreadsheet may unpack to.
const maxUnpacked = 512 << 20

// headingWithin is among how many rows the heading is looked for: agencies like a title above their table.
const headingWithin = 10

// ReadXLSX reads the first sheet of a workbook that has a heading of this kind. Everything else is as in ReadCSV.
func ReadXLSX(r io.Reader, shape Shape) (d Document, err error) {
	f, err := excelize.OpenReader(r, excelize.Options{UnzipSizeLimit: maxUnpacked})
	if err != nil {
		return d, fmt.Errorf("the file is no workbook: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			return d, err
		}
		for i, head := range rows[:min(len(rows), headingWithin)] {
			if !slices.Contains(newSheet(head, shape, false).names, shape.needed) {
				continue
			}
			return fromTable(head, shape, false, func(yield func(int, []string)) {
				for j, cells := range rows[i+1:] {
					yield(i+j+2, whole(head, cells))
				}
			})
		}
	}
	return d, fmt.Errorf("no sheet has a heading with the column %q", shape.needed)
}

// whole puts a record together that did not fit into one cell: its pieces stand in the columns behind "source".
func whole(head, cells []string) []string {
	at := slices.Index(head, sourceColumn)
	if at < 0 || at+1 >= len(head) || at >= len(cells) {
		return cells
	}
	out := slices.Clone(cells[:at+1])
	for i := at + 1; i < len(cells) && i < len(head) && head[i] == sourceColumn; i++ {
		out[at] += cells[i]
	}
	return out
}

// WriteXLSX writes a workbook with one sheet: what WriteCSV writes. A text that is longer than a cell holds is an
// error; JSON and CSV have no such limit.
func (d Document) WriteXLSX(w io.Writer, shape Shape) (err error) {
	rows, err := d.table(shape)
	if err != nil {
		return err
	}
	f := excelize.NewFile()
	defer func() { err = errors.Join(err, f.Close()) }()
	sheet, err := f.NewStreamWriter(f.GetSheetName(0))
	if err != nil {
		return err
	}
	most := 1
	pieces := make([][]string, len(rows))
	for i, row := range rows {
		last := len(row) - 1
		for j, text := range row[:last] {
			if len(utf16.Encode([]rune(text))) > cellLetters {
				return fmt.Errorf("row %d, column %q: the text is longer than a cell holds; write CSV or JSON instead", i+1, rows[0][j])
			}
		}
		pieces[i] = cutUp(row[last])
		most = max(most, len(pieces[i]))
		rows[i] = row[:last]
	}
	for i, row := range rows {
		for len(pieces[i]) < most {
			pieces[i] = append(pieces[i], map[bool]string{true: sourceColumn, false: ""}[i == 0])
		}
		values := make([]any, 0, len(row)+most)
		for _, text := range append(row, pieces[i]...) {
			values = append(values, text)
		}
		if err := sheet.SetRow(fmt.Sprintf("A%d", i+1), values); err != nil {
			return err
		}
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// cutUp cuts a text into pieces that fit into cells.
func cutUp(s string) []string {
	const piece = cellLetters / 4 // bytes; at most as many units of UTF-16, and room for what excelize escapes
	var out []string
	for len(s) > piece {
		at := piece
		for !utf8.RuneStart(s[at]) {
			at--
		}
		out, s = append(out, s[:at]), s[at:]
	}
	return append(out, s)
}
