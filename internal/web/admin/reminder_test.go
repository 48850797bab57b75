package admin_test

import (
	"net/http"
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

const newReminder = "/kelola/batas-waktu/pengingat/baru"

// A rule of reminders is tried, saved from a day on, and not lost when two write at once; coordinators have no part in it.
func TestRulesOfReminders(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("nasional")
		if p := b.Get("/kelola/batas-waktu"); !p.Has("Aturan pengingat") {
			t.Error("nothing leads to the rules")
		}
		first := b.Get(newReminder)
		stafftest.Rules(t, first)
		f := first.Form(newReminder)
		if f.Value("shares") != "50, 80, 100" || f.Value("every") != "3" {
			t.Fatalf("it begins with %q, %q", f.Value("shares"), f.Value("every"))
		}
		day := func(f *stafftest.Form, year string) *stafftest.Form {
			return f.Set("effective_from_day", "4").Set("effective_from_month", "1").Set("effective_from_year", year)
		}
		p := day(f.Set("shares", "40, 90 %").Set("every", "2"), "2027").Set("do", "coba").Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusOK || !p.Has("Dengan aturan ini") || !p.Has("kantor itu sendiri (40 %)") || !p.Has("1 tingkat di atasnya") {
			t.Errorf("trying answers %d", p.Status)
		}
		if n := len(o.Directory.Map(t.Context()).Ref.Reminding); n != 1 {
			t.Errorf("trying saved %d rules", n)
		}
		for _, wrong := range []string{"50, 40", "lima puluh", "", "101"} {
			if bad := p.Form(newReminder).Set("shares", wrong).Set("do", "").Send(); bad.Status != http.StatusUnprocessableEntity {
				t.Errorf("%q is answered %d", wrong, bad.Status)
			}
		}
		if bad := day(p.Form(newReminder), "2020").Set("do", "").Send(); bad.Status != http.StatusUnprocessableEntity || !bad.Has("tidak bisa dimulai sebelum hari ini") {
			t.Errorf("a day that is over is answered %d", bad.Status)
		}
		other := day(o.As("nasional").Get(newReminder).Form(newReminder).Set("shares", "70"), "2028")
		p = p.Form(newReminder).Set("do", "").Send()
		if p.Path != "/kelola/batas-waktu/pengingat" || !p.Has("40, 90 %") || !p.Has("Setiap 2 hari kerja") {
			t.Errorf("saving: %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		if late := other.Send(); late.Status != http.StatusConflict {
			t.Errorf("a rule written from the older list is answered %d", late.Status)
		}
		if n := len(o.Directory.Map(t.Context()).Ref.Reminding); n != 2 {
			t.Errorf("%d rules are there", n)
		}
		for _, at := range []string{newReminder, "/kelola/batas-waktu/pengingat"} {
			if p := o.As("kota").Get(at); p.Status != http.StatusForbidden {
				t.Errorf("a coordinator at %s is answered %d", at, p.Status)
			}
		}
	})
}
