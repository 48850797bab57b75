package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// Whoever takes a part out chooses files by their names. A part that goes on though nobody waits for it is said on the page
// of the whole, with what to do, before the whole ends and after it.
func TestAPartThatGoesOnIsSaid(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := atRoads(o, nil)
		at := "/petugas/laporan/" + got.Code.Display()
		jalan := o.As("jalan")
		p := jalan.Get(at).Form(at+"/kabari").Set("message", "Kami ukur Selasa, 24 November.").Attach("files", "ukur.png", picture(t)).Send()
		if p.Path != at || p.Status != http.StatusOK {
			t.Fatalf("following up: %d at %s", p.Status, p.Path)
		}
		p = jalan.Get(at)
		if !p.Has("Berkas yang ikut dengan bagian ini") {
			t.Fatalf("no file is offered: %d, %d files", p.Status, strings.Count(p.Body, `name="carries"`))
		}
		f := p.Form(at+"/pisahkan-bagian").Set("message", "Rambu di depan pasar itu roboh ke jalan.").Set("class", "complaint").Set("target", "Dinas Sosial")
		if p = f.Set("carries", "12345").Set("target_id", o.Agency("dinas-sosial").ID.String()).Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih berkas dari laporan ini.") {
			t.Fatalf("a file that is not there: %d at %s", p.Status, p.Path)
		}
		o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbSplit, Target: o.Agency("dinas-sosial").ID, Class: civic.Complaint, Message: "Rambu di depan pasar itu roboh ke jalan."})
		const says, hint, over = "tetapi tidak ditunggu lagi", "Laporan ini sudah bisa dijawab dan ditutup.", "tidak ada yang perlu Anda lakukan"
		if p = jalan.Get(at); p.Has(says) {
			t.Error("it is waited for, and the page says the contrary")
		}
		o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbRelease, Reason: "not_needed", Message: "Dikerjakan sendiri."})
		if p = jalan.Get(at); !p.Has(says) || !p.Has(hint) || p.Has(over) {
			t.Error("the page does not say that the part goes on")
		}
		stafftest.Rules(t, p)
		o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbWithdraw})
		if p = jalan.Get(at); !p.Has(says) || p.Has(hint) || !p.Has(over) {
			t.Error("of an ended one the page does not say it")
		}
	})
}
