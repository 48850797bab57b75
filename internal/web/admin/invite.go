package admin

import (
	"net/http"
	"net/url"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

const invitePath = staff.Admin + "/undangan"

// inviteRoutes are the pages of invitations and of leaves.
func (p *Pages) inviteRoutes() map[string]staff.Handler {
	return map[string]staff.Handler{
		"GET " + invitePath:                  p.invitations,
		"GET " + invitePath + "/baru":        p.newInvitation,
		"POST " + invitePath + "/baru":       p.invite,
		"GET " + invitePath + "/{id}":        p.invitation,
		"POST " + invitePath + "/{id}":       p.inviteAgain,
		"GET " + invitePath + "/{id}/tarik":  p.askWithdrawInvitation,
		"POST " + invitePath + "/{id}/tarik": p.withdrawInvitation,

		"GET " + personPath + "/{id}/cuti":                 p.leaves,
		"POST " + personPath + "/{id}/cuti":                p.enterLeave,
		"GET " + personPath + "/{id}/cuti/cari":            p.findSubstitutes,
		"POST " + personPath + "/{id}/cuti/{leave}/akhiri": p.endLeave,
	}
}

// inviteList is one page of invitations.
type inviteList struct {
	frame
	All   bool // also those that were accepted or withdrawn
	Rows  []inviteRow
	Pages ui.Pages
	None  string // why nobody can be invited, "" when they can
}

type inviteRow struct {
	URL, Name, Email, Role, Desk, When string
	State                              civic.InvitationState
}

func (p *Pages) invitations(v *staff.Visit) error {
	q := v.R.URL.Query()
	list := inviteList{frame: p.frame(v, personPath, v.P.T("admin.invite.title")), All: q.Get("semua") != ""}
	list.Back = ui.Link{URL: personPath, Text: v.P.T("admin.back")}
	all, more, err := p.Directory.Invitations(v.R.Context(), v.Who, !list.All, staff.ID(q.Get("setelah")), pageRows)
	if err != nil {
		return err
	}
	if err := p.Directory.MayInvite(v.Who); err != nil {
		list.None = v.P.Err(err)
	}
	for i := range all {
		x := &all[i]
		list.Rows = append(list.Rows, inviteRow{URL: invitePath + "/" + x.ID.String(), Name: x.Name, Email: x.Email, Role: staff.RoleName(v.P, x.Role),
			Desk: agencyName(v, x.Agency), State: x.Stands(v.Now()), When: inviteWhen(v, x)})
	}
	base := url.Values{}
	if list.All {
		base.Set("semua", "ya")
	}
	if q.Get("setelah") != "" {
		list.Pages.First = invitePath + "?" + base.Encode()
	}
	if more {
		base.Set("setelah", all[len(all)-1].ID.String())
		list.Pages.Next = invitePath + "?" + base.Encode()
	}
	return show(v, http.StatusOK, list.frame, inviteListPage(list))
}

// inviteWhen is the day that goes with the state of an invitation.
func inviteWhen(v *staff.Visit, x *civic.Invitation) string {
	on := func(t time.Time) string { return v.P.DateShort(civic.DateOf(t, v.Zone())) }
	switch x.Stands(v.Now()) {
	case civic.InvitationTaken:
		return on(x.Taken)
	case civic.InvitationWithdrawn:
		return on(x.Withdrawn)
	case civic.InvitationLapsed:
		return on(x.Expires.Add(-1))
	default:
		return v.P.T("admin.invite.open_until", "date", on(x.Expires.Add(-1)))
	}
}

// inviteView is one invitation.
type inviteView struct {
	frame
	State    civic.InvitationState
	Facts    []ui.Fact
	Again    string // address that sends it once more, "" when it cannot be sent
	Withdraw string // address of the page that takes it back, "" when it is over
	Mistakes ui.Mistakes
}

func (p *Pages) invitation(v *staff.Visit) error { return p.showInvitation(v, nil) }

func (p *Pages) showInvitation(v *staff.Visit, wrong error) error {
	x, err := p.Directory.InvitationOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	at, status := invitePath+"/"+x.ID.String(), http.StatusOK
	page := inviteView{frame: p.frame(v, personPath, v.P.T("admin.invite.one", "name", x.Name)), State: x.Stands(v.Now()), Facts: inviteFacts(v, &x)}
	page.Back = ui.Link{URL: invitePath, Text: v.P.T("admin.back")}
	if (page.State == civic.InvitationOpen || page.State == civic.InvitationLapsed) && v.Who.MayGive(x.Role) {
		page.Withdraw = at + "/tarik"
		if p.Directory.MayInvite(v.Who) == nil {
			page.Again = at
		}
	}
	if wrong != nil {
		ms, ok := staff.Mistakes(v.P, wrong, nil)
		if !ok {
			return wrong
		}
		page.Mistakes, page.Failed, status = ms, true, staff.StatusOf(wrong)
	}
	return show(v, status, page.frame, invitePage(page))
}

func inviteFacts(v *staff.Visit, x *civic.Invitation) []ui.Fact {
	until := v.P.T("admin.invite.post_open")
	if !x.Until.IsZero() {
		until = v.P.Date(x.Until)
	}
	facts := []ui.Fact{{Label: v.P.T("officer.signin.email"), Text: x.Email}, {Label: v.P.T("admin.person.role"), Text: staff.RoleName(v.P, x.Role)},
		{Label: v.P.T("admin.person.desk"), Text: agencyName(v, x.Agency)}, {Label: v.P.T("admin.invite.post_until"), Text: until}, {Label: v.P.T("admin.invite.by"), Text: x.ByName},
		{Label: v.P.T("admin.invite.sent"), Text: v.P.T("admin.invite.sent_n", "n", x.Sent, "date", v.P.DateShort(civic.DateOf(x.At, v.Zone())))}}
	if x.Stands(v.Now()) == civic.InvitationOpen {
		facts = append(facts, ui.Fact{Label: v.P.T("admin.invite.link_until"), Text: v.P.Date(civic.DateOf(x.Expires.Add(-1), v.Zone()))})
	}
	return facts
}

func (p *Pages) inviteAgain(v *staff.Visit) error {
	x, err := p.Directory.SendInvitation(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return p.showInvitation(v, err)
	}
	return v.Done(invitePath, "admin.invite.done", "name", x.Name, "email", x.Email)
}

func (p *Pages) askWithdrawInvitation(v *staff.Visit) error { return p.showWithdrawInvitation(v, nil) }

func (p *Pages) showWithdrawInvitation(v *staff.Visit, wrong error) error {
	x, err := p.Directory.InvitationOf(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	at := invitePath + "/" + x.ID.String()
	return p.ask(v, confirm{frame: p.frame(v, personPath, v.P.T("admin.invite.withdraw_title", "name", x.Name)), Do: v.P.T("admin.invite.withdraw"), URL: at + "/tarik", Cancel: at,
		What: []string{v.P.T("admin.invite.withdraw_what", "email", x.Email), v.P.T("admin.invite.withdraw_then")}}, wrong)
}

func (p *Pages) withdrawInvitation(v *staff.Visit) error {
	x, err := p.Directory.WithdrawInvitation(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return p.showWithdrawInvitation(v, err)
	}
	return v.Done(invitePath, "admin.invite.withdrawn", "name", x.Name)
}
