package casework

import (
	"context"
	"crypto/rand"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Part is a part of a report that became a report of its own, or the whole that it was taken from, as one viewer may see it.
type Part struct {
	Row
	Support civic.Support // of a part: what the whole knows of it
	Holder  string        // name of the desk that holds it
}

// split takes a part out of a report: in one transaction the part is there with its reporter, and the whole knows of it.
func (c *Casework) split(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, who civic.Actor, code civic.TrackingCode, cmd civic.Command) (civic.Report, error) {
	w := m.World(c.now())
	before, err := c.store.LockReport(ctx, tx, code)
	if err != nil {
		return before, err
	}
	if err := w.May(&before, who, cmd.Verb); err != nil {
		return before, err
	}
	if again, err := c.splitBefore(ctx, tx, &before, cmd); again || err != nil {
		return before, err
	}
	text, err := c.store.TextOf(ctx, tx, before.ID)
	if err != nil {
		return before, err
	}
	place := civic.Place{Text: text.Place, Region: before.Region}
	if text.Lat != nil && text.Lng != nil {
		place.Lat, place.Lng, place.HasPoint = *text.Lat, *text.Lng, true
	}
	fresh, err := civic.NewTrackingCode(rand.Reader)
	if err != nil {
		return before, err
	}
	alias, err := civic.NewAlias(rand.Reader)
	if err != nil {
		return before, err
	}
	cmd.Part = c.store.NewID(w.Now)
	after, event, part, err := w.Split(before, who, cmd, fresh, alias, place)
	if err != nil {
		return before, err
	}
	event.ID = c.store.NewID(w.Now)
	c.store.SaveReport(tx, &before, &after, m.Tree.Chain(before.Holder), m.Tree.Chain(after.Holder))
	c.store.AppendEvent(tx, event)
	text.Report, text.Title, text.Body = part.Report.ID, civic.DeriveTitle(cmd.Message), cmd.Message
	text.Source, text.SourceRef, text.SourceAgency, text.SourceData = "", "", "", ""
	if err := c.insertPart(ctx, tx, m, &before, &part, text); err != nil {
		return before, err
	}
	if err := c.carryFiles(ctx, tx, m, &before, &part.Report, who, cmd.Carries); err != nil {
		return before, err
	}
	return after, c.notify.Tell(tx, &after, &event)
}

// insertPart writes the new report. The PIN of the whole opens it: the digest is that of the whole, see OpenWithPIN. The
// reporter's identity is sealed anew, which leaves a trace.
func (c *Casework) insertPart(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, whole *civic.Report, part *civic.SplitOff, text store.Text) error {
	r := &part.Report
	mac, err := c.store.PinMAC(ctx, tx, whole.ID)
	if err != nil {
		return err
	}
	now := c.now()
	sealed, err := c.store.ReadIdentity(ctx, tx, c.store.NewID(now), store.IdentityRead{Report: whole.ID, At: store.Micros(now), Role: civic.RoleSystem, Part: "contact", Reason: "split"})
	if err != nil {
		return err
	}
	c.store.InsertReport(tx, r, mac, m.Tree.Chain(r.Holder))
	c.store.SetParent(tx, r.ID, whole.ID)
	c.store.InsertText(tx, text)
	if sealed != nil {
		plain, err := c.vault.Open("identity/"+whole.ID.String(), sealed)
		if err != nil {
			return err
		}
		c.store.InsertIdentity(tx, r.ID, c.vault.Seal("identity/"+r.ID.String(), plain))
	}
	for _, e := range part.Events {
		e.ID = c.store.NewID(now)
		c.store.AppendEvent(tx, e)
	}
	return nil
}

// partEnded tells the whole that a part of it has ended, when it did and the whole still waits for it. Of an ended whole
// nothing is to be told.
func (c *Casework) partEnded(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, before, after *civic.Report) error {
	if after.Parent == 0 || before.State.Ended() || !after.State.Ended() {
		return nil
	}
	whole, err := c.store.LockReportByID(ctx, tx, after.Parent)
	if err != nil {
		return err
	}
	w := m.World(c.now())
	then, event, err := w.Apply(whole, civic.SystemActor(), civic.Command{Verb: civic.VerbPartEnded, Part: after.ID})
	if civic.KindOf(err) == civic.KindConflict || civic.KindOf(err) == civic.KindInvalid {
		return nil // it was set free meanwhile, or the whole has ended
	}
	if err != nil {
		return err
	}
	event.ID = c.store.NewID(w.Now)
	c.store.SaveReport(tx, &whole, &then, m.Tree.Chain(whole.Holder), m.Tree.Chain(then.Holder))
	c.store.AppendEvent(tx, event)
	return c.notify.Tell(tx, &then, &event)
}

// parts adds to a view the parts of the report, or the whole of which it is one: for its reporter, and for officers as far as
// they may read them.
func (c *Casework) parts(ctx context.Context, m *atlas.Map, who civic.Actor, v *View, all []civic.Support) error {
	officer := who.IsOfficer() && v.Sight.Text
	if who.Role != civic.RoleReporter && !officer || !v.Sight.Text {
		v.Report.Parent = 0
		return nil
	}
	ids, of := []civic.ID{}, map[civic.ID]civic.Support{}
	for _, s := range all {
		if s.Kind == civic.SupportPart {
			ids, of[s.Part] = append(ids, s.Part), s
		}
	}
	if v.Report.Parent != 0 {
		ids = append(ids, v.Report.Parent)
	}
	rows, err := c.store.AlikeRows(ctx, ids)
	if err != nil {
		return err
	}
	w := m.World(c.now())
	for i := range rows {
		r := &rows[i].Report
		own := who
		if who.Role == civic.RoleReporter {
			own = civic.ReporterActor(r.ID) // the same PIN opens it
		}
		one := Part{Row: Row{Report: *r, Sight: civic.Look(m.Tree, own, r), Next: c.next(w, r)}, Support: of[r.ID], Holder: deskName(m.Tree, r.Holder)}
		if one.Sight.Text && own.InScope(m.Tree, r) {
			one.Title, one.Place = rows[i].Text.Title, rows[i].Text.Place
		} else if r.ID == v.Report.Parent {
			continue // whoever has only the part need not know the whole
		}
		if r.ID == v.Report.Parent {
			v.Whole = &one
		} else {
			v.Parts = append(v.Parts, one)
		}
	}
	slices.SortFunc(v.Parts, func(a, b Part) int { return int(a.Report.ID - b.Report.ID) })
	return nil
}
