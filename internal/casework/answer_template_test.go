package casework_test

import (
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// template writes a template that must be taken.
func template(t *testing.T, w *apptest.Town, who string, x directory.Template) directory.Template {
	t.Helper()
	x.Active = true
	got, err := w.Directory.SaveTemplate(t.Context(), w.Officer(who), x)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

const everyVariable = "{kode} {judul} {instansi} {petugas} {tanggal} {batas} {tempat}"

func texts(all []casework.Filled) map[string]string {
	out := map[string]string{}
	for _, f := range all {
		out[f.Name] = f.Text
	}
	return out
}

func TestTemplatesAreOfferedDownTheTree(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		template(t, w, "nasional", directory.Template{Agency: w.Agency("nasional"), Name: "Nasional", Body: "Laporan {kode}."})
		template(t, w, "kota", directory.Template{Agency: w.Agency("kota"), Name: "Kota", Body: everyVariable})
		template(t, w, "kota", directory.Template{Agency: w.Agency("dinkes"), Name: "Dinkes", Body: "Puskesmas."})
		template(t, w, "kota", directory.Template{Agency: w.Agency("jalan"), Name: "Tutup", Body: "Selesai.", Verb: civic.VerbClose, Outcome: "selesai"})
		template(t, w, "kemen", directory.Template{Agency: w.Agency("kemen"), Name: "Kemen", Body: "Kementerian."})
		got, _ := w.Handled(w.Pothole())
		all, err := w.Casework.Templates(t.Context(), w.Officer("jalan"), got.Code, civic.VerbAnswer)
		if err != nil || len(all) != 2 || all[0].Name != "Kota" || all[1].Name != "Nasional" {
			t.Fatalf("%+v, %v", all, err)
		}
		want := got.Code.Display() + ` "Jalan berlubang" Bidang Jalan Joko Jalan 2 Maret 2026 Senin, 9 Maret 2026 `
		if text := texts(all)["Kota"]; !strings.HasPrefix(text, want) || strings.Contains(text, "{") {
			t.Errorf("%q, want %q", text, want)
		}
		if all, err := w.Casework.Templates(t.Context(), w.Officer("jalan"), got.Code, civic.VerbClose); err != nil || len(all) != 3 {
			t.Errorf("for closing: %+v, %v", all, err)
		}
		if _, err := w.Casework.Templates(t.Context(), w.Officer("kemen"), got.Code, civic.VerbAnswer); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("a report of others: %v", err)
		}
	})
}

// Whatever a protected reporter wrote, a name may stand in it: variables hold none of it.
func TestVariablesNameNobody(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		template(t, w, "nasional", directory.Template{Agency: w.Agency("nasional"), Name: "Semua", Body: everyVariable})
		for name, change := range map[string]func(*civic.Submission){
			"secret": func(s *civic.Submission) { s.Secret = true }, "anonymous": func(s *civic.Submission) { s.Anonymous = true }, "both": func(s *civic.Submission) { s.Secret, s.Anonymous = true, true },
		} {
			req := w.Pothole()
			req.Title, req.Place.Text = "Saya Siti Aminah melapor", "Rumah Siti Aminah"
			change(&req.Submission)
			got := w.Submit(req)
			w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
			all, err := w.Casework.Templates(t.Context(), w.Officer("kota"), got.Code, civic.VerbAnswer)
			if err != nil || len(all) != 1 || strings.Contains(all[0].Text, "Siti") || !strings.Contains(all[0].Text, "tempat yang Anda laporkan") {
				t.Errorf("%s: %+v, %v", name, all, err)
			}
		}
	})
}

func TestMacroIsAllOrNothing(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		kiki := w.Officer("kota")
		on := template(t, w, "kota", directory.Template{Agency: w.Agency("kota"), Name: "Teruskan", Body: "Laporan {kode} kami teruskan.", Verb: civic.VerbFollowUp, Target: w.Agency("dpu")})
		shut := template(t, w, "kota", directory.Template{Agency: w.Agency("kota"), Name: "Tutup", Body: "Selesai.", Verb: civic.VerbClose, Outcome: "selesai"})
		code := w.Submit(w.Pothole()).Code
		w.Do(w.Officer("nasional"), code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
		all, err := w.Casework.Macros(t.Context(), kiki, code)
		if err != nil || len(all) != 1 || all[0].ID != on.ID || all[0].Target != "Dinas Pekerjaan Umum" {
			t.Fatalf("%+v, %v", all, err)
		}
		r, err := w.Casework.RunMacro(t.Context(), kiki, code, on.ID, civic.Command{Message: all[0].Text})
		if err != nil || r.State != civic.Dispatched || r.Holder != w.Agency("dpu") {
			t.Fatalf("%+v, %v", r, err)
		}
		events, err := w.Store.Events(t.Context(), w.DB, r.ID, 2)
		if err != nil || len(events) != 2 || events[0].Verb != civic.VerbFollowUp || events[0].Message != "Laporan "+code.Display()+" kami teruskan." || events[1].Verb != civic.VerbDispose {
			t.Errorf("%+v, %v", events, err)
		}
		// It lies at the desk already: the second step is refused, and the first one with it.
		if _, err := w.Casework.RunMacro(t.Context(), kiki, code, on.ID, civic.Command{Message: "Lagi."}); err == nil {
			t.Error("sent to the desk that has it")
		}
		after, err := w.Store.ReportByCode(t.Context(), w.DB, code)
		if err != nil || after.Seq != r.Seq {
			t.Errorf("half a macro left event %d, %v", after.Seq, err)
		}
		for what, run := range map[string]struct {
			who civic.Actor
			id  civic.ID
		}{"not of his chain": {w.Officer("kemen"), on.ID}, "no macro": {kiki, 5}, "not his report": {w.Officer("dinkes"), shut.ID}} {
			if _, err := w.Casework.RunMacro(t.Context(), run.who, code, run.id, civic.Command{Message: "x"}); civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("%s: %v", what, err)
			}
		}
		strict(w)
		if _, err := w.Casework.RunMacro(t.Context(), w.Officer("kota"), code, shut.ID, civic.Command{Message: "Selesai."}); err == nil {
			t.Error("the gate does not read what a macro says")
		}
	})
}
