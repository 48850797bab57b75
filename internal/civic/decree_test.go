package civic_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
)

func TestDecreeStands(t *testing.T) {
	day := civic.Date{Year: 2026, Month: time.November, Day: 23}
	for name, c := range map[string]struct {
		from, until int // days from today; 0 until is open
		withdrawn   bool
		want        civic.DecreeState
	}{
		"open":                   {-900, 0, false, civic.DecreeValid},
		"far from its end":       {-900, 61, false, civic.DecreeValid},
		"sixty days before":      {-900, 60, false, civic.DecreeLapsing},
		"a day before":           {-900, 1, false, civic.DecreeLapsing},
		"over since yesterday":   {-900, -1, false, civic.DecreeLapsed},
		"from tomorrow on":       {1, 0, false, civic.DecreeComing},
		"withdrawn while it ran": {-900, 0, true, civic.DecreeWithdrawn},
	} {
		d := civic.Decree{From: day.AddDays(c.from)}
		if c.until != 0 {
			d.Until = day.AddDays(c.until)
		}
		if c.withdrawn {
			d.Withdrawn = 1
		}
		if got := d.Stands(day, 60); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	last := civic.Decree{From: day.AddDays(-9), Until: day}
	if got := last.Stands(day, 60); got != civic.DecreeLapsing {
		t.Errorf("on its last day it is %s", got)
	}
}

func TestDecreeWarnings(t *testing.T) {
	r := civic.DecreeRule{Days: []int{60, 30, 7}}
	for left, want := range map[int]int{61: 0, 60: 60, 31: 60, 30: 30, 8: 30, 7: 7, 0: 7, -1: 0} {
		if got, ok := r.Warning(left); got != want || ok != (want > 0) {
			t.Errorf("%d days before: %d, %v", left, got, ok)
		}
	}
	later := civic.DecreeRule{From: civic.Date{Year: 2027, Month: 1, Day: 1}, Days: []int{90}}
	for year, want := range map[int]int{2026: 60, 2027: 90} {
		if got := civic.DecreeRuleOn([]civic.DecreeRule{later, r}, civic.Date{Year: year, Month: 6, Day: 1}).Soon(); got != want {
			t.Errorf("in %d: %d", year, got)
		}
	}
}
