package casework_test

import (
	"context"
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

func TestPassLetsItsReporterInUntilItEnds(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		one, other := w.Submit(w.Pothole()), w.Submit(w.Pothole())
		issue := func(code civic.TrackingCode, id civic.ID) string {
			p, err := w.Casework.Pass(code, civic.ReporterActor(id))
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		opens := func(pass string, code civic.TrackingCode) bool {
			who, ok, err := w.Casework.OpenPass(t.Context(), pass, code)
			if err != nil || ok && who != civic.ReporterActor(one.Report.ID) {
				t.Errorf("%+v, %v", who, err)
			}
			return ok
		}
		here, phone := issue(one.Code, one.Report.ID), issue(one.Code, one.Report.ID)
		if !opens(here, one.Code) || !opens(phone, one.Code) || opens(here, other.Code) || opens("", one.Code) || opens("a.b", one.Code) || opens("AAAA", one.Code) {
			t.Error("a pass opens its report, and nothing else does")
		}
		for _, what := range []string{here, here, "", "a.b", "AAAA"} {
			if err := w.Casework.EndPass(t.Context(), what); err != nil {
				t.Errorf("ending %q: %v", what, err)
			}
		}
		// The second text is another spelling of the same bytes.
		if opens(here, one.Code) || opens(here+"\n", one.Code) {
			t.Error("an ended pass still opens")
		}
		if !opens(phone, one.Code) {
			t.Error("ending one pass ended that of another device")
		}
		w.Pass(casework.PassLife)
		if !opens(phone, one.Code) {
			t.Error("the pass ended too early")
		}
		w.Pass(time.Second)
		if opens(phone, one.Code) {
			t.Error("the pass outlived its time")
		}
		if err := w.Casework.EndPass(t.Context(), phone); err != nil || w.Number(`SELECT count(*) FROM ended_pass`) != 1 {
			t.Errorf("a pass that ran out was written down; %v", err)
		}
	})
}

// Whoever cannot be asked lets nobody in.
func TestPassNeedsAnAnswerOfTheDatabase(t *testing.T) {
	w := apptest.OpenTown(t, "sqlite")
	got := w.Submit(w.Pothole())
	p, err := w.Casework.Pass(got.Code, civic.ReporterActor(got.Report.ID))
	if err != nil {
		t.Fatal(err)
	}
	gone, stop := context.WithCancel(t.Context())
	stop()
	if _, ok, err := w.Casework.OpenPass(gone, p, got.Code); ok || err == nil {
		t.Errorf("without the database: %v, %v", ok, err)
	}
	// A pass for another report is known without asking: pages of the public cost no question more.
	if _, ok, err := w.Casework.OpenPass(gone, p, w.Submit(w.Pothole()).Code); ok || err != nil {
		t.Errorf("for another report: %v, %v", ok, err)
	}
}
