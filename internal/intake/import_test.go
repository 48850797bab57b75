package intake_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
)

// take imports lines and demands that the import itself succeeds.
func take(t *testing.T, w *apptest.Town, o intake.ImportOptions, lines ...string) intake.ImportResult {
	t.Helper()
	res, err := w.Intake.Import(t.Context(), civic.SystemActor(), strings.NewReader(strings.Join(lines, "\n")), o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// found is an old report as it lies in the database.
type found struct {
	id                                                                 int64
	class, state, region, channel, title, body, on, with, place, agent string
	data, outcome                                                      string
	holder                                                             int64
	secret, anonymous, published                                       bool
}

func lookUp(t *testing.T, w *apptest.Town, source, ref string) (f found) {
	t.Helper()
	err := w.DB.QueryRow(t.Context(), `SELECT r.id, r.class, r.state, r.region_code, r.channel, t.title, t.body, t.occurred_on, t.occurred_with, t.location_text, t.source_agency, t.source_data,
		r.outcome, r.holder_id, r.secret, r.anonymous, r.published FROM report r JOIN report_text t ON t.report_id = r.id WHERE t.source = $1 AND t.source_ref = $2`, source, ref).
		Scan(&f.id, &f.class, &f.state, &f.region, &f.channel, &f.title, &f.body, &f.on, &f.with, &f.place, &f.agent, &f.data, &f.outcome, &f.holder, &f.secret, &f.anonymous, &f.published)
	if err != nil {
		t.Fatalf("%s %s: %v", source, ref, err)
	}
	f.data = unseal(t, w, civic.ID(f.id), f.data)
	return f
}

// unseal opens the line as it came.
func unseal(t *testing.T, w *apptest.Town, id civic.ID, stored string) string {
	t.Helper()
	sealed, err := base64.StdEncoding.DecodeString(stored)
	if err != nil {
		t.Fatalf("kept as it is: %s", stored)
	}
	plain, err := w.Vault.Open("source/"+id.String(), sealed)
	if err != nil {
		t.Fatal(err)
	}
	return string(plain)
}

// What an old system wrote into fields that nobody here knows lies nowhere in clear.
func TestNothingOfUnknownFieldsLiesInClear(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		line := `{"id":"a1","text":"Lampu di gang mati.","pelapor":{"nama":"Penanda Rahasia","telp":"0812-0000-4711"}}`
		take(t, w, intake.ImportOptions{Source: "lama"}, line)
		if f := lookUp(t, w, "lama", "a1"); f.data != line {
			t.Errorf("the line came back as %s", f.data)
		}
		for _, like := range []string{"%Penanda%", "%0000-4711%"} {
			if n := w.Number(`SELECT count(*) FROM report_text WHERE title || body || location_text || source || source_ref || source_agency || source_data LIKE '` + like + `'`); n != 0 {
				t.Errorf("%s lies in clear", like)
			}
			if n := w.Number(`SELECT count(*) FROM event WHERE message || detail LIKE '` + like + `'`); n != 0 {
				t.Errorf("%s lies in the history", like)
			}
		}
	})
}

func TestOldReportsAreTakenInAsTheyWere(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		full := `{"id":"a1","source":"lama","title":" Lampu  mati ","text":"  Lampu di gang mati.\nSudah seminggu. ","class":"complaint_oversight","agency":"dpu","region":"35.78.01","district":"Karang Pilang","location_text":"Gang 3","date":"2023-05-17","state":"closed","channel":"sms","anonymous":true,"secret":true,"extra":{"x":1}}`
		bare := `{"id":"b1","text":"Banjir"}`
		res := take(t, w, intake.ImportOptions{Source: "berkas"}, full, "", bare,
			`{"id":"c1","text":"Bulan saja, sesudah hujan deras","month":"2022-12","agency":"Dinas Antah Berantah","region":"Kota Surabaya","district":"Tambaksari"}`,
			`{"id":"d1","text":"Tahun saja","date":"2021","region":"Negeri Seberang","state":"in_progress"}`,
			`{"id":"e1","text":"Sudah diarsipkan","state":"archived","agency":"DINAS PEKERJAAN UMUM"}`,
			`{"id":"f1","text":"nul\u0000 di tengah"}`)
		if res.New != 6 || res.Same != 0 || res.Failed != 0 || res.UnknownAgency != 1 {
			t.Errorf("%+v", res)
		}
		a := lookUp(t, w, "lama", "a1")
		if a.class != "complaint_oversight" || a.state != "closed" || a.region != "35.78.01" || a.channel != "sms" || a.title != "Lampu mati" || a.body != "  Lampu di gang mati.\nSudah seminggu. " || a.on != "2023-05-17" ||
			a.with != "day" || a.place != "Gang 3, Karang Pilang" || a.data != full || a.outcome != "imported" || civic.ID(a.holder) != w.Agency("dpu") || !a.secret || !a.anonymous || a.published {
			t.Errorf("%+v", a)
		}
		b := lookUp(t, w, "berkas", "b1")
		if b.class != "complaint" || b.state != "submitted" || b.title != "Banjir" || b.on != "" || b.channel != "import" || civic.ID(b.holder) != w.Agency("nasional") || b.data != bare {
			t.Errorf("%+v", b)
		}
		c := lookUp(t, w, "berkas", "c1")
		if c.on != "2022-12" || c.with != "month" || c.agent != "Dinas Antah Berantah" || civic.ID(c.holder) != w.Agency("nasional") || c.region != "35.78" || c.place != "Tambaksari" {
			t.Errorf("%+v", c)
		}
		if got := civic.ID(c.id).Time(); got.Year() != 2022 && got.Month() != 11 {
			t.Errorf("the id of a report of December 2022 is of %v", got)
		}
		d := lookUp(t, w, "berkas", "d1")
		if d.on != "2021" || d.with != "year" || d.region != "" || d.place != "Negeri Seberang" || d.state != "submitted" {
			t.Errorf("%+v", d)
		}
		e := lookUp(t, w, "berkas", "e1")
		if e.state != "archived" || civic.ID(e.holder) != w.Agency("dpu") {
			t.Errorf("%+v", e)
		}
		if f := lookUp(t, w, "berkas", "f1"); f.body != "nul di tengah" || !strings.Contains(f.data, `\u0000`) {
			t.Errorf("%+v", f)
		}
		if n := w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`); n != 0 {
			t.Errorf("%d notices about old reports", n)
		}
		if n := w.Number(`SELECT count(*) FROM report WHERE state IN ('closed', 'archived') AND (clocks <> '' OR wake_at IS NOT NULL)`); n != 0 {
			t.Errorf("%d ended reports have clocks", n)
		}
		w.Settled()
	})
}

func TestWrongLinesAreToldAndTheOthersTaken(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		res := take(t, w, intake.ImportOptions{Source: "berkas"}, `{"id":"a","text":"baik"}`, `{"id":`, `[]`, `{"text":"tanpa nomor"}`, `{"id":"b","text":"  "}`, `{"id":"c","text":"x","date":"kemarin"}`,
			`{"id":"d","text":"x","class":"aduan"}`, `{"id":"e","text":"x","state":"hilang"}`, "{\"id\":\"f\",\"text\":\"\xff\"}", `{"id":"g","text":"baik"} lalu`, `{"id":"h","text":"baik juga"}`)
		want := map[int]string{2: "line", 3: "line", 4: "id", 5: "text", 6: "date", 7: "class", 8: "state", 9: "line", 10: "line"}
		if res.New != 2 || res.Failed != len(want) || len(res.Errors) != len(want) {
			t.Errorf("%+v", res)
		}
		for _, row := range res.Errors {
			var e *civic.Error
			if !errors.As(row.Err, &e) || e.Field != want[row.Row] {
				t.Errorf("line %d: %v, want %q", row.Row, row.Err, want[row.Row])
			}
		}
		if n := w.Number(`SELECT count(*) FROM report`); n != 2 {
			t.Errorf("%d reports", n)
		}
	})
}

func TestSameFileAgainAddsNothing(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		lines := []string{`{"id":"1","text":"sama"}`, `{"id":"2","text":"sama"}`, `{"id":"1","text":"nomor yang sama lagi"}`, `{"id":"1","source":"lain","text":"sama"}`}
		dry := take(t, w, intake.ImportOptions{Source: "s", DryRun: true}, lines...)
		if n := w.Number(`SELECT count(*) FROM report`) + w.Number(`SELECT count(*) FROM event`) + w.Number(`SELECT count(*) FROM feed`); n != 0 {
			t.Errorf("a dry run wrote %d rows", n)
		}
		first := take(t, w, intake.ImportOptions{Source: "s"}, lines...)
		if first.New != 3 || first.Same != 0 || first.Differs != 1 || dry.New != 3 || dry.Differs != 1 {
			t.Errorf("first %+v, dry %+v", first, dry)
		}
		again := take(t, w, intake.ImportOptions{Source: "s"}, lines...)
		if again.New != 0 || again.Same != 3 || again.Differs != 1 || w.Number(`SELECT count(*) FROM report`) != 3 {
			t.Errorf("again %+v", again)
		}
		unnamed := take(t, w, intake.ImportOptions{}, `{"id":"1","text":"tanpa nama sumber"}`)
		again = take(t, w, intake.ImportOptions{}, `{"id":"1","text":"tanpa nama sumber"}`)
		if unnamed.New != 1 || again.Same != 1 {
			t.Errorf("a file without a source: first %+v, again %+v", unnamed, again)
		}
		w.Settled()
	})
}

// Many reports of one day, or older than the first id, get ids of their own and keep the order of their dates.
func TestReportsOfOneDayGetIDsOfTheirOwn(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		const each = 2000 // a second has a million ids: some of so many meet
		var lines []string
		for _, day := range []string{"2019-05-01", "2019-05-02", "1965-01-01"} {
			for i := range each {
				lines = append(lines, fmt.Sprintf(`{"id":"%s-%d","text":"x","date":"%s","state":"closed"}`, day, i, day))
			}
		}
		if res := take(t, w, intake.ImportOptions{Source: "s"}, lines...); res.New != 3*each {
			t.Fatalf("%+v", res)
		}
		edge := func(fn, day string) int {
			return w.Number(`SELECT `+fn+`(report_id) FROM report_text WHERE occurred_on = $1`, day)
		}
		if edge("max", "1965-01-01") >= edge("min", "2019-05-01") || edge("max", "2019-05-01") >= edge("min", "2019-05-02") || edge("min", "1965-01-01") <= 0 {
			t.Error("the ids are not in the order of the dates")
		}
		w.Settled()
	})
}

func TestNameThatSeveralAgenciesHaveNamesNone(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Import(w.Directory.ImportAgencies, "code,parent_code,name\nkemen-dinkes,kemen,Dinas Kesehatan\n")
		res := take(t, w, intake.ImportOptions{Source: "s"}, `{"id":"1","text":"x","agency":"Dinas Kesehatan"}`, `{"id":"2","text":"x","agency":"dinkes"}`)
		if res.UnknownAgency != 1 || civic.ID(lookUp(t, w, "s", "1").holder) != w.Agency("nasional") || civic.ID(lookUp(t, w, "s", "2").holder) != w.Agency("dinkes") {
			t.Errorf("%+v", res)
		}
	})
}

func TestOnlyTheSystemImports(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for _, who := range []civic.Actor{{}, w.Officer("nasional"), civic.ReporterActor(5)} {
			_, err := w.Intake.Import(t.Context(), who, strings.NewReader(`{"id":"1","text":"x"}`), intake.ImportOptions{})
			if civic.KindOf(err) != civic.KindForbidden {
				t.Errorf("%s: %v", who.Role, err)
			}
		}
	})
}
