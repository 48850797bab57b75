package casework_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// privateWords are those of the law that a refused requester reads.
const privateWords = "UU 14/2008, pasal 17 huruf h: Dapat mengungkapkan rahasia pribadi seseorang."

// requestAtRoads is a request of information that the roads office works on.
func requestAtRoads(w *apptest.Town) (civic.TrackingCode, civic.Actor) {
	w.T.Helper()
	req := w.Pothole()
	req.Class = civic.Information
	receipt := w.Submit(req)
	w.Do(w.Officer("nasional"), receipt.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Information, Target: w.Agency("kota")})
	w.Do(w.Officer("kota"), receipt.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")})
	w.Do(w.Officer("jalan"), receipt.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami cari dokumennya."})
	return receipt.Code, civic.ReporterActor(receipt.Report.ID)
}

func fieldOf(err error) string {
	e, _ := errors.AsType[*civic.Error](err)
	if e == nil {
		return ""
	}
	return e.Field
}

// A refusing answer says its ground on the page in either language, in the letter and in the dossier, and the way to the
// superior is open. A correction that gives the information takes the ground back everywhere.
func TestRefusingAnswerIsTold(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, me := requestAtRoads(w)
		joko := w.Officer("jalan")
		answer := civic.Command{Verb: civic.VerbAnswer, Message: "Daftar itu memuat data pekerja."}
		for _, said := range []struct {
			d      civic.Disclosure
			ground string
			field  string
		}{{"", "", "disclosure"}, {civic.DisclosureRefused, "", "ground"}, {civic.DisclosurePart, "kami tidak mau", "ground"}} {
			answer.Disclosure, answer.Ground = said.d, said.ground
			if _, err := w.Casework.Act(t.Context(), joko, code, answer); fieldOf(err) != said.field {
				t.Errorf("%+v: %v", said, err)
			}
		}
		answer.Disclosure, answer.Ground = civic.DisclosureRefused, "personal_secret"
		preview, err := w.Casework.PreviewAnswer(t.Context(), i18n.For("id"), joko, code, answer)
		told := "Permohonan Anda ditolak karena dapat mengungkapkan rahasia pribadi seseorang (UU 14/2008, pasal 17 huruf h)."
		if err != nil || preview.Closing != told || !strings.HasPrefix(preview.Text, told+"\n\n") {
			t.Fatalf("the preview says %q and writes %q, %v", preview.Closing, preview.Text, err)
		}
		w.Do(joko, code, answer)
		v, err := w.Casework.View(t.Context(), me, code)
		if err != nil || !v.ToSuperior.Open() {
			t.Fatalf("the way to the superior is %+v, %v", v.ToSuperior, err)
		}
		last := &v.Events[len(v.Events)-1]
		for lang, want := range map[string][2]string{
			"id": {told, privateWords},
			"en": {"Your request was refused on this ground: it could reveal the personal secrets of somebody (UU 14/2008, pasal 17 huruf h).",
				"UU 14/2008, pasal 17 huruf h: It could reveal the personal secrets of somebody."},
		} {
			p := i18n.For(lang)
			if v.Disclosed(p, last, true) != want[0] || v.GroundWords(p, &last.Event) != want[1] {
				t.Errorf("in %s the requester reads %q, the ground is %q", lang, v.Disclosed(p, last, true), v.GroundWords(p, &last.Event))
			}
		}
		w.Do(joko, code, civic.Command{Verb: civic.VerbCorrect, Corrects: last.Seq, Why: "Namanya dapat ditutup.", Message: "Daftarnya terlampir, tanpa nama.", Disclosure: civic.DisclosureGiven})
		if v, err = w.Casework.View(t.Context(), me, code); err != nil {
			t.Fatal(err)
		}
		if said := v.Disclosed(i18n.For("id"), &v.Events[len(v.Events)-2], false); said != "Informasi yang diminta diberikan." || v.Report.Oversight.Withheld != "" {
			t.Errorf("corrected, it says %q, kept back on %q", said, v.Report.Oversight.Withheld)
		}
	})
}

// After an answer that refused, a closing needs no ground of its own, and the dossier has both.
func TestClosingAfterARefusalAndItsDossier(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		refusedRequest(w) // brings the outcome that asks for a ground
		code, me := requestAtRoads(w)
		joko := w.Officer("jalan")
		w.Do(joko, code, civic.Command{Verb: civic.VerbAnswer, Message: "Sebagian daftarnya terlampir.", Disclosure: civic.DisclosurePart, Ground: "personal_secret"})
		w.Do(me, code, civic.Command{Verb: civic.VerbReply, Message: "Saya perlu semuanya."})
		r := w.Do(joko, code, civic.Command{Verb: civic.VerbClose, Outcome: "cannot_be_done", Message: "Selebihnya tetap rahasia pribadi."})
		v, err := w.Casework.View(t.Context(), me, code)
		if err != nil || r.State != civic.Closed || v.Events[len(v.Events)-1].Ground() != privateWords {
			t.Fatalf("closed as %s, %+v, %v", r.State, v.Events[len(v.Events)-1].Detail, err)
		}
		object(w, me, code)
		w.Pass(3 * 24 * time.Hour)
		w.Do(w.Officer("dpu"), code, civic.Command{Verb: civic.VerbUphold, Message: "Data itu memang pribadi."})
		w.Do(me, code, civic.Command{Verb: civic.VerbDispute, Message: "Saya tidak puas."})
		_, b, err := opened(t, w, me, code)
		if err != nil {
			t.Fatal(err)
		}
		if json := string(b.Papers.JSON); !strings.Contains(json, `"disclosure": "part"`) || strings.Count(json, privateWords) != 2 {
			t.Errorf("the dossier: %s", json)
		}
		for _, word := range []string{"Diberikan sebagian", "pasal 17 huruf h"} {
			if !strings.Contains(pdfText(t, b.Papers.PDF), word) {
				t.Errorf("%q is missing on paper", word)
			}
		}
	})
}

// One order answers requests and complaints together: only the requests are told what becomes of the information.
func TestAnOrderOfAnswersDiscloses(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		request, _ := requestAtRoads(w)
		complaint := w.Submit(w.Pothole()).Code
		w.Do(w.Officer("nasional"), complaint, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
		w.Do(w.Officer("kota"), complaint, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")})
		joko := w.Officer("jalan")
		o := casework.Order{Command: civic.Command{Verb: civic.VerbAnswer, Message: "Daftar pekerjaan jalan kota kami sampaikan pada 4 Maret 2026.", QualityReason: "satu jawaban untuk satu ruas"}}
		sel := casework.Selection{Codes: []civic.TrackingCode{request, complaint}}
		pre, err := w.Casework.PreviewBulk(t.Context(), joko, o, sel)
		if err != nil || pre.Able != 1 || len(pre.Refusals) != 1 || pre.Refusals[0].Key != "error.disclosure_needed" || pre.Refusals[0].Some[0] != request {
			t.Fatalf("without a word about the information: %+v, %v", pre, err)
		}
		o.Command.Disclosure, o.Command.Ground = civic.DisclosureRefused, "personal_secret"
		if pre, err = w.Casework.PreviewBulk(t.Context(), joko, o, sel); err != nil || pre.Able != 2 {
			t.Fatalf("with it: %+v, %v", pre, err)
		}
		b, err := w.Casework.StartBulk(t.Context(), joko, o, sel)
		if err != nil {
			t.Fatal(err)
		}
		w.Pass(time.Minute)
		if err := w.Casework.RunBulk(t.Context(), b.ID); err != nil {
			t.Fatal(err)
		}
		for code, want := range map[civic.TrackingCode]string{request: privateWords, complaint: ""} {
			v, err := w.Casework.View(t.Context(), joko, code)
			if err != nil {
				t.Fatal(err)
			}
			last := v.Events[len(v.Events)-1]
			if last.Verb != civic.VerbAnswer || last.Ground() != want || (last.Disclosed() != "") != (want != "") {
				t.Errorf("%s: %+v", v.Report.Class, last.Event)
			}
		}
	})
}
