package civic

import "time"

// Event is one entry of a report's history. Events are only ever added: a
// correction is another event.
type Event struct {
	ID       ID
	Report   ID
	Seq      int // 1 for the submission
	At       time.Time
	Verb     Verb
	Role     Role // of whoever acted
	Officer  ID
	Desk     ID // the officer's desk, or the holder for reporter and system
	From     State
	To       State
	FromDesk ID
	ToDesk   ID
	Shown    Audience
	Reason   string // code of a reason list
	Message  string
	Detail   map[string]string // small facts: old and new class, flag, rating, public version
	// Where the report lay and lies in the inbox, so that counts can be kept from events alone.
	FromQueue, ToQueue Queue
	FromDue, ToDue     time.Time
	// What it did to the clocks, so that promises can be told from events alone: see Pledges.
	Turned  Clocks // those that it changed, as they stood after it
	Edition string // of the calendar by which they were reckoned; "" on events of before that was kept
}

// For is the officer in whose place somebody acted as a substitute; 0 when nobody's.
func (e *Event) For() ID {
	id, err := ParseID(e.Detail[DetailFor])
	if err != nil {
		return 0
	}
	return id
}

// Assigned is the officer whose work the report became with this event; 0 for another event, and for work given back.
func (e *Event) Assigned() ID {
	id, err := ParseID(e.Detail["assignee"])
	if e.Verb != VerbAssign || err != nil {
		return 0
	}
	return id
}
