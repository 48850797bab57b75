package casework_test

import (
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/store"
)

// heap submits reports that lie unverified at the city.
func heap(t *testing.T, w *apptest.Town, n int) []civic.TrackingCode {
	t.Helper()
	out := make([]civic.TrackingCode, n)
	for i := range out {
		out[i] = w.Submit(w.Pothole()).Code
		w.Do(w.Officer("nasional"), out[i], civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
	}
	return out
}

func at(t *testing.T, w *apptest.Town, code civic.TrackingCode) civic.Report {
	t.Helper()
	r, err := w.Store.ReportByCode(t.Context(), w.DB, code)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBulkDoesWhatItsPreviewSays(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes := heap(t, w, 60)
		kiki := w.Officer("kota")
		w.Do(kiki, codes[0], civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dinkes")})
		w.Do(w.Officer("dinkes"), codes[0], civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Sebelah mana?"})
		stranger := w.Submit(w.Pothole()).Code // still at the national desk: not there for the city
		order := casework.Order{Command: civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dpu"), Publish: true}}
		sel := casework.Selection{Codes: append([]civic.TrackingCode{stranger, codes[5], "AAAAAAAAAAA"}, codes...)}
		p, err := w.Casework.PreviewBulk(t.Context(), kiki, order, sel)
		if err != nil || p.Total != 60 || p.Able != 59 || len(p.Refusals) != 1 || p.Refusals[0].N != 1 || p.Refusals[0].Some[0] != codes[0] {
			t.Fatalf("%+v, %v", p, err)
		}
		b, err := w.Casework.StartBulk(t.Context(), kiki, order, sel)
		if err != nil {
			t.Fatal(err)
		}
		w.Do(w.Officer("kota"), codes[7], civic.Command{Verb: civic.VerbNote, Message: "Lihat dulu."}) // changes meanwhile
		for range 2 {                                                                                  // a second run finds nothing to do
			if err := w.Casework.RunBulk(t.Context(), b.ID); err != nil {
				t.Fatal(err)
			}
		}
		got, err := w.Casework.BulkOf(t.Context(), kiki, b.ID)
		if err != nil || got.State != store.BulkDone || got.Done != 58 || got.Refused != 2 || got.Order.Command.Target != w.Agency("dpu") {
			t.Errorf("%+v, %v", got, err)
		}
		rows, err := w.Casework.BulkRows(t.Context(), kiki, b.ID, 0, 100)
		refused := map[civic.TrackingCode]string{}
		for _, r := range rows {
			if r.Result != store.BulkOK {
				refused[r.Code] = r.Result
			} else if at(t, w, r.Code).Holder != w.Agency("dpu") {
				t.Errorf("%s did not move", r.Code)
			}
		}
		if err != nil || len(rows) != 60 || refused[codes[7]] != "error.changed_meanwhile" || refused[codes[0]] == "" {
			t.Errorf("%d rows, refused %v, %v", len(rows), refused, err)
		}
		if err := w.Casework.UndoBulk(t.Context(), kiki, b.ID); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("undone after it was done: %v", err)
		}
		if _, err := w.Casework.BulkOf(t.Context(), w.Officer("dpu"), b.ID); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("somebody else's order: %v", err)
		}
		w.Pass(31 * 24 * time.Hour)
		if err := w.Casework.ForgetBulks(t.Context()); err != nil || rowsOf(t, w, "bulk")+rowsOf(t, w, "bulk_row") != 0 {
			t.Errorf("old orders stay: %v", err)
		}
	})
}

func TestBulkCanBeTakenBackInTime(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes := heap(t, w, 3)
		kiki := w.Officer("kota")
		order := casework.Order{Command: civic.Command{Verb: civic.VerbFollowUp, Message: "Tim kami memeriksa lokasi pada 4 Maret 2026.", QualityReason: "jadwal satu ruas jalan"}}
		b, err := w.Casework.StartBulk(t.Context(), kiki, order, casework.Selection{List: &casework.InboxQuery{}})
		if err != nil || b.Total != 3 {
			t.Fatalf("%+v, %v", b, err)
		}
		if err := w.Casework.UndoBulk(t.Context(), w.Officer("nasional"), b.ID); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("somebody else takes it back: %v", err)
		}
		before := at(t, w, codes[0]).Seq
		if err := w.Casework.UndoBulk(t.Context(), kiki, b.ID); err != nil {
			t.Fatal(err)
		}
		if err := w.Casework.RunBulk(t.Context(), b.ID); err != nil || at(t, w, codes[0]).Seq != before {
			t.Errorf("it ran all the same: %v", err)
		}
	})
}

// Whoever lost the post meanwhile orders nothing any more.
func TestBulkOfAPostThatEndedDoesNothing(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes := heap(t, w, 2)
		kiki := w.Officer("kota")
		b, err := w.Casework.StartBulk(t.Context(), kiki, casework.Order{Command: civic.Command{Verb: casework.BulkLabel}, Label: "aspal"}, casework.Selection{Codes: codes})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.DB.Exec(t.Context(), `UPDATE post SET valid_to = 1 WHERE id = $1`, int64(kiki.Post)); err != nil {
			t.Fatal(err)
		}
		if err := w.Casework.RunBulk(t.Context(), b.ID); err != nil || rowsOf(t, w, "label") != 0 {
			t.Errorf("labels were put on: %v", err)
		}
		if got, err := w.Casework.BulkOf(t.Context(), kiki, b.ID); err != nil || got.Refused != 2 {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// The same words to many are copies of each other. For one reason they all go out; without it, or with a blank left open,
// the order cannot be given at all.
func TestBulkAnswersNeedOneReason(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes := heap(t, w, 4)
		w.Gate(directory.GateRequire, civic.Date{Year: 2026, Month: time.January, Day: 1})
		kiki := w.Officer("kota")
		give := func(text, why string) (casework.Bulk, error) {
			return w.Casework.StartBulk(t.Context(), kiki, casework.Order{Command: civic.Command{Verb: civic.VerbFollowUp, Message: text, QualityReason: why}}, casework.Selection{Codes: codes})
		}
		const plan = "Tim kami menambal Jalan Makmur pada 4 Maret 2026."
		for _, x := range [][2]string{{plan, ""}, {plan, "ya"}, {"Tim kami datang {tanggal}.", "jadwal satu ruas jalan"}} {
			if _, err := give(x[0], x[1]); civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("%q for %q: %v", x[0], x[1], err)
			}
		}
		b, err := give(plan, "jadwal satu ruas jalan")
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Casework.RunBulk(t.Context(), b.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := w.Casework.BulkOf(t.Context(), kiki, b.ID); err != nil || got.Done != 4 || got.Refused != 0 {
			t.Errorf("%+v, %v", got.Bulk, err)
		}
		// What is wrong with the order itself is said of the order, not of each report.
		_, err = w.Casework.PreviewBulk(t.Context(), kiki, casework.Order{Command: civic.Command{Verb: civic.VerbDispose}}, casework.Selection{Codes: codes})
		if civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("an order without a target: %v", err)
		}
	})
}
