package officer

import (
	"net/http"
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/httpkit"
	"tuntas/internal/notify"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// invitedView is the page that the link of an invitation opens. Looking at it changes nothing: programs that read mail open
// links too.
type invitedView struct {
	staff.Shell
	Facts    []ui.Fact
	URL      string // of this page
	Name     string
	Email    string
	Account  bool   // the address has an account in use
	Me       string // address of whoever is signed in, "" nobody
	SignIn   string
	Mistakes ui.Mistakes
}

func (p *Pages) invited(w http.ResponseWriter, r *http.Request) error {
	return p.showInvited(w, r, "", nil)
}

// showInvited writes the page, or that the link is worth nothing. name is what was typed, wrong what was wrong with it.
func (p *Pages) showInvited(w http.ResponseWriter, r *http.Request, name string, wrong error) error {
	w.Header().Set("Cache-Control", "no-store")
	x, err := p.Directory.Invited(r.Context(), r.PathValue("token"), p.linkKey(r))
	switch civic.KindOf(err) {
	case "":
	case civic.KindNotFound:
		dead := p.staff.Outside(r, "officer.invited.dead")
		return staff.Write(w, r, http.StatusNotFound, staff.Layout(dead, invitedDeadPage(dead)))
	default:
		return err
	}
	v := invitedView{Shell: p.staff.Outside(r, "officer.invited.title"), URL: notify.InvitedPath + r.PathValue("token"), Name: x.Name, Email: x.Email, Account: x.Account}
	v.Path = v.URL
	desk, _ := p.Directory.Map(r.Context()).Tree.Get(x.Agency)
	v.Facts = []ui.Fact{{Label: v.P.T("officer.invited.agency"), Text: desk.Name}, {Label: v.P.T("officer.invited.role"), Text: staff.RoleName(v.P, x.Role)},
		{Label: v.P.T("officer.invited.by"), Text: x.ByName}, {Label: v.P.T("officer.invited.account"), Text: x.Email}}
	if !x.Until.IsZero() {
		v.Facts = append(v.Facts, ui.Fact{Label: v.P.T("officer.invited.until"), Text: v.P.Date(x.Until)})
	}
	v.SignIn = staff.SignIn + "?" + url.Values{"lanjut": {v.URL}}.Encode()
	switch posts, _, err := p.standing(r); {
	case err == nil:
		v.Me = posts[0].Email
	case civic.KindOf(err) != civic.KindUnauthenticated:
		return err
	}
	status := http.StatusOK
	if wrong != nil {
		ms, ok := staff.Mistakes(v.P, wrong, nil)
		if !ok {
			return wrong
		}
		v.Name, v.Mistakes, v.Failed, status = name, ms, true, staff.StatusOf(wrong)
	}
	return staff.Write(w, r, status, staff.Layout(v.Shell, invitedPage(v)))
}

func (p *Pages) linkKey(r *http.Request) string { return httpkit.ClientKey(p.ClientKey, "invited", r) }

// acceptInvitation takes the post: with a new password, or for the account that is signed in.
func (p *Pages) acceptInvitation(w http.ResponseWriter, r *http.Request) error {
	if err := staff.ReadForm(r); err != nil {
		return err
	}
	token := r.PathValue("token")
	if staff.Text(r, "as") != "" {
		return p.acceptAs(w, r, token)
	}
	name, place := staff.Text(r, "name"), staff.PlaceOf(r)
	err := p.Directory.AcceptInvitation(r.Context(), directory.Acceptance{Token: token, Name: name, Password: r.PostFormValue("password"),
		Address: p.linkKey(r), Device: place.Device, Net: place.Net})
	if err != nil {
		return p.showInvited(w, r, name, err)
	}
	if officer, _ := p.staff.Subject(r.Context()); officer != 0 { // somebody else's, on a machine that is shared
		if err := p.Sessions.SignOut(r.Context()); err != nil {
			return err
		}
	}
	p.Sessions.AddFlash(r.Context(), httpkit.Flash{Kind: "done", Key: "officer.invited.done"})
	return staff.See(w, r, staff.SignIn)
}

func (p *Pages) acceptAs(w http.ResponseWriter, r *http.Request, token string) error {
	posts, _, err := p.standing(r)
	switch {
	case civic.KindOf(err) == civic.KindUnauthenticated:
		return staff.See(w, r, staff.SignIn+"?"+url.Values{"lanjut": {notify.InvitedPath + token}}.Encode())
	case err != nil:
		return err
	}
	if err := p.Directory.AcceptAs(r.Context(), posts[0].Officer, token, p.linkKey(r)); err != nil {
		return p.showInvited(w, r, "", err)
	}
	p.Sessions.AddFlash(r.Context(), httpkit.Flash{Kind: "done", Key: "officer.invited.added"})
	return staff.See(w, r, staff.Posts)
}
