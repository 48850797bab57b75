package casework_test

import (
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// step is one act of a story and what the report is after it.
type step struct {
	who   civic.Actor
	cmd   civic.Command
	state civic.State
	at    string // the holder
	queue civic.Queue
}

func (s step) run(t *testing.T, w *apptest.Town, code civic.TrackingCode) civic.Report {
	t.Helper()
	r := w.Do(s.who, code, s.cmd)
	if r.State != s.state || r.Holder != w.Agency(s.at) || r.Queue() != s.queue {
		t.Fatalf("after %s: %s at %d, want %s at %s", s.cmd.Verb, r.State, r.Holder, s.state, s.at)
	}
	stored, err := w.Store.ReportByCode(t.Context(), w.DB, code)
	if err != nil || stored.Seq != r.Seq || stored.State != r.State || stored.Holder != r.Holder {
		t.Fatalf("after %s the store holds %+v, %v", s.cmd.Verb, stored, err)
	}
	for _, desk := range []string{"nasional", "kota", "dpu", "jalan", "dinkes", "kemen", "balai", "pusat"} {
		page, err := w.Casework.Inbox(t.Context(), civic.Actor{Role: civic.RoleSupervisor, Officer: 1, Desk: w.Agency(desk)}, casework.InboxQuery{Queue: s.queue})
		in := err == nil && len(page.Rows) == 1 && page.Rows[0].Report.ID == r.ID
		if above := w.Atlas.Current(t.Context()).Tree.Within(r.Holder, w.Agency(desk)); in != above || err != nil {
			t.Errorf("after %s: in the inbox of %s: %v, want %v; %v", s.cmd.Verb, desk, in, above, err)
		}
	}
	return r
}

// The whole life of a report, as the issue tells it: verified and published, sent down twice, returned once,
// held and completed, answered, not solved, answered again, closed, rated, opened again, withdrawn.
func TestWholeLifeOfAReport(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code := w.Submit(w.Pothole()).Code
		first, err := w.Store.ReportByCode(t.Context(), w.DB, code)
		if err != nil {
			t.Fatal(err)
		}
		reporter, nia, kiki, dedi, joko, sari := civic.ReporterActor(first.ID), w.Officer("nasional"), w.Officer("kota"), w.Officer("dpu"), w.Officer("jalan"), w.Officer("pengawas")
		action, waiting, done := civic.QueueAction, civic.QueueWaiting, civic.QueueDone
		story := []step{
			{nia, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota"), Publish: true, PublicTitle: "Jalan berlubang", PublicBody: "Di depan pasar."}, civic.Dispatched, "kota", action},
			{kiki, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dinkes")}, civic.Dispatched, "dinkes", action},
			{w.Officer("dinkes"), civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Ini urusan DPU."}, civic.Submitted, "kota", action},
			{kiki, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dpu")}, civic.Dispatched, "dpu", action},
			{dedi, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")}, civic.Dispatched, "jalan", action},
			{joko, civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Pasar sebelah mana?"}, civic.InfoNeeded, "jalan", waiting},
			{reporter, civic.Command{Verb: civic.VerbComplete, Message: "Pintu utara."}, civic.Dispatched, "jalan", action},
			{joko, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami survei besok."}, civic.InProgress, "jalan", action},
			{joko, civic.Command{Verb: civic.VerbNote, Message: "Perlu alat berat."}, civic.InProgress, "jalan", action},
			{joko, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."}, civic.AwaitingReporter, "jalan", waiting},
			{reporter, civic.Command{Verb: civic.VerbReply, Message: "Masih berlubang."}, civic.InProgress, "jalan", action},
			{joko, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal lagi."}, civic.AwaitingReporter, "jalan", waiting},
			{reporter, civic.Command{Verb: civic.VerbReply, Message: "Tinggal diratakan."}, civic.InProgress, "jalan", action},
			{joko, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Selesai."}, civic.Closed, "jalan", done},
			{reporter, civic.Command{Verb: civic.VerbRate, Rating: 2}, civic.Closed, "jalan", done},
			{reporter, civic.Command{Verb: civic.VerbReopen, Message: "Berlubang lagi."}, civic.InProgress, "jalan", action},
			{joko, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Diaspal ulang."}, civic.Closed, "jalan", done},
			{sari, civic.Command{Verb: civic.VerbReopen, Message: "Mohon diperiksa."}, civic.InProgress, "jalan", action},
			{reporter, civic.Command{Verb: civic.VerbWithdraw}, civic.Archived, "jalan", done},
		}
		for i, s := range story {
			w.Pass(time.Hour)
			if r := s.run(t, w, code); r.Seq != i+2 {
				t.Errorf("%s is event %d, want %d", s.cmd.Verb, r.Seq, i+2)
			}
		}
		events, err := w.Store.Events(t.Context(), w.DB, first.ID, 0)
		if err != nil || len(events) != len(story)+1 {
			t.Fatalf("%d events, %v", len(events), err)
		}
		for i, e := range events[1:] {
			if e.Verb != story[i].cmd.Verb || e.Officer != story[i].who.Officer || !e.At.After(events[i].At) || e.From != events[i].To || e.FromDesk != events[i].ToDesk || !e.FromDue.Equal(events[i].ToDue) {
				t.Errorf("event %d does not follow from the one before: %+v", e.Seq, e)
			}
		}
		w.Settled()
	})
}

func TestActIsRefusedAsTheTableSays(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		joko := w.Officer("jalan")
		before := w.Number(`SELECT count(*) FROM event`)
		stranger, err := civic.ParseTrackingCode(string(w.Submit(w.Pothole()).Code))
		if err != nil {
			t.Fatal(err)
		}
		follow := civic.Command{Verb: civic.VerbFollowUp, Message: "x"}
		for what, c := range map[string]struct {
			who  civic.Actor
			code civic.TrackingCode
			cmd  civic.Command
			kind civic.Kind
		}{
			"out of scope":           {w.Officer("dinkes"), got.Code, follow, civic.KindNotFound},
			"another report's":       {civic.ReporterActor(5), got.Code, civic.Command{Verb: civic.VerbReply, Message: "x"}, civic.KindNotFound},
			"nobody":                 {civic.Actor{}, got.Code, follow, civic.KindNotFound},
			"unknown code":           {joko, "00000000000", follow, civic.KindNotFound},
			"still at the national":  {joko, stranger, follow, civic.KindNotFound},
			"role":                   {w.Officer("kepala"), got.Code, follow, civic.KindForbidden},
			"state":                  {reporter, got.Code, civic.Command{Verb: civic.VerbRate, Rating: 3}, civic.KindConflict},
			"seen too little":        {joko, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "x", Seq: 1}, civic.KindConflict},
			"no message":             {joko, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: " \u202e "}, civic.KindInvalid},
			"no such reason":         {joko, got.Code, civic.Command{Verb: civic.VerbHold, Message: "x", Reason: "entah"}, civic.KindInvalid},
			"another list's reason":  {joko, got.Code, civic.Command{Verb: civic.VerbHold, Message: "x", Reason: "bukan"}, civic.KindInvalid},
			"no such topic":          {w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbReclassify, Class: civic.Aspiration, Message: "x", Topic: 5}, civic.KindInvalid},
			"no file":                {joko, got.Code, civic.Command{Verb: civic.VerbAttach}, civic.KindInvalid},
			"before the time is up":  {civic.SystemActor(), got.Code, civic.Command{Verb: civic.VerbAutoClose}, civic.KindConflict},
			"the national desk acts": {w.Officer("nasional"), got.Code, follow, civic.KindForbidden},
		} {
			if _, err := w.Casework.Act(t.Context(), c.who, c.code, c.cmd); civic.KindOf(err) != c.kind {
				t.Errorf("%s: %v, want %s", what, err, c.kind)
			}
		}
		if n := w.Number(`SELECT count(*) FROM event`); n != before+1 {
			t.Errorf("%d events after refusals, want %d", n, before+1)
		}
		w.Settled()
	})
}

// Several officers act on one report at once, each having seen the same history: one is in time.
func TestOnlyOneOfSeveralActsAtOnceCounts(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		joko := w.Officer("jalan")
		r, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if err != nil {
			t.Fatal(err)
		}
		errs := make([]error, 12)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				_, errs[i] = w.Casework.Act(t.Context(), joko, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "x", Seq: r.Seq})
			})
		}
		wg.Wait()
		won := 0
		for _, err := range errs {
			switch civic.KindOf(err) {
			case "":
				won++
			case civic.KindConflict:
			default:
				t.Error(err)
			}
		}
		if n := w.Number(`SELECT count(*) FROM event WHERE report_id = $1 AND verb = 'follow_up'`, int64(r.ID)); won != 1 || n != 1 {
			t.Errorf("%d were told that they acted, %d events", won, n)
		}
		w.Settled()
	})
}
