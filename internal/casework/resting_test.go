package casework_test

import (
	"testing"
	"time"

	"tuntas/internal/app/apptest"
	"tuntas/internal/civic"
)

// An answer goes its way while more time is asked for: given back it leaves the request where it was, for the national
// desk too, and approved it takes it away, which officers read and nobody else.
func TestAnAnswerAndMoreTimeWaitSideBySide(t *testing.T) {
	apptest.EachTown(t, func(t *testing.T, w *apptest.Town) {
		lengthens(t, w)
		signs(t, w, civic.ApproveAnswers)
		got, reporter := w.Handled(w.Pothole())
		joko, head, above := w.Officer("jalan"), w.Officer("kepala"), w.Officer("nasional")
		asks(t, w, joko, got.Code)
		asked := viewed(t, w, joko, got.Code).Report.Proposal
		answer := civic.Command{Verb: civic.VerbPropose, As: civic.VerbAnswer, Message: "Lubang ditambal Senin, 2 Maret."}
		w.Pass(time.Hour)
		w.Do(joko, got.Code, answer)
		if p := viewed(t, w, joko, got.Code).Report.Proposal; p.As != "" || p.Under != (civic.Resting{Seq: asked.Seq, At: asked.At, By: asked.By}) {
			t.Fatalf("read back as %+v over %+v", p, asked)
		}
		if rows := waiting(t, w, head); len(rows) != 1 {
			t.Errorf("one report stands in the head's list %d times", len(rows))
		}
		w.Do(head, got.Code, civic.Command{Verb: civic.VerbDecline, Message: "Sebut jam selesainya."})
		if rows := waiting(t, w, above); len(rows) != 1 || rows[0].Report.Proposal != asked {
			t.Fatalf("the national desk sees %+v", rows)
		}
		w.Do(joko, got.Code, answer)
		w.Do(head, got.Code, civic.Command{Verb: civic.VerbApprove})
		for _, who := range []civic.Actor{joko, reporter} {
			v := viewed(t, w, who, got.Code)
			last := v.Events[len(v.Events)-1]
			if last.Verb != civic.VerbAnswer || last.Fell() != who.IsOfficer() || v.Report.Proposal.Seq != 0 {
				t.Errorf("%s reads %v", who.Role, last.Detail)
			}
		}
		if rows := waiting(t, w, head); len(rows) != 0 {
			t.Errorf("waits still: %+v", rows)
		}
		w.Settled()
	})
}
