package officer_test

import (
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// The history says that everybody reads an entry only as long as everybody does.
func TestHistorySaysWhoReadsItNow(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", "Jalan di depan pasar berlubang.", nil)
	publish := civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan berlubang", PublicBody: "Jalan berlubang."}
	secret := civic.Command{Flag: civic.FlagSecret}
	hide, reveal := secret, secret
	hide.Verb, reveal.Verb = civic.VerbHide, civic.VerbReveal
	nasional, reporter := o.Actor("nasional"), civic.ReporterActor(got.Report.ID)
	b := o.As("kota")
	for _, step := range []struct {
		who    civic.Actor
		cmd    civic.Command
		public bool
		says   string
	}{
		{nasional, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint}, false, "Diperiksa dan diteruskan ke"},
		{nasional, publish, true, "Laporan diterbitkan"},
		{nasional, civic.Command{Verb: civic.VerbUnpublish, Message: "Memuat nama orang."}, false, "Laporan tidak lagi tampil untuk umum"},
		{nasional, publish, true, "Laporan diterbitkan"},
		{reporter, hide, false, "Perlindungan laporan ditambah"},
		{reporter, reveal, false, "Perlindungan laporan dikurangi"},
	} {
		o.Do(step.who, got.Code, step.cmd)
		p := b.Get(pageOf(got))
		var first, all string
		for n := range stafftest.Elements(p.Doc, "ol") {
			if stafftest.Attr(n, "class") == "ev" {
				all = stafftest.Words(n)
				for li := range stafftest.Elements(n, "li") {
					first = stafftest.Words(li)
					break
				}
			}
		}
		if !strings.Contains(first, step.says) || strings.Contains(all, "Dibaca pelapor dan umum") != step.public || !step.public && !strings.Contains(all, "Dibaca pelapor") {
			t.Errorf("after %s: %s", step.cmd.Verb, all)
		}
	}
}

// Whoever reads that deadlines were reckoned again reads which, from when, and to when.
func TestARecountSaysWhatMoved(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	nation := o.Actor("nasional")
	from := civic.DateOf(o.Clock(), civic.WIB)
	if _, err := o.Directory.AddPolicy(t.Context(), nation, civic.ClockPolicy{Clock: civic.ClockFirstFollowUp, Amount: 9, Unit: civic.WorkingDays, EffectiveFrom: from.AddDays(1), Source: "SE uji"}); err != nil {
		t.Fatal(err)
	}
	o.Pass(26 * time.Hour)
	if err := o.Directory.AskRecount(t.Context(), nation, 0, ""); err != nil {
		t.Fatal(err)
	}
	if n, err := o.Casework.RecountDue(t.Context(), 10); n != 1 || err != nil {
		t.Fatalf("%d moved, %v", n, err)
	}
	p := o.As("jalan").Get(pageOf(got))
	stafftest.Rules(t, p)
	if !p.Has("Jawaban pertama: dari ") {
		t.Error("the history does not say what moved")
	}
}
