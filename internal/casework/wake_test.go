package casework_test

import (
	"sync"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// until moves the clock to a moment in Jakarta.
func until(t *testing.T, w *apptest.Town, moment string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", moment, civic.WIB.Location())
	if err != nil {
		t.Fatal(err)
	}
	w.Pass(at.Sub(w.Clock()))
}

func wake(t *testing.T, w *apptest.Town, want int) {
	t.Helper()
	n, err := w.Casework.WakeDue(t.Context(), 2)
	if err != nil || n != want {
		t.Errorf("at %v: %d reports ended, want %d; %v", w.Clock().In(civic.WIB.Location()), n, want, err)
	}
}

// Answered on Monday 2 March: ten full working days, without Nyepi, Idul Fitri and the day after, end with
// Monday 16 March; the system closes in the first moment of the 17th and not before.
func TestSilenceClosesAfterTenFullWorkingDays(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."})
		until(t, w, "2026-03-16 23:59:59")
		wake(t, w, 0)
		until(t, w, "2026-03-17 00:00:00")
		wake(t, w, 1)
		wake(t, w, 0)
		r, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if err != nil || r.State != civic.Closed || r.ClosedBy != civic.ClosedBySystem || r.Outcome != civic.OutcomeSilent || r.Rating != 0 {
			t.Errorf("%+v, %v", r, err)
		}
		w.Settled()
	})
}

// Answered on Monday 16 March, with Nyepi, Idul Fitri and a day of collective leave in between: the tenth
// working day is Thursday 2 April.
func TestHolidaysLengthenTheSilence(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		until(t, w, "2026-03-16 09:00:00")
		got, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."})
		until(t, w, "2026-04-02 23:59:59")
		wake(t, w, 0)
		until(t, w, "2026-04-03 00:00:00")
		wake(t, w, 1)
	})
}

// Held on Monday 2 March: 30 calendar days end on 1 April.
func TestWhatIsNotCompletedLapsesAfterThirtyDays(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbHold, Reason: "lokasi", Message: "Di mana?"})
		until(t, w, "2026-04-01 23:59:59")
		wake(t, w, 0)
		until(t, w, "2026-04-02 00:00:00")
		wake(t, w, 1)
		r, err := w.Store.ReportByCode(t.Context(), w.DB, got.Code)
		if err != nil || r.State != civic.Archived || r.ClosedBy != civic.ClosedBySystem || r.Outcome != civic.ReasonLapsed {
			t.Errorf("%+v, %v", r, err)
		}
		w.Settled()
	})
}

// Reports that cannot be closed by the clock, because the reporter wrote last, stay and do not keep the others from their turn.
func TestWhatCannotBeClosedKeepsNobodyWaiting(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		joko := w.Officer("jalan")
		for i := range 9 {
			got, reporter := w.Handled(w.Pothole())
			w.Do(joko, got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."})
			w.Pass(time.Minute)
			if i < 6 { // the oldest ones
				if _, err := w.DB.Exec(t.Context(), `UPDATE report SET reporter_at = $1 WHERE id = $2`, w.Clock().UnixMicro(), int64(reporter.Report)); err != nil {
					t.Fatal(err)
				}
			}
		}
		until(t, w, "2026-03-17 00:00:00")
		wake(t, w, 3)
		wake(t, w, 0)
		w.Settled()
	})
}

// Several processes wake at once: each report ends once.
func TestSeveralWakersEndEachReportOnce(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		const reports = 7
		for range reports {
			got, _ := w.Handled(w.Pothole())
			w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah ditambal."})
		}
		until(t, w, "2026-03-17 00:00:00")
		var mu sync.Mutex
		var wg sync.WaitGroup
		total := 0
		for range 4 {
			wg.Go(func() {
				n, err := w.Casework.WakeDue(t.Context(), 3)
				mu.Lock()
				defer mu.Unlock()
				if total += n; err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := w.Number(`SELECT count(*) FROM event WHERE verb = 'auto_close'`); n != reports || total != reports {
			t.Errorf("%d events, %d counted, want %d", n, total, reports)
		}
		w.Settled()
	})
}

func TestCountsFollowTheDay(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		counts := func(who string, want casework.Counts) {
			t.Helper()
			if err := w.Insight.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			got, err := w.Casework.Counts(t.Context(), w.Officer(who))
			got.ByState = nil
			if err != nil || got.Late != want.Late || got.Today != want.Today || got.Action != want.Action || got.Waiting != want.Waiting || got.Done != want.Done {
				t.Errorf("%s at %v: %+v, want %+v; %v", who, w.Clock(), got, want, err)
			}
		}
		w.Submit(w.Pothole()) // to be verified by Thursday 5 March
		counts("nasional", casework.Counts{Action: 1})
		counts("kota", casework.Counts{})
		until(t, w, "2026-03-05 08:00:00")
		counts("nasional", casework.Counts{Action: 1, Today: 1})
		until(t, w, "2026-03-06 00:00:01")
		counts("nasional", casework.Counts{Action: 1, Late: 1})
		got, _ := w.Handled(w.Pothole())
		w.Do(w.Officer("jalan"), got.Code, civic.Command{Verb: civic.VerbAnswer, Message: "Sudah."})
		counts("nasional", casework.Counts{Action: 1, Late: 1, Waiting: 1})
		counts("jalan", casework.Counts{Waiting: 1})
		w.Do(civic.ReporterActor(got.Report.ID), got.Code, civic.Command{Verb: civic.VerbAccept, Rating: 3})
		counts("kota", casework.Counts{Done: 1})
		w.Pass(40 * 24 * time.Hour)
		counts("kota", casework.Counts{})
		if _, err := w.Casework.Counts(t.Context(), civic.ReporterActor(5)); civic.KindOf(err) != civic.KindUnauthenticated {
			t.Error(err)
		}
	})
}
