package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// Addresses of the catalogue of services.
const (
	servicePath = staff.Services
	heldPath    = servicePath + "/tertahan"
)

// serviceRoutes are the pages of the catalogue. Who may do what is decided by its verbs.
func (p *Pages) serviceRoutes() map[string]staff.Handler {
	return map[string]staff.Handler{
		"GET " + servicePath:                    p.services,
		"GET " + servicePath + "/baru":          p.newService,
		"POST " + servicePath + "/baru":         p.saveService,
		"GET " + servicePath + "/{id}":          p.service,
		"POST " + servicePath + "/{id}":         p.stepService,
		"GET " + servicePath + "/{id}/ubah":     p.editService,
		"POST " + servicePath + "/{id}/ubah":    p.saveService,
		"GET " + heldPath:                       p.held,
		"POST " + heldPath:                      p.nameOwner,
		"GET " + servicePath + "/cari/instansi": p.findAgencies,
	}
}

// serviceFrame starts a page of the catalogue. Who administers nothing else finds only this beside it.
func (p *Pages) serviceFrame(v *staff.Visit, title string) frame {
	if v.Who.Role == civic.RoleNationalAdmin || v.Who.Role == civic.RoleAgencyAdmin {
		return p.frame(v, servicePath, title)
	}
	return frame{Shell: v.Shell(staff.InServices, title), Side: []link{{servicePath, v.P.T("admin.nav.services"), true}, {surveyPath, v.P.T("admin.nav.surveys"), false}}}
}

// serviceList is one page of the officer's services.
type serviceList struct {
	frame
	Rows   []serviceRow
	States []ui.Option
	Pages  ui.Pages
	New    string // address of the form; "" for whoever writes none
	Held   string // of the holding area; "" for whoever has none
}

type serviceRow struct {
	URL, Name, Agency string
	No                int
	State             service.State
	Delivery          int
}

// listedStates are those by which the list is narrowed.
func listedStates() []service.State {
	return []service.State{service.Draft, service.Submitted, service.Verified, service.Published, service.Suspended, service.Withdrawn}
}

func (p *Pages) services(v *staff.Visit) error {
	q := v.R.URL.Query()
	state := service.State(q.Get("status"))
	if !state.Valid() {
		state = ""
	}
	all, more, err := p.Catalogue.Services(v.R.Context(), v.Who, catalogue.Filter{State: state, Before: staff.ID(q.Get("setelah")), Limit: pageRows})
	if err != nil {
		return err
	}
	list := serviceList{frame: p.serviceFrame(v, v.P.T("admin.service.title")), States: []ui.Option{{Label: v.P.T("list.any"), Checked: state == ""}}}
	for _, s := range listedStates() {
		list.States = append(list.States, ui.Option{Value: string(s), Label: stateName(v, s), Checked: s == state})
	}
	if catalogue.MayWrite(v.Who) {
		list.New = servicePath + "/baru"
	}
	if v.Who.Role == civic.RoleNationalAdmin {
		list.Held = heldPath
	}
	for i := range all {
		h := &all[i]
		list.Rows = append(list.Rows, serviceRow{servicePath + "/" + h.Service.String(), h.Name, agencyName(v, h.Agency), h.No, h.State, h.Delivery})
	}
	base := url.Values{}
	if state != "" {
		base.Set("status", string(state))
	}
	if q.Get("setelah") != "" {
		list.Pages.First = servicePath + "?" + base.Encode()
	}
	if more {
		base.Set("setelah", all[len(all)-1].Service.String())
		list.Pages.Next = servicePath + "?" + base.Encode()
	}
	return show(v, http.StatusOK, list.frame, serviceListPage(list))
}

func stateName(v *staff.Visit, s service.State) string {
	return v.P.T("admin.service.state." + string(s)) // i18n:keys admin.service.state.
}

// serviceView is one service with its versions.
type serviceView struct {
	frame
	Mistakes ui.Mistakes
	URL      string
	Agency   string
	Public   string // address of the page of the public; "" while there is none
	Edit     string // of the form; "" for whoever may not write now
	Version  int
	Versions []versionView
	More     bool
}

// versionView is one version with the steps that the officer may take.
type versionView struct {
	Open    bool // unfolded
	No      int
	State   service.State
	Facts   []ui.Fact
	Warn    []string
	Changes []citizen.ServiceChange
	Steps   []service.Verb
	Reasons bool // some of the steps need one
	Typed   string
}

// versionsShown is how many versions a page shows.
const versionsShown = 20

func (p *Pages) service(v *staff.Visit) error { return p.showService(v, 0, nil, "", 0) }

// showService shows a service, after a step that was refused with what was typed.
func (p *Pages) showService(v *staff.Visit, no int, ms ui.Mistakes, typed string, code int) error {
	own, err := p.Catalogue.Of(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")), versionsShown)
	if err != nil {
		return err
	}
	newest := &own.Versions[0]
	page := serviceView{frame: p.serviceFrame(v, newest.Name), Mistakes: ms, URL: servicePath + "/" + own.ID.String(), Agency: agencyName(v, own.Agency), Version: own.Version, More: own.More}
	page.Back, page.Failed = ui.Link{URL: servicePath, Text: v.P.T("admin.back")}, len(ms) > 0
	waits := false
	for i := range own.Versions {
		x := &own.Versions[i]
		one := p.versionView(v, x)
		if x.No == no {
			one.Typed = typed
		}
		one.Open = i == 0 || len(one.Steps) > 0
		waits = waits || x.State == service.Submitted || x.State == service.Verified
		if x.State == service.Published {
			page.Public = "/layanan/" + x.Service.String()
		}
		page.Versions = append(page.Versions, one)
	}
	if catalogue.MayWrite(v.Who) && !waits {
		page.Edit = page.URL + "/ubah"
	}
	return show(v, staff.FormStatus(code, ms), page.frame, serviceOwnPage(page))
}

func (p *Pages) versionView(v *staff.Visit, x *catalogue.Version) versionView {
	out := versionView{No: x.No, State: x.State, Steps: catalogue.May(v.Who, &x.Head)}
	for _, s := range out.Steps {
		out.Reasons = out.Reasons || s.NeedsReason()
	}
	fact := func(key, text string) {
		if text != "" {
			out.Facts = append(out.Facts, ui.Fact{Label: v.P.T(key), Text: text})
		}
	}
	switch {
	case x.From.IsZero():
	case x.Until.IsZero():
		fact("admin.service.valid", v.P.T("service.edition_now", "from", x.From))
	default:
		fact("admin.service.valid", v.P.T("service.edition_past", "from", x.From, "until", x.Until))
	}
	fact("admin.service.note", x.Note)
	fact("admin.service.reason", x.Reason)
	fact("admin.service.complete", v.P.T("admin.service.complete_n", "n", x.Judged.Delivery, "of", service.Delivery, "all", x.Judged.All, "parts", service.Components))
	fact("admin.service.time_read", strings.Join(citizen.TimeWords(v.P, x.Judged.Time), "\n"))
	fact("admin.service.fee_read", strings.Join(citizen.FeeWords(v.P, x.Judged.Fee), "\n"))
	for _, w := range x.Judged.Warnings {
		if x.State.Open() {
			out.Warn = append(out.Warn, v.P.T("admin.service.warn."+strings.ReplaceAll(string(w), ":", "_"))) // i18n:keys admin.service.warn.
		}
	}
	for _, c := range x.Changes {
		out.Changes = append(out.Changes, citizen.ServiceChange{Label: citizen.PartName(v.P, c.Component), Before: service.Plain(c.Before), After: service.Plain(c.After)})
	}
	return out
}

// stepService takes the step whose button was pressed.
func (p *Pages) stepService(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	id, no, verb := staff.ID(v.R.PathValue("id")), staff.Number(v.R, "no"), service.Verb(f.get("do"))
	h, err := p.Catalogue.Act(v.R.Context(), v.Who, id, catalogue.Command{Verb: verb, No: no, Version: staff.Number(v.R, "version"), Reason: f.get("reason")})
	if err != nil {
		err := f.wrong(err, func(field string) string { return field + "-" + strconv.Itoa(no) })
		if err != nil {
			return err
		}
		return p.showService(v, no, f.Mistakes, f.get("reason"), f.code)
	}
	return v.Done(servicePath+"/"+id.String(), "admin.service.done."+string(verb), "name", h.Name) // i18n:keys admin.service.done.
}
