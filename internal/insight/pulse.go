package insight

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// announce writes what happened for those who look at lists now, and what desks did for those who will decide the
// same again.
func (in *Insight) announce(ctx context.Context, tx *sqldb.Tx, events []civic.Event) error {
	ids := make([]civic.ID, 0, len(events))
	for _, e := range events {
		ids = append(ids, e.Report)
	}
	slices.Sort(ids)
	briefs, err := in.store.Briefs(ctx, tx, slices.Compact(ids))
	if err != nil {
		return err
	}
	pulses := make([]store.Pulse, 0, len(events))
	for _, e := range events {
		b := briefs[e.Report]
		pulses = append(pulses, store.Pulse{Kind: store.PulseEvent, Report: e.Report, Code: b.Code, Seq: e.Seq, Officer: e.Officer,
			From: e.FromDesk, To: e.ToDesk, FromQueue: e.FromQueue, ToQueue: e.ToQueue})
		if p, ok := precedent(&e, b); ok {
			in.store.AddPrecedent(tx, p)
		}
	}
	return in.store.AddPulses(ctx, tx, pulses)
}

// precedent tells what an event teaches: an officer sent a report on, or it came back from where it was sent.
func precedent(e *civic.Event, b store.Brief) (store.Precedent, bool) {
	p := store.Precedent{Topic: b.Topic, Region: store.RegionOf(b.Region), Last: store.Micros(e.At)}
	switch {
	case e.FromDesk == e.ToDesk || e.FromDesk == 0 || e.Officer == 0:
		return p, false
	case e.Verb == civic.VerbVerify || e.Verb == civic.VerbDispose:
		p.Desk, p.Target, p.N = e.FromDesk, e.ToDesk, 1
		return p, true
	case e.Verb == civic.VerbReturn:
		p.Desk, p.Target, p.N = e.ToDesk, e.FromDesk, -1
		return p, true
	default:
		return p, false
	}
}
