package casework

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/store"
)

// GateCount is how many answers were read, how many of them mended first, and how many sent in spite of a finding.
type GateCount = store.GateCount

// GateReport is what the answer gate did for a desk with all below it in a span of months.
type GateReport struct {
	All   GateCount
	Rules []GateRule // those that found something, in the order of findings
	Units []GateUnit // the desks right below that have answered, in the order of the tree

	// The officer reads by topic, and answers are counted by office: only offices that the remit names are counted, None
	// tells that there are none.
	ByTopic, None bool
}

// GateRule is one rule's part of it; Checked is how many answers it had something to say about.
type GateRule struct {
	Rule  quality.Rule
	Count GateCount
}

// GateUnit is one desk's part of it.
type GateUnit struct {
	Agency civic.Agency
	Count  GateCount
}

// SeesGateCounts tells who may see how answers of a desk fared: those who lead it or watch over it.
func SeesGateCounts(r civic.Role) bool {
	switch r {
	case civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleAgencyHead, civic.RoleLiaison, civic.RoleSupervisor:
		return true
	default:
		return false
	}
}

// GateCounts tells what the gate did for the officer's desk and below, from a month up to and with another, each as
// 202611. Reasons and texts are not in it. Errors: forbidden.
func (c *Casework) GateCounts(ctx context.Context, who civic.Actor, from, to int) (GateReport, error) {
	if !who.IsOfficer() || !SeesGateCounts(who.Role) {
		return GateReport{}, civic.Forbidden("error.forbidden")
	}
	m := c.atlas.Current(ctx)
	own, below := []civic.ID{who.Desk}, m.Tree.Children(who.Desk)
	if !who.Remit.CoversDesk(m.Tree, who.Desk) {
		own = who.Remit.Roots(m.Tree, who.Desk)
		below = slices.DeleteFunc(slices.Clone(below), func(id civic.ID) bool { return !who.Remit.CoversDesk(m.Tree, id) })
	}
	n, err := c.store.GateTallies(ctx, c.store.DB, slices.Concat(own, below), from, to)
	if err != nil {
		return GateReport{}, err
	}
	total := map[store.GateKey]GateCount{} // over the months
	for k, v := range n {
		k.Month = 0
		all := total[k]
		total[k] = GateCount{Checked: all.Checked + v.Checked, Mended: all.Mended + v.Mended, Overridden: all.Overridden + v.Overridden}
	}
	sum := func(rule quality.Rule, desks ...civic.ID) (all GateCount) {
		for _, desk := range desks {
			n := total[store.GateKey{Agency: desk, Rule: rule}]
			all = GateCount{Checked: all.Checked + n.Checked, Mended: all.Mended + n.Mended, Overridden: all.Overridden + n.Overridden}
		}
		return all
	}
	out := GateReport{All: sum("", own...), ByTopic: walked(who, m.Tree), None: len(own) == 0}
	for _, r := range quality.Rules() {
		if s := sum(r, own...); s.Checked > 0 {
			out.Rules = append(out.Rules, GateRule{r, s})
		}
	}
	for _, id := range below {
		if a, ok := m.Tree.Get(id); ok {
			if s := sum("", id); s.Checked > 0 {
				out.Units = append(out.Units, GateUnit{a, s})
			}
		}
	}
	return out, nil
}
