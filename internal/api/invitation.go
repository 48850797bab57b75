package api

import (
	"context"
	"net/http"
	"time"

	"tuntas/internal/civic"
)

// invitation is an invitation into a post. Its link is in the letter and nowhere else.
type invitation struct {
	ID      civic.ID              `json:"id"`
	Email   string                `json:"email" example:"sri@contoh.example"`
	Name    string                `json:"name" example:"Sri Wahyuni"`
	Agency  *agencyName           `json:"agency,omitempty"`
	Role    civic.Role            `json:"role" enum:"national_admin,agency_admin,liaison,unit_officer,agency_head,oversight,supervisor,auditor"`
	Until   string                `json:"until,omitempty" format:"date" doc:"Last day of the post; none: until further notice." example:"2027-12-31"`
	State   civic.InvitationState `json:"state" enum:"open,lapsed,taken,withdrawn"`
	By      string                `json:"by" doc:"Who sent it last." example:"Petugas Contoh"`
	Sent    int                   `json:"sent" doc:"How often it was sent." example:"1"`
	At      time.Time             `json:"at"`
	Expires time.Time             `json:"expires" doc:"When the link of the last letter ends."`
}

type invitationPage struct {
	Invitations []invitation `json:"invitations"`
	Next        string       `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type invitationBody struct {
	Email  string     `json:"email" maxLength:"254" example:"sri@contoh.example"`
	Name   string     `json:"name" maxLength:"200" example:"Sri Wahyuni"`
	Agency ref        `json:"agency" doc:"Id or code."`
	Role   civic.Role `json:"role" doc:"Not above the own." maxLength:"40" example:"unit_officer"`
	Until  string     `json:"until,omitempty" format:"date" doc:"Last day of the post; none: until further notice."`
}

type invitationParams struct {
	ID string `path:"id" doc:"Id of the invitation." maxLength:"20"`
}

type invitationListParams struct {
	Cursor string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
	All    bool   `query:"all" doc:"Also those that were accepted or withdrawn."`
}

func (a *API) invitationView(ctx context.Context, x *civic.Invitation) *invitation {
	out := &invitation{ID: x.ID, Email: x.Email, Name: x.Name, Agency: nameOf(a.Directory.Map(ctx).Tree, x.Agency), Role: x.Role, State: x.Stands(a.Now()), By: x.ByName, Sent: x.Sent,
		At: x.At, Expires: x.Expires}
	if !x.Until.IsZero() {
		out.Until = x.Until.String()
	}
	return out
}

func (a *API) listInvitations(ctx context.Context, x *exchange, p *invitationListParams) (*invitationPage, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	before, err := afterID(p.Cursor)
	if err != nil {
		return nil, err
	}
	all, more, err := a.Directory.Invitations(ctx, who, !p.All, before, max(1, p.Limit))
	if err != nil {
		return nil, err
	}
	out := &invitationPage{Invitations: []invitation{}}
	for i := range all {
		out.Invitations = append(out.Invitations, *a.invitationView(ctx, &all[i]))
	}
	if more {
		out.Next = cursorOf(int64(all[len(all)-1].ID))
	}
	return out, nil
}

func (a *API) invite(ctx context.Context, x *exchange, _ *struct{}) (*invitation, error) {
	who, err := x.officer(ctx)
	if err != nil {
		return nil, err
	}
	if err := a.Directory.MayInvite(who); err != nil { // whoever may not learns nothing from what is wrong
		return nil, err
	}
	b, err := read[invitationBody](x)
	if err != nil {
		return nil, err
	}
	is := civic.Invitation{Email: b.Email, Name: b.Name, Role: b.Role}
	if is.Agency, err = agencyID(a.Directory.Map(ctx).Tree, "agency", b.Agency); err != nil {
		return nil, civic.NotFound("error.not_found") // as one that is not theirs
	}
	if is.Until, err = optionalDay("until", b.Until); err != nil {
		return nil, err
	}
	is, err = a.Directory.Invite(ctx, who, is)
	if err != nil {
		return nil, err
	}
	return a.invitationView(ctx, &is), nil
}

// invitationAct does something with one invitation and shows it as it stands then.
func (a *API) invitationAct(do func(context.Context, civic.Actor, civic.ID) (civic.Invitation, error)) func(context.Context, *exchange, *invitationParams) (*invitation, error) {
	return func(ctx context.Context, x *exchange, p *invitationParams) (*invitation, error) {
		who, err := x.officer(ctx)
		if err != nil {
			return nil, err
		}
		id, err := civic.ParseID(p.ID)
		if err != nil {
			id = 0 // not there, for whoever may ask
		}
		if x.r.Method == http.MethodPost {
			if _, err := read[nothing](x); err != nil {
				return nil, err
			}
		}
		is, err := do(ctx, who, id)
		if err != nil {
			return nil, err
		}
		return a.invitationView(ctx, &is), nil
	}
}

// invitations registers the routes of invitations. Whoever is invited accepts on a page, where a password is chosen.
func (a *API) invitations() {
	at := time.Date(2026, time.November, 23, 2, 0, 0, 0, time.UTC)
	one := invitation{ID: exampleID, Email: "sri@contoh.example", Name: "Sri Wahyuni", Agency: &agencyName{ID: 20, Code: "pemkot-surabaya", Name: "Pemerintah Kota Surabaya"},
		Role: civic.RoleUnitOfficer, State: civic.InvitationOpen, By: "Petugas Contoh", Sent: 1, At: at, Expires: at.AddDate(0, 0, 7)}
	who := "For the national desk everywhere, for a coordinator at the own agency and below it."
	refusals := []int{http.StatusForbidden, http.StatusNotFound, http.StatusConflict}
	register(a, operation{id: "listInvitations", method: http.MethodGet, path: "/invitations", tag: tagDesk, access: officers,
		summary: "Invitations of officers", about: "Those that wait, newest first. " + who, out: invitationPage{Invitations: []invitation{one}}, errors: []int{http.StatusForbidden}}, a.listInvitations)
	register(a, operation{id: "showInvitation", method: http.MethodGet, path: "/invitations/{id}", tag: tagDesk, access: officers,
		summary: "An invitation", about: who, out: one, errors: refusals[:2]}, a.invitationAct(a.Directory.InvitationOf))
	register(a, operation{id: "invite", method: http.MethodPost, path: "/invitations", tag: tagDesk, access: officers, status: http.StatusCreated,
		summary: "Invite an officer", about: "Mails a link with which the post is accepted, once and for some days. " + who,
		in: invitationBody{Email: one.Email, Name: one.Name, Agency: "pemkot-surabaya", Role: one.Role}, out: one, errors: refusals}, a.invite)
	register(a, operation{id: "sendInvitation", method: http.MethodPost, path: "/invitations/{id}/send", tag: tagDesk, access: officers,
		summary: "Send an invitation again", about: "With another link and a fresh end; the link of before opens nothing any more.", in: nothing{}, out: one, errors: refusals}, a.invitationAct(a.Directory.SendInvitation))
	register(a, operation{id: "withdrawInvitation", method: http.MethodPost, path: "/invitations/{id}/withdraw", tag: tagDesk, access: officers,
		summary: "Withdraw an invitation", about: "Its link opens nothing any more.", in: nothing{}, out: one, errors: refusals}, a.invitationAct(a.Directory.WithdrawInvitation))
}
