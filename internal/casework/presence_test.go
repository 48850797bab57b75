package casework_test

import (
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Officers at one report see each other, as long as they give signs of life; who inspects is not announced, and who has
// nothing to do with the report learns nothing.
func TestOfficersSeeEachOther(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		attend := func(name string, verb civic.Verb) []casework.Here {
			t.Helper()
			here, err := w.Casework.Attend(t.Context(), w.Officer(name), got.Code, verb)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return here
		}
		if here := attend("jalan", ""); len(here) != 0 {
			t.Errorf("alone, and %+v are there", here)
		}
		if here := attend("dpu", civic.VerbFollowUp); len(here) != 1 || here[0].Name != "Joko Jalan" || here[0].Writes() {
			t.Errorf("the first one reads: %+v", here)
		}
		if here := attend("jalan", civic.VerbAnswer); len(here) != 1 || here[0].Name != "Dedi DPU" || here[0].Verb != civic.VerbFollowUp {
			t.Errorf("the second one writes: %+v", here)
		}
		w.Pass(casework.PresenceLife / 2)
		attend("jalan", civic.VerbWithdraw) // not an officer's step: whoever names it reads
		attend("pengawas", "")
		w.Pass(casework.PresenceLife/2 + time.Second)
		here, err := w.Casework.Present(t.Context(), w.Officer("kota"), got.Code)
		if err != nil || len(here) != 1 || here[0].Name != "Joko Jalan" || here[0].Writes() {
			t.Errorf("one gave no sign, one inspects, one reads on: %+v, %v", here, err)
		}
		if err := w.Casework.Depart(t.Context(), w.Officer("jalan"), got.Code); err != nil {
			t.Fatal(err)
		}
		if here, err := w.Casework.Present(t.Context(), w.Officer("kota"), got.Code); err != nil || len(here) != 0 {
			t.Errorf("all have left: %+v, %v", here, err)
		}
		for name, want := range map[string]civic.Kind{"dinkes": civic.KindNotFound, "": civic.KindUnauthenticated} {
			who := civic.Actor{}
			if name != "" {
				who = w.Officer(name)
			}
			_, attended := w.Casework.Attend(t.Context(), who, got.Code, "")
			_, present := w.Casework.Present(t.Context(), who, got.Code)
			for _, err := range []error{attended, present, w.Casework.Depart(t.Context(), who, got.Code)} {
				if civic.KindOf(err) != want {
					t.Errorf("%q learns %v", name, err)
				}
			}
		}
	})
}
