package admin

import (
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// endForm asks when a post ends and who takes the open work over.
type endForm struct {
	frame
	form
	What   []string
	Heirs  []ui.Option
	URL    string
	Cancel string
}

// askEndPost asks about a post that can be ended: none of the own ones, and none that has ended.
func (p *Pages) askEndPost(v *staff.Visit) error {
	post, err := p.personOf(v)
	if err != nil {
		return err
	}
	if post.ID == v.Who.Post || post.Officer == v.Who.Officer || directory.PostOver(post, v.Now()) {
		return civic.NotFound("error.not_found")
	}
	return p.showEndPost(v, form{P: v.P, Values: url.Values{}})
}

func (p *Pages) showEndPost(v *staff.Visit, f form) error {
	post, err := p.Directory.PostOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	heirs, err := p.Directory.Heirs(v.R.Context(), v.Who, post.ID)
	if err != nil {
		return err
	}
	at := personPath + "/" + post.ID.String()
	page := endForm{frame: p.frame(v, personPath, v.P.T("admin.person.end_title", "name", post.Name)), form: f, URL: at + "/akhiri", Cancel: at,
		What:  []string{v.P.T("admin.person.end_what", "name", post.Name, "role", staff.RoleName(v.P, post.Role), "agency", agencyName(v, post.Agency)), v.P.T("admin.person.end_then")},
		Heirs: []ui.Option{{Label: v.P.T("admin.person.end_desk"), Checked: f.get("heir") == ""}}}
	for _, h := range heirs {
		page.Heirs = append(page.Heirs, ui.Option{Value: h.Officer.String(), Label: h.Name, Checked: f.get("heir") == h.Officer.String()})
	}
	page.Failed = len(f.Mistakes) > 0
	return show(v, f.status(), page.frame, endPostPage(page))
}

func (p *Pages) endPost(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	post, err := p.Directory.PostOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	e := directory.PostEnd{Post: post.ID, Heir: staff.ID(f.get("heir"))}
	if e.Last, err = staff.Day(v.R, "last"); err == nil {
		err = p.Directory.EndPost(v.R.Context(), v.Who, e)
	}
	switch {
	case err != nil:
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showEndPost(v, f)
	case !e.Last.IsZero():
		return v.Done(personPath, "admin.person.end_on", "name", post.Name, "date", v.P.Date(e.Last))
	}
	return v.Done(personPath, "admin.person.ended", "name", post.Name)
}
