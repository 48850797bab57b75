package casework

import (
	"context"
	"errors"
	"fmt"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// leaversAtOnce is how many posts, and how many reports of one, are read at a time.
const leaversAtOnce = 100

// HandOverLeavers gives the open work of officers whose post ended to the colleague who was named, if that one can still do it,
// and else back to the desk. Who has another post at the same desk keeps it. It returns how many reports moved; one that fails
// is tried again the next time. Many processes may run it at once.
func (c *Casework) HandOverLeavers(ctx context.Context) (int, error) {
	all, err := c.store.Leavers(ctx, c.store.DB, store.Micros(c.now()), leaversAtOnce)
	if err != nil {
		return 0, err
	}
	moved := 0
	var failed error
	for _, l := range all {
		n, err := c.handOverOf(ctx, l)
		if moved += n; err != nil {
			failed = errors.Join(failed, fmt.Errorf("casework: work of post %d: %w", l.Post, err))
			continue
		}
		if err := c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
			c.store.HandedOver(tx, l.Post, store.Micros(c.now()))
			return nil
		}); err != nil {
			return moved, err
		}
	}
	return moved, failed
}

func (c *Casework) handOverOf(ctx context.Context, l store.Leaver) (int, error) {
	posts, err := c.store.Standings(ctx, c.store.DB, l.Officer, store.Micros(c.now()))
	if err != nil {
		return 0, err
	}
	for _, p := range posts {
		if p.Desk == l.Agency && p.For == 0 {
			return 0, nil
		}
	}
	moved := 0
	for last := civic.ID(0); ; {
		work, err := c.store.Assigned(ctx, c.store.DB, l.Officer, l.Agency, last, leaversAtOnce)
		if err != nil || len(work) == 0 {
			return moved, err
		}
		for _, w := range work {
			cmd := civic.Command{Verb: civic.VerbAssign, Assignee: l.Heir}
			_, err := c.Act(ctx, civic.SystemActor(), w.Code, cmd)
			if civic.KindOf(err) == civic.KindInvalid { // the colleague cannot be given it any more
				cmd.Assignee = 0
				_, err = c.Act(ctx, civic.SystemActor(), w.Code, cmd)
			}
			switch {
			case err == nil:
				moved++
			case civic.KindOf(err) != civic.KindConflict: // on conflict it ended meanwhile
				return moved, err
			}
			last = w.ID
		}
	}
}
