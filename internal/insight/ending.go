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
			moved(d, t.Chain(e.FromDesk), store.EndingKey{Day: store.DueDay(e.FromDue), By: by}, -1)
		}
		if e.From == civic.Closed && e.To == civic.Closed && e.FromDesk != e.ToDesk { // it left an office that must not have it
			by, err := in.store.ClosedBefore(ctx, tx, e.Report, e.Seq)
			if err != nil {
				return err
			}
			moved(d, t.Chain(e.FromDesk), store.EndingKey{Day: store.DueDay(e.FromDue), By: by}, -1)
			moved(d, t.Chain(e.ToDesk), store.EndingKey{Day: store.DueDay(e.ToDue), By: by}, 1)
		}
		if e.To == civic.Closed && e.From != civic.Closed {
			moved(d, t.Chain(e.ToDesk), store.EndingKey{Day: store.DueDay(e.ToDue), By: e.Closes()}, 1)
		}
	}
	in.store.AddEndings(tx, d)
	return nil
}

// moved adds a count to each desk of a chain.
func moved(d map[store.EndingKey]int64, chain []civic.ID, key store.EndingKey, n int64) {
	for _, desk := range chain {
		key.Agency = desk
		d[key] += n
	}
}
