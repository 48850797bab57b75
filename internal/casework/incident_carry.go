package casework

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/queue"
	"tuntas/internal/sqldb"
)

// KindCarry is the job that lets followers catch up with their lead.
const KindCarry = "carry"

// CarryArgs name the followers: those of an incident that are secret, or the others.
type CarryArgs struct {
	Incident civic.ID `json:"incident"`
	Secret   bool     `json:"secret"`
}

const (
	carryNow    = 20 // followers that take a step in the transaction of their lead; a job comes for the others
	carryAtOnce = 25 // followers in one transaction of that job
)

// together does what a step on a report of an incident means for the others of it.
func (c *Casework) together(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, before, after *civic.Report, e *civic.Event) error {
	if before.Incident == 0 {
		return nil
	}
	c.balance(tx, before, after)
	switch {
	case before.Follows() && !after.Follows():
		return c.left(ctx, tx, before)
	case before.Leads && !after.Leads:
		return c.succeed(ctx, tx, m, before.Incident)
	case after.Leads && civic.Carries(e):
		return c.carry(ctx, tx, m, after, e)
	}
	return nil
}

// left takes a report from the followers; an incident without any is none.
func (c *Casework) left(ctx context.Context, tx *sqldb.Tx, r *civic.Report) error {
	c.store.LeaveIncident(tx, r.ID)
	if more, err := c.store.HasFollowers(ctx, tx, r.Incident); err != nil || more {
		return err
	}
	in, err := c.store.IncidentOf(ctx, tx, r.Incident)
	if err != nil {
		return err
	}
	if in.Lead != 0 {
		// Another report may be joining at this moment; who joins holds the lead.
		if _, err := c.store.LockReportByID(ctx, tx, in.Lead); err != nil {
			return err
		}
		if more, err := c.store.HasFollowers(ctx, tx, r.Incident); err != nil || more {
			return err
		}
	}
	c.store.EndIncident(tx, r.Incident)
	return nil
}

// succeed finds another lead for an incident whose lead has left. Where there is none to be found all stand alone.
func (c *Casework) succeed(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, incident civic.ID) error {
	id, err := c.store.Successor(ctx, tx, incident)
	if civic.KindOf(err) == civic.KindNotFound && err != nil {
		c.store.SetLead(tx, incident, 0)
		return c.catchUp(tx, incident, true, true)
	}
	if err != nil {
		return err
	}
	r, _, err := c.store.LockFollower(ctx, tx, id)
	if err != nil {
		return err
	}
	w := m.World(c.now())
	after, e, err := w.Succeed(r)
	if err != nil { // what was seen before the lock is so no more
		c.store.SetLead(tx, incident, 0)
		return c.catchUp(tx, incident, true, true)
	}
	e.ID = c.store.NewID(w.Now)
	chain := m.Tree.Chain(after.Holder)
	c.store.SaveReport(tx, &r, &after, chain, chain)
	c.store.AppendEvent(tx, e)
	c.balance(tx, &r, &after)
	c.store.LeaveIncident(tx, after.ID)
	c.store.SetLead(tx, incident, after.ID)
	if more, err := c.store.HasFollowers(ctx, tx, incident); err != nil || more {
		return err
	}
	c.store.EndIncident(tx, incident)
	return nil
}

// carry lets the followers take the step that their lead just took: a few at once, the others by a job. Secret ones come
// later, at a time of chance: a state that changes in the same second as another one's tells whoever sees both.
func (c *Casework) carry(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, lead *civic.Report, e *civic.Event) error {
	n, err := c.store.AddStep(ctx, tx, lead.Incident, lead.ID, e.Seq)
	if err != nil {
		return err
	}
	ids, err := c.store.Behind(ctx, tx, lead.Incident, false, 0, carryNow+1)
	if err != nil {
		return err
	}
	for _, id := range ids[:min(len(ids), carryNow)] {
		// One that is behind by more than this step waits for the job that brings it the others first.
		if err := c.take(ctx, tx, m, lead.Incident, id, n-1); err != nil {
			return err
		}
	}
	secret, err := c.store.Behind(ctx, tx, lead.Incident, true, 0, 1)
	if err != nil {
		return err
	}
	return c.catchUp(tx, lead.Incident, len(ids) > carryNow, len(secret) > 0)
}

// catchUp queues the jobs that bring followers to where their lead is.
func (c *Casework) catchUp(tx *sqldb.Tx, incident civic.ID, open, secret bool) error {
	var errs error
	if open {
		errs = c.queue.Enqueue(tx, queue.Job{Kind: KindCarry, Args: CarryArgs{Incident: incident}})
	}
	if secret {
		errs = errors.Join(errs, c.queue.Enqueue(tx, queue.Job{Kind: KindCarry, Args: CarryArgs{Incident: incident, Secret: true}, RunAt: c.now().Add(later())}))
	}
	return errs
}

// later is between five minutes and an hour.
func later() time.Duration { return 5*time.Minute + rand.N(55*time.Minute) } //nolint:gosec // nobody gains by guessing it

// take lets one follower take the steps that it has not taken. from is how many it must have taken, -1 for any number.
func (c *Casework) take(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, incident, id civic.ID, from int) error {
	r, done, err := c.store.LockFollower(ctx, tx, id)
	if civic.KindOf(err) == civic.KindNotFound && err != nil || err == nil && (r.Incident != incident || from >= 0 && done != from) {
		return nil //nolint:nilerr // it left a moment ago, or a job comes for it
	}
	if err != nil {
		return err
	}
	steps, err := c.store.StepsAfter(ctx, tx, incident, done, maxCatchUp)
	if err != nil {
		return err
	}
	w := m.World(c.now())
	for _, s := range steps {
		done = s.N
		for _, taken := range w.Carry(r, s.Event) {
			if err := c.taken(ctx, tx, m, &taken, &s.Event); err != nil {
				return err
			}
			r = taken.After
		}
	}
	if r.Follows() {
		c.store.SetDone(tx, id, done)
	}
	return nil
}

// maxCatchUp is how many steps a follower takes in one transaction.
const maxCatchUp = 50

// taken writes down what a follower did after its lead, with the files of the lead's step.
func (c *Casework) taken(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, s *civic.Carried, lead *civic.Event) error {
	now := s.Event.At
	s.Event.ID = c.store.NewID(now)
	c.store.SaveReport(tx, &s.Before, &s.After, m.Tree.Chain(s.Before.Holder), m.Tree.Chain(s.After.Holder))
	c.store.AppendEvent(tx, s.Event)
	if s.Event.Message != "" {
		files, err := c.store.Attachments(ctx, tx, lead.Report)
		if err != nil {
			return err
		}
		for _, f := range files {
			if f.Seq == lead.Seq && f.Role != civic.RoleReporter && f.Shown != civic.ForOfficers {
				f.ID, f.Report, f.Seq, f.Shown = c.store.NewID(now), s.After.ID, s.Event.Seq, s.Event.Shown
				c.store.InsertAttachment(tx, f)
			}
		}
	}
	c.balance(tx, &s.Before, &s.After)
	if s.Before.Follows() && !s.After.Follows() {
		if err := c.left(ctx, tx, &s.Before); err != nil {
			return err
		}
	}
	if err := c.partEnded(ctx, tx, m, &s.Before, &s.After); err != nil {
		return err
	}
	return c.notify.Tell(tx, &s.After, &s.Event)
}

// CatchUp brings the followers of an incident to where their lead is, a few at a time; one whose lead has left and was
// followed by nobody stands alone afterwards. Done again it does nothing.
func (c *Casework) CatchUp(ctx context.Context, a CarryArgs) error {
	for last := civic.ID(0); ; {
		ids, err := c.store.Behind(ctx, c.store.DB, a.Incident, a.Secret, last, carryAtOnce)
		if err != nil || len(ids) == 0 {
			return err
		}
		last = ids[len(ids)-1]
		m := c.atlas.Current(ctx)
		err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
			for _, id := range ids {
				if err := c.take(ctx, tx, m, a.Incident, id, -1); err != nil {
					return err
				}
				if err := c.alone(ctx, tx, m, a.Incident, id); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// alone takes a follower out of an incident that nobody leads.
func (c *Casework) alone(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, incident, id civic.ID) error {
	in, err := c.store.IncidentOf(ctx, tx, incident)
	if err != nil || in.Lead != 0 {
		return notThere(err)
	}
	r, _, err := c.store.LockFollower(ctx, tx, id)
	if err != nil {
		return notThere(err)
	}
	if r.State.Ended() { // nothing comes after the end, and nobody need be told
		after := r
		after.Incident = 0
		c.balance(tx, &r, &after)
		c.store.ClearIncident(tx, id)
		return c.left(ctx, tx, &r)
	}
	w := m.World(c.now())
	after, e, err := w.Join(r, civic.SystemActor(), civic.Command{Verb: civic.VerbUnmerge})
	if err != nil {
		return err
	}
	return c.taken(ctx, tx, m, &civic.Carried{Before: r, After: after, Event: e}, &civic.Event{})
}

// notThere takes "it is gone" for done.
func notThere(err error) error {
	if civic.KindOf(err) == civic.KindNotFound {
		return nil
	}
	return err
}
