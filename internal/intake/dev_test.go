package intake_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/intake"
)

// devFile holds real complaints; it lies beside the project and never in it.
const devFile = "../../../shared/data/complaints/dev.jsonl"

// real is what the test knows of one line of the file.
type real struct{ ID, Text, District, Month, Agency, Source string }

func readDev(t *testing.T) []real {
	t.Helper()
	f, err := os.Open(devFile)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the real complaints are not here: ", devFile)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []real
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 4<<20)
	for sc.Scan() {
		var r real
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	if err := sc.Err(); err != nil || len(out) != 8073 {
		t.Fatalf("%d complaints, want 8,073; %v", len(out), err)
	}
	return out
}

// All real complaints come in without loss, and twice without doubling.
func TestRealComplaintsAreImportedWithoutLoss(t *testing.T) {
	all := readDev(t)
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		run := func(dry bool) intake.ImportResult {
			t.Helper()
			f, err := os.Open(devFile)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			res, err := w.Intake.Import(t.Context(), civic.SystemActor(), f, intake.ImportOptions{Source: "dev", DryRun: dry, State: civic.Closed})
			if err != nil || res.Failed != 0 {
				t.Fatalf("%+v, %v", res, err)
			}
			return res
		}
		if res := run(true); res.New != len(all) || w.Number(`SELECT count(*) FROM report`) != 0 {
			t.Errorf("dry run %+v", res)
		}
		if res := run(false); res.New != len(all) || res.Same != 0 {
			t.Errorf("first import %+v", res)
		}
		if res := run(false); res.New != 0 || res.Same != len(all) {
			t.Errorf("second import %+v", res)
		}
		got := map[string]real{}
		rows, err := w.DB.Query(t.Context(), `SELECT source_ref, body, location_text, occurred_on, source_agency, source FROM report_text`)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var r real
			if err := rows.Scan(&r.ID, &r.Text, &r.District, &r.Month, &r.Agency, &r.Source); err != nil {
				t.Fatal(err)
			}
			got[r.ID] = r
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		lost := 0
		for _, want := range all {
			if got[want.ID] != want {
				lost++
			}
		}
		// Numbers only: the texts are real.
		if lost > 0 || len(got) != len(all) {
			t.Errorf("%d of %d complaints differ, %d are there", lost, len(all), len(got))
		}
		w.Settled()
	})
}
