package casework

import (
	"context"
	"errors"
	"fmt"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// WakeDue does what the clock does by itself: closes what the reporter left without a word for the
// whole window, and files away what was not completed in time. It looks at all that is due, atOnce reports
// at a time, and returns how many it ended; a report that fails does not keep the others from their turn.
// Many processes may run it at once: the transition is guarded, so each report ends once.
func (c *Casework) WakeDue(ctx context.Context, atOnce int) (int, error) {
	var ended int
	var failed error
	now := store.Micros(c.now())
	for last := (store.Waking{}); ; {
		due, err := c.store.DueReports(ctx, c.store.DB, now, last, atOnce)
		if err != nil || len(due) == 0 {
			return ended, errors.Join(failed, err)
		}
		for _, w := range due {
			switch err := c.wake(ctx, w); {
			case err == nil:
				ended++
			case ctx.Err() != nil:
				return ended, ctx.Err()
			case civic.KindOf(err) != civic.KindConflict: // on conflict the reporter or an officer was faster
				failed = fmt.Errorf("casework: report %d: %w", w.ID, err)
			}
		}
		last = due[len(due)-1]
	}
}

func (c *Casework) wake(ctx context.Context, w store.Waking) error {
	verb := civic.VerbAutoClose
	if w.State == civic.InfoNeeded {
		verb = civic.VerbLapse
	}
	_, err := c.Act(ctx, civic.SystemActor(), w.Code, civic.Command{Verb: verb})
	return err
}
