package casework

import (
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// Wording is what an answer or a closing tells now, and what it told before it was corrected.
type Wording struct {
	Now     string    // the words as they were corrected last
	Earlier []Earlier // the last one first; empty when nothing was corrected
	Fixed   string    // when and why they were corrected last
}

// Earlier is what stood until a correction: until when, and the decision about information, where there was one, with the
// words.
type Earlier struct{ At, Text string }

// Wording follows the corrections of an entry, with times of zone z. own addresses the requester of information.
func (v View) Wording(p *i18n.Printer, e *Entry, z civic.Zone, own bool) Wording {
	w := Wording{Now: e.Message}
	decided := v.DisclosedBy(p, e, own)
	for _, later := range v.Corrections(e.Seq) {
		w.Earlier = append(w.Earlier, Earlier{At: p.T("fixed.until", "time", p.DateTime(later.At, z)), Text: strings.TrimSpace(decided + "\n\n" + w.Now)})
		w.Now, w.Fixed = later.Message, p.T("fixed.on", "time", p.DateTime(later.At, z), "why", later.Detail[civic.DetailWhy])
		if now := v.DisclosedBy(p, &later, own); now != "" {
			decided = now
		}
	}
	slices.Reverse(w.Earlier)
	return w
}

// Corrected says what a correction decided about information, and why it came.
func (v View) Corrected(p *i18n.Printer, e *Entry, own bool) string {
	return strings.TrimSpace(v.DisclosedBy(p, e, own) + " " + p.T("fixed.why", "why", e.Detail[civic.DetailWhy]))
}
