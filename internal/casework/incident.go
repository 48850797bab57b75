package casework

import (
	"context"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// MaxJoin is the most followers that an incident may have to join another one at once.
const MaxJoin = 50

// joining is what verbs that put reports together work with, in one transaction.
type joining struct {
	c   *Casework
	tx  *sqldb.Tx
	m   *atlas.Map
	w   civic.World
	who civic.Actor
}

// regroup takes the steps that need two reports at once: to follow a lead, and to lead in the place of another.
// Nothing is written before it is known that all of it may be done.
func (c *Casework) regroup(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, who civic.Actor, code civic.TrackingCode, cmd civic.Command) (civic.Report, error) {
	j := joining{c: c, tx: tx, m: m, w: m.World(c.now()), who: who}
	own, err := c.store.ReportByCode(ctx, tx, code)
	if err != nil {
		return own, err
	}
	if !who.InScope(m.Tree, &own) {
		return own, civic.NotFound("error.not_found")
	}
	if cmd.Verb == civic.VerbLead {
		return j.swap(ctx, own, cmd)
	}
	return j.merge(ctx, own, cmd)
}

// merge lets a report follow another one, with everything that follows itself.
func (j *joining) merge(ctx context.Context, own civic.Report, cmd civic.Command) (civic.Report, error) {
	may := j.w.May
	if own.Leads { // its whole incident goes along
		may = j.w.MayJoin
	}
	if err := may(&own, j.who, cmd.Verb); err != nil {
		return own, err
	}
	lead, err := j.leadOf(ctx, cmd.Into)
	if err != nil {
		return own, err
	}
	if lead.ID == own.ID {
		return own, civic.Invalid("lead", "error.lead_itself")
	}
	// A lead is locked before what follows it, here as everywhere.
	if lead, err = j.c.store.LockReportByID(ctx, j.tx, lead.ID); err != nil {
		return own, err
	}
	if own, err = j.c.store.LockReportByID(ctx, j.tx, own.ID); err != nil {
		return own, err
	}
	if lead.Follows() || own.Follows() {
		return own, civic.Conflict("error.merged_already")
	}
	fresh, steps := lead.Incident == 0, 0
	if fresh {
		lead.Incident, lead.Leads = j.c.store.NewID(j.w.Now), true
	} else {
		in, err := j.c.store.IncidentOf(ctx, j.tx, lead.Incident)
		if err != nil {
			return own, err
		}
		steps = in.Steps
	}
	cmd.Lead = &lead
	moves, after, err := j.moves(ctx, own, cmd)
	if err != nil {
		return own, err
	}
	if fresh {
		j.c.store.InsertIncident(j.tx, lead.Incident, lead.ID, store.Micros(j.w.Now))
	}
	for i := range moves {
		if err := j.write(&moves[i], steps); err != nil {
			return own, err
		}
	}
	if own.Leads {
		j.c.store.EndIncident(j.tx, own.Incident)
	}
	return after, nil
}

// leadOf finds the report that others are to follow; naming one that follows itself means its lead. One that the officer
// may not read is answered like one that is not there.
func (j *joining) leadOf(ctx context.Context, code civic.TrackingCode) (civic.Report, error) {
	unknown := civic.Invalid("lead", "error.lead_unknown")
	if code == "" {
		return civic.Report{}, civic.Invalid("lead", "error.lead_needed")
	}
	lead, err := j.c.store.ReportByCode(ctx, j.tx, code)
	for range 2 {
		switch {
		case civic.KindOf(err) == civic.KindNotFound && err != nil:
			return lead, unknown
		case err != nil:
			return lead, err
		case !j.who.InScope(j.m.Tree, &lead) || !civic.Look(j.m.Tree, j.who, &lead).Text:
			return lead, unknown
		case !lead.Follows():
			return lead, nil
		}
		in, failed := j.c.store.IncidentOf(ctx, j.tx, lead.Incident)
		if failed != nil {
			return lead, failed
		}
		lead, err = j.c.store.ReportByID(ctx, j.tx, in.Lead)
	}
	return lead, unknown
}

// moves works out what becomes of the report and of all that follow it. A follower that cannot go along, because its own
// story is at another point, stands alone.
func (j *joining) moves(ctx context.Context, own civic.Report, cmd civic.Command) (moves []civic.Carried, after civic.Report, err error) {
	if !own.Leads {
		after, e, err := j.w.Apply(own, j.who, cmd)
		return []civic.Carried{{Before: own, After: after, Event: e}}, after, err
	}
	ids, err := j.c.store.FollowerIDs(ctx, j.tx, own.Incident, MaxJoin+1)
	if err != nil {
		return nil, own, err
	}
	if len(ids) > MaxJoin {
		return nil, own, civic.Conflict("error.merge_many")
	}
	after, e, err := j.w.Join(own, j.who, cmd)
	if err != nil {
		return nil, own, err
	}
	for _, id := range ids {
		r, _, err := j.c.store.LockFollower(ctx, j.tx, id)
		if err != nil {
			return nil, own, err
		}
		all := civic.Command{Verb: civic.VerbMerge, Lead: cmd.Lead, Message: cmd.Message}
		then, went, err := j.w.Join(r, j.who, all)
		if err != nil {
			if then, went, err = j.w.Join(r, civic.SystemActor(), civic.Command{Verb: civic.VerbUnmerge}); err != nil {
				return nil, own, err
			}
		}
		moves = append(moves, civic.Carried{Before: r, After: then, Event: went})
	}
	return append(moves, civic.Carried{Before: own, After: after, Event: e}), after, nil
}

// write saves one step with its place among the followers, and tells the reporter.
func (j *joining) write(s *civic.Carried, steps int) error {
	c := j.c
	s.Event.ID = c.store.NewID(j.w.Now)
	c.store.SaveReport(j.tx, &s.Before, &s.After, j.m.Tree.Chain(s.Before.Holder), j.m.Tree.Chain(s.After.Holder))
	c.store.AppendEvent(j.tx, s.Event)
	c.balance(j.tx, &s.Before, &s.After)
	if s.After.Follows() {
		c.store.JoinIncident(j.tx, s.After.Incident, s.After.ID, steps)
	} else {
		c.store.LeaveIncident(j.tx, s.After.ID)
	}
	return c.notify.Tell(j.tx, &s.After, &s.Event)
}

// balance keeps the weight of incidents that a report leaves and joins.
func (c *Casework) balance(tx sqldb.Queuer, before, after *civic.Report) {
	if before.Counts() == after.Counts() && before.Incident == after.Incident {
		return
	}
	if before.Counts() {
		c.store.AddWeight(tx, before.Incident, -1)
	}
	if after.Counts() {
		c.store.AddWeight(tx, after.Incident, 1)
	}
}

// swap lets a follower lead in the place of the report that leads.
func (j *joining) swap(ctx context.Context, own civic.Report, cmd civic.Command) (civic.Report, error) {
	if !own.Follows() {
		return own, civic.Conflict("error.not_merged")
	}
	in, err := j.c.store.IncidentOf(ctx, j.tx, own.Incident)
	if err != nil {
		return own, err
	}
	if in.Lead == 0 {
		return own, civic.Conflict("error.changed_meanwhile")
	}
	old, err := j.c.store.LockReportByID(ctx, j.tx, in.Lead)
	if err != nil {
		return own, err
	}
	own, done, err := j.c.store.LockFollower(ctx, j.tx, own.ID)
	if err != nil {
		return own, err
	}
	if in, err = j.c.store.IncidentOf(ctx, j.tx, own.Incident); err != nil {
		return own, err
	}
	if in.Lead != old.ID || done != in.Steps {
		return own, civic.Conflict("error.changed_meanwhile")
	}
	after, e, err := j.w.Apply(own, j.who, cmd)
	if err != nil {
		return own, err
	}
	then, went, err := j.w.Join(old, j.who, civic.Command{Verb: civic.VerbMerge, Lead: &after})
	if err != nil {
		return own, civic.Conflict("error.cannot_swap")
	}
	j.c.store.SetLead(j.tx, in.ID, after.ID)
	for _, s := range []civic.Carried{{Before: own, After: after, Event: e}, {Before: old, After: then, Event: went}} {
		if err := j.write(&s, in.Steps); err != nil {
			return own, err
		}
	}
	return after, nil
}
