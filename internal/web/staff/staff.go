// Package staff is the ground on which the pages for officers and for administrators stand:
// who is signed in, the frame around every page, and how forms are read and come back.
//
// It decides nothing about reports or master data: the verbs do. All pages work without
// scripts. After a change to a .templ file run `go tool templ generate -path internal/web/staff`.
package staff

import (
	"bytes"
	"context"
	"net/http"

	"github.com/a-h/templ"

	"tuntas/internal/access"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/ui"
)

// Where the pages are.
const (
	Home   = "/petugas"
	SignIn = "/petugas/masuk"
	Code   = "/petugas/masuk/kode"
	Posts  = "/petugas/pos"
	Safety = "/petugas/keamanan"
	Leave  = "/petugas/cuti"
	Admin  = "/kelola"

	Services = Admin + "/layanan"
)

// Drafts keep what somebody wrote under a token that only the page knows; intake does.
type Drafts interface {
	SaveDraft(ctx context.Context, token string, v any) error
	Draft(ctx context.Context, token string, v any) error
	DropDraft(ctx context.Context, token string) error
}

// Deps are what the pages of officers need in common.
type Deps struct {
	Directory *directory.Directory
	Access    *access.Access
	Drafts    Drafts
	Sessions  *httpkit.Sessions
	Errors    *httpkit.Errors
	Frame     func(r *http.Request) ui.Page // language, theme and path of a request
	Now       civic.Now
}

// Staff knows who is signed in. It is safe for concurrent use.
type Staff struct{ Deps }

// New returns the ground for a door.
func New(d Deps) *Staff { return &Staff{d} }

// Write renders a page and sends it; nothing is sent when rendering fails.
func Write(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var buf bytes.Buffer
	if err := page.Render(r.Context(), &buf); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes()) // a client that left does not mind
	return nil
}

// See sends the browser to another page, which it fetches with GET.
func See(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
