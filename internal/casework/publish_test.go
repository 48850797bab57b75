package casework_test

import (
	"slices"
	"strings"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// The place is edited like the rest of the public version: what the reporter typed stays with the officers.
func TestThePublicPlaceIsTheEditedOne(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Place.Text = "Rumah Ibu PENANDALOKASI nomor 12"
		got, _ := w.Handled(req)
		w.Settled()
		v, err := w.Casework.View(t.Context(), civic.Actor{Role: civic.RolePublic}, got.Code)
		if err != nil {
			t.Fatal(err)
		}
		if v.Public == nil || v.Public.Place != "" || v.Text.Place != "" {
			t.Errorf("the public reads the place %+v, %q", v.Public, v.Text.Place)
		}
		list, err := w.Casework.Public(t.Context(), casework.PublicQuery{Text: "penandalokasi"})
		if err != nil || len(list.Rows) != 0 {
			t.Errorf("the place is found by search: %d (%v)", len(list.Rows), err)
		}
	})
}

// A secret report gets no public version, and one that had one does not come back by itself.
func TestSecretReportsAreNotPublished(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		secret := civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret}
		w.Do(reporter, got.Code, secret)
		public := civic.Command{Verb: civic.VerbPublish, PublicTitle: "Jalan", PublicBody: "Jalan berlubang."}
		for _, who := range []string{"nasional", "kota"} {
			_, err := w.Casework.Act(t.Context(), w.Officer(who), got.Code, public)
			if err == nil || civic.KindOf(err) == civic.KindInternal {
				t.Errorf("%s published a secret report: %v", who, err)
			}
		}
		v, err := w.Casework.View(t.Context(), w.Officer("kota"), got.Code)
		if err != nil {
			t.Fatal(err)
		}
		for _, verb := range v.Allowed {
			if verb == civic.VerbPublish {
				t.Error("publishing a secret report is offered")
			}
		}
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReveal, Flag: civic.FlagSecret})
		if _, err := w.Casework.View(t.Context(), civic.Actor{Role: civic.RolePublic}, got.Code); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("lifting the secrecy published the report: %v", err)
		}
		w.Do(w.Officer("kota"), got.Code, public)
		if _, err := w.Casework.View(t.Context(), civic.Actor{Role: civic.RolePublic}, got.Code); err != nil {
			t.Errorf("published anew and not there: %v", err)
		}
	})
}

// A verifier who ticks "publish" on a secret report is told, and nothing is done.
func TestVerifyingDoesNotPublishASecretReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Secret = true
		got := w.Submit(req)
		cmd := civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota"), Publish: true, PublicTitle: "Jalan", PublicBody: strings.Repeat("a", 30)}
		_, err := w.Casework.Act(t.Context(), w.Officer("nasional"), got.Code, cmd)
		if civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("verify and publish: %v", err)
		}
		cmd.Publish = false
		w.Do(w.Officer("nasional"), got.Code, cmd)
	})
}

// The public history tells every change of the state, and nothing that was said in private with it.
func TestThePublicHistoryFollowsTheState(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, me := w.Handled(w.Pothole())
		unit := w.Officer("jalan")
		for _, step := range []struct {
			who civic.Actor
			cmd civic.Command
		}{
			{unit, civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "RAHASIA-tanya"}},
			{me, civic.Command{Verb: civic.VerbComplete, Message: "RAHASIA-jawab"}},
			{unit, civic.Command{Verb: civic.VerbNote, Message: "RAHASIA-catatan"}},
			{unit, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."}},
			{me, civic.Command{Verb: civic.VerbReply, Message: "RAHASIA-belum"}},
			{unit, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Ditambal lagi."}},
			{me, civic.Command{Verb: civic.VerbReopen, Message: "RAHASIA-lagi"}},
		} {
			w.Do(step.who, got.Code, step.cmd)
		}
		v, err := w.Casework.View(t.Context(), civic.Actor{Role: civic.RolePublic}, got.Code)
		if err != nil {
			t.Fatal(err)
		}
		var verbs []civic.Verb
		for _, e := range v.Events {
			verbs = append(verbs, e.Verb)
			if strings.Contains(e.Message+e.Reason+e.OfficerName, "RAHASIA") || e.Verb == civic.VerbHold && (e.Reason != "" || e.Officer != 0) {
				t.Errorf("%s says %q %q %q", e.Verb, e.Message, e.Reason, e.OfficerName)
			}
		}
		for _, want := range []civic.Verb{civic.VerbHold, civic.VerbComplete, civic.VerbReply, civic.VerbReopen} {
			if !slices.Contains(verbs, want) {
				t.Errorf("no %s in %v", want, verbs)
			}
		}
		if slices.Contains(verbs, civic.VerbNote) {
			t.Error("a note shows")
		}
		if last := v.Events[len(v.Events)-1]; last.To != v.Report.State {
			t.Errorf("the history ends in %s, the report is %s", last.To, v.Report.State)
		}
	})
}

// An edited version is not lost when the report was secret for a while: whoever publishes again goes on from it.
func TestTheEditedVersionOutlivesSecrecy(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, me := w.Handled(w.Pothole())
		for _, verb := range []civic.Verb{civic.VerbHide, civic.VerbReveal} {
			w.Do(me, got.Code, civic.Command{Verb: verb, Flag: civic.FlagSecret})
		}
		v, err := w.Casework.View(t.Context(), w.Officer("kota"), got.Code)
		if err != nil || v.Report.Published || v.Public == nil || v.Public.Title != "Jalan berlubang" {
			t.Errorf("the coordinator goes on from %+v (%v)", v.Public, err)
		}
		if v, err := w.Casework.View(t.Context(), me, got.Code); err != nil || v.Public != nil {
			t.Errorf("the reporter is told of a public version: %+v (%v)", v.Public, err)
		}
	})
}
