package civic

import "slices"

// ClockKind names one of the clocks of a report.
type ClockKind string

// The clocks.
const (
	ClockVerify         ClockKind = "verify"          // receipt to the verifier's decision
	ClockFirstFollowUp  ClockKind = "first_follow_up" // disposition to the first answer
	ClockResolve        ClockKind = "resolve"         // disposition to the resolution, by class
	ClockReporterWindow ClockKind = "reporter_window" // answer to the reporter's reply, then closed
	ClockCompletion     ClockKind = "completion"      // the reporter completes what is missing
	ClockResponse       ClockKind = "response"        // the handler answers a reporter's reply
	ClockCitizen        ClockKind = "citizen"         // receipt to resolution, which nothing pauses
	ClockReopenWindow   ClockKind = "reopen_window"   // closing to the last day for opening it again
	ClockRework         ClockKind = "rework"          // "not solved" to the next answer
	ClockDecide         ClockKind = "decide"          // returned too often to the decision of the tier above
	ClockSupport        ClockKind = "support"         // an office asked to help to its answer; see Support
	ClockConsult        ClockKind = "consult"         // an office asked for its opinion to the answer
	ClockDemand         ClockKind = "demand"          // an office asked from above to explain to the answer; see Demand
	ClockObjection      ClockKind = "objection"       // an objection to what its superior answers; see Objection
	ClockObjectionTerm  ClockKind = "objection_term"  // its ground to the last day for an objection
	ClockCommissionTerm ClockKind = "commission_term" // that answer, or its last day, to the last one for the Information Commission
)

// DayUnit says what is counted.
type DayUnit string

// The units.
const (
	WorkingDays  DayUnit = "working_days"
	CalendarDays DayUnit = "calendar_days"
)

// VariantPPID marks the lengths for requests of public information, which have a law of their own.
const VariantPPID = "ppid"

// ClockPolicy is the length of a clock: for the country or one agency, for one class or any,
// from a day on.
type ClockPolicy struct {
	ID            ID
	AgencyID      ID // 0 = the whole country
	Clock         ClockKind
	Class         Class   // "" = any class
	Variant       string  // "" or VariantPPID
	Amount        int     // length, in Unit
	Unit          DayUnit // what Amount and Extension count
	Extension     int     // how much it may be lengthened, once and with a reason
	EffectiveFrom Date    // first day it holds; the zero Date = always
	Source        string  // the rule or promise it comes from
	Correction    bool    // entered after its first day, to mend what was entered wrongly
}

// PolicyBook finds the length that holds for a report. It is immutable, and safe for many goroutines.
type PolicyBook struct {
	pages map[policyPage][]ClockPolicy
}

type policyPage struct {
	clock   ClockKind
	variant string
	agency  ID
}

// NewPolicyBook makes a book of all policies, old and new, in any order.
func NewPolicyBook(ps []ClockPolicy) *PolicyBook {
	b := &PolicyBook{pages: map[policyPage][]ClockPolicy{}}
	for _, p := range ps {
		k := policyPage{p.Clock, p.Variant, p.AgencyID}
		b.pages[k] = append(b.pages[k], p)
	}
	for _, ps := range b.pages {
		slices.SortFunc(ps, preference)
	}
	return b
}

// preference puts first what wins when both hold: a class before any class, then the newer one.
func preference(a, b ClockPolicy) int {
	if (a.Class == "") != (b.Class == "") {
		if a.Class != "" {
			return -1
		}
		return 1
	}
	if c := b.EffectiveFrom.Compare(a.EffectiveFrom); c != 0 {
		return c
	}
	return int(min(1, max(-1, b.ID-a.ID)))
}

// Find returns the policy that holds on a day for a report of a class at a desk. The chain is
// the desk, its parent and so on; the nearest with a policy of its own wins, the country comes last.
// It returns an unavailable Error when nothing holds: somebody has to enter a length first.
func (b *PolicyBook) Find(clock ClockKind, class Class, chain []ID, day Date) (ClockPolicy, error) {
	return b.FindVariant(clock, class, "", chain, day)
}

// FindVariant is Find for a variant: the lengths written for the variant come first, at any
// desk; where there are none, those for everything hold.
func (b *PolicyBook) FindVariant(clock ClockKind, class Class, variant string, chain []ID, day Date) (ClockPolicy, error) {
	for {
		for _, agency := range chain {
			if p, ok := b.look(policyPage{clock, variant, agency}, class, day); ok {
				return p, nil
			}
		}
		if p, ok := b.look(policyPage{clock, variant, 0}, class, day); ok {
			return p, nil
		}
		if variant == "" {
			return ClockPolicy{}, Unavailable("error.policy_missing", nil)
		}
		variant = ""
	}
}

func (b *PolicyBook) look(page policyPage, class Class, day Date) (ClockPolicy, bool) {
	for _, p := range b.pages[page] {
		if (p.Class == "" || p.Class == class) && !p.EffectiveFrom.After(day) {
			return p, true
		}
	}
	return ClockPolicy{}, false
}

// NationalPolicies returns the lengths a new installation begins with. They are rows to be
// edited, not constants: the ministry's rule of 2025 may replace any of them from a day on.
// Their IDs are fixed, so that seeding twice changes nothing.
func NationalPolicies() []ClockPolicy {
	const (
		promise = "Janji layanan SP4N-LAPOR!"
		byClass = "PermenPANRB 62/2018, bab VI"
		law     = "UU 25/2009, pasal 44"
		own     = "Ketentuan pengelola"
	)
	ps := []ClockPolicy{
		{Clock: ClockVerify, Amount: 3, Source: promise},
		{Clock: ClockFirstFollowUp, Amount: 5, Source: promise},
		{Clock: ClockResolve, Class: Information, Amount: 5, Source: byClass},
		{Clock: ClockResolve, Class: Aspiration, Amount: 5, Source: byClass},
		{Clock: ClockResolve, Class: Complaint, Amount: 14, Source: byClass},
		{Clock: ClockResolve, Class: ComplaintOversight, Amount: 60, Source: byClass},
		{Clock: ClockReporterWindow, Amount: 10, Source: promise},
		{Clock: ClockCompletion, Amount: 30, Unit: CalendarDays, Source: law},
		{Clock: ClockResponse, Amount: 5, Source: own},
		{Clock: ClockReopenWindow, Amount: 30, Unit: CalendarDays, Source: own},
		{Clock: ClockResolve, Class: Information, Variant: VariantPPID, Amount: 10, Extension: 7, Source: "UU 14/2008, pasal 22"},
		{Clock: ClockRework, Amount: 5, Source: own},
		{Clock: ClockDecide, Amount: 1, Source: own},
		{Clock: ClockSupport, Amount: 5, Source: own},
		{Clock: ClockConsult, Amount: 3, Source: own},
		{Clock: ClockDemand, Amount: 5, Source: own},
		{Clock: ClockObjection, Amount: 30, Source: "UU 14/2008, pasal 36 ayat (2)"},
		{Clock: ClockObjectionTerm, Amount: 30, Source: "UU 14/2008, pasal 36 ayat (1)"},
		{Clock: ClockCommissionTerm, Amount: 14, Source: "UU 14/2008, pasal 37 ayat (2)"},
	}
	for i := range ps {
		ps[i].ID = ID(i + 1)
		if ps[i].Unit == "" {
			ps[i].Unit = WorkingDays
		}
	}
	return ps
}
