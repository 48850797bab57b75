package casework_test

import (
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// The work of who left goes to the colleague who was named, or back to the desk when nobody was, or that one left too; access
// ends at the moment that was said, and nobody else's work moves.
func TestLeaversHandOver(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, kota, jalan := t.Context(), w.Officer("kota"), w.Officer("jalan")
		for _, name := range []string{"satu", "dua"} {
			if err := w.Directory.SavePerson(ctx, kota, directory.Person{Email: name + "@contoh.example", Name: name, Agency: w.Agency("jalan"), Role: civic.RoleUnitOfficer}); err != nil {
				t.Fatal(err)
			}
		}
		satu, dua := w.Officer("satu"), w.Officer("dua")
		given := func(to civic.Actor) civic.TrackingCode {
			got, _ := w.Handled(w.Pothole())
			w.Do(jalan, got.Code, civic.Command{Verb: civic.VerbAssign, Assignee: to.Officer})
			return got.Code
		}
		whose := func(code civic.TrackingCode) civic.ID {
			r, err := w.Store.ReportByCode(ctx, w.DB, code)
			if err != nil {
				t.Fatal(err)
			}
			return r.Assignee
		}
		run := func(want int) {
			t.Helper()
			if n, err := w.Casework.HandOverLeavers(ctx); err != nil || n != want {
				t.Errorf("%d moved, want %d: %v", n, want, err)
			}
		}
		his, theirs := given(satu), given(dua)
		if err := w.Directory.EndPost(ctx, kota, directory.PostEnd{Post: satu.Post, Last: civic.Date{Year: 2026, Month: time.March, Day: 3}, Heir: jalan.Officer}); err != nil {
			t.Fatal(err)
		}
		run(0)
		w.Pass(39*time.Hour - time.Minute) // 23:59 on the last day
		if _, err := w.Directory.Standing(ctx, satu.Officer, satu.Post, 0); err != nil {
			t.Errorf("on the last day: %v", err)
		}
		run(0)
		w.Pass(time.Minute)
		if _, err := w.Directory.Standing(ctx, satu.Officer, satu.Post, 0); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Errorf("after the last day: %v", err)
		}
		run(1)
		run(0)
		if whose(his) != jalan.Officer || whose(theirs) != dua.Officer {
			t.Error("the work went elsewhere")
		}
		v, err := w.Casework.View(ctx, jalan, his)
		if err != nil {
			t.Fatal(err)
		}
		if e := v.Events[len(v.Events)-1]; e.Verb != civic.VerbAssign || e.Role != civic.RoleSystem || e.AssigneeName != "Joko Jalan" {
			t.Errorf("the history says %+v", e)
		}
		if err := w.Directory.EndPost(ctx, kota, directory.PostEnd{Post: dua.Post, Heir: jalan.Officer}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Directory.Standing(ctx, dua.Officer, dua.Post, 0); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Errorf("ended now: %v", err)
		}
		if err := w.Directory.EndPost(ctx, kota, directory.PostEnd{Post: jalan.Post}); err != nil {
			t.Fatal(err)
		}
		run(2) // of dua and of jalan: back to the desk, whoever was named
		if whose(his) != 0 || whose(theirs) != 0 {
			t.Error("work lies with who left")
		}
	})
}

func TestWhoMayEndPosts(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ctx, jalan, kota := t.Context(), w.Officer("jalan"), w.Officer("kota")
		for what, c := range map[string]struct {
			who  string
			end  directory.PostEnd
			want civic.Kind
		}{
			"another agency":    {"kemen", directory.PostEnd{Post: jalan.Post}, civic.KindNotFound},
			"no coordinator":    {"dpu", directory.PostEnd{Post: jalan.Post}, civic.KindNotFound},
			"the own post":      {"kota", directory.PostEnd{Post: kota.Post}, civic.KindConflict},
			"a day of before":   {"kota", directory.PostEnd{Post: jalan.Post, Last: civic.Date{Year: 2026, Month: time.March, Day: 1}}, civic.KindInvalid},
			"of another desk":   {"kota", directory.PostEnd{Post: jalan.Post, Heir: w.Officer("dpu").Officer}, civic.KindInvalid},
			"to who leaves":     {"kota", directory.PostEnd{Post: jalan.Post, Heir: jalan.Officer}, civic.KindInvalid},
			"a post above":      {"kota", directory.PostEnd{Post: w.Officer("nasional").Post}, civic.KindNotFound},
			"what is not there": {"nasional", directory.PostEnd{Post: 1}, civic.KindNotFound},
		} {
			if err := w.Directory.EndPost(ctx, w.Officer(c.who), c.end); civic.KindOf(err) != c.want {
				t.Errorf("%s: %v, want %s", what, err, c.want)
			}
		}
	})
}
