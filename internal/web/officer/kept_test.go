package officer_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/web/staff/stafftest"
)

// shade is a picture that differs from those of another shade.
func shade(t *testing.T, c uint8) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 40, 30))
	for i := range img.Pix {
		img.Pix[i] = c
	}
	img.Set(1, 1, color.White)
	var buf bytes.Buffer
	if err := png.Encode(&buf, img); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// dropBox is the value of the box that leaves out the kept file with these words beside it.
func dropBox(t *testing.T, p *stafftest.Page, words string) string {
	t.Helper()
	for li := range stafftest.Elements(p.Doc, "li") {
		for box := range stafftest.Elements(li, "input") {
			if stafftest.Attr(box, "name") == "files_drop" && strings.Contains(stafftest.Words(li), words) {
				return stafftest.Attr(box, "value")
			}
		}
	}
	t.Fatalf("%s lists no kept file %q", p.Path, words)
	return ""
}

// The author of a draft that came back sees its files and their descriptions, and leaves one out.
func TestAReturnedDraftListsItsFiles(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		approves(t, o, "answers")
		got := atRoads(o, nil)
		at := "/petugas/laporan/" + got.Code.Display()
		jalan, head := o.As("jalan"), o.As("pimpinan")
		jalan.Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Set("alt_before", "Lubang lebar.").Set("alt_after", "Jalan rata.").
			Attach("files", "surat.png", shade(t, 10)).Attach("files_before", "a.png", shade(t, 20)).Attach("files_after", "b.png", shade(t, 30)).Send()
		head.Get(at).Form(at+"/kembalikan-draf").Set("message", "Sebut jam selesainya.").Send()

		p := jalan.Get(at)
		stafftest.Rules(t, p)
		f := p.Form(at + "/jawab")
		if f.Value("alt_before") != "Lubang lebar." || f.Value("alt_after") != "Jalan rata." {
			t.Errorf("the descriptions are %q and %q", f.Value("alt_before"), f.Value("alt_after"))
		}
		for _, words := range []string{"surat.png", "Sebelum: a.png", "Sesudah: b.png"} {
			dropBox(t, p, words)
		}
		if n := strings.Count(p.Body, `alt="" width="80"`); n != 3 || !strings.Contains(p.Body, `id="answer-files" name="files"`) || !strings.Contains(p.Body, `data-max="2"`) {
			t.Errorf("%d of its pictures are seen, or the room does not follow", n)
		}
		// Looked at first: what is left out stays out, and what was typed last stays.
		p = f.Set("files_drop", dropBox(t, p, "surat.png")).Set("alt_before", "Lubang di tengah jalan.").Set("do", "lihat").Send()
		if f = p.Form(at + "/jawab"); p.Status != http.StatusOK || f.Value("alt_before") != "Lubang di tengah jalan." || f.Value("files_kept") == "" || f.Has("draft_files") {
			t.Fatalf("the preview answers %d, the description is %q", p.Status, f.Value("alt_before"))
		}
		if strings.Count(p.Body, `name="files_drop"`) != 2 || !strings.Contains(p.Body, `data-max="3"`) {
			t.Error("the preview does not keep two files")
		}
		stafftest.Rules(t, p)
		// A photo that is left out takes its description along.
		p = f.Set("files_drop", dropBox(t, p, "Sesudah: b.png")).Set("do", "").Send()
		if p.Path != at || !p.Has("Draf diajukan") {
			t.Fatalf("proposing anew: %d at %s", p.Status, p.Path)
		}
		if p = head.Get(at).Form(at + "/setujui").Send(); !p.Has("Draf disetujui") {
			t.Fatalf("approving: %d", p.Status)
		}
		page := o.Reporter(got).Get("/laporan/" + got.Code.Display()).Body
		if !strings.Contains(page, "Lubang di tengah jalan.") || strings.Contains(page, "Jalan rata.") || strings.Contains(page, "Sesudah dikerjakan") || strings.Contains(page, "Foto 2 dari instansi") {
			t.Error("the reporter does not get what was left in")
		}
	})
}

// What cannot be known as a file of the own draft brings and leaves out nothing.
func TestOnlyTheOwnDraftLendsItsFiles(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	jalan := o.As("jalan")
	jalan.Get(at).Form(at+"/lampirkan").Set("message", "Hanya untuk rekan.").Attach("files", "dalam.png", shade(t, 40)).Send()
	r, err := o.Store.ReportByCode(t.Context(), o.DB, got.Code)
	if err != nil {
		t.Fatal(err)
	}
	p := jalan.Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Set("draft_files", fmt.Sprint(r.Seq)).Set("files_drop", "x").
		Set("do", "lihat").Attach("files", "b.png", shade(t, 50)).Send()
	if p.Status != http.StatusOK || strings.Count(p.Body, `name="files_drop"`) != 1 {
		t.Errorf("%d: %d files are kept", p.Status, strings.Count(p.Body, `name="files_drop"`))
	}
	dropBox(t, p, "b.png")
}

// Files that came back with a mistake can be left out, which makes room for others.
func TestKeptFilesAreLeftOut(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	f := o.As("jalan").Get(at).Form(at + "/jawab")
	for i := range 5 {
		f.Attach("files", fmt.Sprintf("%d.png", i), shade(t, uint8(60+i)))
	}
	p := f.Set("message", "").Send()
	stafftest.Rules(t, p)
	if p.Status != http.StatusUnprocessableEntity || strings.Count(p.Body, `name="files_drop"`) != 5 {
		t.Fatalf("%d: %d files are kept", p.Status, strings.Count(p.Body, `name="files_drop"`))
	}
	again := p.Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Attach("files", "baru.png", shade(t, 70)).Send()
	if again.Status != http.StatusUnprocessableEntity || !again.Has("Terlalu banyak berkas") || strings.Count(again.Body, `name="files_drop"`) != 5 {
		t.Errorf("a sixth file is answered %d", again.Status)
	}
	p = again.Form(at+"/jawab").Set("files_drop", dropBox(t, again, "3.png")).Attach("files", "baru.png", shade(t, 70)).Send()
	if p.Path != at || !p.Has("Jawaban sudah dikirim") {
		t.Fatalf("in its place: %d at %s", p.Status, p.Path)
	}
	files, err := o.Store.Attachments(t.Context(), o.DB, got.Report.ID)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, a := range files {
		names = append(names, a.Name)
	}
	if said := strings.Join(names, " "); said != "0.png 1.png 2.png 4.png baru.png" {
		t.Errorf("the answer has %s", said)
	}
}

// A day that is none gives the closing form back with the files it came with.
func TestAWrongDayKeepsTheFiles(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	jalan := o.As("jalan")
	jalan.Get(at).Form(at+"/kabari").Set("message", "Kami ukur Selasa, 24 November.").Send()
	p := jalan.Get(at).Form(at+"/tutup").Set("outcome", "solved").Set("message", "Lubang ditambal dan diratakan.").
		Set("done_on_day", "31").Set("done_on_month", "11").Set("done_on_year", "2026").Attach("files", "b.png", shade(t, 80)).Send()
	if p.Status != http.StatusUnprocessableEntity {
		t.Fatalf("31 November: %d", p.Status)
	}
	dropBox(t, p, "b.png")
}

// Words about a photo that is not there are not lost without a word; a paper is no photo.
func TestADescriptionNeedsItsPhoto(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	jalan := o.As("jalan")
	f := jalan.Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Set("alt_before", "Lubang lebar.")
	p := f.Set("alt_after", "Jalan rata.").Attach("files_before", "a.png", shade(t, 90)).Send()
	const say = "Pilih fotonya, atau kosongkan penjelasan ini."
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `href="#answer-alt_after"`) || strings.Contains(p.Body, `href="#answer-alt_before"`) || !p.Has(say) {
		t.Fatalf("a description without its photo is answered %d", p.Status)
	}
	stafftest.Rules(t, p)
	// With the kept photo left out, a description that was written anew is asked about, and the old one is not.
	p = p.Form(at+"/jawab").Set("alt_after", "").Set("alt_before", "Lubang lain.").Set("files_drop", dropBox(t, p, "Sebelum: a.png")).Send()
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `href="#answer-alt_before"`) || p.Form(at+"/jawab").Value("alt_before") != "Lubang lain." {
		t.Errorf("written anew it is answered %d", p.Status)
	}
	for name, data := range map[string][]byte{"surat.pdf": []byte("%PDF-1.4 x"), "catatan.txt": []byte("bukan foto")} {
		p = jalan.Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal.").Attach("files_after", name, data).Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has(name+" bukan foto. Pakai JPEG, PNG, atau WebP.") || !strings.Contains(p.Body, `href="#answer-files_after"`) {
			t.Errorf("%s as a photo of after is answered %d", name, p.Status)
		}
	}
}
