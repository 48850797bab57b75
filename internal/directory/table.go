package directory

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
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
	row    int
	fields map[string]string
}

func (l line) get(column string) string { return strings.TrimSpace(l.fields[column]) }

// readTable calls fn for every row of a CSV file with a heading.
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
	for row := 2; ; row++ {
		rec, err := cr.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		l := line{row: row, fields: make(map[string]string, len(names))}
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
