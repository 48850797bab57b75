package insight

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// endings adds up how the events changed the counts of who closed: the reporter, an officer, or time.
func (in *Insight) endings(ctx context.Context, tx *sqldb.Tx, t *civic.Tree, events []civic.Event) error {
	d := map[store.EndingKey]int64{}
	for i := range events {
		e := &events[i]
		if e.From == civic.Closed && e.To != civic.Closed {
			by := civic.ClosedBy(e.Detail[civic.DetailEndedBy])
			if by == "" {
				var err error
				if by, err = in.store.ClosedBefore(ctx, tx, e.Report, e.Seq); err != nil {
					return err
				}
			}
			for _, desk := range t.Chain(e.FromDesk) {
				d[store.EndingKey{Agency: desk, Day: store.DueDay(e.FromDue), By: by}]--
			}
		}
		if e.To == civic.Closed && e.From != civic.Closed {
			for _, desk := range t.Chain(e.ToDesk) {
				d[store.EndingKey{Agency: desk, Day: store.DueDay(e.ToDue), By: e.Closes()}]++
			}
		}
	}
	in.store.AddEndings(tx, d)
	return nil
}
