package casework_test

import (
	"slices"
	"sync"
	"testing"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// A protection that is switched twice, or by two at once, is switched once, and nobody is told of a mistake.
func TestSwitchingAProtectionTwiceIsOneEvent(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		got, reporter := w.Handled(w.Pothole())
		joko := w.Officer("jalan")
		events := func() int { return w.Number(`SELECT count(*) FROM event WHERE report_id = $1`, int64(got.Report.ID)) }
		together := func(cmd civic.Command, whos ...civic.Actor) {
			t.Helper()
			before := events()
			var all sync.WaitGroup
			for range 4 {
				for _, who := range whos {
					all.Go(func() {
						r, err := w.Casework.Act(t.Context(), who, got.Code, cmd)
						on := map[civic.Flag]bool{civic.FlagAnonymous: r.Anonymous, civic.FlagSecret: r.Secret}[cmd.Flag]
						if err != nil || on != (cmd.Verb == civic.VerbHide) {
							t.Errorf("%s %s by %s: %v, %v", cmd.Verb, cmd.Flag, who.Role, on, err)
						}
					})
				}
			}
			all.Wait()
			if n := events() - before; n != 1 {
				t.Errorf("%s %s: %d events", cmd.Verb, cmd.Flag, n)
			}
		}
		for _, flag := range []civic.Flag{civic.FlagAnonymous, civic.FlagSecret} {
			together(civic.Command{Verb: civic.VerbHide, Flag: flag}, reporter, joko)
		}
		// With a number seen long ago, and when nothing is left to hide, it is the same.
		before := events()
		if _, err := w.Casework.Act(t.Context(), joko, got.Code, civic.Command{Verb: civic.VerbHide, Flag: civic.FlagSecret, Seq: 1}); err != nil || events() != before {
			t.Errorf("%d events more, %v", events()-before, err)
		}
		offered(t, w, got.Code, reporter, civic.VerbHide, false)
		offered(t, w, got.Code, reporter, civic.VerbReveal, true)
		for _, flag := range []civic.Flag{civic.FlagAnonymous, civic.FlagSecret} {
			together(civic.Command{Verb: civic.VerbReveal, Flag: flag}, reporter)
		}
		offered(t, w, got.Code, reporter, civic.VerbHide, true)
		offered(t, w, got.Code, reporter, civic.VerbReveal, false)
		// Who may not switch it at all learns nothing new, whatever it is.
		for who, kind := range map[civic.Actor]civic.Kind{joko: civic.KindForbidden, civic.ReporterActor(5): civic.KindNotFound} {
			if _, err := w.Casework.Act(t.Context(), who, got.Code, civic.Command{Verb: civic.VerbReveal, Flag: civic.FlagSecret}); civic.KindOf(err) != kind {
				t.Errorf("%s: %v", who.Role, err)
			}
		}
		w.Settled()
	})
}

func offered(t *testing.T, w *apptest.Town, code civic.TrackingCode, who civic.Actor, verb civic.Verb, want bool) {
	t.Helper()
	v, err := w.Casework.View(t.Context(), who, code)
	if err != nil || slices.Contains(v.Allowed, verb) != want {
		t.Errorf("%s is offered: %v; %v", verb, !want, err)
	}
}

// A secret report at an agency that verifies for itself: the national desk reads nothing of it and does nothing to it.
func TestNationalDeskLeavesASecretReportAlone(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		nia := w.Officer("nasional")
		for _, secret := range []bool{false, true} {
			req := w.Pothole()
			req.Secret, req.Named = secret, w.Agency("kemen")
			got := w.Submit(req)
			offered(t, w, got.Code, nia, civic.VerbVerify, !secret)
			offered(t, w, got.Code, nia, civic.VerbArchive, !secret)
			want := civic.Kind("")
			if secret {
				want = civic.KindForbidden
			}
			_, err := w.Casework.Act(t.Context(), nia, got.Code, civic.Command{Verb: civic.VerbArchive, Reason: "bukan_laporan", Message: "Sudah pernah."})
			if civic.KindOf(err) != want {
				t.Errorf("secret %v: %v", secret, err)
			}
			if secret {
				w.Do(w.Officer("kemen"), got.Code, civic.Command{Verb: civic.VerbVerify, Class: civic.Complaint})
			}
		}
	})
}
