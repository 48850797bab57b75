package casework_test

import (
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/evidence"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
)

// lengthens lets complaints have five working days more from today on.
func lengthens(t *testing.T, w *apptest.Town) {
	t.Helper()
	p := civic.ClockPolicy{Clock: civic.ClockResolve, Class: civic.Complaint, Amount: 14, Unit: civic.WorkingDays, Extension: 5, EffectiveFrom: civic.DateOf(w.Clock(), civic.WIB), Source: "SK 1"}
	if _, err := w.Directory.AddPolicy(t.Context(), w.Officer("nasional"), p); err != nil {
		t.Fatal(err)
	}
}

var workPlan = evidence.File{Hash: "b1", MediaType: "application/pdf", Size: 10, Name: "jadwal.pdf"}

func moreTime() civic.Command {
	return civic.Command{Verb: civic.VerbPropose, As: civic.VerbExtend, Days: 4, Reason: "means", Message: "Aspal datang 26 Maret. Setelah itu kami tambal."}
}

// asks lets an officer ask for more time, with a file.
func asks(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) {
	t.Helper()
	if _, err := w.Casework.Act(t.Context(), who, code, moreTime(), workPlan); err != nil {
		t.Fatal(err)
	}
}

func viewed(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) casework.View {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Asked with a file, decided by the head: the date moves in every list, the reporter reads from when to when and why, in
// the history and by mail; strangers read none of it.
func TestAnExtensionReachesItsReporter(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		joko, head := w.Officer("jalan"), w.Officer("kepala")
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami ukur lubangnya besok."})
		if _, err := w.Casework.Act(t.Context(), joko, got.Code, moreTime()); err == nil || !strings.Contains(err.Error(), "error.extend_none") {
			t.Fatalf("though no policy allows it: %v", err)
		}
		lengthens(t, w)
		if _, err := w.Casework.Act(t.Context(), joko, got.Code, moreTime()); err == nil || !strings.Contains(err.Error(), "error.extend_proof") {
			t.Fatalf("without a file: %v", err)
		}
		before := viewed(t, w, reporter, got.Code)
		asks(t, w, joko, got.Code)
		for _, who := range []civic.Actor{reporter, {Role: civic.RolePublic}} {
			if v := viewed(t, w, who, got.Code); len(v.Files) != 0 || v.Next != before.Next {
				t.Errorf("%s knows that more time was asked for", who.Role)
			}
		}
		w.Pass(24 * time.Hour)
		if r := w.Do(head, got.Code, civic.Command{Verb: civic.VerbApprove}); r.State != civic.InProgress {
			t.Errorf("it became %s", r.State)
		}
		after := viewed(t, w, reporter, got.Code)
		if after.Next.By == before.Next.By || after.Report.Seq == before.Report.Seq {
			t.Errorf("the date is %s still", after.Next.By)
		}
		old, _ := before.Report.Clocks.Get(civic.ClockCitizen)
		if is, _ := after.Report.Clocks.Get(civic.ClockCitizen); is != old {
			t.Error("the reporter's own clock moved")
		}
		e := after.Events[len(after.Events)-1]
		said := notify.Extended(i18n.For("id"), &e.Event, e.DeskName, after.ReasonWords(e.Event, "id"))
		if e.Verb != civic.VerbExtend || said != "Batas waktu "+e.DeskName+" diundur dari Rabu, 25 Maret 2026 ke Selasa, 31 Maret 2026. Alasannya: Perlu alat, bahan, atau cuaca yang mendukung." ||
			e.Detail[civic.DetailApprover] != "" || len(after.Files) != 1 || after.Files[0].Seq != e.Seq {
			t.Errorf("the reporter reads %q of %+v, files %+v", said, e, after.Files)
		}
		letter, ok, err := w.Notify.Compose(t.Context(), notify.LetterArgs{Code: got.Code, Seq: e.Seq})
		if err != nil || !ok || !strings.Contains(letter.Text, said) || !strings.Contains(letter.Text, moreTime().Message) {
			t.Errorf("the letter: %v, %v\n%s", ok, err, letter.Text)
		}
		for _, x := range viewed(t, w, civic.Actor{Role: civic.RolePublic}, got.Code).Events {
			if x.Verb == civic.VerbExtend {
				t.Errorf("strangers are shown %+v", x)
			}
		}
		w.Settled()
	})
}

// The national desk decides where nobody else does, and sees only drafts that ask for time; who is declined is told why.
func TestTheDeskAboveDecidesAboutTime(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		lengthens(t, w)
		signs(t, w, civic.ApproveAnswers)
		got, reporter := w.Handled(w.Pothole())
		other, _ := w.Handled(w.Pothole())
		joko, above := w.Officer("jalan"), w.Officer("nasional")
		asks(t, w, joko, got.Code)
		w.Do(joko, other.Code, civic.Command{Verb: civic.VerbPropose, As: civic.VerbAnswer, Message: "Lubang ditambal Senin, 2 Maret."})
		if rows := waiting(t, w, above); len(rows) != 1 || rows[0].Report.Code != got.Code {
			t.Fatalf("the national desk sees %+v", rows)
		}
		if rows := waiting(t, w, w.Officer("kepala")); len(rows) != 2 {
			t.Errorf("the head sees %+v", rows)
		}
		if _, err := w.Casework.Act(t.Context(), above, other.Code, civic.Command{Verb: civic.VerbApprove}); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("the national desk lets an answer go: %v", err)
		}
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReply, Message: "Masih berlubang."})
		w.Do(above, got.Code, civic.Command{Verb: civic.VerbDecline, Message: "Aspal ada di gudang kota."})
		v := viewed(t, w, reporter, got.Code)
		if last := v.Events[len(v.Events)-1]; last.Verb != civic.VerbReply || len(v.Files) != 0 {
			t.Errorf("the reporter reads %+v", last)
		}
		if list := waiting(t, w, above); len(list) != 0 {
			t.Errorf("waits still: %+v", list)
		}
		if n := w.Number(`SELECT count(*) FROM draft_back`); n != 1 {
			t.Errorf("%d drafts came back", n)
		}
		w.Settled()
	})
}
