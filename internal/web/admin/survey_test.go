package admin_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// day fills the three boxes of a date.
func day(f *stafftest.Form, name string, d civic.Date) {
	f.Set(name+"_day", fmt.Sprint(d.Day)).Set(name+"_month", fmt.Sprint(int(d.Month))).Set(name+"_year", fmt.Sprint(d.Year))
}

func TestASurveyIsMadeAnsweredAndPublished(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		bureau, today := o.As("kota"), civic.DateOf(o.Clock(), civic.WIB)
		at := madeSurvey(t, o, bureau, today)
		p := bureau.Get(at + "/ubah")
		stafftest.Rules(t, p)
		if got := p.Form(at + "/ubah").Value("questions"); got != "Parkirnya cukup? | Tidak | Kurang | Cukup | Luas" {
			t.Errorf("the form says %q", got)
		}
		if p = bureau.Get(at).Form(at).Set("do", "open").Send(); !p.Has("Menerima jawaban") {
			t.Fatalf("opening answers %d", p.Status)
		}
		p = bureau.Get(at).Form(at+"/kode").Set("n", "5").Set("do", "make").Send()
		stafftest.Rules(t, p)
		codes := regexp.MustCompile(`[0-9A-Z]{4}(-[0-9A-Z]{4}){3}`).FindAllString(stafftest.Words(p.Doc), -1)
		if p.Status != http.StatusOK || len(codes) != 10 { // each as a code and in its address
			t.Fatalf("the sheet answers %d with %d codes", p.Status, len(codes))
		}
		answered(t, o, codes)
		p = bureau.Get(at + "/jawaban")
		stafftest.Rules(t, p)
		if !p.Has("Semua sama, sangat cepat") || !p.Has("Kursinya kurang.") {
			t.Errorf("the answers: %d", p.Status)
		}
		if p = bureau.Get(at).Form(at).Set("do", "close").Send(); !p.Has("Ditutup, belum diumumkan") {
			t.Fatalf("closing answers %d", p.Status)
		}
		if p = bureau.Get(at).Form(at).Set("do", "publish").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis rencana untuk unsur dengan nilai terendah") {
			t.Errorf("published without a plan: %d", p.Status)
		}
		p = bureau.Get(at + "/rencana")
		stafftest.Rules(t, p)
		f := p.Form(at+"/rencana").Set("plan-U1", "Papan syarat di pintu masuk.")
		if p = f.Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a plan without a day: %d", p.Status)
		}
		f = p.Form(at + "/rencana")
		day(f, "due-U1", today.AddDays(30))
		if p = f.Send(); !p.Has("Rencana tersimpan.") || !p.Has("Papan syarat di pintu masuk.") {
			t.Fatalf("the plan answers %d", p.Status)
		}
		p = bureau.Get(at).Form(at).Set("do", "publish").Send()
		stafftest.Rules(t, p)
		public := "/survei/hasil/" + strings.TrimPrefix(at, "/kelola/survei/")
		if p = o.Browse().Get(public); p.Status != http.StatusOK || !p.Has("75,00") || !p.Has("C · Kurang baik") {
			t.Errorf("in public: %d", p.Status)
		}
		for who, want := range map[string]int{"kabupaten": http.StatusNotFound, "sosial": http.StatusOK, "pu": http.StatusNotFound, "auditor": http.StatusForbidden} {
			if p = o.As(who).Get(at); p.Status != want {
				t.Errorf("%s sees it: %d", who, p.Status)
			}
		}
	})
}

// answered answers with each code, the first time in no time at all.
func answered(t *testing.T, o *stafftest.Office, codes []string) {
	t.Helper()
	for i := 0; i < len(codes); i += 2 {
		v := url.Values{"key": {strings.Repeat(fmt.Sprintf("%02d", i), 16)}, "began": {fmt.Sprint(o.Clock().Add(-time.Second).Unix())}, "remark": {"Kursinya kurang."}}
		for n := range 9 {
			v.Set(fmt.Sprintf("q-U%d", n+1), "3")
		}
		if p := o.Browse().Post("/survei/"+codes[i], v); p.Path != "/survei/terima-kasih" {
			t.Fatalf("an answer leads to %d at %s", p.Status, p.Path)
		}
	}
}

// madeSurvey fills the form of a survey, with a mistake first, and returns its address.
func madeSurvey(t *testing.T, o *stafftest.Office, bureau *stafftest.Browser, today civic.Date) string {
	t.Helper()
	p := bureau.Get("/kelola/survei")
	stafftest.Rules(t, p)
	if !p.Has("Belum ada survei di sini.") {
		t.Error("an empty list does not say so")
	}
	if p = o.As("sosial").Get("/kelola/survei/baru"); p.Status != http.StatusForbidden {
		t.Errorf("a unit makes one: %d", p.Status)
	}
	p = bureau.Get("/kelola/survei/baru")
	stafftest.Rules(t, p)
	f := p.Form("/kelola/survei/baru").Set("name", "SKM akhir tahun").Set("agency", "Dinas Sosial").Set("agency_id", o.Agency("dinas-sosial").ID.String()).Set("population", "5").
		Set("questions", "Parkirnya cukup? | Tidak | Kurang | Cukup")
	day(f, "from", today)
	day(f, "until", today.AddDays(9))
	p = f.Send()
	stafftest.Rules(t, p)
	if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis keempat pilihan") {
		t.Fatalf("three options: %d", p.Status)
	}
	f = p.Form("/kelola/survei/baru")
	if f.Value("from_day") != fmt.Sprint(today.Day) && f.Value("from_day") != fmt.Sprintf("%02d", today.Day) {
		t.Errorf("what was typed is gone: %q", f.Value("from_day"))
	}
	p = f.Set("questions", "Parkirnya cukup? | Tidak | Kurang | Cukup | Luas").Send()
	if p.Status != http.StatusOK || !p.Has("SKM akhir tahun tersimpan.") || !p.Has("0 dari 5 jawaban lengkap") {
		t.Fatalf("saving answers %d at %s", p.Status, p.Path)
	}
	stafftest.Rules(t, p)
	return p.Path
}
