package casework_test

import (
	"strconv"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// Whoever orders that clocks be reckoned again moves the days of the own offices that were asked, in their lists too, and
// no day of the office that holds the report; its reporter is told nothing, for nothing that was promised has moved.
func TestAnOrderMovesTheDaysOfAskedOffices(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, by := led(t, w, false)
		before := viewOf(t, w, by, code)
		asked := before.Asked[0]
		for _, clock := range []civic.ClockKind{civic.ClockSupport, civic.ClockResolve} {
			p := civic.ClockPolicy{Clock: clock, Amount: 20, Unit: civic.WorkingDays, AgencyID: w.Agency("dinkes"), EffectiveFrom: civic.DateOf(w.Clock(), civic.WIB), Source: "SK 2"}
			if _, err := w.Directory.AddPolicy(t.Context(), w.Officer("nasional"), p); err != nil {
				t.Fatal(err)
			}
		}
		order := func(agency string, want int) {
			t.Helper()
			w.Pass(time.Hour)
			if err := w.Directory.AskRecount(t.Context(), w.Officer("nasional"), w.Agency(agency), ""); err != nil {
				t.Fatal(err)
			}
			if n, err := w.Casework.RecountDue(t.Context(), 50); err != nil || n != want {
				t.Fatalf("for %s %d reports moved, want %d: %v", agency, n, want, err)
			}
		}
		order("kemen", 0)
		order("dinkes", 1)
		order("dinkes", 0) // done again it moves nothing
		after := viewOf(t, w, by, code)
		was, _ := before.Report.Clocks.Get(civic.ClockResolve)
		if is, _ := after.Report.Clocks.Get(civic.ClockResolve); is != was || after.Asked[0].By == asked.By || after.Asked[1].By != before.Asked[1].By {
			t.Errorf("answer by %s and %s, were %s and %s", after.Asked[0].By, after.Asked[1].By, asked.By, before.Asked[1].By)
		}
		e := after.Events[len(after.Events)-1]
		if moved := e.HelpMoved()[asked.ID]; e.Verb != civic.VerbRecount || moved[0] != asked.By || moved[1] != after.Asked[0].By {
			t.Errorf("told %v", e.Detail)
		}
		for _, who := range []civic.Actor{civic.ReporterActor(after.Report.ID), w.Officer("kemen")} {
			if v := viewOf(t, w, who, code); len(v.Events) > 0 && len(v.Events[len(v.Events)-1].HelpMoved()) != 0 {
				t.Errorf("%s reads %v", who.Role, v.Events[len(v.Events)-1].Detail)
			}
		}
		if n := w.Number(`SELECT count(*) FROM inbox WHERE agency_id = ` + w.Agency("dinkes").String() + ` AND due_at = ` + strconv.FormatInt(after.Report.Supports[0].Clock.Due.UnixMicro(), 10)); n != 1 {
			t.Errorf("it stands %d times in the list under its new day", n)
		}
		w.Settled()
	})
}
