// Package front answers citizens: it reads forms, calls the verbs and shows the pages of web/citizen.
// One file holds one page or one step of the form; what a report allows comes from the lifecycle.
package front

import (
	"bytes"
	"net/http"

	"github.com/a-h/templ"

	"tuntas/internal/casework"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/i18n"
	"tuntas/internal/intake"
	"tuntas/internal/satisfaction"
	"tuntas/internal/web/ui"
)

// Deps are what the pages work with.
type Deps struct {
	Casework  *casework.Casework
	Intake    *intake.Intake
	Directory *directory.Directory
	Catalogue *catalogue.Catalogue
	Surveys   *satisfaction.Satisfaction
	Evidence  *evidence.Keeper
	Errors    *httpkit.Errors
	Submits   *httpkit.Limiter // of reports, by sender; nil does not limit
	Answers   *httpkit.Limiter // to surveys, by sender; nil does not limit
	ClientKey []byte           // for counting tries without keeping addresses
	BaseURL   string           // of this installation, without a slash at the end
	Secure    bool             // the site is reached by HTTPS
	MaxUpload int64            // largest form with files, in bytes
	Mails     bool             // a mail server is there, so notices can be promised
	Frame     func(r *http.Request) ui.Page
	Now       civic.Now
	Demo      *Demo // sign-ins to show on the first page; nil outside of the demo
}

// Demo is what the first page of a demonstration shows.
type Demo struct {
	Password string
	People   []Person
}

// Person is an officer whom a visitor of the demonstration may be.
type Person struct{ Email, Name, Position string }

// Front is the citizens' door. It is safe for concurrent use.
type Front struct {
	Deps
	pages *pageCache
}

// pageBytes is how much memory recently shown public pages may take.
const pageBytes = 32 << 20

// New puts the door together.
func New(d Deps) *Front { return &Front{d, newPageCache(pageBytes)} }

// Register puts the routes of the door on a mux.
func (f *Front) Register(mux *http.ServeMux) {
	for _, route := range []struct {
		pattern string
		handler httpkit.HandlerFunc
	}{
		{"GET /{$}", f.home},
		{"GET /lapor", f.tell},
		{"POST /lapor", f.saveTell},
		{"GET /lapor/lokasi", f.place},
		{"POST /lapor/lokasi", f.savePlace},
		{"GET /lapor/kontak", f.contact},
		{"POST /lapor/kontak", f.saveContact},
		{"GET /lapor/periksa", f.check},
		{"POST /lapor/periksa", f.send},
		{"GET /lapor/diterima", f.receipt},
		{"GET /lapor/foto/{hash}", f.draftPhoto},
		{"GET /lacak", f.track},
		{"POST /lacak", f.openTrack},
		{"POST /lacak/keluar", f.leave},
		{"GET /laporan", f.list},
		{"GET /laporan/{code}", f.report},
		{"POST /laporan/{code}/{act}", f.act},
		{"POST /laporan/{code}/privasi", f.protect},
		{"POST /laporan/{code}/survei", f.judgeHandling},
		{"GET /laporan/{code}/tanda-terima.pdf", f.receiptPDF},
		{"GET /laporan/{code}/berkas/{id}", f.file},
		{"GET /laporan/{code}/foto/{n}", f.shot},
		{"GET /laporan/{code}/serah/{id}/{part}", f.dossier},
		{"GET /dossier/{ref}", f.issued},
		{"GET /dossier/key", f.dossierKeys},
		{"GET /instansi/{id}", f.agency},
		{"GET /wilayah", f.regions},
		{"GET /instansi", f.agencies},
		{"GET /layanan", f.services},
		{"GET /layanan/{id}", f.service},
		{"GET /layanan/{id}/riwayat", f.serviceHistory},
		{"GET /pelayanan-publik/{id}", f.oldService},
		{"GET /pelayanan-publik/{id}/{rest...}", f.oldService},
		{"GET /instansi/{id}/survei", f.agencySurveys},
		{"GET /survei", f.surveyCode},
		{"GET /survei/{code}", f.survey},
		{"POST /survei/{code}", f.answerSurvey},
		{"GET /survei/terima-kasih", f.surveyThanks},
		{"GET /survei/hasil/{id}", f.surveyResult},
		{"GET /survei/hasil/{id}/hasil.csv", f.surveyCSV},
		{"GET /bantuan", f.help},
		{"GET /privasi", f.privacy},
		{"GET /aksesibilitas", f.accessibility},
		{"GET /bahasa", f.language},
		{"GET /tampilan", f.theme},
		{"GET /robots.txt", f.robots},
		{"GET /favicon.ico", f.favicon},
	} {
		mux.Handle(route.pattern, f.Errors.Handle(route.handler))
	}
}

// show renders a page; nothing is sent when rendering fails.
func show(w http.ResponseWriter, r *http.Request, status int, page templ.Component) error {
	var buf bytes.Buffer
	if err := page.Render(r.Context(), &buf); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if w.Header().Get("Cache-Control") == "" {
		w.Header().Set("Cache-Control", "no-cache")
	}
	w.WriteHeader(status)
	_, _ = w.Write(buf.Bytes()) // a client that left does not mind
	return nil
}

// see sends the browser to another page, which it fetches with GET.
func see(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// private forbids every cache: the page is for one pair of eyes.
func private(w http.ResponseWriter) { w.Header().Set("Cache-Control", "no-store") }

// cookie sets a cookie that scripts cannot read and other sites cannot send along.
func (f *Front) cookie(w http.ResponseWriter, name, value, path string, seconds int) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: path, MaxAge: seconds, HttpOnly: true, Secure: f.Secure, SameSite: http.SameSiteLaxMode})
}

func cookieValue(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// mistakeOf turns an error about a field into the words beside it; ok is false for every other error.
func mistakeOf(p *i18n.Printer, err error, names map[string]string) (ui.Mistakes, bool) {
	e, ok := asCivic(err)
	if !ok || e.Kind != civic.KindInvalid && e.Kind != civic.KindTooMany && e.Kind != civic.KindConflict {
		return nil, false
	}
	field := e.Field
	if n, known := names[field]; known {
		field = n
	}
	return ui.Mistakes{{Field: field, Text: p.TArgs(e.Key, e.Args)}}, true
}
