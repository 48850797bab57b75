package live_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
	"tuntas/internal/live"
)

// ear is a connected officer of a Town.
type ear struct {
	t *testing.T
	s *live.Stream
}

func listen(t *testing.T, w *apptest.Town, name string, after int64) *ear {
	t.Helper()
	s, err := w.Live.Open(t.Context(), live.Right{Who: w.Officer(name), Session: name, Worth: name}, after)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.Live.Leave(s) })
	return &ear{t, s}
}

// hears waits for what comes next.
func (e *ear) hears() (changes []live.Change, last int64, missed bool, ended live.End) {
	e.t.Helper()
	select {
	case <-e.s.Signal():
		return e.s.Take()
	case <-time.After(10 * time.Second):
		e.t.Fatal("nothing comes")
	}
	return nil, 0, false, live.GoesOn
}

// quiet demands that nothing comes.
func (e *ear) quiet(name string) {
	e.t.Helper()
	select {
	case <-e.s.Signal():
		changes, _, _, _ := e.s.Take()
		e.t.Errorf("%s hears %+v", name, changes)
	case <-time.After(300 * time.Millisecond):
	}
}

func last(t *testing.T, w *apptest.Town) int64 {
	t.Helper()
	n, err := w.Live.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A report comes, is passed on and comes back: each officer hears what it means for the own part of the tree, and
// nothing of other parts.
func TestOfficersHearOfTheirPartOfTheTree(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		ears := map[string]*ear{}
		for _, name := range []string{"nasional", "kota", "dpu", "jalan", "dinkes", "kemen"} {
			ears[name] = listen(t, w, name, last(t, w))
		}
		got := w.Submit(w.Pothole())
		code := got.Code.Display()
		check := func(step string, want map[string]string) {
			t.Helper()
			if err := w.Insight.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			for name, e := range ears {
				kind, some := want[name]
				if !some {
					e.quiet(step + ": " + name)
					continue
				}
				changes, n, missed, ended := e.hears()
				if len(changes) != 1 || changes[0].Kind != kind || changes[0].Code != code || n == 0 || missed || ended != live.GoesOn {
					t.Errorf("%s: %s hears %+v, want %s", step, name, changes, kind)
				}
			}
		}
		check("submitted", map[string]string{"nasional": live.Came})
		w.Do(w.Officer("nasional"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint, Target: w.Agency("kota")})
		check("verified", map[string]string{"nasional": live.Changed, "kota": live.Came})
		w.Do(w.Officer("kota"), got.Code, civic.Command{Verb: civic.VerbDispose, Target: w.Agency("jalan")})
		check("passed on", map[string]string{"nasional": live.Changed, "kota": live.Changed, "dpu": live.Came, "jalan": live.Came})
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbReturn, Reason: "bukan", Message: "Bukan wewenang bidang kami."})
		check("returned", map[string]string{"nasional": live.Changed, "kota": live.Changed, "dpu": live.Changed, "jalan": live.Left})
		if _, err := w.Casework.Attend(t.Context(), w.Officer("dpu"), got.Code, ""); err != nil {
			t.Fatal(err)
		}
		check("read", map[string]string{"nasional": live.Presence, "kota": live.Presence}) // not by the one who reads
	})
}

// Who was away hears what came meanwhile, from memory and from the database; who was away for too long looks at everything again.
func TestComingBack(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		before := last(t, w)
		for range 3 {
			w.Submit(w.Pothole())
		}
		if err := w.Insight.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, when := range []string{"from the database", "from memory"} {
			changes, n, missed, err := w.Live.Since(t.Context(), w.Officer("nasional"), before)
			if err != nil || len(changes) != 3 || n != before+3 || missed {
				t.Errorf("%s: %+v up to %d, missed %v, %v", when, changes, n, missed, err)
			}
			e := listen(t, w, "nasional", before)
			if changes, _, _, _ := e.hears(); len(changes) != 3 {
				t.Errorf("%s: the stream begins with %d", when, len(changes))
			}
			e = listen(t, w, "nasional", before+2)
			if changes, _, _, _ := e.hears(); len(changes) != 1 {
				t.Errorf("%s: after the second come %d", when, len(changes))
			}
		}
		if _, n, missed, err := w.Live.Since(t.Context(), w.Officer("nasional"), 1_000_000); err != nil || !missed || n != before+3 {
			t.Errorf("a number of another database: up to %d, missed %v, %v", n, missed, err)
		}
		if _, err := w.DB.Exec(t.Context(), `UPDATE setting SET value = '900000' WHERE name = 'pulse'`); err != nil {
			t.Fatal(err)
		}
		e := listen(t, w, "kota", before)
		if _, n, missed, _ := e.hears(); !missed || n < 900000 {
			t.Errorf("away for too long: up to %d, missed %v", n, missed)
		}
		if _, _, _, err := w.Live.Since(t.Context(), civic.ReporterActor(1), 0); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Errorf("a reporter is answered %v", err)
		}
	})
}

// A stream ends soon after the session, the password or the post behind it did, and others go on.
func TestStreamsEndWithTheirRight(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		var mu sync.Mutex
		gone := ""
		w.Live.Ask(func(_ context.Context, handles []string) (map[string]string, error) {
			mu.Lock()
			defer mu.Unlock()
			out := map[string]string{}
			for _, h := range handles {
				if h != gone {
					out[h] = h
				}
			}
			return out, nil
		})
		kota, dpu, jalan, kemen := listen(t, w, "kota", 0), listen(t, w, "dpu", 0), listen(t, w, "jalan", 0), listen(t, w, "kemen", 0)
		mu.Lock()
		gone = "kota"
		mu.Unlock()
		for sql, id := range map[string]civic.ID{`UPDATE post SET valid_to = 1 WHERE id = $1`: w.Officer("dpu").Post, `UPDATE officer SET epoch = epoch + 1 WHERE id = $1`: w.Officer("jalan").Officer} {
			if _, err := w.DB.Exec(t.Context(), sql, int64(id)); err != nil {
				t.Fatal(err)
			}
		}
		for name, e := range map[string]*ear{"session": kota, "post": dpu, "password": jalan} {
			if _, _, _, ended := e.hears(); ended != live.SignedUp {
				t.Errorf("the %s is over, and the stream goes on", name)
			}
		}
		kemen.quiet("whose right is good")
		w.Live.Close()
		if _, _, _, ended := kemen.hears(); ended != live.Stopping {
			t.Error("a stream outlives the server")
		}
		if _, err := w.Live.Open(t.Context(), live.Right{Who: w.Officer("kota")}, 0); civic.KindOf(err) != civic.KindUnavailable {
			t.Errorf("a stopping server answers %v", err)
		}
	})
}

// Nobody can hold more streams than a person has windows, and what nobody takes does not grow.
func TestStreamsAreBounded(t *testing.T) {
	w := apptest.OpenTown(t, "sqlite")
	var all []*live.Stream
	for range live.MostPerOfficer {
		s, err := w.Live.Open(t.Context(), live.Right{Who: w.Officer("nasional")}, 0)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if _, err := w.Live.Open(t.Context(), live.Right{Who: w.Officer("nasional")}, 0); civic.KindOf(err) != civic.KindTooMany {
		t.Errorf("one more is answered %v", err)
	}
	for range 300 {
		w.Submit(w.Pothole())
	}
	if err := w.Insight.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for {
		time.Sleep(50 * time.Millisecond)
		changes, n, missed, _ := all[0].Take()
		if n == 300 && missed && len(changes) == 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d wait up to %d, missed %v", len(changes), n, missed)
		}
	}
	for _, s := range slices.Concat(all, all) { // leaving twice changes nothing
		w.Live.Leave(s)
	}
	if _, err := w.Live.Open(t.Context(), live.Right{Who: w.Officer("nasional")}, 0); err != nil {
		t.Error(err)
	}
}

// What happens while the first stream opens is heard, whichever of the two is faster.
func TestNothingFallsBetween(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		for range 15 {
			got := w.Submit(w.Pothole())
			from := last(t, w)
			followed := make(chan error, 1)
			go func() { followed <- w.Insight.Drain(t.Context()) }()
			e := listen(t, w, "nasional", from)
			if changes, _, missed, _ := e.hears(); len(changes) != 1 || changes[0].Code != got.Code.Display() || missed {
				t.Errorf("hears %+v", changes)
			}
			if err := <-followed; err != nil {
				t.Fatal(err)
			}
			w.Live.Leave(e.s) // the next one finds nobody at work
		}
	})
}
