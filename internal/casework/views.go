package casework

import (
	"context"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// SavedView is a list that an officer comes back to.
type SavedView = store.SavedView

// How many views an officer keeps alone, and how many a desk shares; and the most characters of a name and a query.
const (
	MaxViews     = 20
	MaxViewName  = 60
	maxViewQuery = 1000
)

// Views lists the officer's own saved views and those shared at the desk. Errors: unauthenticated.
func (c *Casework) Views(ctx context.Context, who civic.Actor) ([]SavedView, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	return c.store.Views(ctx, c.store.DB, who.Officer, who.Desk, MaxViews)
}

// SaveView keeps a list under a name: for the officer alone, or for everybody at the desk.
// Errors: unauthenticated, invalid "name", too_many.
func (c *Casework) SaveView(ctx context.Context, who civic.Actor, name, query string, shared bool) (SavedView, error) {
	if !who.IsOfficer() {
		return SavedView{}, civic.Unauthenticated("error.sign_in_first")
	}
	now := c.now()
	v := SavedView{ID: c.store.NewID(now), Officer: who.Officer, Name: civic.TidyText(name), Query: query, ChangedAt: store.Micros(now)}
	if shared {
		v.Agency = who.Desk
	}
	switch {
	case !civic.HasWords(v.Name):
		return v, civic.Invalid("name", "error.view_name_needed")
	case utf8.RuneCountInString(v.Name) > MaxViewName:
		return v, civic.Invalid("name", "error.too_long", "max", MaxViewName)
	case len(query) > maxViewQuery:
		return v, civic.Invalid("query", "error.too_long", "max", maxViewQuery)
	}
	return v, c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		have, err := c.store.Views(ctx, tx, who.Officer, who.Desk, MaxViews)
		if err != nil {
			return err
		}
		n := 0
		for _, x := range have {
			if (x.Agency != 0) == shared {
				n++
			}
		}
		if n >= MaxViews {
			return civic.Invalid("name", "error.views_full", "max", MaxViews)
		}
		c.store.SaveView(tx, v)
		return nil
	})
}

// DropView forgets a saved view: one's own, or a shared one that one made oneself or coordinates.
// Errors: not_found, forbidden.
func (c *Casework) DropView(ctx context.Context, who civic.Actor, id civic.ID) error {
	if !who.IsOfficer() {
		return civic.Unauthenticated("error.sign_in_first")
	}
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		v, err := c.store.ViewByID(ctx, tx, id, who.Officer, who.Desk)
		if err != nil {
			return err
		}
		if v.Officer != who.Officer && who.Role != civic.RoleAgencyAdmin && who.Role != civic.RoleNationalAdmin {
			return civic.Forbidden("error.forbidden")
		}
		c.store.DropView(tx, id)
		return nil
	})
}

// Tally is a count, or the least that is true.
type Tally struct {
	N       int64
	AtLeast bool // there may be more: the count looked as far as it may
}

// CountViews counts what each of the lists holds now. What has ended is not counted, and lists with words neither: their
// place in the answer is -1. Filters that tell too much, or of a unit that is not the officer's, count -1 too.
// Errors: unauthenticated.
func (c *Casework) CountViews(ctx context.Context, who civic.Actor, lists []InboxQuery) ([]Tally, error) {
	if !who.IsOfficer() {
		return nil, civic.Unauthenticated("error.sign_in_first")
	}
	m := c.atlas.Current(ctx)
	out := make([]Tally, len(lists))
	byDesk := map[civic.ID][]int{}
	asked := make([]store.InboxCount, len(lists))
	for i, q := range lists {
		f, err := c.filter(m, who, q)
		if err != nil || q.Text != "" || f.Queue == civic.QueueDone {
			out[i].N = -1
			continue
		}
		asked[i] = store.InboxCount{Queue: f.Queue, State: f.State, DueFrom: f.DueFrom, DueTo: f.DueTo, Sieve: f.Sieve}
		byDesk[f.Desk] = append(byDesk[f.Desk], i)
	}
	for desk, places := range byDesk {
		var of []store.InboxCount
		for _, i := range places {
			of = append(of, asked[i])
		}
		n, capped, err := c.store.InboxCounts(ctx, desk, Horizon, MaxCount+1, of)
		if err != nil {
			return nil, err
		}
		for k, i := range places {
			out[i] = Tally{N: n[k], AtLeast: capped}
		}
	}
	return out, nil
}
