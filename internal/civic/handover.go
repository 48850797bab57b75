package civic

import (
	"strings"
	"time"
	"unicode/utf8"
)

// The verbs about other bodies.
const (
	VerbHandOver Verb = "hand_over" // an officer gives a dossier to another body
	VerbRecord   Verb = "record"    // what the other body answered
)

// ReasonsBody is the list of bodies to which a report can be handed over, with the day from which each takes them.
const ReasonsBody = "body"

// BodyOmbudsman is the body to which reporters take their reports; it is in every list of bodies.
const BodyOmbudsman = "ombudsman"

// The facts of a handing over that stand in the detail of an event.
const (
	DetailBody    = "body"    // to whom the reporter took it
	DetailConsent = "consent" // "yes": the reporter gave the own name with it
	DetailNumber  = "number"  // that the other body gave
)

// MaxNumber is the longest number that another body may give, in characters.
const MaxNumber = 100

// elsewhere: what is handed to bodies outside, and what comes of it there.
func elsewhere() []Step {
	watching := append(append([]Role{}, handlers...), RoleSupervisor)
	return []Step{
		{Verb: VerbHandOver, From: []State{Dispatched, InProgress, AwaitingReporter, Escalated, Closed}, To: Same, By: handlers, Needs: []Need{NeedReason, NeedMessage}, Reasons: ReasonsBody, Lands: Stays, Shown: ForReporter, Guard: GuardHandler,
			Why: "another body has to know; the reporter is told, and the desk still owes its answer"},
		{Verb: VerbRecord, From: States(), To: Same, By: watching, Needs: []Need{NeedMessage}, Lands: Stays, Shown: ForReporter, Guard: GuardHanded,
			Why: "the number and the outcome that the other body gave"},
	}
}

// OmbudsmanYears is how old what happened may be for the Ombudsman: UU 37/2008 art. 24.
const OmbudsmanYears = 2

// Escalation says whether the reporter can take a report to the Ombudsman, and why or from when.
type Escalation struct {
	Why   EscalationWhy
	Clock ClockKind // the promise that was broken, or is the next that could be
	From  Date      // while it waits: the first day on which it can be done
	Until Date      // the last day, where it is known when it happened
}

// EscalationWhy is the ground on which a report can be taken to the Ombudsman, or cannot.
type EscalationWhy string

// The grounds. Late and Unsolved are those on which it can.
const (
	EscalationLate     EscalationWhy = "late"      // the office broke a promise
	EscalationUnsolved EscalationWhy = "unsolved"  // the office ended it, and the reporter is not content
	EscalationWaits    EscalationWhy = "waits"     // the office still has time
	EscalationOld      EscalationWhy = "old"       // it happened too long ago
	EscalationContent  EscalationWhy = "content"   // the reporter said that it helped
	EscalationDone     EscalationWhy = "escalated" // it was taken there already
	EscalationNever    EscalationWhy = ""          // not a question in this state
)

// Open tells whether it can be done now.
func (e Escalation) Open() bool { return e.Why == EscalationLate || e.Why == EscalationUnsolved }

// Escalation applies the law to a report: the office was tried first and was late, or left the reporter without a
// solution (UU 37/2008 art. 24, UU 25/2009 art. 46), and what happened is not too old, where the day is known.
func (w World) Escalation(r *Report) Escalation {
	out := Escalation{}
	if !r.Occurred.IsZero() {
		out.Until = DateOf(time.Date(r.Occurred.Year+OmbudsmanYears, r.Occurred.Month, r.Occurred.Day, 12, 0, 0, 0, time.UTC), WIB)
	}
	switch r.State {
	case Escalated:
		out.Why = EscalationDone
		return out
	case Closed:
		out.Why = EscalationUnsolved
		if r.ClosedBy == ClosedByReporter && r.Rating == 3 {
			out.Why = EscalationContent
		}
	case Submitted:
		if !r.EscalatedAt.IsZero() { // taken there from the door, where it still lies
			out.Why = EscalationDone
			return out
		}
		w.whenLate(r, &out)
	case Dispatched, InProgress, AwaitingReporter:
		w.whenLate(r, &out)
	default:
		return out
	}
	if last := out.Until; !last.IsZero() && out.Why != EscalationContent && (DateOf(w.Now, r.Zone).After(last) || out.From.After(last)) {
		out.Why, out.From = EscalationOld, Date{}
	}
	return out
}

// whenLate finds the promise that was broken first, or the one that would be next.
func (w World) whenLate(r *Report, out *Escalation) {
	var first Clock
	for _, c := range r.Clocks {
		if c.Running() && c.Kind != ClockReporterWindow && c.Kind != ClockCompletion && c.Kind != ClockObjection && (first.IsZero() || c.Due.Before(first.Due)) {
			first = c
		}
	}
	if first.IsZero() {
		return
	}
	out.Clock, out.Why = first.Kind, EscalationLate
	if w.Now.Before(first.Due) {
		out.Why, out.From = EscalationWaits, w.keeper(r, first.Kind).DueDate(first).AddDays(1)
	}
}

// mayEscalate refuses what the law does not allow.
func (w World) mayEscalate(r *Report) error {
	switch w.Escalation(r).Why {
	case EscalationLate, EscalationUnsolved:
		return nil
	case EscalationOld:
		return Conflict("error.escalate_old")
	case EscalationContent:
		return Conflict("error.escalate_content")
	case EscalationDone:
		return Conflict("error.escalate_done")
	default:
		return Conflict("error.not_late")
	}
}

// LastDay reads a day, or a month or year of which no more is known, as the last day that it can mean. ok is false for
// what is none.
func LastDay(s string, p Precision) (Date, bool) {
	switch p {
	case PreciseDay:
		d, err := ParseDate(s)
		return d, err == nil
	case PreciseMonth:
		t, err := time.Parse("2006-01", s[:min(len(s), len("2006-01"))])
		return DateOf(t.AddDate(0, 1, -1), WIB), err == nil
	default:
		t, err := time.Parse("2006", s[:min(len(s), len("2006"))])
		return DateOf(t.AddDate(1, 0, -1), WIB), err == nil
	}
}

// handed checks what is written down of another body's answer.
func (c Command) handed() error {
	if c.Verb == VerbRecord && utf8.RuneCountInString(c.Number) > MaxNumber {
		return Invalid("number", "error.too_long", "max", MaxNumber)
	}
	return nil
}

// consents refuses that the name of an anonymous report goes into a dossier: nobody shall believe that it did.
func (r *Report) consents(c Command) error {
	if c.Consent && r.Anonymous {
		return Invalid("consent", "error.consent_anonymous")
	}
	return nil
}

// noteHandover writes down to whom a report went, and what number it has there.
func (e *Event) noteHandover(c Command, put func(key, value string)) {
	switch c.Verb {
	case VerbEscalate:
		put(DetailBody, BodyOmbudsman)
		if c.Consent {
			put(DetailConsent, "yes")
		}
	case VerbDispute:
		put(DetailBody, BodyCommission)
		if c.Consent {
			put(DetailConsent, "yes")
		}
	case VerbRecord:
		put(DetailNumber, strings.Join(strings.Fields(TidyText(c.Number)), " "))
	}
}
