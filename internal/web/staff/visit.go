package staff

import (
	"context"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/httpkit"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// Visit is one request of a signed-in officer.
type Visit struct {
	W    http.ResponseWriter
	R    *http.Request
	Who  civic.Actor
	Map  *atlas.Map // the master data of this moment
	P    *i18n.Printer
	page ui.Page
	s    *Staff
}

// Handler answers a request of a signed-in officer.
type Handler func(v *Visit) error

// Shell starts the frame of a page: who is signed in, in which section, and what was just done.
func (v *Visit) Shell(section Section, title string) Shell {
	sh := Shell{Page: v.page, Who: v.Who, Section: section}
	sh.Title, sh.Private = title, true
	if desk, ok := v.Map.Tree.Get(v.Who.Desk); ok {
		sh.Desk = desk.Name
	}
	sh.MayAdminister = v.Who.Role == civic.RoleNationalAdmin || v.Who.Role == civic.RoleAgencyAdmin
	sh.MayEnter = MayEnter(v.Who.Role)
	sh.Services = v.Who.Role == civic.RoleLiaison || v.Who.Role == civic.RoleUnitOfficer || v.Who.Role == civic.RoleAgencyHead
	sh.Flashes = v.s.flashes(v.R.Context(), v.P)
	return sh
}

// Outside starts the frame of a page for somebody who has not signed in.
func (s *Staff) Outside(r *http.Request, key string) Shell {
	sh := Shell{Page: s.Frame(r)}
	sh.Title, sh.Private = sh.P.T(key), true
	sh.Flashes = s.flashes(r.Context(), sh.P)
	return sh
}

func (s *Staff) flashes(ctx context.Context, p *i18n.Printer) []ui.Flash {
	var out []ui.Flash
	for _, f := range s.Sessions.Flashes(ctx) {
		out = append(out, ui.Flash{Tone: flashTone(f.Kind), Text: p.TArgs(f.Key, f.Args)})
	}
	return out
}

// Show writes a page.
func (v *Visit) Show(status int, page templ.Component) error { return Write(v.W, v.R, status, page) }

// Done goes on to another page and says there what was done. kv fill the sentence.
func (v *Visit) Done(to, key string, kv ...any) error {
	f := httpkit.Flash{Kind: "done", Key: key}
	if len(kv) > 0 {
		f.Args = map[string]any{}
	}
	for i := 0; i+1 < len(kv); i += 2 {
		if name, ok := kv[i].(string); ok {
			f.Args[name] = kv[i+1]
		}
	}
	v.s.Sessions.AddFlash(v.R.Context(), f)
	return v.See(to)
}

// Tell goes on to another page and says there why what was asked for was not done.
func (v *Visit) Tell(to, key string) error {
	v.s.Sessions.AddFlash(v.R.Context(), httpkit.Flash{Kind: "problem", Key: key})
	return v.See(to)
}

// See goes on to another page.
func (v *Visit) See(to string) error { return See(v.W, v.R, to) }

// Today is the date at the officer's desk.
func (v *Visit) Today() civic.Date { return civic.DateOf(v.s.Now(), v.Zone()) }

// Zone is the zone of the officer's desk.
func (v *Visit) Zone() civic.Zone {
	if desk, ok := v.Map.Tree.Get(v.Who.Desk); ok && desk.Zone != "" {
		return desk.Zone
	}
	return civic.WIB
}

// MayEnter tells whether a role writes down reports for people at the counter or on the telephone.
// The verb decides; this only keeps the link away from those whom it would refuse.
func MayEnter(r civic.Role) bool {
	switch r {
	case civic.RoleNationalAdmin, civic.RoleAgencyAdmin, civic.RoleLiaison, civic.RoleUnitOfficer, civic.RoleOversight:
		return true
	default:
		return false
	}
}

func flashTone(kind string) ui.Tone {
	switch kind {
	case "done":
		return ui.ToneOK
	case "problem":
		return ui.ToneBad
	default:
		return ui.ToneInfo
	}
}

// Now is the clock of the program.
func (v *Visit) Now() time.Time { return v.s.Now() }
