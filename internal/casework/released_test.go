package casework_test

import (
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// Who was asked reads to which bodies the report was handed; set free, nothing of that any more, and no dossier opens.
func TestSetFreeNobodyReadsHandovers(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, by := led(t, w, false)
		w.Do(by, code, civic.Command{Verb: civic.VerbHandOver, Reason: "kpk", Message: "Kami serahkan berkasnya."})
		h, _, err := opened(t, w, by, code)
		if err != nil {
			t.Fatal(err)
		}
		kemen := w.Officer("kemen")
		if _, err := w.Casework.Dossier(t.Context(), kemen, code, h.ID); civic.KindOf(err) == "" {
			t.Error("who was asked only opens the dossier of the office that leads")
		}
		w.Do(by, code, civic.Command{Verb: civic.VerbRelease, Support: viewOf(t, w, kemen, code).Asked[0].ID, Reason: "not_needed", Message: "Sudah jelas."})
		v, err := w.Casework.View(t.Context(), kemen, code)
		if err == nil && (len(v.Handovers) > 0 || v.Report.Handovers > 0 && v.Sight.Text) || err != nil && civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("set free, it reads %+v, %v", v.Handovers, err)
		}
		if _, err := w.Casework.Dossier(t.Context(), kemen, code, h.ID); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("set free, it opens the dossier: %v", err)
		}
		if _, err := w.Casework.Act(t.Context(), kemen, code, civic.Command{Verb: civic.VerbRecord, Handover: h.ID, Message: "Diterima."}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("set free, it records an answer: %v", err)
		}
	})
}

// Orders for many reports, and merging, neither change a report that one is kept out of nor tell that it is there: to the
// order it is like a code that nobody has.
func TestOrdersPassOverWhatOneIsKeptOutOf(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		codes, kiki := heap(t, w, 4), w.Officer("kota")
		hidden := codes[0] // the oldest: it would lead
		w.Do(w.Officer("nasional"), hidden, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: kiki.Officer, Message: "Koordinator ini ipar terlapor."})
		before := at(t, w, hidden).Seq
		orders := map[string]casework.Order{
			"send down": {Command: civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dpu")}},
			"note":      {Command: civic.Command{Verb: civic.VerbNote, Message: "Dicek bersama."}}, "merge": mergeOrder(""),
		}
		for name, o := range orders {
			with, err := w.Casework.PreviewBulk(t.Context(), kiki, o, casework.Selection{Codes: []civic.TrackingCode{hidden, codes[1], codes[2]}})
			without, err2 := w.Casework.PreviewBulk(t.Context(), kiki, o, casework.Selection{Codes: []civic.TrackingCode{"7K2M9QXT4PD", codes[1], codes[2]}})
			if err != nil || err2 != nil || with.Total != without.Total || with.Able != without.Able || with.Lead != without.Lead || len(with.Refusals) != len(without.Refusals) {
				t.Errorf("%s: the preview tells %+v, of a code that nobody has %+v; %v, %v", name, with, without, err, err2)
			}
		}
		for _, code := range []civic.TrackingCode{hidden, "7K2M9QXT4PD"} {
			_, err := w.Casework.PreviewBulk(t.Context(), kiki, mergeOrder(code), casework.Selection{Codes: codes[1:]})
			if civic.KindOf(err) != civic.KindInvalid && civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("merged into %s: %v", code, err)
			}
		}
		if got := carryOut(t, w, kiki, mergeOrder(""), codes); got[hidden] != "" || got[codes[2]] != casework.BulkOK || got[codes[3]] != casework.BulkOK || len(got) != 2 {
			t.Errorf("merged: %v", got)
		}
		if got := carryOut(t, w, kiki, orders["note"], codes); len(got) != 3 || got[hidden] != "" {
			t.Errorf("noted: %v", got)
		}
		split := civic.Command{Verb: civic.VerbSplit, Target: w.Agency("kemen"), Class: civic.Complaint, Message: "Rambu di depan pasar itu roboh ke jalan."}
		for _, cmd := range []civic.Command{split, {Verb: civic.VerbMerge, Into: codes[1]}} {
			if _, err := w.Casework.Act(t.Context(), kiki, hidden, cmd); civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("%s: %v", cmd.Verb, err)
			}
		}
		if r := at(t, w, hidden); r.Seq != before || r.Incident != 0 {
			t.Errorf("it changed: %d events, incident %d", r.Seq, r.Incident)
		}
	})
}

// How a request from above ends: answered late, or taken back. Both are in the list of what is over, and nothing is owed.
func TestHowDemandsEnd(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		pengawas, jalan := w.Officer("pengawas"), w.Officer("jalan")
		w.Do(pengawas, got.Code, civic.Command{Verb: civic.VerbDemand, Kind: civic.DemandExplanation, Message: "Mengapa lambat?", Days: 1})
		w.Pass(9 * 24 * 3600 * 1e9)
		w.Do(jalan, got.Code, civic.Command{Verb: civic.VerbExplain, Message: "Alat rusak sejak Senin."})
		w.Do(pengawas, got.Code, civic.Command{Verb: civic.VerbDemand, Kind: civic.DemandInstruction, Message: "Pasang rambu hari ini."})
		w.Do(pengawas, got.Code, civic.Command{Verb: civic.VerbWithdrawDemand, Message: "Rambu sudah ada di sana."})
		v := viewOf(t, w, jalan, got.Code)
		if demandSeen(&v) != "answered Mengapa lambat? Alat rusak sejak Senin.|withdrawn Pasang rambu hari ini. Rambu sudah ada di sana." {
			t.Errorf("they read %q", demandSeen(&v))
		}
		if _, owed, err := w.Casework.CountReminders(t.Context(), jalan); err != nil || owed != 0 {
			t.Errorf("%d are owed still: %v", owed, err)
		}
		if _, err := w.Casework.Act(t.Context(), jalan, got.Code, civic.Command{Verb: civic.VerbExplain, Message: "Sekali lagi."}); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("answered when nothing is asked: %v", err)
		}
	})
}
