package officer_test

import (
	"net/http"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff/stafftest"
)

func leaveDays(f *stafftest.Form, first, last string) *stafftest.Form {
	for name, day := range map[string]string{"first": first, "last": last} {
		f.Set(name+"_day", day).Set(name+"_month", "11").Set(name+"_year", "2026")
	}
	return f
}

// An officer enters a leave; the substitute finds the post beside the own one, works for it, and is out of it the moment the
// leave ends, in a session that is open too.
func TestLeaveAndSubstitute(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan berlubang besar.", nil)
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("bidang-jalan").ID})
		b := o.As("jalan")
		p := b.Get("/petugas/cuti")
		stafftest.Rules(t, p)
		if !p.Has("Belum ada cuti yang dicatat.") || !p.Has("Bidang Jalan") {
			t.Error("an empty page does not say so")
		}
		p = leaveDays(p.Form("/petugas/cuti"), "23", "20").Set("substitute", "Putri Umum").Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusUnprocessableEntity || p.Form("/petugas/cuti").Value("first_day") != "23" || p.Form("/petugas/cuti").Value("substitute") != "Putri Umum" {
			t.Fatalf("days the wrong way answer %d", p.Status)
		}
		if p = leaveDays(p.Form("/petugas/cuti"), "23", "27").Set("substitute", "Sari Sosial").Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("somebody of another unit: %d", p.Status)
		}
		if p = leaveDays(p.Form("/petugas/cuti"), "23", "27").Set("substitute", "putri").Send(); p.Status != http.StatusUnprocessableEntity && !p.Has("Putri Umum") {
			t.Errorf("a part of a name: %d", p.Status)
		}
		if p = leaveDays(b.Get("/petugas/cuti").Form("/petugas/cuti"), "23", "27").Set("substitute", "Putri Umum").Send(); !p.Has("Putri Umum menjadi pengganti") || !p.Has("Sedang berjalan") {
			t.Fatalf("entering answers %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)

		sub := o.Browse()
		p = sub.Get("/petugas/masuk").Form("/petugas/masuk").Set("email", "pu@uji.test").Set("password", stafftest.Password).Send()
		if p.Path != "/petugas/pos" || !p.Has("sebagai pengganti Jaka Jalan") {
			t.Fatalf("the substitute is at %s", p.Path)
		}
		stafftest.Rules(t, p)
		p = p.Form("/petugas/pos").Set("post", o.Actor("jalan").Post.String()).Send()
		if p.Path != "/petugas" || !p.Has("sebagai pengganti Jaka Jalan") {
			t.Fatalf("in the post of who is away: %d at %s", p.Status, p.Path)
		}
		if p = sub.Get("/petugas/cuti"); !p.Has("Anda sedang bertindak sebagai pengganti Jaka Jalan") {
			t.Error("a substitute may enter leaves")
		}
		st, err := o.Directory.Standing(t.Context(), o.Actor("pu").Officer, o.Actor("jalan").Post, 0)
		if err != nil {
			t.Fatal(err)
		}
		o.Do(st, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Lubangnya sudah diukur dan dijadwalkan."})
		if p = sub.Get("/petugas/laporan/" + got.Code.Display()); !p.Has("Putri Umum") || !p.Has("sebagai pengganti Jaka Jalan") {
			t.Error("the history does not say who acted for whom")
		}
		all, _, err := o.Directory.Leaves(t.Context(), o.Actor("jalan"), o.Actor("jalan").Post, 0, 9)
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		o.Pass(time.Hour)
		if p = b.Get("/petugas/cuti").Form("/petugas/cuti/" + all[0].ID.String() + "/akhiri").Send(); !p.Has("Cuti diakhiri") || !p.Has("Selesai") {
			t.Errorf("ending answers %d", p.Status)
		}
		if p = sub.Get("/petugas"); p.Path != "/petugas/masuk" {
			t.Errorf("after the leave the substitute is at %s", p.Path)
		}
		if p = b.Post("/petugas/cuti/"+all[0].ID.String()+"/akhiri", nil); !p.Has("Cuti ini sudah selesai.") {
			t.Errorf("ending twice answers %d", p.Status)
		}
	})
}

// A coordinator enters leaves of the own units, and of no other.
func TestCoordinatorsEnterLeaves(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at := "/kelola/petugas/" + o.Actor("jalan").Post.String() + "/cuti"
		b := o.As("kota")
		if p := b.Get("/kelola/petugas/" + o.Actor("jalan").Post.String()); !p.Has("Cuti dan pengganti") {
			t.Error("nothing leads there")
		}
		p := b.Get(at)
		stafftest.Rules(t, p)
		if p = leaveDays(p.Form(at), "24", "27").Set("substitute", "Putri Umum").Send(); !p.Has("Akan datang") {
			t.Fatalf("entering answers %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		if p = leaveDays(b.Get(at).Form(at), "27", "28").Set("substitute", "Putri Umum").Send(); p.Status != http.StatusConflict {
			t.Errorf("two at once: %d", p.Status)
		}
		all, _, err := o.Directory.Leaves(t.Context(), o.Actor("kota"), o.Actor("jalan").Post, 0, 9)
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		for who, want := range map[string]int{"kabupaten": http.StatusNotFound, "pu": http.StatusForbidden, "pimpinan": http.StatusForbidden} {
			other := o.As(who)
			for _, p := range []*stafftest.Page{other.Get(at), other.Post(at, nil), other.Get(at + "/cari?q=p"), other.Post(at+"/"+all[0].ID.String()+"/akhiri", nil)} {
				if p.Status != want {
					t.Errorf("%s at %s: %d, want %d", who, p.Path, p.Status, want)
				}
			}
		}
		if p = o.As("pu").Post("/petugas/cuti/"+all[0].ID.String()+"/akhiri", nil); p.Status != http.StatusNotFound {
			t.Errorf("a colleague ends it: %d", p.Status)
		}
		if _, err := o.Directory.EnterLeave(t.Context(), o.Actor("kabupaten"), directory.LeaveEntry{Post: o.Actor("jalan").Post}); civic.KindOf(err) != civic.KindNotFound {
			t.Error(err)
		}
	})
}
