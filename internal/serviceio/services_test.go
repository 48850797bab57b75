package serviceio

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tuntas/internal/civic"
)

//go:embed testdata/services.json
var services []byte

func document(t *testing.T, raw []byte) Document {
	t.Helper()
	d, err := ReadJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// lines judges every record of a document.
func judged(t *testing.T, d Document) []string {
	t.Helper()
	var out []string
	var seen Duplicates
	for _, e := range d.Entries {
		s, err := e.Service()
		if err != nil {
			t.Fatal(err)
		}
		l := LineOf(e.Row, s)
		l.Likely = seen.Add(e.Row, s)
		raw, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(raw))
	}
	return out
}

func TestServicesAreReadFromTheirTexts(t *testing.T) {
	want := []string{
		`{"id":"uji-1","time":{"min":null,"max":3,"unit":"working_day","clock_start":"berkas_lengkap","extension":null,"parse":"ok","variants":[]},"fee":{"is_free":true,"items":[]},"filled_delivery":6,"warnings":[]}`,
		`{"id":"uji-2","time":{"min":null,"max":null,"unit":null,"clock_start":null,"extension":null,"parse":"not_a_time","variants":[]},"fee":{"is_free":false,"items":[]},"filled_delivery":2,"warnings":["component_empty:c01","component_empty:c02","component_empty:c05","component_empty:c06","fee_without_amount","no_decree","owner_unresolved"]}`,
		`{"id":"uji-3","time":{"min":null,"max":2,"unit":"calendar_day","clock_start":null,"extension":{"max":null,"unit":"case_by_case"},"parse":"variants","variants":[{"when":"baru","max":1,"unit":"calendar_day"},{"when":"hilang","max":2,"unit":"calendar_day"}]},"fee":{"is_free":false,"items":[{"label":"Kendaraan kecil","amount_idr":40000,"unit":"unit","min_qty":2}]},"filled_delivery":6,"warnings":["day_kind_assumed","extension_open_ended","time_variants"],"duplicate_of":["uji-1"]}`,
	}
	if diff := cmp.Diff(want, judged(t, document(t, services))); diff != "" {
		t.Error(diff)
	}
}

func TestServicesGoOutAndComeBackWhole(t *testing.T) {
	d := document(t, services)
	var again, table bytes.Buffer
	if err := d.WriteJSON(&again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(squeezed(t, services), squeezed(t, again.Bytes())); diff != "" {
		t.Errorf("as JSON:\n%s", diff)
	}
	if err := d.WriteCSV(&table, Services()); err != nil {
		t.Fatal(err)
	}
	back, err := ReadCSV(bytes.NewReader(table.Bytes()), Services())
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range back.Entries {
		if diff := cmp.Diff(squeezed(t, d.Entries[i].Source), squeezed(t, e.Source)); diff != "" {
			t.Errorf("record %d as a table:\n%s", i, diff)
		}
	}
	if diff := cmp.Diff(judged(t, d), judged(t, back)); diff != "" {
		t.Error(diff)
	}
}

// squeezed takes the blanks out of JSON, so that every digit and every escape is compared.
func squeezed(t *testing.T, raw []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAnEditedRowCountsAndKeepsTheRest(t *testing.T) {
	var table bytes.Buffer
	if err := document(t, services).WriteCSV(&table, Services()); err != nil {
		t.Fatal(err)
	}
	edited := strings.Replace(table.String(), ",Paling lambat 3 (tiga) hari kerja sejak berkas lengkap,", ",5 hari kerja,", 1)
	back, err := ReadCSV(strings.NewReader(edited), Services())
	if err != nil {
		t.Fatal(err)
	}
	s, err := back.Entries[0].Service()
	if err != nil {
		t.Fatal(err)
	}
	if *s.Time != "5 hari kerja" || !strings.Contains(string(back.Entries[0].Source), `12345678901234567890`) || s.Requirements[0].Group != "Lahir di dalam negeri" {
		t.Errorf("%+v\n%s", s, back.Entries[0].Source)
	}
}

func TestTablesOfAgencies(t *testing.T) {
	table := "\ufeffInstansi;Unit Kerja;Nama Layanan;Persyaratan;Prosedur;Lama Pelayanan;Biaya/Tarif;Hasil Pelayanan;Pengelolaan Pengaduan;Dasar Hukum;Jam Pelayanan\r\n" +
		"Kabupaten Contoh;Dinas Sosial;Rekomendasi;\"KTP\r\nKK\";\"1. Datang\n2. Ambil\";1 (satu) hari;Gratis;Surat;WA 08xx;UU 11/2009;08.00-15.00\r\n" +
		";;;;;;;;;;\r\n" +
		"Kabupaten Contoh;Dinas Sosial;Santunan;;;Sehari;=1+1;;;;\r\n"
	d, err := ReadCSV(strings.NewReader(table), Services())
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Entries) != 2 || d.Entries[1].Row != 6 {
		t.Fatalf("%+v", d.Entries)
	}
	s, err := d.Entries[0].Service()
	if err != nil {
		t.Fatal(err)
	}
	if s.Requirements[0].Text != "KTP\r" || s.Steps[1].Text != "2. Ambil" || s.Making[0] != "UU 11/2009" || len(s.Extras) != 1 || s.Extras[0].Text != "08.00-15.00" || s.Extras[0].Label != "Jam Pelayanan" {
		t.Errorf("%+v", s)
	}
	var out bytes.Buffer
	if err := d.WriteCSV(&out, Services()); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), ",'=1+1,") {
		t.Errorf("a formula is not kept from being one:\n%s", out.String())
	}
	back, err := ReadCSV(&out, Services())
	if err != nil {
		t.Fatal(err)
	}
	for i := range d.Entries {
		if diff := cmp.Diff(string(d.Entries[i].Source), string(back.Entries[i].Source)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhatCannotBeTakenIsSaid(t *testing.T) {
	d := document(t, []byte(`[{"service":{"name":["a",{}]}}, 7, {"service":{}}, {"service":{"name":"a\u0000"}}, {"service":{"name":"\ud800"}}, {"service":{"name":"x"},"standard":{"steps":true}}, {"service":{"name":"x"},"standard":[]}, {"service":{"name":"\ud83d\ude00 \\ud800"}}]`))
	want := []string{"name error.json_text", "line error.json_object", "name error.name_needed", "line error.not_text", "line error.not_text", "steps error.json_list", "standard error.json_object", ""}
	for i, e := range d.Entries {
		_, err := e.Service()
		if got := wording(err); got != want[i] {
			t.Errorf("record %d: %q, want %q", e.Row, got, want[i])
		}
	}
	d, err := ReadCSV(strings.NewReader("name,c03\na,b,c\n\xff,b\nx,y\n"), Services())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"line error.row_fields", "line error.not_text", ""} {
		if got := wording(d.Entries[i].Err); got != want || d.Entries[i].Row != i+2 {
			t.Errorf("row %d: %q, want %q", d.Entries[i].Row, got, want)
		}
	}
	for _, broken := range []string{"", "{", "7", `{"a":1}`, `{"examples":7}`, "\xff"} {
		if _, err := ReadJSON(strings.NewReader(broken)); err == nil {
			t.Errorf("%q is taken", broken)
		}
	}
	for _, broken := range []string{"", "id,unit\n1,2\n"} {
		if _, err := ReadCSV(strings.NewReader(broken), Services()); err == nil {
			t.Errorf("%q is taken", broken)
		}
	}
	if d, err := ReadCSV(strings.NewReader("name\na\n\"b\n"), Services()); err == nil || len(d.Entries) != 1 {
		t.Errorf("an open quote: %v, %d rows before it", err, len(d.Entries))
	}
}

func wording(err error) string {
	var e *civic.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Field + " " + e.Key
}

func TestTheTemplateIsRead(t *testing.T) {
	for _, shape := range []Shape{Services(), Innovations()} {
		var b bytes.Buffer
		if err := Template(&b, shape); err != nil {
			t.Fatal(err)
		}
		cells := strings.Split(strings.TrimSpace(b.String()), ",")
		for i := range cells {
			cells[i] = "isi " + cells[i]
		}
		d, err := ReadCSV(strings.NewReader(b.String()+strings.Join(cells, ",")+"\n"), shape)
		if err != nil || len(d.Entries) != 1 {
			t.Fatal(err)
		}
		tr, err := parse(d.Entries[0].Source)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range shape.columns {
			if c.cell(tr) != cells[i] {
				t.Errorf("%s: %q", c.name, c.cell(tr))
			}
		}
	}
}
