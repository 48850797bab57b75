package officer_test

import (
	"net/http"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// An office that is kept out by the form loses the part that it held; the same form sent again is no mistake, and the page
// of the whole goes on saying where the part lies.
func TestKeepingOutByTheFormReachesAPart(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := atRoads(o, nil)
		at := pageOf(got)
		o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbSplit, Target: o.Agency("dinas-sosial").ID, Class: civic.Complaint, Message: "Rambu di depan pasar itu roboh ke jalan."})
		v, err := o.Casework.View(t.Context(), o.Actor("jalan"), got.Code)
		if err != nil {
			t.Fatal(err)
		}
		part := "/petugas/laporan/" + v.Parts[0].Report.Code.Display()
		if p := o.As("sosial").Get(part); p.Status != http.StatusOK {
			t.Fatalf("the office opens its part: %d", p.Status)
		}
		chief := o.As("kota")
		for range 2 {
			p := chief.Get(at).Form(at+"/jauhkan").Set("competent", "Dinas Sosial").Set("competent_pick", o.Agency("dinas-sosial").ID.String()).Set("message", "Kepala dinas ini yang dilaporkan.").Send()
			if p.Status != http.StatusOK || p.Path != at {
				t.Fatalf("keeping out: %d at %s", p.Status, p.Path)
			}
			stafftest.Rules(t, p)
		}
		if p := o.As("sosial").Get(part); p.Status != http.StatusNotFound {
			t.Errorf("the office opens the part: %d", p.Status)
		}
		if p := o.As("jalan").Get(at); !p.Has("Pemerintah Kota Andalan") || p.Has("Dijauhkan dari laporan ini") {
			t.Error("the page of the whole does not say where the part lies, or says why")
		}
	})
}

// What is missing for a part is named at once.
func TestAnEmptyPartNamesAllThatIsMissing(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	at := pageOf(got)
	p := o.As("jalan").Get(at).Form(at + "/pisahkan-bagian").Send()
	stafftest.Rules(t, p)
	for _, words := range []string{"Pilih instansi tujuan.", "Tulis dulu pesannya."} {
		if p.Status != http.StatusUnprocessableEntity || !p.Has(words) {
			t.Errorf("%d, without %q", p.Status, words)
		}
	}
}

// The tab of what ended lists what it counts, says of which days that is, and leads to the rest.
func TestWhatEndedIsListedAsItIsCounted(t *testing.T) {
	o := stafftest.One(t)
	end := func() string {
		got := atRoads(o, nil)
		o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbWithdraw})
		return got.Code.Display()
	}
	old := end()
	o.Pass(40 * 24 * time.Hour)
	fresh := end()
	if err := o.Insight.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	b := o.As("jalan")
	p := b.Get("/petugas?tab=selesai")
	stafftest.Rules(t, p)
	if !p.Has(fresh) || p.Has(old) || !p.Has("30 hari terakhir") || !p.Has("Selesai 1") {
		t.Errorf("the tab lists %s", stafftest.Words(p.Doc))
	}
	p = b.Get("/petugas?tab=selesai&lama=ya")
	stafftest.Rules(t, p)
	if !p.Has(fresh) || !p.Has(old) || !p.Has("Semua yang selesai") {
		t.Error("all of it is not listed")
	}
	if p = b.Get("/petugas?tab=selesai&keadaan=archived"); !p.Has(old) {
		t.Error("a narrowed list leaves out what is old")
	}
}

// What is written on a report that is not published is not said to be read by the public.
func TestWhoReadsWhatIsWritten(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	b := o.As("jalan")
	if p := b.Get(pageOf(got)); p.Has("Dibaca pelapor dan umum") || !p.Has("Umum ikut membacanya bila laporan ini diterbitkan.") {
		t.Error("an unpublished report: the public is said to read it")
	}
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan berlubang", PublicBody: "Jalan di depan pasar berlubang."})
	if p := b.Get(pageOf(got)); !p.Has("Dibaca pelapor dan umum.") {
		t.Error("a published one: the public is not said to read it")
	}
}

// A planned remit is taken back on its page, which says how it comes back; a year that nobody can mean is none.
func TestAPlannedRemitIsTakenBack(t *testing.T) {
	o := stafftest.One(t)
	at, chief := "/kelola/lingkup/"+o.Actor("pembina").Post.String(), o.As("nasional")
	save := func(year string) *stafftest.Page {
		f := chief.Get(at).Form(at).Set("kinds", "city").Set("effective_from_day", "4").Set("effective_from_month", "1").Set("effective_from_year", year)
		return f.Send()
	}
	if p := save("9999"); p.Status != http.StatusUnprocessableEntity || !p.Has("Tahun itu terlalu jauh.") {
		t.Errorf("the year 9999 is answered %d", p.Status)
	}
	if p := save("2027"); p.Status != http.StatusOK {
		t.Fatalf("planning is answered %d", p.Status)
	}
	p := chief.Get(at)
	stafftest.Rules(t, p)
	p = p.Form(at+"/batal").Set("drop", "2027-01-04").Send()
	stafftest.Rules(t, p)
	if p.Status != http.StatusOK || !p.Has("dibatalkan. Jika keliru, isi lagi") || p.Has("Yang direncanakan") {
		t.Errorf("taking it back is answered %d", p.Status)
	}
}
