package officer_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/intake"
	"tuntas/internal/web/staff/stafftest"
)

const (
	weakText = "Lubang di depan pasar ditindaklanjuti regu jalan pada 23 November."
	goodText = "Lubang di depan pasar dikerjakan regu jalan pada 23 November."
)

// handled is a report that lies at the desk of roads, behind a gate that wants a mend or a reason.
func handled(o *stafftest.Office, change func(*intake.Request)) (string, civic.TrackingCode) {
	o.T.Helper()
	o.Gate(directory.GateRequire, civic.Date{Year: 2026, Month: 1, Day: 1})
	got := o.Report("kota", "Jalan berlubang di depan pasar.", change)
	o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("bidang-jalan").ID})
	return pageOf(got), got.Code
}

// Without scripts the text comes back with what is to be mended, a press mends it, and its photo is not lost.
func TestGateWithoutScripts(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at, _ := handled(o, nil)
		b := o.As("jalan")
		p := b.Get(at).Form(at+"/jawab").Set("message", weakText).Attach("files", "bukti.png", picture(t)).Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has(`Ganti "ditindaklanjuti" dengan "dikerjakan".`) || !p.Has("Kirim juga, alasannya") {
			t.Fatalf("a weak answer is answered %d", p.Status)
		}
		stafftest.Rules(t, p)
		do := ""
		for n := range stafftest.Elements(p.Doc, "button") {
			if v := stafftest.Attr(n, "value"); strings.HasPrefix(v, "perbaiki:") {
				do = v
			}
		}
		p = p.Form(at+"/jawab").Set("do", do).Send()
		f := p.Form(at + "/jawab")
		if p.Status != http.StatusOK || f.Value("message") != goodText || !p.Has("Tidak ada yang perlu diperbaiki.") {
			t.Fatalf("mending answers %d with %q", p.Status, f.Value("message"))
		}
		stafftest.Rules(t, p)
		if p = f.Send(); p.Path != at || !p.Has("Jawaban sudah dikirim") {
			t.Fatalf("the mended answer: %d at %s", p.Status, p.Path)
		}
		photo(t, o, b, p)
	})
}

func TestGateWithAReason(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at, code := handled(o, nil)
		b := o.As("jalan")
		f := b.Get(at).Form(at+"/kabari").Set("message", weakText)
		p := f.Set("quality_reason", "ya").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("Alasan itu terlalu singkat") || p.Form(at+"/kabari").Value("quality_reason") != "ya" {
			t.Errorf("a short reason is answered %d", p.Status)
		}
		p = f.Set("quality_reason", "Kata itu dipakai dalam surat.").Send()
		if p.Path != at || !p.Has("Dikirim dengan catatan: Kata kantor. Alasannya: Kata itu dipakai dalam surat.") {
			t.Errorf("with a reason: %d at %s", p.Status, p.Path)
		}
		if public := o.As("sosial").Get("/laporan/" + code.Display()); public.Has("dipakai dalam surat") {
			t.Error("anybody reads the reason")
		}
		p = b.Get(at).Form(at+"/kabari").Set("message", "Laporan {kode} dikerjakan 23 November.").Set("quality_reason", "Kata itu dipakai dalam surat.").Send()
		if p.Status != http.StatusUnprocessableEntity || !p.Has("{kode} belum diisi.") {
			t.Errorf("a variable that is left is answered %d", p.Status)
		}
	})
}

// The script is told what the server would say, and only to those who may write.
func TestTextsAreReadWhileTheyAreWritten(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at, _ := handled(o, nil)
		ask := func(who, slug string) *stafftest.Page {
			return o.As(who).Post(at+"/cek/"+slug, url.Values{"message": {"  " + weakText + "\r\n"}, "files_n": {"0"}})
		}
		p := ask("jalan", "jawab")
		var got struct {
			Say   string
			Lines []struct {
				Text, Do, Label, Quote, Put string
				Start, End                  int
			}
		}
		if err := json.Unmarshal([]byte(p.Body), &got); err != nil || p.Status != http.StatusOK || len(got.Lines) != 1 || got.Say != "1 hal perlu diperbaiki." {
			t.Fatalf("%d %s %v", p.Status, p.Body, err)
		}
		if l := got.Lines[0]; l.Quote != "ditindaklanjuti" || l.Put != "dikerjakan" || l.Label != "Ganti kata" || l.Start != strings.Index(weakText, "ditindak") || l.End != l.Start+len(l.Quote) {
			t.Errorf("%+v", l)
		}
		for who, want := range map[string]int{"kabupaten": http.StatusNotFound, "sosial": http.StatusNotFound, "auditor": http.StatusForbidden, "pimpinan": http.StatusForbidden} {
			if p := ask(who, "jawab"); p.Status != want {
				t.Errorf("%s: %d, want %d", who, p.Status, want)
			}
		}
		if p := ask("jalan", "catat"); p.Status != http.StatusNotFound {
			t.Errorf("a note has no gate, and answers %d", p.Status)
		}
		if p := ask("jalan", "tidak-ada"); p.Status != http.StatusNotFound {
			t.Errorf("no such form: %d", p.Status)
		}
	})
}

func TestTemplatesInForms(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at, code := handled(o, func(r *intake.Request) { r.Anonymous, r.Place.Text = true, "Rumah Rahma" })
		save := func(who string, x directory.Template) {
			x.Active = true
			if _, err := o.Directory.SaveTemplate(t.Context(), o.Actor(who), x); err != nil {
				t.Fatal(err)
			}
		}
		save("nasional", directory.Template{Agency: o.Agency("nasional").ID, Name: "Sudah dikerjakan", Body: "Laporan {kode} di {tempat} dikerjakan {instansi} pada {tanggal}."})
		save("kabupaten", directory.Template{Agency: o.Agency("kabupaten").ID, Name: "Milik lain", Body: "Lain."})
		b := o.As("jalan")
		p := b.Get(at).Form(at+"/jawab").Set("message", "Selamat siang.").Set("do", "templat").Send()
		f := p.Form(at + "/jawab")
		if p.Status != http.StatusOK || len(f.Options("templat_answer")) != 1 || p.Has("Milik lain") {
			t.Fatalf("the list: %d, %v", p.Status, f.Options("templat_answer"))
		}
		stafftest.Rules(t, p)
		p = f.Set("do", "sisipkan").Send()
		want := "Selamat siang.\n\nLaporan " + code.Display() + " di tempat yang Anda laporkan dikerjakan Bidang Jalan pada 23 November 2026."
		if got := p.Form(at + "/jawab").Value("message"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		var lines []struct{ Text, Note string }
		if err := json.Unmarshal([]byte(b.Get(at+"/templat/jawab").Body), &lines); err != nil || len(lines) != 1 || !strings.HasPrefix(lines[0].Note, "Laporan "+code.Display()) || strings.Contains(lines[0].Note, "Rahma") {
			t.Errorf("%+v %v", lines, err)
		}
		if p := o.As("kabupaten").Get(at + "/templat/jawab"); p.Status != http.StatusNotFound {
			t.Errorf("templates for a report of others: %d", p.Status)
		}
	})
}

func TestMacrosInForms(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at, _ := handled(o, nil)
		if b := o.As("pu"); strings.Contains(b.Get(at).Body, at+"/makro") {
			t.Error("macros are offered where there are none")
		}
		got := o.Report("kota", "Lampu jalan mati di depan pasar.", nil)
		at = pageOf(got)
		o.Do(o.Actor("kota"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: o.Agency("dinas-pu").ID})
		m, err := o.Directory.SaveTemplate(t.Context(), o.Actor("kota"), directory.Template{Agency: o.Agency("dinas-pu").ID, Name: "Ke bidang jalan", Active: true,
			Body: "Regu bidang jalan memeriksa lokasi laporan {kode} besok pukul 09.00.", Verb: civic.VerbFollowUp, Target: o.Agency("bidang-jalan").ID})
		if err != nil {
			t.Fatal(err)
		}
		b := o.As("pu")
		p := b.Get(at).Form(at+"/makro").Set("makro", m.ID.String()).Set("do", "pakai").Send()
		f := p.Form(at + "/makro")
		if p.Status != http.StatusOK || !strings.Contains(f.Value("message"), got.Code.Display()) || !p.Has("Tujuannya Bidang Jalan.") {
			t.Fatalf("%d, %q", p.Status, f.Value("message"))
		}
		stafftest.Rules(t, p)
		back := f.Set("message", "Segera diproses.").Send()
		if back.Status != http.StatusUnprocessableEntity || back.Form(at+"/makro").Value("message") != "Segera diproses." || !back.Has("Kirim juga, alasannya") {
			t.Fatalf("a weak text in a macro: %d", back.Status)
		}
		stafftest.Rules(t, back)
		p = f.Set("message", "Regu bidang jalan memeriksa lokasi besok pukul 09.00.").Send()
		if !p.Has("Makro selesai untuk laporan "+got.Code.Display()) || p.Status != http.StatusOK {
			t.Errorf("%d at %s", p.Status, p.Path)
		}
		r, err := o.Store.ReportByCode(t.Context(), o.DB, got.Code)
		if err != nil || r.Holder != o.Agency("bidang-jalan").ID || r.State != civic.Dispatched {
			t.Errorf("%+v %v", r, err)
		}
	})
}

func TestQualityPage(t *testing.T) {
	stafftest.Each(t, func(t *testing.T, o *stafftest.Office) {
		at, _ := handled(o, nil)
		b := o.As("jalan")
		b.Get(at).Form(at+"/kabari").Set("message", weakText).Set("quality_reason", "Kata itu dipakai dalam surat.").Send()
		if err := o.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{"kota", "pimpinan", "pembina", "nasional"} {
			p := o.As(who).Get("/petugas/mutu")
			if p.Status != http.StatusOK || !p.Has("Jawaban yang diperiksa: 1.") || !p.Has("Kata kantor") || p.Has("dipakai dalam surat") {
				t.Errorf("%s: %d", who, p.Status)
			}
			stafftest.Rules(t, p)
		}
		if p := o.As("kota").Get("/petugas/mutu?bulan=2026-10"); !p.Has("Belum ada jawaban yang diperiksa") {
			t.Errorf("another month: %d", p.Status)
		}
		if p := o.As("kabupaten").Get("/petugas/mutu"); !p.Has("Belum ada jawaban yang diperiksa") {
			t.Errorf("another agency: %d", p.Status)
		}
		if p := b.Get("/petugas/mutu"); p.Status != http.StatusForbidden {
			t.Errorf("a unit's officer: %d", p.Status)
		}
	})
}
