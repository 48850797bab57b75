package ui

import (
	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// StageName words the stage of the work that a photo shows, "" when it shows none. i18n:keys stage.
func StageName(p *i18n.Printer, s civic.Stage) string {
	if s == "" {
		return ""
	}
	return p.T("stage." + string(s))
}

// PhotoName is what is read to those who cannot see a photo: what it shows where that was said, else whose it is. n
// counts the photos of whoever brought it, from 1.
func PhotoName(p *i18n.Printer, by civic.Role, s civic.Stage, alt string, n int) string {
	what := alt
	switch {
	case what != "":
	case by == civic.RoleReporter:
		what = p.T("file.photo_reporter", "n", n)
	default:
		what = p.T("file.photo_office", "n", n)
	}
	if s == "" {
		return what
	}
	return p.T("stage."+string(s)+"_alt", "what", what)
}
