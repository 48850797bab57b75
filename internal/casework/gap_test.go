package casework_test

import (
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
)

// bounce brings a report to the city and lets two of its offices give it back; the second names the first.
func bounce(t *testing.T, w *apptest.Town, secret bool) civic.TrackingCode {
	t.Helper()
	req := w.Pothole()
	req.Secret = secret
	got := w.Submit(req)
	w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Topic: w.Topic("01").ID, Target: w.Agency("kota")})
	for _, x := range []struct{ desk, names string }{{"dpu", "dinkes"}, {"dinkes", "dpu"}} {
		w.Do(w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency(x.desk)})
		w.Do(w.Officer(x.desk), got.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Bukan wewenang kami.", Suggested: w.Agency(x.names)})
	}
	return got.Code
}

func decideClock(t *testing.T, w *apptest.Town, code civic.TrackingCode) civic.Clock {
	t.Helper()
	v, err := w.Casework.View(t.Context(), w.Officer("nasional"), code)
	if err != nil {
		t.Fatal(err)
	}
	c, _ := v.Report.Clocks.Get(civic.ClockDecide)
	return c
}

func TestTwoReturnsMakeTheTierAboveDecide(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code := bounce(t, w, false)
		if c := decideClock(t, w, code); !c.Running() || c.Amount != 1 {
			t.Errorf("after two returns: %+v", c)
		}
		list := func(want ...directory.Gap) {
			t.Helper()
			got, more, err := w.Directory.Gaps(t.Context(), w.Officer("kota"), w.Agency("kota"), directory.GapPlace{}, 10)
			if err != nil || more || len(got) != len(want) {
				t.Fatalf("%+v, %v, %v", got, more, err)
			}
			for i := range want {
				want[i].ID, want[i].Last, want[i].Topic, want[i].Region = got[i].ID, got[i].Last, w.Topic("01").ID, "35.78"
				if got[i] != want[i] || got[i].Last.IsZero() {
					t.Errorf("gap %d: %+v, want %+v", i, got[i], want[i])
				}
			}
		}
		kota, dpu, dinkes := w.Agency("kota"), w.Agency("dpu"), w.Agency("dinkes")
		pair := directory.Gap{Desk: kota, A: min(dpu, dinkes), B: max(dpu, dinkes), N: 1, Code: code}
		list(pair)
		w.Do(w.Officer("kota"), code, civic.Command{Verb: civic.VerbDispose, Target: dinkes})
		if c := decideClock(t, w, code); c.Stopped.IsZero() {
			t.Errorf("after the decision: %+v", c)
		}
		w.Pass(26 * time.Hour)
		w.Do(w.Officer("dinkes"), code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Tetap bukan wewenang kami."})
		if c := decideClock(t, w, code); !c.Running() || !c.Started.Equal(w.Clock()) {
			t.Errorf("after the third return: %+v", c)
		}
		list(directory.Gap{Desk: kota, A: min(kota, dinkes), B: max(kota, dinkes), N: 1, Code: code}, pair)
		other := bounce(t, w, false)
		pair.N, pair.Code = 2, other
		list(pair, directory.Gap{Desk: kota, A: min(kota, dinkes), B: max(kota, dinkes), N: 1, Code: code})
	})
}

// A secret report counts, and the code is not told to whoever may not read it; nobody sees the gaps of others.
func TestGapsKeepSecrets(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		code := bounce(t, w, true)
		for name, want := range map[string]civic.TrackingCode{"nasional": "", "kota": code} {
			got, _, err := w.Directory.Gaps(t.Context(), w.Officer(name), w.Officer(name).Desk, directory.GapPlace{}, 10)
			if err != nil || len(got) != 1 || got[0].N != 1 || got[0].Code != want {
				t.Errorf("%s: %+v, %v", name, got, err)
			}
		}
		for name, desk := range map[string]string{"kemen": "kota", "kota": "nasional", "kepala": "kota", "dpu": "dpu"} {
			if _, _, err := w.Directory.Gaps(t.Context(), w.Officer(name), w.Agency(desk), directory.GapPlace{}, 10); civic.KindOf(err) != civic.KindNotFound {
				t.Errorf("%s reads the gaps of %s: %v", name, desk, err)
			}
		}
	})
}

// Which office a return names is read by officers who handle it, and by nobody else.
func TestWhoIsNamedStaysInside(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got := w.Submit(w.Pothole())
		w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota"), Publish: true, PublicTitle: "Jalan berlubang", PublicBody: "Jalan di depan pasar berlubang."})
		w.Do(w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("dpu")})
		w.Do(w.Officer("dpu"), got.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Bukan wewenang kami.", Suggested: w.Agency("dinkes")})
		for what, c := range map[string]struct {
			who  civic.Actor
			want string
		}{"the city": {w.Officer("kota"), "Dinas Kesehatan"}, "the reporter": {civic.ReporterActor(got.Report.ID), ""}, "the public": {civic.Actor{Role: civic.RolePublic}, ""}, "another agency": {w.Officer("kemen"), ""}} {
			v, err := w.Casework.View(t.Context(), c.who, got.Code)
			if err != nil {
				t.Fatal(err)
			}
			last := v.Events[len(v.Events)-1]
			if last.Verb != civic.VerbReturn || last.Suggested != c.want || (last.Detail[civic.DetailSuggested] != "") != (c.want != "") {
				t.Errorf("%s: %+v", what, last)
			}
		}
	})
}

// How many returns are too many is data with a first day.
func TestReturnLimitHoldsFromItsDay(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		nation, today := w.Officer("nasional"), civic.DateOf(w.Clock(), civic.WIB)
		for _, x := range []struct {
			who  civic.Actor
			l    directory.ReturnLimit
			kind civic.Kind
		}{
			{w.Officer("kota"), directory.ReturnLimit{N: 3, From: today}, civic.KindForbidden}, {nation, directory.ReturnLimit{N: 1, From: today}, civic.KindInvalid},
			{nation, directory.ReturnLimit{N: 11, From: today}, civic.KindInvalid}, {nation, directory.ReturnLimit{N: 3}, civic.KindInvalid},
		} {
			if err := w.Directory.AddReturnLimit(t.Context(), x.who, x.l); civic.KindOf(err) != x.kind {
				t.Errorf("%+v: %v, want %s", x.l, err, x.kind)
			}
		}
		if err := w.Directory.AddReturnLimit(t.Context(), nation, directory.ReturnLimit{N: 3, From: today.AddDays(1), Source: "Edaran"}); err != nil {
			t.Fatal(err)
		}
		if c := decideClock(t, w, bounce(t, w, false)); !c.Running() {
			t.Errorf("a day before: %+v", c)
		}
		w.Pass(24 * time.Hour)
		if c := decideClock(t, w, bounce(t, w, false)); !c.IsZero() {
			t.Errorf("from that day on: %+v", c)
		}
	})
}
