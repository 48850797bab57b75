package casework_test

import (
	"slices"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Monday 16 March: what came on the 2nd is late since the 9th, what comes now is due on the fifth working day, which Nyepi
// and Idul Fitri put off to the 26th. Each desk is counted with what lies below it, and nobody sees beside.
func TestBoardLooksFiveWorkingDaysAhead(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Handled(w.Pothole())
		until(t, w, "2026-03-16 09:00:00")
		for range 2 {
			w.Handled(w.Pothole())
		}
		w.Submit(w.Pothole()) // at the national desk, three days
		w.Settled()
		b, err := w.Casework.Board(t.Context(), w.Officer("nasional"), 0, 50)
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, d := range b.Days {
			days = append(days, d.String())
		}
		if want := []string{"2026-03-16", "2026-03-17", "2026-03-18", "2026-03-24", "2026-03-25", "2026-03-26"}; !slices.Equal(days, want) {
			t.Errorf("it looks at %v", days)
		}
		if got := b.Rows[0]; got.Desk.ID != w.Agency("nasional") || got.Late != 1 || !slices.Equal(got.Due, []int64{0, 0, 0, 1, 0, 2}) {
			t.Errorf("the country: %+v", got)
		}
		i := slices.IndexFunc(b.Rows, func(r casework.BoardRow) bool { return r.Desk.ID == w.Agency("kota") })
		if i < 1 || b.Rows[i].Late != 1 || !slices.Equal(b.Rows[i].Due, []int64{0, 0, 0, 0, 0, 2}) {
			t.Errorf("the city: %+v", b.Rows)
		}
		var names []string
		for from := civic.ID(0); ; {
			page, err := w.Casework.Board(t.Context(), w.Officer("nasional"), from, 1)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range page.Rows {
				names = append(names, r.Desk.Code)
			}
			if from = page.Next; from == 0 {
				break
			}
		}
		if len(names) != len(b.Rows) || len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
			t.Errorf("page by page: %v", names)
		}
		if other, err := w.Casework.Board(t.Context(), w.Officer("dinkes"), 0, 50); err != nil || len(other.Rows) != 1 || other.Rows[0].Late != 0 {
			t.Errorf("another office: %+v, %v", other, err)
		}
		if _, err := w.Casework.Board(t.Context(), civic.Actor{Role: civic.RolePublic}, 0, 5); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("a stranger is answered %v", err)
		}
	})
}
