package casework_test

import (
	"context"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// What the officer may not know of any more leaves no hole in the list: the next reminders take its place, and there is a way
// on only where something comes.
func TestPagesOfRemindersAreFilled(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ours, _ := w.Handled(w.Pothole())
		gone, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), gone.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Ini jalan provinsi."})
		who := w.Officer("jalan")
		tell := func(report civic.ID, n int) {
			t.Helper()
			var all []store.Reminder
			for range n {
				all = append(all, store.Reminder{ID: w.Store.NewID(w.Clock()), Report: report, Desk: who.Desk, Clock: civic.ClockResolve, Started: w.Clock(), Step: 50 + len(all), Due: w.Clock(), At: w.Clock()})
			}
			if err := w.DB.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
				w.Store.InsertReminders(tx, all)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			w.Pass(1)
		}
		tell(gone.Report.ID, 5)
		tell(ours.Report.ID, 2)
		w.Pass(1_000_000)
		tell(gone.Report.ID, 45)
		w.Pass(1_000_000)
		tell(ours.Report.ID, 1)
		w.Pass(1_000_000)
		tell(gone.Report.ID, 12)
		var sizes []int
		for before := civic.ID(0); ; {
			page, last, err := w.Casework.Reminders(t.Context(), who, before, 2)
			if err != nil {
				t.Fatal(err)
			}
			if sizes = append(sizes, len(page.Rows)); !page.More {
				break
			}
			if len(page.Rows) == 0 || len(sizes) > 5 {
				t.Fatalf("pages of %v, and more", sizes)
			}
			before = last
		}
		if len(sizes) != 2 || sizes[0] != 2 || sizes[1] != 1 {
			t.Errorf("pages of %v", sizes)
		}
	})
}

// A remit by topic has no counts of answers, for they are kept by office, and says so; so does the board.
func TestCountsOfARemitByTopicSayWhatTheyAre(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		tell := func() (board, gate, none bool) {
			t.Helper()
			who := w.Officer("pengawas")
			b, err := w.Casework.Board(t.Context(), who, 0, 50)
			if err != nil {
				t.Fatal(err)
			}
			g, err := w.Casework.GateCounts(t.Context(), who, 202603, 202603)
			if err != nil {
				t.Fatal(err)
			}
			return b.ByTopic, g.ByTopic, g.None
		}
		if b, g, n := tell(); b || g || n {
			t.Errorf("without a remit: %v %v %v", b, g, n)
		}
		restrict(t, w, "pengawas", civic.Remit{Topics: []civic.ID{w.Topic("01").ID}})
		if b, g, n := tell(); !b || !g || !n {
			t.Errorf("by topic: %v %v %v", b, g, n)
		}
		restrict(t, w, "pengawas", civic.Remit{Topics: []civic.ID{w.Topic("01").ID}, Desks: []civic.ID{w.Agency("kemen")}})
		if b, g, n := tell(); !b || !g || n {
			t.Errorf("by topic and office: %v %v %v", b, g, n)
		}
	})
}
