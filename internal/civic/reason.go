package civic

// Reason is one entry of a reason list. Lists are data: a regulation may change them.
type Reason struct {
	ID        ID
	List      string // one of ReasonLists
	Code      string
	TextID    string // what the reporter reads, Indonesian
	TextEN    string
	From      Date // first day on which it may be given
	Until     Date // first day on which it may not; zero: no end
	Source    string
	ForSystem bool // written by the system only
	Asks      Asks // of an outcome: what has to be said with it
}

// ReasonLists names all lists, in the order in which they are shown.
func ReasonLists() []string {
	return []string{ReasonsHold, ReasonsReturn, ReasonsArchive, ReasonsOutcome, ReasonsExtend, ReasonsUnable, ReasonsRelease, ReasonsBody, ReasonsFinding, ReasonsRefusal, ReasonsObjection, ReasonsAudit, ReasonsTeam}
}

// ReasonBook is an immutable snapshot of all reason lists.
type ReasonBook struct{ all []Reason }

// NewReasonBook keeps the reasons in the order given.
func NewReasonBook(all []Reason) *ReasonBook { return &ReasonBook{all: all} }

// Find returns the reason of a list, whatever the day; old reports keep old reasons.
func (b *ReasonBook) Find(list, code string) (Reason, bool) {
	for _, r := range b.all {
		if r.List == list && r.Code == code {
			return r, true
		}
	}
	return Reason{}, false
}

// Offered lists what an officer may choose on the day.
func (b *ReasonBook) Offered(list string, day Date) []Reason {
	var out []Reason
	for _, r := range b.all {
		if r.List == list && !r.ForSystem && !day.Before(r.From) && (r.Until == (Date{}) || day.Before(r.Until)) {
			out = append(out, r)
		}
	}
	return out
}

// May tells whether an officer may give the reason on the day.
func (b *ReasonBook) May(list, code string, day Date) bool {
	for _, r := range b.Offered(list, day) {
		if r.Code == code {
			return true
		}
	}
	return false
}
