package admin

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// personList is one page of officers and their posts.
type personList struct {
	frame
	From   string // address from which the list begins
	Rows   []personRow
	Pages  ui.Pages
	Remits bool // the way to what supervisors read is offered
}

type personRow struct {
	URL, Name, Email, Role, Desk, Since string
	Over                                string // why the post is worth nothing, "" while it is good
}

// people lists posts by address. The list goes on after the last address; the browser's own way
// leads back, and the box jumps to any letter.
func (p *Pages) people(v *staff.Visit) error {
	q := v.R.URL.Query()
	list := personList{frame: p.frame(v, personPath, v.P.T("admin.nav.people")), From: strings.ToLower(strings.TrimSpace(q.Get("dari")))}
	after := q.Get("setelah")
	if after == "" && list.From != "" {
		// The verb lists what comes after an address: the one just before what was typed.
		runes := []rune(list.From)
		runes[len(runes)-1]--
		after = string(runes) + "\U0010FFFD"
	}
	list.Remits = v.Who.Role == civic.RoleNationalAdmin
	posts, more, err := p.Directory.People(v.R.Context(), v.Who, after, pageRows)
	if err != nil {
		return err
	}
	for _, x := range posts {
		list.Rows = append(list.Rows, personRowOf(v, x))
	}
	if after != "" {
		list.Pages.First = personPath
	}
	if more && len(posts) > 0 {
		list.Pages.Next = personPath + "?" + url.Values{"setelah": {posts[len(posts)-1].Email}}.Encode()
	}
	return show(v, http.StatusOK, list.frame, personListPage(list))
}

func personRowOf(v *staff.Visit, x directory.Post) personRow {
	desk, _ := v.Map.Tree.Get(x.Agency)
	r := personRow{Name: x.Name, Email: x.Email, Role: staff.RoleName(v.P, x.Role), Desk: desk.Name,
		Since: v.P.DateShort(civic.DateOf(time.UnixMicro(x.From), v.Zone()))}
	if mayEdit(v, &x) {
		r.URL = personPath + "/" + x.ID.String()
	}
	switch {
	case directory.PostOver(x, v.Now()):
		r.Over = v.P.T("admin.person.over", "date", v.P.DateShort(civic.DateOf(time.UnixMicro(*x.To), v.Zone())))
	case !x.IsActive:
		r.Over = v.P.T("admin.inactive")
	}
	return r
}

// mayEdit tells whether the form of a post could be saved at all.
func mayEdit(v *staff.Visit, x *directory.Post) bool {
	return v.Who.MayGive(x.Role)
}

// personOf is the post in the address; one that the officer may not change looks as if it were not there.
func (p *Pages) personOf(v *staff.Visit) (directory.Post, error) {
	post, err := p.Directory.PostOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err == nil && !mayEdit(v, &post) {
		err = civic.NotFound("error.not_found")
	}
	return post, err
}

// personForm is the form of one officer in one post.
type personForm struct {
	frame
	form
	URL    string
	End    string // address of the page that ends the post, "" when it has ended or is one's own
	Leave  string // address of the page of its leaves, "" when the post has ended or is above
	Code   string // address of the page that drops the code at sign-in, "" when there is none or it is one's own
	Own    bool
	Over   bool
	Roles  []ui.Option
	Cancel string
}

func (p *Pages) newPerson(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"role": {string(civic.RoleUnitOfficer)}}}
	if a, ok := v.Map.Tree.Get(staff.ID(v.R.URL.Query().Get("instansi"))); ok && v.Who.MayAdminister(v.Map.Tree, a.ID) {
		f.setAgency(v, a)
	}
	return p.showPerson(v, f, directory.Post{})
}

func (f *form) setAgency(v *staff.Visit, a civic.Agency) {
	c := staff.AgencyChoice(v.Map.Tree, a)
	f.Values.Set("agency", c.Label())
	f.Values.Set("agency_id", c.Value)
}

func (p *Pages) editPerson(v *staff.Visit) error {
	post, err := p.personOf(v)
	if err != nil {
		return err
	}
	f := form{P: v.P, Values: url.Values{"email": {post.Email}, "name": {post.Name}, "role": {string(post.Role)}}}
	if a, ok := v.Map.Tree.Get(post.Agency); ok {
		f.setAgency(v, a)
	}
	return p.showPerson(v, f, post)
}

func (p *Pages) showPerson(v *staff.Visit, f form, post directory.Post) error {
	title, address := v.P.T("admin.person.new"), personPath+"/baru"
	if post.ID != 0 {
		title, address = v.P.T("admin.person.edit", "name", post.Name), personPath+"/"+post.ID.String()
	}
	page := personForm{frame: p.frame(v, personPath, title), form: f, URL: address, Cancel: personPath, Own: post.ID != 0 && post.ID == v.Who.Post,
		Over: post.ID != 0 && directory.PostOver(post, v.Now())}
	if post.ID != 0 && !page.Own && !page.Over {
		page.End = address + "/akhiri"
	}
	if post.ID != 0 && !page.Over && v.Who.MayGive(post.Role) {
		page.Leave = address + "/cuti"
	}
	if post.ID != 0 && p.Directory.MayDropCode(v.R.Context(), v.Who, &post) == nil {
		g, err := p.Access.Guarded(v.R.Context(), post.Officer)
		if err != nil {
			return err
		}
		if g.On {
			page.Code = address + "/kode"
		}
	}
	page.Roles = roleOptions(v, f.get("role"))
	page.Failed = len(f.Mistakes) > 0
	page.Back = ui.Link{URL: personPath, Text: v.P.T("admin.back")}
	return show(v, f.status(), page.frame, personFormPage(page))
}

// roleOptions offers the roles; those that bind all agencies only where the verb accepts them.
func roleOptions(v *staff.Visit, now string) []ui.Option {
	var out []ui.Option
	for _, r := range civic.OfficerRoles() {
		if !v.Who.MayGive(r) && string(r) != now {
			continue
		}
		out = append(out, ui.Option{Value: string(r), Label: staff.RoleName(v.P, r), Checked: string(r) == now})
	}
	return out
}

func (p *Pages) savePerson(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	var post directory.Post
	if id := v.R.PathValue("id"); id != "" {
		if post, err = p.Directory.PostOf(v.R.Context(), v.Who, staff.ID(id)); err != nil {
			return err
		}
		f.Values.Set("email", post.Email) // an address is who it is
	} else {
		f.Fresh = true
	}
	agency, ready, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if !ready {
		return p.again(v, f, post)
	}
	if agency == "" {
		f.Mistakes = ui.Mistakes{{Field: "agency", Text: v.P.T("admin.person.desk_needed")}}
		return p.again(v, f, post)
	}
	err = p.Directory.SavePerson(v.R.Context(), v.Who, directory.Person{Post: post.ID, Email: f.get("email"), Name: f.get("name"),
		Password: v.R.PostForm.Get("password"), Agency: staff.ID(agency), Role: civic.Role(f.get("role"))})
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.again(v, f, post)
	}
	name := f.get("name")
	if f.Fresh { // the account may have been there, under a name that this does not change
		name = f.get("email")
	}
	return v.Done(personPath, "admin.person.saved", "name", name)
}

// again gives the form back without the password: browsers and pages should not keep it.
func (p *Pages) again(v *staff.Visit, f form, post directory.Post) error {
	f.Values.Del("password")
	return p.showPerson(v, f, post)
}

// confirm is a page that asks whether something dangerous is meant.
type confirm struct {
	frame
	What    []string
	Do      string // words of the button
	URL     string
	Cancel  string
	Mistake ui.Mistakes
}

// ask shows a page that asks, with what went wrong when it was answered.
func (p *Pages) ask(v *staff.Visit, page confirm, wrong error) error {
	status := http.StatusOK
	if wrong != nil {
		ms, ok := staff.Mistakes(v.P, wrong, func(string) string { return "" })
		if !ok {
			return wrong
		}
		page.Mistake, page.Failed, status = ms, true, staff.StatusOf(wrong)
	}
	return show(v, status, page.frame, confirmPage(page))
}

// password asks for a new password; it is never shown again.
func (f personForm) password() ui.Field {
	hint := "admin.person.password_keep"
	if f.Fresh {
		hint = "admin.person.password_hint"
	}
	return ui.Field{Name: "password", Label: f.P.T("admin.person.password"), Hint: f.P.T(hint, "n", directory.MinPassword),
		Type: "password", Autocomplete: "new-password", Error: f.Mistakes.For("password")}
}
