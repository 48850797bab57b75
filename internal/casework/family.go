package casework

import (
	"context"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// family does to the whole and to the parts of a report what a step did to it about who is kept out: in the same
// transaction, so that no office has a part for a moment longer. A report without parts is asked nothing more.
// Errors: those of civic.World.Akin; then nothing of the step is done.
func (c *Casework) family(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, who civic.Actor, before, after *civic.Report, cmd civic.Command) error {
	if !after.KeptAnew(before) || !after.Family() {
		return nil
	}
	others, err := c.kin(ctx, tx, after)
	if err != nil {
		return err
	}
	w := m.World(c.now())
	var steps []civic.Carried
	for _, r := range others {
		then, event, ok, err := w.Akin(r, who, cmd)
		if err != nil {
			return err
		}
		if ok {
			steps = append(steps, civic.Carried{Before: r, After: then, Event: event})
		}
	}
	whole := after
	if i := slices.IndexFunc(steps, func(s civic.Carried) bool { return s.After.ID == after.Parent }); i >= 0 {
		whole = &steps[i].After
		whole.Rehouse(m.Tree, after)
	}
	for i := range steps {
		whole.Rehouse(m.Tree, &steps[i].After)
	}
	for i := range steps {
		if err := c.akin(ctx, tx, m, &steps[i]); err != nil {
			return err
		}
	}
	return nil
}

// kin locks the other reports of a family: for a part the whole and then its other parts.
func (c *Casework) kin(ctx context.Context, tx *sqldb.Tx, r *civic.Report) ([]civic.Report, error) {
	if r.Parent == 0 {
		return c.store.LockReports(ctx, tx, r.Parts())
	}
	whole, err := c.store.LockReportByID(ctx, tx, r.Parent)
	if err != nil {
		return nil, err
	}
	parts, err := c.store.LockReports(ctx, tx, slices.DeleteFunc(whole.Parts(), func(id civic.ID) bool { return id == r.ID }))
	return append(parts, whole), err
}

// akin writes down what was done to another report of the family.
func (c *Casework) akin(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, s *civic.Carried) error {
	s.Event.ID = c.store.NewID(s.Event.At)
	c.store.SaveReport(tx, &s.Before, &s.After, m.Tree.Chain(s.Before.Holder), m.Tree.Chain(s.After.Holder))
	c.store.AppendEvent(tx, s.Event)
	if err := c.together(ctx, tx, m, &s.Before, &s.After, &s.Event); err != nil {
		return err
	}
	return c.notify.Tell(tx, &s.After, &s.Event)
}
