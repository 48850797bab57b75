package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

func TestClasses(t *testing.T) {
	for _, c := range civic.Classes() {
		if !c.Valid() {
			t.Errorf("%s", c)
		}
	}
	if civic.Class("").Valid() || civic.Class("praise").Valid() {
		t.Error("a class that does not exist")
	}
	if slices.Contains(civic.ReporterClasses(), civic.ComplaintOversight) || civic.ReporterClasses()[0] != civic.Complaint {
		t.Errorf("reporters are offered %v", civic.ReporterClasses())
	}
}
