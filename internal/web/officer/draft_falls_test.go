package officer_test

import (
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

// TestADraftThatFallsIsSaidBeforeAndAfter: whoever moves a report reads before that a draft waits, and the history says after
// that it fell; its reporter reads of neither.
func TestADraftThatFallsIsSaidBeforeAndAfter(t *testing.T) {
	const before, after = "Draf yang menunggu persetujuan gugur bila", "Draf yang menunggu persetujuan gugur karena"
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		approves(t, o, "answers")
		got := atRoads(o, nil)
		at := "/petugas/laporan/" + got.Code.Display()
		jalan := o.As("jalan")
		if p := jalan.Get(at); p.Has(before) {
			t.Error("no draft waits, and one would fall")
		}
		jalan.Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Send()
		if p := jalan.Get(at); !p.Has(before) || p.Has(after) {
			t.Error("nobody says that the draft would fall")
		}
		p := jalan.Get(at).Form(at+"/kembalikan").Set("reason", "bukan-kami").Set("message", "Jalan ini milik provinsi.").Send()
		if p.Status != 200 {
			t.Fatalf("returning answers %d at %s", p.Status, p.Path)
		}
		p = o.As("kota").Get(at)
		if !p.Has(after) || p.Has(before) {
			t.Error("the history does not say that the draft fell")
		}
		stafftest.Rules(t, p)
		if p := o.Reporter(got).Get("/laporan/" + got.Code.Display()); p.Has("gugur") {
			t.Error("the reporter reads of the draft")
		}
	})
}
