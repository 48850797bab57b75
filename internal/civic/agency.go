package civic

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// RoutingMode says who verifies and who routes inside an agency
// (the three ways in which agencies are connected to SP4N-LAPOR!).
type RoutingMode string

const (
	// RoutingCentral (sentral): the national desk verifies and acts in the agency's stead.
	RoutingCentral RoutingMode = "central"
	// RoutingSemi (semi integrasi): the national desk verifies, the agency routes inside.
	RoutingSemi RoutingMode = "semi"
	// RoutingFull (integrasi penuh): the agency verifies and routes by itself.
	RoutingFull RoutingMode = "full"
)

// Valid tells whether m is one of the three modes.
func (m RoutingMode) Valid() bool {
	return m == RoutingCentral || m == RoutingSemi || m == RoutingFull
}

// Agency is one node of the tree: the national desk (tier 0), an agency
// (instansi induk, tier 1), a unit (tier 2) or a sub-unit (tier 3 and below).
// Each node is also a desk: it can hold reports.
type Agency struct {
	ID        ID
	Parent    ID // 0 for the national desk
	Tier      int
	Code      string // stable name for imports, unique
	Name      string
	ShortName string
	Kind      string
	Region    string // Kemendagri code, may be empty
	Mode      RoutingMode
	Zone      Zone
	Email     string
	Phone     string
	Active    bool
	Approval  Approval    // what has to be approved before it goes out
	Hours     OfficeHours // zero: those of the desk above
}

// Tree is an immutable snapshot of all agencies. It is safe for concurrent use.
type Tree struct {
	byID     map[ID]*Agency
	byCode   map[string]*Agency
	children map[ID][]ID
	root     ID
	index    func() []searchEntry // for Search, made when it is first needed
}

// NewTree builds a snapshot. Nodes whose parent is missing, that lie in a circle or too deep
// hang below the national desk, so that a report sent there can still be returned to somebody.
func NewTree(nodes []Agency) *Tree {
	t := &Tree{byID: make(map[ID]*Agency, len(nodes)), byCode: make(map[string]*Agency, len(nodes)), children: map[ID][]ID{}}
	for i := range nodes {
		n := nodes[i]
		t.byID[n.ID], t.byCode[n.Code] = &n, &n
		if n.Parent == 0 && (t.root == 0 || n.ID < t.root) {
			t.root = n.ID
		}
	}
	for _, n := range t.byID {
		if n.ID == t.root {
			continue
		}
		if _, ok := t.byID[n.Parent]; !ok || n.Parent == n.ID {
			n.Parent = t.root
		}
		t.children[n.Parent] = append(t.children[n.Parent], n.ID)
	}
	reached := make(map[ID]bool, len(nodes))
	t.settle(t.root, 0, reached)
	for i := range nodes {
		if n := t.byID[nodes[i].ID]; !reached[n.ID] && t.root != 0 {
			t.children[n.Parent] = slices.DeleteFunc(t.children[n.Parent], func(c ID) bool { return c == n.ID })
			n.Parent = t.root
			t.children[t.root] = append(t.children[t.root], n.ID)
			t.settle(n.ID, 1, reached)
		}
	}
	for _, c := range t.children {
		slices.SortFunc(c, func(a, b ID) int {
			return cmp.Or(cmp.Compare(strings.ToLower(t.byID[a].Name), strings.ToLower(t.byID[b].Name)), cmp.Compare(a, b))
		})
	}
	t.index = sync.OnceValue(t.searchIndex)
	return t
}

// settle derives tiers, and lets a unit inherit mode, zone and region it does not state.
func (t *Tree) settle(id ID, tier int, reached map[ID]bool) {
	n := t.byID[id]
	if n == nil || tier > 32 || reached[id] {
		return
	}
	n.Tier, reached[id] = tier, true
	if n.Zone == "" && n.Region != "" {
		n.Zone = ZoneOfProvince(n.Region) // a ministry's office in Papua works by the clock of Papua
	}
	if p := t.byID[n.Parent]; p != nil && tier > 1 {
		n.Mode = cmp.Or(n.Mode, p.Mode)
		n.Approval = cmp.Or(n.Approval, p.Approval)
		n.Zone = cmp.Or(n.Zone, p.Zone)
		n.Region = cmp.Or(n.Region, p.Region)
	}
	if p := t.byID[n.Parent]; p != nil && tier > 0 {
		n.Hours = cmp.Or(n.Hours, p.Hours)
	}
	n.Mode, n.Zone, n.Approval = cmp.Or(n.Mode, RoutingSemi), cmp.Or(n.Zone, WIB), cmp.Or(n.Approval, ApproveNone)
	for _, c := range t.children[id] {
		t.settle(c, tier+1, reached)
	}
}

// National returns the national desk's id, 0 in an empty tree.
func (t *Tree) National() ID { return t.root }

// Get returns the node, false when there is none.
func (t *Tree) Get(id ID) (Agency, bool) {
	n, ok := t.byID[id]
	if !ok {
		return Agency{}, false
	}
	return *n, true
}

// ByCode finds a node by its stable code.
func (t *Tree) ByCode(code string) (Agency, bool) {
	n, ok := t.byCode[code]
	if !ok {
		return Agency{}, false
	}
	return *n, true
}

// Len counts the nodes.
func (t *Tree) Len() int { return len(t.byID) }

// Children returns the ids right below id, by name.
func (t *Tree) Children(id ID) []ID { return t.children[id] }

// Chain returns id and its ancestors, nearest first, the national desk last.
func (t *Tree) Chain(id ID) []ID {
	out := make([]ID, 0, 5)
	for n := t.byID[id]; n != nil && len(out) < 33; n = t.byID[n.Parent] {
		out = append(out, n.ID)
		if n.ID == t.root {
			break
		}
	}
	return out
}

// Within tells whether id is top or lies below it.
func (t *Tree) Within(id, top ID) bool {
	for n, hops := t.byID[id], 0; n != nil && hops < 33; n, hops = t.byID[n.Parent], hops+1 {
		if n.ID == top {
			return true
		}
		if n.ID == t.root {
			return false
		}
	}
	return false
}

// RootAgency returns the tier-1 agency above id (or id itself); 0 for the national desk.
func (t *Tree) RootAgency(id ID) ID {
	for n, hops := t.byID[id], 0; n != nil && hops < 33; n, hops = t.byID[n.Parent], hops+1 {
		if n.Tier == 1 {
			return n.ID
		}
	}
	return 0
}

// Above returns the desk one tier up, where a returned report lands; a desk that
// was shut is passed over, for nobody sits there. The national desk has none: 0.
func (t *Tree) Above(id ID) ID {
	n := t.byID[id]
	if n == nil || id == t.root {
		return 0
	}
	for n = t.byID[n.Parent]; n != nil && n.ID != t.root && !n.Active; {
		n = t.byID[n.Parent]
	}
	if n == nil {
		return 0
	}
	return n.ID
}

// Central tells whether the agency of the desk leaves verifying and acting to the
// national desk. Only the agency's own mode counts, not one that a unit states.
func (t *Tree) Central(id ID) bool {
	top := t.byID[t.RootAgency(id)]
	return top != nil && top.Mode == RoutingCentral
}

// EntryDesk returns the desk that verifies a new report: the named agency's own
// desk when that agency verifies for itself, else the national desk.
func (t *Tree) EntryDesk(named ID) ID {
	top, ok := t.byID[t.RootAgency(named)]
	if ok && top.Active && top.Mode == RoutingFull {
		return top.ID
	}
	return t.root
}
