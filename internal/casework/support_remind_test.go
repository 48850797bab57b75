package casework_test

import (
	"slices"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// An office that was asked is reminded by its own clock, then what lies above it, and of nothing once it has answered.
func TestOfficesThatWereAskedAreReminded(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, by := led(t, w, false) // on Monday 2 March
		mornings(t, w, "2026-03-16")
		same(t, "the health office", reminded(t, w, "dinkes"), []string{"support 50 2026-03-05", "support 80 2026-03-06", "support 100 2026-03-09"})
		same(t, "the ministry", reminded(t, w, "kemen"), []string{"consult 50 2026-03-03", "consult 100 2026-03-04"})
		for name, want := range map[string]string{"kota": "support 101 2026-03-12", "nasional": "consult 101 2026-03-09"} {
			if got := reminded(t, w, name); !slices.Contains(got, want) {
				t.Errorf("%s is told %q, not of %q", name, got, want)
			}
		}
		w.Do(w.Officer("dinkes"), code, civic.Command{Verb: civic.VerbContribute, Message: "Genangan sudah disedot."})
		w.Do(by, code, civic.Command{Verb: civic.VerbRelease, Reason: "no_answer", Message: "Kami lanjut tanpa pendapat."})
		was := reminded(t, w, "kota")
		mornings(t, w, "2026-04-10")
		for _, x := range reminded(t, w, "kota")[len(was):] {
			if x[:7] == "support" {
				t.Errorf("the city is told %q of what was answered", x)
			}
		}
		if got := reminded(t, w, "kemen"); len(got) != 0 {
			t.Errorf("set free, the ministry still reads %q", got)
		}
	})
}
