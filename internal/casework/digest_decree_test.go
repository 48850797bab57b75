package casework_test

import (
	"strings"
	"sync"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// The coordinator is told 60, 30 and 7 days before the decree ends, once each, however many processes write letters; nobody
// else is.
func TestTheEndOfADecreeIsToldInTime(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who, other := w.Officer("kota"), w.Officer("kemen")
		day := func(s string) civic.Date {
			d, err := civic.ParseDate(s)
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		if _, err := w.Directory.SaveDecree(t.Context(), who, civic.Decree{Agency: w.Agency("kota"), Number: "188/K/2024", Dated: day("2024-05-02"), From: day("2024-05-02"), Until: day("2026-06-08")}); err != nil {
			t.Fatal(err)
		}
		told := func(when string, want bool) {
			t.Helper()
			all := digested(t, w, when)
			got := daily(all, who)
			words := ""
			if got != nil {
				words = strings.Join(got.Text(i18n.For("id")), "\n")
			}
			if has := strings.Contains(words, "188/K/2024"); has != want {
				t.Errorf("%s: told %v, want %v: %s", when, has, want, words)
			}
			if o := daily(all, other); o != nil && len(o.Decrees) > 0 {
				t.Errorf("%s: another agency is told %+v", when, o.Decrees)
			}
		}
		told("2026-04-08 08:15", false) // 61 days before
		told("2026-04-09 08:15", true)
		told("2026-04-10 08:15", false)
		told("2026-05-11 08:15", true) // 28 days before: 30 were on a Saturday
		told("2026-05-12 08:15", false)
		clock(t, w, "2026-06-02 08:15")
		if _, err := w.DB.Exec(t.Context(), `DELETE FROM job`); err != nil {
			t.Fatal(err)
		}
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				if _, err := w.Casework.SendDigests(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		if got := daily(queuedDigests(t, w), who); got == nil || len(got.Decrees) != 1 || got.Decrees[0].Days != 7 {
			t.Errorf("a week before: %+v", got)
		}
		if n := w.Number(`SELECT count(*) FROM decree_told`); n != 3 {
			t.Errorf("%d warnings are kept", n)
		}
	})
}
