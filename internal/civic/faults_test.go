package civic_test

import (
	"errors"
	"fmt"
	"testing"

	"tuntas/internal/civic"
)

func TestFaultsAreOneAField(t *testing.T) {
	name, again, day := civic.Invalid("name", "error.name_needed"), civic.Invalid("name", "error.too_long"), civic.Invalid("from", "error.date_needed")
	err := civic.Faults(nil, fmt.Errorf("form: %w", name), errors.Join(again, day))
	all := civic.FaultsOf(fmt.Errorf("above: %w", err))
	if len(all) != 2 || all[0] != name || all[1] != day || civic.KindOf(err) != civic.KindInvalid || !errors.Is(err, day) || err.Error() != name.Error() {
		t.Errorf("%v: %v", err, all)
	}
	if civic.Faults(nil, nil) != nil || civic.FaultsOf(civic.Conflict("error.changed_meanwhile")) != nil {
		t.Error("what is no fault is one")
	}
	if late := civic.Conflict("error.changed_meanwhile"); !errors.Is(civic.Faults(name, late), late) {
		t.Error("an error that is not the form's goes first")
	}
}
