package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

// What the work changed is seen side by side, and told to those who cannot see it.
func TestPhotosOfBeforeAndAfter(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := atRoads(o, nil)
		at := "/petugas/laporan/" + got.Code.Display()
		jalan := o.As("jalan")
		f := jalan.Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Set("alt_before", "Lubang selebar satu meter.")
		p := f.Set("alt_after", "Hubungi 081234567890.").Attach("files_before", "a.png", picture(t)).Attach("files_after", "b.png", picture(t)).Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Hapus nomor atau data pribadi dari penjelasan foto") || !p.Has("Sebelum: a.png") || !p.Has("Sesudah: b.png") {
			t.Fatalf("a number under a photo: %d", p.Status)
		}
		stafftest.Rules(t, p)
		p = p.Form(at+"/jawab").Set("alt_after", "").Send()
		if p.Path != at || p.Status != http.StatusOK {
			t.Fatalf("answering: %d at %s", p.Status, p.Path)
		}
		own := o.Reporter(got).Get("/laporan/" + got.Code.Display())
		for who, page := range map[string]string{"the officer": jalan.Get(at).Body, "the reporter": own.Body} {
			before, after := strings.Index(page, `alt="Sebelum dikerjakan: Lubang selebar satu meter."`), strings.Index(page, `alt="Sesudah dikerjakan: Foto 2 dari instansi"`)
			if before < 0 || after < before || !strings.Contains(page, ">Sebelum<") {
				t.Errorf("%s sees before at %d, after at %d", who, before, after)
			}
		}
		p = jalan.Get(at).Form(at+"/lampirkan").Attach("files_after", "surat.pdf", []byte("%PDF-1.4 x")).Send()
		if p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a paper as a photo of after is answered %d", p.Status)
		}
	})
}

// Files that waited too long are asked for again: no answer goes out without the proof that its writer believes is there.
func TestFilesThatAreGoneAreAskedFor(t *testing.T) {
	o := stafftest.One(t)
	at := pageOf(atRoads(o, nil))
	p := o.As("jalan").Post(at+"/jawab", map[string][]string{"message": {"Lubang ditambal Senin, 23 November."}, "files_kept": {"tidak-ada-lagi"}})
	if p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih lagi berkasnya.") || p.Form(at+"/jawab").Value("message") != "Lubang ditambal Senin, 23 November." {
		t.Errorf("an answer whose files are gone: %d", p.Status)
	}
	stafftest.Rules(t, p)
}
