package serviceio

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tuntas/internal/service"
)

// compact is JSON without blanks and with the escapes that tables need, "" when it is none.
func compact(raw json.RawMessage) string {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return ""
	}
	return forXML(b.String())
}

// cells are what a table shows of a record.
func cells(t *testing.T, raw json.RawMessage, shape Shape) []string {
	t.Helper()
	tr, err := parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range shape.columns {
		out = append(out, c.cell(tr))
	}
	return out
}

// comesBack writes a document as JSON and as a table, reads both, and compares every record.
func comesBack(t *testing.T, d Document, shape Shape) {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	again, err := ReadJSON(&b)
	if err != nil || len(again.Entries) != len(d.Entries) {
		t.Fatalf("written as JSON it is not read: %v, %d records of %d", err, len(again.Entries), len(d.Entries))
	}
	whole := Document{}
	for i, e := range d.Entries {
		if compact(e.Source) != compact(again.Entries[i].Source) {
			t.Fatalf("record %d changed in JSON:\n%s\n%s", i, e.Source, again.Entries[i].Source)
		}
		if _, err := parse(e.Source); e.Err == nil && err == nil {
			whole.Entries = append(whole.Entries, e)
		}
	}
	b.Reset()
	if err := whole.WriteCSV(&b, shape); err != nil {
		t.Fatal(err)
	}
	again, err = ReadCSV(&b, shape)
	same(t, whole, again, err, shape)
}

// comesBackAsWorkbook is comesBack for the form that is slow to write.
func comesBackAsWorkbook(t *testing.T, d Document, shape Shape) {
	t.Helper()
	var b bytes.Buffer
	if err := d.WriteXLSX(&b, shape); err != nil {
		t.Fatal(err)
	}
	again, err := ReadXLSX(&b, shape)
	same(t, d, again, err, shape)
}

// same compares the records of a table with those that were written into it.
func same(t *testing.T, whole, again Document, err error, shape Shape) {
	t.Helper()
	if err != nil || len(again.Entries) != len(whole.Entries) {
		t.Fatalf("written as a table it is not read: %v, %d records of %d", err, len(again.Entries), len(whole.Entries))
	}
	for i, e := range whole.Entries {
		if again.Entries[i].Err != nil || compact(e.Source) != compact(again.Entries[i].Source) {
			t.Fatalf("record %d changed in a table: %v\n%s\n%s", i, again.Entries[i].Err, e.Source, again.Entries[i].Source)
		}
		if diff := cmp.Diff(cells(t, e.Source, shape), cells(t, again.Entries[i].Source, shape)); diff != "" {
			t.Fatalf("record %d:\n%s", i, diff)
		}
	}
}

// FuzzJSON: whatever JSON comes, no text is lost or changed on its way out and in again.
func FuzzJSON(f *testing.F) {
	f.Add(string(services))
	f.Add(`[{"id":1.50,"service":{"name":"=a\r\nb"},"extras":[{"label":"x;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;;","text":"'-"},{"label":"=id","text":"\ufeff"}],"id":2}]`)
	f.Add(`{"examples":[{"standard":{"fee":{"text":"-","items":[{"amount_idr":6}]}}},3,"\udc00",{"extras":"a"}],"z":[]}`)
	f.Fuzz(func(t *testing.T, raw string) {
		d, err := ReadJSON(strings.NewReader(raw))
		if err != nil {
			return
		}
		comesBack(t, d, Services())
		comesBack(t, d, Innovations())
		for _, e := range d.Entries {
			if s, err := e.Service(); err == nil {
				LineOf(e.Row, s)
			}
			if in, err := e.Innovation(); err == nil {
				LineOfInnovation(e.Row, in)
			}
		}
	})
}

// FuzzTable: every cell of every row that is taken is found again in the record, under its column or its own label.
func FuzzTable(f *testing.F) {
	f.Add("name,c01,c03,jam\na,\"x\r\ny\",3 hari,=1\n")
	f.Add("Nama Layanan;Biaya;;x;x\n\"a\"\"b\";'-1;1;2;3\r\n\r\n")
	f.Add("name\tsource\nb\t{}\nc\t{\"service\":{\"name\":\"d\"}}\n")
	f.Fuzz(func(t *testing.T, raw string) {
		d, err := ReadCSV(strings.NewReader(raw), Services())
		recs, wrong := readCSV(strings.NewReader(raw))
		if err != nil || wrong != nil {
			return
		}
		sh := newSheet(recs[0].fields, Services(), true)
		rows := map[int][]string{}
		for _, r := range recs[1:] {
			rows[r.line] = r.fields
		}
		for _, e := range d.Entries {
			if e.Err != nil {
				continue
			}
			tr, err := parse(e.Source)
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range sh.columns {
				if i == sh.source || i >= len(rows[e.Row]) || sh.source >= 0 {
					continue
				}
				if got := c.cell(tr); got != rows[e.Row][i] {
					t.Fatalf("row %d, column %q: %q became %q", e.Row, recs[0].fields[i], rows[e.Row][i], got)
				}
			}
		}
		d.Entries = slices.DeleteFunc(d.Entries, func(e Entry) bool { return e.Source == nil })
		comesBack(t, d, Services())
	})
}

// TestAnyTextComesBack draws texts for every column and compares what comes back, byte for byte.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		shape := Services()
		row := make([]string, len(shape.columns))
		head := make([]string, len(shape.columns))
		for i, c := range shape.columns {
			head[i] = c.name
			row[i] = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"-", "=1+1", "'-x", "a\r\nb", "\"", "3 hari", "Rp 5.000", " x ", "a;b,c\td", "_x000D_", "_x005F_x0041_", "\x01", "\uffff", "a\rb"})).Draw(rt, c.name)
			row[i] = strings.ReplaceAll(row[i], "\x00", "")
		}
		row[5] = "nama " + row[5]
		d, err := fromTable(head, shape, true, func(yield func(int, []string)) { yield(2, row) })
		if err != nil || d.Entries[0].Err != nil {
			rt.Fatal(err, d.Entries[0].Err)
		}
		if diff := cmp.Diff(row, cells(t, d.Entries[0].Source, shape)); diff != "" {
			rt.Fatal(diff)
		}
		comesBack(t, d, shape)
		comesBackAsWorkbook(t, d, shape)
		s, err := d.Entries[0].Service()
		if err != nil {
			rt.Fatal(err)
		}
		before, _ := json.Marshal(s)
		service.Judge(s)
		if after, _ := json.Marshal(s); !bytes.Equal(before, after) {
			rt.Fatal("judging changed a text")
		}
	})
}
