package casework

import (
	"cmp"
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/store"
)

// The most that a letter of the week names.
const (
	weekUnits = 30
	weekGaps  = 3
)

// week is the letter of the week of an officer who heads or coordinates an agency, nil for another one and on other days.
func (d *digests) week(ctx context.Context, posts []store.Recipient, lang string) (*notify.Digest, error) {
	i := slices.IndexFunc(posts, func(p store.Recipient) bool {
		return p.Role == civic.RoleAgencyHead || p.Role == civic.RoleAgencyAdmin
	})
	if i < 0 || d.always || !d.weekBegins(posts[i].Desk) {
		return nil, nil
	}
	w, err := d.weekOf(ctx, posts[i])
	if err != nil {
		return nil, err
	}
	k := d.keeper(posts[i].Desk)
	return &notify.Digest{Officer: posts[i].Officer, Lang: lang, Day: civic.DateOf(d.w.Now, k.Zone), Week: w}, nil
}

// weekOf counts the units of a desk, once for all who read of it and are kept out of nothing in person: after the desk itself those with most that is late come first.
func (d *digests) weekOf(ctx context.Context, p store.Recipient) (*notify.DigestWeek, error) {
	desk, viewer := p.Desk, civic.ID(0)
	if p.Kept {
		viewer = p.Officer
	}
	if w := d.weeks[desk]; w != nil && viewer == 0 {
		return w, nil
	}
	a, _ := d.m.Tree.Get(desk)
	w := &notify.DigestWeek{Agency: a.Name}
	if viewer == 0 {
		d.weeks[desk] = w
	}
	since := store.DueDay(d.w.Now.AddDate(0, 0, -7))
	for chunk := range slices.Chunk(append([]civic.ID{desk}, d.m.Tree.Children(desk)...), boardChunk) {
		rows, err := d.boardRows(ctx, d.m.Tree, viewer, chunk, d.days(desk))
		if err != nil {
			return nil, err
		}
		closed, err := d.store.ClosedSince(ctx, d.store.DB, viewer, chunk, since)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			u := notify.DigestUnit{Name: r.Desk.Name, Late: r.Late, Closed: closed[r.Desk.ID]}
			for _, n := range r.Due {
				u.Due += n
			}
			if u.Late+u.Due+u.Closed > 0 {
				w.Units = append(w.Units, u)
			}
		}
	}
	first := 0
	if len(w.Units) > 0 && w.Units[0].Name == a.Name {
		first = 1 // the desk with all below it
	}
	slices.SortStableFunc(w.Units[first:], func(x, y notify.DigestUnit) int {
		return cmp.Or(cmp.Compare(y.Late, x.Late), cmp.Compare(y.Due, x.Due), cmp.Compare(x.Name, y.Name))
	})
	w.Units = w.Units[:min(len(w.Units), weekUnits)]
	gaps, err := d.store.Gaps(ctx, d.store.DB, store.GapPage{Desk: desk, Limit: weekGaps})
	if err != nil {
		return nil, err
	}
	for _, g := range gaps {
		one, _ := d.m.Tree.Get(g.A)
		other, _ := d.m.Tree.Get(g.B)
		w.Gaps = append(w.Gaps, notify.DigestGap{A: one.Name, B: other.Name, N: g.N})
	}
	return w, nil
}
