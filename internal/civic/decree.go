package civic

import "slices"

// ReasonsTeam lists what somebody can be in a coordination team. It is dated data like the reason lists, and kept with them.
const ReasonsTeam = "team"

// The most that a decree and its team hold: letters of the number and of the note, members, and years that one is valid for.
const (
	MaxDecreeNumber = 100
	MaxDecreeNote   = 1000
	MaxTeam         = 40
	MaxMemberName   = 120
)

// Decree is what set up an agency's coordination team (Surat Keputusan).
type Decree struct {
	ID       ID
	Agency   ID
	Number   string
	Dated    Date // the day of the decree
	From     Date // its first day
	Until    Date // its last day; zero: open
	Note     string
	File     DecreeFile
	Replaces ID // the decree in whose place it came; 0 none

	By        ID // who entered it
	ByName    string
	At        int64  // microseconds UTC
	Withdrawn int64  // when it was taken back; 0: it was not
	Why       string // it was taken back
	Version   int
	Team      []TeamMember
}

// DecreeFile is a file of the register; its bytes lie in the blob store under Hash. The zero file is none.
type DecreeFile struct {
	Hash, Name, MediaType string
	Size                  int64 // bytes
}

// TeamMember is one of a coordination team: an officer, or somebody without an account.
type TeamMember struct {
	Role    string // a code of ReasonsTeam
	Name    string
	Officer ID     // 0: no account
	Email   string // by which the officer is named in forms
}

// DecreeState is how a decree stands on a day.
type DecreeState string

// The states of a decree.
const (
	DecreeValid     DecreeState = "valid"
	DecreeLapsing   DecreeState = "lapsing" // valid, and over before long
	DecreeLapsed    DecreeState = "lapsed"
	DecreeComing    DecreeState = "coming"
	DecreeWithdrawn DecreeState = "withdrawn"
)

// Stands is how the decree stands on a day; soon is how many days before its end it is lapsing.
func (d *Decree) Stands(day Date, soon int) DecreeState {
	switch {
	case d.Withdrawn != 0:
		return DecreeWithdrawn
	case day.Before(d.From):
		return DecreeComing
	case d.Until.IsZero():
		return DecreeValid
	case d.Until.Before(day):
		return DecreeLapsed
	case d.Until.After(day.AddDays(soon)):
		return DecreeValid
	default:
		return DecreeLapsing
	}
}

// DecreeRule is how many days before its decree ends an agency is warned, from a day on.
type DecreeRule struct {
	From Date
	Days []int
}

// Soon is how many days before its end a decree is lapsing: the longest warning.
func (r DecreeRule) Soon() int {
	if len(r.Days) == 0 {
		return 0
	}
	return slices.Max(r.Days)
}

// Warning is which warning is due with so many days left: the shortest that is not over. ok is false when none is.
func (r DecreeRule) Warning(left int) (days int, ok bool) {
	for _, d := range r.Days {
		if left >= 0 && left <= d && (!ok || d < days) {
			days, ok = d, true
		}
	}
	return days, ok
}

// DecreeRuleOn is the rule of a day among all; none before the first.
func DecreeRuleOn(all []DecreeRule, day Date) (out DecreeRule) {
	for _, r := range all {
		if !day.Before(r.From) && !r.From.Before(out.From) {
			out = r
		}
	}
	return out
}

// DaysUntil is how many days after a day another one comes.
func (d Date) DaysUntil(other Date) int { return other.number() - d.number() }
