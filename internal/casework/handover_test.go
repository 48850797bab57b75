package casework_test

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/dossier"
)

// pdfText takes the words out of a paper: two bytes a character, as its font says.
func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	var out strings.Builder
	for _, m := range regexp.MustCompile(`(?s)stream\n(.*?)\nendstream`).FindAllSubmatch(pdf, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		body, err := io.ReadAll(z)
		if err != nil || !bytes.Contains(body, []byte("Tj")) {
			continue
		}
		for _, s := range regexp.MustCompile(`(?s)\(((?:[^()\\]|\\.)*)\) ?Tj`).FindAllSubmatch(body, -1) {
			raw := regexp.MustCompile(`(?s)\\(.)`).ReplaceAllStringFunc(string(s[1]), func(s string) string {
				if s == `\r` {
					return "\r"
				}
				return s[1:]
			})
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
			}
			out.WriteString(string(utf16.Decode(units)) + " ")
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// pack writes a dossier as it is downloaded.
func pack(t *testing.T, b casework.Bundle) []byte {
	t.Helper()
	var whole bytes.Buffer
	if err := dossier.Write(&whole, b.Papers, b.Files); err != nil {
		t.Fatal(err)
	}
	return whole.Bytes()
}

// opened finds the newest handing over in a viewer's page and opens its dossier.
func opened(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) (casework.Handover, casework.Bundle, error) {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil {
		return casework.Handover{}, casework.Bundle{}, err
	}
	if len(v.Handovers) == 0 {
		return casework.Handover{}, casework.Bundle{}, civic.NotFound("error.not_found")
	}
	h := v.Handovers[len(v.Handovers)-1]
	b, err := w.Casework.Dossier(t.Context(), who, code, h.ID)
	return h, b, err
}

// late leads a report of somebody with a name to where its promises are broken, with words in it that nobody outside may read.
func late(t *testing.T, w *apptest.Town, anonymous bool) (civic.TrackingCode, civic.Actor) {
	t.Helper()
	req := w.Pothole()
	req.Anonymous = anonymous
	req.Identity.Name = "MERPATI Putih"
	receipt, me := w.Handled(req)
	joko := w.Officer("jalan")
	w.Do(joko, receipt.Code, civic.Command{Verb: civic.VerbNote, Message: "KENARI catatan internal"})
	w.Do(joko, receipt.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami survei besok pagi."})
	w.Do(me, receipt.Code, civic.Command{Verb: civic.VerbReply, Message: "Masih berlubang."})
	w.Pass(60 * 24 * time.Hour)
	return receipt.Code, me
}

// The reporter takes a late report to the Ombudsman: the dossier holds what the reporter reads, is signed, and nothing
// of what only officers know is in it.
func TestReporterTakesItToTheOmbudsman(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for name, tc := range map[string]struct{ anonymous, consent, named bool }{
			"consent": {false, true, true}, "no consent": {false, false, false}, "anonymous": {true, true, false},
		} {
			code, me := late(t, w, tc.anonymous)
			escalate := civic.Command{Verb: civic.VerbEscalate, Message: "Sudah dua bulan.", Consent: tc.consent}
			if tc.anonymous { // nobody shall believe that the name went with it
				_, err := w.Casework.Act(t.Context(), me, code, escalate)
				if e := new(civic.Error); !errors.As(err, &e) || e.Field != "consent" {
					t.Errorf("%s: %v", name, err)
				}
				escalate.Consent = false
			}
			w.Do(me, code, escalate)
			h, b, err := opened(t, w, me, code)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			whole := pack(t, b)
			keys, err := w.Casework.DossierKeys(t.Context())
			if err != nil || len(keys) != 1 || keys[0].ID != h.KeyID {
				t.Fatalf("%s: keys %+v, %v", name, keys, err)
			}
			public, err := dossier.ParseKey(keys[0].Public)
			if err != nil {
				t.Fatal(err)
			}
			verdict := dossier.CheckZIP(bytes.NewReader(whole), int64(len(whole)), public)
			if !verdict.OK || verdict.Hash != h.Hash || verdict.Ref != h.Ref {
				t.Errorf("%s: %+v of %+v", name, verdict, h)
			}
			paper := pdfText(t, b.Papers.PDF)
			for place, text := range map[string]string{"JSON": string(b.Papers.JSON), "paper": paper, "ZIP": string(whole)} {
				for _, word := range []string{"KENARI", "joko", "Joko", w.Officer("jalan").Name} {
					if word != "" && strings.Contains(text, word) {
						t.Errorf("%s: %q stands in the %s", name, word, place)
					}
				}
				if place != "ZIP" && strings.Contains(text, "MERPATI") != tc.named {
					t.Errorf("%s: the name in the %s: %v", name, place, !tc.named)
				}
				if place != "ZIP" && (!strings.Contains(text, "Kami survei besok pagi.") || !strings.Contains(text, "Masih berlubang.") || !strings.Contains(text, "Sudah dua bulan.")) {
					t.Errorf("%s: words are missing in the %s: %s", name, place, text)
				}
			}
			if !strings.Contains(paper, h.Hash[:32]) || strings.Contains(paper, "{") {
				t.Errorf("%s: the paper reads %s", name, paper)
			}
			got, err := w.Casework.Issued(t.Context(), h.Ref)
			if err != nil || got.Hash != h.Hash || got.KeyID != h.KeyID || got.At != h.At {
				t.Errorf("%s: issued %+v, %v", name, got, err)
			}
			strangersHave(t, w, code, &h, tc.named)
		}
		if _, err := w.Casework.Issued(t.Context(), "NONE"); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("a dossier that is none: %v", err)
		}
	})
}

// strangersHave tries the dossier as everybody who may not have it: to each it is not there.
func strangersHave(t *testing.T, w *apptest.Town, code civic.TrackingCode, h *casework.Handover, named bool) {
	t.Helper()
	other, err := w.Store.ReportByCode(t.Context(), w.DB, w.Submit(w.Pothole()).Code)
	if err != nil {
		t.Fatal(err)
	}
	for name, who := range map[string]civic.Actor{"nobody": {Role: civic.RolePublic}, "another reporter": civic.ReporterActor(other.ID), "another desk": w.Officer("dinkes")} {
		if _, err := w.Casework.Dossier(t.Context(), who, code, h.ID); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("%s: %v", name, err)
		}
		if v, err := w.Casework.View(t.Context(), who, code); err == nil && (len(v.Handovers) != 0 || v.Escalation != civic.Escalation{}) {
			t.Errorf("%s sees %+v", name, v.Handovers)
		}
	}
	// Officers see that it was handed over, and have no name from it: reading one is recorded elsewhere.
	got, _, err := opened(t, w, w.Officer("jalan"), code)
	if got.ID != h.ID || named != (civic.KindOf(err) == civic.KindNotFound) || !named && err != nil {
		t.Errorf("the handler sees %+v, %v", got, err)
	}
}

// An officer hands a report to another body, tells the reporter, and writes down what came of it.
func TestOfficerHandsOver(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, me := late(t, w, false)
		joko := w.Officer("jalan")
		before := w.Number(`SELECT count(*) FROM job`)
		r := w.Do(joko, code, civic.Command{Verb: civic.VerbHandOver, Reason: "kpk", Message: "Ada dugaan pungutan liar.", Consent: true})
		if r.State != civic.InProgress {
			t.Errorf("it is %s", r.State)
		}
		if n := w.Number(`SELECT count(*) FROM job`); n != before+1 {
			t.Errorf("%d letters", n-before)
		}
		h, b, err := opened(t, w, me, code)
		if err != nil || h.Consent || strings.Contains(string(b.Papers.JSON), "MERPATI") || h.BodyName("id") != "Komisi Pemberantasan Korupsi" {
			t.Fatalf("%+v, %v", h, err)
		}
		if _, _, err := opened(t, w, joko, code); err != nil {
			t.Errorf("the officer has no dossier: %v", err)
		}
		for name, tc := range map[string]struct {
			who  civic.Actor
			cmd  civic.Command
			kind civic.Kind
		}{
			"unknown body":     {joko, civic.Command{Verb: civic.VerbHandOver, Reason: "dukun", Message: "Coba."}, civic.KindInvalid},
			"no words":         {joko, civic.Command{Verb: civic.VerbHandOver, Reason: "kpk"}, civic.KindInvalid},
			"another desk":     {w.Officer("dinkes"), civic.Command{Verb: civic.VerbHandOver, Reason: "kpk", Message: "Coba."}, civic.KindNotFound},
			"the reporter":     {me, civic.Command{Verb: civic.VerbHandOver, Reason: "kpk", Message: "Coba."}, civic.KindForbidden},
			"unknown dossier":  {joko, civic.Command{Verb: civic.VerbRecord, Handover: 1, Message: "Diterima."}, civic.KindInvalid},
			"record by other":  {w.Officer("dinkes"), civic.Command{Verb: civic.VerbRecord, Handover: h.ID, Message: "Diterima."}, civic.KindNotFound},
			"guessed by other": {w.Officer("dinkes"), civic.Command{Verb: civic.VerbRecord, Handover: 1, Message: "Diterima."}, civic.KindNotFound},
		} {
			if _, err := w.Casework.Act(t.Context(), tc.who, code, tc.cmd); civic.KindOf(err) != tc.kind {
				t.Errorf("%s: %v", name, err)
			}
		}
		w.Do(joko, code, civic.Command{Verb: civic.VerbRecord, Handover: h.ID, Number: "12/LP/2026", Message: "Diterima dan diteliti."})
		w.Do(w.Officer("pengawas"), code, civic.Command{Verb: civic.VerbRecord, Handover: h.ID, Message: "Ditindaklanjuti."})
		got, again, err := opened(t, w, me, code)
		if err != nil || got.Number != "12/LP/2026" || got.Outcome != "Ditindaklanjuti." || got.AnsweredAt().IsZero() || !bytes.Equal(again.Papers.JSON, b.Papers.JSON) {
			t.Errorf("%+v, %v", got, err)
		}
		promisesInside(t, w, me, code, b)
	})
}

// promisesInside compares the promises of a dossier with those on the page.
func promisesInside(t *testing.T, w *apptest.Town, me civic.Actor, code civic.TrackingCode, b casework.Bundle) {
	t.Helper()
	var d civic.Dossier
	if err := json.Unmarshal(b.Papers.JSON, &d); err != nil {
		t.Fatal(err)
	}
	v, err := w.Casework.View(t.Context(), me, code)
	if err != nil || len(d.Promises) != len(v.Promises) || len(d.Promises) == 0 {
		t.Fatalf("%d promises in the dossier, %d on the page, %v", len(d.Promises), len(v.Promises), err)
	}
	for i, p := range d.Promises {
		if x := v.Promises[i]; p.Clock != x.Clock || p.By != x.Until || p.Rule == "" || p.Edition == "" {
			t.Errorf("%+v, on the page %+v", p, x.Pledge)
		}
	}
}

// A report that nobody handed over costs the page no question more.
func TestNothingIsAskedWhereNothingWasHandedOver(t *testing.T) {
	w := apptest.OpenTown(t, "sqlite")
	receipt, me := w.Handled(w.Pothole())
	if _, err := w.DB.Exec(t.Context(), `DROP TABLE handover`); err != nil {
		t.Fatal(err)
	}
	if v, err := w.Casework.View(t.Context(), me, receipt.Code); err != nil || len(v.Handovers) != 0 || v.Escalation.Why != civic.EscalationWaits {
		t.Errorf("%+v, %v", v.Escalation, err)
	}
}
