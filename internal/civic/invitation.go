package civic

import "time"

// Invitation offers a post to whoever reads the mail of an address.
type Invitation struct {
	ID        ID        `json:"id"`
	Email     string    `json:"email"`
	Name      string    `json:"name"`
	Agency    ID        `json:"agency"`
	Role      Role      `json:"role"`
	Until     Date      `json:"until,omitzero"` // the last day of the post; zero: until further notice
	By        ID        `json:"by"`             // who sent it last
	ByName    string    `json:"-"`
	Post      ID        `json:"post"` // as whom
	At        time.Time `json:"at"`
	Sent      int       `json:"sent"` // how often
	Expires   time.Time `json:"expires"`
	Taken     time.Time `json:"taken,omitzero"`
	Withdrawn time.Time `json:"withdrawn,omitzero"`
}

// InvitationState is how an invitation stands.
type InvitationState string

// The states.
const (
	InvitationOpen      InvitationState = "open"
	InvitationLapsed    InvitationState = "lapsed" // nobody took it in time, or whoever sent it may not invite any more
	InvitationTaken     InvitationState = "taken"
	InvitationWithdrawn InvitationState = "withdrawn"
)

// Stands tells how the invitation stands at a moment.
func (x *Invitation) Stands(now time.Time) InvitationState {
	switch {
	case !x.Taken.IsZero():
		return InvitationTaken
	case !x.Withdrawn.IsZero():
		return InvitationWithdrawn
	case !now.Before(x.Expires):
		return InvitationLapsed
	default:
		return InvitationOpen
	}
}

// InvitationEnds is when an invitation that is sent now ends: with the last day that begins within its life, where the office
// is, so that the day in the letter is the whole truth.
func InvitationEnds(now time.Time, life time.Duration, zone Zone) time.Time {
	return DateOf(now.Add(life), zone).AddDays(1).Start(zone).UTC()
}
