package casework

import (
	"context"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// A remit that names offices is counted by their kept counts. Which report is about what no kept count knows: a remit that
// names topics is counted by walking the inbox, as far as narrowed lists do.

// walked tells whether what somebody reads has to be counted by walking.
func walked(who civic.Actor, t *civic.Tree) bool {
	return !who.Remit.All() && len(who.Remit.Topics) > 0 && !who.Remit.CoversDesk(t, who.Desk)
}

// walk counts what lies at the desk and in the remit. What ended is counted up to MaxCount+1.
func (c *Casework) walk(ctx context.Context, m *atlas.Map, who civic.Actor) (Counts, error) {
	s, err := c.sieve(m, who, &Narrow{})
	if err != nil {
		return Counts{}, err
	}
	today := store.DueDay(c.midnight(m.Tree, who.Desk, c.now()))
	n := Counts{ByState: map[civic.State]int64{}}
	of := []store.InboxCount{{Queue: civic.QueueAction, DueTo: store.DueDayBegins(today)},
		{Queue: civic.QueueAction, DueFrom: store.DueDayBegins(today), DueTo: store.DueDayBegins(today + 1)}, {Queue: civic.QueueAction}, {Queue: civic.QueueWaiting}}
	var states []civic.State
	for _, st := range civic.States() {
		if q := (&civic.Report{State: st}).Queue(); q != civic.QueueDone {
			states = append(states, st)
			of = append(of, store.InboxCount{Queue: q, State: st})
		}
	}
	for i := range of {
		of[i].Sieve = s
	}
	got, _, err := c.store.InboxCounts(ctx, who.Desk, Horizon, MaxCount+1, of)
	if err != nil {
		return n, err
	}
	n.Late, n.Today, n.Action, n.Waiting = got[0], got[1], got[2], got[3]
	for i, st := range states {
		n.ByState[st] = got[4+i]
	}
	f := store.InboxFilter{Desk: who.Desk, Queue: civic.QueueDone, DueFrom: store.DueDayBegins(today - RecentDays), Sieve: s, Limit: MaxCount + 1}
	edge, beyond, err := c.store.InboxHorizon(ctx, f, Horizon)
	if err != nil {
		return n, err
	}
	if beyond {
		f.EndDue, f.EndID = edge.DueAt, edge.ID
	}
	done, err := c.store.InboxIDs(ctx, f)
	n.Done = int64(len(done))
	return n, err
}

// rows counts desks for the board of an officer: all of them, or what the remit has of them.
func (c *Casework) rows(ctx context.Context, m *atlas.Map, who civic.Actor, ids []civic.ID, ends []int64) ([]BoardRow, error) {
	if who.Remit.All() {
		return c.boardRows(ctx, m.Tree, who.Officer, ids, ends)
	}
	var roots []civic.ID
	part := map[civic.ID][]civic.ID{}
	for _, id := range ids {
		part[id] = who.Remit.Roots(m.Tree, id)
		for _, r := range part[id] {
			if !slices.Contains(roots, r) {
				roots = append(roots, r)
			}
		}
	}
	counted := make(map[civic.ID]BoardRow, len(roots))
	for chunk := range slices.Chunk(roots, boardChunk) {
		got, err := c.boardRows(ctx, m.Tree, who.Officer, chunk, ends)
		if err != nil {
			return nil, err
		}
		for _, r := range got {
			counted[r.Desk.ID] = r
		}
	}
	out := make([]BoardRow, len(ids))
	for i, id := range ids {
		out[i].Desk, _ = m.Tree.Get(id)
		out[i].Due = make([]int64, len(ends))
		if id == who.Desk && walked(who, m.Tree) {
			if err := c.walkRow(ctx, m, who, &out[i], ends); err != nil {
				return nil, err
			}
			continue
		}
		for _, r := range part[id] {
			out[i].Late += counted[r].Late
			for k, n := range counted[r].Due {
				out[i].Due[k] += n
			}
		}
	}
	return out, nil
}

// walkRow counts the officer's own desk by walking.
func (c *Casework) walkRow(ctx context.Context, m *atlas.Map, who civic.Actor, row *BoardRow, ends []int64) error {
	s, err := c.sieve(m, who, &Narrow{})
	if err != nil {
		return err
	}
	of := []store.InboxCount{{Queue: civic.QueueAction, DueTo: store.DueDayBegins(ends[0]), Sieve: s}}
	from := ends[0]
	for _, end := range ends {
		of = append(of, store.InboxCount{Queue: civic.QueueAction, DueFrom: store.DueDayBegins(from), DueTo: store.DueDayBegins(end + 1), Sieve: s})
		from = end + 1
	}
	n, _, err := c.store.InboxCounts(ctx, who.Desk, Horizon, MaxCount+1, of)
	if err == nil {
		row.Late = n[0]
		copy(row.Due, n[1:])
	}
	return err
}
