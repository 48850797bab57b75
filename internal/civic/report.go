package civic

import "time"

// State is where a report stands in its lifecycle (see Lifecycle).
type State string

// The states; the official bucket of each is in StateLabels of the catalogue.
const (
	Submitted        State = "submitted"         // Belum Terverifikasi
	InfoNeeded       State = "info_needed"       // Tunda
	Dispatched       State = "dispatched"        // Terdisposisi - Belum Ditindaklanjuti
	InProgress       State = "in_progress"       // Terdisposisi - Sedang Diproses
	AwaitingReporter State = "awaiting_reporter" // masa tanggapan pelapor
	Escalated        State = "escalated"         // dibawa ke Ombudsman
	Closed           State = "closed"            // Selesai
	Archived         State = "archived"          // Arsip
)

// States lists every state in story order.
func States() []State {
	return []State{Submitted, InfoNeeded, Dispatched, InProgress, AwaitingReporter, Escalated, Closed, Archived}
}

// Valid tells whether s is one of States.
func (s State) Valid() bool {
	for _, k := range States() {
		if s == k {
			return true
		}
	}
	return false
}

// Ended tells whether nobody owes a next step in this state.
func (s State) Ended() bool { return s == Closed || s == Archived }

// Queue is the part of an inbox in which a report lies.
type Queue int

const (
	// QueueAction holds what an officer must do next, in deadline order.
	QueueAction Queue = 1
	// QueueWaiting holds what waits for the reporter, and what waits for its lead.
	QueueWaiting Queue = 2
	// QueueDone holds what is closed or archived, latest first.
	QueueDone Queue = 3
)

// ClosedBy tells apart who ended a report; a silence is never counted as satisfaction.
type ClosedBy string

// Who ended the report.
const (
	ClosedByReporter ClosedBy = "reporter"
	ClosedByOfficer  ClosedBy = "officer"
	ClosedBySystem   ClosedBy = "system"
)

// Report is the current state of one report, without its texts and without its
// reporter: those live apart, so that a list cannot leak them by accident.
type Report struct {
	ID    ID
	Code  TrackingCode
	Alias Alias

	Class    Class
	State    State
	HeldFrom State // the state to which completion returns; empty unless held
	Holder   ID    // the one desk that holds the report now
	Entry    ID    // the desk that received it first
	Named    ID    // the agency the reporter named, 0 if none
	Incident ID    // the incident it belongs to with others, 0 if none; see together.go
	Leads    bool  // the others of the incident follow it
	Parent   ID    // the report of which it is a part, 0 for most; see Split
	Assignee ID    // the officer of the holding desk whose work it is, 0 if nobody's in particular
	Topic    ID
	Region   string
	Zone     Zone // of the place of the report
	Channel  string

	Anonymous bool // the reporter's name is hidden from officers and public
	Secret    bool // the report itself is hidden from everyone but its handlers
	ShowName  bool // the reporter asked for the name to be shown
	Mailable  bool // the vault holds an e-mail address for notices

	ReceivedAt  time.Time
	VerifiedAt  time.Time
	AnsweredAt  time.Time // first follow-up by an agency
	AgencyAt    time.Time // last message of an agency
	ReporterAt  time.Time // last message of the reporter
	EndedAt     time.Time
	EscalatedAt time.Time

	Outcome   string // reason code of closing or archiving
	ClosedBy  ClosedBy
	Rating    int // 1 not helped, 2 so-so, 3 helped; 0 none
	Reopened  int // by the reporter, who may once
	Returns   int
	Version   int  // latest public version, 0 while there was none
	Published bool // the latest public version may be shown
	Seq       int  // number of events so far; guards against lost updates

	Occurred  Date // the last day on which it can have happened; only where a step asks for it, and not kept with the row
	Handovers int  // to how many bodies it was handed over; likewise
	Answered  []ID // the officers who answered it; likewise, for who answered does not decide an objection
	Superior  Seat // who will decide one; likewise

	Demands []Demand // what was asked from above, in the order of the asking; likewise, and a step may add to what was not loaded

	Proposal Proposal // the draft that waits for approval, zero when there is none

	Oversight Oversight // who is kept out of it, and what was found; zero for nearly all

	Supports []Support // the offices that were asked, in the order of the asking; nil for most reports

	Clocks Clocks
}

// Public tells whether anybody may read the published version.
func (r *Report) Public() bool { return r.Published && !r.Secret }

// Queue returns the part of the inbox in which the report lies.
func (r *Report) Queue() Queue {
	if r.Quiet() {
		return QueueWaiting
	}
	switch r.State {
	case InfoNeeded, AwaitingReporter:
		return QueueWaiting
	case Closed, Archived:
		return QueueDone
	default:
		return QueueAction
	}
}

// NextDue returns the deadline by which the list is ordered: the nearest running
// one of whoever owes the next step; the time of ending for reports that ended.
func (r *Report) NextDue() (ClockKind, time.Time) {
	if r.State.Ended() {
		return "", r.EndedAt
	}
	var owed []ClockKind
	switch r.State {
	case InfoNeeded:
		owed = []ClockKind{ClockCompletion}
	case AwaitingReporter:
		owed = []ClockKind{ClockReporterWindow}
	default: // after a return all of them may run
		owed = []ClockKind{ClockVerify, ClockDecide, ClockFirstFollowUp, ClockRework, ClockResponse, ClockResolve}
	}
	var kind ClockKind
	var due time.Time
	for _, k := range owed {
		c, ok := r.Clocks.Get(k)
		if ok && c.Running() && (due.IsZero() || c.Due.Before(due)) {
			kind, due = k, c.Due
		}
	}
	if due.IsZero() {
		if c, ok := r.Clocks.Get(ClockCitizen); ok {
			return ClockCitizen, c.Due
		}
		return "", r.ReceivedAt
	}
	return kind, due
}

// WakeAt returns when the system must act by itself (automatic closing or lapse); zero if never.
func (r *Report) WakeAt() time.Time {
	kind := ClockKind("")
	switch r.State {
	case InfoNeeded:
		kind = ClockCompletion
	case AwaitingReporter:
		kind = ClockReporterWindow
	default:
		return time.Time{}
	}
	if c, ok := r.Clocks.Get(kind); ok && c.Running() {
		return c.Due
	}
	return time.Time{}
}

// Clocks are the clocks of one report, at most one of each kind.
type Clocks []Clock

// Get finds the clock of a kind.
func (cs Clocks) Get(k ClockKind) (Clock, bool) {
	for _, c := range cs {
		if c.Kind == k {
			return c, true
		}
	}
	return Clock{}, false
}

// With returns a copy in which c stands in the place of its kind.
func (cs Clocks) With(c Clock) Clocks {
	out := make(Clocks, 0, len(cs)+1)
	found := false
	for _, old := range cs {
		if old.Kind == c.Kind {
			old, found = c, true
		}
		out = append(out, old)
	}
	if !found {
		out = append(out, c)
	}
	return out
}

// Unsolved tells that the reporter said it is not solved, or had it reopened, and that no new answer has come since.
func (r *Report) Unsolved() bool {
	c, ok := r.Clocks.Get(ClockRework)
	return ok && c.Stopped.IsZero()
}
