package officer_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// requestAtRoads brings a request of information to the desk of roads, in a country that knows one ground of the law.
func requestAtRoads(t *testing.T, o *stafftest.Office) intake.Receipt {
	t.Helper()
	if len(o.Directory.Map(t.Context()).Reasons.Offered(civic.ReasonsRefusal, civic.Date{Year: 2026, Month: 11, Day: 23})) == 0 {
		if _, err := o.Directory.SaveReason(t.Context(), o.Actor("nasional"), civic.Reason{List: civic.ReasonsRefusal, Code: "personal_secret", TextID: "Dapat mengungkapkan rahasia pribadi seseorang.",
			TextEN: "It could reveal the personal secrets of somebody.", From: civic.Date{Year: 2010, Month: 4, Day: 30}, Source: "UU 14/2008, pasal 17 huruf h"}); err != nil {
			t.Fatal(err)
		}
	}
	got := o.Report("kota", "Saya minta daftar biaya perawatan jalan.", func(r *intake.Request) { r.Class = civic.Information })
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Information, Target: o.Agency("bidang-jalan").ID})
	return got
}

// The form of an answer asks what becomes of the information. What is wrong stands beside its box and nothing typed is
// lost; a ground of another choice is not sent; the requester reads the ground in plain words.
func TestAnAnswerFormAsksWhatBecomesOfTheInformation(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		if f := o.As("jalan").Get(pageOf(atRoads(o, nil))); f.Form(f.Path + "/jawab").Has("disclosure") {
			t.Error("a complaint is asked about information")
		}
		got := requestAtRoads(t, o)
		at, b := pageOf(got), o.As("jalan")
		words := "Daftar itu memuat data pribadi pekerja."
		f := b.Get(at).Form(at + "/jawab")
		if all := f.Options("disclosure"); !slices.Equal(all, []string{"given", "part", "refused"}) || !slices.Contains(f.Options("ground"), "personal_secret") || f.Value("disclosure") != "" {
			t.Fatalf("offered are %v and %v, chosen is %q", all, f.Options("ground"), f.Value("disclosure"))
		}
		p := f.Set("message", words).Send()
		stafftest.Rules(t, p)
		if f = p.Form(at + "/jawab"); p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih dulu: informasinya diberikan") || f.Value("message") != words {
			t.Fatalf("nothing chosen answers %d with %q", p.Status, f.Value("message"))
		}
		p = f.Set("disclosure", "refused").Send()
		stafftest.Rules(t, p)
		if f = p.Form(at + "/jawab"); p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih dasar penolakan dari undang-undang.") || f.Value("disclosure") != "refused" || f.Value("message") != words {
			t.Fatalf("no ground answers %d with %q", p.Status, f.Value("disclosure"))
		}
		told := "Permohonan Anda ditolak karena dapat mengungkapkan rahasia pribadi seseorang (UU 14/2008, pasal 17 huruf h)."
		p = f.Set("ground", "personal_secret").Set("do", "lihat").Send()
		if f = p.Form(at + "/jawab"); p.Status != http.StatusOK || !p.Has(told) || f.Value("ground") != "personal_secret" {
			t.Fatalf("the preview answers %d with %q", p.Status, f.Value("ground"))
		}
		if p = f.Set("do", "").Send(); p.Status != http.StatusOK {
			t.Fatalf("sending answers %d: %s", p.Status, stafftest.Words(p.Doc))
		}
		if p = b.Get(at); !p.Has("Permohonan informasi ditolak karena dapat mengungkapkan") {
			t.Error("the history says nothing of the refusal")
		}
		if p = o.Reporter(got).Get("/laporan/" + got.Code.Display()); !p.Has(told) || !p.Has("Ajukan keberatan kepada atasan kantor") {
			t.Errorf("the requester reads %s", stafftest.Words(p.Doc))
		}
		f = b.Get(at).Form(at + "/perbaiki")
		if f.Value("disclosure") != "refused" || f.Value("ground") != "personal_secret" {
			t.Errorf("the correction begins with %q on %q", f.Value("disclosure"), f.Value("ground"))
		}
		f.Set("disclosure", "given").Set("message", "Daftarnya terlampir, tanpa nama.").Set("why", "Nama dapat ditutup.").Send()
		p = o.Reporter(got).Get("/laporan/" + got.Code.Display())
		if words := stafftest.Words(p.Doc); strings.Count(words, "Permohonan Anda ditolak") != 1 || !p.Has("Lihat versi lama") || !p.Has("Informasi yang Anda minta diberikan.") {
			t.Errorf("the decision of before stands elsewhere than in the version of before, or that of now nowhere: %s", words)
		}
	})
}

// A draft keeps what it says of the information: the head reads it, and given back it stands in the form again.
func TestADraftKeepsTheDisclosure(t *testing.T) {
	o := stafftest.One(t)
	approves(t, o, "answers")
	got := requestAtRoads(t, o)
	at, b, head := pageOf(got), o.As("jalan"), o.As("pimpinan")
	p := b.Get(at).Form(at+"/jawab").Set("message", "Sebagian daftarnya terlampir.").Set("disclosure", "part").Set("ground", "personal_secret").Send()
	if p.Status != http.StatusOK || !p.Has("Draf diajukan") {
		t.Fatalf("proposing answers %d", p.Status)
	}
	p = head.Get(at)
	if stafftest.Rules(t, p); !p.Has("Diberikan sebagian") || !p.Has("UU 14/2008, pasal 17 huruf h: Dapat mengungkapkan rahasia pribadi seseorang.") {
		t.Error("the head does not read what becomes of the information")
	}
	p.Form(at+"/kembalikan-draf").Set("message", "Sebut halamannya.").Send()
	if f := b.Get(at).Form(at + "/jawab"); f.Value("disclosure") != "part" || f.Value("ground") != "personal_secret" {
		t.Errorf("given back, the form has %q on %q", f.Value("disclosure"), f.Value("ground"))
	}
}

// Many answers at once: the requests of information among them are told what becomes of the information.
func TestManyAnswersDisclose(t *testing.T) {
	o := stafftest.One(t)
	request, complaint := requestAtRoads(t, o), atRoads(o, nil)
	b := o.As("jalan")
	f := b.Post(bulkAt, map[string][]string{"verb": {"answer"}, "pilih": {request.Code.Display(), complaint.Code.Display()}}).Form(bulkAt)
	f.Set("message", "Daftar pekerjaan jalan kota kami sampaikan pada 24 November 2026.").Set("quality_reason", "satu jawaban untuk satu ruas").Set("do", "pratinjau")
	p := f.Send()
	if stafftest.Rules(t, p); !p.Has("1 dari 2 laporan") || !p.Has("Pilih dulu: informasinya diberikan") {
		t.Fatalf("nothing chosen: %d, %s", p.Status, stafftest.Words(p.Doc))
	}
	p = p.Form(bulkAt).Set("disclosure", "refused").Set("ground", "personal_secret").Set("do", "pratinjau").Send()
	if f := p.Form(bulkAt); !p.Has("2 dari 2 laporan") || f.Value("disclosure") != "refused" || f.Value("ground") != "personal_secret" {
		t.Errorf("refused: %d, %s", p.Status, strings.TrimSpace(stafftest.Words(p.Doc)))
	}
}
