package insight

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// helped adds what steps did to the lists of desks that were asked; of most reports nobody was.
func (in *Insight) helped(ctx context.Context, tx *sqldb.Tx, reports map[civic.ID]*civic.Report) error {
	var ids []civic.ID
	for id, r := range reports {
		if len(r.Supports) > 0 {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	delta, err := in.store.TakeSupportMoves(ctx, tx, ids)
	if err != nil {
		return err
	}
	in.store.AddTally(tx, delta)
	return nil
}

// helperPulses tell offices that were asked, and those that the step has just set free, that something happened.
func helperPulses(e *civic.Event, r *civic.Report) []store.Pulse {
	var out []store.Pulse
	for _, s := range r.Supports {
		if !s.Seen() && e.Asked() != s.Desk {
			continue
		}
		p := store.Pulse{Kind: store.PulseEvent, Report: e.Report, Code: r.Code, Seq: e.Seq, Officer: e.Officer, From: s.Desk, To: s.Desk,
			FromQueue: civic.QueueAction, ToQueue: civic.QueueAction}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}
