package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// Addresses of the register of decrees.
const (
	decreePath = staff.Admin + "/sk"
	coverPath  = decreePath + "/pantau"
	yearlyPath = decreePath + "/tahunan"
)

// decreeRoutes are the pages of the register. Supervisors read it.
func (p *Pages) decreeRoutes() map[string]staff.Handler {
	read := func(h staff.Handler) staff.Handler {
		return onlyFor(h, civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleSupervisor)
	}
	both := func(h staff.Handler) staff.Handler {
		return onlyFor(h, civic.RoleNationalAdmin, civic.RoleAgencyAdmin)
	}
	above := func(h staff.Handler) staff.Handler {
		return onlyFor(h, civic.RoleNationalAdmin, civic.RoleSupervisor)
	}
	return map[string]staff.Handler{
		"GET " + decreePath:                     read(p.decrees),
		"GET " + decreePath + "/{id}":           read(p.decree),
		"GET " + decreePath + "/{id}/berkas":    read(p.decreeFile),
		"GET " + decreePath + "/baru":           both(p.newDecree),
		"POST " + decreePath + "/baru":          both(p.saveDecree),
		"GET " + decreePath + "/{id}/ubah":      both(p.editDecree),
		"POST " + decreePath + "/{id}/ubah":     both(p.saveDecree),
		"GET " + decreePath + "/{id}/cabut":     both(p.askWithdraw),
		"POST " + decreePath + "/{id}/cabut":    both(p.withdraw),
		"POST " + decreePath + "/{id}/pulihkan": both(p.restore),
		"GET " + coverPath:                      above(p.cover),
		"GET " + coverPath + "/csv":             above(p.coverFile),
		"GET " + yearlyPath:                     read(p.yearly),
		"POST " + yearlyPath:                    both(p.saveYearly),
		"GET " + staff.Admin + "/tahunan/{id}":  read(p.yearlyFile),
	}
}

// decreeSide is what a supervisor finds beside these pages.
func decreeSide(v *staff.Visit, section string) (out []link) {
	for _, s := range []struct{ url, key string }{{coverPath, "admin.nav.decree_cover"}, {decreePath, "admin.nav.decrees"}, {yearlyPath, "admin.nav.yearly"}} {
		out = append(out, link{s.url, v.P.T(s.key), s.url == section})
	}
	return out
}

// decreeList is one page of the register.
type decreeList struct {
	frame
	Rows   []decreeRow
	Pages  ui.Pages
	New    string // address of the form; "" for whoever enters none
	Cover  string // of the monitoring page; "" for whoever has none
	Yearly string
	Of     string // the one agency that is listed; "" all
}

type decreeRow struct {
	URL, Number, Agency, Period string
	State                       civic.DecreeState
}

func (p *Pages) decrees(v *staff.Visit) error {
	q := v.R.URL.Query()
	agency := staff.ID(q.Get("instansi"))
	all, more, err := p.Directory.Decrees(v.R.Context(), v.Who, agency, staff.ID(q.Get("setelah")), pageRows)
	if err != nil {
		return err
	}
	rule, err := p.Directory.DecreeRule(v.R.Context())
	if err != nil {
		return err
	}
	list := decreeList{frame: p.frame(v, decreePath, v.P.T("admin.decree.title")), Yearly: yearlyPath}
	if p.Directory.MayRegister(v.Who) == nil {
		list.New = decreePath + "/baru"
	}
	if v.Who.Role != civic.RoleAgencyAdmin {
		list.Cover = coverPath
	}
	for i := range all {
		x := &all[i]
		list.Rows = append(list.Rows, decreeRow{decreePath + "/" + x.ID.String(), x.Number, agencyName(v, x.Agency), decreePeriod(v, x), x.Stands(v.Today(), rule.Soon())})
	}
	if agency != 0 && len(all) > 0 { // of an agency that is not in sight nothing is said
		list.Of = agencyName(v, agency)
	}
	base := url.Values{}
	if agency != 0 {
		base.Set("instansi", agency.String())
	}
	if q.Get("setelah") != "" {
		list.Pages.First = decreePath + "?" + base.Encode()
	}
	if more {
		base.Set("setelah", all[len(all)-1].ID.String())
		list.Pages.Next = decreePath + "?" + base.Encode()
	}
	return show(v, http.StatusOK, list.frame, decreeListPage(list))
}

func agencyName(v *staff.Visit, id civic.ID) string {
	a, _ := v.Map.Tree.Get(id)
	return a.Name
}

// decreePeriod says from when to when a decree holds.
func decreePeriod(v *staff.Visit, x *civic.Decree) string {
	if x.Until.IsZero() {
		return v.P.T("admin.decree.open", "from", v.P.DateShort(x.From))
	}
	return v.P.T("admin.decree.period", "from", v.P.DateShort(x.From), "until", v.P.DateShort(x.Until))
}

// decreeView is one decree with its team.
type decreeView struct {
	frame
	Facts    []ui.Fact
	State    civic.DecreeState
	Team     []memberRow
	File     string // address; "" none
	FileName string
	Edit     string // address of the form; "" for whoever changes nothing
	Withdraw string
	Restore  string
	Version  int
}

type memberRow struct {
	Role, Name string
	Account    bool
}

func (p *Pages) decree(v *staff.Visit) error {
	x, err := p.Directory.DecreeOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	rule, err := p.Directory.DecreeRule(v.R.Context())
	if err != nil {
		return err
	}
	at := decreePath + "/" + x.ID.String()
	page := decreeView{frame: p.frame(v, decreePath, v.P.T("admin.decree.one", "number", x.Number)), State: x.Stands(v.Today(), rule.Soon()), Version: x.Version}
	page.Back = ui.Link{URL: decreePath, Text: v.P.T("admin.back")}
	page.Facts = decreeFacts(v, &x)
	if x.File.Hash != "" {
		page.File, page.FileName = at+"/berkas", x.File.Name
	}
	for _, m := range x.Team {
		page.Team = append(page.Team, memberRow{teamRole(v, m.Role), m.Name, m.Officer != 0})
	}
	switch {
	case p.Directory.MayRegister(v.Who) != nil:
	case x.Withdrawn != 0:
		page.Restore = at + "/pulihkan"
	default:
		page.Edit, page.Withdraw = at+"/ubah", at+"/cabut"
	}
	return show(v, http.StatusOK, page.frame, decreePage(page))
}

func decreeFacts(v *staff.Visit, x *civic.Decree) []ui.Fact {
	facts := []ui.Fact{{Label: v.P.T("admin.decree.agency"), Text: agencyName(v, x.Agency)}, {Label: v.P.T("admin.decree.dated"), Text: v.P.DateShort(x.Dated)},
		{Label: v.P.T("admin.decree.valid"), Text: decreePeriod(v, x)}}
	if x.Why != "" {
		facts = append(facts, ui.Fact{Label: v.P.T("admin.decree.why"), Text: x.Why})
	}
	if x.Note != "" {
		facts = append(facts, ui.Fact{Label: v.P.T("admin.decree.note_fact"), Text: x.Note})
	}
	entered := v.P.DateShort(civic.DateOf(time.UnixMicro(x.At), v.Zone()))
	return append(facts, ui.Fact{Label: v.P.T("admin.decree.by"), Text: v.P.T("admin.decree.by_text", "name", x.ByName, "date", entered)})
}

// teamRole words what somebody is in a team, also after the list changed.
func teamRole(v *staff.Visit, code string) string {
	r, ok := v.Map.Reasons.Find(civic.ReasonsTeam, code)
	switch {
	case !ok:
		return code
	case v.P.Lang() == "en":
		return r.TextEN
	default:
		return r.TextID
	}
}

func (p *Pages) decreeFile(v *staff.Visit) error {
	x, err := p.Directory.DecreeOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	return p.send(v, x.File)
}

// askWithdraw is the page that asks why a decree is withdrawn.
func (p *Pages) askWithdraw(v *staff.Visit) error {
	x, err := p.Directory.DecreeOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	if x.Withdrawn != 0 {
		return civic.NotFound("error.not_found")
	}
	return p.showWithdraw(v, form{P: v.P, Values: url.Values{"version": {strconv.Itoa(x.Version)}}}, &x)
}

// withdrawForm asks why.
type withdrawForm struct {
	frame
	form
	URL, Cancel string
}

func (p *Pages) showWithdraw(v *staff.Visit, f form, x *civic.Decree) error {
	at := decreePath + "/" + x.ID.String()
	page := withdrawForm{frame: p.frame(v, decreePath, v.P.T("admin.decree.withdraw_title", "number", x.Number)), form: f, URL: at + "/cabut", Cancel: at}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: at, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, withdrawPage(page))
}

func (p *Pages) withdraw(v *staff.Visit) error {
	x, f, err := p.decreeSent(v)
	if err != nil {
		return err
	}
	if err := p.Directory.WithdrawDecree(v.R.Context(), v.Who, x.ID, staff.Number(v.R, "version"), f.get("why")); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showWithdraw(v, f, &x)
	}
	return v.Done(decreePath, "admin.decree.withdrawn", "number", x.Number)
}

func (p *Pages) restore(v *staff.Visit) error {
	x, _, err := p.decreeSent(v)
	if err != nil {
		return err
	}
	if err := p.Directory.RestoreDecree(v.R.Context(), v.Who, x.ID, staff.Number(v.R, "version")); err != nil {
		return err
	}
	return v.Done(decreePath+"/"+x.ID.String(), "admin.decree.restored", "number", x.Number)
}

// decreeSent is the decree of an address and the form that was sent about it.
func (p *Pages) decreeSent(v *staff.Visit) (civic.Decree, form, error) {
	x, err := p.Directory.DecreeOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return x, form{}, err
	}
	f, err := typed(v)
	return x, f, err
}

// lacks are the lists of the monitoring page, in the order in which they are offered.
func lacks() []directory.Lack {
	return []directory.Lack{directory.LackNothing, directory.LackDecree, directory.LackTime, directory.LackCoordinator}
}
