package casework_test

import (
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

func told(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) string {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil {
		t.Fatal(err)
	}
	return v.Events[len(v.Events)-1].Message
}

func templateOrder(id civic.ID, why string) casework.Order {
	return casework.Order{Template: id, Command: civic.Command{Verb: civic.VerbFollowUp, QualityReason: why}}
}

const oneRoad = "jadwal satu ruas jalan"

// A template is filled in for each report when its turn comes, with the words that it had when the order was given; where
// something stays open the report is left out and says so.
func TestBulkFillsATemplateForEach(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		w.Gate(directory.GateRequire, civic.Date{Year: 2026, Month: time.January, Day: 1})
		codes, kiki := heap(t, w, 3), w.Officer("kota")
		x := directory.Template{Agency: w.Agency("kota"), Name: "Jadwal", Body: "Laporan {kode} tentang {judul} kami kerjakan 4 Maret 2026, batasnya {batas}."}
		text := template(t, w, "kota", x)
		w.Do(kiki, codes[2], civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Sebelah mana?"}) // no deadline of the office runs
		sel := casework.Selection{Codes: codes}
		p, err := w.Casework.PreviewBulk(t.Context(), kiki, templateOrder(text.ID, oneRoad), sel)
		if err != nil || p.Able != 2 || len(p.Refusals) != 1 || !strings.Contains(p.Sample.Text, p.Sample.Code.Display()) || strings.Contains(p.Sample.Text, "{") {
			t.Fatalf("%+v, %v", p, err)
		}
		b, err := w.Casework.StartBulk(t.Context(), kiki, templateOrder(text.ID, oneRoad), sel)
		if err != nil {
			t.Fatal(err)
		}
		x.ID, x.Body, x.Active, x.Version = text.ID, "Lain sama sekali.", true, text.Version
		if _, err := w.Directory.SaveTemplate(t.Context(), w.Officer("kota"), x); err != nil {
			t.Fatal(err)
		}
		if err := w.Casework.RunBulk(t.Context(), b.ID); err != nil {
			t.Fatal(err)
		}
		for _, code := range codes[:2] {
			if got := told(t, w, kiki, code); !strings.HasPrefix(got, "Laporan "+code.Display()+` tentang "Jalan di depan Pasar`) || strings.Contains(got, "{") {
				t.Errorf("%s was told %q", code, got)
			}
		}
		rows, err := w.Casework.BulkRows(t.Context(), kiki, b.ID, 0, 10)
		for _, r := range rows {
			if want := map[bool]string{true: "error.bulk_blank", false: casework.BulkOK}[r.Code == codes[2]]; r.Result != want {
				t.Errorf("%s: %q, want %q", r.Code, r.Result, want)
			}
		}
		if err != nil || len(rows) != 3 {
			t.Errorf("%d rows, %v", len(rows), err)
		}
	})
}

// What a template cannot be used for is said of the order.
func TestBulkTemplateMustBeOffered(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes, kiki := heap(t, w, 1), w.Officer("kota")
		mine := template(t, w, "kota", directory.Template{Agency: w.Agency("kota"), Name: "Kota", Body: "Laporan {kode} kami kerjakan 4 Maret."})
		theirs := template(t, w, "kemen", directory.Template{Agency: w.Agency("kemen"), Name: "Kemen", Body: "Laporan {kode}."})
		shut := template(t, w, "kota", directory.Template{Agency: w.Agency("kota"), Name: "Tutup", Body: "Selesai.", Verb: civic.VerbClose, Outcome: "selesai"})
		for name, o := range map[string]casework.Order{
			"another agency's": templateOrder(theirs.ID, oneRoad), "another step's": templateOrder(shut.ID, oneRoad), "none": templateOrder(1, oneRoad), "without a reason": templateOrder(mine.ID, ""),
			"beside own words": {Template: mine.ID, Command: civic.Command{Verb: civic.VerbFollowUp, Message: "Halo.", QualityReason: oneRoad}},
			"of a note":        {Template: mine.ID, Command: civic.Command{Verb: civic.VerbNote}},
		} {
			if _, err := w.Casework.StartBulk(t.Context(), kiki, o, casework.Selection{Codes: codes}); civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		if all, err := w.Casework.BulkTemplates(t.Context(), kiki, civic.VerbAnswer); err != nil || len(all) != 1 || all[0].ID != mine.ID {
			t.Errorf("offered %+v, %v", all, err)
		}
		if all, err := w.Casework.BulkTemplates(t.Context(), kiki, civic.VerbNote); err != nil || len(all) != 0 {
			t.Errorf("offered for a note %+v, %v", all, err)
		}
		if _, err := w.Casework.BulkTemplates(t.Context(), civic.ReporterActor(1), civic.VerbAnswer); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Errorf("offered to a reporter: %v", err)
		}
	})
}

// Of a protected reporter no word goes out, in bulk neither.
func TestBulkTemplateNamesNobody(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		text := template(t, w, "kota", directory.Template{Agency: w.Agency("kota"), Name: "Kota", Body: "Tentang {judul} di {tempat}: kami kerjakan 4 Maret 2026."})
		req := w.Pothole()
		req.Title, req.Place.Text, req.Secret = "Saya Siti Aminah melapor", "Rumah Siti Aminah", true
		code := w.Submit(req).Code
		w.Do(w.Officer("nasional"), code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
		if got := carryOut(t, w, w.Officer("kota"), templateOrder(text.ID, oneRoad), []civic.TrackingCode{code}); got[code] != casework.BulkOK {
			t.Fatal(got)
		}
		if got := told(t, w, w.Officer("kota"), code); strings.Contains(got, "Siti") || !strings.Contains(got, "tempat yang Anda laporkan") {
			t.Errorf("told %q", got)
		}
	})
}
