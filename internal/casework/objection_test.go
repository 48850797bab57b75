package casework_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/dossier"
)

// refusedRequest leads a request of information to its refusal by the roads office.
func refusedRequest(w *apptest.Town) (civic.TrackingCode, civic.Actor) {
	w.T.Helper()
	if _, err := w.Directory.ImportReasons(context.Background(), strings.NewReader("kind,code,text_id,effective_from,asks\nclose,cannot_be_done,Tidak dapat dipenuhi.,2024-01-01,ground\n"), directory.Options{}); err != nil {
		w.T.Fatal(err)
	}
	req := w.Pothole()
	req.Class, req.Anonymous = civic.Information, true
	receipt := w.Submit(req)
	me := civic.ReporterActor(receipt.Report.ID)
	w.Do(w.Officer("nasional"), receipt.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Information, Target: w.Agency("kota")})
	w.Do(w.Officer("kota"), receipt.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")})
	joko := w.Officer("jalan")
	w.Do(joko, receipt.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami cari dokumennya."})
	w.Do(joko, receipt.Code, civic.Command{Verb: civic.VerbClose, Outcome: "cannot_be_done", Ground: "personal_secret", Message: "Dokumen itu memuat data pribadi."})
	return receipt.Code, me
}

func object(w *apptest.Town, me civic.Actor, code civic.TrackingCode) civic.Report {
	return w.Do(me, code, civic.Command{Verb: civic.VerbObject, Reason: "refused", Message: "MERPATI: bukan rahasia pribadi."})
}

// From the refusal with its article over the superior's answer to a dossier for the Information Commission.
func TestObjectionToTheCommission(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, me := refusedRequest(w)
		v, err := w.Casework.View(t.Context(), me, code)
		if err != nil || !v.ToSuperior.Open() || v.ToPanel.Why != civic.WayFirst {
			t.Fatalf("ways %+v, %+v, %v", v.ToSuperior, v.ToPanel, err)
		}
		last := v.Events[len(v.Events)-1]
		if !strings.HasPrefix(last.Detail[civic.DetailGround], "UU 14/2008, pasal 17 huruf h: ") {
			t.Errorf("the requester reads the ground %q", last.Detail[civic.DetailGround])
		}
		citizen, _ := v.Report.Clocks.Get(civic.ClockCitizen)
		r := object(w, me, code)
		if o := r.Oversight.Objection; o == nil || o.Desk != w.Agency("dpu") || o.Head {
			t.Fatalf("the objection %+v", o)
		}
		superior := w.Officer("dpu")
		page, _, err := w.Casework.Objections(t.Context(), superior, casework.ObjectionQuery{})
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Report.ID != r.ID || !page.Rows[0].Open() {
			t.Fatalf("the superior's list %+v, %v", page.Rows, err)
		}
		if page, _, err := w.Casework.Objections(t.Context(), w.Officer("jalan"), casework.ObjectionQuery{}); err != nil || len(page.Rows) != 0 {
			t.Errorf("who answered has %+v, %v", page.Rows, err)
		}
		if _, err := w.Casework.Act(t.Context(), w.Officer("jalan"), code, civic.Command{Verb: civic.VerbOrder, Message: "Beri."}); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("who answered decides: %v", err)
		}
		w.Pass(3 * 24 * time.Hour)
		r = w.Do(superior, code, civic.Command{Verb: civic.VerbUphold, Message: "Data itu memang pribadi."})
		if is, _ := r.Clocks.Get(civic.ClockCitizen); is != citizen || r.State != civic.Closed {
			t.Errorf("the citizen's clock %+v became %+v, %s", citizen, is, r.State)
		}
		if page, _, err := w.Casework.Objections(t.Context(), superior, casework.ObjectionQuery{Settled: true}); err != nil || len(page.Rows) != 1 {
			t.Errorf("settled %+v, %v", page.Rows, err)
		}
		w.Do(me, code, civic.Command{Verb: civic.VerbDispute, Message: "Saya tidak puas."})
		h, b, err := opened(t, w, me, code)
		if err != nil || h.Body != civic.BodyCommission {
			t.Fatalf("handed over to %q, %v", h.Body, err)
		}
		whole := pack(t, b)
		if verdict := dossier.CheckZIP(bytes.NewReader(whole), int64(len(whole)), nil); !verdict.OK || verdict.To != "Komisi Informasi" {
			t.Errorf("%+v", verdict)
		}
		for _, word := range []string{"MERPATI", "pasal 17 huruf h", "Data itu memang pribadi.", "Saya tidak puas."} {
			if !strings.Contains(string(b.Papers.JSON), word) || !strings.Contains(pdfText(t, b.Papers.PDF), word) {
				t.Errorf("%q is missing in the dossier", word)
			}
		}
	})
}

// An order opens the request again; strangers learn nothing of any of it, and the superior is reminded.
func TestObjectionIsOrderedAndReminded(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, me := refusedRequest(w)
		w.Do(w.Officer("kota"), code, civic.Command{Verb: civic.VerbPublish, PublicTitle: "Dokumen", PublicBody: "Permintaan dokumen jalan."})
		r := object(w, me, code)
		w.Settled()
		w.Pass(42 * 24 * time.Hour)
		if _, err := w.Casework.RemindDue(t.Context(), 10); err != nil {
			t.Fatal(err)
		}
		superior := w.Officer("dpu")
		told, _, err := w.Casework.Reminders(t.Context(), superior, 0, 10)
		if err != nil || len(told.Rows) == 0 || told.Rows[0].Told.Clock != civic.ClockObjection {
			t.Fatalf("reminded of %+v, %v", told.Rows, err)
		}
		if _, ok := told.Rows[0].Running(); !ok {
			t.Error("the reminder is told as dealt with")
		}
		v, err := w.Casework.View(t.Context(), civic.Actor{Role: civic.RolePublic}, code)
		if err != nil || v.Objection != nil || v.Report.Oversight.Objection != nil || v.ToSuperior.Why != "" {
			t.Errorf("strangers see %+v, %v", v.Objection, err)
		}
		for _, e := range v.Events {
			if strings.Contains(e.Message, "MERPATI") || e.Detail[civic.DetailDecides] != "" {
				t.Errorf("strangers read %+v", e.Event)
			}
		}
		if r = w.Do(superior, code, civic.Command{Verb: civic.VerbOrder, Message: "Berikan salinannya."}); r.State != civic.InProgress {
			t.Errorf("ordered, it is %s", r.State)
		}
		events, err := w.Store.Events(t.Context(), w.Store.DB, r.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		again, err := civic.Replay(w.Atlas.Current(t.Context()).World, r, events)
		if err != nil || len(again) != len(r.Clocks) {
			t.Fatalf("%v", err)
		}
		for _, c := range again {
			if is, _ := r.Clocks.Get(c.Kind); is != c {
				t.Errorf("reckoned again %+v, stored %+v", c, is)
			}
		}
	})
}

// A report that nobody ever verified goes to the Ombudsman when it is late at the door.
func TestFromTheDoorToTheOmbudsman(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		receipt := w.Submit(w.Pothole())
		me := civic.ReporterActor(receipt.Report.ID)
		verb := civic.Command{Verb: civic.VerbEscalate, Message: "Tidak ada yang memeriksa."}
		if _, err := w.Casework.Act(t.Context(), me, receipt.Code, verb); civic.KindOf(err) != civic.KindConflict {
			t.Errorf("in time: %v", err)
		}
		w.Pass(10 * 24 * time.Hour)
		if r := w.Do(me, receipt.Code, verb); r.State != civic.Submitted {
			t.Errorf("it is %s", r.State)
		}
		if h, b, err := opened(t, w, me, receipt.Code); err != nil || h.Body != civic.BodyOmbudsman || !strings.Contains(string(b.Papers.JSON), `"clock": "verify"`) {
			t.Errorf("%+v, %v", h, err)
		}
		v, err := w.Casework.View(t.Context(), me, receipt.Code)
		if err != nil || v.Escalation.Why != civic.EscalationDone {
			t.Errorf("%+v, %v", v.Escalation, err)
		}
	})
}
