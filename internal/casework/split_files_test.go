package casework_test

import (
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
)

// A part that is taken out twice is one part, and has the files that were chosen: the same contents, read by its office and
// its reporter, proof of nothing, and open to nobody else.
func TestAPartIsMadeOnceAndCarriesFiles(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, me := w.Handled(w.Pothole())
		by, kemen := w.Officer("jalan"), w.Officer("kemen")
		photo := evidence.File{Hash: "f1", Thumb: "f1t", MediaType: "image/jpeg", Size: 9, Name: "rambu.jpg"}
		plan := evidence.File{Hash: "f2", MediaType: "application/pdf", Size: 9, Name: "gambar.pdf"}
		own := evidence.File{Hash: "f3", MediaType: "application/pdf", Size: 9, Name: "catatan.pdf"}
		for _, x := range []struct {
			who  civic.Actor
			verb civic.Verb
			file evidence.File
		}{{me, civic.VerbAttach, photo}, {by, civic.VerbFollowUp, plan}, {by, civic.VerbNote, own}} {
			if _, err := w.Casework.Act(t.Context(), x.who, got.Code, civic.Command{Verb: x.verb, Message: "Ini berkasnya untuk diperiksa."}, x.file); err != nil {
				t.Fatal(err)
			}
		}
		files := viewOf(t, w, by, got.Code).Files
		if len(files) != 3 {
			t.Fatalf("%+v", files)
		}
		cmd := civic.Command{Verb: civic.VerbSplit, Target: w.Agency("kemen"), Class: civic.Complaint, Message: "Rambu di depan pasar itu roboh ke jalan."}
		for _, wrong := range []civic.ID{files[2].ID, 77} { // a note of the office, and one that is not there
			cmd.Carries = []civic.ID{wrong}
			if _, err := w.Casework.Act(t.Context(), by, got.Code, cmd); civic.KindOf(err) != civic.KindInvalid {
				t.Fatalf("file %d goes along: %v", wrong, err)
			}
		}
		cmd.Carries, cmd.Seq = []civic.ID{files[0].ID, files[1].ID, files[0].ID}, viewOf(t, w, by, got.Code).Report.Seq
		first := w.Do(by, got.Code, cmd)
		again := w.Do(by, got.Code, cmd) // pressed twice
		cmd.Seq = 0
		third := w.Do(by, got.Code, cmd) // sent again by a program
		if parts := viewOf(t, w, me, got.Code).Parts; len(parts) != 1 || again.Seq != first.Seq || third.Seq != first.Seq {
			t.Fatalf("%d parts, events %d, %d, %d", len(parts), first.Seq, again.Seq, third.Seq)
		}
		code := viewOf(t, w, me, got.Code).Parts[0].Report.Code
		part := viewOf(t, w, kemen, code)
		if len(part.Files) != 2 || part.Files[0].Hash != "f1" || part.Files[0].Role != civic.RoleReporter || part.Files[0].Thumb != "f1t" || part.Files[1].Hash != "f2" || part.Files[1].Shown != civic.ForReporter {
			t.Errorf("the office of the part has %+v", part.Files)
		}
		if n, err := w.Store.CountEvidence(t.Context(), w.DB, part.Report.ID, 0); err != nil || n != 0 {
			t.Errorf("they prove %d times what its office has not done: %v", n, err)
		}
		w.Do(w.Officer("kemen"), code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Rambu roboh", PublicBody: "Rambu di depan pasar roboh ke jalan."})
		if v := viewOf(t, w, civic.Actor{Role: civic.RolePublic}, code); len(v.Files) != 0 || len(v.Photos) != 0 {
			t.Errorf("strangers see %+v", v.Files)
		}
		cmd.Message = "Lampu jalan di depan pasar itu juga mati."
		if w.Do(by, got.Code, cmd); len(viewOf(t, w, me, got.Code).Parts) != 2 {
			t.Error("other words are another part")
		}
		w.Settled()
	})
}
