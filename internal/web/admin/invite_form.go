package admin

import (
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// inviteForm is the form that invites somebody.
type inviteForm struct {
	frame
	form
	Roles []ui.Option
	Life  int    // days that the link works
	None  string // why nobody can be invited, "" when they can
}

func (p *Pages) newInvitation(v *staff.Visit) error {
	f := form{P: v.P, Fresh: true, Values: url.Values{"role": {string(civic.RoleUnitOfficer)}}}
	if a, ok := v.Map.Tree.Get(staff.ID(v.R.URL.Query().Get("instansi"))); ok && v.Who.MayAdminister(v.Map.Tree, a.ID) {
		f.setAgency(v, a)
	}
	return p.showInvite(v, f)
}

func (p *Pages) showInvite(v *staff.Visit, f form) error {
	page := inviteForm{frame: p.frame(v, personPath, v.P.T("admin.invite.new")), form: f, Roles: roleOptions(v, f.get("role")), Life: p.Directory.InvitationDays()}
	page.Back = ui.Link{URL: personPath, Text: v.P.T("admin.back")}
	if err := p.Directory.MayInvite(v.Who); err != nil {
		page.None = v.P.Err(err)
	}
	page.Failed = len(f.Mistakes) > 0
	return show(v, f.status(), page.frame, inviteFormPage(page))
}

func (p *Pages) invite(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	agency, ready, err := f.choose("agency", p.agencySource(v))
	if err != nil {
		return err
	}
	if ready && agency == "" {
		f.Mistakes, ready = ui.Mistakes{{Field: "agency", Text: v.P.T("admin.person.desk_needed")}}, false
	}
	if !ready {
		return p.showInvite(v, f)
	}
	x := civic.Invitation{Email: f.get("email"), Name: f.get("name"), Role: civic.Role(f.get("role")), Agency: staff.ID(agency)}
	if x.Until, err = staff.Day(v.R, "until"); err == nil {
		x, err = p.Directory.Invite(v.R.Context(), v.Who, x)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showInvite(v, f)
	}
	return v.Done(invitePath, "admin.invite.done", "name", x.Name, "email", x.Email)
}
