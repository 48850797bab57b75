package casework_test

import (
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// list returns how many rows a list has for somebody, and fails on an error.
func list(t *testing.T, w *apptest.Town, who civic.Actor, q casework.InboxQuery) []casework.Row {
	t.Helper()
	page, err := w.Casework.Inbox(t.Context(), who, q)
	if err != nil {
		t.Fatal(err)
	}
	return page.Rows
}

func TestWorkIsTakenHandedOverAndGivenBack(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		joko, dedi := w.Officer("jalan"), w.Officer("dpu")
		mine := casework.InboxQuery{Narrow: casework.Narrow{Mine: true}}
		if r := w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: joko.Officer}); r.Assignee != joko.Officer || len(list(t, w, joko, mine)) != 1 {
			t.Errorf("taken: %+v", r)
		}
		if rows := list(t, w, dedi, casework.InboxQuery{}); len(rows) != 1 || rows[0].Assignee != joko.Name {
			t.Errorf("the coordinator reads %+v", rows)
		}
		before, _ := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if r := w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: joko.Officer}); r.Seq != before.Seq {
			t.Error("taking again what one has makes an event")
		}
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: dedi.Officer})
		for _, name := range []string{"dinkes", "kemen", "auditor", "kepala"} {
			_, err := w.Casework.Act(t.Context(), joko, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: w.Officer(name).Officer})
			if civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("handed to %s: %v", name, err)
			}
		}
		if _, err := w.Casework.Act(t.Context(), w.Officer("dinkes"), got.Code, civic.Command{Verb: civic.VerbAssign}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("a stranger: %v", err)
		}
		// The next desk decides anew.
		if r := w.Do(joko, got.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Jalan provinsi."}); r.Assignee != 0 {
			t.Error("a returned report is still somebody's")
		}
	})
}

func TestNotesAddressOfficersWhoMayRead(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Secret = true
		got, _ := w.Handled(req)
		joko, dedi, nia := w.Officer("jalan"), w.Officer("dpu"), w.Officer("nasional")
		note := func(to ...civic.ID) error {
			_, err := w.Casework.Act(t.Context(), joko, got.Code, civic.Command{Verb: civic.VerbNote, Message: "Mohon dilihat.", Mentions: to})
			return err
		}
		if err := note(nia.Officer); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("the national desk may not read it and is addressed: %v", err)
		}
		if err := note(dedi.Officer); err != nil {
			t.Fatal(err)
		}
		mentioned := casework.InboxQuery{Narrow: casework.Narrow{Mentioned: true}}
		if rows := list(t, w, dedi, mentioned); len(rows) != 1 || !rows[0].Mentioned || !rows[0].Unread {
			t.Errorf("%+v", rows)
		}
		if len(list(t, w, joko, mentioned)) != 0 {
			t.Error("the writer is addressed too")
		}
		if err := w.Casework.Opened(t.Context(), dedi, got.Code); err != nil {
			t.Fatal(err)
		}
		if rows := list(t, w, dedi, casework.InboxQuery{}); rows[0].Mentioned || rows[0].Unread {
			t.Errorf("after reading: %+v", rows[0])
		}
		if err := w.Casework.MarkUnread(t.Context(), dedi, got.Code); err != nil || !list(t, w, dedi, casework.InboxQuery{})[0].Unread {
			t.Errorf("new again: %v", err)
		}
	})
}

// What an officer may not read is found by no filter that speaks of it.
func TestFiltersTellNoMoreThanPages(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		req := w.Pothole()
		req.Secret = true
		w.Handled(req)
		w.Handled(w.Pothole())
		if err := w.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		tells := map[string]casework.Narrow{
			"text": {Text: "wonokromo"}, "region": {Region: "35.78"}, "channel": {Channel: "web"}, "class": {Class: civic.Complaint},
		}
		for name, n := range tells {
			for who, want := range map[string]int{"jalan": 2, "kota": 2, "nasional": 1, "pengawas": 1, "kepala": 1, "dinkes": 0} {
				if name == "text" {
					want = min(want, 1) // secret words are in no index
				}
				if rows := list(t, w, w.Officer(who), casework.InboxQuery{Narrow: n}); len(rows) != want {
					t.Errorf("%s by %s: %d rows, want %d", name, who, len(rows), want)
				}
			}
			if _, err := w.Casework.Inbox(t.Context(), w.Officer("auditor"), casework.InboxQuery{Narrow: n}); civic.KindOf(err) != civic.KindInvalid {
				t.Errorf("%s by the auditor: %v", name, err)
			}
		}
		if rows := list(t, w, w.Officer("nasional"), casework.InboxQuery{Narrow: casework.Narrow{Secret: true}}); len(rows) != 1 || rows[0].Title != "" {
			t.Errorf("that it exists is known: %+v", rows)
		}
		if _, err := w.Casework.Inbox(t.Context(), w.Officer("dpu"), casework.InboxQuery{Narrow: casework.Narrow{Unit: w.Agency("kota")}}); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("a unit above: %v", err)
		}
		if rows := list(t, w, w.Officer("kota"), casework.InboxQuery{Narrow: casework.Narrow{Unit: w.Agency("jalan")}}); len(rows) != 2 {
			t.Errorf("a unit below: %d", len(rows))
		}
	})
}

func TestSearchForgetsWhatBecomesSecretAtOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		if err := w.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		ask := casework.InboxQuery{Narrow: casework.Narrow{Text: "lubang"}}
		if len(list(t, w, w.Officer("jalan"), ask)) != 1 {
			t.Fatal("not found by a form of its word")
		}
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret})
		if n := rowsOf(t, w, "search_desk"); n != 0 || len(list(t, w, w.Officer("jalan"), ask)) != 0 {
			t.Errorf("%d documents are left", n)
		}
		if err := w.Insight.Drain(t.Context()); err != nil || rowsOf(t, w, "search_desk") != 0 {
			t.Errorf("the follower brings it back: %v", err)
		}
		w.Do(reporter, got.Code, civic.Command{Verb: civic.VerbReveal, Flag: civic.FlagSecret})
		if err := w.Insight.Drain(t.Context()); err != nil || len(list(t, w, w.Officer("jalan"), ask)) != 1 {
			t.Errorf("open again, and not found: %v", err)
		}
	})
}

func rowsOf(t *testing.T, w *apptest.Town, table string) (n int) {
	t.Helper()
	if err := w.DB.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestViewsAreCountedInOneWalk(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		w.Handled(w.Pothole())
		kota, joko := w.Officer("kota"), w.Officer("jalan")
		w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: joko.Officer})
		if err := w.Casework.Label(t.Context(), kota, got.Code, "  Banjir  Rob ", true); err != nil {
			t.Fatal(err)
		}
		n, err := w.Casework.CountViews(t.Context(), kota, []casework.InboxQuery{
			{}, {Narrow: casework.Narrow{Nobody: true}}, {Narrow: casework.Narrow{Label: "banjir rob"}}, {Narrow: casework.Narrow{Unit: w.Agency("dinkes")}},
			{Late: true}, {Queue: civic.QueueWaiting}, {Narrow: casework.Narrow{Text: "jalan"}}, {Narrow: casework.Narrow{Unit: w.Agency("kemen")}},
		})
		want := []int64{2, 1, 1, 0, 0, 0, -1, -1}
		for i := range want {
			if err != nil || n[i].N != want[i] || n[i].AtLeast {
				t.Errorf("view %d counts %+v, want %d; %v", i, n, want[i], err)
			}
		}
		saved, err := w.Casework.SaveView(t.Context(), joko, "Jalan kota", "topik=01", true)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Casework.SaveView(t.Context(), joko, " ", "x", false); civic.KindOf(err) != civic.KindInvalid {
			t.Errorf("a view without a name: %v", err)
		}
		if v, err := w.Casework.Views(t.Context(), kota); err != nil || len(v) != 0 {
			t.Errorf("another desk sees %v, %v", v, err)
		}
		if err := w.Casework.DropView(t.Context(), kota, saved.ID); civic.KindOf(err) != civic.KindNotFound {
			t.Errorf("another desk drops it: %v", err)
		}
		if err := w.Casework.DropView(t.Context(), joko, saved.ID); err != nil {
			t.Error(err)
		}
	})
}
