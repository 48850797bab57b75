package officer

import (
	"net/http"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// The forms that open what is closed; they stand beside the panels on the page of a report.
const (
	openIdentity civic.Verb = "identity"
	openText     civic.Verb = "text"
)

// revealView shows what was opened, once: the page is not kept and cannot be fetched again
// without a new reason.
type revealView struct {
	staff.Shell
	Code     string
	URL      string
	Identity *casework.Identity
	Heading  string
	Body     string
	Reason   string
	Demands  []demandLine
	Draft    *draftBox // of a secret report, for whoever decides it
	Page     reportView
}

// reveal opens the reporter's name and contact with a reason that is recorded.
func (p *Pages) reveal(v *staff.Visit) error {
	return p.opened(v, openIdentity, "officer.reveal.title", func(code civic.TrackingCode, reason string, view *revealView) error {
		who, err := p.Casework.Reveal(v.R.Context(), v.Who, code, reason)
		view.Identity = &who
		return err
	})
}

// readSecret opens the text of a secret report for a supervisor with a reason that is recorded.
func (p *Pages) readSecret(v *staff.Visit) error {
	return p.opened(v, openText, "officer.secret.title", func(code civic.TrackingCode, reason string, view *revealView) error {
		text, err := p.Casework.ReadSecret(v.R.Context(), v.Who, code, reason)
		view.Heading, view.Body = text.Title, text.Body
		if err != nil {
			return err
		}
		if err := p.secretDemands(v, code, view); err != nil {
			return err
		}
		return p.secretDraft(v, code, view)
	})
}

func (p *Pages) opened(v *staff.Visit, what civic.Verb, title string, open func(civic.TrackingCode, string, *revealView) error) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	view := revealView{Shell: v.Shell(staff.InInbox, v.P.T(title)), Code: code.Display(), URL: reportURL(code), Reason: staff.Text(v.R, "reason")}
	if err := open(code, view.Reason, &view); err != nil {
		return p.again(v, code, typed{Verb: what, Values: v.R.PostForm}, err)
	}
	view.Back = ui.Link{URL: view.URL, Text: v.P.T("officer.back.report")}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, revealPage(view)))
}
