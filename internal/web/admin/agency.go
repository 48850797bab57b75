package admin

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// pageRows is how many rows one page of a list has.
const pageRows = 50

// agencyList shows one level of the tree, or what a search found.
type agencyList struct {
	frame
	Node    civic.Agency
	Trail   []ui.Link // from the top of the officer's part down to the node
	Query   string
	Rows    []agencyRow
	Found   bool // Rows are the results of a search
	More    bool
	Pages   ui.Pages
	Facts   []ui.Fact
	EditURL string
	NewURL  string
}

// agencyRow is one agency in a list.
type agencyRow struct {
	URL, Name, Short, Kind, Mode, Above string
	Below                               string // how many are right below it
	Inactive                            bool
}

func (p *Pages) agencies(v *staff.Visit) error {
	t, q := v.Map.Tree, v.R.URL.Query()
	top := staff.ID(q.Get("induk"))
	if top == 0 {
		top = v.Who.Desk
	}
	node, ok := t.Get(top)
	if !ok || !v.Who.MayAdminister(t, top) {
		return civic.NotFound("error.not_found")
	}
	list := agencyList{frame: p.frame(v, agencyPath, node.Name), Node: node, Query: strings.TrimSpace(q.Get("q")),
		EditURL: agencyPath + "/" + node.ID.String(), NewURL: agencyPath + "/baru?induk=" + node.ID.String()}
	for _, id := range t.Chain(top) {
		if a, ok := t.Get(id); ok && v.Who.MayAdminister(t, id) {
			list.Trail = append(list.Trail, ui.Link{URL: agencyPath + "?induk=" + id.String(), Text: a.Name})
		}
	}
	slices.Reverse(list.Trail)
	if list.Query != "" {
		found, more := t.Search(list.Query, pageRows, func(id civic.ID) bool { return v.Who.MayAdminister(t, id) })
		list.Found, list.More, list.Rows = true, more, rows(v, found)
	} else {
		p.level(v, &list)
	}
	return show(v, http.StatusOK, list.frame, agencyListPage(list))
}

// level fills in the agencies right below the node, a page at a time.
func (p *Pages) level(v *staff.Visit, list *agencyList) {
	below := v.Map.Tree.Children(list.Node.ID)
	page, err := strconv.Atoi(v.R.URL.Query().Get("hal"))
	if err != nil || page < 1 || (page-1)*pageRows >= max(1, len(below)) {
		page = 1
	}
	from, to := (page-1)*pageRows, min(len(below), page*pageRows)
	var shown []civic.Agency
	for _, id := range below[from:to] {
		if a, ok := v.Map.Tree.Get(id); ok {
			shown = append(shown, a)
		}
	}
	list.Rows = rows(v, shown)
	list.Facts = agencyFacts(v, list.Node)
	address := func(n int) string {
		return agencyPath + "?" + url.Values{"induk": {list.Node.ID.String()}, "hal": {strconv.Itoa(n)}}.Encode()
	}
	if page > 1 {
		list.Pages.Previous = address(page - 1)
	}
	if to < len(below) {
		list.Pages.Next = address(page + 1)
	}
}

func rows(v *staff.Visit, all []civic.Agency) []agencyRow {
	var out []agencyRow
	for _, a := range all {
		r := agencyRow{URL: agencyPath + "?induk=" + a.ID.String(), Name: a.Name, Short: a.ShortName, Kind: kindName(v.P, a.Kind), Mode: modeName(v.P, a.Mode),
			Below: v.P.Number(len(v.Map.Tree.Children(a.ID))), Inactive: !a.Active}
		if up, ok := v.Map.Tree.Get(a.Parent); ok {
			r.Above = up.Name
		}
		out = append(out, r)
	}
	return out
}

func agencyFacts(v *staff.Visit, a civic.Agency) []ui.Fact {
	p := v.P
	var out []ui.Fact
	add := func(key, text string) {
		if text != "" {
			out = append(out, ui.Fact{Label: p.T(key), Text: text})
		}
	}
	add("admin.agency.short", a.ShortName)
	add("admin.agency.code", a.Code)
	add("admin.agency.kind", kindName(p, a.Kind))
	add("admin.agency.mode", modeName(p, a.Mode))
	add("admin.agency.zone", string(a.Zone))
	add("admin.agency.hours", hoursText(p, cmp.Or(a.Hours, civic.DefaultHours())))
	add("admin.agency.email", a.Email)
	add("admin.agency.phone", a.Phone)
	if !a.Active {
		add("admin.agency.state", p.T("admin.inactive"))
	}
	return out
}

// kindName words a kind of agency; one that has no words yet shows as it is. i18n:keys admin.kind.
func kindName(p *i18n.Printer, kind string) string {
	if key := "admin.kind." + kind; p.Has(key) {
		return p.T(key)
	}
	return kind
}

// modeName words how an agency takes part. i18n:keys admin.mode.
func modeName(p *i18n.Printer, m civic.RoutingMode) string {
	if m == "" {
		m = "inherit"
	}
	return p.T("admin.mode." + string(m))
}

// agencyForm is the form of one agency.
type agencyForm struct {
	frame
	form
	URL    string
	Above  string
	Top    bool // the national desk, which has nothing above it
	Ask    bool // ask whether it may really be closed
	Below  int
	Cancel string
}

// stored returns an agency as it is stored, without what it inherits from above.
func stored(v *staff.Visit, id civic.ID) (civic.Agency, bool) {
	i := slices.IndexFunc(v.Map.Ref.Agencies, func(a civic.Agency) bool { return a.ID == id })
	if i < 0 || !v.Who.MayAdminister(v.Map.Tree, id) {
		return civic.Agency{}, false
	}
	return v.Map.Ref.Agencies[i], true
}

func (p *Pages) newAgency(v *staff.Visit) error {
	up, ok := v.Map.Tree.Get(staff.ID(v.R.URL.Query().Get("induk")))
	if !ok || !v.Who.MayAdminister(v.Map.Tree, up.ID) {
		return civic.NotFound("error.not_found")
	}
	f := form{P: v.P, Fresh: true, Values: url.Values{"parent": {up.ID.String()}, "active": {"yes"}, "kind": {"unit"}}}
	return p.showAgency(v, f, up, false)
}

func (p *Pages) editAgency(v *staff.Visit) error {
	a, ok := stored(v, staff.ID(v.R.PathValue("id")))
	if !ok {
		return civic.NotFound("error.not_found")
	}
	f := form{P: v.P, Values: url.Values{"name": {a.Name}, "short_name": {a.ShortName}, "code": {a.Code}, "kind": {a.Kind}, "mode": {string(a.Mode)},
		"zone": {string(a.Zone)}, "email": {a.Email}, "phone": {a.Phone}, "region_id": {a.Region}, "approval": {string(a.Approval)}}}
	opens, closes := a.Hours.Words()
	f.Values.Set("opens", opens)
	f.Values.Set("closes", closes)
	if a.Active {
		f.Values.Set("active", "yes")
	}
	region, err := p.staff.Place(v.R.Context(), a.Region)
	if err != nil {
		return err
	}
	if a.Region != "" {
		f.Values.Set("region", region.Label())
	}
	up, _ := v.Map.Tree.Get(a.Parent)
	return p.showAgency(v, f, up, false)
}

func (p *Pages) showAgency(v *staff.Visit, f form, up civic.Agency, ask bool) error {
	id := v.R.PathValue("id")
	title, address, cancel := v.P.T("admin.agency.new", "above", up.Name), agencyPath+"/baru", agencyPath+"?induk="+up.ID.String()
	if id != "" {
		title, address, cancel = v.P.T("admin.agency.edit", "name", f.get("name")), agencyPath+"/"+id, agencyPath+"?induk="+id
	}
	page := agencyForm{frame: p.frame(v, agencyPath, title), form: f, URL: address, Above: up.Name, Top: id != "" && up.ID == 0, Ask: ask, Cancel: cancel,
		Below: len(v.Map.Tree.Children(staff.ID(id)))}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: cancel, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, agencyFormPage(page))
}

// saveAgency takes the form in. An agency that is to be closed is asked about on a page of its own first.
func (p *Pages) saveAgency(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	var a civic.Agency
	if id := v.R.PathValue("id"); id != "" {
		was, ok := stored(v, staff.ID(id))
		if !ok {
			return civic.NotFound("error.not_found")
		}
		a = was
	} else {
		f.Fresh, a.Parent = true, staff.ID(f.get("parent"))
	}
	up, _ := v.Map.Tree.Get(a.Parent)
	wasActive := a.Active
	region, ready, err := f.choose("region", p.staff.Places(v.R.Context()))
	if err != nil {
		return err
	}
	if !ready {
		return p.showAgency(v, f, up, false)
	}
	a.Name, a.ShortName, a.Kind, a.Region = f.get("name"), f.get("short_name"), f.get("kind"), region
	a.Mode, a.Zone, a.Email, a.Phone, a.Active = civic.RoutingMode(f.get("mode")), civic.Zone(f.get("zone")), f.get("email"), f.get("phone"), f.on("active")
	a.Approval = civic.Approval(f.get("approval"))
	if a.Hours, err = civic.ParseHours(f.get("opens"), f.get("closes")); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showAgency(v, f, up, false)
	}
	if f.Fresh {
		a.Code = f.get("code")
	}
	if strings.TrimSpace(a.ShortName) == "" {
		a.ShortName = a.Name
	}
	if wasActive && !a.Active && !f.on("sure") {
		// Nobody is asked about a form that would come back anyway: of what can be typed here, only the name can be wrong.
		if a.Name = strings.TrimSpace(a.Name); a.Name == "" {
			if err := f.wrong(civic.Invalid("name", "error.name_needed"), nil); err != nil {
				return err
			}
		}
		if len(f.Mistakes) > 0 {
			return p.showAgency(v, f, up, false)
		}
		return p.showAgency(v, f, up, true)
	}
	saved, err := p.Directory.SaveAgency(v.R.Context(), v.Who, a)
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showAgency(v, f, up, false)
	}
	return v.Done(agencyPath+"?induk="+saved.ID.String(), "admin.agency.saved", "name", saved.Name)
}

// kinds offers the kinds of agency, and the one that is stored if it is another.
func (f agencyForm) kinds() []ui.Option {
	all := []string{"ministry", "institution", "province", "regency", "city", "soe", "unit", "subunit"}
	if now := f.get("kind"); now != "" && !slices.Contains(all, now) {
		all = append(all, now)
	}
	var out []ui.Option
	for _, k := range all {
		out = append(out, ui.Option{Value: k, Label: kindName(f.P, k), Checked: k == f.get("kind")})
	}
	return out
}

// hidden are the values that the page which asks for certainty hands on.
func (f agencyForm) hidden() []string {
	return []string{"name", "short_name", "code", "kind", "mode", "zone", "email", "phone", "region", "region_id", "approval", "opens", "closes"}
}
