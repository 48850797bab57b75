package casework_test

import (
	"strings"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// led is a report that the roads unit works on, and asks the health office to help with and a ministry's for its opinion.
func led(t *testing.T, w *apptest.Town, secret bool) (civic.TrackingCode, civic.Actor) {
	t.Helper()
	req := w.Pothole()
	req.Secret = secret
	got, _ := w.Handled(req)
	by := w.Officer("jalan")
	w.Do(by, got.Code, civic.Command{Verb: civic.VerbNote, Message: "Catatan di antara kami."})
	w.Do(by, got.Code, civic.Command{Verb: civic.VerbSupport, Target: w.Agency("dinkes"), Message: "Mohon diperiksa genangannya."})
	w.Do(by, got.Code, civic.Command{Verb: civic.VerbConsult, Target: w.Agency("kemen"), Message: "Apakah ini jalan nasional?", Days: 2})
	return got.Code, by
}

func viewOf(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) casework.View {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil {
		t.Fatalf("%s: %v", who.Name, err)
	}
	return v
}

// knows tells whether somebody reads more of a report than everybody does.
func knows(t *testing.T, w *apptest.Town, who civic.Actor, code civic.TrackingCode) bool {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil && civic.KindOf(err) != civic.KindNotFound {
		t.Fatal(err)
	}
	return err == nil && (v.Sight.Text || v.Text.Body != "")
}

// words are all that a viewer reads of a history.
func words(v casework.View) string {
	var b strings.Builder
	for _, e := range v.Events {
		b.WriteString(e.Message + "\n" + e.OfficerName + "\n")
	}
	return b.String()
}

// Who was asked reads what it is about, what they were asked and what they said themselves; of a secret report too, and of
// none the reporter or what the lead's officers tell each other.
func TestWhatOfficesThatWereAskedRead(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for _, secret := range []bool{false, true} {
			code, by := led(t, w, secret)
			w.Do(w.Officer("dinkes"), code, civic.Command{Verb: civic.VerbNote, Message: "Regu kami berangkat besok."})
			for _, x := range []struct{ name, reads, not string }{
				{"dinkes", "genangannya|berangkat besok", "nasional?|di antara kami|Kemal Kemen"},
				{"kemen", "nasional?", "genangannya|berangkat besok|di antara kami|" + by.Name},
				{"kota", "genangannya|nasional?|di antara kami|berangkat besok", "|||"},
			} {
				v := viewOf(t, w, w.Officer(x.name), code)
				all := words(v)
				for _, want := range strings.Split(x.reads, "|") {
					if !strings.Contains(all, want) || v.Text.Body == "" {
						t.Errorf("secret %v: %s does not read %q", secret, x.name, want)
					}
				}
				for _, no := range strings.Split(x.not, "|") {
					if no != "" && strings.Contains(all, no) {
						t.Errorf("secret %v: %s reads %q", secret, x.name, no)
					}
				}
				if holds := x.name == "kota"; v.Sight.Name != holds || v.Sight.Contact != holds || v.Sight.Helps == holds || (len(v.Owing) == 1) != holds {
					t.Errorf("secret %v: %s sees %+v", secret, x.name, v.Sight)
				}
				if _, err := w.Casework.Reveal(t.Context(), w.Officer(x.name), code, "perlu menelepon pelapor"); (err == nil) != (x.name == "kota") {
					t.Errorf("secret %v: %s opens the identity: %v", secret, x.name, err)
				}
			}
			if v := viewOf(t, w, w.Officer("kemen"), code); len(v.Asked) != 1 || v.Asked[0].Ask == nil || v.Next.Clock != civic.ClockConsult || v.Report.Assignee != 0 || len(v.Report.Supports) != 1 {
				t.Errorf("secret %v: the ministry sees %+v, next %+v", secret, v.Asked, v.Next)
			}
			reporter := viewOf(t, w, civic.ReporterActor(viewOf(t, w, by, code).Report.ID), code)
			if len(reporter.Asked) != 1 || reporter.Asked[0].Name != "Dinas Kesehatan" || reporter.Asked[0].Ask != nil || reporter.Report.Supports != nil || strings.Contains(words(reporter), "genangannya") {
				t.Errorf("secret %v: the reporter reads %+v", secret, reporter.Asked)
			}
			if knows(t, w, w.Officer("balai"), code) {
				t.Errorf("secret %v: the unit below the office that was asked reads it", secret)
			}
			if people, err := w.Casework.Colleagues(t.Context(), w.Officer("kemen"), code); err != nil || people != nil {
				t.Errorf("secret %v: who was asked learns who works there: %v, %v", secret, people, err)
			}
		}
	})
}

// It lies in the list of who was asked by the own deadline, and counts there; it goes with the answer, and is gone when the
// office is set free. The number of the public page of the office does not move.
func TestListsOfOfficesThatWereAsked(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, by := led(t, w, false)
		list := func(name string, q civic.Queue, want int) []casework.Row {
			t.Helper()
			page, err := w.Casework.Inbox(t.Context(), w.Officer(name), casework.InboxQuery{Queue: q})
			if err != nil || len(page.Rows) != want {
				t.Fatalf("%s has %d rows in queue %d, want %d; %v", name, len(page.Rows), q, want, err)
			}
			w.Settled()
			n, err := w.Casework.Counts(t.Context(), w.Officer(name))
			if got := map[civic.Queue]int64{civic.QueueAction: n.Action, civic.QueueDone: n.Done}[q]; err != nil || got != int64(want) {
				t.Errorf("%s: queue %d counts %d, want %d; %v", name, q, got, want, err)
			}
			return page.Rows
		}
		for name, days := range map[string]int{"dinkes": 5, "kemen": 2} {
			row := list(name, civic.QueueAction, 1)[0]
			if row.Help == nil || row.Next.Left != days || row.Title == "" && row.Place == "" || !row.At.Equal(row.Next.Due) {
				t.Errorf("%s: %+v", name, row)
			}
		}
		if n, err := w.Casework.AgencyCounts(t.Context(), w.Agency("dinkes")); err != nil || n.Action != 0 {
			t.Errorf("the public page counts %d, %v", n.Action, err)
		}
		if rows := list("kota", civic.QueueAction, 1); rows[0].Help != nil {
			t.Error("the city has it as one that it was asked about")
		}
		w.Do(w.Officer("dinkes"), code, civic.Command{Verb: civic.VerbContribute, Message: "Genangan sudah disedot.", Show: true})
		list("dinkes", civic.QueueAction, 0)
		list("dinkes", civic.QueueDone, 1)
		v := viewOf(t, w, w.Officer("kemen"), code)
		w.Do(by, code, civic.Command{Verb: civic.VerbRelease, Support: v.Asked[0].ID, Reason: "not_needed", Message: "Sudah jelas."})
		list("kemen", civic.QueueAction, 0)
		list("kemen", civic.QueueDone, 0)
		if knows(t, w, w.Officer("kemen"), code) {
			t.Error("set free, the ministry still reads it")
		}
		if v := viewOf(t, w, civic.ReporterActor(v.Report.ID), code); !strings.Contains(words(v), "disedot") || len(v.Asked) != 1 {
			t.Errorf("the reporter does not read the answer that is for the reporter: %q", words(v))
		}
	})
}

// Nothing ends over the head of who helps, and the reporter's word always counts.
func TestClosingWaitsForWhoHelps(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code, by := led(t, w, false)
		w.Do(by, code, civic.Command{Verb: civic.VerbFollowUp, Message: "Regu mengukur lubang di depan pasar pada 2 Maret."})
		closing := civic.Command{Verb: civic.VerbClose, Outcome: "selesai", Message: "Lubang di depan pasar ditambal pada 3 Maret."}
		if _, err := w.Casework.Act(t.Context(), by, code, closing); civic.KindOf(err) != civic.KindConflict {
			t.Fatalf("closed over the head of who helps: %v", err)
		}
		w.Do(w.Officer("dinkes"), code, civic.Command{Verb: civic.VerbUnable, Reason: "no_means", Message: "Pompa kami rusak."})
		w.Pass(time.Hour)
		after := w.Do(by, code, closing)
		if knows(t, w, w.Officer("kemen"), code) || len(after.Owing()) != 0 {
			t.Error("after the end the ministry still reads it")
		}
		v := viewOf(t, w, civic.Actor{Role: civic.RoleReporter, Report: after.ID}, code)
		if e := v.Events[len(v.Events)-1]; e.Detail[civic.DetailReleased] != "" {
			t.Errorf("the reporter reads who was set free: %v", e.Detail)
		}
		w.Settled()
	})
}
