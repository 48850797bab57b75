package jobs_test

import (
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
)

// A quarter past eight on a working day: one letter to whoever has anything to do, with numbers and days and no text, and a
// way to stop it; not a second one, and none where the officer left meanwhile.
func TestLettersOfTheDayAreSent(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		w.Pass(time.Date(2026, time.March, 9, 8, 15, 0, 0, civic.WIB.Location()).Sub(w.Clock()))
		if err := w.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := w.DB.Exec(t.Context(), `DELETE FROM job`); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := call(t, w, "digest"); err != nil {
				t.Fatal(err)
			}
		}
		made := w.Number(`SELECT count(*) FROM job WHERE kind = $1`, notify.KindDigest)
		if _, err := w.DB.Exec(t.Context(), `UPDATE officer SET active = FALSE WHERE id = $1`, int64(w.Officer("dpu").Officer)); err != nil {
			t.Fatal(err)
		}
		work(t, w, func() bool {
			return w.Number(`SELECT count(*) FROM job WHERE kind = $1 AND state = 'done'`, notify.KindDigest) == made
		})
		var mine []string
		for _, m := range w.Mail.Messages() {
			switch {
			case strings.Contains(m.Text, "Pasar") || strings.Contains(m.Subject, "Pasar"):
				t.Errorf("a letter holds the words of the report: %s", m.Text)
			case m.To == "dpu@contoh.example":
				t.Error("who left is written to")
			case m.To == "jalan@contoh.example":
				mine = append(mine, m.Subject+"\n"+m.Text)
			}
		}
		if len(mine) != 1 || made < 4 {
			t.Fatalf("%d letters were made, of which the holder got %q", made, mine)
		}
		for _, want := range []string{"1 laporan lewat atau jatuh tempo hari ini", "Jatuh tempo hari ini: 1", got.Code.Display() + ": Diteruskan, sampai 9 Maret 2026", "/petugas/ringkasan"} {
			if !strings.Contains(mine[0], want) {
				t.Errorf("%q is not in\n%s", want, mine[0])
			}
		}
	})
}
