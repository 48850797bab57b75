package casework_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// mornings lets days pass, and looks at five past eight of each, in Jakarta.
func mornings(t *testing.T, w *apptest.Town, until string) {
	t.Helper()
	last, err := civic.ParseDate(until)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Insight.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for day := civic.DateOf(w.Clock(), civic.WIB).AddDays(1); !day.After(last); day = day.AddDays(1) {
		w.Pass(day.Start(civic.WIB).Add(8*time.Hour + 5*time.Minute).Sub(w.Clock()))
		if _, err := w.Casework.RemindDue(t.Context(), 3); err != nil {
			t.Fatal(err)
		}
	}
}

// reminded lists what a desk was reminded of, oldest first: clock, step and day.
func reminded(t *testing.T, w *apptest.Town, officer string) (out []string) {
	t.Helper()
	who, last := w.Officer(officer), civic.ID(0)
	for {
		page, next, err := w.Casework.Reminders(t.Context(), who, last, 2)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Rows {
			out = append(out, fmt.Sprintf("%s %d %s", r.Told.Clock, r.Told.Step, civic.DateOf(r.Told.At, civic.WIB)))
		}
		if last = next; !page.More {
			slices.Reverse(out)
			return out
		}
	}
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got  %q\n want %q", what, got, want)
	}
}

// Sent to the roads office on Monday 2 March; nobody does anything. The holder is told at half, at four fifths and on the
// last day, then the tiers above it, three working days apart: Nyepi and Idul Fitri are none.
func TestRemindersClimbTheTiers(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Handled(w.Pothole())
		mornings(t, w, "2026-04-10")
		same(t, "the holder", reminded(t, w, "jalan"), []string{
			"first_follow_up 50 2026-03-05", "first_follow_up 80 2026-03-06", "first_follow_up 100 2026-03-09", "resolve 50 2026-03-11",
			"resolve 80 2026-03-18", "resolve 100 2026-03-25"})
		same(t, "the tier above", reminded(t, w, "dpu"), []string{"first_follow_up 101 2026-03-12", "resolve 101 2026-03-30"})
		same(t, "the city", reminded(t, w, "kota"), []string{"first_follow_up 102 2026-03-17", "resolve 102 2026-04-02"})
		same(t, "the national desk", reminded(t, w, "nasional"), []string{"first_follow_up 103 2026-03-25", "resolve 103 2026-04-07"})
		if n := w.Number(`SELECT count(*) FROM alarm`); n != 0 {
			t.Errorf("%d alarms are left after the top was told", n)
		}
	})
}

// Nobody sits at the department any more, so the city hears of it; what was answered reminds nobody; what came back does.
func TestRemindersFindSomebody(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		answered, _ := w.Handled(w.Pothole())
		if _, err := w.DB.Exec(t.Context(), `UPDATE post SET valid_to = $1 WHERE agency_id = $2`, w.Clock().UnixMicro(), int64(w.Agency("dpu"))); err != nil {
			t.Fatal(err)
		}
		w.Do(w.Officer("jalan"), answered.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Lubang ditambal Senin, 2 Maret."})
		mornings(t, w, "2026-03-12")
		same(t, "the holder", reminded(t, w, "jalan"), []string{"first_follow_up 50 2026-03-05", "first_follow_up 80 2026-03-06", "first_follow_up 100 2026-03-09", "resolve 50 2026-03-11"})
		same(t, "the city", reminded(t, w, "kota"), []string{"first_follow_up 101 2026-03-12"})
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Lubang di pasar ditambal Kamis, 12 Maret."})
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReply, Message: "Belum, masih berlubang."})
		mornings(t, w, "2026-03-18")
		same(t, "the holder, after a reply", reminded(t, w, "jalan")[4:], []string{"response 50 2026-03-17", "rework 50 2026-03-17", "resolve 80 2026-03-18", "response 80 2026-03-18", "rework 80 2026-03-18"})
	})
}

// Many processes look at once, some events come in between: everything is told once, and nothing is forgotten.
func TestRemindersAreToldOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		const n = 20
		for range n {
			w.Handled(w.Pothole())
		}
		if err := w.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 40 {
			w.Pass(24 * time.Hour)
			var wg sync.WaitGroup
			for range 3 {
				wg.Go(func() {
					if _, err := w.Casework.RemindDue(t.Context(), 4); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
		}
		if many := w.Number(`SELECT count(*) FROM (SELECT 1 FROM reminder GROUP BY report_id, clock HAVING count(*) <> 6 OR count(DISTINCT step) <> 6) x`); many != 0 {
			t.Errorf("%d clocks were not told six times", many)
		}
		if all := w.Number(`SELECT count(*) FROM reminder`); all != 2*6*n {
			t.Errorf("%d reminders, want %d", all, 2*6*n)
		}
	})
}

// A secret report keeps its text to itself, and whoever has it no more hears no more of it.
func TestRemindersShowNoMore(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Secret = true
		got, _ := w.Handled(req)
		mornings(t, w, "2026-03-25")
		for _, name := range []string{"jalan", "dpu", "kota", "nasional"} {
			page, _, err := w.Casework.Reminders(t.Context(), w.Officer(name), 0, 50)
			if err != nil || len(page.Rows) == 0 {
				t.Fatalf("%s is told nothing: %v", name, err)
			}
			for _, r := range page.Rows {
				if reads := r.Title != "" || r.Place != ""; reads == (name == "nasional") {
					t.Errorf("%s reads %q at %q of a secret report", name, r.Title, r.Place)
				}
			}
		}
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Ini jalan provinsi."})
		if list := reminded(t, w, "jalan"); len(list) != 0 {
			t.Errorf("whoever gave it back still reads %q", list)
		}
		if _, _, err := w.Casework.Reminders(t.Context(), civic.ReporterActor(got.Report.ID), 0, 5); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("a reporter is answered %v", err)
		}
	})
}
