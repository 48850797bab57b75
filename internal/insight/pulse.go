package insight

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// announce writes what happened for those who look at lists now, and what desks did for those who will decide the
// same again.
func (in *Insight) announce(ctx context.Context, tx *sqldb.Tx, events []civic.Event, reports map[civic.ID]*civic.Report) error {
	pulses := make([]store.Pulse, 0, len(events))
	for _, e := range events {
		r := reports[e.Report]
		if p, ok := precedent(&e, r); ok {
			in.store.AddPrecedent(tx, p)
		}
		if r.KeepsPerson() && e.Verb != civic.VerbKeepOut { // the stream goes by desks, and somebody at one of them must not know
			continue
		}
		pulses = append(pulses, store.Pulse{Kind: store.PulseEvent, Report: e.Report, Code: r.Code, Seq: e.Seq, Officer: e.Officer,
			From: e.FromDesk, To: e.ToDesk, FromQueue: e.FromQueue, ToQueue: e.ToQueue})
		pulses = append(pulses, helperPulses(&e, r)...)
	}
	return in.store.AddPulses(ctx, tx, pulses)
}

// precedent tells what an event teaches: an officer sent a report on, or it came back from where it was sent.
func precedent(e *civic.Event, r *civic.Report) (store.Precedent, bool) {
	p := store.Precedent{Topic: r.Topic, Region: store.RegionOf(r.Region), Last: store.Micros(e.At)}
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
