package casework

import (
	"context"

	"tuntas/internal/civic"
)

// May tells whether the actor could do the verb now, so that nobody sends files that would be refused.
// Act decides again. Errors: not_found, forbidden, conflict, invalid "files" when a report holds no more of them.
func (c *Casework) May(ctx context.Context, who civic.Actor, code civic.TrackingCode, verb civic.Verb) error {
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err != nil {
		return err
	}
	if err := c.atlas.Current(ctx).World(c.now()).May(&r, who, verb); err != nil || verb != civic.VerbAttach {
		return err
	}
	return c.room(ctx, c.store.DB, &r, who, 1)
}

// There tells whether a report is there for an officer, who works on it or leads somebody who does. Others are asked for their
// PIN before. Errors: not_found.
func (c *Casework) There(ctx context.Context, who civic.Actor, code civic.TrackingCode) error {
	if !who.IsOfficer() {
		return nil
	}
	r, err := c.store.ReportByCode(ctx, c.store.DB, code)
	if err == nil && !who.InScope(c.atlas.Current(ctx).Tree, &r) {
		err = civic.NotFound("error.not_found")
	}
	return err
}
