package admin

import (
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// templatePage shows the templates of one agency, and those it has from above.
type templatePage struct {
	frame
	form
	Agency string
	New    string
	Own    []templateRow
	Above  []templateRow
}

type templateRow struct {
	URL, Name, Text, What, Whose string // URL is empty for what the officer may not edit
	Inactive                     bool
}

// agencyOf finds the agency that a page of templates is about: the officer's own unless the address names another.
func (p *Pages) agencyOf(v *staff.Visit, f *form) (civic.Agency, error) {
	id := v.Who.Desk
	if got, ready, err := f.choose("agency", p.agencySource(v)); err != nil {
		return civic.Agency{}, err
	} else if ready && got != "" {
		id = staff.ID(got)
	}
	a, ok := v.Map.Tree.Get(id)
	if !ok || !v.Who.MayAdminister(v.Map.Tree, id) {
		return a, civic.NotFound("error.not_found")
	}
	return a, nil
}

func (p *Pages) templates(v *staff.Visit) error {
	f := form{P: v.P, Values: v.R.URL.Query(), Found: map[string][]staff.Choice{}}
	a, err := p.agencyOf(v, &f)
	if err != nil {
		return err
	}
	own, above, err := p.Directory.Templates(v.R.Context(), v.Who, a.ID)
	if err != nil {
		return err
	}
	page := templatePage{frame: p.frame(v, templatePath, v.P.T("admin.nav.templates")), form: f, Agency: a.Name, New: templatePath + "/baru?instansi=" + a.ID.String()}
	for _, t := range own {
		page.Own = append(page.Own, templateRowOf(v, t))
	}
	for _, t := range above {
		page.Above = append(page.Above, templateRowOf(v, t))
	}
	return show(v, f.status(), page.frame, templateListPage(page))
}

// templateRowOf words one template. i18n:keys officer.macro.does.
func templateRowOf(v *staff.Visit, t directory.Template) templateRow {
	row := templateRow{Name: t.Name, Text: t.Body, What: v.P.T("admin.template.text_only"), Inactive: !t.Active}
	if t.Verb != "" {
		row.What = v.P.T("officer.macro.does." + string(t.Verb))
	}
	if to, ok := v.Map.Tree.Get(t.Target); ok {
		row.What += " " + v.P.T("officer.macro.to", "agency", to.Name)
	}
	if a, ok := v.Map.Tree.Get(t.Agency); ok {
		row.Whose = a.Name
	}
	if v.Who.MayAdminister(v.Map.Tree, t.Agency) {
		row.URL = templatePath + "/" + t.ID.String()
	}
	return row
}

// templateForm is the form of one template.
type templateForm struct {
	frame
	form
	URL, Cancel, Agency      string
	Variables                string
	Verbs, Outcomes, Reasons []ui.Option
}

func (p *Pages) newTemplate(v *staff.Visit) error {
	id := staff.ID(v.R.URL.Query().Get("instansi"))
	if id == 0 {
		id = v.Who.Desk
	}
	if a, ok := v.Map.Tree.Get(id); !ok || !v.Who.MayAdminister(v.Map.Tree, a.ID) {
		return civic.NotFound("error.not_found")
	}
	f := form{P: v.P, Fresh: true, Values: url.Values{"instansi": {id.String()}, "active": {"yes"}}, Found: map[string][]staff.Choice{}}
	return p.showTemplate(v, f, directory.Template{Agency: id})
}

func (p *Pages) editTemplate(v *staff.Visit) error {
	t, err := p.Directory.Template(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	f := form{P: v.P, Found: map[string][]staff.Choice{}, Values: url.Values{"name": {t.Name}, "body": {t.Body}, "verb": {string(t.Verb)}, "outcome": {t.Outcome}, "reason": {t.Reason},
		"version": {strconv.Itoa(t.Version)}}}
	if t.Active {
		f.Values.Set("active", "yes")
	}
	if to, ok := v.Map.Tree.Get(t.Target); ok {
		c := staff.AgencyChoice(v.Map.Tree, to)
		f.Values.Set("target", c.Label())
		f.Values.Set("target_id", c.Value)
	}
	return p.showTemplate(v, f, t)
}

func (p *Pages) showTemplate(v *staff.Visit, f form, t directory.Template) error {
	title, address := v.P.T("admin.template.new"), templatePath+"/baru"
	if t.ID != 0 {
		title, address = v.P.T("admin.template.edit", "name", t.Name), templatePath+"/"+t.ID.String()
	}
	page := templateForm{frame: p.frame(v, templatePath, title), form: f, URL: address, Cancel: templatePath + "?agency_pick=" + t.Agency.String(),
		Variables: "{" + strings.Join(directory.Variables(), "} {") + "}"}
	if a, ok := v.Map.Tree.Get(t.Agency); ok {
		page.Agency = a.Name
	}
	page.Verbs = []ui.Option{{Label: v.P.T("admin.template.text_only"), Checked: f.get("verb") == ""}}
	for _, verb := range directory.MacroVerbs() {
		page.Verbs = append(page.Verbs, ui.Option{Value: string(verb), Label: v.P.T("officer.macro.does." + string(verb)), Checked: f.get("verb") == string(verb)})
	}
	page.Outcomes = reasonOptions(v, f.get("outcome"), civic.ReasonsOutcome)
	page.Reasons = reasonOptions(v, f.get("reason"), civic.ReasonsHold, civic.ReasonsReturn)
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: page.Cancel, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, templateFormPage(page))
}

// reasonOptions offers what may be chosen of some lists today, and none of it.
func reasonOptions(v *staff.Visit, now string, lists ...string) []ui.Option {
	out := []ui.Option{{Label: v.P.T("admin.template.no_reason")}}
	for _, list := range lists {
		for _, r := range v.Map.Reasons.Offered(list, v.Today()) {
			label := r.TextID
			if v.P.Lang() == "en" && r.TextEN != "" {
				label = r.TextEN
			}
			out = append(out, ui.Option{Value: r.Code, Label: label, Checked: r.Code == now})
		}
	}
	return out
}

func (p *Pages) saveTemplate(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	t := directory.Template{Agency: staff.ID(f.get("instansi"))}
	if id := v.R.PathValue("id"); id != "" {
		if t, err = p.Directory.Template(v.R.Context(), v.Who, staff.ID(id)); err != nil {
			return err
		}
		t.Version = max(0, staff.Number(v.R, "version"))
	} else {
		f.Fresh = true
	}
	t.Name, t.Body, t.Verb, t.Outcome, t.Reason, t.Active = f.get("name"), f.get("body"), civic.Verb(f.get("verb")), f.get("outcome"), f.get("reason"), f.on("active")
	to, ready, err := f.choose("target", p.agencySource(v))
	if err != nil {
		return err
	}
	t.Target = staff.ID(to)
	if ready {
		_, err = p.Directory.SaveTemplate(v.R.Context(), v.Who, t)
	}
	if err != nil {
		place := func(field string) string {
			switch field {
			case "target_id":
				return "target"
			case "agency_id":
				return "name"
			}
			return field
		}
		if err := f.wrong(err, place); err != nil {
			return err
		}
	}
	if err != nil || !ready {
		return p.showTemplate(v, f, t)
	}
	return v.Done(templatePath+"?agency_pick="+t.Agency.String(), "admin.template.saved", "name", t.Name)
}
