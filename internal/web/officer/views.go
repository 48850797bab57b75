package officer

import (
	"net/url"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// railView is a list in the rail: one of ours, or one that officers saved.
type railView struct {
	URL, Text, Count string
	Current          bool
	ID               string // of a saved one
	Shared           bool
}

// readyView is a list that everybody has, by the end of its key.
type readyView struct{ key, query string }

// ready are the lists that everybody has besides the queues. i18n:keys officer.view.
func ready() []readyView {
	return []readyView{
		{"mine", byOfficer + "=" + officerMe},
		{"nobody", byOfficer + "=" + officerNil},
		{"unsolved", byFact + "=belum-beres"},
		{"unread", byMark + "=belum-dibaca"},
		{"mentioned", byMark + "=disebut"},
		{"watched", byMark + "=dipantau"},
	}
}

// views fills the rail with lists and how much each holds, all counted at once.
func (p *Pages) views(v *staff.Visit, view *inboxView) error {
	saved, err := p.Casework.Views(v.R.Context(), v.Who)
	if err != nil {
		return err
	}
	var lists []casework.InboxQuery
	here := view.Asked.Kept.Encode()
	add := func(to *[]railView, one railView, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		a := readAsked(v, q)
		one.URL, one.Current = a.url(), a.Kept.Encode() == here
		lists = append(lists, a.Query)
		*to = append(*to, one)
	}
	common := ready()
	if v.Map.World(p.Now()).NeedsApproval(v.Who.Desk, civic.VerbAnswer) {
		common = append(common, readyView{"draft_back", byMark + "=draf-kembali"})
	}
	for _, r := range common {
		add(&view.Ready, railView{Text: v.P.T("officer.view." + r.key)}, r.query)
	}
	for _, s := range saved {
		add(&view.Saved, railView{Text: s.Name, ID: s.ID.String(), Shared: s.Agency != 0}, s.Query)
	}
	counts, err := p.Casework.CountViews(v.R.Context(), v.Who, lists)
	if err != nil {
		return err
	}
	for i := range counts {
		text := mostText(v.P, counts[i])
		if i < len(view.Ready) {
			view.Ready[i].Count = text
		} else {
			view.Saved[i-len(view.Ready)].Count = text
		}
	}
	for _, all := range [][]railView{view.Ready, view.Saved} {
		for _, one := range all {
			view.ViewOpen = view.ViewOpen || one.Current
		}
	}
	return nil
}

// saveView keeps the list that is on the screen under a name.
func (p *Pages) saveView(v *staff.Visit) error {
	if err := staff.ReadForm(v.R); err != nil {
		return err
	}
	q, err := url.ParseQuery(v.R.PostFormValue("daftar"))
	if err != nil {
		q = url.Values{}
	}
	a := readAsked(v, q)
	_, err = p.Casework.SaveView(v.R.Context(), v.Who, staff.Text(v.R, "name"), a.Kept.Encode(), staff.Text(v.R, "bersama") == "1")
	if ms, ok := staff.Mistakes(v.P, err, nil); err != nil && ok {
		view, listErr := p.list(v, q)
		if listErr != nil {
			return listErr
		}
		view.ViewName, view.ViewError, view.Failed = staff.Text(v.R, "name"), ms.For("name"), true
		return v.Show(staff.StatusOf(err), staff.Layout(view.Shell, workPage(view)))
	}
	if err != nil {
		return err
	}
	return v.Done(a.url(), "officer.view.saved", "name", staff.Text(v.R, "name"))
}

// dropView forgets a saved list.
func (p *Pages) dropView(v *staff.Visit) error {
	id, err := civic.ParseID(v.R.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	if err := p.Casework.DropView(v.R.Context(), v.Who, id); err != nil {
		return err
	}
	return v.Done(staff.Home, "officer.view.dropped")
}
