package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// The watch list and samples keep the rules of pages, refuse what is wrong, and are for those whom they are for.
func TestPagesOfOversight(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Lampu jalan padam sejak pekan lalu.", nil)
		b := o.As("pembina")
		p := b.Get("/petugas/pantauan")
		stafftest.Rules(t, p)
		if bad := p.Form("/petugas/pantauan").Set("code", "XXXX").Set("do", "laporan").Send(); bad.Status != http.StatusUnprocessableEntity {
			t.Errorf("a wrong code is answered %d", bad.Status)
		}
		p = p.Form("/petugas/pantauan").Set("code", got.Code.Display()).Set("note", "Tanyakan lagi.").Set("do", "laporan").Send()
		if !p.Has("Tanyakan lagi.") || p.Has("Berubah sejak Anda lihat") {
			t.Errorf("it is not on the list, or as if it had changed since: %d", p.Status)
		}
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbNote, Message: "Sudah ditelepon."})
		if p = b.Get("/petugas/pantauan"); !p.Has("Berubah sejak Anda lihat") {
			t.Error("the list does not say that something happened")
		}
		stafftest.Rules(t, p)
		p = p.Form("/petugas/pantauan/hapus").Set("code", got.Code.Display()).Send()
		if p.Has("Tanyakan lagi.") {
			t.Error("it is still on the list")
		}
		stafftest.Rules(t, p)
		if p = p.Form("/petugas/pantauan/hapus").Set("do", "batal").Send(); !p.Has("Tanyakan lagi.") {
			t.Error("it is not put back")
		}
		if p := o.As("kota").Get("/petugas/pantauan"); p.Status != http.StatusOK || p.Has("Tanyakan lagi.") || p.Has("Topik yang dipantau") {
			t.Errorf("another officer finds %d %s", p.Status, stafftest.Words(p.Doc))
		}
		if p := o.As("kota").Get("/petugas/contoh"); p.Status != http.StatusForbidden {
			t.Errorf("samples for a coordinator: %d", p.Status)
		}
		p = b.Get("/petugas/contoh")
		stafftest.Rules(t, p)
		bad := p.Form("/petugas/contoh").Set("name", "Uji").Set("size", "900").Send()
		stafftest.Rules(t, bad)
		if bad.Status != http.StatusUnprocessableEntity {
			t.Errorf("a wrong order is answered %d", bad.Status)
		}
		for _, at := range []string{"/petugas/contoh/1", "/petugas/contoh/1/1", "/petugas/contoh/1/hasil.csv", "/petugas/contoh/x"} {
			if p := b.Get(at); p.Status != http.StatusNotFound {
				t.Errorf("%s is answered %d", at, p.Status)
			}
		}
	})
}

// A remit of a supervisor hides the page of a report like one that is not there.
func TestRemitHidesThePage(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Lampu jalan padam sejak pekan lalu.", nil)
		chief := o.As("nasional")
		list := chief.Get("/kelola/lingkup")
		stafftest.Rules(t, list)
		if !list.Has("Pandu Pembina") || !list.Has("Semua laporan") {
			t.Fatalf("the list says %s", stafftest.Words(list.Doc))
		}
		at := "/kelola/lingkup/" + o.Actor("pembina").Post.String()
		form := chief.Get(at)
		stafftest.Rules(t, form)
		day := func(f *stafftest.Form) *stafftest.Form {
			return f.Set("effective_from_day", "23").Set("effective_from_month", "11").Set("effective_from_year", "2026")
		}
		bad := day(form.Form(at).Set("agency", "tidak ada")).Send()
		stafftest.Rules(t, bad)
		if bad.Status != http.StatusUnprocessableEntity || !bad.Has("Tidak ada yang cocok.") {
			t.Errorf("an unknown agency is answered %d", bad.Status)
		}
		more := bad.Form(at).Set("agency", "Pemerintah Kabupaten Bahagia").Set("do", "add").Send()
		stafftest.Rules(t, more)
		if more.Status != http.StatusOK || more.Path != at || !more.Has("Pemerintah Kabupaten Bahagia") {
			t.Errorf("adding an agency is answered %d at %s", more.Status, more.Path)
		}
		if p := day(more.Form(at)).Send(); p.Path != "/kelola/lingkup" || strings.Contains(stafftest.Words(p.Doc), "Semua laporan") {
			t.Errorf("saving: %d at %s", p.Status, p.Path)
		}
		if p := day(form.Form(at)).Send(); p.Status != http.StatusConflict {
			t.Errorf("an older form is answered %d", p.Status)
		}
		b := o.As("pembina")
		if p := b.Get("/petugas/laporan/" + got.Code.Display()); p.Status != http.StatusNotFound {
			t.Errorf("outside of the remit: %d", p.Status)
		}
		if p := b.Get("/petugas"); p.Has(got.Code.Display()) {
			t.Error("the list has it")
		}
		if p := o.As("kota").Get(at); p.Status != http.StatusForbidden {
			t.Errorf("a coordinator: %d", p.Status)
		}
	})
}
