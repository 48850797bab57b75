package officer_test

import (
	"net/http"
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

// The board counts what lies at the desk and at the units below it, and names no report.
func TestBoard(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := atRoads(o, nil)
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		p := o.As("kota").Get("/petugas/papan")
		stafftest.Rules(t, p)
		if p.Status != http.StatusOK || !p.Has("Dinas Pekerjaan Umum") || !p.Has("Hari ini") || p.Has(got.Code.Display()) {
			t.Errorf("the city's board answers %d", p.Status)
		}
		if p := o.As("sosial").Get("/petugas/papan"); p.Status != http.StatusOK || p.Has("Dinas Pekerjaan Umum") {
			t.Errorf("another office is shown what lies beside it: %d", p.Status)
		}
		if p := o.Browse().Get("/petugas/papan"); p.Path == "/petugas/papan" && p.Status == http.StatusOK {
			t.Error("a stranger is shown the board")
		}
	})
}
