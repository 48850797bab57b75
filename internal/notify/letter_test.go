package notify_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/sqldb"
)

// queued lists the letters that wait, in the order of their events.
func queued(t *testing.T, w *apptest.Town) []notify.LetterArgs {
	t.Helper()
	rows, err := w.DB.Query(t.Context(), `SELECT args FROM job WHERE kind = 'letter' ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []notify.LetterArgs
	for rows.Next() {
		var text string
		var a notify.LetterArgs
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(text), &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func compose(t *testing.T, w *apptest.Town, a notify.LetterArgs) notify.Letter {
	t.Helper()
	l, ok, err := w.Notify.Compose(t.Context(), a)
	if err != nil || !ok {
		t.Fatalf("letter %d: %v %v", a.Seq, ok, err)
	}
	return l
}

// Everything that somebody else does and that the reporter must know makes a letter; what the reporter does
// makes none but the receipt, and a note among officers none.
func TestReporterIsWrittenToAboutWhatTheyMustKnow(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		nia, kiki, joko := w.Officer("nasional"), w.Officer("kota"), w.Officer("jalan")
		acts := []struct {
			who  civic.Actor
			cmd  civic.Command
			says []string // nil: no letter
		}{
			{joko, civic.Command{Verb: civic.VerbNote, Message: "rahasia dapur"}, nil},
			{joko, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Coba DPU."}, []string{"Bukan wewenang kami.", "Coba DPU.", "Dinas Pekerjaan Umum"}},
			{w.Officer("dpu"), civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")}, []string{"Bidang Jalan"}},
			{joko, civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Sebelah mana?"}, []string{"Lokasinya belum jelas.", "Sebelah mana?", "Lengkapi paling lambat Rabu, 1 April 2026"}},
			{reporter, civic.Command{Verb: civic.VerbComplete, Message: "Utara."}, nil},
			{joko, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami survei."}, []string{"Kami survei.", "Bidang Jalan"}},
			{kiki, civic.Command{Verb: civic.VerbReclassify, Class: civic.Aspiration, Message: "Ini usulan."}, []string{"Ini usulan."}},
			{nia, civic.Command{Verb: civic.VerbPublish, PublicTitle: "a", PublicBody: "b"}, []string{"dapat dibaca umum"}},
			{nia, civic.Command{Verb: civic.VerbUnpublish, Message: "Ada nama orang."}, []string{"Ada nama orang."}},
			{joko, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."}, []string{"Sudah ditambal.", "Tanggapi paling lambat Senin, 16 Maret 2026"}},
			{reporter, civic.Command{Verb: civic.VerbReply, Message: "Belum."}, nil},
			{joko, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Diaspal."}, []string{"Masalahnya sudah diselesaikan.", "Diaspal."}},
			{reporter, civic.Command{Verb: civic.VerbRate, Rating: 1}, nil},
			{w.Officer("pengawas"), civic.Command{Verb: civic.VerbReopen, Message: "Diperiksa."}, []string{"Diperiksa.", "dibuka lagi"}},
			{joko, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagAnonymous}, []string{"perlindungan"}},
		}
		before := len(queued(t, w))
		if before != 3 { // received, verified, sent on
			t.Fatalf("%d letters so far, want 3", before)
		}
		for _, a := range acts {
			r := w.Do(a.who, got.Code, a.cmd)
			waiting := queued(t, w)
			if a.says == nil {
				if len(waiting) != before {
					t.Errorf("%s made a letter", a.cmd.Verb)
				}
				continue
			}
			if before++; len(waiting) != before || waiting[before-1].Seq != r.Seq {
				t.Fatalf("%s made no letter: %+v", a.cmd.Verb, waiting)
			}
			l := compose(t, w, waiting[before-1])
			for _, s := range append(a.says, got.Code.Display(), "https://tuntas.test/laporan/"+got.Code.Display()) {
				if !strings.Contains(l.Text, s) {
					t.Errorf("%s: the letter does not say %q:\n%s", a.cmd.Verb, s, l.Text)
				}
			}
			if l.To != "siti@warga.example" || !strings.Contains(l.Subject, got.Code.Display()) || strings.ContainsAny(l.Subject, "\r\n{}") || strings.ContainsAny(l.Text, "{}") || strings.Contains(l.Text, "rahasia dapur") {
				t.Errorf("%s: %+v", a.cmd.Verb, l)
			}
		}
	})
}

func TestLettersOfTheSystem(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		joko := w.Officer("jalan")
		closed, _ := w.Handled(w.Pothole())
		w.Do(joko, closed.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah."})
		lapsed, _ := w.Handled(w.Pothole())
		w.Do(joko, lapsed.Code, civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Mana?"})
		archived := w.Submit(w.Pothole())
		w.Do(w.Officer("nasional"), archived.Code, civic.Command{Verb: civic.VerbArchive, Reason: "bukan_laporan", Message: "Ini iklan."})
		w.Pass(60 * 24 * time.Hour)
		if n, err := w.Casework.WakeDue(t.Context(), 10); n != 2 || err != nil {
			t.Fatalf("%d ended, %v", n, err)
		}
		last := map[civic.TrackingCode]string{}
		for _, a := range queued(t, w) {
			last[a.Code] = compose(t, w, a).Text
		}
		for code, says := range map[civic.TrackingCode]string{closed.Code: "ditutup", lapsed.Code: "tidak dilengkapi", archived.Code: "Bukan laporan pelayanan publik."} {
			if !strings.Contains(last[code], says) {
				t.Errorf("the last letter does not say %q:\n%s", says, last[code])
			}
		}
	})
}

// The letter about a secret report says that there is news and nothing else, even about what happened before it became secret.
func TestLetterAboutASecretReportSaysNothing(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami survei lubangnya."})
		open := compose(t, w, queued(t, w)[3])
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret})
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."})
		if !strings.Contains(open.Text, "Kami survei lubangnya.") {
			t.Error("the letter before says nothing either: the test proves nothing")
		}
		texts := map[string]bool{}
		all := queued(t, w)
		for _, a := range all {
			l := compose(t, w, a)
			texts[l.Subject+l.Text] = true
			for _, s := range []string{"lubang", "tambal", "survei", "Jalan", "Kota", "Dinas", "paling lambat", "/laporan/", "Siti"} {
				if strings.Contains(l.Subject+l.Text, s) {
					t.Errorf("letter %d says %q:\n%s", a.Seq, s, l.Text)
				}
			}
		}
		if len(texts) != 1 || len(all) != 5 {
			t.Errorf("%d letters have %d different texts: that alone tells something", len(all), len(texts))
		}
	})
}

func TestNobodyToWriteTo(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Identity.Email = ""
		got, _ := w.Handled(req)
		if n := len(queued(t, w)); n != 0 {
			t.Errorf("%d letters to nobody", n)
		}
		if _, ok, err := w.Notify.Compose(t.Context(), notify.LetterArgs{Code: got.Code, Seq: 1}); ok || err != nil {
			t.Errorf("%v %v", ok, err)
		}
		for _, a := range []notify.LetterArgs{{Code: got.Code, Seq: 99}, {Code: "00000000000", Seq: 1}} {
			if _, _, err := w.Notify.Compose(t.Context(), a); civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("%+v: %v", a, err)
			}
		}
	})
}

// One event, one letter, one id: whoever tells it again makes no second one, and every attempt has the same id.
func TestOneEventMakesOneLetter(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		events, err := w.Store.Events(t.Context(), w.DB, got.Report.ID, 0)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if err := w.DB.Update(t.Context(), func(_ context.Context, tx *sqldb.Tx) error {
				for _, e := range events {
					if err := w.Notify.Tell(tx, &got.Report, &e); err != nil {
						return err
					}
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		all := queued(t, w)
		if len(all) != len(events) {
			t.Errorf("%d letters about %d events", len(all), len(events))
		}
		var ids []string
		for _, a := range all {
			ids = append(ids, compose(t, w, a).ID)
			if again := compose(t, w, a); again.ID != ids[len(ids)-1] {
				t.Errorf("id %q, then %q", ids[len(ids)-1], again.ID)
			}
		}
		if slices.Sort(ids); len(slices.Compact(ids)) != len(all) {
			t.Errorf("ids %q", ids)
		}
		// Each look at the address left its trace.
		if n := w.Number(`SELECT count(*) FROM identity_read WHERE role = 'system' AND part = 'contact' AND reason = 'notice'`); n != 2*len(all) {
			t.Errorf("%d readings for %d letters", n, 2*len(all))
		}
	})
}
