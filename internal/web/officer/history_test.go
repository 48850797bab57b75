package officer_test

import (
	"strings"
	"testing"

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
		if !strings.Contains(first, step.says) || strings.Contains(all, "Dibaca umum") != step.public || !step.public && !strings.Contains(all, "Dibaca pelapor") {
			t.Errorf("after %s: %s", step.cmd.Verb, all)
		}
	}
}
