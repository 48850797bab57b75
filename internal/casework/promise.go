package casework

import (
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
)

// Promise is one promise of a day with the rule and the holidays behind it.
type Promise struct {
	civic.Pledge
	Source  string     // the rule of its length, as it was when the promise was given
	Since   civic.Date // the rule's first day; zero: always
	Decrees []string   // that declared the holidays, of those known when the promise was given
	Moves   []PromiseMove
}

// PromiseMove is a move of a promise with what was said to it.
type PromiseMove struct {
	civic.PledgeMove
	Source  string // the rule of the length after it
	Message string // of the office, why
}

// promise tells every promise that the report was given, as far as the viewer may know: strangers learn of the days that
// are public anyway, and what moved them only where they see the event itself.
func (c *Casework) promise(m *atlas.Map, v *View, events []civic.Event, number func(int) int) {
	seen := make(map[int]*Entry, len(v.Events))
	for i := range v.Events {
		seen[v.Events[i].Seq] = &v.Events[i]
	}
	rule := func(id civic.ID) civic.ClockPolicy {
		p, _ := m.Book.ByID(id)
		return p
	}
	for _, p := range civic.Pledges(m.World, c.now(), v.Report, events) {
		if !v.Sight.Text && !slices.Contains(civic.PublicPledges(), p.Clock) {
			continue
		}
		moves := p.Moves
		p.Seq, p.Moves = number(p.Seq), nil
		out := Promise{Pledge: p, Source: rule(p.Rule).Source, Since: rule(p.Rule).EffectiveFrom, Decrees: decrees(m, &p)}
		for _, move := range moves {
			hidden := number(move.Seq) == number(move.Seq-1) // counted as the event before it: the new day alone tells of it
			move.Seq = number(move.Seq)
			e := seen[move.Seq]
			if hidden || e == nil {
				continue
			}
			one := PromiseMove{PledgeMove: move, Source: rule(move.Rule).Source}
			if move.Why == civic.MoveExtended || move.Why == civic.MoveReclassified {
				one.Message = e.Message
			}
			out.Moves = append(out.Moves, one)
		}
		v.Promises = append(v.Promises, out)
	}
}

// decrees names what declared the holidays of the country by which a day was reckoned: those of today where the calendar
// is still the same, else those that were entered by then.
func decrees(m *atlas.Map, p *civic.Pledge) []string {
	var known []civic.Holiday
	for i, h := range m.Ref.Holidays {
		if h.Decree != "" && (p.Edition == m.Calendar.Edition() || !m.Ref.HolIDs[i].Time().After(p.At)) {
			known = append(known, h)
		}
	}
	return civic.Decrees(known, p.First)
}
