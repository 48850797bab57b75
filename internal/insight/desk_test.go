package insight_test

import (
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// What officers search waits for quiet: whatever happens to a report meanwhile is written once, as it is then, and what
// becomes secret is gone at once and stays away.
func TestDesksFollowWithPatience(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		follow := func(want int) {
			t.Helper()
			if _, err := w.Insight.Follow(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n, err := w.Store.DeskLag(t.Context(), w.DB); err != nil || n != want {
				t.Fatalf("%d reports wait for their desks, not %d: %v", n, want, err)
			}
		}
		key := map[bool]string{true: "report_id", false: "rowid"}[w.DB.Dialect().Postgres()]
		rows := func() (words, alike int) {
			return w.Number(`SELECT count(*) FROM search_desk`), w.Number(`SELECT count(DISTINCT ` + key + `) FROM search_alike`)
		}
		first, _ := w.Handled(w.Pothole()) // submitted, verified, sent on: three reasons to write
		second, _ := w.Handled(w.Pothole())
		follow(2)
		if words, alike := rows(); words+alike != 0 {
			t.Errorf("%d and %d are written before their time", words, alike)
		}
		if n, err := w.Insight.FollowDesks(t.Context()); err != nil || n != 2 {
			t.Errorf("%d are written: %v", n, err)
		}
		if words, alike := rows(); words != 2 || alike != 2 {
			t.Errorf("%d and %d are there", words, alike)
		}
		w.Do(w.Officer("kota"), second.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret, Message: "Pelapor meminta perlindungan."})
		if words, alike := rows(); words != 1 || alike != 1 {
			t.Errorf("a secret report waits in an index: %d and %d", words, alike)
		}
		w.Do(w.Officer("jalan"), first.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Regu mengukur lubang di depan pasar pada 2 Maret."})
		w.Do(w.Officer("jalan"), first.Code, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang di depan pasar ditambal pada 2 Maret."})
		follow(2)
		if err := w.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if words, alike := rows(); words != 1 || alike != 0 {
			t.Errorf("afterwards %d and %d are there: the closed one is searched for, and like nothing any more", words, alike)
		}
		if n, err := w.Insight.FollowDesks(t.Context()); err != nil || n != 0 {
			t.Errorf("%d are written again: %v", n, err)
		}
	})
}
