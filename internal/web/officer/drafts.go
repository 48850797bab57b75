package officer

import (
	"net/http"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// draftList is the list of the drafts that wait for whoever approves them.
type draftList struct {
	staff.Shell
	Count string
	Rows  []draftRow
	Pages ui.Pages
}

// draftRow is one report with a draft that waits.
type draftRow struct {
	URL, Title, Code, Holder, Since string
	Secret, Stale, Own              bool
	Due                             *dueChip
}

// waiting lists the drafts at the officer's desk and below it, the oldest first.
func (p *Pages) waiting(v *staff.Visit) error {
	ctx := v.R.Context()
	var after *civic.Report
	if code, err := civic.ParseTrackingCode(v.R.URL.Query().Get("sesudah")); err == nil {
		if last, err := p.load(v, code); err == nil && last.Report.Proposal.Seq != 0 {
			after = &last.Report
		}
	}
	page, err := p.Casework.Waiting(ctx, v.Who, after, draftRows)
	if err != nil {
		return err
	}
	n, err := p.Casework.CountWaiting(ctx, v.Who)
	if err != nil {
		return err
	}
	view := draftList{Shell: v.Shell(staff.InDrafts, v.P.T("officer.drafts")), Count: v.P.Count(n, casework.MaxCount)}
	w := v.Map.World(p.Now())
	for i := range page.Rows {
		in := &page.Rows[i]
		r := &in.Report
		one := draftRow{URL: reportURL(r.Code), Title: in.Title, Code: r.Code.Display(), Holder: in.Next.Holder, Secret: r.Secret, Stale: in.Stale, Own: in.Own,
			Since: v.P.T("officer.drafts.since", "time", v.P.DateTime(in.At.At, v.Zone())), Due: dueOf(v.P, w, r, in.Next)}
		if one.Title == "" {
			one.Title = untitled(v.P, &in.Row)
		}
		view.Rows = append(view.Rows, one)
	}
	if page.More {
		view.Pages.Next = draftPath + "?sesudah=" + view.Rows[len(view.Rows)-1].Code
	}
	return v.Show(http.StatusOK, staff.Layout(view.Shell, draftPage(view)))
}

// draftRows is how many drafts one page of the list has; draftPath is its address.
const (
	draftRows = 50
	draftPath = staff.Home + "/persetujuan"
)

// secretDraft puts the draft of a secret report beside the text that was opened with a reason.
func (p *Pages) secretDraft(v *staff.Visit, code civic.TrackingCode, view *revealView) error {
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	d, ok, err := p.Casework.SecretDraft(v.R.Context(), v.Who, code)
	if err != nil || !ok {
		return err
	}
	view.Draft, view.Page = p.draftOf(v, &in, d, true), reportView{Shell: view.Shell, r: in.Report}
	return nil
}
