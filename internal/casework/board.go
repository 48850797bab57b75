package casework

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// boardDays is how many working days ahead the board looks.
const boardDays = 5

// Board says what is late at a desk and at those right below it, and what will be in the next working days.
type Board struct {
	Days []civic.Date // today, then the next working days of the desk
	Rows []BoardRow   // the desk itself first, on the first page
	Next civic.ID     // where the next page begins, 0 when there is none

	ByTopic bool // the officer reads by topic: units are counted only as far as the remit names their offices
}

// BoardRow is a desk with all below it.
type BoardRow struct {
	Desk civic.Agency
	Late int64
	Due  []int64 // as Board.Days; what falls on a day off of the desk counts for its next working day
}

// boardChunk is how many desks one question counts.
const boardChunk = 100

// Board reads the kept counts of the officer's desk and of the units right below it by name, limit of those that have
// anything; from is the unit that a page begins with, 0 for the first. Errors: forbidden for anybody but an officer.
func (c *Casework) Board(ctx context.Context, who civic.Actor, from civic.ID, limit int) (Board, error) {
	m := c.atlas.Current(ctx)
	desk, ok := m.Tree.Get(who.Desk)
	if !who.IsOfficer() || !ok {
		return Board{}, civic.Forbidden("error.forbidden")
	}
	limit = clamp(limit)
	calendar := m.Calendar.ForAgency(m.Tree.Chain(who.Desk))
	today := civic.DateOf(c.now(), desk.Zone)
	b := Board{Days: []civic.Date{today}, ByTopic: walked(who, m.Tree)}
	for n := range boardDays {
		b.Days = append(b.Days, calendar.AddWorkingDays(today, n+1, desk.Region))
	}
	ends := make([]int64, len(b.Days))
	for i, d := range b.Days {
		ends[i] = store.DueDay(d.AddDays(1).Start(desk.Zone))
	}
	below := m.Tree.Children(who.Desk)
	at := max(0, slices.Index(below, from))
	if at == 0 {
		own, err := c.rows(ctx, m, who, []civic.ID{who.Desk}, ends)
		if err != nil {
			return b, err
		}
		b.Rows = own
		limit++
	}
	for chunk := range slices.Chunk(below[at:], boardChunk) {
		rows, err := c.rows(ctx, m, who, chunk, ends)
		if err != nil {
			return b, err
		}
		for _, r := range rows {
			switch {
			case r.empty():
			case len(b.Rows) == limit:
				b.Next = r.Desk.ID
				return b, nil
			default:
				b.Rows = append(b.Rows, r)
			}
		}
	}
	return b, nil
}

func (r BoardRow) empty() bool {
	return r.Late == 0 && !slices.ContainsFunc(r.Due, func(n int64) bool { return n != 0 })
}

// boardRows counts desks in one question, without what the viewer is kept out of in person; 0 is nobody in particular.
func (c *Casework) boardRows(ctx context.Context, t *civic.Tree, viewer civic.ID, ids []civic.ID, ends []int64) ([]BoardRow, error) {
	counts, err := c.store.DueCounts(ctx, c.store.DB, viewer, ids, ends[0], ends[len(ends)-1])
	if err != nil {
		return nil, err
	}
	rows := make([]BoardRow, len(ids))
	place := make(map[civic.ID]int, len(ids))
	for i, id := range ids {
		rows[i].Desk, _ = t.Get(id)
		rows[i].Due, place[id] = make([]int64, len(ends)), i
	}
	for _, n := range counts {
		row := &rows[place[n.Desk]]
		if n.Day == 0 {
			row.Late += n.N
			continue
		}
		i, _ := slices.BinarySearch(ends, n.Day) // the first day on or after it
		row.Due[i] += n.N
	}
	for i := range rows { // kept counts follow within a second or so, who is kept out holds at once
		rows[i].Late = max(0, rows[i].Late)
		for k := range rows[i].Due {
			rows[i].Due[k] = max(0, rows[i].Due[k])
		}
	}
	return rows, nil
}
