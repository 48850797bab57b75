package admin_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

// drops are the addresses that take back what has not begun.
func drops(p *stafftest.Page) (out []string) {
	for n := range stafftest.Elements(p.Doc, "form") {
		if at := stafftest.Attr(n, "action"); strings.HasSuffix(at, "/batal") {
			out = append(out, at)
		}
	}
	return out
}

// TestAPlannedLengthIsTakenBack: of two lengths of one day the newer one holds, and the page says so; taken back, the older one
// comes. What has begun, and what others planned, cannot be taken back.
func TestAPlannedLengthIsTakenBack(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		const list, add, replaced = "/kelola/batas-waktu", "/kelola/batas-waktu/baru", "Diganti: ada yang lebih baru"
		kota := o.As("kota")
		plan := func(amount string) *stafftest.Page {
			return kota.Get(add).Form(add).Set("clock", "verify").Set("amount", amount).Set("unit", "working_days").
				Set("effective_from_day", "1").Set("effective_from_month", "1").Set("effective_from_year", "2027").Send()
		}
		if p := plan("7"); p.Has(replaced) || len(drops(p)) != 1 {
			t.Fatalf("one is planned: %v", drops(p))
		}
		p := plan("8")
		at := drops(p)
		if !p.Has(replaced) || len(at) != 1 {
			t.Fatalf("two of one day: replaced %v, %v", p.Has(replaced), at)
		}
		stafftest.Rules(t, p)
		if p := o.As("kabupaten").Post(at[0], nil); p.Status != http.StatusNotFound {
			t.Errorf("others are answered %d", p.Status)
		}
		p = kota.Get(list).Form(at[0]).Send()
		if p.Path != list || !p.Has("dibatalkan") || p.Has("8 hari kerja") || p.Has(replaced) || !p.Has("7 hari kerja") {
			t.Fatalf("taking it back answers %d at %s", p.Status, p.Path)
		}
		begun := "/kelola/batas-waktu/" + o.Directory.Map(t.Context()).Ref.Policies[0].ID.String() + "/batal"
		if p := o.As("nasional").Post(begun, nil); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("what has begun answers %d", p.Status)
		}
		if p := o.As("nasional").Post("/kelola/batas-waktu/1x/batal", nil); p.Status != http.StatusNotFound {
			t.Errorf("what never was answers %d", p.Status)
		}
	})
}
