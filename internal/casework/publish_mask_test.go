package casework_test

import (
	"errors"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/triage"
)

const foundBody = "Pak Budi Santoso meminta uang, hubungi 0812-0000-1111. NIK saya 3578010101900000."

// A public version with personal data in it goes out only with a reason; permission is asked first.
func TestPersonalDataIsNotPublishedUnseen(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got := w.Submit(w.Pothole())
		verify := civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota"), Publish: true, PublicTitle: "Pungutan", PublicBody: foundBody, PublicPlace: "rumah Ibu Siti"}
		refused := func(who string, cmd civic.Command, field string) {
			t.Helper()
			_, err := w.Casework.Act(t.Context(), w.Officer(who), got.Code, cmd)
			known, ok := errors.AsType[*civic.Error](err)
			if !ok || known.Kind != civic.KindInvalid || known.Field != field {
				t.Fatalf("%s by %s: %v, not about %q", cmd.Verb, who, err, field)
			}
			if field != "found" {
				return
			}
			if n, _ := known.Args["n"].(int); n != 4 {
				t.Errorf("%v pieces are said to be found", known.Args["n"])
			}
			for _, word := range []string{"Budi", "0812", "3578", "Siti"} {
				if strings.Contains(err.Error(), word) || strings.Contains(known.Args["where"].(string), word) {
					t.Errorf("the refusal repeats %q: %v", word, known.Args)
				}
			}
		}
		if _, err := w.Casework.Act(t.Context(), w.Officer("dinkes"), got.Code, verify); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("who does not hold the report is told: %v", err)
		}
		refused("nasional", verify, "found")
		verify.FoundWhy = "ya"
		refused("nasional", verify, "found_why")
		verify.FoundWhy = strings.Repeat("alasan ", 100)
		refused("nasional", verify, "found_why")
		if v, err := w.Casework.View(t.Context(), w.Officer("nasional"), got.Code); err != nil || v.Report.Version != 0 || v.Report.Seq != 1 {
			t.Fatalf("a refusal changed the report: %+v %v", v.Report, err)
		}
		verify.FoundWhy = "Nomor layanan yang memang untuk umum."
		w.Do(w.Officer("nasional"), got.Code, verify)

		again := civic.Command{Verb: civic.VerbPublish, PublicTitle: verify.PublicTitle, PublicBody: verify.PublicBody, PublicPlace: verify.PublicPlace}
		refused("kota", again, "found")
		again.PublicBody, _ = triage.MaskAll(again.PublicBody)
		again.PublicPlace = ""
		w.Do(w.Officer("kota"), got.Code, again)
	})
}

// What was covered stays in the record of its version: kind, place, who first covered it and when, never the words.
func TestTheRecordOfWhatWasCovered(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Body = "Jalan berlubang. HP saya " + triage.Cover(triage.KindPhone) + ", " + foundBody
		got := w.Submit(req)
		masked, _ := triage.MaskAll(req.Body)
		national, city := w.Officer("nasional"), w.Officer("kota")
		w.Do(national, got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota"), Publish: true, PublicTitle: "Pungutan", PublicBody: masked})
		w.Pass(3_600_000_000_000)
		v, err := w.Casework.View(t.Context(), city, got.Code)
		if err != nil {
			t.Fatal(err)
		}
		if len(v.Masks) != 4 {
			t.Fatalf("%d masks: %+v", len(v.Masks), v.Masks)
		}
		for i, m := range v.Masks {
			if !m.Covered || m.Field != "body" || m.Reason != "" {
				t.Errorf("%+v", m)
			}
			if !strings.HasPrefix(string([]rune(masked)[m.At:]), triage.Cover(triage.Kind(m.Kind))) {
				t.Errorf("no %s at %d", m.Kind, m.At)
			}
			if byReporter := i == 0; byReporter != (m.Officer == 0) || m.Officer != 0 && m.Officer != national.Officer {
				t.Errorf("mask %d is credited to %v", i, m.Officer)
			}
		}
		if v.EditorNames[national.Officer] == "" {
			t.Error("the editor has no name")
		}

		w.Do(city, got.Code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Pungutan oleh " + triage.Cover(triage.KindName), PublicBody: masked + " Plat B 1234 XYZ.", FoundWhy: "Kendaraan dinas, sudah diumumkan."})
		if v, err = w.Casework.View(t.Context(), city, got.Code); err != nil || len(v.Masks) != 6 {
			t.Fatalf("%+v %v", v.Masks, err)
		}
		title, old, left := v.Masks[0], v.Masks[2], v.Masks[5]
		if title.Field != "title" || title.Officer != city.Officer || title.When != w.Clock().UnixMicro() {
			t.Errorf("the new mask: %+v", title)
		}
		if old.Officer != national.Officer || old.When >= title.When {
			t.Errorf("the old mask is credited anew: %+v", old)
		}
		if left.Covered || left.Kind != string(triage.KindPlate) || left.Reason != "Kendaraan dinas, sudah diumumkan." || left.Officer != city.Officer {
			t.Errorf("what was left: %+v", left)
		}
		if n := w.Number(`SELECT count(*) FROM publication_mask WHERE report_id = $1 AND (reason LIKE '%1234%' OR field LIKE '%1234%' OR kind LIKE '%1234%')`, int64(got.Report.ID)); n != 0 {
			t.Error("the record holds the words")
		}
		for name, who := range map[string]civic.Actor{"public": {Role: civic.RolePublic}, "reporter": civic.ReporterActor(got.Report.ID), "auditor": w.Officer("auditor")} {
			if v, err := w.Casework.View(t.Context(), who, got.Code); err != nil || len(v.Masks) > 0 || len(v.EditorNames) > 0 {
				t.Errorf("%s sees the record: %+v %v", name, v.Masks, err)
			}
		}
	})
}
