package admin

import (
	"crypto/rand"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// moreMembers is how many empty rows a form has for members.
const moreMembers = 3

// decreeForm is the form of one decree.
type decreeForm struct {
	frame
	form
	URL, Cancel string
	Agency      string      // that the decree is of; "" while it is chosen
	Replaces    []ui.Option // decrees of the agency that a new one may replace
	Members     []memberForm
	FileName    string // taken in already, with this form or before
}

// memberForm is one row of a team.
type memberForm struct {
	N           int
	Name, Email string
	Roles       []ui.Option
}

func (p *Pages) newDecree(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{}}
	id := staff.ID(v.R.URL.Query().Get("instansi"))
	if id == 0 && v.Who.Role == civic.RoleAgencyAdmin {
		id = v.Who.Desk
	}
	if a, ok := v.Map.Tree.Get(id); ok && v.Who.MayAdminister(v.Map.Tree, id) {
		f.setAgency(v, a)
	}
	return p.showDecree(v, f, civic.Decree{})
}

func (p *Pages) editDecree(v *staff.Visit) error {
	x, err := p.Directory.DecreeOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	f := form{P: v.P, Values: url.Values{"version": {strconv.Itoa(x.Version)}, "number": {x.Number}, "note": {x.Note}}}
	setDay(f.Values, "dated", x.Dated)
	setDay(f.Values, "from", x.From)
	if !x.Until.IsZero() {
		setDay(f.Values, "until", x.Until)
	}
	for _, m := range x.Team {
		name := m.Name
		if m.Email != "" {
			name = ""
		}
		f.Values["member_role"], f.Values["member_name"], f.Values["member_email"] = append(f.Values["member_role"], m.Role), append(f.Values["member_name"], name), append(f.Values["member_email"], m.Email)
	}
	return p.showDecree(v, f, x)
}

func (p *Pages) showDecree(v *staff.Visit, f form, x civic.Decree) error {
	title, at, cancel := v.P.T("admin.decree.new"), decreePath+"/baru", decreePath
	if x.ID != 0 {
		cancel = decreePath + "/" + x.ID.String()
		title, at = v.P.T("admin.decree.edit", "number", x.Number), cancel+"/ubah"
	}
	page := decreeForm{frame: p.frame(v, decreePath, title), form: f, URL: at, Cancel: cancel, FileName: x.File.Name}
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: cancel, Text: v.P.T("admin.back")}
	if kept, ok := p.keptFile(v, f); ok {
		page.FileName = kept.Name
	}
	page.Members = memberRows(v, f)
	if x.ID != 0 {
		page.Agency = agencyName(v, x.Agency)
	} else if id := staff.ID(f.get("agency_id")); id != 0 && v.Who.MayAdminister(v.Map.Tree, id) {
		had, _, err := p.Directory.Decrees(v.R.Context(), v.Who, id, 0, pageRows)
		if err != nil {
			return err
		}
		page.Replaces = replaceable(v, had, f.get("replaces"))
	}
	return show(v, f.status(), page.frame, decreeFormPage(page))
}

// replaceable offers the decrees that a new one may replace; none at all where there is none.
func replaceable(v *staff.Visit, had []civic.Decree, now string) []ui.Option {
	out := []ui.Option{{Label: v.P.T("admin.decree.replaces_none"), Checked: now == ""}}
	for i := range had {
		if x := &had[i]; x.Withdrawn == 0 {
			out = append(out, ui.Option{Value: x.ID.String(), Label: x.Number + ", " + decreePeriod(v, x), Checked: now == x.ID.String()})
		}
	}
	if len(out) == 1 {
		return nil
	}
	return out
}

// memberRows are the rows that were typed, and some empty ones.
func memberRows(v *staff.Visit, f form) (out []memberForm) {
	at := func(name string, i int) string {
		if all := f.Values[name]; i < len(all) {
			return all[i]
		}
		return ""
	}
	typed := len(typedTeam(f.Values))
	for i := range min(typed+moreMembers, civic.MaxTeam) {
		m := memberForm{N: i + 1, Name: at("member_name", i), Email: at("member_email", i)}
		for _, r := range v.Map.Reasons.Offered(civic.ReasonsTeam, v.Today()) {
			m.Roles = append(m.Roles, ui.Option{Value: r.Code, Label: teamRole(v, r.Code), Checked: r.Code == at("member_role", i)})
		}
		if role := at("member_role", i); role != "" && !slices.ContainsFunc(m.Roles, func(o ui.Option) bool { return o.Checked }) {
			m.Roles = append(m.Roles, ui.Option{Value: role, Label: teamRole(v, role), Checked: true}) // in the list no more
		}
		out = append(out, m)
	}
	return out
}

// typedTeam reads the members; rows without a name and an address are none. The values then hold the rows without gaps.
func typedTeam(values url.Values) (out []civic.TeamMember) {
	roles, names, emails := values["member_role"], values["member_name"], values["member_email"]
	for i := range min(len(roles), len(names), len(emails)) {
		if m := (civic.TeamMember{Role: roles[i], Name: strings.TrimSpace(names[i]), Email: strings.TrimSpace(emails[i])}); m.Name+m.Email != "" {
			out = append(out, m)
		}
	}
	values["member_role"], values["member_name"], values["member_email"] = nil, nil, nil
	for _, m := range out {
		values["member_role"], values["member_name"], values["member_email"] = append(values["member_role"], m.Role), append(values["member_name"], m.Name), append(values["member_email"], m.Email)
	}
	return out
}

// saveDecree takes the form in. What was typed, and the file, are kept when it comes back.
func (p *Pages) saveDecree(v *staff.Visit) error {
	x := civic.Decree{}
	if id := v.R.PathValue("id"); id != "" {
		var err error
		if x, err = p.Directory.DecreeOf(v.R.Context(), v.Who, staff.ID(id)); err != nil {
			return err
		}
	}
	f, file, err := p.sentWithFile(v)
	if err != nil {
		return err
	}
	f.Fresh = x.ID == 0
	is := civic.Decree{ID: x.ID, Number: f.get("number"), Note: f.get("note"), Version: staff.Number(v.R, "version"), Team: typedTeam(f.Values), File: file}
	if f.Fresh {
		agency, ready, err := f.choose("agency", p.agencySource(v))
		if err != nil {
			return err
		}
		if is.Agency, is.Replaces = staff.ID(agency), staff.ID(f.get("replaces")); ready && is.Agency == 0 {
			f.Mistakes = append(f.Mistakes, ui.Mistakes{{Field: "agency", Text: v.P.T("admin.decree.agency_needed")}}...)
		}
		if !ready || is.Agency == 0 {
			return p.showDecree(v, f, x)
		}
	}
	if f.get("do") == "more" || len(f.Mistakes) > 0 {
		return p.showDecree(v, f, x)
	}
	var days [3]error
	is.Dated, days[0] = staff.Day(v.R, "dated")
	is.From, days[1] = staff.Day(v.R, "from")
	is.Until, days[2] = optionalDay(v, "until")
	if err = civic.Faults(days[:]...); err == nil {
		is, err = p.Directory.SaveDecree(v.R.Context(), v.Who, is)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showDecree(v, f, x)
	}
	p.dropKept(v, f)
	return v.Done(decreePath+"/"+is.ID.String(), "admin.decree.saved", "number", is.Number)
}

// optionalDay reads a day that may be left empty.
func optionalDay(v *staff.Visit, name string) (civic.Date, error) {
	if staff.Text(v.R, name+"_day")+staff.Text(v.R, name+"_month")+staff.Text(v.R, name+"_year") == "" {
		return civic.Date{}, nil
	}
	return staff.Day(v.R, name)
}

// fileKept is the hidden box that names the file of a form which came back. It names a sealed draft and no file, for a file
// named by itself could be anybody's.
const fileKept = "files_kept"

// sentWithFile reads a form with one file, that of this sending or that of the one before. A mistake of the file stands in the
// form. Who may not enter anything is told so before the file is read.
func (p *Pages) sentWithFile(v *staff.Visit) (f form, file civic.DecreeFile, err error) {
	if err = p.Directory.MayRegister(v.Who); err != nil {
		return f, file, err
	}
	staff.AllowFiles(v.R, p.Evidence)
	if f, err = typed(v); err != nil {
		return f, file, err
	}
	file, _ = p.keptFile(v, f)
	sent, err := staff.Files(v.R, p.Evidence)
	if err != nil {
		return f, file, f.wrong(err, nil)
	}
	if len(sent) > 1 {
		return f, file, f.wrong(civic.Invalid("files", "error.files_too_many", "max", 1), nil)
	}
	if len(sent) == 1 {
		file = civic.DecreeFile{Hash: sent[0].Hash, Name: sent[0].Name, MediaType: sent[0].MediaType, Size: sent[0].Size}
		if f.get(fileKept) == "" {
			f.Values.Set(fileKept, rand.Text())
		}
		if p.Drafts.SaveDraft(v.R.Context(), f.get(fileKept), file) != nil {
			f.Values.Del(fileKept) // the form then asks for it again
		}
	}
	return f, file, nil
}

// keptFile is the file that a form brought with its last sending.
func (p *Pages) keptFile(v *staff.Visit, f form) (file civic.DecreeFile, ok bool) {
	token := f.get(fileKept)
	return file, token != "" && p.Drafts.Draft(v.R.Context(), token, &file) == nil
}

// dropKept forgets the kept file of a form that was taken in; it would expire by itself.
func (p *Pages) dropKept(v *staff.Visit, f form) {
	if token := f.get(fileKept); token != "" {
		_ = p.Drafts.DropDraft(v.R.Context(), token)
	}
}

// send hands out a file of the register, to be kept and not shown: nothing in it runs, whatever a browser takes it for.
func (p *Pages) send(v *staff.Visit, f civic.DecreeFile) (err error) {
	if f.Hash == "" {
		return civic.NotFound("error.not_found")
	}
	body, _, err := p.Evidence.Open(v.R.Context(), f.Hash)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, body.Close()) }()
	h := v.W.Header()
	h.Set("Content-Type", f.MediaType)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, no-store")
	http.ServeContent(v.W, v.R, "", time.Time{}, body)
	return nil
}
