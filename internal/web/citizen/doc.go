// Package citizen holds the pages for people who report and people who read: the form in
// four steps, receipt, tracking, reports, agencies and the texts about the service.
//
// Each page is a view, plain data that says what is to be seen, and a function that makes
// a page of it. The templates decide nothing about a report: what a form may offer comes
// from the lifecycle table through the view. All pages work without scripts.
//
// After a change to a .templ file run `go tool templ generate -path internal/web/citizen`.
package citizen

import (
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// framed fills in what every page of a kind has in common: its title.
func framed(pg ui.Page, key string) ui.Page {
	pg.Title = pg.P.T(key)
	return pg
}

// stepNames are the four steps of the form.
func stepNames(p *i18n.Printer) []string {
	return []string{p.T("step.tell"), p.T("step.place"), p.T("step.contact"), p.T("step.check")}
}

// stepPage frames one step of the form: never indexed, with the form's script and the way back.
func stepPage(pg ui.Page, n int, key, back string) ui.Page {
	p := pg.P
	pg.Title = p.T(key) + " (" + p.T("step", "n", n, "total", len(stepNames(p))) + ")"
	pg.Script, pg.Private = "form.js", true
	if back != "" {
		pg.Back = ui.Link{URL: back, Text: p.T("nav.back")}
	}
	return pg
}

func itoa(n int) string { return strconv.Itoa(n) }

// draftAttrs marks a form whose words are kept on the device while they are written.
func draftAttrs(step string, forbidden bool) templ.Attributes {
	if forbidden {
		return nil
	}
	return templ.Attributes{"data-draft": step}
}

func id(n civic.ID) string { return strconv.FormatInt(int64(n), 10) }
