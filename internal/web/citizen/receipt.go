package citizen

import (
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// ReceiptView is what a reporter gets for a report. The PIN is empty once its time is over.
type ReceiptView struct {
	ui.Page
	Code      string // as displayed, 7K2M-9QXT-4PD
	PIN       string
	Folded    bool      // the receipt was looked at before: the PIN waits until it is asked for
	Until     time.Time // up to which the PIN can be seen here
	URL       string    // absolute address of the report, for the QR code
	PDF       string    // address of the receipt as PDF
	Title     string
	Received  time.Time
	Zone      civic.Zone
	Timetable []civic.Promise
	Agency    string // the desk that checks it first
	Mailed    bool   // a notice is on its way to the reporter's e-mail
	Secret    bool
}

// Receipt makes the receipt.
func Receipt(v ReceiptView) templ.Component {
	v.Page = framed(v.Page, "receipt.title")
	v.Private = true
	return ui.Layout(v.Page, receipt(v))
}

// copyText is what the copy button puts on the clipboard.
func (v ReceiptView) copyText() string {
	s := ui.Product + " " + v.Code
	if v.PIN != "" {
		s += ", PIN " + v.PIN
	}
	return s + "\n" + v.URL
}

// PromiseLine says one line of the timetable as a sentence, for paper. i18n:keys promise.
func PromiseLine(p *i18n.Printer, x civic.Promise) string {
	what := p.T("promise." + string(x.Clock))
	if x.By.IsZero() {
		return what + " " + p.T("promise.days", "n", x.Days)
	}
	return what + " " + p.T("promise.by", "date", x.By)
}
