package directory_test

import (
	"bytes"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// What is written out comes in again as it was: here nothing changes by it, and a desk without rules has the same ones in
// the same order afterwards.
func TestRulesGoOutAndComeInAgain(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		const file = "desk_code,name,target_code,from,region_code,topic_code,class,words,until,source\n" +
			"kota,\"Lampu, \"\"jalan\"\"\",jalan,2026-01-01,35.78.01,01.1,complaint,\"lampu jalan, pju\",2027-01-01,Perwali 1/2026\n" +
			"kota,=Umum,dpu,2026-02-03,,,,,,\nkota,Kesehatan,dinkes,2026-01-01,,02,information,,,\n"
		w.Import(w.Directory.ImportCompetence, file)
		kota := w.Agency("kota")
		export := func() string {
			var out bytes.Buffer
			if err := w.Directory.ExportCompetence(t.Context(), w.Officer("kota"), kota, &out); err != nil {
				t.Fatal(err)
			}
			return out.String()
		}
		first := export()
		if first != file {
			t.Errorf("written out as\n%s", first)
		}
		res, err := w.Directory.ImportCompetence(t.Context(), strings.NewReader(first), directory.Options{})
		if err != nil || res.Failed != 0 || res.Same != 3 {
			t.Errorf("taken in again: %+v, %v", res, err)
		}
		set, err := w.Directory.Competence(t.Context(), w.Officer("kota"), kota, 0)
		if err != nil {
			t.Fatal(err)
		}
		set.Rules = nil
		if _, err := w.Directory.SaveCompetence(t.Context(), w.Officer("kota"), set); err != nil {
			t.Fatal(err)
		}
		w.Import(w.Directory.ImportCompetence, first)
		if again := export(); again != first {
			t.Errorf("after coming in anew:\n%s", again)
		}
		if err := w.Directory.ExportCompetence(t.Context(), w.Officer("dinkes"), kota, &bytes.Buffer{}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("others read them: %v", err)
		}
	})
}
