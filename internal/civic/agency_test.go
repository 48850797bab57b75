package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

func TestTree(t *testing.T) {
	tree := sampleTree()
	for _, tc := range []struct {
		desk, above, root, entry civic.ID
		tier                     int
		chain                    []civic.ID
	}{
		{national, 0, 0, national, 0, []civic.ID{national}},
		{fullAgency, national, fullAgency, fullAgency, 1, []civic.ID{fullAgency, national}},
		{fullSub, fullUnit, fullAgency, fullAgency, 3, []civic.ID{fullSub, fullUnit, fullAgency, national}},
		{semiUnit, semiAgency, semiAgency, national, 2, []civic.ID{semiUnit, semiAgency, national}},
		{centUnit, centAgency, centAgency, national, 2, []civic.ID{centUnit, centAgency, national}},
		{shutsUnit, national, shutAgency, national, 2, []civic.ID{shutsUnit, shutAgency, national}},
		{noSuchDesk, 0, 0, national, 0, []civic.ID{}},
	} {
		node, _ := tree.Get(tc.desk)
		if a, r, e, c := tree.Above(tc.desk), tree.RootAgency(tc.desk), tree.EntryDesk(tc.desk), tree.Chain(tc.desk); a != tc.above || r != tc.root || e != tc.entry || node.Tier != tc.tier || !slices.Equal(c, tc.chain) {
			t.Errorf("desk %d: above %d, agency %d, entry %d, tier %d, chain %v", tc.desk, a, r, e, node.Tier, c)
		}
	}
	if tree.National() != national || tree.Len() != 11 {
		t.Errorf("national desk %d of %d", tree.National(), tree.Len())
	}
	if got := tree.Children(fullAgency); !slices.Equal(got, []civic.ID{fullSister, fullUnit}) {
		t.Errorf("children are not by name: %v", got)
	}
	if n, ok := tree.ByCode("kota-semi"); !ok || n.ID != semiAgency {
		t.Errorf("by code: %+v", n)
	}
	if _, ok := tree.ByCode("tidak-ada"); ok {
		t.Error("found a code that nobody has")
	}
}

func TestWithin(t *testing.T) {
	tree := sampleTree()
	for _, tc := range []struct {
		id, top civic.ID
		want    bool
	}{
		{fullSub, fullSub, true},
		{fullSub, fullAgency, true},
		{fullSub, national, true},
		{fullAgency, fullSub, false},
		{fullSister, fullUnit, false},
		{fullUnit, semiAgency, false},
		{noSuchDesk, national, false},
		{fullUnit, noSuchDesk, false},
		{0, 0, false},
	} {
		if got := tree.Within(tc.id, tc.top); got != tc.want {
			t.Errorf("%d within %d: %v", tc.id, tc.top, got)
		}
	}
}

func TestUnitsInheritWhatTheyDoNotState(t *testing.T) {
	tree := civic.NewTree([]civic.Agency{
		{ID: 1, Name: "Nasional"},
		{ID: 2, Parent: 1, Name: "Kementerian", Mode: civic.RoutingFull, Zone: civic.WIB, Region: "31"},
		{ID: 3, Parent: 2, Name: "Kanwil Papua", Region: "91"},
		{ID: 4, Parent: 3, Name: "Seksi"},
		{ID: 5, Parent: 1, Name: "Pemda Maluku", Region: "81.01"},
		{ID: 6, Parent: 2, Name: "Balai", Zone: civic.WITA},
	})
	for id, want := range map[civic.ID]civic.Agency{
		2: {Mode: civic.RoutingFull, Zone: civic.WIB, Region: "31"},
		3: {Mode: civic.RoutingFull, Zone: civic.WIT, Region: "91"},
		4: {Mode: civic.RoutingFull, Zone: civic.WIT, Region: "91"},
		5: {Mode: civic.RoutingSemi, Zone: civic.WIT, Region: "81.01"},
		6: {Mode: civic.RoutingFull, Zone: civic.WITA, Region: "31"},
	} {
		if n, _ := tree.Get(id); n.Mode != want.Mode || n.Zone != want.Zone || n.Region != want.Region {
			t.Errorf("%s: %s, %s, %s", n.Name, n.Mode, n.Zone, n.Region)
		}
	}
}

// Rows that lost their parent, or lead in a circle, must not swallow reports.
func TestBrokenRowsHangBelowTheNationalDesk(t *testing.T) {
	deep := []civic.Agency{{ID: 1, Name: "Nasional"}, {ID: 2, Parent: 77, Name: "Yatim"}, {ID: 3, Name: "Akar kedua"},
		{ID: 4, Parent: 5, Name: "Lingkar A"}, {ID: 5, Parent: 4, Name: "Lingkar B"}, {ID: 6, Parent: 6, Name: "Diri sendiri"}}
	for id := civic.ID(100); id < 150; id++ {
		parent := id - 1
		if id == 100 {
			parent = 1
		}
		deep = append(deep, civic.Agency{ID: id, Parent: parent, Name: id.String()})
	}
	tree := civic.NewTree(deep)
	for _, n := range deep {
		if !tree.Within(n.ID, 1) {
			t.Errorf("%s cannot be reached from the national desk", n.Name)
		}
		hops, desk := 0, n.ID
		for ; tree.Above(desk) != 0 && hops < 100; hops++ {
			desk = tree.Above(desk)
		}
		if desk != 1 {
			t.Errorf("a report returned from %s ends at %d", n.Name, desk)
		}
	}
	if got := civic.NewTree(nil); got.National() != 0 || got.Above(3) != 0 || got.EntryDesk(3) != 0 || len(got.Chain(3)) != 0 {
		t.Error("an empty tree has desks")
	}
}

func TestRoutingModeValid(t *testing.T) {
	for _, m := range []civic.RoutingMode{civic.RoutingCentral, civic.RoutingSemi, civic.RoutingFull} {
		if !m.Valid() {
			t.Errorf("%s", m)
		}
	}
	if civic.RoutingMode("").Valid() || civic.RoutingMode("sentral").Valid() {
		t.Error("a mode that does not exist")
	}
}
