package directory

import (
	"context"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// LeaveEntry is a leave as it is entered.
type LeaveEntry struct {
	Post        civic.ID
	Substitute  civic.ID
	First, Last civic.Date
}

// mostSubstitutes is how many officers are looked at when a substitute is sought.
const mostSubstitutes = 500

// leavePost loads a post whose leaves the actor enters and sees: the own one, and those that the actor administers. A substitute
// enters none for whom they act for. Errors: not_found.
func (d *Directory) leavePost(ctx context.Context, who civic.Actor, id civic.ID) (store.Post, error) {
	if !who.IsOfficer() {
		return store.Post{}, civic.Unauthenticated("error.sign_in_first")
	}
	p, err := d.store.PostByID(ctx, d.store.DB, id)
	if err != nil {
		return p, err
	}
	if who.For != 0 && who.For == p.Officer { // nobody makes the own time as a substitute longer
		return store.Post{}, civic.NotFound("error.not_found")
	}
	if p.Officer == who.Officer || who.MayAdminister(d.Map(ctx).Tree, p.Agency) && who.MayGive(p.Role) {
		return p, nil
	}
	return store.Post{}, civic.NotFound("error.not_found")
}

// LeavePost is a post whose leaves the actor may enter. Errors: not_found.
func (d *Directory) LeavePost(ctx context.Context, who civic.Actor, id civic.ID) (store.Post, error) {
	return d.leavePost(ctx, who, id)
}

// Leaves lists the leaves of a post, the latest entry first, before one. more tells whether there is another page.
// Errors: not_found for a post whose leaves are not the actor's to see.
func (d *Directory) Leaves(ctx context.Context, who civic.Actor, post, before civic.ID, limit int) (out []civic.Leave, more bool, err error) {
	if _, err = d.leavePost(ctx, who, post); err != nil {
		return nil, false, err
	}
	out, err = d.store.Leaves(ctx, d.store.DB, post, before, limit+1)
	if more = len(out) > limit; more {
		out = out[:limit]
	}
	return out, more, err
}

// Substitutes finds officers, by a part of their name or address, who may act for the holder of a post: they hold a post at its
// desk, at one above in the same agency, or at one right below. For whom reads what others do not, somebody of the same role.
// A limit of 0 is none. Errors: not_found.
func (d *Directory) Substitutes(ctx context.Context, who civic.Actor, post civic.ID, words string, limit int) ([]store.Colleague, error) {
	p, err := d.leavePost(ctx, who, post)
	if err != nil {
		return nil, err
	}
	words = strings.ToLower(civic.TidyText(words))
	return d.substitutes(ctx, &p, limit, func(c *store.Colleague) bool { return strings.Contains(strings.ToLower(c.Name), words) })
}

// substitutes lists those that fit.
func (d *Directory) substitutes(ctx context.Context, p *store.Post, limit int, fits func(*store.Colleague) bool) ([]store.Colleague, error) {
	t := d.Map(ctx).Tree
	desks := []civic.ID{p.Agency}
	if p.Agency != t.National() {
		top := t.RootAgency(p.Agency)
		for _, id := range t.Chain(p.Agency) {
			if id != p.Agency && t.Within(id, top) {
				desks = append(desks, id)
			}
		}
		desks = append(desks, t.Children(p.Agency)...)
	}
	found, err := d.store.Colleagues(ctx, d.store.DB, desks, store.Micros(d.now()), mostSubstitutes)
	if err != nil {
		return nil, err
	}
	var out []store.Colleague
	seen := map[civic.ID]bool{p.Officer: true}
	for i := range found {
		c := &found[i]
		if seen[c.Officer] || c.For != 0 || apart(p.Role) && c.Role != p.Role || !fits(c) {
			continue
		}
		seen[c.Officer] = true
		if out = append(out, *c); len(out) == limit {
			break
		}
	}
	return out, nil
}

// apart tells whether a role is kept apart from others: it reaches all agencies, or sees who complains of the office itself.
func apart(r civic.Role) bool { return r.BeyondAgencies() || r == civic.RoleOversight }

// EnterLeave enters a leave and who acts for the holder meanwhile. From its first day to its last one, where the office is, the
// substitute has that post beside the own. Errors: not_found, invalid with the field, conflict when it collides with another leave.
func (d *Directory) EnterLeave(ctx context.Context, who civic.Actor, e LeaveEntry) (civic.Leave, error) {
	p, err := d.leavePost(ctx, who, e.Post)
	if err != nil {
		return civic.Leave{}, err
	}
	now := d.now()
	desk, _ := d.Map(ctx).Tree.Get(p.Agency)
	today := civic.DateOf(now, desk.Zone)
	switch {
	case PostOver(p, now):
		return civic.Leave{}, civic.Conflict("error.leave_post_over")
	case e.First.IsZero():
		return civic.Leave{}, civic.Invalid("first", "error.date_needed")
	case e.Last.IsZero():
		return civic.Leave{}, civic.Invalid("last", "error.date_needed")
	case e.First.Before(today):
		return civic.Leave{}, civic.Invalid("first", "error.leave_past")
	case e.Last.Before(e.First):
		return civic.Leave{}, civic.Invalid("last", "error.leave_order")
	case e.First.DaysUntil(e.Last) >= civic.MaxLeaveDays, today.DaysUntil(e.First) > civic.MaxLeaveDays:
		return civic.Leave{}, civic.Invalid("last", "error.leave_long", "max", civic.MaxLeaveDays)
	}
	found, err := d.substitutes(ctx, &p, 1, func(c *store.Colleague) bool { return c.Officer == e.Substitute })
	switch {
	case err != nil:
		return civic.Leave{}, err
	case len(found) == 0:
		return civic.Leave{}, civic.Invalid("substitute", "error.leave_substitute")
	}
	x := civic.Leave{ID: d.store.NewID(now), Post: p.ID, Agency: p.Agency, Role: p.Role, Officer: p.Officer, Name: p.Name, Substitute: e.Substitute, SubstituteName: found[0].Name,
		From: later(now, e.First.Start(desk.Zone).UTC()), Until: e.Last.AddDays(1).Start(desk.Zone).UTC(), By: who.Officer, At: now}
	return x, d.change(ctx, who, "leave", x.ID.String(), nil, &x, func(ctx context.Context, tx *sqldb.Tx) error {
		own, theirs, standing, err := d.store.LeavesMeeting(ctx, tx, &x)
		switch {
		case err != nil:
			return err
		case own > 0:
			return civic.Conflict("error.leave_overlaps")
		case theirs > 0:
			return civic.Invalid("substitute", "error.leave_away")
		case standing > 0:
			return civic.Conflict("error.leave_standing")
		}
		d.store.AddLeave(tx, &x)
		return nil
	})
}

// EndLeave ends a leave now, or calls it off when it has not begun. The substitute's access ends with it.
// Errors: not_found, conflict when it is over.
func (d *Directory) EndLeave(ctx context.Context, who civic.Actor, id civic.ID) (civic.Leave, error) {
	x, err := d.store.Leave(ctx, d.store.DB, id)
	if err == nil {
		_, err = d.leavePost(ctx, who, x.Post)
	}
	if err != nil {
		return civic.Leave{}, err
	}
	before := x
	x.Until = later(d.now(), x.From)
	return x, d.change(ctx, who, "leave", x.ID.String(), &before, &x, func(ctx context.Context, tx *sqldb.Tx) error {
		ok, err := d.store.EndLeave(ctx, tx, id, store.Micros(x.Until))
		if err == nil && !ok {
			err = civic.Conflict("error.leave_over")
		}
		return err
	})
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
