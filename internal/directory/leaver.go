package directory

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// PostEnd says when a post ends, and who takes its open work over.
type PostEnd struct {
	Post civic.ID
	Last civic.Date // its last day where the office is; zero: now
	Heir civic.ID   // an officer of the same desk; 0: the work goes back to the desk
}

// EndPost ends a post now, or with a day. From that moment its officer, and whoever acts as the substitute, cannot act from it, in
// sessions and by tokens that are open too; within a minute the open work is somebody's. Errors: not_found, forbidden for a post
// above the own, conflict for the own one or one that is over, invalid with the field.
func (d *Directory) EndPost(ctx context.Context, who civic.Actor, e PostEnd) error {
	p, err := d.PostOf(ctx, who, e.Post)
	now := d.now()
	switch {
	case err != nil:
		return err
	case !who.MayGive(p.Role):
		return civic.Forbidden("error.forbidden")
	case who.Post == p.ID || who.Officer == p.Officer:
		return civic.Conflict("admin.person.own_post") // nobody shuts the door behind themselves
	case PostOver(p, now):
		return civic.Conflict("error.leave_post_over")
	}
	desk, _ := d.Map(ctx).Tree.Get(p.Agency)
	end := store.Micros(now)
	if !e.Last.IsZero() {
		if e.Last.Before(civic.DateOf(now, desk.Zone)) {
			return civic.Invalid("last", "error.post_over")
		}
		end = store.Micros(e.Last.AddDays(1).Start(desk.Zone))
	}
	if e.Heir != 0 {
		heirs, err := d.Heirs(ctx, who, e.Post)
		if err != nil {
			return err
		}
		if !has(heirs, e.Heir) {
			return civic.Invalid("heir", "error.assignee_cannot")
		}
	}
	after := p
	after.To = &end
	return d.change(ctx, who, "post", p.ID.String(), p, struct {
		store.Post
		Heir civic.ID
	}{after, e.Heir}, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.EndPost(tx, p.ID, end, e.Heir)
		return nil
	})
}

// Heirs are the other officers of a post's desk who may take its work over, by name. Errors: not_found.
func (d *Directory) Heirs(ctx context.Context, who civic.Actor, post civic.ID) ([]store.Colleague, error) {
	p, err := d.PostOf(ctx, who, post)
	if err != nil {
		return nil, err
	}
	all, err := d.store.Colleagues(ctx, d.store.DB, []civic.ID{p.Agency}, store.Micros(d.now()), mostSubstitutes)
	var out []store.Colleague
	for _, c := range all {
		if c.Officer != p.Officer && c.For == 0 && !has(out, c.Officer) {
			out = append(out, c)
		}
	}
	return out, err
}

func has(all []store.Colleague, officer civic.ID) bool {
	for _, c := range all {
		if c.Officer == officer {
			return true
		}
	}
	return false
}
