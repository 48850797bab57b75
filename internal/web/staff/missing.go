package staff

import (
	"errors"
	"net/http"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/web/ui"
)

// missing is the page for what is not there, or not this officer's: in the officers' frame, with the way back.
type missing struct {
	Shell
	Text  string
	Words string // what was written into a form whose report is out of reach now
}

// lostWords is the id of the box that holds them.
const lostWords = "tulisan"

// fail answers an officer with an error. What is our fault is answered as everywhere, and so are programs.
func (v *Visit) fail(err error) error {
	e, known := errors.AsType[*civic.Error](err)
	if !known || e.Kind != civic.KindNotFound && e.Kind != civic.KindForbidden || httpkit.WantsJSON(v.R) {
		return err
	}
	page := missing{Shell: v.Shell(Outside, v.P.T("error.title."+string(e.Kind))), Text: v.P.TArgs(e.Key, e.Args)} // i18n:keys error.title.
	if v.R.Method == http.MethodPost && (v.R.PostForm != nil || ReadForm(v.R) == nil) {
		page.Words = strings.TrimSpace(v.R.PostForm.Get("message"))
	}
	page.Back = ui.Link{URL: Home, Text: v.P.T("officer.back.inbox")}
	v.W.Header().Set("Cache-Control", "no-store")
	return v.Show(httpkit.StatusOf(e.Kind), Layout(page.Shell, missingPage(page)))
}

// Missing answers for addresses at which there is nothing: officers in their frame, everybody else as everywhere.
func (s *Staff) Missing() http.Handler {
	none := func() error { return civic.NotFound("error.not_found") }
	inside := s.Guard(func(*Visit) error { return none() })
	return s.Errors.Handle(func(w http.ResponseWriter, r *http.Request) error {
		if officer, _ := s.Subject(r.Context()); officer == 0 {
			return none()
		}
		inside.ServeHTTP(w, r)
		return nil
	})
}
