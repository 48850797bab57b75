package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// atCity is a report that the city passed on to its public works.
func atCity(o *stafftest.Office) intake.Receipt {
	got := o.Report("kota", "Taman kota gelap sejak lampunya padam.", func(r *intake.Request) { r.Place.Region = "35.78.01" })
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
	return got
}

// Two returns through forms alone: the second office is named by a search, the city decides by one press, and is led to the
// rule that would have decided so.
func TestBreakerAfterTwoReturns(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := atCity(o)
		at := pageOf(got)
		back := func(who string) *stafftest.Form {
			t.Helper()
			return o.As(who).Get(at).Form(at+"/kembalikan").Set("reason", "bukan-kami").Set("message", "Taman bukan urusan kami.")
		}
		p := back("pu").Set("competent", "dinas s").Set("do", "kantor").Send()
		stafftest.Rules(t, p)
		f := p.Form(at + "/kembalikan")
		if f.Value("message") != "Taman bukan urusan kami." || len(f.Options("competent_pick")) != 3 { // two offices, and not to know
			t.Fatalf("the search answers %d with %v", p.Status, f.Options("competent_pick"))
		}
		if p := f.Set("competent_pick", o.Agency("dinas-sosial").ID.String()).Send(); p.Path != "/petugas" {
			t.Fatalf("the first return: %d at %s", p.Status, p.Path)
		}
		kota := o.As("kota")
		if p := kota.Get(at); p.Has("kali dikembalikan") || !p.Has("Kantor yang disebut: Dinas Sosial") || !p.Has("Teruskan ke Dinas Sosial") {
			t.Error("one return is no disagreement; who was named stands in the history and on a button")
		}
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: o.Agency("dinas-sosial").ID})
		if p := back("sosial").Set("competent", "tidak ada kantor begini").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Tidak ada kantor dengan nama itu.") {
			t.Errorf("an office that nobody knows answers %d", p.Status)
		}
		if p := back("sosial").Set("competent_pick", o.Agency("dinas-sosial").ID.String()).Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih kantor lain.") {
			t.Errorf("naming oneself answers %d", p.Status)
		}
		back("sosial").Set("competent", "Dinas Pekerjaan Umum").Send()

		if p := kota.Get("/petugas"); !p.Has("2 kali dikembalikan") {
			t.Error("the list does not say how often it was returned")
		}
		p = kota.Get(at)
		stafftest.Rules(t, p)
		for _, words := range []string{"Laporan ini sudah 2 kali dikembalikan", "Putuskan paling lambat Selasa, 24 November 2026.", "Dinas Pekerjaan Umum mengembalikan pada", "Kewenangan unit lain.", "Menurut kantor ini, yang berwenang Dinas Sosial", "Menurut kantor ini, yang berwenang Dinas Pekerjaan Umum"} {
			if !p.Has(words) {
				t.Errorf("%q does not stand on the page", words)
			}
		}
		if p := o.As("pimpinan").Get(at); p.Has("Putuskan paling lambat") || !p.Has("Pemerintah Kota Andalan harus memutuskan paling lambat") {
			t.Error("whoever may not decide reads who has to")
		}
		p = p.Form(at+"/teruskan").Set("saran", o.Agency("dinas-sosial").ID.String()).Send()
		if p.Path != at || p.Has("Putuskan paling lambat") || !p.Has("Sudah diputuskan oleh Pemerintah Kota Andalan: ke Dinas Sosial") {
			t.Fatalf("the decision: %d at %s", p.Status, p.Path)
		}
		ruled(t, o, kota, p)
	})
}

// ruled follows the link to the rule; who may not write rules has none.
func ruled(t *testing.T, o *stafftest.Office, b *stafftest.Browser, p *stafftest.Page) {
	t.Helper()
	link := ""
	for n := range stafftest.Elements(p.Doc, "a") {
		if strings.Contains(stafftest.Words(n), "Jadikan aturan") {
			link = stafftest.Attr(n, "href")
		}
	}
	desk := "/kelola/wewenang/" + o.Agency("kota").ID.String() + "/baru"
	to, err := url.Parse(link)
	if err != nil || to.Path != desk {
		t.Fatalf("the rule is made at %q, %v", link, err)
	}
	rule := b.Get(link)
	f := rule.Form(desk)
	if f.Value("target_id") != o.Agency("dinas-sosial").ID.String() || f.Value("region_id") != "35.78" {
		t.Errorf("the form of the rule begins with %q in %q", f.Value("target"), f.Value("region"))
	}
	if p := f.Set("name", "Taman").Send(); !p.Has("Taman") || p.Status != http.StatusOK {
		t.Errorf("saving the rule answers %d", p.Status)
	}
	if b.Get(p.Path).Has("Jadikan aturan") {
		t.Error("a rule that is there is proposed again")
	}
	for _, who := range []string{"sosial", "pimpinan"} {
		if o.As(who).Get(p.Path).Has("Jadikan aturan") {
			t.Errorf("%s may write no rules and is led to one", who)
		}
	}
}
