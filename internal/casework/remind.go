package casework

import (
	"context"
	"maps"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// RemindDue tells offices of the clocks that they owe, and the tiers above them of what they let pass. It looks at all
// that is due, atOnce reports at a time, and returns how many it looked at. Many processes may run it at once: each takes
// other reports, and a reminder is kept once.
func (c *Casework) RemindDue(ctx context.Context, atOnce int) (int, error) {
	manned := map[civic.ID]bool{}
	for looked := 0; ; {
		n, err := c.remindSome(ctx, atOnce, manned)
		looked += n
		if err != nil || n < atOnce {
			return looked, err
		}
	}
}

func (c *Casework) remindSome(ctx context.Context, atOnce int, manned map[civic.ID]bool) (n int, err error) {
	w := c.atlas.Current(ctx).World(c.now())
	err = c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		due, err := c.store.DueAlarms(ctx, tx, w.Now, atOnce)
		if n = len(due); err != nil || n == 0 {
			return err
		}
		told := make(map[civic.ID]time.Time, len(due))
		for _, a := range due {
			told[a.Report] = a.ToldTo
		}
		ids := slices.Sorted(maps.Keys(told))
		var reports []civic.Report
		for chunk := range slices.Chunk(ids, remindChunk) {
			some, err := c.store.ReportsByIDs(ctx, tx, chunk)
			if err != nil {
				return err
			}
			reports = append(reports, some...)
		}
		if err := c.findManned(ctx, tx, w, reports, manned); err != nil {
			return err
		}
		var set []store.Alarm
		var say []store.Reminder
		for i := range reports {
			r := &reports[i]
			now, next, until := w.DueReminders(r, told[r.ID])
			for _, x := range now {
				say = append(say, c.reminder(w, r, x, manned))
			}
			set = append(set, store.Alarm{Report: r.ID, At: next, ToldTo: until})
		}
		c.store.InsertReminders(tx, say)
		c.store.SetAlarms(tx, set)
		return nil
	})
	return n, err
}

// remindChunk is how many reports one question loads: few enough forms of it to keep prepared.
const remindChunk = 100

// reminder is what the desk is told that hears of it: the holder, or one above it.
func (c *Casework) reminder(w civic.World, r *civic.Report, x civic.Reminder, manned map[civic.ID]bool) store.Reminder {
	clock, _ := r.ClockOf(x.Clock, x.Started)
	return store.Reminder{ID: c.store.NewID(w.Now), Report: r.ID, Clock: x.Clock, Started: x.Started, Step: x.Step,
		Desk: w.Tree.Superior(x.Desk, x.Up, func(id civic.ID) bool { return manned[id] }), Due: clock.Due, At: w.Now}
}

// findManned adds the desks of the reports' chains of which it is not known yet whether somebody sits there.
func (c *Casework) findManned(ctx context.Context, q sqldb.Querier, w civic.World, reports []civic.Report, manned map[civic.ID]bool) error {
	var ask []civic.ID
	for i := range reports {
		chain := w.Tree.Chain(reports[i].Holder)
		for _, s := range reports[i].Supports {
			chain = append(chain, w.Tree.Chain(s.Desk)...)
		}
		for _, id := range chain {
			if _, known := manned[id]; !known {
				manned[id] = false
				ask = append(ask, id)
			}
		}
	}
	for chunk := range slices.Chunk(ask, remindChunk) {
		found, err := c.store.MannedDesks(ctx, q, chunk, w.Now)
		if err != nil {
			return err
		}
		maps.Copy(manned, found)
	}
	return nil
}

// CountReminders counts what the officer's desk was told on this day, and the answers that it and the desks below it owe to
// whoever watches over them; each at most MaxCount+1.
func (c *Casework) CountReminders(ctx context.Context, who civic.Actor) (told, owed int, err error) {
	m := c.atlas.Current(ctx)
	desk, ok := m.Tree.Get(who.Desk)
	if !who.IsOfficer() || !ok {
		return 0, 0, civic.Forbidden("error.forbidden")
	}
	return c.store.CountReminders(ctx, c.store.DB, who, civic.DateOf(c.now(), desk.Zone).Start(desk.Zone), MaxCount+1)
}
