package front_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
	"tuntas/internal/web/staff/stafftest"
)

// surveyed opens a survey of the city in the month of the office's clock, and makes codes of it.
func surveyed(t *testing.T, o *stafftest.Office, kind satisfaction.CodeKind, n int) (survey.Survey, []survey.Code) {
	t.Helper()
	who, today := o.Actor("kota"), civic.DateOf(o.Clock(), civic.WIB)
	x, err := o.Surveys.Save(t.Context(), who, survey.Survey{Agency: o.Agency("kota").ID, Kind: survey.OfService, Name: "SKM November", From: today, Until: today.AddDays(20), Population: 6, Weighting: survey.Exact,
		Questions: []survey.Question{{Text: "Apakah parkirnya cukup?", Options: [4]string{"Tidak", "Kurang", "Cukup", "Luas"}}}})
	if err == nil {
		x, err = o.Surveys.Act(t.Context(), who, x.ID, survey.Begin, x.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
	codes, err := o.Surveys.Codes(t.Context(), who, x.ID, kind, n)
	if err != nil {
		t.Fatal(err)
	}
	return x, codes
}

func TestACitizenAnswersASurveyOnce(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		x, codes := surveyed(t, o, satisfaction.Once, 6)
		b := o.Browse()
		stafftest.Rules(t, b.Get("/survei"))
		if p := b.Get("/survei?kode=abc"); p.Status != http.StatusBadRequest || !p.Has("Kode ini tidak dikenal") {
			t.Errorf("a code that is none answers %d", p.Status)
		}
		if p := b.Get("/survei/ABCD-EFGH-JKMN-PQRS"); p.Status != http.StatusNotFound || !p.Has("Kode ini tidak dikenal") {
			t.Errorf("a code that nobody made answers %d", p.Status)
		}
		at := "/survei/" + codes[0].Display()
		p := b.Get("/survei?" + url.Values{"kode": {strings.ToLower(string(codes[0]))}}.Encode())
		stafftest.Rules(t, p)
		if p.Path != at || !p.Has("Apakah layanannya selesai dengan cepat?") || !p.Has("10. Apakah parkirnya cukup?") || !p.Has("Gratis") {
			t.Fatalf("the code leads to %d at %s", p.Status, p.Path)
		}
		f := p.Form(at)
		p = f.Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Jawab paling sedikit satu pertanyaan.") {
			t.Errorf("nothing answered: %d", p.Status)
		}
		fill := func(f *stafftest.Form) *stafftest.Form {
			for i := range 9 {
				f.Set(fmt.Sprintf("q-U%d", i+1), "3")
			}
			return f.Set("q-U3", "2").Set("q-X1", "4").Set("sex", "f").Set("remark", "Kursinya kurang.")
		}
		again := fill(f)
		if p = again.Send(); p.Path != "/survei/terima-kasih" || !p.Has("Terima kasih") {
			t.Fatalf("an answer leads to %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		if p = again.Send(); p.Path != "/survei/terima-kasih" {
			t.Errorf("pressed twice it leads to %d at %s", p.Status, p.Path)
		}
		if p = b.Get(at); p.Status != http.StatusConflict || !p.Has("Kode ini sudah dipakai") {
			t.Errorf("a used code answers %d", p.Status)
		}
		for _, c := range codes[1:] {
			if p = fill(b.Get("/survei/" + c.Display()).Form("/survei/" + c.Display())).Send(); p.Path != "/survei/terima-kasih" {
				t.Fatalf("another answer leads to %d", p.Status)
			}
		}
		w := &wire{t: t, o: o}
		if w.send(http.MethodGet, "/survei/"+codes[0].Display(), nil); len(w.last.Cookies()) != 0 || w.last.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the page sets %v and is kept: %q", w.last.Cookies(), w.last.Header.Get("Cache-Control"))
		}
		publishedResult(t, o, b, x)
	})
}

// publishedResult publishes a survey and reads what everybody reads of it.
func publishedResult(t *testing.T, o *stafftest.Office, b *stafftest.Browser, x survey.Survey) {
	t.Helper()
	at := "/survei/hasil/" + x.ID.String()
	if p := b.Get(at); p.Status != http.StatusNotFound {
		t.Errorf("before it is published it answers %d", p.Status)
	}
	who := o.Actor("kota")
	due := civic.DateOf(o.Clock().Add(48*time.Hour), civic.WIB)
	x, err := o.Surveys.Act(t.Context(), who, x.ID, survey.End, x.Version)
	if err == nil {
		x, err = o.Surveys.Plan(t.Context(), who, x.ID, x.Version, []satisfaction.Action{{Code: "U3", Plan: "Tambah satu loket.", Due: due, Proof: "https://contoh.example/<x>"}})
	}
	if err == nil {
		_, err = o.Surveys.Act(t.Context(), who, x.ID, survey.Publish, x.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
	p := b.Get(at)
	stafftest.Rules(t, p)
	// 26 of 36 points: 72.22.
	for _, words := range []string{"72,22", "C · Kurang baik", "6 jawaban lengkap dihitung.", "72,22 sampai 72,22", "1/9", "Nilai terendah: Waktu penyelesaian.", "Tambah satu loket.", "Cukup: sedikitnya 6 dari 6 orang", "di luar indeks", "Perempuan"} {
		if !p.Has(words) {
			t.Errorf("the result does not say %q", words)
		}
	}
	w := &wire{t: t, o: o}
	if w.send(http.MethodGet, at+"/hasil.csv", nil) != http.StatusOK || !strings.Contains(w.body, "element,U3,Waktu penyelesaian,6,2.00") || !strings.Contains(w.body, "72.22,C,0.00,exact") {
		t.Errorf("the table says\n%s", w.body)
	}
	p = b.Get("/instansi/" + x.Agency.String() + "/survei")
	stafftest.Rules(t, p)
	if !p.Has("SKM November") || !p.Has("72,22 dari 6 jawaban. C · Kurang baik") {
		t.Errorf("the list of the agency answers %d", p.Status)
	}
}

func TestAKioskSendsWhatItKept(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		_, codes := surveyed(t, o, satisfaction.Kiosk, 1)
		at := "/survei/" + codes[0].Display()
		stafftest.Rules(t, o.Browse().Get(at))
		w := &wire{t: t, o: o}
		v := url.Values{"key": {strings.Repeat("ab", 16)}, "given": {o.Clock().Add(-time.Hour).Format(time.RFC3339)}, "took": {"45"}, "q-U1": {"4"}}
		for range 2 {
			if got := w.send(http.MethodPost, at, v); got != http.StatusSeeOther {
				t.Fatalf("it answers %d", got)
			}
		}
		v.Set("key", strings.Repeat("cd", 16))
		v.Set("q-U1", "7")
		if got := w.send(http.MethodPost, at, v); got != http.StatusUnprocessableEntity {
			t.Errorf("what cannot be answered answers %d", got)
		}
		var n int
		if err := o.DB.QueryRow(t.Context(), `SELECT count(*) FROM survey_response WHERE took = 45 AND at - given_at = 3600000000`).Scan(&n); err != nil || n != 1 {
			t.Errorf("%d answers arrived: %v", n, err)
		}
	})
}

func TestTheReporterJudgesTheHandlingOnce(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := published(o)
		b, p := signedIn(t, o, got)
		if p.Has("Bagaimana laporan Anda ditangani?") {
			t.Error("an open report is judged")
		}
		who, today := o.Actor("kota"), civic.DateOf(o.Clock(), civic.WIB)
		x, err := o.Surveys.Save(t.Context(), who, survey.Survey{Agency: o.Agency("kota").ID, Kind: survey.OfHandling, Name: "Penanganan", From: today, Until: today.AddDays(20), Weighting: survey.Exact})
		if err == nil {
			_, err = o.Surveys.Act(t.Context(), who, x.ID, survey.Begin, x.Version)
		}
		if err != nil {
			t.Fatal(err)
		}
		act := "/laporan/" + got.Code.Display() + "/survei"
		if p = b.Post(act, url.Values{}); p.Status != http.StatusNotFound {
			t.Errorf("judging an open report answers %d", p.Status)
		}
		o.Do(who, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Lubang sudah kami tambal."})
		o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbAccept, Rating: 3})
		p = b.Get("/laporan/" + got.Code.Display())
		stafftest.Rules(t, p)
		p = p.Form(act).Send()
		stafftest.Rules(t, p)
		if !strings.HasPrefix(p.Path, "/survei/") || !p.Has("Apakah masalah Anda terselesaikan?") || !p.Has("Ada 5 pertanyaan") {
			t.Fatalf("it leads to %d at %s", p.Status, p.Path)
		}
		if p = p.Form(p.Path).Set("q-H1", "4").Send(); p.Path != "/survei/terima-kasih" {
			t.Fatalf("the answer leads to %d at %s", p.Status, p.Path)
		}
		if p = b.Get("/laporan/" + got.Code.Display()); p.Has("Bagaimana laporan Anda ditangani?") {
			t.Error("it is asked again")
		}
		if p = o.Browse().Post(act, url.Values{}); strings.HasPrefix(p.Path, "/survei/") {
			t.Errorf("a stranger judges it at %s", p.Path)
		}
	})
}
