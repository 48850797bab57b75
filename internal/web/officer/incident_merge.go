package officer

import (
	"net/http"
	"strconv"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// mergeView is the page on which two reports are put together: what they are, which leads, and what follows from it.
type mergeView struct {
	staff.Shell
	Action   string
	Own      memberLine
	Other    *memberLine // nil: still to be named
	Field    ui.Field    // asks for its code
	Which    ui.Choice   // which leads; none when neither can
	Then     []string
	Refusals []string // why neither can
	Mistakes ui.Mistakes
}

// The values of the question which of two reports leads.
const (
	leadOther = "itu"
	leadOwn   = "ini"
)

// mergeForm shows what merging with another report would do, before it is done.
func (p *Pages) mergeForm(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	return p.showMerge(v, http.StatusOK, code, v.R.URL.Query().Get("dengan"), "", nil)
}

// showMerge writes the page; wrong is why it came back.
func (p *Pages) showMerge(v *staff.Visit, status int, code civic.TrackingCode, typed, which string, wrong error) error {
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	if !in.Sight.Text {
		return civic.Forbidden("error.forbidden")
	}
	view := mergeView{Shell: v.Shell(staff.InInbox, v.P.T("officer.merge.title")), Action: reportURL(code) + "/" + slugMerge, Own: memberOf(v, &in.Report, in.Text.Title, in.Text.Place)}
	view.Back = ui.Link{URL: reportURL(code), Text: v.P.T("officer.back.report")}
	view.Field = ui.Field{Name: "dengan", ID: "merge-lead", Label: v.P.T("officer.do.merge.lead"), Hint: v.P.T("officer.do.merge.hint"), Value: typed}
	if typed != "" && wrong == nil {
		wrong = p.previewMerge(v, code, typed, which, &view)
	} else if wrong != nil {
		if failed := p.previewMerge(v, code, typed, which, &view); failed != nil {
			wrong = failed
		}
	}
	if wrong != nil {
		ms, ok := staff.Mistakes(v.P, wrong, func(string) string { return "merge-lead" })
		if !ok {
			return wrong
		}
		if view.Other != nil {
			ms[0].Field = ""
		}
		view.Mistakes, view.Failed, view.Field.Error = ms, true, ms[0].Text
		status = max(status, staff.StatusOf(wrong))
	}
	return v.Show(status, staff.Layout(view.Shell, mergePage(view)))
}

// previewMerge fills in the other report and what would happen. Errors: invalid "lead" for one that is not the officer's.
func (p *Pages) previewMerge(v *staff.Visit, code civic.TrackingCode, typed, which string, view *mergeView) error {
	other, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return civic.Invalid("lead", "error.lead_unknown")
	}
	m, err := p.Casework.PreviewMerge(v.R.Context(), v.Who, code, other)
	if err != nil {
		return err
	}
	line := memberOf(v, &m.Lead.Report, m.Lead.Title, m.Lead.Place)
	view.Other = &line
	if which == "" {
		which = leadOther
		if m.Refused != nil {
			which = leadOwn
		}
	}
	view.Which = ui.Choice{Name: "utama", Base: "merge-utama", Legend: v.P.T("officer.merge.which")}
	if m.Refused == nil {
		view.Which.Options = append(view.Which.Options, ui.Option{Value: leadOther, Label: v.P.T("officer.merge.which_that", "code", line.Code), Hint: v.P.T("officer.merge.which_that_hint"), Checked: which == leadOther})
	}
	if m.Reverse == nil {
		view.Which.Options = append(view.Which.Options, ui.Option{Value: leadOwn, Label: v.P.T("officer.merge.which_this", "code", view.Own.Code), Hint: v.P.T("officer.merge.which_this_hint"), Checked: which == leadOwn})
	}
	if len(view.Which.Options) == 0 {
		view.Refusals = append(view.Refusals, v.P.Err(m.Refused))
		if again := v.P.Err(m.Reverse); again != view.Refusals[0] {
			view.Refusals = append(view.Refusals, again)
		}
		return nil
	}
	view.Then = consequences(v, &m)
	return nil
}

// consequences says what a merge does, to whom.
func consequences(v *staff.Visit, m *casework.MergePreview) []string {
	out := []string{v.P.T("officer.merge.then_numbers"), v.P.T("officer.merge.then_answers"), v.P.T("officer.merge.then_clocks"), v.P.T("officer.merge.then_told")}
	if m.Own.Report.Holder != m.Lead.Report.Holder {
		desk, _ := v.Map.Tree.Get(m.Lead.Report.Holder)
		out = append(out, v.P.T("officer.merge.then_moves", "agency", desk.Name))
	}
	if m.Own.Report.Secret || m.Lead.Report.Secret {
		out = append(out, v.P.T("officer.merge.then_secret"))
	}
	if m.Followers > 0 {
		out = append(out, v.P.T("officer.merge.then_others", "n", m.Followers))
	}
	return append(out, v.P.T("officer.merge.then_back"))
}

// merge puts two reports together once the officer has seen what that means.
func (p *Pages) merge(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	typed := staff.Text(v.R, "lead")
	if staff.Text(v.R, "ya") == "" {
		if _, err := civic.ParseTrackingCode(typed); err != nil {
			wrong := civic.Invalid("lead", "error.lead_needed")
			return p.again(v, code, formTyped(v, civic.VerbMerge), wrong)
		}
		return p.showMerge(v, http.StatusOK, code, typed, "", nil)
	}
	other, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return p.showMerge(v, http.StatusUnprocessableEntity, code, "", "", civic.Invalid("lead", "error.lead_unknown"))
	}
	which := staff.Text(v.R, "utama")
	follower, lead := code, other
	if which == leadOwn {
		follower, lead = other, code
	}
	after, err := p.Casework.Act(v.R.Context(), v.Who, follower, civic.Command{Verb: civic.VerbMerge, Into: lead})
	if err != nil {
		switch civic.KindOf(err) {
		case civic.KindInvalid, civic.KindConflict, civic.KindForbidden:
			return p.showMerge(v, staff.StatusOf(err), code, typed, which, err)
		default:
			return err
		}
	}
	return p.merged(v, &after, lead)
}

// merged goes on to the lead, where the merge can be taken back at once.
func (p *Pages) merged(v *staff.Visit, follower *civic.Report, named civic.TrackingCode) error {
	to := named
	in, err := p.Casework.Incident(v.R.Context(), v.Who, follower.Incident, 0, 1)
	switch {
	case err == nil:
		to = in.Lead.Report.Code
	case civic.KindOf(err) != civic.KindNotFound:
		return err
	}
	return v.Done(reportURL(to)+"?"+justMerged+"="+follower.Code.Display()+"#sama", "officer.done.merge", "code", follower.Code.Display(), "lead", to.Display())
}

// unmerge lets a report stand alone again and goes back to where that was asked.
func (p *Pages) unmerge(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	if _, err := p.Casework.Act(v.R.Context(), v.Who, code, civic.Command{Verb: civic.VerbUnmerge, Seq: max(0, staff.Number(v.R, "seq"))}); err != nil {
		return p.again(v, code, formTyped(v, civic.VerbUnmerge), err)
	}
	to := reportURL(code)
	if back, err := civic.ParseTrackingCode(staff.Text(v.R, "kembali")); err == nil {
		to = reportURL(back)
	} else if id := staff.ID(staff.Text(v.R, "peristiwa")); id != 0 {
		if _, err := p.Casework.Incident(v.R.Context(), v.Who, id, 0, 1); err == nil {
			to = incidentURL(id)
		}
	}
	return v.Done(to, "officer.done.unmerge", "code", code.Display())
}

func formTyped(v *staff.Visit, verb civic.Verb) typed { return typed{Verb: verb, Values: v.R.PostForm} }

// incidentView is one matter with all its reports.
type incidentView struct {
	staff.Shell
	ID      string
	Count   string
	Parts   bool // the officer may part what was merged
	Lead    memberLine
	Rows    []memberLine
	From    int // number of the first row
	NextURL string
}

const incidentRows = 25

// showIncident lists the reports of one matter, page by page.
func (p *Pages) showIncident(v *staff.Visit) error {
	id, err := civic.ParseID(v.R.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	q := v.R.URL.Query()
	in, err := p.Casework.Incident(v.R.Context(), v.Who, id, staff.ID(q.Get("sesudah")), incidentRows)
	if err != nil {
		return err
	}
	view := incidentView{Parts: civic.RoleMay(v.Who.Role, civic.VerbUnmerge), Shell: v.Shell(staff.InInbox, v.P.T("officer.incident.page")), ID: id.String(), Lead: memberOf(v, &in.Lead.Report, in.Lead.Title, in.Lead.Place),
		Count: v.P.T("officer.incident.count", "n", in.Weight+1), From: 1}
	if n, err := strconv.Atoi(q.Get("mulai")); err == nil && n > 0 {
		view.From = n
	}
	view.Back = ui.Link{URL: view.Lead.URL, Text: v.P.T("officer.incident.to_lead")}
	for i := range in.Rows {
		view.Rows = append(view.Rows, memberOf(v, &in.Rows[i].Report, in.Rows[i].Title, in.Rows[i].Place))
	}
	if in.More {
		view.NextURL = incidentURL(id) + "?sesudah=" + in.Rows[len(in.Rows)-1].Report.ID.String() + "&mulai=" + strconv.Itoa(view.From+len(in.Rows))
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, incidentPage(view)))
}
