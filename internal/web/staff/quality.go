package staff

import "tuntas/internal/civic"

// Quality is where it is told how answers fared before they were sent.
const Quality = Home + "/mutu"

// SeesQuality tells whether a role sees that page. The verb decides; this only keeps the link away from those whom it
// would refuse.
func SeesQuality(r civic.Role) bool {
	switch r {
	case civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleAgencyHead, civic.RoleLiaison, civic.RoleSupervisor:
		return true
	default:
		return false
	}
}
