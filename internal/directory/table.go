package directory

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tuntas/internal/civic"
)

// Result says what an import did, or with a dry run would do.
type Result struct {
	New, Changed, Same int
	Errors             []RowError // at most MaxRowErrors are kept
	Failed             int        // rows that were refused
}

// MaxRowErrors is how many refused rows are told one by one.
const MaxRowErrors = 100

// RowError tells why one row was refused; the others are taken all the same.
type RowError struct {
	Row int // line of the file, the heading is 1
	Err error
}

func (r *Result) refuse(row int, err error) {
	r.Failed++
	if len(r.Errors) < MaxRowErrors {
		r.Errors = append(r.Errors, RowError{Row: row, Err: err})
	}
}

// Options of an import.
type Options struct {
	DryRun   bool
	Parent   string         // code of the agency under which rows without a parent hang
	Progress func(done int) // called now and then with the number of rows read; may be nil
}

// headings lists other names under which the columns are known, so that files of
// the ministries can be taken as they come.
var headings = map[string]string{
	"kode": "code", "id": "code", "nama": "name", "unit": "name", "jenis": "kind", "basis": "decree", "tanggal": "date",
	"kode_provinsi": "parent_code", "kode_kabkota": "parent_code", "kode_kecamatan": "parent_code", "parent": "parent_code",
	"region": "region_code", "mode": "routing_mode", "nama_singkat": "short_name", "keterangan": "name",
}

// line is one row of a table by the names of its columns.
type line struct {
	row    int // line of the file on which it begins
	fields map[string]string
	wrong  error // why it cannot be read at all
}

func (l line) get(column string) string { return oneLine(l.fields[column]) }

// oneLine makes a line that can be shown anywhere out of what stands in a file or was typed: ends of lines and tabs
// become blanks, and what steers a terminal, a mail or the direction of reading is dropped.
func oneLine(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\n", " ", "\t", " ").Replace(civic.TidyText(s)))
}

// unreadable tells why a row cannot be taken apart by its columns.
func unreadable(rec []string, columns int) error {
	if len(rec) > columns {
		return civic.Invalid("line", "error.row_fields")
	}
	for _, v := range rec {
		if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
			return civic.Invalid("line", "error.not_text")
		}
	}
	return nil
}

// readTable calls fn for every row of a CSV file with a heading, also for those that are wrong.
func readTable(r io.Reader, needed []string, fn func(line) error) error {
	cr := csv.NewReader(r)
	cr.FieldsPerRecord, cr.ReuseRecord = -1, true
	head, err := cr.Read()
	if err != nil {
		return fmt.Errorf("the file has no heading: %w", err)
	}
	names := make([]string, len(head))
	have := map[string]bool{}
	for i, h := range head {
		h = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))
		if other, ok := headings[h]; ok && !have[other] {
			h = other
		}
		names[i], have[h] = h, true
	}
	for _, n := range needed {
		if !have[n] {
			return fmt.Errorf("the heading lacks the column %q", n)
		}
	}
	for {
		rec, err := cr.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return notATable(err)
		}
		row, _ := cr.FieldPos(0)
		l := line{row: row, fields: make(map[string]string, len(names)), wrong: unreadable(rec, len(names))}
		for i, v := range rec {
			if i < len(names) {
				l.fields[names[i]] = v
			}
		}
		if err := fn(l); err != nil {
			return err
		}
	}
}

// errNotCSV is the place after which nothing in a file can be told apart: the import ends there.
var errNotCSV = errors.New("from here on this is not CSV; what follows was not looked at")

func notATable(err error) error {
	pe, ok := errors.AsType[*csv.ParseError](err)
	if !ok {
		return fmt.Errorf("cannot read the file: %w", err)
	}
	return fmt.Errorf("line %d: %w (%w)", pe.StartLine, errNotCSV, pe.Err)
}
