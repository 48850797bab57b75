package officer_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

// A report goes its way through forms alone, without scripts: checked with a search for the
// desk, passed on from a list, returned, asked about, answered with a photo, closed.
func TestTheWholeWay(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		at := pageOf(got)
		kota, pu, jalan := o.As("kota"), o.As("pu"), o.As("jalan")

		f := kota.Get(at).Form(at + "/periksa")
		if f.Value("target") != "Pemerintah Kota Andalan" {
			t.Errorf("the desk stands at %q before anybody chose", f.Value("target"))
		}
		p := f.Set("target", "dinas").Set("do", "cari").Send()
		stafftest.Rules(t, p)
		f = p.Form(at + "/periksa")
		if picks := f.Options("target_pick"); len(picks) != 2 {
			t.Fatalf("two departments begin so, %d are found", len(picks))
		}
		p = f.Set("target_pick", o.Agency("dinas-pu").ID.String()).Set("class", "complaint").Set("publish", "yes").
			Set("public_title", "Jalan berlubang").Set("public_body", "Jalan berlubang di depan pasar.").Send()
		if p.Path != at || !p.Has("sudah diperiksa. Sekarang ada di Dinas Pekerjaan Umum") || !p.Has("Versi publik ke-1") {
			t.Fatalf("checking: %d at %s", p.Status, p.Path)
		}

		f = pu.Get(at).Form(at + "/teruskan")
		if picks := f.Options("target_pick"); len(picks) != 1 || f.Has("target") {
			t.Errorf("one desk below is simply listed, not searched: %v", picks)
		}
		if p := f.Send(); p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih instansi tujuan") {
			t.Errorf("passing on to nobody answers %d", p.Status)
		}
		if p := f.Set("target_pick", o.Agency("bidang-jalan").ID.String()).Send(); p.Path != at {
			t.Fatalf("passing on: %d at %s", p.Status, p.Path)
		}

		p = jalan.Get(at).Form(at+"/kembalikan").Set("reason", "bukan-kami").Set("message", "Ini jalan provinsi.").Send()
		if p.Path != "/petugas" || !p.Has("dikembalikan ke Dinas Pekerjaan Umum") {
			t.Errorf("a report that left the scope leads to the inbox, not to %s", p.Path)
		}
		if p := pu.Get(at).Form(at+"/teruskan").Set("target_pick", o.Agency("bidang-jalan").ID.String()).Send(); p.Path != at {
			t.Fatalf("passing on again: %d at %s", p.Status, p.Path)
		}
		jalan.Get(at).Form(at+"/kabari").Set("message", "Sedang kami ukur.").Send()
		p = jalan.Get(at).Form(at+"/jawab").Set("message", "Sudah kami tambal.").Attach("files", "sesudah.png", picture(t)).Send()
		if p.Path != at || !p.Has("Jawaban sudah dikirim") {
			t.Fatalf("answering: %d at %s", p.Status, p.Path)
		}
		photo(t, o, jalan, p)
		p = jalan.Get(at).Form(at+"/catat").Set("message", "Rahasia dapur.").Send()
		if !p.Has("Rahasia dapur.") || !p.Has("Hanya petugas") || !p.Has("Jaka Jalan") {
			t.Error("the note does not stand in the history with its writer")
		}
		if p.Has("Tutup laporan") {
			t.Error("it may be closed while the reporter can still answer")
		}
		o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbReply, Message: "Tinggal diratakan."})
		p = jalan.Get(at).Form(at+"/tutup").Set("outcome", "solved").Set("message", "Selesai.").Send()
		if p.Path != at || !p.Has("Masalah sudah diatasi.") {
			t.Errorf("closing: %d at %s", p.Status, p.Path)
		}
		stafftest.Rules(t, p)
	})
}

// photo checks that a picture of the page is served to those in scope only, and as a picture.
func photo(t *testing.T, o *stafftest.Office, b *stafftest.Browser, p *stafftest.Page) {
	t.Helper()
	for n := range stafftest.Elements(p.Doc, "img") {
		at := stafftest.Attr(n, "src")
		got := b.Get(at)
		if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "image/jpeg" || !strings.Contains(got.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("the picture answers %d %v", got.Status, got.Header)
		}
		if got := o.As("sosial").Get(at); got.Status != http.StatusNotFound {
			t.Errorf("out of scope the picture answers %d", got.Status)
		}
		return
	}
	t.Error("the page shows no picture")
}

// What was typed comes back with what is to be mended, at the box that it is about.
func TestMistakesKeepTheText(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		at := pageOf(got)
		b := o.As("kota")
		p := b.Get(at).Form(at+"/tanya").Set("message", "Di sebelah mana tepatnya?").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih alasannya") || !strings.Contains(p.Body, `href="#hold-reason"`) {
			t.Errorf("a missing reason answers %d", p.Status)
		}
		if f := p.Form(at + "/tanya"); f.Value("message") != "Di sebelah mana tepatnya?" {
			t.Errorf("the text came back as %q", f.Value("message"))
		}
		stafftest.Rules(t, p)
		p = b.Get(at).Form(at+"/periksa").Set("target", "tidak ada itu").Send()
		if p.Status != http.StatusUnprocessableEntity || p.Form(at+"/periksa").Value("target") != "tidak ada itu" {
			t.Errorf("a desk that is none answers %d", p.Status)
		}
		// The words count, not the number beside them, which a browser without scripts cannot change.
		f := b.Get(at).Form(at + "/periksa")
		if p := f.Set("target", "Bidang Jalan").Send(); !p.Has("Sekarang ada di Bidang Jalan") {
			t.Errorf("the desk that was typed is not where the report is: %d", p.Status)
		}
	})
}

// Files that were cleaned survive a form that has to be mended.
func TestFilesSurviveMistakes(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
	at := pageOf(got)
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
	b := o.As("pu")
	p := b.Get(at).Form(at+"/jawab").Attach("files", "bukti.png", picture(t)).Send()
	f := p.Form(at + "/jawab")
	if p.Status != http.StatusUnprocessableEntity || !f.Has("files_kept") || !p.Has("bukti") {
		t.Fatalf("an answer without words answers %d, the file is kept: %v", p.Status, f.Has("files_kept"))
	}
	stafftest.Rules(t, p)
	f.Set("message", "Sudah kami tambal.").Send()
	if n := files(t, o, got); n != 1 {
		t.Errorf("%d files arrived, want 1", n)
	}
	p = b.Get(at).Form(at+"/lampirkan").Attach("files", "buku.txt", []byte("bukan foto")).Send()
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `href="#attach-files"`) {
		t.Errorf("a file of another kind answers %d", p.Status)
	}
}

func files(t *testing.T, o *stafftest.Office, got intake.Receipt) int {
	t.Helper()
	v, err := o.Casework.View(t.Context(), o.Actor("kota"), got.Code)
	if err != nil {
		t.Fatal(err)
	}
	return len(v.Files)
}

// Two officers write at once: the second one is told, keeps the text, and can send it again.
func TestConflictKeepsTheText(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		at := pageOf(got)
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
		one, two := o.As("pu").Get(at), o.As("kota").Get(at)
		one.Form(at+"/kabari").Set("message", "Kami yang mengerjakan.").Send()

		p := two.Form(at+"/kabari").Set("message", "Tulisan yang panjang dan susah payah.").Send()
		if p.Status != http.StatusConflict || !p.Has("Laporan ini berubah saat Anda menulis") || !p.Has("Kami yang mengerjakan.") {
			t.Fatalf("the second one is answered %d", p.Status)
		}
		stafftest.Rules(t, p)
		f := p.Form(at + "/kabari")
		if f.Value("message") != "Tulisan yang panjang dan susah payah." {
			t.Errorf("the text came back as %q", f.Value("message"))
		}
		if before := two.Form(at + "/kabari").Value("seq"); f.Value("seq") == before {
			t.Errorf("the form still knows event %s only", before)
		}
		if p := f.Send(); p.Path != at || !p.Has("Tulisan yang panjang") || !p.Has("Kabar sudah dikirim") {
			t.Errorf("sent again: %d at %s", p.Status, p.Path)
		}

		late := o.As("kota").Get(at)
		o.Do(o.Actor("pu"), got.Code, civic.Command{Verb: civic.VerbClose, Outcome: "solved", Message: "Selesai."})
		p = late.Form(at+"/kabari").Set("message", "Tulisan yang terlambat.").Send()
		if p.Status != http.StatusConflict || !p.Has("Langkah itu tidak bisa diambil lagi") || !p.Has("Tulisan yang terlambat.") {
			t.Errorf("a step that is no longer possible answers %d, its text is there: %v", p.Status, p.Has("Tulisan yang terlambat."))
		}
		stafftest.Rules(t, p)
	})
}

// A form that is sent after the session ended comes back after signing in again.
func TestExpiredSessionKeepsTheText(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		at := pageOf(got)
		b := o.As("kota")
		p := b.Get(at)
		b.Forget()
		p = p.Form(at+"/catat").Set("message", "Catatan yang panjang.").Send()
		if p.Path != "/petugas/masuk" || !p.Has("Tulisan Anda kami simpan") {
			t.Fatalf("signed out, the form leads to %s", p.Path)
		}
		p = p.Form("/petugas/masuk").Set("email", "kota@uji.test").Set("password", stafftest.Password).Send()
		if p.Path != at || p.Form(at+"/catat").Value("message") != "Catatan yang panjang." {
			t.Fatalf("after signing in one is at %s without the text", p.Path)
		}
		stafftest.Rules(t, p)
		if p := p.Form(at + "/catat").Send(); !p.Has("Catatan tersimpan") || !p.Has("Catatan yang panjang.") {
			t.Errorf("sent again: %d", p.Status)
		}
	})
}

// Name and contact are opened with a reason, recorded, and shown once; a hidden name never.
func TestReveal(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		open := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		hidden := o.Report("kota", "Pungutan di loket layanan.", func(r *intake.Request) { r.Anonymous = true })
		b := o.As("kota")
		p := b.Get(pageOf(open))
		if strings.Contains(p.Body, "Rahma") {
			t.Error("the name stands on the page before anybody asked")
		}
		if p := p.Form(pageOf(open) + "/pelapor").Send(); p.Status != http.StatusUnprocessableEntity || strings.Contains(p.Body, "Rahma") {
			t.Errorf("without a reason it answers %d", p.Status)
		}
		p = b.Get(pageOf(open)).Form(pageOf(open)+"/pelapor").Set("reason", "Menelepon untuk memastikan tempat").Send()
		if p.Status != http.StatusOK || !p.Has("Rahma Pelapor") || !p.Has("+6281234567890") {
			t.Errorf("with a reason it answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p := b.Get(pageOf(open) + "/pelapor"); strings.Contains(p.Body, "Rahma") {
			t.Error("the name can be fetched again without a reason")
		}
		if p := o.As("auditor").Get(pageOf(open)); !p.Has("Koko Kota") || !p.Has("Menelepon untuk memastikan tempat") {
			t.Error("the auditor does not see who opened the name and why")
		}
		if p := b.Post(pageOf(hidden)+"/pelapor", map[string][]string{"reason": {"Ingin tahu"}}); p.Status != http.StatusForbidden || strings.Contains(p.Body, "Rahma") {
			t.Errorf("a hidden name answers %d", p.Status)
		}
		if p := o.As("sosial").Post(pageOf(open)+"/pelapor", map[string][]string{"reason": {"Ingin tahu"}}); p.Status != http.StatusNotFound {
			t.Errorf("out of scope it answers %d", p.Status)
		}
	})
}

// A supervisor reads the text of a secret report with a reason only.
func TestReadSecret(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "PENANDA pungutan di loket.", func(r *intake.Request) { r.Secret = true })
		b := o.As("pembina")
		p := b.Get(pageOf(got))
		if strings.Contains(p.Body, "PENANDA") {
			t.Fatal("the text stands on the page before anybody asked")
		}
		p = p.Form(pageOf(got)+"/naskah").Set("reason", "Memeriksa keterlambatan").Send()
		if p.Status != http.StatusOK || !p.Has("PENANDA pungutan") {
			t.Errorf("with a reason it answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		if p := b.Get(pageOf(got)); strings.Contains(p.Body, "PENANDA") || !p.Has("Memeriksa keterlambatan") {
			t.Error("the reading is not recorded, or the text stays open")
		}
		if p := o.As("pimpinan").Post(pageOf(got)+"/naskah", map[string][]string{"reason": {""}}); p.Status == http.StatusOK {
			t.Error("without a reason the text opens")
		}
	})
}

// An officer writes down a report for somebody at the counter and hands over code and PIN.
func TestEntry(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		b := o.As("pu")
		p := b.Get("/petugas/laporan/baru")
		stafftest.Rules(t, p)
		f := p.Form("/petugas/laporan/baru").Set("body", "Ibu melapor jalan di depan rumahnya berlubang.").Set("name", "Bu Tini").Set("phone", "abc")
		p = f.Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Pilih cara warga melapor") {
			t.Fatalf("without the way the person came it answers %d", p.Status)
		}
		f = p.Form("/petugas/laporan/baru")
		if f.Value("body") == "" || f.Value("name") != "Bu Tini" {
			t.Error("what was typed did not come back")
		}
		f.Set("channel", "desk").Set("location_text", "Jalan Mawar 7").Set("place", "karang").Set("do", "tempat")
		p = f.Send()
		if p.Status != http.StatusOK || !p.Has("Karang Pilang") {
			t.Fatalf("the search for a place answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		f = p.Form("/petugas/laporan/baru").Set("place_pick", "35.78.01").Attach("files", "foto.png", picture(t))
		if p = f.Send(); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, `href="#phone"`) {
			t.Fatalf("a wrong telephone number answers %d", p.Status)
		}
		f = p.Form("/petugas/laporan/baru").Set("phone", "0812 3456 7890").Set("place_pick", "35.78.01")
		p = f.Send()
		if p.Status != http.StatusOK || !p.Has("Laporan sudah diterima") {
			t.Fatalf("it answers %d", p.Status)
		}
		stafftest.Rules(t, p)
		code, pin := receiptOf(t, p)
		if who, err := o.Casework.OpenWithPIN(t.Context(), code, pin, "x"); err != nil || who.Role != civic.RoleReporter {
			t.Errorf("code and PIN of the receipt do not open the report: %v", err)
		}
		v, err := o.Casework.View(t.Context(), o.Actor("nasional"), code)
		if err != nil || v.Report.Channel != "desk" || v.Report.Region != "35.78.01" || len(v.Files) != 1 {
			t.Errorf("the report: %v channel %q region %q files %d", err, v.Report.Channel, v.Report.Region, len(v.Files))
		}
		if again, pin2 := receiptOf(t, f.Send()); again != code || pin2 != pin {
			t.Errorf("sending twice makes another report: %s and %s", code, again)
		}
		if p := o.As("auditor").Get("/petugas/laporan/baru"); p.Status != http.StatusForbidden {
			t.Errorf("an auditor writing down a report is answered %d", p.Status)
		}
	})
}

func receiptOf(t *testing.T, p *stafftest.Page) (civic.TrackingCode, string) {
	t.Helper()
	var code civic.TrackingCode
	pin := ""
	for n := range stafftest.Elements(p.Doc, "span") {
		if stafftest.Attr(n, "aria-hidden") != "true" {
			continue
		}
		if c, err := civic.ParseTrackingCode(stafftest.Words(n)); err == nil {
			code = c
		} else if _, err := strconv.Atoi(stafftest.Words(n)); err == nil {
			pin = stafftest.Words(n)
		}
	}
	if code == "" || len(pin) != 6 {
		t.Fatalf("the receipt shows code %q and a PIN of %d digits", code, len(pin))
	}
	return code, pin
}
