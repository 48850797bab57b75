package officer_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// three reports about one lamp, the first of which a unit works on.
func three(o *stafftest.Office) (lead, second, third intake.Receipt) {
	say := func(body string) intake.Receipt {
		return o.Report("kota", body, func(r *intake.Request) { r.Place.Text = "Taman Pelangi" })
	}
	lead = say("Lampu Taman Pelangi padam sejak Senin, jalan setapaknya gelap.")
	second = say("Sudah lima malam Taman Pelangi gelap, semua lampunya mati.")
	third = say("Anak-anak takut lewat Taman Pelangi, lampunya padam semua.")
	o.Do(o.Actor("kota"), lead.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID, Publish: true,
		PublicTitle: "Lampu taman padam", PublicBody: "Lampu di taman padam."})
	return lead, second, third
}

// A report is found beside another, merged after a look at what follows, answered with its lead, and separated again:
// all of it by pages alone.
func TestMergeThroughPages(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		lead, second, third := three(o)
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		kota, pu := o.As("kota"), o.As("pu")
		p := kota.Get(pageOf(second))
		if !p.Has("Mungkin laporan yang sama") || !p.Has("kata sama:") || !p.Has("hari yang sama") || !strings.Contains(p.Body, "?dengan="+lead.Code.Display()) {
			t.Fatalf("nothing is offered beside the report: %s", stafftest.Words(p.Doc))
		}
		stafftest.Rules(t, p)
		p = kota.Get(pageOf(second) + "/gabung?dengan=" + lead.Code.Display())
		stafftest.Rules(t, p)
		if p.Status != http.StatusOK || !p.Has("Setiap pelapor tetap memakai kode") || !p.Has("Dinas Pekerjaan Umum") {
			t.Fatalf("the preview answers %d: %s", p.Status, stafftest.Words(p.Doc))
		}
		form := p.Form(pageOf(second) + "/gabung")
		if got := form.Options("utama"); !slices.Equal(got, []string{"itu"}) {
			t.Errorf("either may lead: %v; one that nobody has looked at cannot", got)
		}
		p = form.Send()
		stafftest.Rules(t, p)
		if p.Path != pageOf(lead) || !p.Has("kini mengikuti laporan") || !p.Has("Batalkan penggabungan") || !p.Has("Mewakili 1 laporan lain") {
			t.Fatalf("merging leads to %d at %s: %s", p.Status, p.Path, stafftest.Words(p.Doc))
		}
		p = p.Form(pageOf(second) + "/pisah").Send()
		if p.Path != pageOf(lead) || !p.Has("kembali ditangani tersendiri") || p.Has("Mewakili") {
			t.Fatalf("taking it back leads to %s: %s", p.Path, stafftest.Words(p.Doc))
		}
		// By the door on the page, with a code that was typed; the report was sent to the unit meanwhile.
		p = pu.Get(pageOf(second)).Form(pageOf(second)+"/gabung").Set("lead", "bukan kode").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Isi kode laporan") {
			t.Errorf("a code that is none answers %d", p.Status)
		}
		p = pu.Get(pageOf(second)).Form(pageOf(second)+"/gabung").Set("lead", strings.ToLower(lead.Code.Display())).Send()
		p.Form(pageOf(second) + "/gabung").Send()
		kota.Get(pageOf(third) + "/gabung?dengan=" + second.Code.Display()).Form(pageOf(third) + "/gabung").Send() // a follower stands for its lead
		p = pu.Get(pageOf(lead))
		if !p.Has("Mewakili 2 laporan lain") || !p.Has("Juga sampai ke 2 pelapor lain") || !p.Has("Pisahkan") {
			t.Fatalf("the lead's page: %s", stafftest.Words(p.Doc))
		}
		o.Do(o.Actor("pu"), lead.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Lampu sudah kami ganti pada 23 November."})
		for _, got := range []intake.Receipt{second, third} {
			b := o.Browse()
			p := b.Post("/lacak", url.Values{"kode": {got.Code.Display()}, "pin": {string(got.PIN)}})
			if !p.Has("Lampu sudah kami ganti pada 23 November.") || !p.Has("ditangani bersama laporan serupa") || strings.Contains(p.Body, lead.Code.Display()) {
				t.Errorf("the reporter of %s reads: %s", got.Code, stafftest.Words(p.Doc))
			}
			stafftest.Rules(t, p)
		}
		if p := o.Browse().Get("/laporan/" + lead.Code.Display()); !p.Has("Dilaporkan juga oleh 2 orang lain") || strings.Contains(p.Body, second.Code.Display()) {
			t.Errorf("the public reads: %s", stafftest.Words(p.Doc))
		}
		p = pu.Get(pageOf(second))
		if !p.Has("Mengikuti laporan utama") || !strings.Contains(p.Body, pageOf(lead)) {
			t.Errorf("the follower's page: %s", stafftest.Words(p.Doc))
		}
		stafftest.Rules(t, p)
		p = pu.Get(incidentOf(t, o, lead))
		stafftest.Rules(t, p)
		if !p.Has("Dilaporkan oleh 3 orang") || !p.Has(second.Code.Display()) || !p.Has(third.Code.Display()) {
			t.Errorf("the incident: %s", stafftest.Words(p.Doc))
		}
		p = p.Form(pageOf(third) + "/pisah").Send()
		if p.Path != incidentOf(t, o, lead) || p.Has(third.Code.Display()) && !p.Has("kembali ditangani tersendiri") {
			t.Errorf("separating leads to %s", p.Path)
		}
	})
}

func incidentOf(t *testing.T, o *stafftest.Office, got intake.Receipt) string {
	t.Helper()
	r, err := o.Store.ReportByCode(t.Context(), o.DB, got.Code)
	if err != nil {
		t.Fatal(err)
	}
	return "/petugas/peristiwa/" + r.Incident.String()
}

// Who may not, does not: each page and each form, for everybody; and a secret follower shows to nobody who may not read it.
func TestMergingIsForThoseWhoHandle(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		lead, second, third := three(o)
		hidden := o.Report("kota", "PENANDA-rahasia lampu Taman Pelangi padam, petugasnya minta uang.", func(r *intake.Request) { r.Secret = true })
		kota := o.Actor("kota")
		for _, got := range []intake.Receipt{second, hidden} {
			o.Do(kota, got.Code, civic.Command{Verb: civic.VerbMerge, Into: lead.Code})
		}
		at := incidentOf(t, o, lead)
		sees := map[string]bool{"kota": true, "pu": true, "nasional": true, "pembina": true, "pimpinan": true}
		for _, role := range o.Roles() {
			b := o.As(role)
			p := b.Get(at)
			if (p.Status == http.StatusOK) != sees[role] {
				t.Errorf("the incident answers %s with %d", role, p.Status)
			}
			reads := role == "kota" || role == "pu"
			for _, path := range []string{at, pageOf(lead)} {
				p := b.Get(path)
				if shows := strings.Contains(p.Body, "PENANDA-rahasia") || strings.Contains(p.Body, hidden.Code.Display()) && path == at; shows != (reads && path == at) && (!reads || path != pageOf(lead)) {
					t.Errorf("%s at %s: the secret report shows: %v", role, path, shows)
				}
				if sees[role] && p.Status == http.StatusOK && path == at && !p.Has("Dilaporkan oleh 2 orang") {
					t.Errorf("%s counts: %s", role, stafftest.Words(p.Doc))
				}
			}
			want := http.StatusNotFound
			switch role {
			case "nasional", "kota", "pu": // a merge by the first of them brings it to the unit
				want = http.StatusOK
			case "pembina", "pimpinan", "auditor", "pengawas":
				want = http.StatusForbidden
			}
			p = b.Post(pageOf(third)+"/gabung", url.Values{"lead": {lead.Code.Display()}, "ya": {"1"}, "utama": {"itu"}})
			if p.Status != want {
				t.Errorf("merging by %s answers %d, want %d", role, p.Status, want)
			}
			if r, _ := o.Store.ReportByCode(t.Context(), o.DB, third.Code); r.Follows() {
				o.Do(kota, third.Code, civic.Command{Verb: civic.VerbUnmerge})
			}
			if role != "kota" && role != "pu" && role != "nasional" {
				if p := b.Post(pageOf(second)+"/pisah", url.Values{}); p.Status == http.StatusOK {
					t.Errorf("%s separates reports", role)
				}
			}
		}
		// A code that is not in the officer's scope is answered like one that is not there.
		far := o.Report("kabupaten", "Lampu Taman Pelangi padam juga di sini.", nil)
		for _, code := range []string{far.Code.Display(), "7K2M-9QXT-4PD"} {
			p := o.As("kota").Get(pageOf(third) + "/gabung?dengan=" + code)
			if p.Status != http.StatusUnprocessableEntity || !p.Has("Laporan itu tidak ada di meja Anda") {
				t.Errorf("%s answers %d: %s", code, p.Status, stafftest.Words(p.Doc))
			}
			stafftest.Rules(t, p)
		}
	})
}
