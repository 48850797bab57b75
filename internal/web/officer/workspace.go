package officer

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// The workspace is one address: the list with its filters, and in "buka" the report beside it. Scripts fetch only the
// report; without them the server writes both, and on a narrow screen the style sheet shows the one that is open.

// opens is the name of the open report in the address of the workspace.
const opens = "buka"

// Forms of a report that stands in the workspace carry where they came from in their address.
const (
	fromList = "dari"    // the query of the list, without the open report
	afterIt  = "berikut" // the report that is opened when this one is done
)

// home is the address of the workspace with a report open, or of the list alone.
func home(list url.Values, code string) string {
	q := make(url.Values, len(list)+1)
	for name, values := range list {
		q[name] = values
	}
	q.Del(opens)
	if code != "" {
		q.Set(opens, code)
	}
	if len(q) == 0 {
		return staff.Home
	}
	return staff.Home + "?" + q.Encode()
}

// inbox shows the workspace.
func (p *Pages) inbox(v *staff.Visit) error {
	q := v.R.URL.Query()
	in, err := p.chosen(v, q.Get(opens))
	if err != nil {
		return err
	}
	if in == nil {
		return p.workspace(v, http.StatusOK, q, nil)
	}
	open := p.reportView(v, in)
	if kept, ok := p.staff.TakeKept(v.R.Context(), q.Get("simpan")); ok {
		open.Form = formOf(kept, reportURL(in.Report.Code))
	}
	if err := p.panels(v, in, &open); err != nil {
		return err
	}
	open.Summary = open.summary(nil)
	return p.workspace(v, http.StatusOK, q, &open)
}

// chosen loads the report that the address names; nil when it names none or one that is not theirs any more.
func (p *Pages) chosen(v *staff.Visit, typed string) (*casework.View, error) {
	code, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // an address that was made up opens nothing
	}
	in, err := p.load(v, code)
	if civic.KindOf(err) == civic.KindNotFound {
		return nil, nil //nolint:nilnil // it went elsewhere meanwhile; the page says so
	}
	return &in, err
}

// workspace writes the list that a query asks for, with a report beside it or none.
func (p *Pages) workspace(v *staff.Visit, status int, q url.Values, open *reportView) error {
	view, err := p.list(v, q)
	if err != nil {
		return err
	}
	typed := q.Get(opens)
	view.Open, view.Gone = open, open == nil && typed != ""
	if open != nil {
		view.place(open)
		view.Title, view.Failed = open.Title, open.Failed
		view.Flashes = append(open.Flashes, view.Flashes...) // whoever asked first has them
		open.Arrived = len(view.Flashes) > 0 && !open.Failed
	}
	return v.Show(status, staff.Layout(view.Shell, workPage(view)))
}

// place marks the open report in the list and tells its forms where they are.
func (v *inboxView) place(open *reportView) {
	open.InWork, open.From = true, v.From
	open.Back = ui.Link{URL: home(v.query, ""), Text: v.P.T("officer.back.inbox")}
	i := slices.IndexFunc(v.Rows, func(r row) bool { return r.Code == open.Code })
	if i < 0 {
		return
	}
	v.Rows[i].Open = true
	if i > 0 {
		open.Previous = v.Rows[i-1].Code
	}
	if i+1 < len(v.Rows) {
		open.Next = v.Rows[i+1].Code
	}
}

// pane writes the report alone, for a workspace that is on the screen already.
func (p *Pages) pane(v *staff.Visit) error {
	code, err := codeOf(v)
	if err != nil {
		return err
	}
	in, err := p.load(v, code)
	if err != nil {
		return err
	}
	open := p.reportView(v, &in)
	q := v.R.URL.Query()
	list, err := url.ParseQuery(q.Get(fromList))
	if err != nil {
		list = url.Values{}
	}
	open.InWork, open.From = true, list.Encode()
	open.Back = ui.Link{URL: home(list, ""), Text: v.P.T("officer.back.inbox")}
	open.Next, open.Previous = codeText(q.Get(afterIt)), codeText(q.Get("sebelum"))
	if err := p.panels(v, &in, &open); err != nil {
		return err
	}
	return v.Show(http.StatusOK, reportPage(open))
}

// codeText is a code as it is shown, "" for what is none.
func codeText(typed string) string {
	code, err := civic.ParseTrackingCode(typed)
	if err != nil {
		return ""
	}
	return code.Display()
}

// work is what the scripts of the workspace need to know, beside the page itself.
func (v reportView) inList(code string) string {
	list, err := url.ParseQuery(v.From)
	if err != nil || code == "" {
		return home(list, "")
	}
	return home(list, code)
}

// source is where the forms of the report say that they came from, as the end of their address.
func (v reportView) source() string {
	if !v.InWork {
		return ""
	}
	q := url.Values{fromList: {v.From}}
	if v.Next != "" {
		q.Set(afterIt, v.Next)
	} else if v.Previous != "" {
		q.Set(afterIt, v.Previous)
	}
	return "?" + q.Encode()
}

// onward is where the browser goes after a step on a report: from the workspace back to the same place of the list,
// with the next report open when this one is done; from the report's own page to that page.
func (p *Pages) onward(v *staff.Visit, r *civic.Report, done bool) string {
	q := v.R.URL.Query()
	in := v.Who.InScope(v.Map.Tree, r)
	if !q.Has(fromList) {
		if !in {
			return staff.Home
		}
		return reportURL(r.Code)
	}
	list, err := url.ParseQuery(q.Get(fromList))
	if err != nil {
		list = url.Values{}
	}
	if done || !in {
		return home(list, codeText(q.Get(afterIt)))
	}
	return home(list, r.Code.Display())
}

// framed shows a report whose form came back where its officer was: in the workspace or on its own page.
func (p *Pages) framed(v *staff.Visit, status int, view reportView) error {
	q := v.R.URL.Query()
	if !q.Has(fromList) {
		return v.Show(status, staff.Layout(view.Shell, reportPage(view)))
	}
	list, err := url.ParseQuery(q.Get(fromList))
	if err != nil {
		list = url.Values{}
	}
	list.Set(opens, view.Code)
	return p.workspace(v, status, list, &view)
}

// at is where a row stands in its list, for the scripts: the code without its dashes.
func (r row) at() string { return "baris-" + strings.ReplaceAll(r.Code, "-", "") }
