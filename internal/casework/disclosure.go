package casework

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/notify"
)

// Disclosed says in a sentence what an answer does with the information that was asked for, as it was corrected last; ""
// where it does not say. own addresses the requester.
func (v View) Disclosed(p *i18n.Printer, e *Entry, own bool) string {
	if e.Verb != civic.VerbAnswer {
		return ""
	}
	return notify.Disclosed(p, v.reasons, v.Discloses(e), own)
}

// DisclosedBy says the same of one entry alone, an answer or a correction, as it was told then.
func (v View) DisclosedBy(p *i18n.Printer, e *Entry, own bool) string {
	return notify.Disclosed(p, v.reasons, &e.Event, own)
}

// Discloses is the event that says last what becomes of the information of an answer: the answer, or its correction.
func (v View) Discloses(e *Entry) *civic.Event {
	last := &e.Event
	for _, later := range v.Corrections(e.Seq) {
		if later.Disclosed() != "" {
			last = &later.Event
		}
	}
	return last
}

// GroundWords is the ground of an event in the language of a page, "" for none.
func (v View) GroundWords(p *i18n.Printer, e *civic.Event) string {
	return notify.Ground(p, v.reasons, e.Ground())
}
