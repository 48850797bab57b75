package demo_test

import (
	"testing"

	"tuntas/internal/demo"
	"tuntas/internal/service"
)

// Every sample service says all that must be public, and its time and fee can be read.
func TestServicesAreWhole(t *testing.T) {
	d, err := demo.Services()
	must(t, err)
	if len(d.Entries) < 10 {
		t.Fatalf("%d services", len(d.Entries))
	}
	for _, e := range d.Entries {
		s, err := e.Service()
		must(t, err)
		j := service.Judge(s)
		if j.Delivery != service.Delivery || j.Time == nil || j.Time.Parse == service.NotATime || j.Fee == nil || !j.Fee.IsFree && len(j.Fee.Items) == 0 {
			t.Errorf("%s: %d of six, time %+v, fee %+v", s.Name, j.Delivery, j.Time, j.Fee)
		}
	}
}
