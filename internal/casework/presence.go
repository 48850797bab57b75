package casework

import (
	"context"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// PresenceLife is how long an officer counts as being at a report after the last sign of life. Pages give one every
// third of it, so that one that got lost changes nothing.
const PresenceLife = 45 * time.Second

// Here is another officer at a report.
type Here struct {
	Name  string
	Verb  civic.Verb // whose form is being filled in; "" for somebody who reads
	Since time.Time
}

// Writes tells whether the officer is writing.
func (h Here) Writes() bool { return h.Verb != "" }

// Attend says that an officer is at a report, with the verb whose form is being filled in or "" for reading, and
// returns who else is. Who may not take the step counts as reading. Those who watch over the work leave no trace:
// an inspection is not announced. Errors: unauthenticated, not_found.
func (c *Casework) Attend(ctx context.Context, who civic.Actor, code civic.TrackingCode, verb civic.Verb) ([]Here, error) {
	m, r, err := c.mine(ctx, who, code)
	if err != nil {
		return nil, err
	}
	now := c.now()
	if who.Role != civic.RoleSupervisor && who.Role != civic.RoleAuditor {
		p := store.Presence{Report: r.ID, Officer: who.Officer, Kind: store.Reading, Since: store.Micros(now), Until: store.Micros(now.Add(PresenceLife))}
		if verb != "" && slices.Contains(m.World(now).Allowed(&r, who), verb) {
			p.Kind = string(verb)
		}
		err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			news, err := c.store.SavePresence(ctx, tx, p)
			if err != nil || !news {
				return err
			}
			return c.store.AddPulses(ctx, tx, present(&r, who))
		})
		if err != nil {
			return nil, err
		}
	}
	return c.others(ctx, &r, who, now)
}

// Depart says that an officer left a report. Errors: unauthenticated, not_found.
func (c *Casework) Depart(ctx context.Context, who civic.Actor, code civic.TrackingCode) error {
	_, r, err := c.mine(ctx, who, code)
	if err != nil {
		return err
	}
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		was, err := c.store.DropPresence(ctx, tx, r.ID, who.Officer)
		if err != nil || !was {
			return err
		}
		return c.store.AddPulses(ctx, tx, present(&r, who))
	})
}

// Present lists who else is at a report now, who came first first. Errors: unauthenticated, not_found.
func (c *Casework) Present(ctx context.Context, who civic.Actor, code civic.TrackingCode) ([]Here, error) {
	_, r, err := c.mine(ctx, who, code)
	if err != nil {
		return nil, err
	}
	return c.others(ctx, &r, who, c.now())
}

func (c *Casework) others(ctx context.Context, r *civic.Report, who civic.Actor, now time.Time) ([]Here, error) {
	if who.Helps(c.atlas.Current(ctx).Tree, r) { // whoever was only asked does not learn who works there
		return nil, nil
	}
	all, err := c.store.PresenceAt(ctx, c.store.DB, r.ID, store.Micros(now))
	if err != nil {
		return nil, err
	}
	var out []Here
	for _, p := range all {
		if p.Officer == who.Officer {
			continue
		}
		h := Here{Name: p.Name, Since: store.Moment(p.Since)}
		if p.Kind != store.Reading {
			h.Verb = civic.Verb(p.Kind)
		}
		out = append(out, h)
	}
	return out, nil
}

// present is the announcement that somebody came, went or began to write.
func present(r *civic.Report, who civic.Actor) []store.Pulse {
	if r.KeepsPerson() {
		return nil
	}
	return []store.Pulse{{Kind: store.PulsePresence, Report: r.ID, Code: r.Code, Seq: r.Seq, Officer: who.Officer, To: r.Holder}}
}
