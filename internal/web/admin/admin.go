// Package admin holds plain pages to list and edit what the work rests on: agencies and units,
// officers and their posts, topics, reasons, clock policies and holidays.
//
// Who may change what is decided by the verbs of package directory; these pages only leave out
// what they would refuse. Nothing is confirmed by a script: what is dangerous has a page of its own.
//
// After a change to a .templ file run `go tool templ generate -path internal/web/admin`.
package admin

import (
	"net/http"

	"github.com/a-h/templ"

	"tuntas/internal/access"
	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/satisfaction"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// Deps are what the pages need. All fields are required.
type Deps struct {
	Directory *directory.Directory
	Catalogue *catalogue.Catalogue
	Surveys   *satisfaction.Satisfaction
	Access    *access.Access
	Drafts    staff.Drafts // intake
	Evidence  *evidence.Keeper
	Sessions  *httpkit.Sessions
	Errors    *httpkit.Errors
	Frame     func(r *http.Request) ui.Page // language, theme and path of a request
	BaseURL   string                        // of this installation, without a slash at the end
	Now       civic.Now
}

// Pages answers for the administrators' part of the site.
type Pages struct {
	Deps
	staff *staff.Staff
}

// New puts the pages together.
func New(d Deps) *Pages {
	return &Pages{Deps: d, staff: staff.New(staff.Deps{Directory: d.Directory, Access: d.Access, Drafts: d.Drafts, Sessions: d.Sessions,
		Errors: d.Errors, Frame: d.Frame, Now: d.Now})}
}

// Register adds the routes.
func (p *Pages) Register(mux *http.ServeMux) {
	national := func(h staff.Handler) staff.Handler { return onlyFor(h, civic.RoleNationalAdmin) }
	both := func(h staff.Handler) staff.Handler {
		return onlyFor(h, civic.RoleNationalAdmin, civic.RoleAgencyAdmin)
	}
	for pattern, h := range map[string]staff.Handler{
		"GET /kelola":                        both(func(v *staff.Visit) error { return v.See(agencyPath) }),
		"GET /kelola/instansi":               both(p.agencies),
		"GET /kelola/instansi/baru":          both(p.newAgency),
		"POST /kelola/instansi/baru":         both(p.saveAgency),
		"GET /kelola/instansi/{id}":          both(p.editAgency),
		"POST /kelola/instansi/{id}":         both(p.saveAgency),
		"GET /kelola/petugas":                both(p.people),
		"GET /kelola/petugas/baru":           both(p.newPerson),
		"POST /kelola/petugas/baru":          both(p.savePerson),
		"GET /kelola/petugas/{id}":           both(p.editPerson),
		"POST /kelola/petugas/{id}":          both(p.savePerson),
		"GET /kelola/petugas/{id}/akhiri":    both(p.askEndPost),
		"POST /kelola/petugas/{id}/akhiri":   both(p.endPost),
		"GET /kelola/petugas/{id}/kode":      both(p.askDropCode),
		"POST /kelola/petugas/{id}/kode":     both(p.dropCode),
		"POST " + policyPath + "/{id}/batal": both(p.dropPolicy),
		"GET " + remitPath:                   national(p.remits),
		"GET " + remitPath + "/{id}":         national(p.editRemit),
		"POST " + remitPath + "/{id}":        national(p.saveRemit),
		"POST " + remitPath + "/{id}/batal":  national(p.dropRemit),
		"GET /kelola/topik":                  national(p.topics),
		"GET /kelola/topik/baru":             national(p.newTopic),
		"POST /kelola/topik/baru":            national(p.saveTopic),
		"GET /kelola/topik/{id}":             national(p.editTopic),
		"POST /kelola/topik/{id}":            national(p.saveTopic),
		"GET /kelola/alasan":                 national(p.reasons),
		"GET /kelola/alasan/baru":            national(p.newReason),
		"POST /kelola/alasan/baru":           national(p.saveReason),
		"GET /kelola/alasan/{list}/{code}":   national(p.editReason),
		"POST /kelola/alasan/{list}/{code}":  national(p.saveReason),
		"GET /kelola/mutu":                   national(p.phrases),
		"GET /kelola/mutu/baru":              national(p.newPhrase),
		"POST /kelola/mutu/baru":             national(p.savePhrase),
		"GET /kelola/mutu/pemeriksaan":       national(p.newMode),
		"POST /kelola/mutu/pemeriksaan":      national(p.saveMode),
		"GET /kelola/mutu/{id}":              national(p.editPhrase),
		"POST /kelola/mutu/{id}":             national(p.savePhrase),
		"GET /kelola/templat":                both(p.templates),
		"GET /kelola/templat/baru":           both(p.newTemplate),
		"POST /kelola/templat/baru":          both(p.saveTemplate),
		"GET /kelola/templat/{id}":           both(p.editTemplate),
		"POST /kelola/templat/{id}":          both(p.saveTemplate),
		"GET /kelola/batas-waktu":            both(p.policies),
		"GET /kelola/batas-waktu/baru":       both(p.newPolicy),
		"POST /kelola/batas-waktu/baru":      both(p.savePolicy),
		"GET " + limitPath:                   national(p.newLimit),
		"POST " + limitPath:                  national(p.saveLimit),
		"GET " + remindPath:                  national(p.reminderRules),
		"GET " + remindPath + "/baru":        national(p.newReminderRule),
		"POST " + remindPath + "/baru":       national(p.saveReminderRule),
		"GET " + recountPath:                 both(p.newRecount),
		"POST " + recountPath:                both(p.askRecount),
		"GET /kelola/libur":                  both(p.holidays),
		"GET /kelola/libur/baru":             both(p.newHoliday),
		"POST /kelola/libur/baru":            both(p.saveHoliday),
		"GET /kelola/libur/{id}/hapus":       both(p.askDropHoliday),
		"POST /kelola/libur/{id}/hapus":      both(p.dropHoliday),
		"GET /kelola/cari/instansi":          both(p.findAgencies),
		"GET /kelola/cari/wilayah":           both(p.findRegions),
	} {
		mux.Handle(pattern, p.staff.Guard(h))
	}
	for _, routes := range []map[string]staff.Handler{p.inviteRoutes(), p.ruleRoutes()} {
		for pattern, h := range routes {
			mux.Handle(pattern, p.staff.Guard(both(h)))
		}
	}
	for _, routes := range []map[string]staff.Handler{p.decreeRoutes(), p.serviceRoutes(), p.surveyRoutes()} {
		for pattern, h := range routes {
			mux.Handle(pattern, p.staff.Guard(h))
		}
	}
	mux.Handle("GET /kelola/{rest...}", p.staff.Missing())
}

// Addresses of the lists.
const (
	agencyPath   = staff.Admin + "/instansi"
	personPath   = staff.Admin + "/petugas"
	topicPath    = staff.Admin + "/topik"
	reasonPath   = staff.Admin + "/alasan"
	phrasePath   = staff.Admin + "/mutu"
	templatePath = staff.Admin + "/templat"
	rulePath     = staff.Admin + "/wewenang"
	policyPath   = staff.Admin + "/batas-waktu"
	holidayPath  = staff.Admin + "/libur"
)

// onlyFor keeps a page from those to whom it offers nothing. The verbs have the last word.
func onlyFor(h staff.Handler, roles ...civic.Role) staff.Handler {
	return func(v *staff.Visit) error {
		for _, r := range roles {
			if v.Who.Role == r {
				return h(v)
			}
		}
		return civic.Forbidden("error.forbidden")
	}
}

// link is one entry of the side list.
type link struct {
	URL, Text string
	Current   bool
}

// frame is what all pages of this door have in common.
type frame struct {
	staff.Shell
	Side []link
	Up   ui.Link // where the way leads back to, beside the list of sections
}

// frame starts a page of a section; title is already worded.
func (p *Pages) frame(v *staff.Visit, section, title string) frame {
	f := frame{Shell: v.Shell(staff.InAdmin, title)}
	national := v.Who.Role == civic.RoleNationalAdmin
	if v.Who.Role == civic.RoleSupervisor { // who reads the register, and nothing else here
		f.Side = decreeSide(v, section)
		return f
	}
	for _, s := range []struct {
		url, key string
		all      bool
	}{
		{agencyPath, "admin.nav.agencies", true}, {personPath, "admin.nav.people", true}, {topicPath, "admin.nav.topics", false},
		{reasonPath, "admin.nav.reasons", false}, {phrasePath, "admin.nav.phrases", false}, {templatePath, "admin.nav.templates", true}, {rulePath, "admin.nav.competence", true},
		{policyPath, "admin.nav.policies", true}, {holidayPath, "admin.nav.holidays", true}, {decreePath, "admin.nav.decrees", true},
		{servicePath, "admin.nav.services", true}, {surveyPath, "admin.nav.surveys", true},
	} {
		if s.all || national {
			f.Side = append(f.Side, link{s.url, v.P.T(s.key), s.url == section})
		}
	}
	return f
}

// show writes a page with the side list beside it.
func show(v *staff.Visit, status int, f frame, body templ.Component) error {
	f.Up, f.Back = f.Back, ui.Link{}
	return v.Show(status, staff.Layout(f.Shell, pane(f, body)))
}
