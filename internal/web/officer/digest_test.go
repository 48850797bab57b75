package officer_test

import (
	"net/http"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// The letter of the day can be read without mail, and stopped; what was said is kept.
func TestLetterOfTheDayOnAPage(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		p := o.As("jalan").Get("/petugas/ringkasan")
		if p.Status != http.StatusOK || !p.Has("Hari ini tidak ada apa-apa.") {
			t.Errorf("the empty letter answers %d", p.Status)
		}
		r := atRoads(o, nil)
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		o.Pass(24 * time.Hour)
		b := o.As("jalan")
		p = b.Get("/petugas/ringkasan")
		stafftest.Rules(t, p)
		if !p.Has("Jatuh tempo dalam 5 hari kerja: 1") || !p.Has(r.Code.Display()+": Diteruskan") {
			t.Errorf("the letter says nothing of %s", r.Code)
		}
		f := p.Form("/petugas/ringkasan")
		if f.Value("send") != "yes" || f.Value("lang") != "id" {
			t.Errorf("at first it is sent in %q: %q", f.Value("lang"), f.Value("send"))
		}
		p = f.Set("send", "").Set("lang", "en").Send()
		if f = p.Form("/petugas/ringkasan"); !p.Has("Pilihan surat disimpan.") || f.Value("send") != "" || f.Value("lang") != "en" {
			t.Errorf("afterwards it is sent in %q: %q", f.Value("lang"), f.Value("send"))
		}
		if p := b.Get("/petugas"); !p.Has("Ringkasan harian") {
			t.Error("nothing leads to it from the list")
		}
	})
}

// More time is asked for in a form, which shows the new date before it is sent; wrong inputs stay in it.
func TestMoreTimeIsAskedFor(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		r := atRoads(o, nil)
		at := pageOf(r)
		b := o.As("jalan")
		if p := b.Get(at); p.Has("Minta tambahan waktu") {
			t.Error("more time is offered though no policy allows it")
		}
		length := civic.ClockPolicy{Clock: civic.ClockResolve, Class: civic.Complaint, Amount: 14, Unit: civic.WorkingDays, Extension: 6, EffectiveFrom: civic.DateOf(o.Clock(), civic.WIB), Source: "SK 2"}
		if _, err := o.Directory.AddPolicy(t.Context(), o.Actor("nasional"), length); err != nil {
			t.Fatal(err)
		}
		p := b.Get(at)
		stafftest.Rules(t, p)
		if !p.Has("Minta tambahan waktu") || !p.Has("Paling banyak 6 hari") {
			t.Fatal("more time is not offered")
		}
		f := p.Form(at+"/tambah-waktu").Set("days", "3").Set("message", "Aspal datang Jumat, lalu kami tambal.")
		if p = f.Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih") {
			t.Errorf("without a reason it answers %d", p.Status)
		}
		f = p.Form(at+"/tambah-waktu").Set("reason", "means")
		if p = f.Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Sertakan foto atau dokumen yang menunjukkan") {
			t.Errorf("without a proof it answers %d", p.Status)
		}
		if v := p.Form(at + "/tambah-waktu"); v.Value("days") != "3" || v.Value("message") != "Aspal datang Jumat, lalu kami tambal." {
			t.Error("what was typed is gone")
		}
	})
}
