package civic

// Role is what a post entitles its holder to do (PermenPANRB 62/2018; lapor roles).
type Role string

// The roles. Reporter, Public and System are not posts of officers.
const (
	RoleReporter      Role = "reporter"
	RolePublic        Role = "public"
	RoleSystem        Role = "system"
	RoleNationalAdmin Role = "national_admin"
	RoleAgencyAdmin   Role = "agency_admin"
	RoleLiaison       Role = "liaison"
	RoleUnitOfficer   Role = "unit_officer"
	RoleAgencyHead    Role = "agency_head"
	RoleOversight     Role = "oversight"
	RoleSupervisor    Role = "supervisor"
	RoleAuditor       Role = "auditor"
)

// OfficerRoles lists the roles that a post can have.
func OfficerRoles() []Role {
	return []Role{RoleNationalAdmin, RoleAgencyAdmin, RoleLiaison, RoleUnitOfficer,
		RoleAgencyHead, RoleOversight, RoleSupervisor, RoleAuditor}
}

// ValidOfficerRole tells whether r can be given to an officer.
func ValidOfficerRole(r Role) bool {
	for _, k := range OfficerRoles() {
		if k == r {
			return true
		}
	}
	return false
}

// Actor is whoever acts: the reporter of one report, an officer in one post, or the system.
type Actor struct {
	Role    Role
	Officer ID     // 0 unless an officer
	Post    ID     // the post in use
	Desk    ID     // the desk of that post; its subtree is the officer's scope
	Name    string // the officer's name as written into events; empty for reporters
	Report  ID     // the one report whose code and PIN the reporter has shown

	For     ID     // whom the officer acts for as a substitute; 0 when the post is the officer's own
	ForName string // of that officer

	Approver ID // whoever approved what this officer proposed; 0 when the officer acts alone

	Remit *Remit // of a supervisor's post; nil: everything in the scope
}

// IsOfficer tells whether the actor acts from a post.
func (a Actor) IsOfficer() bool { return a.Officer != 0 }

// SystemActor acts for the clock.
func SystemActor() Actor { return Actor{Role: RoleSystem} }

// ReporterActor acts as the reporter of the report that the PIN opened.
func ReporterActor(report ID) Actor { return Actor{Role: RoleReporter, Report: report} }

// InScope tells whether the report is held in the part of the tree below the
// actor's post, or an office there was asked about it, or is the reporter's own, and that it belongs to the actor's remit
// and the actor is not kept out of it. Outside of scope a report does not exist for the actor.
func (a Actor) InScope(t *Tree, r *Report) bool {
	switch {
	case a.Role == RoleSystem:
		return true
	case a.Role == RoleReporter:
		return a.Report == r.ID && r.ID != 0
	case !a.IsOfficer():
		return false
	default:
		return (t.Within(r.Holder, a.Desk) || a.helps(t, r)) && a.Remit.Covers(t, r) && !a.KeptOut(t, r)
	}
}

// MayAdminister tells whether the actor manages master data of the node:
// the national desk everywhere, a coordinator in and below the own agency.
func (a Actor) MayAdminister(t *Tree, node ID) bool {
	switch a.Role {
	case RoleNationalAdmin:
		return true
	case RoleAgencyAdmin:
		return t.Within(node, a.Desk)
	default:
		return false
	}
}

// BeyondAgencies tells whether a post of that role reaches all agencies, wherever its desk is.
func (r Role) BeyondAgencies() bool {
	return r == RoleNationalAdmin || r == RoleSupervisor || r == RoleAuditor
}

// MayGive tells whether the actor may give out, change and end posts of a role: none that reaches further than the own.
func (a Actor) MayGive(r Role) bool {
	switch a.Role {
	case RoleNationalAdmin:
		return ValidOfficerRole(r)
	case RoleAgencyAdmin:
		return ValidOfficerRole(r) && !r.BeyondAgencies()
	default:
		return false
	}
}
