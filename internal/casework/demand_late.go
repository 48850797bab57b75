package casework

import (
	"context"

	"tuntas/internal/sqldb"
)

// TellLateDemands tells those who asked for an explanation, or gave an instruction, that no answer came in time: atOnce in one
// transaction, each once, however many processes look. It returns how many there were.
func (c *Casework) TellLateDemands(ctx context.Context, atOnce int) (told int, err error) {
	for {
		now, n := c.now(), 0
		err := c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			late, err := c.store.LateDemands(ctx, tx, now, atOnce)
			if n = len(late); err != nil {
				return err
			}
			for _, d := range late {
				c.store.DemandLateTold(tx, d, now)
				if err := c.notify.TellLateDemand(tx, d); err != nil {
					return err
				}
			}
			return nil
		})
		told += n
		if err != nil || n < atOnce {
			return told, err
		}
	}
}
