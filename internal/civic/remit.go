package civic

import "slices"

// Remit is which part of what lies at and below the own desk a supervisor reads: Kemendagri regions, KSP the priority
// programmes. Nobody else has one; a nil remit, or one that names nothing, is everything. See docs/adr/0034.
type Remit struct {
	From   Date     `json:"-"`                // its first day
	Kinds  []string `json:"kinds,omitempty"`  // agencies of these kinds, with all below them
	Desks  []ID     `json:"desks,omitempty"`  // these agencies, with all below them
	Topics []ID     `json:"topics,omitempty"` // reports on these topics, wherever they lie
}

// MaxRemit is how many kinds, agencies and topics a remit names together.
const MaxRemit = 60

// All tells whether the remit leaves nothing out.
func (m *Remit) All() bool {
	return m == nil || len(m.Kinds)+len(m.Desks)+len(m.Topics) == 0
}

// Covers tells whether a report belongs to the remit: by what it is about, or by where it lies.
func (m *Remit) Covers(t *Tree, r *Report) bool {
	return m.All() || slices.Contains(m.Topics, r.Topic) || m.CoversDesk(t, r.Holder)
}

// CoversDesk tells whether all that lies at a desk belongs to the remit, whatever it is about.
func (m *Remit) CoversDesk(t *Tree, desk ID) bool {
	return m.All() || slices.ContainsFunc(t.Chain(desk), func(id ID) bool {
		return slices.Contains(m.Desks, id) || slices.Contains(m.Kinds, t.byID[id].Kind)
	})
}

// Roots are the offices at and below a desk that the remit covers with all below them; none lies below another one.
func (m *Remit) Roots(t *Tree, desk ID) []ID {
	if m.CoversDesk(t, desk) {
		return []ID{desk}
	}
	if len(m.Kinds)+len(m.Desks) == 0 {
		return nil
	}
	var out []ID
	var down func(id ID)
	down = func(id ID) {
		for _, c := range t.Children(id) {
			if slices.Contains(m.Desks, c) || slices.Contains(m.Kinds, t.byID[c].Kind) {
				out = append(out, c)
			} else {
				down(c)
			}
		}
	}
	down(desk)
	return out
}

// RemitOn is the remit of a day among those of one post in any order; nil, that is everything, before the first of them.
func RemitOn(all []Remit, day Date) *Remit {
	var best *Remit
	for i := range all {
		if x := &all[i]; !day.Before(x.From) && (best == nil || best.From.Before(x.From)) {
			best = x
		}
	}
	return best
}
