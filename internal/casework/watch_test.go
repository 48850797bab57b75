package casework_test

import (
	"slices"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// A supervisor's watch list says what changed since it was read; secret reports are in it without words; nobody else learns of
// it; and what was taken off can be put back with its note.
func TestWatchList(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who := w.Officer("pengawas")
		secret := w.Pothole()
		secret.Secret = true
		hidden, _ := w.Handled(secret)
		open, _ := w.Handled(w.Pothole())
		events := w.Number(`SELECT count(*) FROM event`)
		for _, code := range []civic.TrackingCode{hidden.Code, open.Code} {
			if err := w.Casework.WatchReport(t.Context(), who, code, "Catatan "+code.Display()); err != nil {
				t.Fatal(err)
			}
			if err := w.Casework.Opened(t.Context(), who, code); err != nil {
				t.Fatal(err)
			}
		}
		if n := w.Number(`SELECT count(*) FROM event`); n != events {
			t.Error("watching stands in the history")
		}
		list := func() []casework.WatchedRow {
			var out []casework.WatchedRow
			var after casework.WatchPlace
			for {
				page, last, err := w.Casework.WatchList(t.Context(), who, after, 1)
				if err != nil {
					t.Fatal(err)
				}
				out = append(out, page.Rows...)
				if after = last; !page.More {
					return out
				}
			}
		}
		got := list()
		if len(got) != 2 || got[0].Report.Code != open.Code || got[0].Title == "" || got[0].Unread || got[1].Title != "" || got[1].Place != "" || got[1].Note != "Catatan "+hidden.Code.Display() {
			t.Fatalf("%+v", got)
		}
		w.Do(w.Officer("jalan"), hidden.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami periksa hari ini."})
		if got = list(); got[0].Unread || !got[1].Unread {
			t.Error("what changed is not told")
		}
		d, err := w.Casework.Digest(t.Context(), who)
		if err != nil || d.Watched != 1 || !slices.Equal(d.Watches, []civic.TrackingCode{hidden.Code}) || d.Late+d.Today+d.Soon != 0 {
			t.Errorf("the letter says %+v, %v", d, err)
		}
		if err := w.Casework.Unwatch(t.Context(), who, hidden.Code); err != nil {
			t.Fatal(err)
		}
		if len(list()) != 1 {
			t.Error("it is still watched")
		}
		if err := w.Casework.RestoreWatch(t.Context(), who); err != nil {
			t.Fatal(err)
		}
		if got = list(); len(got) != 2 || got[1].Note != "Catatan "+hidden.Code.Display() {
			t.Errorf("put back: %+v", got)
		}
		if err := w.Casework.RestoreWatch(t.Context(), who); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("nothing to put back: %v", err)
		}
		restrict(t, w, "pengawas", civic.Remit{Kinds: []string{"ministry"}})
		who = w.Officer("pengawas")
		if len(list()) != 0 {
			t.Error("what left the remit is still listed")
		}
		if d, err := w.Casework.Digest(t.Context(), who); err != nil || d.Watched != 0 {
			t.Errorf("the letter says %+v, %v", d, err)
		}
	})
}

// A watched topic counts what lies open on it in its area, and what came since somebody last looked.
func TestWatchedTopics(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		who := w.Officer("pengawas")
		watch, err := w.Casework.WatchTopic(t.Context(), who, casework.TopicWatch{Topic: w.Topic("01").ID, Agency: w.Agency("kemen"), Note: "Program prioritas."})
		if err != nil {
			t.Fatal(err)
		}
		w.Pass(1000_000_000)
		for _, desk := range []string{"kemen", "kota"} {
			r := w.Pothole()
			r.Topic, r.Named = w.Topic("01.1").ID, w.Agency(desk)
			w.Submit(r)
		}
		for _, fresh := range []int64{1, 0} {
			w.Pass(1000_000_000)
			all, err := w.Casework.WatchedTopics(t.Context(), who)
			if err != nil || len(all) != 1 || all[0].Open != 1 || all[0].Fresh != fresh {
				t.Errorf("%+v, %v", all, err)
			}
		}
		if _, err := w.Casework.WatchTopic(t.Context(), w.Officer("kota"), watch); civic.KindOf(err) != civic.KindForbidden {
			t.Errorf("a coordinator watches a topic: %v", err)
		}
		if err := w.Casework.UnwatchTopic(t.Context(), who, watch.ID); err != nil {
			t.Fatal(err)
		}
		if err := w.Casework.RestoreWatch(t.Context(), who); err != nil {
			t.Fatal(err)
		}
		if all, err := w.Casework.WatchedTopics(t.Context(), who); err != nil || len(all) != 1 || all[0].Note != "Program prioritas." {
			t.Errorf("%+v, %v", all, err)
		}
	})
}

// Whoever is kept out of a report in person finds it neither on the board nor in the numbers of the letters; others do.
func TestKeptOutOfNumbers(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		w.Handled(w.Pothole())
		done, _ := w.Handled(w.Pothole())
		kota, head := w.Officer("kota"), w.Officer("kepala")
		w.Do(w.Officer("jalan"), done.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Kami tambal Selasa, 3 Maret."})
		w.Do(w.Officer("jalan"), done.Code, civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang ditambal Senin, 2 Maret."})
		w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbKeepOut, KeepOfficer: head.Officer, Message: "Kepala kota saudara pihak yang dilaporkan."})
		if _, err := w.DB.Exec(t.Context(), `INSERT INTO kept_officer (officer_id, report_id) VALUES ($1, $2)`, int64(head.Officer), int64(done.Report.ID)); err != nil {
			t.Fatal(err)
		}
		w.Settled()
		board := func(who civic.Actor) (n int64) {
			b, err := w.Casework.Board(t.Context(), who, 0, 50)
			if err != nil || len(b.Rows) != 2 {
				t.Fatalf("%+v, %v", b, err)
			}
			for _, d := range b.Rows[1].Due { // the unit below has the same ones
				n += d
			}
			return n + b.Rows[1].Late
		}
		if a, b := board(kota), board(head); a != 2 || b != 1 {
			t.Errorf("the board has %d, and %d for whoever is kept out", a, b)
		}
		all := digested(t, w, "2026-03-09 08:05")
		sum := func(who civic.Actor) (day, due, closed int64) {
			for _, d := range all[who.Officer] {
				if d.Week != nil {
					due, closed = d.Week.Units[0].Late+d.Week.Units[0].Due, d.Week.Units[0].Closed
				} else {
					day = d.Late + d.Today + d.Soon
				}
			}
			return day, due, closed
		}
		for _, x := range []struct {
			who              civic.Actor
			day, due, closed int64
		}{{kota, 2, 2, 1}, {head, 1, 1, 0}} {
			if day, due, closed := sum(x.who); day != x.day || due != x.due || closed != x.closed {
				t.Errorf("%s: the day has %d, the week %d and %d closed", x.who.Name, day, due, closed)
			}
		}
	})
}
