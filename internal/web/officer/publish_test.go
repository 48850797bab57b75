package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/triage"
	"tuntas/internal/web/staff/stafftest"
)

const personal = "Pak Budi Santoso meminta uang. Hubungi 0812-0000-1111. Budi Santoso tetangga saya."

// verified brings a report to the city, checked and not yet published.
func verified(o *stafftest.Office, body string, change func(*intake.Request)) (civic.TrackingCode, string) {
	got := o.Report("kota", body, change)
	o.Do(o.Actor("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint})
	return got.Code, pageOf(got)
}

// What is found is listed with a button each; covering keeps everything else that was typed, without scripts.
func TestCoveringInThePublicVersion(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		code, at := verified(o, personal, nil)
		b := o.As("kota")
		p := b.Get(at)
		stafftest.Rules(t, p)
		form := at + "/terbitkan"
		if !p.Has("Data pribadi yang ditemukan: 2") || !p.Has("Nama orang Budi Santoso di isi") || !p.Has("Nomor telepon 0812-0000-1111 di isi") {
			t.Fatal("the page does not list what is found in the text")
		}
		if p.Form(form).Has("found_anyway") {
			t.Error("publishing all the same is offered before anybody was warned")
		}
		p = p.Form(form).Set("public_title", "Pungutan").Set("public_place", "Rumah Ibu Siti").Set("why", "Sunting.").Set("do", "tutupi public_body 4 NAME").Send()
		f := p.Form(form)
		body := f.Value("public_body")
		if p.Status != http.StatusOK || strings.Contains(body, "Budi") || strings.Count(body, triage.Cover(triage.KindName)) != 2 || !strings.Contains(body, "0812") {
			t.Errorf("covering the name made %q", body)
		}
		if f.Value("public_title") != "Pungutan" || f.Value("why") != "Sunting." || f.Value("public_place") != "Rumah Ibu Siti" {
			t.Error("the rest of the form was lost")
		}
		stafftest.Rules(t, p)

		p = f.Send()
		f = p.Form(form)
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Masih ada 2 data pribadi") || !f.Has("found_anyway") || !f.Has("found_why") {
			t.Fatalf("publishing with a number in it answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p = f.Set("found_why", "Nomor layanan kantor.").Send(); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a reason without the tick: %d", p.Status)
		}
		p = p.Form(form).Set("found_anyway", "yes").Set("found_why", "").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis alasan tetap menerbitkan") {
			t.Errorf("the tick without a reason: %d", p.Status)
		}
		stafftest.Rules(t, p)
		if v, err := o.Casework.View(t.Context(), o.Actor("kota"), code); err != nil || v.Report.Version != 0 {
			t.Fatalf("something was published: %v", err)
		}
		p = p.Form(form).Set("do", "tutupi-semua").Send()
		f = p.Form(form)
		if f.Value("public_place") != "Rumah Ibu "+triage.Cover(triage.KindName) || strings.Contains(f.Value("public_body"), "0812") || p.Has("Data pribadi yang ditemukan") {
			t.Errorf("covering all left %q, %q", f.Value("public_body"), f.Value("public_place"))
		}
		p = f.Set("public_body", f.Value("public_body")+" Plat dinas B 1234 XYZ.").Set("found_anyway", "yes").Set("found_why", "Mobil dinas, sudah diumumkan.").Send()
		if p.Path != at || !p.Has("Versi publik ke-1") {
			t.Fatalf("publishing: %d at %s", p.Status, p.Path)
		}
		for _, want := range []string{"Yang ditutupi di versi ini", "Nama orang di isi, huruf ke-5: ditutupi oleh Koko Kota", "Nama orang di tempat, huruf ke-11: ditutupi oleh Koko Kota",
			"Pelat nomor di isi", "tetap diterbitkan oleh Koko Kota", "Alasan: Mobil dinas, sudah diumumkan."} {
			if !p.Has(want) {
				t.Errorf("the record does not say %q", want)
			}
		}
		stafftest.Rules(t, p)
	})
}

// The same in the form that checks a report, beside the search for a desk.
func TestCoveringWhileChecking(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", personal, nil)
	at := pageOf(got)
	p := o.As("kota").Get(at).Form(at+"/periksa").Set("class", "aspiration").Set("publish", "yes").Set("target", "dinas pek").
		Set("public_title", "Pungutan").Set("public_body", personal).Set("do", "tutupi-semua").Send()
	f := p.Form(at + "/periksa")
	if p.Status != http.StatusOK || f.Value("class") != "aspiration" || f.Value("publish") != "yes" || f.Value("target") != "dinas pek" || strings.Contains(f.Value("public_body"), "0812") {
		t.Errorf("%d %q %q %q", p.Status, f.Value("class"), f.Value("target"), f.Value("public_body"))
	}
	stafftest.Rules(t, p)
	if p = f.Set("public_body", personal).Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Masih ada") {
		t.Errorf("checking and publishing with a number in it: %d", p.Status)
	}
	f = p.Form(at + "/periksa")
	f.Set("publish", "")
	if p = f.Send(); p.Path == at+"/periksa" {
		t.Errorf("what is not published is not held up: %d", p.Status)
	}
}

// Scripts ask for the list alone; nobody else does.
func TestTheListForScripts(t *testing.T) {
	o := stafftest.One(t)
	words := url.Values{"verb": {"publish"}, "public_title": {"Pak Budi"}, "public_body": {"Jalan\r\nrusak, HP 0812-0000-1111"}, "ask": {"1"}, "found_why": {"Karena <b>."}}
	p := o.As("kota").Post("/petugas/temuan", words)
	if p.Status != http.StatusOK || !p.Has("Data pribadi yang ditemukan: 2") || !p.Has("Tetap terbitkan") || strings.Contains(p.Body, "<html") || strings.Contains(p.Body, "Karena <b>") {
		t.Errorf("%d %s", p.Status, p.Body)
	}
	if p := o.Browse().Post("/petugas/temuan", words); strings.Contains(p.Body, "Budi") {
		t.Error("strangers use it")
	}
	words.Set("verb", "note")
	if p := o.As("kota").Post("/petugas/temuan", words); p.Status != http.StatusNotFound {
		t.Errorf("a form without a public version: %d", p.Status)
	}
}

// All that is found is covered at once, the page says how much, and it can be put back unless it was written over.
func TestCoveringAllCanBePutBack(t *testing.T) {
	o := stafftest.One(t)
	_, at := verified(o, personal, nil)
	form := at + "/terbitkan"
	p := o.As("kota").Get(at)
	was := p.Form(form).Value("public_body")
	p = p.Form(form).Set("public_title", "Pungutan").Set("do", "tutupi-semua").Send()
	stafftest.Rules(t, p)
	if body := p.Form(form).Value("public_body"); strings.Contains(body, "0812") || !p.Has("3 bagian ditutupi.") {
		t.Fatalf("covering all made %q: %s", body, stafftest.Words(p.Doc))
	}
	back := p.Form(form).Set("do", "kembalikan").Send()
	stafftest.Rules(t, back)
	if body := back.Form(form).Value("public_body"); body != was || !back.Has("Semua bagian itu dikembalikan.") || back.Form(form).Value("public_title") != "Pungutan" {
		t.Errorf("put back is %q", body)
	}
	edited := p.Form(form).Set("public_body", "Ditulis ulang.").Set("do", "kembalikan").Send()
	if body := edited.Form(form).Value("public_body"); body != "Ditulis ulang." {
		t.Errorf("what was written since became %q", body)
	}
}
