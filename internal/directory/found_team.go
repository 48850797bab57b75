package directory

import (
	"time"

	"tuntas/internal/civic"
)

// teamRoles are what somebody can be in a coordination team, as long as nobody writes other ones.
func teamRoles() []civic.Reason {
	from := civic.Date{Year: 2013, Month: time.September, Day: 6}
	one := func(code, id, en, source string) civic.Reason {
		return civic.Reason{List: civic.ReasonsTeam, Code: code, From: from, Source: source, TextID: id, TextEN: en}
	}
	return []civic.Reason{
		one("director", "Pengarah", "Director", "Perpres 76/2013"),
		one("chair", "Ketua", "Chair", "Perpres 76/2013"),
		one("coordinator", "Koordinator", "Coordinator", "PermenPANRB 62/2018"),
		one("liaison", "Pejabat penghubung", "Liaison officer", "PermenPANRB 62/2018"),
		one("admin", "Admin", "Administrator", "PermenPANRB 62/2018"),
	}
}
