package notify

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// Finding says what was found where a report of oversight grade was looked into, and what followed; "" when an event says
// nothing of that. Where nothing was proven it says that the name of whoever was named is clear: everybody who reads how the
// report ended reads that too.
func Finding(p *i18n.Printer, b *civic.ReasonBook, e *civic.Event) string {
	code := e.Detail[civic.DetailFinding]
	if code == "" || b == nil {
		return ""
	}
	r, _ := b.Find(civic.ReasonsFinding, code)
	words := r.TextID
	if p.Lang() == "en" && r.TextEN != "" {
		words = r.TextEN
	}
	if words == "" {
		words = code
	}
	told := stop(p.T("closing.finding", "finding", words))
	if m := e.Detail[civic.DetailMeasure]; m != "" {
		told += " " + stop(p.T("closing.measure", "measure", m))
	}
	return told
}
