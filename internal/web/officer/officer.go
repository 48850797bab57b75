// Package officer holds the pages on which officers work: sign-in, inbox, a report with
// everything that may be done to it, and writing a report down for somebody at the counter.
//
// Handlers are thin: they read a form, call a verb, and send the browser on. What a page
// offers comes from the lifecycle table through the view, never from a rule of its own. All
// pages work without scripts.
//
// After a change to a .templ file run `go tool templ generate -path internal/web/officer`.
package officer

import (
	"net/http"

	"tuntas/internal/access"
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/directory"
	"tuntas/internal/evidence"
	"tuntas/internal/httpkit"
	"tuntas/internal/intake"
	"tuntas/internal/live"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// Deps are what the pages need. All fields are required.
type Deps struct {
	Casework  *casework.Casework
	Intake    *intake.Intake
	Directory *directory.Directory
	Access    *access.Access
	Evidence  *evidence.Keeper
	Live      *live.Hub
	Sessions  *httpkit.Sessions
	Errors    *httpkit.Errors
	Frame     func(r *http.Request) ui.Page // language, theme and path of a request
	ClientKey []byte                        // key for counting tries per address
	BaseURL   string                        // of this installation, without a slash at the end
	Now       civic.Now
}

// Pages answers for the officers' part of the site.
type Pages struct {
	Deps
	staff *staff.Staff
}

// New puts the pages together.
func New(d Deps) *Pages {
	return &Pages{Deps: d, staff: staff.New(staff.Deps{Directory: d.Directory, Access: d.Access, Drafts: d.Intake, Sessions: d.Sessions,
		Errors: d.Errors, Frame: d.Frame, Now: d.Now})}
}

// Register adds the routes.
func (p *Pages) Register(mux *http.ServeMux) {
	open := func(pattern string, h httpkit.HandlerFunc) { mux.Handle(pattern, p.Errors.Handle(h)) }
	guarded := func(pattern string, h staff.Handler) { mux.Handle(pattern, p.staff.Guard(h)) }

	p.account(open, guarded)
	guarded("GET /petugas", p.inbox)
	guarded("GET /petugas/kabar", p.live)
	guarded("GET /petugas/saring", p.filter)
	guarded("POST /petugas/tampilan-tersimpan", p.saveView)
	guarded("POST /petugas/tampilan-tersimpan/{id}/hapus", p.dropView)
	guarded("POST /petugas/massal", p.bulk)
	guarded("GET /petugas/massal/{id}", p.bulkShow)
	guarded("POST /petugas/massal/{id}/batal", p.bulkUndo)
	guarded("GET /petugas/massal/{id}/hasil.csv", p.bulkFile)
	guarded("POST /petugas/tampilan", p.saveLook)
	guarded("GET /petugas/pintasan", p.shortcutPage)
	guarded("POST /petugas/pintasan", p.saveShortcuts)
	guarded("GET /petugas/{$}", func(v *staff.Visit) error { return v.See(staff.Home) })
	guarded("GET /petugas/cari", p.seek)
	guarded("GET /petugas/persetujuan", p.waiting)
	guarded("GET /petugas/pengingat", p.reminders)
	guarded("GET /petugas/papan", p.board)
	guarded("GET "+demandPath, p.explanations)
	guarded("GET "+watchPath, p.watchList)
	guarded("POST "+watchPath, p.watchMore)
	guarded("POST "+watchPath+"/hapus", p.watchLess)
	guarded("GET "+samplePath, p.samples)
	guarded("POST "+samplePath, p.drawSample)
	guarded("GET "+samplePath+"/{id}", p.sample)
	guarded("GET "+samplePath+"/{id}/hasil.csv", p.sampleFile)
	guarded("GET "+samplePath+"/{id}/{n}", p.judge)
	guarded("POST "+samplePath+"/{id}/{n}", p.saveJudgement)
	guarded("GET "+objectionPath, p.objections)
	guarded("GET "+digestPath, p.digest)
	guarded("POST "+digestPath, p.saveDigest)

	mux.Handle("GET /petugas/{rest...}", p.staff.Missing())

	guarded("GET /petugas/laporan/baru", p.entryForm)
	guarded("POST /petugas/laporan/baru", p.enter)
	guarded("GET /petugas/wilayah", p.regions)
	guarded("GET /petugas/instansi", p.agencies)

	guarded("GET /petugas/laporan/{code}", p.report)
	guarded("GET /petugas/laporan/{code}/{$}", p.report)
	guarded("GET /petugas/laporan/{code}/{action}", p.toReport)
	guarded("GET /petugas/laporan/{code}/panel", p.pane)
	guarded("POST /petugas/laporan/{code}/hadir", p.attend)
	guarded("POST /petugas/laporan/{code}/pembagian", p.assign)
	guarded("POST /petugas/laporan/{code}/pantau", p.watch)
	guarded("POST /petugas/laporan/{code}/belum-dibaca", p.unread)
	guarded("POST /petugas/laporan/{code}/label", p.label)
	guarded("POST /petugas/laporan/{code}/{action}", p.act)
	guarded("POST /petugas/laporan/{code}/cek/{action}", p.check)
	guarded("GET /petugas/laporan/{code}/templat/{action}", p.templates)
	guarded("POST /petugas/laporan/{code}/makro", p.macro)
	guarded("GET /petugas/mutu", p.gateCounts)
	guarded("GET /petugas/laporan/{code}/gabung", p.mergeForm)
	guarded("POST /petugas/laporan/{code}/gabung", p.merge)
	guarded("POST /petugas/laporan/{code}/pisah", p.unmerge)
	guarded("GET /petugas/peristiwa/{id}", p.showIncident)
	guarded("POST /petugas/laporan/{code}/pelapor", p.reveal)
	guarded("POST /petugas/laporan/{code}/naskah", p.readSecret)
	guarded("GET /petugas/laporan/{code}/tujuan/{action}", p.targets)
	guarded("GET /petugas/laporan/{code}/berkas/{id}", p.file)
	guarded("GET /petugas/laporan/{code}/serah/{id}/{part}", p.dossier)
	guarded("GET /petugas/laporan/{code}/foto/{n}", p.publicPhoto)
	guarded("POST /petugas/temuan", p.findings)
}
