package play

import (
	"context"
	"fmt"

	"tuntas/internal/civic"
	"tuntas/internal/demo"
	"tuntas/internal/directory"
)

// templates writes the country's templates, as the national desk would.
func (p *Player) templates(ctx context.Context) error {
	rows, err := demo.Templates()
	if err != nil {
		return err
	}
	desk, _ := p.tree.Get(p.tree.National())
	who, ok := p.cast[castKey(desk.Code, civic.RoleNationalAdmin)]
	if !ok {
		return fmt.Errorf("play: nobody is %s at %s", civic.RoleNationalAdmin, desk.Code)
	}
	for _, row := range rows {
		owner, _ := p.tree.ByCode(row.Agency)
		to, _ := p.tree.ByCode(row.Target)
		if _, err := p.app.Directory.SaveTemplate(ctx, who, directory.Template{Agency: owner.ID, Name: row.Name, Body: row.Body, Verb: civic.Verb(row.Verb),
			Outcome: row.Outcome, Reason: row.Reason, Target: to.ID, Active: true}); err != nil {
			return fmt.Errorf("play: template %q: %w", row.Name, err)
		}
	}
	p.say("templates.csv: %d rows", len(rows))
	return nil
}
