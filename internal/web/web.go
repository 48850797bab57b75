// Package web is the door of pages. It puts together the frame, and the parts for citizens, officers and
// administrators.
package web

import (
	"io"
	"log/slog"
	"net/http"

	"tuntas/internal/access"
	"tuntas/internal/casework"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/i18n"
	"tuntas/internal/intake"
	"tuntas/internal/live"
	"tuntas/internal/satisfaction"
	"tuntas/internal/web/admin"
	"tuntas/internal/web/assets"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/front"
	"tuntas/internal/web/officer"
	"tuntas/internal/web/ui"
)

// Demo is what the first page of a demonstration shows.
type Demo = front.Demo

// Person is an officer whom a visitor of a demonstration may be.
type Person = front.Person

// Deps are what the pages work with.
type Deps struct {
	Casework  *casework.Casework
	Intake    *intake.Intake
	Directory *directory.Directory
	Catalogue *catalogue.Catalogue
	Surveys   *satisfaction.Satisfaction
	Access    *access.Access
	Evidence  *evidence.Keeper
	Live      *live.Hub
	Errors    *httpkit.Errors
	Sessions  *httpkit.Sessions
	Submits   *httpkit.Limiter
	Answers   *httpkit.Limiter // to surveys
	ClientKey []byte
	BaseURL   string
	Secure    bool
	MaxUpload int64
	Mails     bool // a mail server is there, so notices can be promised
	Now       civic.Now
	Demo      *Demo
}

// Register puts every page on the mux.
func Register(mux *http.ServeMux, d Deps) {
	mux.Handle("GET "+assets.Prefix, assets.Handler(d.Errors.Handle(func(http.ResponseWriter, *http.Request) error { return civic.NotFound("error.not_found") })))
	front.New(front.Deps{Casework: d.Casework, Intake: d.Intake, Directory: d.Directory, Catalogue: d.Catalogue, Surveys: d.Surveys, Evidence: d.Evidence, Errors: d.Errors, Submits: d.Submits, Answers: d.Answers,
		ClientKey: d.ClientKey, BaseURL: d.BaseURL, Secure: d.Secure, MaxUpload: d.MaxUpload, Mails: d.Mails, Frame: Frame, Now: d.Now, Demo: d.Demo}).Register(mux)
	officer.New(officer.Deps{Casework: d.Casework, Intake: d.Intake, Directory: d.Directory, Access: d.Access, Evidence: d.Evidence, Live: d.Live, Sessions: d.Sessions, Errors: d.Errors, Frame: Frame,
		ClientKey: d.ClientKey, BaseURL: d.BaseURL, Now: d.Now}).Register(mux)
	admin.New(admin.Deps{Directory: d.Directory, Catalogue: d.Catalogue, Surveys: d.Surveys, BaseURL: d.BaseURL, Access: d.Access, Drafts: d.Intake, Evidence: d.Evidence, Sessions: d.Sessions, Errors: d.Errors, Frame: Frame, Now: d.Now}).Register(mux)
}

// Background tells what pages of officers ask by themselves, while their officer may be elsewhere: news, and that a
// report is being looked at. Writing is a sign of life.
func Background(r *http.Request) bool { return officer.Background(r) }

// Frame knows the language, the theme and the path of a request.
func Frame(r *http.Request) ui.Page {
	lang := ""
	if c, err := r.Cookie("bahasa"); err == nil {
		lang = c.Value
	}
	pg := ui.Page{P: i18n.For(i18n.Pick(lang, r.Header.Get("Accept-Language"))), Path: "/"}
	if r.Method == http.MethodGet {
		pg.Path = r.URL.RequestURI()
	}
	if c, err := r.Cookie("tampilan"); err == nil && (c.Value == "light" || c.Value == "dark") {
		pg.Theme = c.Value
	}
	return pg
}

// Errors says what went wrong in the words of the asker's language: as a page, or as a problem document.
func Errors(log *slog.Logger) *httpkit.Errors {
	return &httpkit.Errors{Log: log,
		Words: func(r *http.Request, key string, args map[string]any) string { return Frame(r).P.TArgs(key, args) },
		Page: func(w io.Writer, r *http.Request, p httpkit.Problem) error {
			pg := Frame(r)
			v := citizen.ErrorView{Page: pg, Status: p.Status, Title: p.Title, Text: p.Detail}
			if p.Kind == civic.KindInternal || p.Kind == civic.KindUnavailable {
				v.Request = p.RequestID
			}
			return citizen.Error(v).Render(r.Context(), w)
		}}
}
