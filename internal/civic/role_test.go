package civic_test

import (
	"slices"
	"testing"

	"tuntas/internal/civic"
)

func TestOfficerRoles(t *testing.T) {
	for _, r := range civic.OfficerRoles() {
		if !civic.ValidOfficerRole(r) {
			t.Errorf("%s cannot be given", r)
		}
	}
	for _, r := range []civic.Role{"", civic.RoleReporter, civic.RolePublic, civic.RoleSystem, "admin"} {
		if civic.ValidOfficerRole(r) {
			t.Errorf("%q can be given to an officer", r)
		}
	}
}

func TestMayAdminister(t *testing.T) {
	tree := sampleTree()
	for _, tc := range []struct {
		name string
		by   civic.Actor
		want []civic.ID
	}{
		{"national admin", nationalAdmin, []civic.ID{national, fullAgency, fullUnit, semiUnit}},
		{"coordinator", fullAdmin, []civic.ID{fullAgency, fullUnit}},
		{"coordinator of a unit", officer(civic.RoleAgencyAdmin, semiUnit), []civic.ID{semiUnit}},
		{"liaison", officer(civic.RoleLiaison, fullAgency), nil},
		{"head", officer(civic.RoleAgencyHead, fullAgency), nil},
		{"supervisor", officer(civic.RoleSupervisor, national), nil},
		{"reporter", theReporter(), nil},
		{"system", civic.SystemActor(), nil},
	} {
		for _, node := range []civic.ID{national, fullAgency, fullUnit, semiUnit} {
			if got := tc.by.MayAdminister(tree, node); got != slices.Contains(tc.want, node) {
				t.Errorf("%s and desk %d: %v", tc.name, node, got)
			}
		}
	}
}
