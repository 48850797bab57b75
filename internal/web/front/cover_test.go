package front_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"tuntas/internal/triage"
	"tuntas/internal/web/staff/stafftest"
)

const privateBody = "NIK saya 3578010101900000 dan HP 0812-0000-1111 atas nama Pak Budi. Sekali lagi 0812-0000-1111, mobil B 1234 XYZ di Jl. Melati No. 3."

// told is a browser at step 4 of a report with this text.
func told(t *testing.T, o *stafftest.Office, body string) (*stafftest.Browser, *stafftest.Page) {
	t.Helper()
	b := o.Browse()
	b.Post("/lapor", url.Values{"body": {body}, "class": {"complaint"}})
	b.Post("/lapor/lokasi", url.Values{"location_text": {"Dekat pasar"}})
	p := b.Post("/lapor/kontak", url.Values{"hide": {"yes"}, "secret": {"no"}})
	if p.Path != "/lapor/periksa" {
		t.Fatalf("the way leads to %s", p.Path)
	}
	return b, p
}

// Step 4 lists numbers in the text; one tap covers one of them everywhere, another all of them, without scripts.
func TestPrivateNumbersAreCoveredByOneTap(t *testing.T) {
	o := stafftest.One(t)
	_, p := told(t, o, privateBody)
	stafftest.Rules(t, p)
	if !p.Has("Ada data pribadi di laporan Anda") || !p.Has("NIK 3578010101900000") || !p.Has("Nomor telepon 0812-0000-1111") {
		t.Fatalf("step 4 does not list what is found: %s", stafftest.Words(p.Doc))
	}
	buttons := 0
	for n := range stafftest.Elements(p.Doc, "button") {
		if stafftest.Attr(n, "name") == "tutupi" {
			buttons++
		}
	}
	if buttons != 3 { // one of two kinds, and all; names, plates and places are the report's business
		t.Errorf("%d buttons", buttons)
	}
	at := strings.Index(privateBody, "0812")
	p = p.Form("/lapor/periksa").Set("title", "Pungutan di 0812-0000-1111").Set("tutupi", "body 33").Send()
	if at != 33 || p.Path != "/lapor/periksa" || strings.Contains(p.Body, "0812-0000-1111") || strings.Count(p.Body, triage.Cover(triage.KindPhone)) < 3 {
		t.Errorf("the number at %d still stands in text or title", at)
	}
	if !p.Has("NIK 3578010101900000") || p.Form("/lapor/periksa").Value("title") != "Pungutan di "+triage.Cover(triage.KindPhone) {
		t.Errorf("covering one lost the rest: %q", p.Form("/lapor/periksa").Value("title"))
	}
	p = p.Form("/lapor/periksa").Set("tutupi", "semua").Send()
	if p.Has("Ada data pribadi") || strings.Contains(p.Body, "3578010101900000") || !p.Has("Pak Budi") || !p.Has("B 1234 XYZ") {
		t.Error("not everything was covered, or too much")
	}
	stafftest.Rules(t, p)
	code, _ := receiptOf(t, p.Form("/lapor/periksa").Send())
	v, err := o.Casework.View(t.Context(), o.Actor("nasional"), code)
	if err != nil || strings.Contains(v.Text.Body+v.Text.Title, "0812") || !strings.Contains(v.Text.Body, triage.Cover(triage.KindNIK)) {
		t.Errorf("kept: %q %q %v", v.Text.Title, v.Text.Body, err)
	}
	var kinds []triage.Kind
	for _, c := range triage.CoveredIn(v.Text.Body) {
		kinds = append(kinds, c.Kind)
	}
	if !slices.Equal(kinds, []triage.Kind{triage.KindNIK, triage.KindPhone, triage.KindPhone}) {
		t.Errorf("covered %v", kinds)
	}
}

// A derived title follows the text; a button of an older page, or a made-up one, covers nothing else.
func TestCoverButtonsOfAnOlderPage(t *testing.T) {
	o := stafftest.One(t)
	b, p := told(t, o, "HP 0812-0000-1111 milik calo, meminta uang setiap pagi.")
	p = p.Form("/lapor/periksa").Set("tutupi", "semua").Send()
	if got := p.Form("/lapor/periksa").Value("title"); strings.Contains(got, "0812") || !strings.Contains(got, triage.Cover(triage.KindPhone)) {
		t.Errorf("the derived title is %q", got)
	}
	before := p.Body
	for _, do := range []string{"body 3", "body 99", "title 0", "place 1", "body", "x"} {
		if p := b.Post("/lapor/periksa", url.Values{"tutupi": {do}, "title": {p.Form("/lapor/periksa").Value("title")}}); p.Body != before {
			t.Errorf("%q changed the page", do)
		}
	}
}
