package admin

import (
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// askDropCode asks whether a colleague's code at sign-in is really to be dropped; of whom that cannot be done it asks nothing.
func (p *Pages) askDropCode(v *staff.Visit) error {
	post, err := p.personOf(v)
	if err != nil {
		return err
	}
	if err := p.Directory.MayDropCode(v.R.Context(), v.Who, &post); err != nil {
		return civic.NotFound("error.not_found")
	}
	return p.showDropCode(v, nil)
}

func (p *Pages) showDropCode(v *staff.Visit, wrong error) error {
	post, err := p.Directory.PostOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	at := personPath + "/" + post.ID.String()
	page := confirm{frame: p.frame(v, personPath, v.P.T("admin.person.code_title", "name", post.Name)), Do: v.P.T("admin.person.code_do"),
		URL: at + "/kode", Cancel: at, What: []string{v.P.T("admin.person.code_what", "name", post.Name), v.P.T("admin.person.code_sure")}}
	return p.ask(v, page, wrong)
}

func (p *Pages) dropCode(v *staff.Visit) error {
	post, err := p.Directory.PostOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	if err := p.Directory.DropCode(v.R.Context(), v.Who, post.ID); err != nil {
		return p.showDropCode(v, err)
	}
	return v.Done(personPath+"/"+post.ID.String(), "admin.person.code_done", "name", post.Name)
}
