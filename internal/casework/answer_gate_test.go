package casework_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/quality"
)

const (
	goodAnswer = "Tiga lubang di depan Pasar Wonokromo sudah ditambal regu jalan pada 2 Maret 2026. Permukaan jalan rata dan dapat dilewati dua arah."
	weakAnswer = "Terima kasih atas laporan Anda. Laporan akan segera kami tindak lanjuti."
	whySend    = "Kepala dinas sedang menyiapkan jadwalnya."
)

// strict makes the gate of a town want a mend or a reason.
func strict(w *apptest.Town) {
	w.Gate(directory.GateRequire, civic.Date{Year: 2026, Month: time.January, Day: 1})
}

// refused demands that the gate refuses a text by exactly these rules.
func refused(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode, cmd civic.Command, rules string, files ...evidence.File) *quality.Refusal {
	t.Helper()
	_, err := w.Casework.Act(t.Context(), who, code, cmd, files...)
	no, ok := errors.AsType[*quality.Refusal](err)
	if !ok || civic.KindOf(err) != civic.KindInvalid || quality.Join(quality.RulesOf(no.Findings)) != rules {
		t.Fatalf("%q: %v, want a refusal by %s", cmd.Message, err, rules)
	}
	return no
}

// last is the newest event of a report as the viewer sees it.
func last(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) civic.Event {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil || len(v.Events) == 0 {
		t.Fatalf("%d events, %v", len(v.Events), err)
	}
	return v.Events[len(v.Events)-1].Event
}

func TestGateWantsAMendOrAReason(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		strict(w)
		got, reporter := w.Handled(w.Pothole())
		joko := w.Officer("jalan")
		before, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if err != nil {
			t.Fatal(err)
		}
		refused(t, w, joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer}, "stock,promise,jargon")
		refused(t, w, joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer, QualityReason: "pendek"}, "stock,promise,jargon")
		refused(t, w, joko, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Laporan {kode} kami kerjakan 3 Maret.", QualityReason: whySend}, "blank")
		refused(t, w, joko, got.Code, civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Di mana {tempat}?"}, "blank")
		if r, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code); err != nil || r.Seq != before.Seq {
			t.Errorf("what was refused left an event: %d, %v", r.Seq, err)
		}
		// Not for officers only: who may not act at all hears that, and nothing of the text.
		if _, err := w.Casework.Act(t.Context(), w.Officer("kemen"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("a stranger: %v", err)
		}
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer, QualityReason: whySend})
		e := last(t, w, joko, got.Code)
		if e.Detail[civic.DetailRules] != "stock,promise,jargon" || e.Detail[civic.DetailQualityReason] != whySend || e.Detail[civic.DetailMended] != "blank" {
			t.Errorf("%v", e.Detail)
		}
		for name, who := range map[string]civic.Actor{"the reporter": reporter, "anybody": {Role: civic.RolePublic}} {
			v, err := w.Casework.View(t.Context(), who, got.Code)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range v.Events {
				for k, words := range e.Detail {
					if strings.HasPrefix(k, "quality") || strings.Contains(words, "jadwalnya") {
						t.Errorf("%s reads %s: %s", name, k, words)
					}
				}
			}
		}
	})
}

func TestGateCountsWhatWasMended(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		strict(w)
		joko := w.Officer("jalan")
		one, _ := w.Handled(w.Pothole())
		refused(t, w, joko, one.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer}, "stock,promise,jargon")
		w.Do(joko, one.Code, civic.Command{Verb: civic.VerbAnswer, Message: goodAnswer})
		if e := last(t, w, joko, one.Code); e.Detail[civic.DetailMended] != "stock,promise,jargon" || e.Detail[civic.DetailRules] != "" {
			t.Errorf("%v", e.Detail)
		}
		two, _ := w.Handled(w.Pothole())
		w.Do(joko, two.Code, civic.Command{Verb: civic.VerbFollowUp, Message: weakAnswer, QualityReason: whySend})
		w.Settled()
		for desk, units := range map[string]int{"kota": 1, "nasional": 1, "kemen": 0} {
			who := w.Officer(desk)
			got, err := w.Casework.GateCounts(t.Context(), who, 202603, 202603)
			if err != nil {
				t.Fatal(err)
			}
			n := int64(units)
			if got.All.Checked != 2*n || got.All.Mended != n || got.All.Overridden != n || len(got.Units) != units || len(got.Rules) != 3*units {
				t.Errorf("%s: %+v", desk, got)
			}
			for _, r := range got.Rules {
				if r.Count.Checked != 2 || r.Count.Mended != 1 || r.Count.Overridden != 1 {
					t.Errorf("%s: %+v", desk, r)
				}
			}
		}
		if got, err := w.Casework.GateCounts(t.Context(), w.Officer("kota"), 202601, 202602); err != nil || got.All.Checked != 0 {
			t.Errorf("other months: %+v, %v", got, err)
		}
		for _, name := range []string{"jalan", "auditor", "inspektorat"} {
			if _, err := w.Casework.GateCounts(t.Context(), w.Officer(name), 202603, 202603); civic.KindOf(err) != civic.KindForbidden {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestGateKnowsCopies(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		strict(w)
		joko := w.Officer("jalan")
		one, _ := w.Handled(w.Pothole())
		w.Do(joko, one.Code, civic.Command{Verb: civic.VerbFollowUp, Message: goodAnswer})
		w.Do(joko, one.Code, civic.Command{Verb: civic.VerbAnswer, Message: goodAnswer}) // to the same reporter it is no copy
		req := w.Pothole()
		req.Place.Text = "Jalan Bunga Melati"
		two, _ := w.Handled(req)
		again := strings.NewReplacer("Pasar Wonokromo", "Jalan Bunga Melati", "2 Maret", "17 Februari", "Tiga", "3").Replace(goodAnswer)
		refused(t, w, joko, two.Code, civic.Command{Verb: civic.VerbAnswer, Message: again}, "copy")
		w.Do(joko, two.Code, civic.Command{Verb: civic.VerbAnswer, Message: again, QualityReason: "Satu paket pekerjaan dengan laporan sebelumnya."})
		// What another agency tells its reporters is no copy of it.
		far := w.Submit(w.Pothole())
		w.Do(w.Officer("nasional"), far.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kemen")})
		w.Do(w.Officer("kemen"), far.Code, civic.Command{Verb: civic.VerbAnswer, Message: goodAnswer})
	})
}

func TestGateAsksForEvidence(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		strict(w)
		topic := w.Topic("01")
		topic.Evidence = true
		if _, err := w.Directory.SaveTopic(t.Context(), w.Officer("nasional"), topic); err != nil {
			t.Fatal(err)
		}
		joko := w.Officer("jalan")
		handled := func() civic.TrackingCode {
			req := w.Pothole()
			req.Topic = w.Topic("01.1").ID // below the one that asks
			got, _ := w.Handled(req)
			return got.Code
		}
		code := handled()
		w.Do(joko, code, civic.Command{Verb: civic.VerbFollowUp, Message: "Regu jalan mengukur lubangnya besok pukul 09.00."}) // nothing is done yet
		refused(t, w, joko, code, civic.Command{Verb: civic.VerbAnswer, Message: goodAnswer}, "evidence")
		file, err := w.Evidence.Clean(t.Context(), "sesudah.png", picture(t))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Casework.Act(t.Context(), joko, code, civic.Command{Verb: civic.VerbAnswer, Message: goodAnswer}, file); err != nil {
			t.Errorf("with a photo: %v", err)
		}
		if found, err := w.Casework.Check(t.Context(), joko, code, civic.Command{Verb: civic.VerbAnswer, Message: goodAnswer}, 0); err != nil || len(found) != 0 {
			t.Errorf("the photo of an earlier answer counts: %+v, %v", found, err)
		}
	})
}

// A gate that advises lets everything out but blanks, and still says what it found.
func TestGateThatAdvises(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		strict(w)
		w.Gate(directory.GateAdvise, civic.Date{Year: 2026, Month: time.March, Day: 3}) // from tomorrow on
		joko := w.Officer("jalan")
		got, _ := w.Handled(w.Pothole())
		refused(t, w, joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer}, "stock,promise,jargon")
		w.Pass(24 * time.Hour)
		refused(t, w, joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer + " {batas}"}, "blank,stock,promise,jargon")
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer})
		if e := last(t, w, joko, got.Code); e.Detail[civic.DetailRules] != "stock,promise,jargon" {
			t.Errorf("%v", e.Detail)
		}
		found, err := w.Casework.Check(t.Context(), joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer}, 0)
		if err != nil || len(found) < 3 {
			t.Errorf("%+v, %v", found, err)
		}
		for name, kind := range map[string]civic.Kind{"kemen": civic.KindNotFound, "auditor": civic.KindForbidden} {
			if _, err := w.Casework.Check(t.Context(), w.Officer(name), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: weakAnswer}, 0); civic.KindOf(err) != kind {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// picture is a small photo.
func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A page that was gone back to and is sent again says nothing twice; other words, and the same words of somebody else, go out.
func TestNothingIsSaidTwiceInARow(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		say := func(name, text string) error {
			_, err := w.Casework.Act(t.Context(), w.Officer(name), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: text, QualityReason: "Kabar ini diminta pelapor lewat telepon."})
			return err
		}
		const first = "Regu mengukur lubang di depan pasar pada 2 Maret dan menutupnya pada 4 Maret."
		if err := say("jalan", first); err != nil {
			t.Fatal(err)
		}
		if err := say("jalan", "  "+first+"\n"); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("the same again: %v", err)
		}
		if err := say("jalan", "Lubang di depan pasar sudah ditutup regu pada 3 Maret pagi."); err != nil {
			t.Errorf("something else: %v", err)
		}
		if err := say("jalan", first); err != nil {
			t.Errorf("the same after something else: %v", err)
		}
	})
}
