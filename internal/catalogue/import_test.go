package catalogue_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
)

// record is one record of a file, with blanks and a member that nobody knows.
func record(id, agency, unit, name, fee string) string {
	return fmt.Sprintf(`{ "id": %q, "agency": {"name": %q, "unit": %q}, "service": {"name": %q, "decree_no": "7/2026"}, "unknown": [1.50, null],
  "standard": {"requirements": ["KTP"], "steps": ["Datang"], "time": {"text": "1 jam"}, "fee": {"text": %q}, "products": ["Surat"], "complaint": {"text": "Loket pengaduan"}} }`, id, agency, unit, name, fee)
}

func file(w *apptest.Town, records ...string) serviceio.Document {
	w.T.Helper()
	d, err := serviceio.ReadJSON(strings.NewReader("[" + strings.Join(records, ",") + "]"))
	if err != nil {
		w.T.Fatal(err)
	}
	return d
}

// take imports records and tells in one line what became of them.
func take(w *apptest.Town, o catalogue.ImportOptions, records ...string) string {
	w.T.Helper()
	var out []string
	err := w.Catalogue.Import(w.T.Context(), civic.SystemActor(), file(w, records...), o, func(r catalogue.Row) {
		said := fmt.Sprintf("%s %s", r.ID, r.Taken)
		if r.State != "" {
			said += " " + string(r.State)
		}
		if len(r.Likely) > 0 {
			said += " like " + strings.Join(r.Likely, "+")
		}
		out = append(out, said)
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return strings.Join(out, "; ")
}

func exported(w *apptest.Town) (out []string) {
	w.T.Helper()
	if err := w.Catalogue.Export(w.T.Context(), civic.SystemActor(), func(e serviceio.Entry) error {
		out = append(out, string(e.Source))
		return nil
	}); err != nil {
		w.T.Fatal(err)
	}
	return out
}

func TestImportsAreTakenOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		says := func(want string, o catalogue.ImportOptions, records ...string) {
			t.Helper()
			if got := take(w, o, records...); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		}
		public := catalogue.ImportOptions{State: service.Published}
		a, b := record("1", "Pemkot Surabaya", "Dinas Kesehatan", "Surat rujukan", "Gratis"), record("2", "pemerintah  kota surabaya", "DINAS KESEHATAN", "Surat Rujukan.", "Gratis")
		lost, empty := record("3", "Pemerintah Kota Surabaya", "Dinas Entah", "Izin", "Gratis"), strings.Replace(record("4", "Lembaga Kecil", "", "Data peta", "Gratis"), `["KTP"]`, `["-"]`, 1)
		says("1 new published; 2 new published like Surat rujukan; 3 held; 4 new draft; 1 refused", public, a, b, lost, empty, a)
		says("1 same published; 2 same published; 3 held; 4 same draft", public, a, b, lost, empty)
		if got := exported(w); len(got) != 3 || got[0] != a || got[1] != b || got[2] != empty {
			t.Errorf("exported: %q", got)
		}
		changed := record("1", "Pemkot Surabaya", "Dinas Kesehatan", "Surat rujukan", "Rp 5.000")
		says("1 changed draft", catalogue.ImportOptions{}, changed)
		says("1 same draft", catalogue.ImportOptions{}, changed)
		says("1 same published", catalogue.ImportOptions{}, a)
		says("1 changed published", public, strings.Replace(changed, "1 jam", "2 jam", 1))
		hits, _, err := w.Catalogue.Find(t.Context(), catalogue.Query{Text: "rujukan", Limit: 9})
		if err != nil || len(hits) != 2 || hits[1].TimeMax != 2 || hits[1].Free {
			t.Errorf("found: %+v, %v", hits, err)
		}
		must2(w)(actOn(w, "kota", hits[0].Service, 1, service.Withdraw, "Sudah digabung ke layanan lain."))
		if got := exported(w); len(got) != 2 {
			t.Errorf("what is withdrawn is exported: %q", got)
		}
		next := w.Number(`SELECT count(*) FROM service`)
		held, more, err := w.Catalogue.HeldRecords(t.Context(), w.Officer("nasional"), catalogue.HeldRecord{}, 9)
		if err != nil || more || len(held) != 1 || held[0].Owner != "Pemerintah Kota Surabaya / Dinas Entah" {
			t.Fatalf("held: %+v, %v", held, err)
		}
		if _, _, err = w.Catalogue.HeldRecords(t.Context(), w.Officer("kota"), catalogue.HeldRecord{}, 9); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("a city reads what is held: %v", err)
		}
		if err := w.Catalogue.NameOwner(t.Context(), w.Officer("nasional"), held[0].Owner, w.Agency("dpu"), func(catalogue.Row) {}); err != nil {
			t.Fatal(err)
		}
		if got := w.Number(`SELECT count(*) FROM service`); got != next+1 {
			t.Errorf("%d services instead of one more than %d", got, next)
		}
		says("3 same draft; 5 new draft", catalogue.ImportOptions{}, lost, record("5", "Pemerintah Kota Surabaya", "Dinas Entah", "Izin reklame", "Gratis"))
	})
}

func TestAVersionThatWaitsIsNotOverrun(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		a := record("1", "Pemerintah Kota Surabaya", "Dinas Kesehatan", "Surat rujukan", "Gratis")
		if got := take(w, catalogue.ImportOptions{}, a); got != "1 new draft" {
			t.Fatal(got)
		}
		list, _, err := w.Catalogue.Services(t.Context(), w.Officer("dinkes"), catalogue.Filter{Limit: 9})
		if err != nil || len(list) != 1 {
			t.Fatalf("%v, %v", list, err)
		}
		must2(w)(act(w, "dinkes", list[0].Service, service.Submit, ""))
		if got := take(w, catalogue.ImportOptions{}, strings.Replace(a, "Gratis", "Rp 1.000", 1)); got != "1 waits submitted" {
			t.Error(got)
		}
	})
}

// What began here goes out and comes in again as what it is; edited in a table it is the same service.
func TestWhatBeganHereIsKnownAgain(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		h := published(w, "dinkes", whole("Rujukan rawat jalan"))
		var d serviceio.Document
		for _, raw := range exported(w) {
			d.Entries = append(d.Entries, serviceio.Entry{Source: json.RawMessage(raw)})
		}
		var table bytes.Buffer
		if err := d.WriteCSV(&table, serviceio.Services()); err != nil {
			t.Fatal(err)
		}
		edited := strings.Replace(table.String(), "Paling lama 3 hari kerja sejak berkas lengkap", "Satu jam", 1) // the cell; the record at the end of the row still says the old
		for csv, want := range map[string]catalogue.Taken{table.String(): catalogue.TakenSame, edited: catalogue.TakenChanged} {
			again, err := serviceio.ReadCSV(strings.NewReader(csv), serviceio.Services())
			if err != nil {
				t.Fatal(err)
			}
			err = w.Catalogue.Import(t.Context(), civic.SystemActor(), again, catalogue.ImportOptions{}, func(r catalogue.Row) {
				if r.Taken != want || r.Service != h.Service {
					t.Errorf("%+v, want %s", r, want)
				}
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}
