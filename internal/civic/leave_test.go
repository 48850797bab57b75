package civic_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
)

func TestLeaveStands(t *testing.T) {
	first, last := civic.Date{Year: 2026, Month: time.March, Day: 9}, civic.Date{Year: 2026, Month: time.March, Day: 13}
	x := civic.Leave{From: first.Start(civic.WIT), Until: last.AddDays(1).Start(civic.WIT)}
	if a, b := x.Days(civic.WIT); a != first || b != last {
		t.Errorf("from %s to %s", a, b)
	}
	for at, want := range map[time.Time]civic.LeaveState{x.From.Add(-1): civic.LeaveComing, x.From: civic.LeaveNow, x.Until.Add(-1): civic.LeaveNow, x.Until: civic.LeaveOver} {
		if got := x.Stands(at); got != want {
			t.Errorf("at %s: %s, want %s", at, got, want)
		}
	}
	x.Until = x.From
	if got := x.Stands(x.From.Add(-1)); got != civic.LeaveOff {
		t.Errorf("called off: %s", got)
	}
}
