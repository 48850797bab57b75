package demo

import "tuntas/internal/civic"

// Reporter is a fictional citizen.
type Reporter struct {
	Name  string
	Email string // may be empty
	Phone string // may be empty
}

// Report is one sample report with everything that happened to it until today.
// It is told relative to the day of playing back: Age says how many working
// days before that day it was sent.
type Report struct {
	Ref          string      // demo-001 ... demo-500, oldest first
	Situation    string      // id of the hand-written situation behind it
	Class        civic.Class // as sent; an officer may find it oversight-grade, see Step.Class
	Topic        string      // topic code
	Title        string
	Body         string
	PlaceText    string
	Region       string // region code
	OccurredDays int    // calendar days between the event and the report
	NamedAgency  string // agency the reporter chose, empty for most
	Desk         string // agency that is responsible in the end
	Anonymous    bool
	Secret       bool
	ShowName     bool
	Reporter     Reporter
	State        civic.State // to which the steps lead
	Age          int         // working days between sending and today, at least 1
	Minute       int         // minute of the day of sending, local time of the place
	Steps        []Step      // in time order, the last one before today
}

// Step is one event of a report's life, in the words of the lifecycle.
type Step struct {
	Verb       civic.Verb
	Role       civic.Role       // RoleReporter, RoleSystem, or the role of an officer at Desk
	Desk       string           // acting desk, for officers
	To         string           // receiving desk of verify, dispose and return
	Class      civic.Class      // for verify
	Reason     string           // reason code of hold, return and archive; the outcome for close
	Text       string           // what was written
	Referred   string           // to whom the reporter is referred, for close
	Finding    string           // of what is of oversight grade, for close
	Measure    string           // what followed from it
	Disclosure civic.Disclosure // for answer, of a request of information

	Rating int // for accept and rate: 1 not helped, 2 so-so, 3 helped
	Day    int // working days after the report was sent
	Minute int // minute of that day, local time of the place
}

// Count is the number of sample reports.
const Count = 500

// shares is how many of the reports end in each state; the proportions are
// those of a service that keeps up but is not without arrears.
func shares() map[civic.State]int {
	return map[civic.State]int{
		civic.Submitted: 36, civic.InfoNeeded: 22, civic.Dispatched: 46, civic.InProgress: 72,
		civic.AwaitingReporter: 54, civic.Escalated: 10, civic.Closed: 236, civic.Archived: 24,
	}
}
