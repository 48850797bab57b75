package casework

import (
	"context"

	"tuntas/internal/civic"
)

// May tells whether the actor could do the verb now, so that nobody sends files that would be refused.
// Act decides again. Errors: not_found, forbidden, conflict.
func (c *Casework) May(ctx context.Context, who civic.Actor, code civic.TrackingCode, verb civic.Verb) error {
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err != nil {
		return err
	}
	return c.atlas.Current(ctx).World(c.now()).May(&r, who, verb)
}
