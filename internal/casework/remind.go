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

// ReminderRow is one line of what a desk was told.
type ReminderRow struct {
	Row
	Told store.Reminder
	Up   int // tiers that it climbed because nobody acted below
}

// Running is the clock that the desk was told of, if the office owes it still.
func (r *ReminderRow) Running() (civic.Clock, bool) {
	c, ok := r.Report.ClockOf(r.Told.Clock, r.Told.Started)
	return c, ok && c.Running() && (c.Kind == civic.ClockObjection || !r.Report.State.Ended())
}

// Reminders lists what the officer's desk was told, the latest first; before is the last one seen, 0 at first. What the
// officer may not know of any more is left out, so a page may be short. Errors: forbidden for anybody but an officer.
func (c *Casework) Reminders(ctx context.Context, who civic.Actor, before civic.ID, limit int) (page Page[ReminderRow], last civic.ID, err error) {
	if !who.IsOfficer() {
		return page, 0, civic.Forbidden("error.forbidden")
	}
	limit = clamp(limit)
	told, err := c.store.Reminders(ctx, c.store.DB, who.Desk, before, limit)
	if err != nil {
		return page, 0, err
	}
	if page.More = len(told) > limit; page.More {
		told = told[:limit]
	}
	ids := make([]civic.ID, 0, len(told))
	for _, t := range told {
		ids, last = append(ids, t.Report), t.ID
	}
	slices.Sort(ids)
	found, err := c.store.Headed(ctx, c.store.DB, slices.Compact(ids))
	if err != nil {
		return page, 0, err
	}
	w := c.atlas.Current(ctx).World(c.now())
	for _, t := range told {
		i, ok := slices.BinarySearchFunc(found, t.Report, func(h store.WaitingRow, id civic.ID) int { return int(h.Report.ID - id) })
		if !ok || !who.InScope(w.Tree, &found[i].Report) {
			continue
		}
		r := &found[i].Report
		row := ReminderRow{Row: Row{Report: *r, Sight: civic.Look(w.Tree, who, r)}, Told: t, Up: max(0, t.Step-civic.AllDays)}
		row.Next, row.Help = c.nextFor(w, who, r)
		if row.Sight.Text {
			row.Title, row.Place = found[i].Title, found[i].Place
		}
		page.Rows = append(page.Rows, row)
	}
	return page, last, nil
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
