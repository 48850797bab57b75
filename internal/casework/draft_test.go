package casework_test

import (
	"maps"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
)

// signs makes the city want this approved.
func signs(t *testing.T, w *apptest.Town, what civic.Approval) {
	t.Helper()
	for _, a := range w.Atlas.Current(t.Context()).Ref.Agencies {
		if a.Code == "kota" {
			a.Approval = what
			if _, err := w.Directory.SaveAgency(t.Context(), w.Officer("nasional"), a); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func waiting(t *testing.T, w *apptest.Town, who civic.Actor) []casework.WaitingRow {
	t.Helper()
	page, err := w.Casework.Waiting(t.Context(), who, nil, 10)
	n, err2 := w.Casework.CountWaiting(t.Context(), who)
	if err != nil || err2 != nil || n != len(page.Rows) {
		t.Fatalf("%d rows, %d counted, %v, %v", len(page.Rows), n, err, err2)
	}
	return page.Rows
}

func TestADraftWithItsFilesGoesOutOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		signs(t, w, civic.ApproveAnswers)
		got, reporter := w.Handled(w.Pothole())
		joko, head, kiki := w.Officer("jalan"), w.Officer("kepala"), w.Officer("kota")
		photo := evidence.File{Hash: "a1", Thumb: "a2", MediaType: "image/jpeg", Size: 10, Width: 1, Height: 1, Name: "sesudah.jpg"}
		propose := civic.Command{Verb: civic.VerbPropose, As: civic.VerbAnswer, Message: "Lubang ditambal Senin, 2 Maret."}
		if _, err := w.Casework.Act(t.Context(), joko, got.Code, propose, photo); err != nil {
			t.Fatal(err)
		}
		if rows := waiting(t, w, head); len(rows) != 1 || rows[0].Report.Code != got.Code || rows[0].Own || rows[0].Stale || rows[0].Title == "" {
			t.Fatalf("%+v", rows)
		}
		if rows := waiting(t, w, w.Officer("kemen")); len(rows) != 0 {
			t.Error("another agency sees the draft")
		}
		if _, err := w.Casework.Waiting(t.Context(), joko, nil, 10); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("whoever approves nothing is told %v", err)
		}
		draft := func(who civic.Actor) (casework.Draft, bool) {
			v, err := w.Casework.View(t.Context(), who, got.Code)
			if err != nil {
				t.Fatal(err)
			}
			return v.Draft()
		}
		if d, ok := draft(head); !ok || d.Message != propose.Message || d.OfficerName != "Joko Jalan" || len(d.Files) != 1 || d.Step.Verb != civic.VerbAnswer {
			t.Fatalf("%+v %v", d, ok)
		}
		for _, who := range []civic.Actor{reporter, {Role: civic.RolePublic}} {
			if _, ok := draft(who); ok {
				t.Errorf("%s reads the draft", who.Role)
			}
			v, err := w.Casework.View(t.Context(), who, got.Code)
			if err != nil || len(v.Files) != 0 {
				t.Errorf("%s is shown the draft's files: %v, %v", who.Role, v.Files, err)
			}
		}
		letters := w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`)
		w.Pass(time.Hour)
		if r := w.Do(head, got.Code, civic.Command{Verb: civic.VerbApprove}); r.State != civic.AwaitingReporter {
			t.Fatalf("approved, and it is %s", r.State)
		}
		if n := w.Number(`SELECT count(*) FROM job WHERE kind = 'letter'`); n != letters+1 {
			t.Errorf("%d letters, want one more than %d", n, letters)
		}
		if _, err := w.Casework.Act(t.Context(), kiki, got.Code, civic.Command{Verb: civic.VerbApprove}); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("approved twice: %v", err)
		}
		if rows := waiting(t, w, head); len(rows) != 0 {
			t.Errorf("still waiting: %+v", rows)
		}
		v, err := w.Casework.View(t.Context(), reporter, got.Code)
		if err != nil {
			t.Fatal(err)
		}
		last := v.Events[len(v.Events)-1]
		if last.Verb != civic.VerbAnswer || last.Message != propose.Message || last.Detail[civic.DetailApprover] != "" || last.Detail[civic.DetailProposal] != "" {
			t.Errorf("the reporter reads %+v", last)
		}
		if len(v.Files) != 1 || v.Files[0].Seq != last.Seq || v.Files[0].Name != "sesudah.jpg" {
			t.Errorf("the file of the draft is at %+v, the answer is event %d", v.Files, last.Seq)
		}
		w.Settled()
	})
}

// Clocks run on while a draft waits; an end that comes meanwhile takes the draft with it.
func TestADraftDoesNotOutliveItsReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		joko, head := w.Officer("jalan"), w.Officer("kepala")
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Lubang ditambal Senin, 2 Maret."})
		signs(t, w, civic.ApproveAnswers)
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbPropose, As: civic.VerbAnswer, Message: "Tambalannya diratakan Selasa, 3 Maret."})
		w.Pass(30 * 24 * time.Hour)
		if n, err := w.Casework.WakeDue(t.Context(), 10); n != 1 || err != nil {
			t.Fatalf("%d closed, %v", n, err)
		}
		if rows := waiting(t, w, head); len(rows) != 0 || w.Number(`SELECT count(*) FROM proposal`) != 0 {
			t.Errorf("a closed report is still in the list: %+v", rows)
		}
		gone, _ := w.Handled(w.Pothole())
		w.Do(joko, gone.Code, civic.Command{Verb: civic.VerbPropose, As: civic.VerbAnswer, Message: "Lubang ditambal Rabu, 1 April."})
		w.Do(joko, gone.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Ini urusan lain."})
		if rows := waiting(t, w, head); len(rows) != 0 {
			t.Errorf("a report that was given back is still in the list: %+v", rows)
		}
		_ = reporter
		w.Settled()
	})
}

// Who closed is told apart in the counts of every desk above, also after it was undone.
func TestCountsTellWhoClosed(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		joko := w.Officer("jalan")
		answer := civic.Command{Verb: civic.VerbAnswer, Message: "Lubang ditambal Senin, 2 Maret."}
		accepted, me := w.Handled(w.Pothole())
		w.Do(joko, accepted.Code, answer)
		w.Do(me, accepted.Code, civic.Command{Verb: civic.VerbAccept, Rating: 3})
		silent, him := w.Handled(w.Pothole())
		w.Do(joko, silent.Code, answer)
		w.Pass(20 * 24 * time.Hour)
		if n, err := w.Casework.WakeDue(t.Context(), 10); n != 1 || err != nil {
			t.Fatalf("%d closed, %v", n, err)
		}
		byOffice, _ := w.Handled(w.Pothole())
		w.Do(joko, byOffice.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur Senin, 23 Maret."})
		w.Do(joko, byOffice.Code, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang ditambal Senin, 23 Maret."})
		w.Settled()
		counts := func(want map[civic.ClosedBy]int64) {
			t.Helper()
			for _, desk := range []string{"jalan", "dpu", "kota", "nasional"} {
				got, err := w.Casework.AgencyEndings(t.Context(), w.Agency(desk))
				maps.DeleteFunc(got, func(_ civic.ClosedBy, n int64) bool { return n == 0 })
				if err != nil || !maps.Equal(got, want) {
					t.Errorf("%s: %v, want %v; %v", desk, got, want, err)
				}
			}
		}
		counts(map[civic.ClosedBy]int64{civic.ClosedByReporter: 1, civic.ClosedBySystem: 1, civic.ClosedByOfficer: 1})
		w.Do(him, silent.Code, civic.Command{Verb: civic.VerbReopen, Message: "Masih berlubang."})
		w.Settled()
		counts(map[civic.ClosedBy]int64{civic.ClosedByReporter: 1, civic.ClosedByOfficer: 1})
		w.Pass(40 * 24 * time.Hour)
		counts(map[civic.ClosedBy]int64{})
	})
}
