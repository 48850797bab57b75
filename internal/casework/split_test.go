package casework_test

import (
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// A part is a report of its own that the same PIN opens; its reporter finds it beside the whole, its office sees the part
// alone, and the whole waits until it has ended.
func TestPartsOfAReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Secret, req.Anonymous = true, true
		got, me := w.Handled(req)
		by := w.Officer("jalan")
		w.Do(by, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Regu mengukur lubang di depan pasar pada 2 Maret."})
		w.Pass(48 * time.Hour)
		cmd := civic.Command{Verb: civic.VerbSplit, Target: w.Agency("kemen"), Class: civic.Complaint, Message: "Rambu di depan pasar itu roboh ke jalan."}
		if _, err := w.Casework.Act(t.Context(), w.Officer("dinkes"), got.Code, cmd); civic.KindOf(err) != civic.KindNotFound {
			t.Fatalf("somebody else's report is split: %v", err)
		}
		w.Do(by, got.Code, cmd)
		whole := viewOf(t, w, me, got.Code)
		if len(whole.Parts) != 1 || whole.Parts[0].Title == "" || whole.Parts[0].Holder != "Kementerian Perhubungan" || whole.Report.Supports != nil {
			t.Fatalf("the reporter reads %+v", whole.Parts)
		}
		code := whole.Parts[0].Report.Code
		who, err := w.Casework.OpenWithPIN(t.Context(), code, string(got.PIN), "1.2.3.4")
		if err != nil {
			t.Fatalf("the PIN does not open the part: %v", err)
		}
		if _, err := w.Casework.OpenWithPIN(t.Context(), code, "000000", "1.2.3.4"); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("a wrong PIN: %v", err)
		}
		part := viewOf(t, w, who, code)
		since, _ := part.Report.Clocks.Get(civic.ClockCitizen)
		was, _ := whole.Report.Clocks.Get(civic.ClockCitizen)
		if !strings.Contains(part.Text.Body, "Rambu") || part.Whole == nil || part.Whole.Report.Code != got.Code || !since.Started.Equal(was.Started) || !part.Report.Secret || !part.Report.Anonymous || part.Text.Place != "Pasar Wonokromo" {
			t.Errorf("%+v, %+v", part.Report, part.Text)
		}
		kemen := w.Officer("kemen")
		if v := viewOf(t, w, kemen, code); v.Whole != nil || v.Sight.Name || v.Text.Body == "" || knows(t, w, kemen, got.Code) {
			t.Errorf("the office of the part reads %+v", v.Whole)
		}
		if v := viewOf(t, w, by, got.Code); len(v.Parts) != 1 || v.Parts[0].Title != "" || len(v.Owing) != 1 || v.Parts[0].Report.State != civic.Dispatched {
			t.Errorf("who leads reads %+v, waits for %v", v.Parts, v.Owing)
		}
		if n := w.Number(`SELECT count(*) FROM identity_read WHERE reason = 'split'`); n != 1 {
			t.Errorf("sealing the identity anew left %d traces", n)
		}
		closing := civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang di depan pasar ditambal pada 3 Maret."}
		if _, err := w.Casework.Act(t.Context(), by, got.Code, closing); civic.KindOf(err) != civic.KindConflict {
			t.Fatalf("closed while a part is open: %v", err)
		}
		w.Do(kemen, code, civic.Command{Verb: civic.VerbFollowUp, Message: "Rambu di depan pasar kami periksa pada 4 Maret."})
		w.Do(kemen, code, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Rambu di depan pasar berdiri lagi sejak 4 Maret."})
		w.Do(by, got.Code, closing)
		whole = viewOf(t, w, me, got.Code)
		if last := whole.Events[len(whole.Events)-2]; last.Verb != civic.VerbPartEnded || !whole.Parts[0].Report.State.Ended() {
			t.Errorf("%+v", last)
		}
		w.Settled()
	})
}
