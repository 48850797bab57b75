package casework

import (
	"context"
	"errors"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Together says what a viewer may know of the incident that a report belongs to.
type Together struct {
	Incident civic.ID // officers who read the text only
	Leads    bool
	Follows  bool
	Weight   int   // other reporters of the same whose reports are not secret; of the lead only
	Lead     *Row  // of a follower, for officers who may read it
	Few      []Row // the first followers of a lead, for officers: those that they may read
	More     bool  // there are others
}

// fewFollowers is how many followers stand on the page of their lead.
const fewFollowers = 5

// MaxIncidentPage is the most reports on one page of an incident.
const MaxIncidentPage = 50

// IncidentView is one thing that several people reported, as one officer may see it: reports that the officer may not
// read are neither listed nor counted.
type IncidentView struct {
	ID     civic.ID
	Lead   Row
	Weight int
	Rows   []Row
	More   bool // others come after the last row
}

// Incident shows one page of an incident to an officer, after the report given.
// Errors: not_found, alike for what is not there and what is not theirs; unauthenticated for anybody but an officer.
func (c *Casework) Incident(ctx context.Context, who civic.Actor, id, after civic.ID, limit int) (IncidentView, error) {
	if !who.IsOfficer() {
		return IncidentView{}, civic.Unauthenticated("error.sign_in_first")
	}
	m := c.atlas.Current(ctx)
	in, err := c.store.IncidentOf(ctx, c.store.DB, id)
	if err != nil {
		return IncidentView{}, err
	}
	v := IncidentView{ID: id, Weight: in.Weight}
	lead, ok, err := c.readable(ctx, m, who, in.Lead)
	if err != nil || !ok {
		return IncidentView{}, orGone(err)
	}
	v.Lead = lead
	v.Rows, v.More, err = c.followers(ctx, m, who, id, after, min(max(limit, 1), MaxIncidentPage))
	if err == nil && in.Weight == 0 && after == 0 && len(v.Rows) == 0 {
		err = civic.NotFound("error.not_found") // there is nothing but what must not show through
	}
	if err != nil {
		return IncidentView{}, err
	}
	return v, nil
}

// orGone answers for what the officer may not see.
func orGone(err error) error {
	if err != nil {
		return err
	}
	return civic.NotFound("error.not_found")
}

// readable loads a report for an officer who may read it; ok is false for any other, and for one that is not there.
func (c *Casework) readable(ctx context.Context, m *atlas.Map, who civic.Actor, id civic.ID) (row Row, ok bool, err error) {
	all, err := c.store.AlikeRows(ctx, []civic.ID{id})
	if err != nil || len(all) == 0 {
		return Row{}, false, err
	}
	r, w := all[0].Report, m.World(c.now())
	row = Row{Report: r, Sight: civic.Look(m.Tree, who, &r), Title: all[0].Text.Title, Place: all[0].Text.Place, Next: c.next(w, &r)}
	return row, who.InScope(m.Tree, &r) && row.Sight.Text, nil
}

// followers lists those followers of an incident that the officer may read. It reads on past the others, so that no gap
// tells that they are there.
func (c *Casework) followers(ctx context.Context, m *atlas.Map, who civic.Actor, id, after civic.ID, limit int) (rows []Row, more bool, err error) {
	w := m.World(c.now())
	for {
		found, err := c.store.Followers(ctx, c.store.DB, id, after, limit+1)
		if err != nil {
			return nil, false, err
		}
		for i := range found {
			r := &found[i].Report
			after = r.ID
			row := Row{Report: *r, Sight: civic.Look(m.Tree, who, r), Title: found[i].Title, Place: found[i].Place, Next: c.next(w, r)}
			if !who.InScope(m.Tree, r) || !row.Sight.Text {
				continue
			}
			if len(rows) == limit {
				return rows, true, nil
			}
			rows = append(rows, row)
		}
		if len(found) <= limit {
			return rows, false, nil
		}
	}
}

// incident adds to a view what its viewer may know of the incident.
func (c *Casework) incident(ctx context.Context, m *atlas.Map, who civic.Actor, v *View) error {
	r := &v.Report
	id, leads := r.Incident, r.Leads
	if id == 0 {
		return nil
	}
	officer := who.IsOfficer() && v.Sight.Text && who.InScope(m.Tree, r)
	if !officer {
		r.Incident, r.Leads = 0, false
	}
	if !v.Sight.Text && !v.Sight.Published {
		return nil
	}
	in, err := c.store.IncidentOf(ctx, c.store.DB, id)
	if err != nil {
		return notThere(err) // it ended a moment ago
	}
	t := &Together{Leads: leads, Follows: !leads}
	if leads {
		t.Weight = in.Weight
	}
	if officer {
		t.Incident, t.Weight = id, in.Weight
		if leads {
			t.Few, t.More, err = c.followers(ctx, m, who, id, 0, fewFollowers)
		} else if row, ok, failed := c.readable(ctx, m, who, in.Lead); failed != nil {
			err = failed
		} else if ok {
			t.Lead = &row
		}
	}
	if leads && t.Weight == 0 && len(t.Few) == 0 { // a lead of nothing but secret reports looks like any other to whoever may not read them
		r.Incident, r.Leads = 0, false
		return err
	}
	v.Together = t
	return err
}

// MergePreview is what a merge would do, before it is done.
type MergePreview struct {
	Own, Lead Row   // Lead is the report that would be followed, never itself a follower
	Refused   error // why Own cannot follow Lead; nil when it can
	Reverse   error // why Lead cannot follow Own
	Followers int   // of Lead, those that anybody may count
}

// errDry ends a transaction of which nothing is to stay.
var errDry = errors.New("casework: only tried")

// PreviewMerge tells what merging two reports would do, either way, and does nothing.
// Errors: not_found for a report that is not the officer's; invalid "lead" when the other one is not.
func (c *Casework) PreviewMerge(ctx context.Context, who civic.Actor, code, other civic.TrackingCode) (MergePreview, error) {
	m, own, err := c.mine(ctx, who, code)
	if err != nil {
		return MergePreview{}, err
	}
	var p MergePreview
	var lead civic.Report
	if err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) (err error) {
		j := joining{c: c, tx: tx, m: m, w: m.World(c.now()), who: who}
		lead, err = j.leadOf(ctx, other)
		return err
	}); err != nil {
		return p, err
	}
	var ok bool
	if p.Own, ok, err = c.readable(ctx, m, who, own.ID); err != nil || !ok {
		return p, orGone(err)
	}
	if p.Lead, ok, err = c.readable(ctx, m, who, lead.ID); err != nil || !ok {
		return p, orGone(err)
	}
	if lead.Leads {
		in, err := c.store.IncidentOf(ctx, c.store.DB, lead.Incident)
		if err != nil {
			return p, err
		}
		p.Followers = in.Weight
	}
	if p.Refused, err = c.tried(ctx, m, who, code, lead.Code); err != nil {
		return p, err
	}
	p.Reverse, err = c.tried(ctx, m, who, lead.Code, code)
	return p, err
}

// tried merges two reports and takes it back at once: what refuses it is what would refuse it.
func (c *Casework) tried(ctx context.Context, m *atlas.Map, who civic.Actor, code, into civic.TrackingCode) (refused, err error) {
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, refused = c.regroup(ctx, tx, m, who, code, civic.Command{Verb: civic.VerbMerge, Into: into}); refused != nil {
			return refused
		}
		return errDry
	})
	switch {
	case errors.Is(err, errDry):
		return nil, nil
	case refused != nil && civic.KindOf(refused) != civic.KindInternal && civic.KindOf(refused) != civic.KindUnavailable:
		return refused, nil
	default:
		return nil, err
	}
}
