package staff_test

import (
	"testing"

	"tuntas/internal/web/staff"
)

func TestPlainCell(t *testing.T) {
	for in, want := range map[string]string{"": "", "Dinas": "Dinas", "=1+1": "'=1+1", "+62": "'+62", "-": "'-", "@SUM": "'@SUM", "\t=1": "'\t=1", "\r=1": "'\r=1", "é=": "é="} {
		if got := staff.PlainCell(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}
