package civic

import "time"

// MaxLeaveDays is the most days that one leave lasts.
const MaxLeaveDays = 366

// Leave is a time in which somebody else acts for the holder of a post.
type Leave struct {
	ID             ID        `json:"id"`
	Post           ID        `json:"post"`
	Agency         ID        `json:"agency"`
	Role           Role      `json:"role"`
	Officer        ID        `json:"officer"` // the holder
	Name           string    `json:"-"`
	Substitute     ID        `json:"substitute"`
	SubstituteName string    `json:"-"`
	From           time.Time `json:"from"`
	Until          time.Time `json:"until"` // the first moment after it; From when it was called off before it began
	By             ID        `json:"by"`    // who entered it
	At             time.Time `json:"at"`
}

// LeaveState is how a leave stands.
type LeaveState string

// The states.
const (
	LeaveComing LeaveState = "coming"
	LeaveNow    LeaveState = "now"
	LeaveOver   LeaveState = "over"
	LeaveOff    LeaveState = "off" // called off before it began
)

// Stands tells how the leave stands at a moment.
func (x *Leave) Stands(now time.Time) LeaveState {
	switch {
	case !x.From.Before(x.Until):
		return LeaveOff
	case !now.Before(x.Until):
		return LeaveOver
	case now.Before(x.From):
		return LeaveComing
	default:
		return LeaveNow
	}
}

// Days are the first and the last day of the leave where the office is.
func (x *Leave) Days(zone Zone) (first, last Date) {
	return DateOf(x.From, zone), DateOf(x.Until.Add(-1), zone)
}
