package civic_test

import (
	"testing"
	"time"

	"tuntas/internal/civic"
)

func TestInvitationStands(t *testing.T) {
	now := time.Date(2026, time.March, 2, 2, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		x    civic.Invitation
		want civic.InvitationState
	}{
		"open":              {civic.Invitation{Expires: now.Add(1)}, civic.InvitationOpen},
		"at its end":        {civic.Invitation{Expires: now}, civic.InvitationLapsed},
		"taken and over":    {civic.Invitation{Expires: now, Taken: now}, civic.InvitationTaken},
		"withdrawn":         {civic.Invitation{Expires: now.Add(1), Withdrawn: now}, civic.InvitationWithdrawn},
		"withdrawn by time": {civic.Invitation{}, civic.InvitationLapsed},
	} {
		if got := c.x.Stands(now); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// The day of a letter is the day of the office, and all of it.
func TestInvitationEnds(t *testing.T) {
	late := time.Date(2026, time.March, 2, 16, 30, 0, 0, time.UTC) // 23:30 in Jakarta, 01:30 of the next day in Jayapura
	for zone, want := range map[civic.Zone]string{civic.WIB: "2026-03-09", civic.WIT: "2026-03-10"} {
		got := civic.InvitationEnds(late, 7*24*time.Hour, zone)
		if day := civic.DateOf(got.Add(-1), zone).String(); day != want || civic.DateOf(got, zone).String() == want {
			t.Errorf("%s: ends %s, want the end of %s", zone, got, want)
		}
	}
}

// Nobody gives out more than they have.
func TestMayGive(t *testing.T) {
	for _, own := range append(civic.OfficerRoles(), civic.RoleReporter, civic.RolePublic, civic.RoleSystem) {
		for _, r := range append(civic.OfficerRoles(), civic.RoleReporter, "apa") {
			beyond := r == civic.RoleNationalAdmin || r == civic.RoleSupervisor || r == civic.RoleAuditor
			want := civic.ValidOfficerRole(r) && (own == civic.RoleNationalAdmin || own == civic.RoleAgencyAdmin && !beyond)
			if got := (civic.Actor{Role: own}).MayGive(r); got != want {
				t.Errorf("%s gives %s: %v", own, r, got)
			}
		}
	}
}
