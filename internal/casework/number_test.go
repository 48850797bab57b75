package casework_test

import (
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
)

// What goes on among officers, and between them and the reporter, moves no number that a stranger reads.
func TestStrangersCountWhatShowsToThem(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		public, joko, kiki := civic.Actor{Role: civic.RolePublic}, w.Officer("jalan"), w.Officer("kota")
		last := 0
		look := func(what string, moves bool) {
			t.Helper()
			was := last
			for i, who := range []civic.Actor{public, w.Officer("dinkes"), civic.ReporterActor(5)} {
				name := []string{"the public", "an officer elsewhere", "another reporter"}[i]
				v, err := w.Casework.View(t.Context(), who, got.Code)
				if err != nil {
					t.Fatal(err)
				}
				if last = v.Report.Seq; (last > was) != moves || last < was {
					t.Errorf("%s: for %s the number went from %d to %d", what, name, was, last)
				}
				before := 0
				for _, e := range v.Events {
					if e.Seq <= before || e.Seq > v.Report.Seq {
						t.Errorf("%s: %s reads event %d after %d of %d", what, name, e.Seq, before, v.Report.Seq)
					}
					before = e.Seq
				}
				for _, f := range v.Files {
					if f.Seq > before {
						t.Errorf("%s: %s reads a file of event %d, the last is %d", what, name, f.Seq, before)
					}
				}
			}
		}
		look("as it was sent on", true)
		if last != 3 {
			t.Errorf("three steps show, the number is %d", last)
		}
		for range 3 {
			w.Do(joko, got.Code, civic.Command{Verb: civic.VerbNote, Message: "Perlu alat berat."})
		}
		look("notes", false)
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReply, Message: "Masih berlubang."})
		look("the reporter writes", false)
		if _, err := w.Casework.Act(t.Context(), reporter, got.Code, civic.Command{Verb: civic.VerbAttach}, evidence.File{Hash: "aa", MediaType: "image/jpeg", Size: 1, Name: "a.jpg"}); err != nil {
			t.Fatal(err)
		}
		look("the reporter sends a picture", false)
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Sebelah mana?"})
		look("the state is another", true)
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbComplete, Message: "Pintu utara."})
		look("the state is another again", true)
		w.Do(kiki, got.Code, civic.Command{Verb: civic.VerbReclassify, Class: civic.Aspiration, Message: "Bukan pengaduan."})
		look("the class is another", true)
		follow := civic.Command{Verb: civic.VerbFollowUp, Message: "Kami survei besok."}
		if _, err := w.Casework.Act(t.Context(), joko, got.Code, follow, evidence.File{Hash: "bb", MediaType: "image/jpeg", Size: 1, Name: "b.jpg"}); err != nil {
			t.Fatal(err)
		}
		look("news for everybody", true)
		w.Do(kiki, got.Code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan rusak", PublicBody: "Jalan rusak di depan pasar."})
		look("another public version", true)

		stored, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if err != nil || stored.Seq <= last {
			t.Fatalf("%d events in all, %d show; %v", stored.Seq, last, err)
		}
		for _, who := range []civic.Actor{reporter, joko, w.Officer("auditor"), w.Officer("nasional")} {
			v, err := w.Casework.View(t.Context(), who, got.Code)
			if err != nil || v.Report.Seq != stored.Seq {
				t.Errorf("%s reads %d, and needs %d to act on; %v", who.Role, v.Report.Seq, stored.Seq, err)
			}
		}
	})
}

// Whoever takes a report back from a lower desk, history names the desk from which it went.
func TestHistoryNamesTheDeskThatHeldIt(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		kiki := w.Officer("kota")
		step := func(cmd civic.Command, from, to string) {
			t.Helper()
			w.Do(kiki, got.Code, cmd)
			for _, who := range []civic.Actor{kiki, {Role: civic.RolePublic}} {
				v, err := w.Casework.View(t.Context(), who, got.Code)
				if err != nil {
					t.Fatal(err)
				}
				e := v.Events[len(v.Events)-1]
				if e.FromDesk != w.Agency(from) || e.ToDesk != w.Agency(to) || e.Desk != w.Agency("kota") || e.FromName == "" || e.FromName == e.ToName {
					t.Errorf("%s: from %q to %q by %q, want from %s to %s", cmd.Verb, e.FromName, e.ToName, e.DeskName, from, to)
				}
			}
		}
		step(civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Salah alamat."}, "jalan", "dpu")
		step(civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")}, "dpu", "jalan")
	})
}
