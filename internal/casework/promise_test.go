package casework_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// What was promised is told to the reporter with the rule and the holidays behind it, to strangers only as far as the
// days are public, and it is the same from the database as it was when it happened.
func TestPromisesAreTold(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		receipt, me := w.Handled(w.Pothole())
		dedi := w.Officer("dpu")
		r, err := w.Store.ReportByCode(t.Context(), w.DB, receipt.Code)
		if err != nil {
			t.Fatal(err)
		}
		w.Do(me, receipt.Code, civic.Command{Verb: civic.VerbReply, Message: "KENARI menunggu."})
		w.Pass(30 * 24 * time.Hour)
		w.Do(dedi, receipt.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami survei besok."})
		own, err := w.Casework.View(t.Context(), me, receipt.Code)
		if err != nil {
			t.Fatal(err)
		}
		fates := map[civic.ClockKind]civic.PledgeFate{}
		for i := range own.Promises {
			x := &own.Promises[i]
			fates[x.Clock] = x.Fate
			words := x.Tell(i18n.For("id"), r.Zone)
			if x.Source == "" || x.Edition == "" || len(x.Decrees) == 0 || words.What == "" || strings.Contains(strings.Join(words.Lines(), " "), "{") {
				t.Errorf("%s: %+v told as %v", x.Clock, x, words)
			}
		}
		if fates[civic.ClockFirstFollowUp] != civic.PledgeMissed || fates[civic.ClockResponse] != civic.PledgeMissed || fates[civic.ClockVerify] != civic.PledgeKept {
			t.Errorf("fates %v", fates)
		}
		events, err := w.Store.Events(t.Context(), w.DB, r.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			if e.Edition != w.Atlas.Current(t.Context()).Calendar.Edition() {
				t.Errorf("event %d keeps the calendar as %q", e.Seq, e.Edition)
			}
		}
		strangers(t, w, receipt.Code)
	})
}

// strangers looks at a report from outside.
func strangers(t *testing.T, w *apptest.Town, code civic.TrackingCode) {
	t.Helper()
	w.Do(w.Officer("kota"), code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan berlubang", PublicBody: "Di depan pasar."})
	v, err := w.Casework.View(t.Context(), civic.Actor{Role: civic.RolePublic}, code)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Promises) == 0 {
		t.Error("strangers learn of no promise at all")
	}
	for i := range v.Promises {
		if v.Promises[i].Clock == civic.ClockResponse {
			t.Error("strangers learn that the reporter wrote")
		}
	}
	if told, _ := json.Marshal(v.Promises); strings.Contains(string(told), "KENARI") {
		t.Errorf("strangers read %s", told)
	}
}

// A deadline that was lengthened stands in the dossier with its move; strangers, who may not read why, are told no other
// reason in its place.
func TestALengthenedPromiseIsToldToWhomItBelongs(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		const follow = "Kami ukur lubangnya besok pada 3 Maret."
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: follow})
		lengthens(t, w)
		asks(t, w, w.Officer("jalan"), got.Code)
		w.Do(w.Officer("kepala"), got.Code, civic.Command{Verb: civic.VerbApprove})
		moved := func(v casework.View) (n int) {
			for _, p := range v.Promises {
				for _, m := range p.Moves {
					if n++; m.Why == civic.MoveExtended && m.Message != moreTime().Message {
						t.Errorf("the reason is told as %q", m.Message)
					}
				}
			}
			return n
		}
		for _, x := range viewed(t, w, reporter, got.Code).Promises {
			if words := x.Tell(i18n.For("id"), civic.WIB); x.Clock == civic.ClockResolve && (!strings.Contains(words.Given, "31 Maret 2026") || strings.Contains(words.Given, "25 Maret") || len(words.Moves) != 2 || !strings.Contains(words.Moves[0], "Semula") || !strings.Contains(words.Moves[0], "25 Maret 2026")) {
				t.Errorf("first the day that holds, then how it came to that: %+v", words)
			}
		}
		if n := moved(viewed(t, w, reporter, got.Code)); n != 1 {
			t.Errorf("the reporter reads %d moves", n)
		}
		if n := moved(viewed(t, w, civic.Actor{Role: civic.RolePublic}, got.Code)); n != 0 {
			t.Errorf("strangers read %d moves", n)
		}
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbHandOver, Reason: "kpk", Message: "Kami serahkan berkasnya."})
		_, b, err := opened(t, w, reporter, got.Code)
		if err != nil || !strings.Contains(string(b.Papers.JSON), `"why": "extended"`) {
			t.Errorf("the dossier does not tell of the move: %v", err)
		}
	})
}
