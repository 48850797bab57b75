package directory_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

func march(day int) civic.Date { return civic.Date{Year: 2026, Month: time.March, Day: day} }

// acting is an officer in the post of somebody for whom they are the substitute.
func acting(t *testing.T, w *apptest.Town, name string, post civic.ID) (civic.Actor, error) {
	t.Helper()
	own := w.Officer(name)
	return w.Directory.Standing(t.Context(), own.Officer, post, 0)
}

// The substitute has the post from the first day to the last one, with the own account, and what is done says so.
func TestLeave(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		got, _ := w.Handled(w.Pothole())
		away, sub := w.Officer("jalan"), w.Officer("dpu")
		w.Do(away, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: away.Officer})
		x, err := w.Directory.EnterLeave(ctx, away, directory.LeaveEntry{Post: away.Post, Substitute: sub.Officer, First: march(4), Last: march(5)})
		if err != nil || x.SubstituteName != "Dedi DPU" {
			t.Fatalf("%+v, %v", x, err)
		}
		at := func(day, hour int, want bool) civic.Actor {
			t.Helper()
			w.Pass(time.Date(2026, time.March, day, hour-7, 0, 0, 0, time.UTC).Sub(w.Clock()))
			who, err := acting(t, w, "dpu", away.Post)
			if (err == nil) != want {
				t.Errorf("on the %dth at %d: %v", day, hour, err)
			}
			if posts, _ := w.Directory.Posts(ctx, sub.Officer); (len(posts) == 2) != want {
				t.Errorf("on the %dth at %d: %d posts", day, hour, len(posts))
			}
			return who
		}
		at(3, 23, false)
		who := at(4, 8, true)
		if who.Officer != sub.Officer || who.Desk != away.Desk || who.Role != away.Role || who.For != away.Officer || who.ForName != "Joko Jalan" {
			t.Errorf("%+v", who)
		}
		w.Do(who, got.Code, civic.Command{Verb: civic.VerbFollowUp, Message: "Tim sudah di lapangan dan mengukur lubangnya."})
		v, err := w.Casework.View(ctx, w.Officer("kota"), got.Code)
		if err != nil {
			t.Fatal(err)
		}
		last := v.Events[len(v.Events)-1]
		if last.OfficerName != "Dedi DPU" || last.ForName != "Joko Jalan" {
			t.Errorf("the history says %q for %q", last.OfficerName, last.ForName)
		}
		if v, err = w.Casework.View(ctx, civic.ReporterActor(got.Report.ID), got.Code); err != nil || v.Events[len(v.Events)-1].Detail[civic.DetailFor] != "" {
			t.Errorf("the reporter learns who is on leave: %v", err)
		}
		if err := w.Casework.Label(ctx, who, got.Code, "cuti", true); err != nil {
			t.Error(err)
		}
		_, err = w.Directory.EnterLeave(ctx, who, directory.LeaveEntry{Post: away.Post, Substitute: sub.Officer, First: march(9), Last: march(9)})
		wantKind(t, "the substitute goes on for ever", err, civic.KindNotFound)
		at(5, 23, true)
		at(6, 0, false)
		if n := w.Number(`SELECT count(*) FROM change_log WHERE subject = 'leave' AND officer_id = $1`, int64(away.Officer)); n != 1 {
			t.Errorf("%d traces", n)
		}
	})
}

// A leave that is cut short, a post that ends, and a substitute who leaves end the substitute's access at that moment.
func TestSubstitutesLoseTheirAccess(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, away, sub, kota := t.Context(), w.Officer("jalan"), w.Officer("dpu"), w.Officer("kota")
		enter := func() civic.Leave {
			t.Helper()
			x, err := w.Directory.EnterLeave(ctx, kota, directory.LeaveEntry{Post: away.Post, Substitute: sub.Officer, First: march(2), Last: march(20)})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := acting(t, w, "dpu", away.Post); err != nil {
				t.Fatal(err)
			}
			return x
		}
		x := enter()
		w.Pass(time.Hour)
		if _, err := w.Directory.EndLeave(ctx, away, x.ID); err != nil {
			t.Fatal(err)
		}
		_, err := acting(t, w, "dpu", away.Post)
		wantKind(t, "after coming back", err, civic.KindUnauthenticated)
		_, err = w.Directory.EndLeave(ctx, away, x.ID)
		wantKind(t, "ending it twice", err, civic.KindConflict)
		enter()
		gone := func(what string, post civic.ID) {
			t.Helper()
			if _, err := w.DB.Exec(ctx, `UPDATE post SET valid_to = $1 WHERE id = $2`, w.Clock().UnixMicro(), int64(post)); err != nil {
				t.Fatal(err)
			}
			_, err := w.Directory.Standing(ctx, sub.Officer, away.Post, 0)
			wantKind(t, what, err, civic.KindUnauthenticated)
			if _, err = w.DB.Exec(ctx, `UPDATE post SET valid_to = NULL WHERE id = $1`, int64(post)); err != nil {
				t.Fatal(err)
			}
		}
		gone("the substitute left", sub.Post)
		gone("the post ended", away.Post)
	})
}

// Who sits at a desk is asked in one place: reminders climb past a desk whose only officer is away with nobody in the place, and
// letters go to the substitute.
func TestOneTruthAboutWhoSitsWhere(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, away, sub := t.Context(), w.Officer("jalan"), w.Officer("dpu")
		got, _ := w.Handled(w.Pothole())
		if _, err := w.Directory.EnterLeave(ctx, away, directory.LeaveEntry{Post: away.Post, Substitute: sub.Officer, First: march(2), Last: march(20)}); err != nil {
			t.Fatal(err)
		}
		letters := func() string {
			t.Helper()
			all, err := w.Store.Handlers(ctx, w.DB, away.Desk, got.Report.ID, w.Clock(), 9)
			if err != nil {
				t.Fatal(err)
			}
			return strings.Join(all, " ")
		}
		manned := func() bool {
			t.Helper()
			at, err := w.Store.MannedDesks(ctx, w.DB, []civic.ID{away.Desk}, w.Clock())
			if err != nil {
				t.Fatal(err)
			}
			return at[away.Desk]
		}
		if to := letters(); to != "dpu@contoh.example" || !manned() {
			t.Errorf("letters go to %q, manned %v", to, manned())
		}
		digests := map[civic.ID]int{}
		all, err := w.Store.Recipients(ctx, w.DB, 0, w.Clock().UnixMicro(), 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range all {
			digests[r.Officer]++
		}
		if digests[away.Officer] != 0 || digests[sub.Officer] != 2 {
			t.Errorf("summaries of %d posts to who is away, of %d to the substitute", digests[away.Officer], digests[sub.Officer])
		}
		people, err := w.Casework.Colleagues(ctx, w.Officer("kota"), got.Code)
		if err != nil {
			t.Fatal(err)
		}
		handles := false
		for _, c := range people {
			handles = handles || c.Officer == sub.Officer && c.Handles
		}
		if !handles {
			t.Error("the substitute cannot be given the work")
		}
		if _, err := w.DB.Exec(ctx, `UPDATE officer SET active = FALSE WHERE id = $1`, int64(sub.Officer)); err != nil {
			t.Fatal(err)
		}
		if to := letters(); to != "" || manned() {
			t.Errorf("nobody is there: letters go to %q, manned %v", to, manned())
		}
	})
}

func TestWhatALeaveMustBe(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx := t.Context()
		away, sub, kota := w.Officer("jalan"), w.Officer("dpu"), w.Officer("kota")
		good := directory.LeaveEntry{Post: away.Post, Substitute: sub.Officer, First: march(9), Last: march(13)}
		for who, want := range map[string]civic.Kind{"dpu": civic.KindNotFound, "kemen": civic.KindNotFound, "kepala": civic.KindNotFound, "pengawas": civic.KindNotFound} {
			_, err := w.Directory.EnterLeave(ctx, w.Officer(who), good)
			wantKind(t, who, err, want)
			_, _, err = w.Directory.Leaves(ctx, w.Officer(who), away.Post, 0, 9)
			wantKind(t, who+" reads", err, want)
		}
		for what, c := range map[string]struct {
			change func(*directory.LeaveEntry)
			want   civic.Kind
		}{
			"no first day":     {func(e *directory.LeaveEntry) { e.First = civic.Date{} }, civic.KindInvalid},
			"no last day":      {func(e *directory.LeaveEntry) { e.Last = civic.Date{} }, civic.KindInvalid},
			"before today":     {func(e *directory.LeaveEntry) { e.First = march(1) }, civic.KindInvalid},
			"the wrong way":    {func(e *directory.LeaveEntry) { e.Last = march(8) }, civic.KindInvalid},
			"two years":        {func(e *directory.LeaveEntry) { e.Last.Year += 2 }, civic.KindInvalid},
			"oneself":          {func(e *directory.LeaveEntry) { e.Substitute = away.Officer }, civic.KindInvalid},
			"nobody":           {func(e *directory.LeaveEntry) { e.Substitute = 0 }, civic.KindInvalid},
			"of another unit":  {func(e *directory.LeaveEntry) { e.Substitute = w.Officer("dinkes").Officer }, civic.KindInvalid},
			"of another body":  {func(e *directory.LeaveEntry) { e.Substitute = w.Officer("kemen").Officer }, civic.KindInvalid},
			"of the top desk":  {func(e *directory.LeaveEntry) { e.Substitute = w.Officer("nasional").Officer }, civic.KindInvalid},
			"a post not there": {func(e *directory.LeaveEntry) { e.Post = 1 }, civic.KindNotFound},
		} {
			e := good
			c.change(&e)
			_, err := w.Directory.EnterLeave(ctx, away, e)
			wantKind(t, what, err, c.want)
		}
		inspector := w.Officer("inspektorat")
		_, err := w.Directory.EnterLeave(ctx, inspector, directory.LeaveEntry{Post: inspector.Post, Substitute: kota.Officer, First: march(9), Last: march(9)})
		wantKind(t, "a coordinator in the place of who watches over them", err, civic.KindInvalid)
		if _, err := w.Directory.EnterLeave(ctx, kota, good); err != nil {
			t.Fatal(err)
		}
		over := good
		over.First, over.Last = march(13), march(14)
		_, err = w.Directory.EnterLeave(ctx, away, over)
		wantKind(t, "two leaves at once", err, civic.KindConflict)
		_, err = w.Directory.EnterLeave(ctx, sub, directory.LeaveEntry{Post: sub.Post, Substitute: away.Officer, First: march(11), Last: march(11)})
		wantKind(t, "a substitute who is away", err, civic.KindInvalid)
		_, err = w.Directory.EnterLeave(ctx, sub, directory.LeaveEntry{Post: sub.Post, Substitute: kota.Officer, First: march(11), Last: march(11)})
		wantKind(t, "away while a substitute", err, civic.KindConflict)
	})
}

// Entered by two at once, it is one leave.
func TestOneLeaveAtATime(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		away, sub := w.Officer("jalan"), w.Officer("dpu")
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				_, _ = w.Directory.EnterLeave(context.Background(), away, directory.LeaveEntry{Post: away.Post, Substitute: sub.Officer, First: march(9), Last: march(13)})
			})
		}
		wg.Wait()
		if n := w.Number(`SELECT count(*) FROM absence`); n != 1 {
			t.Errorf("%d leaves", n)
		}
	})
}
