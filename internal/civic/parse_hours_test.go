package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

func TestHoursAsPeopleWriteThem(t *testing.T) {
	for typed, want := range map[[2]string]civic.OfficeHours{{"8.00", "16:30"}: {Open: 480, Close: 990}, {" 07.30 ", "24.00"}: {Open: 450, Close: 1440}, {"", " "}: {}} {
		got, err := civic.ParseHours(typed[0], typed[1])
		opens, closes := got.Words()
		if again, err2 := civic.ParseHours(opens, closes); err != nil || err2 != nil || got != want || again != want {
			t.Errorf("%q are %+v (%v), written %s to %s", typed, got, err, opens, closes)
		}
	}
	for typed, fields := range map[[2]string]int{{"x", "y"}: 2, {"8", "16.00"}: 1, {"8.00", ""}: 1, {"16.00", "8.00"}: 1, {"8.60", "25.00"}: 2} {
		if _, err := civic.ParseHours(typed[0], typed[1]); len(civic.FaultsOf(err)) != fields {
			t.Errorf("%q: %v", typed, err)
		}
	}
}
