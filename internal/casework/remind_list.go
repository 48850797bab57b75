package casework

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

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

// mostRounds is how often a page of reminders is filled up with others in the place of those that the officer may not know
// of any more.
const mostRounds = 20

// Reminders lists what the officer's desk was told, the latest first; before is the last one seen, 0 at first. What the
// officer may not know of any more is left out, and the next ones take its place. Errors: forbidden for anybody but an officer.
func (c *Casework) Reminders(ctx context.Context, who civic.Actor, before civic.ID, limit int) (page Page[ReminderRow], last civic.ID, err error) {
	if !who.IsOfficer() {
		return page, 0, civic.Forbidden("error.forbidden")
	}
	limit = clamp(limit)
	w, ask := c.atlas.Current(ctx).World(c.now()), limit
	for range mostRounds {
		told, err := c.store.Reminders(ctx, c.store.DB, who.Desk, before, ask)
		if err != nil {
			return page, 0, err
		}
		rows, err := c.reminderRows(ctx, w, who, told)
		if err != nil {
			return page, 0, err
		}
		for _, row := range rows {
			if page.More = len(page.Rows) == limit; page.More { // there is one more that the officer may know of
				return page, last, nil
			}
			page.Rows, last = append(page.Rows, row), row.Told.ID
		}
		if len(told) <= ask {
			return page, last, nil
		}
		before, ask = told[len(told)-1].ID, remindChunk
	}
	page.More = true
	return page, before, nil
}

// reminderRows are the lines that the officer may know of.
func (c *Casework) reminderRows(ctx context.Context, w civic.World, who civic.Actor, told []store.Reminder) (out []ReminderRow, err error) {
	ids := make([]civic.ID, 0, len(told))
	for _, t := range told {
		ids = append(ids, t.Report)
	}
	slices.Sort(ids)
	found, err := c.store.Headed(ctx, c.store.DB, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
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
		out = append(out, row)
	}
	return out, nil
}
