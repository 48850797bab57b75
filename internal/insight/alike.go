package insight

import (
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// affects tells whether a report is to be found beside others like it from an event on, or no more.
func affects(e *civic.Event) bool {
	switch e.Verb {
	case civic.VerbSubmit, civic.VerbVerify, civic.VerbHide, civic.VerbReveal:
		return true
	default:
		return e.From.Ended() != e.To.Ended()
	}
}

// alike keeps by what an open report is found beside others like it. A secret one is never found.
func (in *Insight) alike(tx *sqldb.Tx, r *civic.Report, t *store.Text, terms []triage.Term) {
	if r.Secret || r.State.Ended() {
		in.store.DropAlike(tx, r.ID)
		return
	}
	in.store.PutAlike(tx, r.ID, triage.Bands(terms, triage.SpotOf(r.Region, r.Topic, t.Lat, t.Lng)))
}
