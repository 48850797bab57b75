package officer_test

import (
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff/stafftest"
)

// note is what stands in the remark about what happened meanwhile.
func note(p *stafftest.Page) string {
	for n := range stafftest.Elements(p.Doc, "div") {
		if words := stafftest.Words(n); stafftest.Attr(n, "class") == "note" && strings.Contains(words, "sejak Anda membuka formulir") {
			return words
		}
	}
	return ""
}

// Whose form is stale reads what happened meanwhile, where the report is now, and finds the own words again.
func TestStaleFormSaysWhatHappened(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
		at := pageOf(got)
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
		late := o.As("kota").Get(at)
		o.Do(o.Actor("pu"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: o.Agency("bidang-jalan").ID, Message: "Silakan."})
		o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Sedang kami ukur."})
		p := late.Form(at+"/catat").Set("message", "Catatan yang panjang.").Send()
		stafftest.Rules(t, p)
		said := note(p)
		if p.Status != http.StatusConflict || p.Form(at+"/catat").Value("message") != "Catatan yang panjang." {
			t.Errorf("it answers %d, the text is %q", p.Status, p.Form(at+"/catat").Value("message"))
		}
		for _, words := range []string{"Diteruskan ke Bidang Jalan", "Bidang Jalan memberi kabar", "23 November 2026", "Sekarang: Dikerjakan, di Bidang Jalan."} {
			if !strings.Contains(said, words) {
				t.Errorf("%q is not in %q", words, said)
			}
		}
		if strings.Contains(said, "Diperiksa dan diteruskan") {
			t.Errorf("what was known before is said again: %q", said)
		}
	})
}

// A report that went out of reach while somebody wrote: nothing of it is shown, and the own words are not lost.
func TestWordsSurviveAReportThatMovedAway(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", "PENANDA jalan berlubang di depan pasar.", nil)
	at := pageOf(got)
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("bidang-jalan").ID})
	late := o.As("jalan").Get(at)
	o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan-kami", Message: "Bukan wewenang kami."})
	p := late.Form(at+"/jawab").Set("message", "Jawaban yang panjang.").Send()
	if p.Status != http.StatusNotFound || !p.Has("Jawaban yang panjang.") || p.Has("PENANDA") {
		t.Errorf("it answers %d, the own words are there: %v", p.Status, p.Has("Jawaban yang panjang."))
	}
	stafftest.Rules(t, p)
}

// What is not there is said in the officers' frame, to officers only.
func TestNothingHere(t *testing.T) {
	o := stafftest.One(t)
	for _, path := range []string{"/petugas/tidak-ada", "/kelola/tidak-ada", "/kelola/instansi/1", "/petugas/laporan/7K2M-9QXT-4PD"} {
		p := o.As("kota").Get(path)
		back := false
		for n := range stafftest.Elements(p.Doc, "main") {
			for a := range stafftest.Elements(n, "a") {
				back = back || stafftest.Attr(a, "href") == "/petugas"
			}
		}
		if p.Status != http.StatusNotFound || !p.Has("Koko Kota") || !back || p.Path != path {
			t.Errorf("%s answers %d at %s; the way back is there: %v", path, p.Status, p.Path, back)
		}
		stafftest.Rules(t, p)
	}
	if p := o.As("kota").Get("/kelola/topik"); p.Status != http.StatusForbidden || !p.Has("Koko Kota") {
		t.Errorf("a page for others answers %d", p.Status)
	}
	if p := o.Browse().Get("/petugas/tidak-ada"); p.Status != http.StatusNotFound || p.Path != "/petugas/tidak-ada" {
		t.Errorf("a stranger is answered %d at %s", p.Status, p.Path)
	}
}

// The box in the header takes codes and words: what is no code is looked for in the reports that the officer may read.
func TestSeekLooksForWords(t *testing.T) {
	o := stafftest.One(t)
	o.Report("kota", "Jembatan gantung di kampung kami putus.", nil)
	o.Report("kota", "Lampu taman mati semua.", nil)
	if err := o.Insight.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		role, typed string
		rows        int
	}{{"kota", "jembatan", 1}, {"kota", "  LAMPU  mati ", 1}, {"kota", "gunung", 0}, {"sosial", "jembatan", 0}, {"kota", " ", 2}} {
		p := o.As(c.role).Get("/petugas").Form("/petugas/cari").Set("q", c.typed).Send()
		if got := rowsOf(p); p.Status != http.StatusOK || len(got) != c.rows {
			t.Errorf("%s looks for %q: %d, %d rows, want %d", c.role, c.typed, p.Status, len(got), c.rows)
		}
		stafftest.Rules(t, p)
	}
}

// Of a unit below another agency the inbox says to which it belongs; an entry of the history names its desk once.
func TestDesksAreNamedOnce(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", "Jalan berlubang di depan pasar.", nil)
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("bidang-jalan").ID})
	for name, want := range map[string]string{"nasional": "Bidang Jalan, Dinas PU", "kota": "Bidang Jalan, Dinas PU", "pu": "Bidang Jalan", "jalan": "Bidang Jalan"} {
		p := o.As(name).Get("/petugas")
		if !p.Has(want) || p.Has("Bidang Jalan, Dinas PU") != (want != "Bidang Jalan") {
			t.Errorf("%s does not read %q", name, want)
		}
	}
	o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Sedang kami ukur."})
	o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbNote, Message: "Untuk kami saja."})
	o.Do(o.Actor("jalan"), got.Code, civic.Command{Verb: civic.VerbClose, Outcome: "solved", Message: "Selesai."})
	entries := 0
	for n := range stafftest.Elements(o.As("kota").Get(pageOf(got)).Doc, "ol") {
		if stafftest.Attr(n, "class") != "ev" {
			continue
		}
		for e := range stafftest.Elements(n, "li") {
			if !stafftest.HasAttr(e, "data-by") {
				continue
			}
			entries++
			words := stafftest.Words(e)
			if strings.Count(words, "Bidang Jalan") > 1 || strings.Count(words, "Masalah sudah diatasi.") > 1 {
				t.Errorf("said twice: %s", words)
			}
			if strings.Contains(words, "Untuk kami saja.") && !strings.Contains(words, "Jaka Jalan, Bidang Jalan") {
				t.Errorf("the note does not say who wrote it: %s", words)
			}
		}
	}
	if entries != 5 {
		t.Errorf("%d entries, want 5", entries)
	}
}

// Only who may write to the reporter is told that one can, and the send button of the entry form comes after everything.
func TestPagesSayWhatCanBeDone(t *testing.T) {
	o := stafftest.One(t)
	got := o.Report("kota", "Pungutan di loket layanan.", nil)
	o.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagAnonymous})
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
	for name, may := range map[string]bool{"pu": true, "pimpinan": false, "pembina": false, "auditor": false} {
		if p := o.As(name).Get(pageOf(got)); p.Status != http.StatusOK || p.Has("Anda tetap bisa berkirim pesan") != may {
			t.Errorf("%s: %d, is told to write: %v", name, p.Status, !may)
		}
	}
	p := o.As("pu").Get("/petugas/laporan/baru")
	if send, last := strings.Index(p.Body, "Kirim dan buat tanda terima"), strings.LastIndex(p.Body, `name="show_name"`); send < last {
		t.Error("the send button stands before the last question")
	}
	if strings.Contains(p.Body, "data-shrink") || !p.Has("Pilih berkas") || !p.Has("Ambil foto") {
		t.Error("files are asked for in another way than from citizens")
	}
}
