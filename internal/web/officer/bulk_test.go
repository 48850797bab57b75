package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff/stafftest"
)

const bulkAt = "/petugas/massal"

// atTheCity takes in reports that are worked on at the city, and their codes.
func atTheCity(o *stafftest.Office, n int) []string {
	var out []string
	for range n {
		got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint})
		out = append(out, got.Code.Display())
	}
	return out
}

// Ticked rows become one matter: the page names the lead that it would choose, and the order is about that one.
func TestBulkMergeOnThePages(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		codes, b := atTheCity(o, 3), o.As("kota")
		p := b.Post(bulkAt, url.Values{"verb": {"merge"}, "pilih": {codes[2], codes[0], codes[1]}})
		stafftest.Rules(t, p)
		if p.Status != http.StatusOK || p.Form(bulkAt).Value("lead") != "" {
			t.Fatalf("the form answers %d", p.Status)
		}
		p = p.Form(bulkAt).Set("lead", "bukan kode").Set("do", "pratinjau").Send()
		if stafftest.Rules(t, p); p.Status != http.StatusUnprocessableEntity || !p.Has("tidak ditemukan") && !p.Has("tidak ada") {
			t.Errorf("nonsense as a lead answers %d: %s", p.Status, stafftest.Words(p.Doc))
		}
		p = p.Form(bulkAt).Set("lead", "").Set("do", "pratinjau").Send()
		stafftest.Rules(t, p)
		if p.Status != http.StatusOK || p.Form(bulkAt).Value("lead") != codes[0] || !p.Has("2 dari 2 laporan") {
			t.Fatalf("the preview answers %d with lead %q", p.Status, p.Form(bulkAt).Value("lead"))
		}
		p = p.Form(bulkAt).Set("do", "jalankan").Send()
		if stafftest.Rules(t, p); !strings.HasPrefix(p.Path, bulkAt+"/") || !p.Has("Gabungkan menjadi satu") {
			t.Errorf("ordered at %s, %d", p.Path, p.Status)
		}
	})
}

// A template for many is shown as the first reporter will read it, and never beside words of one's own.
func TestBulkTemplateOnThePages(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		codes, b := atTheCity(o, 2), o.As("kota")
		p := b.Post(bulkAt, url.Values{"verb": {"follow_up"}, "pilih": codes})
		if p.Form(bulkAt).Has("template") {
			t.Error("a choice of no templates")
		}
		text, err := o.Directory.SaveTemplate(t.Context(), o.Actor("kota"), directory.Template{Agency: o.Agency("kota").ID, Name: "Jadwal", Body: "Laporan {kode} kami kerjakan 4 Maret 2026.", Active: true})
		if err != nil {
			t.Fatal(err)
		}
		p = b.Post(bulkAt, url.Values{"verb": {"follow_up"}, "pilih": codes})
		stafftest.Rules(t, p)
		if p.Form(bulkAt).Value("template") != "" {
			t.Error("a template is chosen before anybody chose")
		}
		p = p.Form(bulkAt).Set("template", text.ID.String()).Set("message", "Halo.").Set("quality_reason", "jadwal satu ruas jalan").Set("do", "pratinjau").Send()
		if stafftest.Rules(t, p); p.Status != http.StatusUnprocessableEntity || !p.Has("jangan keduanya") {
			t.Errorf("both answer %d", p.Status)
		}
		p = p.Form(bulkAt).Set("message", "").Set("do", "pratinjau").Send()
		if stafftest.Rules(t, p); p.Status != http.StatusOK || !p.Has("Laporan "+codes[0]+" kami kerjakan") && !p.Has("Laporan "+codes[1]+" kami kerjakan") {
			t.Errorf("the preview answers %d: %s", p.Status, stafftest.Words(p.Doc))
		}
		if p.Form(bulkAt).Value("template") != text.ID.String() {
			t.Error("the preview forgets the template")
		}
		if p := b.Post(bulkAt, url.Values{"verb": {"note"}, "pilih": codes, "template": {text.ID.String()}, "message": {"Periksa bersama."}, "do": {"pratinjau"}}); p.Status != http.StatusOK {
			t.Errorf("a template left over from another step answers %d", p.Status)
		}
	})
}
