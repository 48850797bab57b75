package staff

import (
	"context"
	"crypto/rand"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/access"
	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
)

// Guard lets only officers in whose standing is good at this moment. Others are asked to sign
// in; what they had written into a form is kept and given back afterwards.
func (s *Staff) Guard(h Handler) http.Handler {
	return s.Errors.Handle(func(w http.ResponseWriter, r *http.Request) error {
		officer, post := s.Subject(r.Context())
		if officer == 0 {
			return s.askToSignIn(w, r)
		}
		if post == 0 {
			return See(w, r, Posts+"?lanjut="+url.QueryEscape(back(r)))
		}
		epoch, err := strconv.ParseInt(s.Sessions.Identity(r.Context()).Stamp, 10, 64)
		if err != nil {
			return s.askToSignIn(w, r)
		}
		who, err := s.Directory.Standing(r.Context(), officer, post, epoch)
		switch {
		case civic.KindOf(err) == civic.KindUnauthenticated:
			// A post that ended, a new password, or "sign out everywhere": this session is worth nothing more.
			if err := s.Sessions.SignOut(r.Context()); err != nil {
				return err
			}
			return s.askToSignIn(w, r)
		case err != nil:
			return err
		}
		v := &Visit{W: w, R: r, Who: who, Map: s.Directory.Map(r.Context()), page: s.Frame(r), s: s}
		v.P = v.page.P
		if err := h(v); err != nil {
			return v.fail(err) //nolint:contextcheck // the visit holds the request and its context
		}
		return nil
	})
}

// Enter makes the session that of an officer in a post, 0 for one who has still to choose, and notes from where, so that
// its owner sees it among the open ones.
func (s *Staff) Enter(r *http.Request, officer, post civic.ID, epoch int64) error {
	ctx := r.Context()
	was := s.Sessions.Handle(ctx)
	if err := s.Sessions.SignIn(ctx, officer.String()+"/"+post.String(), strconv.FormatInt(epoch, 10)); err != nil {
		return err
	}
	return s.Access.Entered(ctx, officer, was, s.Sessions.Handle(ctx), PlaceOf(r), s.Sessions.Longest())
}

// PlaceOf is where a request comes from, as its sender will recognise it.
func PlaceOf(r *http.Request) access.Place {
	return access.Place{Device: DeviceOf(r.UserAgent()), Net: httpkit.Network(r)}
}

// Subject returns who the session belongs to: 0 for nobody, and post 0 for an officer who has
// still to choose one. It does not say that they may still come in: Guard does.
func (s *Staff) Subject(ctx context.Context) (officer, post civic.ID) {
	left, right, ok := strings.Cut(s.Sessions.Identity(ctx).Subject, "/")
	if !ok || officer.UnmarshalText([]byte(left)) != nil || post.UnmarshalText([]byte(right)) != nil {
		return 0, 0
	}
	return officer, post
}

// Kept is a form whose sender turned out to be signed out.
type Kept struct {
	Path string     `json:"path"` // where it was sent to
	Form url.Values `json:"form"`
}

// maxKept bounds what is kept of a form of somebody we do not know, in bytes.
const maxKept = 64 << 10

// askToSignIn leads to the sign-in page and from there back. A form is kept for the way back;
// its files are not, because strangers could fill the disk with them.
func (s *Staff) askToSignIn(w http.ResponseWriter, r *http.Request) error {
	to := url.Values{"lanjut": {back(r)}}
	if token := s.keep(r); token != "" {
		to.Set("simpan", token)
	}
	return See(w, r, SignIn+"?"+to.Encode())
}

// keep saves the words of a form and returns the token for them; "" when there are none.
func (s *Staff) keep(r *http.Request) string {
	if r.Method != http.MethodPost || ReadForm(r) != nil || len(r.PostForm) == 0 {
		return ""
	}
	size := 0
	for name, values := range r.PostForm {
		for _, text := range values {
			size += len(name) + len(text)
		}
	}
	if size > maxKept || r.PostForm.Has("password") {
		return ""
	}
	token := rand.Text()
	if s.Drafts.SaveDraft(r.Context(), token, Kept{Path: r.URL.Path, Form: r.PostForm}) != nil {
		return "" // signing in matters more than the draft
	}
	return token
}

// TakeKept returns what was kept under a token, once.
func (s *Staff) TakeKept(ctx context.Context, token string) (Kept, bool) {
	var k Kept
	if token == "" || s.Drafts.Draft(ctx, token, &k) != nil {
		return k, false
	}
	_ = s.Drafts.DropDraft(ctx, token) // it expires by itself
	return k, true
}

// back is the page to come back to: that of the form when a form was sent.
func back(r *http.Request) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return r.URL.RequestURI()
	}
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
		return Local(from.RequestURI())
	}
	return Home
}

// Local returns a path of this site and of these pages, Home for anything else, so that a
// link to the sign-in page cannot lead on to another site.
func Local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.IsAbs() || u.Host != "" || strings.ContainsAny(to, "\\\r\n\t") || strings.HasPrefix(to, "//") {
		return Home
	}
	for _, top := range []string{Home, Admin} {
		if u.Path == top || strings.HasPrefix(u.Path, top+"/") {
			return to
		}
	}
	return Home
}
