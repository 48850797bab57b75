package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// approves sets what of the city has to be approved, through the form of its coordinator.
func approves(t *testing.T, o *stafftest.Office, what string) {
	t.Helper()
	at := "/kelola/instansi/" + o.Agency("kota").ID.String()
	p := o.As("kota").Get(at).Form(at).Set("approval", what).Send()
	if p.Path != "/kelola/instansi" || o.Agency("bidang-jalan").Approval != civic.Approval(what) {
		t.Fatalf("it answers %d at %s; the unit wants %q", p.Status, p.Path, o.Agency("bidang-jalan").Approval)
	}
}

// atRoads brings a report to the desk of roads.
func atRoads(o *stafftest.Office, change func(*intake.Request)) intake.Receipt {
	got := o.Report("kota", "Jalan di depan pasar berlubang.", change)
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("bidang-jalan").ID})
	return got
}

func TestADraftGoesFromItsAuthorToTheReporter(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		approves(t, o, "answers")
		got := atRoads(o, nil)
		at := "/petugas/laporan/" + got.Code.Display()
		jalan, head := o.As("jalan"), o.As("pimpinan")
		if p := head.Get("/petugas/persetujuan"); p.Status != http.StatusOK || !p.Has("Tidak ada draf yang menunggu") {
			t.Errorf("the list answers %d", p.Status)
		}
		f := jalan.Get(at).Form(at + "/jawab")
		p := f.Set("message", "Lubang ditambal Senin, 23 November.").Attach("files", "sesudah.png", picture(t)).Send()
		if p.Path != at || !p.Has("Draf diajukan") || !p.Has("Draf menunggu persetujuan") || !p.Has("Ini draf Anda") {
			t.Fatalf("proposing: %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
		for _, n := range []string{"setujui", "kembalikan-draf"} { // nobody decides the own words, whatever is sent
			if p := jalan.Post(at+"/"+n, map[string][]string{"message": {"x"}}); p.Status != http.StatusForbidden {
				t.Errorf("%s by the author answers %d", n, p.Status)
			}
		}
		if p := o.As("sosial").Post(at+"/setujui", nil); p.Status != http.StatusNotFound {
			t.Errorf("out of scope it answers %d", p.Status)
		}
		if p := o.As("nasional").Post(at+"/setujui", nil); p.Status != http.StatusForbidden {
			t.Errorf("the national desk is answered %d", p.Status)
		}
		own := o.Reporter(got)
		if p := own.Get("/laporan/" + got.Code.Display()); p.Has("Lubang ditambal") || p.Has("draf") {
			t.Error("the reporter reads a draft")
		}
		p = head.Get("/petugas/persetujuan")
		if !p.Has("Laporan kota") || !p.Has("Diajukan") {
			t.Error("the draft is not in the list")
		}
		stafftest.Rules(t, p)
		if p := jalan.Get("/petugas/persetujuan"); p.Status != http.StatusForbidden {
			t.Errorf("the list answers %d to whoever approves nothing", p.Status)
		}
		if n := len(rowsOf(jalan.Get("/petugas?tanda=draf-kembali"))); n != 0 || !jalan.Get("/petugas").Has("Draf menunggu persetujuan") {
			t.Errorf("a draft that waits: %d came back", n)
		}
		p = head.Get(at).Form(at+"/kembalikan-draf").Set("message", "Sebut jam selesainya.").Send()
		if p.Path != at || !p.Has("Draf dikembalikan") {
			t.Fatalf("declining: %d at %s", p.Status, p.Path)
		}
		if n := len(rowsOf(jalan.Get("/petugas?tanda=draf-kembali"))); n != 1 || !jalan.Get("/petugas").Has("Draf saya dikembalikan") {
			t.Errorf("%d drafts came back to their author", n)
		}
		if n := len(rowsOf(head.Get("/petugas?tanda=draf-kembali"))); n != 0 {
			t.Errorf("%d came back to somebody else", n)
		}
		f = jalan.Get(at).Form(at + "/jawab")
		if f.Value("message") != "Lubang ditambal Senin, 23 November." || !jalan.Get(at).Has("Sebut jam selesainya.") {
			t.Errorf("the author writes anew, the box holds %q", f.Value("message"))
		}
		f.Set("message", "Lubang ditambal Senin, 23 November, pukul 10.00.").Send()
		if n := len(rowsOf(jalan.Get("/petugas?tanda=draf-kembali"))); n != 0 {
			t.Error("a draft that was written anew still waits to be mended")
		}
		p = head.Get(at).Form(at + "/setujui").Send()
		if p.Path != at || !p.Has("Draf disetujui") || !p.Has("disetujui Pipit Pimpinan") || !p.Has("Jaka Jalan") {
			t.Fatalf("approving: %d at %s", p.Status, p.Path)
		}
		photo(t, o, jalan, p) // the file of the first draft went with the second
		p = own.Get("/laporan/" + got.Code.Display())
		if !p.Has("pukul 10.00.") || p.Has("Pipit") || p.Has("Sebut jam") || strings.Count(p.Body, "<img") == 0 {
			t.Error("the reporter does not read what was approved, or reads more")
		}
	})
}

func TestAStaleDraftShowsBothTexts(t *testing.T) {
	o := stafftest.One(t)
	approves(t, o, "answers")
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	head := o.As("pimpinan")
	o.As("jalan").Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Send()
	old := head.Get(at).Form(at + "/setujui")
	o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbReply, Message: "Sekarang dua lubang."})
	p := old.Send()
	if p.Status != http.StatusConflict || !p.Has("Lubang ditambal Senin") || !p.Has("Sekarang dua lubang.") || !p.Has("Ada pesan baru sejak draf ini ditulis") {
		t.Errorf("it answers %d", p.Status)
	}
	stafftest.Rules(t, p)
	if r, err := o.Store.ReportByCode(t.Context(), o.DB, got.Code); err != nil || r.State != civic.Dispatched {
		t.Errorf("%s, %v", r.State, err)
	}
	if p := o.As("jalan").Get(at).Form(at + "/tarik-draf").Send(); p.Path != at || !p.Has("Draf ditarik") {
		t.Errorf("taking it back: %d at %s", p.Status, p.Path)
	}
}

// The head of an agency reads a secret report with a reason only, and its draft no sooner.
func TestTheDraftOfASecretReport(t *testing.T) {
	o := stafftest.One(t)
	approves(t, o, "answers")
	got := atRoads(o, func(r *intake.Request) { r.Secret = true })
	at := "/petugas/laporan/" + got.Code.Display()
	head := o.As("pimpinan")
	o.As("jalan").Get(at).Form(at+"/jawab").Set("message", "PENANDA sudah ditangani Senin, 23 November.").Send()
	for _, path := range []string{at, "/petugas/persetujuan", "/petugas"} {
		if p := head.Get(path); p.Has("PENANDA") || p.Has("berlubang") {
			t.Errorf("%s shows the draft of a secret report", path)
		}
	}
	if p := head.Post(at+"/setujui", nil); p.Status != http.StatusForbidden {
		t.Errorf("approved unread: %d", p.Status)
	}
	p := head.Get(at).Form(at+"/naskah").Set("reason", "memeriksa draf jawaban").Send()
	if p.Status != http.StatusOK || !p.Has("PENANDA") || !p.Has("berlubang") {
		t.Fatalf("opened with a reason: %d", p.Status)
	}
	if p := p.Form(at + "/setujui").Send(); p.Path != at || !p.Has("Draf disetujui") || p.Has("PENANDA") {
		t.Errorf("approving: %d at %s", p.Status, p.Path)
	}
}

func TestPreviewSendsNothing(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	jalan := o.As("jalan")
	p := jalan.Get(at).Form(at+"/jawab").Set("message", "Lubang ditambal Senin, 23 November.").Set("do", "lihat").Attach("files", "sesudah.png", picture(t)).Send()
	for _, words := range []string{"Yang akan diterima pelapor", "Jawaban untuk laporan " + got.Code.Display(), "Bidang Jalan menjawab laporan Anda", "Tanggapi paling lambat", "terkirim sebagai 1 SMS", "GSM-7"} {
		if !p.Has(words) {
			t.Errorf("the preview does not say %q", words)
		}
	}
	stafftest.Rules(t, p)
	if r, err := o.Store.ReportByCode(t.Context(), o.DB, got.Code); err != nil || r.State != civic.Dispatched {
		t.Errorf("a preview made it %s, %v", r.State, err)
	}
	f := p.Form(at + "/jawab")
	if f.Value("message") != "Lubang ditambal Senin, 23 November." || f.Value("files_kept") == "" {
		t.Error("the form did not come back as it was")
	}
	if p := f.Set("do", "").Send(); p.Path != at || !p.Has("Jawaban sudah dikirim") {
		t.Errorf("sent after the preview: %d at %s", p.Status, p.Path)
	}
	secret := atRoads(o, func(r *intake.Request) { r.Secret = true })
	at = "/petugas/laporan/" + secret.Code.Display()
	p = jalan.Get(at).Form(at+"/jawab").Set("message", "Sudah ditangani Senin, 23 November.").Set("do", "lihat").Send()
	if !p.Has("Isinya tidak pernah ikut") || !p.Has("Ada kabar untuk kode "+secret.Code.Display()) || p.Has("Bidang Jalan menjawab laporan Anda") {
		t.Error("the preview of a secret report shows what never leaves")
	}
}

func TestClosingAsksForWhatTheOutcomeAsks(t *testing.T) {
	o := stafftest.One(t)
	edit := "/kelola/alasan/outcome/solved"
	if p := o.As("nasional").Get(edit).Form(edit).Set("ask_done_on", "yes").Set("ask_proof", "yes").Send(); p.Path != "/kelola/alasan" {
		t.Fatalf("%d at %s", p.Status, p.Path)
	}
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	jalan := o.As("jalan")
	jalan.Get(at).Form(at+"/kabari").Set("message", "Kami ukur Selasa, 24 November.").Send()
	fill := func(p *stafftest.Page, day string) *stafftest.Form {
		return p.Form(at+"/tutup").Set("outcome", "solved").Set("message", "Lubang ditambal dan diratakan.").
			Set("done_on_day", day).Set("done_on_month", "11").Set("done_on_year", "2026")
	}
	p := jalan.Get(at).Form(at+"/tutup").Set("outcome", "solved").Set("message", "Lubang ditambal.").Send()
	if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis tanggal selesainya") {
		t.Errorf("without a day: %d", p.Status)
	}
	stafftest.Rules(t, p)
	if p = fill(p, "24").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Tanggalnya belum lewat") {
		t.Errorf("tomorrow: %d", p.Status)
	}
	if p = fill(p, "31").Send(); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("31 November: %d", p.Status)
	}
	if p = fill(p, "23").Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("sebagai bukti") {
		t.Errorf("without proof: %d", p.Status)
	}
	p = fill(p, "23").Attach("files", "sesudah.png", picture(t)).Send()
	sentence := "Bidang Jalan menyatakan selesai pada 23 November 2026: Lubang ditambal dan diratakan. Buktinya 1 foto."
	if p.Path != at || !p.Has(sentence) || !p.Has("Ditutup petugas") {
		t.Fatalf("closing: %d at %s", p.Status, p.Path)
	}
	p = o.Reporter(got).Get("/laporan/" + got.Code.Display())
	if !p.Has(sentence) || !p.Has("Ditutup petugas") || !p.Has("Anda belum menyatakan masalahnya beres") {
		t.Error("the reporter does not read how it was closed")
	}
	stafftest.Rules(t, p)
}

func TestAnAnswerIsCorrectedInSight(t *testing.T) {
	o := stafftest.One(t)
	got := atRoads(o, nil)
	at := "/petugas/laporan/" + got.Code.Display()
	jalan := o.As("jalan")
	p := jalan.Get(at).Form(at+"/kabari").Set("message", "Kami ukur Selasa, 24 November.").Send()
	f := p.Form(at + "/perbaiki")
	p = f.Set("message", "Kami ukur Rabu, 25 November.").Send()
	if p.Status != http.StatusUnprocessableEntity || !p.Has("Tulis alasan perbaikannya") || p.Form(at+"/perbaiki").Value("message") != "Kami ukur Rabu, 25 November." {
		t.Errorf("without a reason: %d", p.Status)
	}
	stafftest.Rules(t, p)
	p = p.Form(at+"/perbaiki").Set("why", "Harinya keliru.").Send()
	if p.Path != at || !p.Has("Perbaikan sudah dikirim") {
		t.Fatalf("correcting: %d at %s", p.Status, p.Path)
	}
	for _, page := range []*stafftest.Page{p, o.Reporter(got).Get("/laporan/" + got.Code.Display())} {
		if !page.Has("Kami ukur Rabu, 25 November.") || !page.Has("Kami ukur Selasa, 24 November.") || !page.Has("Diperbaiki pada") || !page.Has("Harinya keliru.") || !page.Has("Lihat versi lama") {
			t.Errorf("%s does not show both versions", page.Path)
		}
		stafftest.Rules(t, page)
	}
	if p := o.As("kota").Get(at); strings.Contains(p.Body, at+"/perbaiki") {
		t.Error("another desk is offered to correct it")
	}
	if p := o.As("kota").Post(at+"/perbaiki", map[string][]string{"corrects": {"3"}, "message": {"x y"}, "why": {"x"}}); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("another desk's correction answers %d", p.Status)
	}
}
