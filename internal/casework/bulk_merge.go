package casework

import (
	"context"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// settleLead finds the report that the others of an order are to follow: the one that was named, or the oldest of them
// that can lead and that the officer reads. It returns the others.
// Errors: invalid "lead" when there is none, or nothing besides it; one that the officer may not read is none.
func (c *Casework) settleLead(ctx context.Context, m *atlas.Map, who civic.Actor, o *Order, reports []civic.Report) ([]civic.Report, error) {
	lead, err := c.namedLead(ctx, m, who, o.Command.Into)
	if err != nil {
		return nil, err
	}
	if lead == nil {
		lead = oldestLead(m, who, reports)
	}
	if lead == nil {
		return nil, civic.Invalid("lead", "error.bulk_no_lead")
	}
	as := *lead
	if as.Incident == 0 { // the first that follows makes it lead
		as.Incident, as.Leads = as.ID, true
	}
	o.Command.Into, o.lead = as.Code, &as
	reports = slices.DeleteFunc(reports, func(r civic.Report) bool { return r.ID == as.ID })
	if len(reports) == 0 {
		return nil, civic.Invalid("lead", "error.bulk_alone")
	}
	return reports, nil
}

// namedLead finds the report that a code means as a lead; nil when none is named.
func (c *Casework) namedLead(ctx context.Context, m *atlas.Map, who civic.Actor, code civic.TrackingCode) (*civic.Report, error) {
	if code == "" {
		return nil, nil
	}
	var lead civic.Report
	err := c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		j := joining{c: c, tx: tx, m: m, w: m.World(c.now()), who: who}
		lead, err = j.leadOf(ctx, code)
		return err
	})
	return &lead, err
}

// oldestLead picks the report that came first among those that others can follow and that the officer reads.
func oldestLead(m *atlas.Map, who civic.Actor, reports []civic.Report) *civic.Report {
	var first *civic.Report
	for i := range reports {
		r := &reports[i]
		if !r.MayLead() || r.Follows() || !civic.Look(m.Tree, who, r).Text {
			continue
		}
		if first == nil || r.ReceivedAt.Before(first.ReceivedAt) {
			first = r
		}
	}
	return first
}

// wouldMerge tells what refuses to let a report follow the lead of an order. One that others follow brings them along.
func (c *Casework) wouldMerge(ctx context.Context, w civic.World, who civic.Actor, r *civic.Report, o *Order) error {
	cmd, apply := o.Command, w.Apply
	cmd.Lead = o.lead
	if r.Leads {
		apply = w.Join
	}
	if _, _, err := apply(*r, who, cmd); err != nil || !r.Leads {
		return err
	}
	ids, err := c.store.FollowerIDs(ctx, c.store.DB, r.Incident, MaxJoin+1)
	if err == nil && len(ids) > MaxJoin {
		err = civic.Conflict("error.merge_many")
	}
	return err
}
