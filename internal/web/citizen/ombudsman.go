package citizen

import (
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// Handed is one handing over of the report to another body.
type Handed struct {
	Body    string
	At      time.Time
	Own     bool // by the reporter
	Consent bool // with the reporter's name
	Hash    string
	Number  string // at the other body
	Outcome string
	Settled time.Time // when number or outcome was written down
	URL     string    // below which the dossier lies
	Check   string    // its public page
}

// way says in words whether the report can be taken to the Ombudsman, and why or from when; "" where that is no
// question. i18n:keys escalate.why. pledge.what.
func (v ReportView) way() string {
	e := v.Escalation
	if !v.Own || e.Why == civic.EscalationNever || e.Why == civic.EscalationDone {
		return ""
	}
	what := ""
	if e.Clock != "" {
		what = v.P.T("pledge.what." + string(e.Clock))
	}
	return v.P.T("escalate.why."+string(e.Why), "what", what, "date", i18n.Strong(v.P.Date(e.From)))
}

// wayUntil says until when, where that is known.
func (v ReportView) wayUntil() string {
	e := v.Escalation
	if e.Until.IsZero() || !e.Open() && e.Why != civic.EscalationWaits {
		return ""
	}
	return v.P.T("escalate.until", "date", v.P.Date(e.Until))
}

// handedTitle says to whom and when.
func (v ReportView) handedTitle(h Handed) string {
	return v.P.T("handover.to", "body", h.Body, "at", v.P.DateTime(h.At, v.Zone))
}

// handedBy says who handed it over, and whether with a name.
func (v ReportView) handedBy(h Handed) string {
	by := v.P.T("handover.by_office")
	if h.Own {
		by = v.P.T("handover.by_you")
	}
	if h.Consent {
		return by + " " + v.P.T("handover.named")
	}
	return by + " " + v.P.T("handover.unnamed")
}

// answered says what the other body answered.
func (v ReportView) answered(h Handed) string {
	if h.Settled.IsZero() {
		return v.P.T("handover.open")
	}
	if h.Number == "" {
		return v.P.T("handover.outcome", "outcome", h.Outcome, "at", v.P.DateTime(h.Settled, v.Zone))
	}
	return v.P.T("handover.outcome_number", "number", h.Number, "outcome", h.Outcome, "at", v.P.DateTime(h.Settled, v.Zone))
}

// IssuedView is the page that says when a dossier with a fingerprint was issued, and nothing else.
type IssuedView struct {
	ui.Page
	Hash, KeyID string
	At          time.Time
}

// Issued makes the public page of a dossier.
func Issued(v IssuedView) templ.Component {
	v.Page = framed(v.Page, "issued.title")
	return ui.Layout(v.Page, issued(v))
}
