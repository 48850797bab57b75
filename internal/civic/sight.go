package civic

// Sight is what one viewer may see of one report. Everything shown anywhere is
// cut to it first; "nothing" is indistinguishable from "there is no such report".
type Sight struct {
	Exists     bool // that it exists, its state and its clocks
	Text       bool // original text, messages, place, files
	Published  bool // the public version
	Internal   bool // internal notes
	Name       bool // the reporter's name (an officer's reading it is recorded)
	Contact    bool // the reporter's contact (reading it is recorded)
	WithReason bool // text may be opened with a reason that is recorded
	Helps      bool // sees it because an office was asked: of what is internal only what concerns that office
}

// Look says what the actor may see of the report. One place decides, for
// every page, list, search, export and message.
func Look(t *Tree, a Actor, r *Report) Sight {
	switch {
	case a.Role == RoleReporter && a.InScope(t, r):
		return Sight{Exists: true, Text: true, Published: r.Published}
	case a.IsOfficer() && a.InScope(t, r):
		return lookHelper(t, a, r, lookOfficer(t, a, r))
	default:
		return Sight{Exists: r.Public(), Published: r.Public(), Name: r.Public() && r.ShowName && !r.Anonymous}
	}
}

func lookOfficer(t *Tree, a Actor, r *Report) Sight {
	s := Sight{Exists: true, Published: r.Published}
	switch a.Role {
	case RoleAuditor:
		s.Published = r.Public()
		return s
	case RoleSupervisor, RoleAgencyHead: // they watch over the handling and do none of it: docs/adr/0013
		s.Text, s.Internal, s.WithReason = !r.Secret, !r.Secret, r.Secret
	case RoleOversight:
		if r.Class != ComplaintOversight {
			s.Published = r.Public()
			return s
		}
		s.Text, s.Internal, s.Name = true, true, !r.Anonymous
	default:
		if holds(t, a, r) {
			s.Text, s.Internal = true, true
			s.Name, s.Contact = !r.Anonymous, !r.Anonymous
		} else {
			s.Text, s.Internal = !r.Secret, !r.Secret
			s.Name = !r.Secret && !r.Anonymous
		}
	}
	if !s.Text {
		s.Published = false
	}
	return s
}

// lookHelper cuts the sight of whoever was only asked: they read what it is about, a secret report too, for whoever holds
// it called them in; never who the reporter is, and not what the lead's officers tell each other.
func lookHelper(t *Tree, a Actor, r *Report, s Sight) Sight {
	if a.helps(t, r) {
		s.Name, s.Contact, s.Internal, s.Helps = false, false, false, s.Text
	}
	return s
}

// holds: the desk that holds the report and its coordinators up to the agency. The
// national desk holds what lies at the national desk and at agencies in whose stead it
// acts, and nothing else below it.
func holds(t *Tree, a Actor, r *Report) bool {
	return a.Desk == r.Holder || a.Desk != t.National() || t.Central(r.Holder)
}
