package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// remitPath is the list of what supervisors read.
const remitPath = staff.Admin + "/lingkup"

// remitList shows the posts of supervisors with what they read.
type remitList struct {
	frame
	Rows  []remitRow
	Pages ui.Pages
}

type remitRow struct {
	URL, Name, Desk string
	Now             string   // what the post reads today
	Coming          []string // what it will read
}

// remitForm is the form of one post's remit from a day on.
type remitForm struct {
	frame
	form
	URL    string
	Now    string
	Coming []remitPlan
	Kinds  []ui.Option
	Desks  []ui.Option // agencies that are named already, to be left out again
	Groups []remitTopics
}

// remitTopics are a topic and those below it.
type remitTopics struct {
	Head ui.Option
	Rows []ui.Option
}

func (p *Pages) remits(v *staff.Visit) error {
	all, more, err := p.Directory.Remits(v.R.Context(), v.Who, staff.ID(v.R.URL.Query().Get("setelah")), pageRows)
	if err != nil {
		return err
	}
	list := remitList{frame: p.frame(v, personPath, v.P.T("admin.remit.title"))}
	list.Back = ui.Link{URL: personPath, Text: v.P.T("admin.back")}
	for _, x := range all {
		list.Rows = append(list.Rows, remitRowOf(v, x))
	}
	if v.R.URL.Query().Get("setelah") != "" {
		list.Pages.First = remitPath
	}
	if more {
		list.Pages.Next = remitPath + "?" + url.Values{"setelah": {all[len(all)-1].Post.ID.String()}}.Encode()
	}
	return show(v, http.StatusOK, list.frame, remitListPage(list))
}

func remitRowOf(v *staff.Visit, x directory.RemitPost) remitRow {
	desk, _ := v.Map.Tree.Get(x.Post.Agency)
	r := remitRow{URL: remitPath + "/" + x.Post.ID.String(), Name: x.Post.Name, Desk: desk.Name, Now: remitWords(v, x.Holds(v.Today()))}
	for i := range x.Remits {
		if m := &x.Remits[i]; v.Today().Before(m.From) {
			r.Coming = append(r.Coming, v.P.T("admin.remit.coming", "date", v.P.DateShort(m.From), "what", remitWords(v, m)))
		}
	}
	return r
}

// remitWords says what a remit covers.
func remitWords(v *staff.Visit, m *civic.Remit) string {
	if m.All() {
		return v.P.T("admin.remit.all")
	}
	var out []string
	for _, k := range m.Kinds {
		out = append(out, kindName(v.P, k))
	}
	for _, id := range m.Desks {
		a, _ := v.Map.Tree.Get(id)
		out = append(out, a.Name)
	}
	for _, id := range m.Topics {
		out = append(out, v.P.T("admin.remit.topic", "topic", ruleTopicName(v, id)))
	}
	return strings.Join(out, ", ")
}

func (p *Pages) editRemit(v *staff.Visit) error {
	x, err := p.Directory.RemitOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	f := form{P: v.P, Fresh: true, Values: url.Values{"version": {x.Version}}}
	if n := len(x.Remits); n > 0 {
		m := x.Remits[n-1]
		f.Values["kinds"] = m.Kinds
		for _, id := range m.Desks {
			f.Values.Add("desks", id.String())
		}
		for _, id := range m.Topics {
			f.Values.Add("topics", id.String())
		}
	}
	return p.showRemit(v, f, x)
}

func (p *Pages) showRemit(v *staff.Visit, f form, x directory.RemitPost) error {
	page := remitForm{frame: p.frame(v, personPath, v.P.T("admin.remit.edit", "name", x.Post.Name)), form: f, URL: remitPath + "/" + x.Post.ID.String(), Now: remitWords(v, x.Holds(v.Today()))}
	page.Failed, page.Coming = len(f.Mistakes) > 0, remitPlans(v, x)
	page.Back = ui.Link{URL: remitPath, Text: v.P.T("admin.back")}
	for _, k := range directory.Kinds(v.Map.Ref.Agencies) {
		page.Kinds = append(page.Kinds, ui.Option{Value: k, Label: kindName(v.P, k), Checked: slices.Contains(f.Values["kinds"], k)})
	}
	slices.SortFunc(page.Kinds, func(a, b ui.Option) int { return strings.Compare(a.Label, b.Label) })
	for _, id := range f.Values["desks"] {
		if a, ok := v.Map.Tree.Get(staff.ID(id)); ok {
			page.Desks = append(page.Desks, ui.Option{Value: id, Label: a.Name, Checked: true})
		}
	}
	option := func(id civic.ID) ui.Option {
		return ui.Option{Value: id.String(), Label: ruleTopicName(v, id), Checked: slices.Contains(f.Values["topics"], id.String())}
	}
	for _, t := range v.Map.Topics {
		if t.Parent != 0 {
			continue
		}
		g := remitTopics{Head: option(t.ID)}
		for _, below := range v.Map.Topics {
			if below.Parent == t.ID {
				g.Rows = append(g.Rows, option(below.ID))
			}
		}
		page.Groups = append(page.Groups, g)
	}
	return show(v, f.status(), page.frame, remitFormPage(page))
}

func (p *Pages) saveRemit(v *staff.Visit) error {
	x, err := p.Directory.RemitOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	f, err := typed(v)
	if err != nil {
		return err
	}
	m := civic.Remit{Kinds: f.Values["kinds"]}
	for _, id := range f.Values["topics"] {
		m.Topics = append(m.Topics, staff.ID(id))
	}
	agency, ready, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if agency != "" && !slices.Contains(f.Values["desks"], agency) {
		f.Values.Add("desks", agency)
	}
	if agency != "" {
		f.Values.Del("agency")
		f.Values.Del("agency_id")
	}
	if !ready || f.get("do") == "add" { // one more may be named before it is saved
		return p.showRemit(v, f, x)
	}
	for _, id := range f.Values["desks"] {
		m.Desks = append(m.Desks, staff.ID(id))
	}
	m.From, err = staff.Day(v.R, "effective_from")
	if err == nil {
		err = p.Directory.SaveRemit(v.R.Context(), v.Who, x.Post.ID, m, f.get("version"))
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showRemit(v, f, x)
	}
	return v.Done(remitPath, "admin.remit.saved", "name", x.Post.Name, "date", v.P.DateShort(m.From))
}

// open: one of the topics below is ticked already.
func (g remitTopics) open() bool {
	return slices.ContainsFunc(g.Rows, func(o ui.Option) bool { return o.Checked })
}
