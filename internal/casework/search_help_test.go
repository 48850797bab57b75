package casework_test

import (
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Who was asked finds the report by its words, never by the reporter's name or contact; set free, not at all, before and
// after the index follows. A secret report nobody finds by words.
func TestAskedOfficesFindByWords(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, by := led(t, w, false)
		led(t, w, true)
		find := func(name, words string, want int) {
			t.Helper()
			q := casework.InboxQuery{Queue: civic.QueueAction}
			q.Text = words
			page, err := w.Casework.Inbox(t.Context(), w.Officer(name), q)
			if err != nil || len(page.Rows) != want {
				t.Fatalf("%s finds %d by %q, want %d: %v", name, len(page.Rows), words, want, err)
			}
			for _, row := range page.Rows {
				if row.Report.Code != code || row.Title == "" || (row.Help != nil) != (name != "kota") {
					t.Errorf("%s finds %+v", name, row)
				}
			}
		}
		w.Settled()
		for _, name := range []string{"kota", "dinkes", "kemen"} {
			find(name, "wonokromo berlubang", 1)
			find(name, "siti aminah", 0)
			find(name, "genangannya", 0)
		}
		find("balai", "wonokromo", 0)
		w.Do(by, code, civic.Command{Verb: civic.VerbRelease, Support: viewOf(t, w, w.Officer("kemen"), code).Asked[0].ID, Reason: "not_needed", Message: "Sudah jelas."})
		for range 2 {
			find("kemen", "wonokromo", 0)
			find("dinkes", "wonokromo", 1)
			w.Settled()
		}
		if n := w.Number(`SELECT count(*) FROM search_desk`); n != 1 {
			t.Errorf("%d reports are in the index", n)
		}
	})
}
