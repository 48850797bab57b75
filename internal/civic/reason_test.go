package civic_test

import (
	"testing"

	"tuntas/internal/civic"
)

func TestReasonBook(t *testing.T) {
	b := civic.NewReasonBook(sampleReasons())
	jan, feb, before := civic.Date{Year: 2026, Month: 1, Day: 31}, civic.Date{Year: 2026, Month: 2, Day: 1}, civic.Date{Year: 2025, Month: 12, Day: 31}
	for _, tc := range []struct {
		list, code string
		day        civic.Date
		want       bool
	}{
		{civic.ReasonsReturn, "old_return", jan, true},
		{civic.ReasonsReturn, "old_return", feb, false}, // the first day on which it may not
		{civic.ReasonsReturn, "other_agency", feb, true},
		{civic.ReasonsReturn, "other_agency", before, false},
		{civic.ReasonsHold, "other_agency", feb, false},
		{civic.ReasonsArchive, civic.ReasonLapsed, feb, false},
		{civic.ReasonsReturn, "", feb, false},
	} {
		if got := b.May(tc.list, tc.code, tc.day); got != tc.want {
			t.Errorf("%s %q on %s: %v", tc.list, tc.code, tc.day, got)
		}
	}
	if got := len(b.Offered(civic.ReasonsReturn, jan)); got != 2 {
		t.Errorf("%d reasons to return are offered in January", got)
	}
	if r, ok := b.Find(civic.ReasonsReturn, "old_return"); !ok || r.TextID == "" {
		t.Error("an old report cannot read its reason any more")
	}
	if r, ok := b.Find(civic.ReasonsArchive, civic.ReasonLapsed); !ok || !r.ForSystem {
		t.Error("the system's own reason is not to be found")
	}
	if _, ok := b.Find(civic.ReasonsHold, "old_return"); ok {
		t.Error("found a reason in a list it is not in")
	}
}
