package serviceio

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const innovations = `{"schema":"contoh/1","examples":[
 {"id":"i-1","name":"Jemput Bola","long_name":null,"agency":"Kota Contoh","unit":"Dinas A","started":"2019-07","status":"unknown","problem":"Jauh","solution":"Dijemput",
  "metrics":[{"name":"Waktu","before":3,"before_year":2018,"after":1.50,"after_year":null,"unit":"hari"},{"name":"Kasus","before":7,"after":null}],
  "awards":[{"scheme":"KIPP","year":2020,"tier":"Top 99"}],"sdgs":[3,16],"replication":[{"to":"Kab. B"}],"provenance":[{"url":"https://contoh.example"}],"note":null},
 {"id":"i-2","name":"Tanya","metrics":"satu\ndua","awards":["Juara"],"sdgs":"4"}]}`

func TestInnovationsGoOutAndComeBackWhole(t *testing.T) {
	d := document(t, []byte(innovations))
	comesBack(t, d, Innovations())
	var out []string
	for _, e := range d.Entries {
		in, err := e.Innovation()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(LineOfInnovation(e.Row, in))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(raw))
	}
	want := []string{
		`{"id":"i-1","name":"Jemput Bola","started":"2019-07","status":"unknown","metrics":1,"awards":1,"sdgs":[3,16],"warnings":["metric_without_comparison","status_unknown"]}`,
		`{"id":"i-2","name":"Tanya","started":null,"status":"unknown","metrics":0,"awards":1,"sdgs":[4],"warnings":["agency_missing","metric_without_comparison","problem_empty","solution_empty","start_unknown","status_unknown"]}`,
	}
	if diff := cmp.Diff(want, out); diff != "" {
		t.Error(diff)
	}
}

func TestInnovationsInTables(t *testing.T) {
	d, err := ReadCSV(strings.NewReader("Nama Inovasi,Instansi,Metrics\nA,B,\"{\"\"name\"\":\"\"x\"\"}\ny\"\n,C,\n"), Innovations())
	if err != nil {
		t.Fatal(err)
	}
	in, err := d.Entries[0].Innovation()
	if err != nil || in.Agency != "B" || len(in.Metrics) != 2 || in.Metrics[0].Name != "x" || in.Metrics[1].Name != "y" {
		t.Errorf("%v %+v", err, in)
	}
	if _, err := d.Entries[1].Innovation(); wording(err) != "name error.name_needed" {
		t.Error(err)
	}
}
