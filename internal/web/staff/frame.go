package staff

import (
	"net/url"

	"github.com/a-h/templ"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"
)

// Section is a part of these pages that the header leads to.
type Section string

// The sections.
const (
	InInbox    Section = "inbox"
	InEntry    Section = "entry"
	InDrafts   Section = "drafts"
	InAdmin    Section = "admin"
	InServices Section = "services"
	Outside    Section = "" // signing in
)

// Shell is what the frame needs to know about the page inside it.
type Shell struct {
	ui.Page
	Who           civic.Actor // zero before signing in
	Desk          string      // name of the officer's desk
	Section       Section
	Full          bool   // the page fills the window, and its parts scroll by themselves
	Query         string // what stands in the search box
	MayEnter      bool
	MayAdminister bool
	Services      bool // has a part in the catalogue of services, and no pages of administration among which it stands
	Flashes       []ui.Flash
}

// Layout puts a page into the frame.
func Layout(sh Shell, body templ.Component) templ.Component { return frame(sh, body) }

func (sh Shell) heading() string {
	s := sh.Title
	if sh.Failed {
		s = sh.P.T("err.prefix") + " " + s
	}
	return s + " - " + sh.P.T("officer.place") + " - " + ui.Product
}

func (sh Shell) otherLang() string {
	if sh.P.Lang() == i18n.Default {
		return i18n.English
	}
	return i18n.Default
}

func (sh Shell) langURL() string {
	return "/bahasa?" + url.Values{"ke": {sh.otherLang()}, "kembali": {sh.Path}}.Encode()
}

func (sh Shell) themeURL(theme string) string {
	return "/tampilan?" + url.Values{"ke": {theme}, "kembali": {sh.Path}}.Encode()
}

// RoleName words a role. i18n:keys officer.role.
func RoleName(p *i18n.Printer, r civic.Role) string { return p.T("officer.role." + string(r)) }

// script is the bundle of these pages.
func (sh Shell) script() string {
	if sh.Script == "" {
		return "officer.js"
	}
	return sh.Script
}
