package officer

import (
	"net/http"
	"net/url"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/httpkit"
	"tuntas/internal/i18n"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// signInView is the page on which officers sign in.
type signInView struct {
	staff.Shell
	Email    string
	Next     string // where to go on to
	Kept     string // token of a form that was kept
	Mistakes ui.Mistakes
}

func (p *Pages) signInForm(w http.ResponseWriter, r *http.Request) error {
	if officer, post := p.staff.Subject(r.Context()); officer != 0 && post != 0 && r.URL.Query().Get("simpan") == "" {
		return staff.See(w, r, staff.Local(r.URL.Query().Get("lanjut")))
	}
	v := signInView{Shell: p.staff.Outside(r, "officer.signin.title"), Next: staff.Local(r.URL.Query().Get("lanjut")), Kept: r.URL.Query().Get("simpan")}
	return staff.Write(w, r, http.StatusOK, staff.Layout(v.Shell, signInPage(v)))
}

// signIn checks a password; the verb counts the tries.
func (p *Pages) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := staff.ReadForm(r); err != nil {
		return err
	}
	email, next, kept := staff.Text(r, "email"), staff.Local(staff.Text(r, "lanjut")), staff.Text(r, "simpan")
	posts, err := p.Directory.SignIn(r.Context(), email, r.PostFormValue("password"), httpkit.ClientKey(p.ClientKey, "signin", r))
	switch civic.KindOf(err) {
	case "":
	case civic.KindUnauthenticated, civic.KindTooMany:
		if err := p.Access.FailedPassword(r.Context(), email, staff.PlaceOf(r)); err != nil {
			return err
		}
		v := signInView{Shell: p.staff.Outside(r, "officer.signin.title"), Email: email, Next: next, Kept: kept}
		v.Failed = true
		v.Mistakes = ui.Mistakes{{Field: "email", Text: v.P.Err(err)}}
		return staff.Write(w, r, staff.StatusOf(err), staff.Layout(v.Shell, signInPage(v)))
	default:
		return err
	}
	if kept != "" {
		next = withQuery(next, "simpan", kept)
	}
	guarded, err := p.Access.Guarded(r.Context(), posts[0].Officer)
	switch {
	case err != nil:
		return err
	case guarded.On:
		return p.askCode(w, r, posts[0], next)
	}
	return p.letIn(w, r, posts, next)
}

// letIn opens the session of an officer who proved who they are.
func (p *Pages) letIn(w http.ResponseWriter, r *http.Request, posts []directory.Standing, next string) error {
	if len(posts) == 1 {
		if err := p.staff.Enter(r, posts[0].Officer, posts[0].Post, posts[0].Epoch); err != nil {
			return err
		}
		return staff.See(w, r, next)
	}
	if err := p.staff.Enter(r, posts[0].Officer, 0, posts[0].Epoch); err != nil {
		return err
	}
	return staff.See(w, r, staff.Posts+"?lanjut="+url.QueryEscape(next))
}

// withQuery adds one parameter to a path of ours.
func withQuery(to, name, value string) string {
	sep := "?"
	if strings.Contains(to, "?") {
		sep = "&"
	}
	return to + sep + url.Values{name: {value}}.Encode()
}

// postsView lets an officer choose in which post to act.
type postsView struct {
	staff.Shell
	Posts    ui.Choice
	Next     string
	Mistakes ui.Mistakes
}

func (p *Pages) posts(w http.ResponseWriter, r *http.Request) error {
	return p.showPosts(w, r, staff.Local(r.URL.Query().Get("lanjut")), nil)
}

func (p *Pages) showPosts(w http.ResponseWriter, r *http.Request, next string, wrong error) error {
	all, now, err := p.standing(r)
	switch {
	case civic.KindOf(err) == civic.KindUnauthenticated:
		return staff.See(w, r, staff.SignIn)
	case err != nil:
		return err
	}
	v := postsView{Shell: p.staff.Outside(r, "officer.posts.title"), Next: next}
	status := http.StatusOK
	if wrong != nil {
		status, v.Failed = staff.StatusOf(wrong), true
		v.Mistakes = ui.Mistakes{{Field: "post", Text: v.P.Err(wrong)}}
	}
	v.Posts = ui.Choice{Name: "post", Legend: v.P.T("officer.posts.legend"), Error: v.Mistakes.For("post")}
	tree := p.Directory.Map(r.Context()).Tree
	for _, st := range all {
		desk, _ := tree.Get(st.Desk)
		v.Posts.Options = append(v.Posts.Options, ui.Option{Value: st.Post.String(), Label: staff.RoleName(v.P, st.Role), Hint: postHint(v.P, desk.Name, st), Checked: st.Post == now})
	}
	return staff.Write(w, r, status, staff.Layout(v.Shell, postsPage(v)))
}

// postHint names the desk of a post, and whom one acts for there.
func postHint(p *i18n.Printer, desk string, st directory.Standing) string {
	if st.For == 0 {
		return desk
	}
	return desk + ", " + p.T("officer.leave.as", "name", st.ForName)
}

// standing lists the posts of whoever is signed in, and the one in use.
// Errors: unauthenticated when nobody is, or the session is of an older epoch.
func (p *Pages) standing(r *http.Request) ([]directory.Standing, civic.ID, error) {
	officer, post := p.staff.Subject(r.Context())
	if officer == 0 {
		return nil, 0, civic.Unauthenticated("error.sign_in_first")
	}
	all, err := p.Directory.Posts(r.Context(), officer)
	if err != nil {
		return nil, 0, err
	}
	if len(all) == 0 || civic.ID(all[0].Epoch).String() != p.Sessions.Identity(r.Context()).Stamp {
		return nil, 0, civic.Unauthenticated("error.sign_in_first")
	}
	return all, post, nil
}

func (p *Pages) choosePost(w http.ResponseWriter, r *http.Request) error {
	if err := staff.ReadForm(r); err != nil {
		return err
	}
	all, _, err := p.standing(r)
	switch {
	case civic.KindOf(err) == civic.KindUnauthenticated:
		return staff.See(w, r, staff.SignIn)
	case err != nil:
		return err
	}
	next := staff.Local(staff.Text(r, "lanjut"))
	for _, st := range all {
		if st.Post == staff.ID(staff.Text(r, "post")) {
			if err := p.staff.Enter(r, st.Officer, st.Post, st.Epoch); err != nil {
				return err
			}
			return staff.See(w, r, next)
		}
	}
	return p.showPosts(w, r, next, civic.Invalid("post", "officer.posts.needed"))
}

func (p *Pages) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := p.Sessions.SignOut(r.Context()); err != nil {
		return err
	}
	p.Sessions.AddFlash(r.Context(), httpkit.Flash{Kind: "done", Key: "officer.signin.out"})
	return staff.See(w, r, staff.SignIn)
}

func (p *Pages) signOutEverywhere(v *staff.Visit) error {
	if err := p.Directory.SignOutEverywhere(v.R.Context(), v.Who.Officer); err != nil {
		return err
	}
	return p.signOut(v.W, v.R)
}
