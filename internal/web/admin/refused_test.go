package admin_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff/stafftest"
)

// A form whose answer would be refused is not shown: it looks as if it were not there.
func TestNoFormForWhatWouldBeRefused(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		ctx, kota, kabupaten, nasional := t.Context(), o.As("kota"), o.As("kabupaten"), o.As("nasional")
		expect := func(b *stafftest.Browser, path string, status int) {
			t.Helper()
			if p := b.Get(path); p.Status != status {
				t.Errorf("%s answers %d, want %d", path, p.Status, status)
			}
		}
		day := civic.Date{Year: 2027, Month: 5, Day: 4}
		for _, h := range []civic.Holiday{{Date: day, Name: "Hari Jadi Kota", Kind: civic.HolidayAgency, AgencyID: o.Agency("kota").ID}, {Date: day.AddDays(1), Name: "Hari Semua", Kind: civic.HolidayNational}} {
			if err := o.Directory.SaveHoliday(ctx, o.Actor("nasional"), h); err != nil {
				t.Fatal(err)
			}
		}
		m := o.Directory.Map(ctx)
		for i, h := range m.Ref.Holidays {
			at := "/kelola/libur/" + m.Ref.HolIDs[i].String() + "/hapus"
			switch h.Name {
			case "Hari Jadi Kota":
				expect(kota, at, http.StatusOK)
				expect(kabupaten, at, http.StatusNotFound)
			case "Hari Semua":
				expect(nasional, at, http.StatusOK)
				expect(kota, at, http.StatusNotFound)
				if strings.Contains(kota.Get("/kelola/libur?tahun=2027").Body, at) {
					t.Error("a coordinator is offered to remove a national holiday")
				}
			}
		}

		for _, p := range []directory.Person{
			{Email: "atas@uji.test", Name: "Atas", Password: stafftest.Password, Agency: o.Agency("dinas-pu").ID, Role: civic.RoleSupervisor},
			{Email: "kabupaten@uji.test", Name: "Kiki Kabupaten", Agency: o.Agency("dinas-pu").ID, Role: civic.RoleUnitOfficer},
		} {
			if err := o.Directory.SavePerson(ctx, o.Actor("nasional"), p); err != nil {
				t.Fatal(err)
			}
		}
		posts := map[string]string{}
		all, _, err := o.Directory.People(ctx, o.Actor("kota"), "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range all {
			posts[x.Email] = "/kelola/petugas/" + x.ID.String()
		}
		above, elsewhere, jalan := posts["atas@uji.test"], posts["kabupaten@uji.test"], posts["jalan@uji.test"]
		for _, path := range []string{above, above + "/akhiri", above + "/kode", elsewhere + "/kode", posts["kota@uji.test"] + "/akhiri", posts["kota@uji.test"] + "/kode"} {
			expect(kota, path, http.StatusNotFound)
		}
		for _, path := range []string{elsewhere, elsewhere + "/akhiri", jalan, jalan + "/akhiri", jalan + "/kode"} {
			expect(kota, path, http.StatusOK)
		}
		for _, path := range []string{above, above + "/akhiri", above + "/kode"} {
			expect(nasional, path, http.StatusOK)
		}
		if p := kota.Get("/kelola/petugas"); !p.Has("atas@uji.test") || strings.Contains(p.Body, `"`+above+`"`) {
			t.Error("the list leads to a form that is not there")
		}
		kota.Get(jalan + "/akhiri").Form(jalan + "/akhiri").Send()
		expect(kota, jalan+"/akhiri", http.StatusNotFound)
	})
}
