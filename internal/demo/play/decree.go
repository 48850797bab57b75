package play

import (
	"context"
	"fmt"

	"tuntas/internal/civic"
	"tuntas/internal/demo"
)

// decreedAgo is how many working days before today the register was filled.
const decreedAgo = 2

// decrees registers by what some agencies set up their teams, as their coordinators would: one decree ends before long, one is
// over, and most agencies have none. Days are counted from the day of playing.
func (p *Player) decrees(ctx context.Context) error {
	rows, err := demo.Decrees()
	if err != nil {
		return err
	}
	today := civic.DateOf(p.clock.wall(), civic.WIB)
	for _, row := range rows {
		who, ok := p.cast[castKey(row.Agency, civic.RoleAgencyAdmin)]
		if !ok {
			return fmt.Errorf("play: decree of %s: %w", row.Agency, civic.NotFound("error.not_found"))
		}
		x := civic.Decree{Agency: who.Desk, Number: row.Number, Dated: today.AddDays(-row.Began), From: today.AddDays(-row.Began),
			Team: []civic.TeamMember{{Role: "chair", Name: row.Chair}, {Role: "coordinator", Name: who.Name}}}
		if !row.Open {
			x.Until = today.AddDays(row.Ends)
		}
		if _, err := p.app.Directory.SaveDecree(ctx, who, x); err != nil {
			return fmt.Errorf("play: decree of %s: %w", row.Agency, err)
		}
	}
	return nil
}
