package admin

import (
	"net/url"
	"strconv"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/service"
	"tuntas/internal/serviceio"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// serviceForm is the form of a service.
type serviceForm struct {
	frame
	form
	URL, Cancel string
	Agency      string // that gives it; "" while it is chosen
	Delivery    []ui.Field
	Making      []ui.Field
	Kinds       []ui.Option
	New         bool
}

// writtenColumns are those of a record that people write here, besides its components.
func writtenColumns() []string {
	return []string{"name", "type", "sector", "decree_no", "online_service"}
}

// choosesAgency tells whether somebody writes for several agencies; everybody else writes for the own desk.
func choosesAgency(v *staff.Visit) bool {
	return v.Who.Role == civic.RoleNationalAdmin || v.Who.Role == civic.RoleAgencyAdmin
}

func (p *Pages) newService(v *staff.Visit) error {
	if !catalogue.MayWrite(v.Who) {
		return civic.Forbidden("error.forbidden")
	}
	return p.showServiceForm(v, form{P: v.P, Fresh: true, Values: url.Values{}}, 0)
}

func (p *Pages) editService(v *staff.Visit) error {
	id := staff.ID(v.R.PathValue("id"))
	s, cells, note, err := p.Catalogue.Words(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	if !catalogue.MayWrite(v.Who) {
		return civic.Forbidden("error.forbidden")
	}
	f := form{P: v.P, Values: url.Values{"version": {strconv.Itoa(s.Version)}, "note": {note}}}
	for _, c := range cells {
		f.Values.Set(c.Name, service.Plain(c.Text))
	}
	return p.showServiceForm(v, f, id)
}

func (p *Pages) showServiceForm(v *staff.Visit, f form, id civic.ID) error {
	page := serviceForm{frame: p.serviceFrame(v, v.P.T("admin.service.new")), form: f, URL: servicePath + "/baru", Cancel: servicePath, New: id == 0}
	if id != 0 {
		page.Title = v.P.T("admin.service.edit")
		page.Cancel = servicePath + "/" + id.String()
		page.URL = page.Cancel + "/ubah"
	}
	page.Back, page.Failed = ui.Link{URL: page.Cancel, Text: v.P.T("admin.back")}, len(f.Mistakes) > 0
	if !choosesAgency(v) {
		page.Agency = agencyName(v, v.Who.Desk)
	}
	for i, code := range service.Codes() {
		q := f.area(code, "service.part."+code, 3) // i18n:keys service.part.
		if i < service.Delivery {
			q.Hint = v.P.T("admin.service.hint." + code) // i18n:keys admin.service.hint.
			page.Delivery = append(page.Delivery, q)
		} else {
			page.Making = append(page.Making, q)
		}
	}
	page.Kinds = append(page.Kinds, ui.Option{Label: v.P.T("admin.service.kind_none"), Checked: f.get("type") == ""})
	for _, k := range []string{"administratif", "barang", "jasa"} {
		page.Kinds = append(page.Kinds, ui.Option{Value: k, Label: v.P.T("admin.service.kind." + k), Checked: f.get("type") == k}) // i18n:keys admin.service.kind.
	}
	return show(v, f.status(), page.frame, serviceFormPage(page))
}

func (p *Pages) saveService(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	id := staff.ID(v.R.PathValue("id"))
	w := catalogue.Writing{Service: id, Agency: v.Who.Desk, Version: staff.Number(v.R, "version"), Note: f.get("note")}
	if id == 0 && choosesAgency(v) {
		chosen, ready, err := f.choose("agency", p.agencySource(v))
		if err != nil {
			return err
		}
		if !ready {
			return p.showServiceForm(v, f, id)
		}
		w.Agency = staff.ID(chosen)
	}
	if w.Cells, err = p.written(v, f, id); err != nil {
		return err
	}
	h, err := p.Catalogue.Write(v.R.Context(), v.Who, w)
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showServiceForm(v, f, id)
	}
	return v.Done(servicePath+"/"+h.Service.String(), "admin.service.saved", "name", h.Name)
}

// written are the cells that say something else than the form showed. What it showed stands without marks of HTML, and
// whoever did not touch it takes no mark away.
func (p *Pages) written(v *staff.Visit, f form, id civic.ID) (out []serviceio.Cell, err error) {
	var had []serviceio.Cell
	if id != 0 {
		if _, had, _, err = p.Catalogue.Words(v.R.Context(), v.Who, id); err != nil {
			return nil, err
		}
	}
	was := map[string]string{}
	for _, c := range had {
		was[c.Name] = civic.TidyText(service.Plain(c.Text))
	}
	for _, name := range append(writtenColumns(), service.Codes()...) {
		if text := civic.TidyText(f.get(name)); text != was[name] {
			out = append(out, serviceio.Cell{Name: name, Text: text})
		}
	}
	return out, nil
}

// heldView is the holding area of imports.
type heldView struct {
	frame
	form
	Owners []heldOwner
	Pages  ui.Pages
}

// heldOwner is an owner that nobody knows, with what is held of it on this page.
type heldOwner struct {
	Words string
	Names []string
}

func (p *Pages) held(v *staff.Visit) error {
	return p.showHeld(v, form{P: v.P, Values: url.Values{"owner": {v.R.URL.Query().Get("owner")}}})
}

func (p *Pages) showHeld(v *staff.Visit, f form) error {
	q := v.R.URL.Query()
	after := catalogue.HeldRecord{Owner: q.Get("o"), Source: q.Get("s"), SourceID: q.Get("i")}
	all, more, err := p.Catalogue.HeldRecords(v.R.Context(), v.Who, after, pageRows)
	if err != nil {
		return err
	}
	page := heldView{frame: p.serviceFrame(v, v.P.T("admin.held.title")), form: f}
	page.Back, page.Failed = ui.Link{URL: servicePath, Text: v.P.T("admin.back")}, len(f.Mistakes) > 0
	for _, h := range all {
		if n := len(page.Owners); n == 0 || page.Owners[n-1].Words != h.Owner {
			page.Owners = append(page.Owners, heldOwner{Words: h.Owner})
		}
		o := &page.Owners[len(page.Owners)-1]
		o.Names = append(o.Names, h.Name)
	}
	if after.Source != "" {
		page.Pages.First = heldPath
	}
	if more {
		last := all[len(all)-1]
		page.Pages.Next = heldPath + "?" + url.Values{"o": {last.Owner}, "s": {last.Source}, "i": {last.SourceID}}.Encode()
	}
	return show(v, f.status(), page.frame, heldPage(page))
}

// nameOwner says whose the records are that name an owner in some words.
func (p *Pages) nameOwner(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	chosen, ready, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if !ready {
		return p.showHeld(v, f)
	}
	n := 0
	if err := p.Catalogue.NameOwner(v.R.Context(), v.Who, f.get("owner"), staff.ID(chosen), func(catalogue.Row) { n++ }); err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showHeld(v, f)
	}
	return v.Done(heldPath, "admin.held.done", "n", n)
}
