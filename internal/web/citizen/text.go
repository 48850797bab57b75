package citizen

import (
	"strconv"

	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// HelpView is the help page. The lengths are the national policies of the day, in working
// days; WindowDays is the reporter's time to answer, ReopenDays is in calendar days.
type HelpView struct {
	ui.Page
	VerifyDays, AnswerDays, WindowDays, ReopenDays int
}

// Help makes the help page.
func Help(v HelpView) templ.Component {
	v.Page = framed(v.Page, "nav.help")
	return ui.Layout(v.Page, help(v))
}

// PrivacyView is the page about personal data.
type PrivacyView struct{ ui.Page }

// Privacy makes the page about personal data; its table is Viewers.
func Privacy(v PrivacyView) templ.Component {
	v.Page = framed(v.Page, "nav.privacy")
	return ui.Layout(v.Page, privacy(v))
}

// AccessibilityView is the page about who can use the pages, and what was not tested.
type AccessibilityView struct{ ui.Page }

// Accessibility makes the page about accessibility.
func Accessibility(v AccessibilityView) templ.Component {
	v.Page = framed(v.Page, "nav.accessibility")
	return ui.Layout(v.Page, accessibility(v))
}

// ErrorView is the page for what went wrong. It is the same for what does not exist and
// for what is not the reader's.
type ErrorView struct {
	ui.Page
	Status  int    // HTTP status
	Title   string // what sort of thing happened; i18n:keys error.title.
	Text    string // what happened, and what to do
	Request string // to name to the helpdesk; only shown for our own faults
}

// Error makes an error page.
func Error(v ErrorView) templ.Component {
	v.Page.Title, v.Private = v.Title, true
	return ui.Layout(v.Page, failure(v))
}

// LanguageView is the choice of a language, for those who come without the header's link.
type LanguageView struct {
	ui.Page
	Options []ui.Link
}

// Language makes the page that offers the languages.
func Language(v LanguageView) templ.Component {
	v.Page = framed(v.Page, "lang.title")
	return ui.Layout(v.Page, languages(v))
}

// questions counts the pairs of the help page: help.q1 and help.a1 and so on. i18n:keys help.
func questions() []string {
	out := make([]string, 10)
	for i := range out {
		out[i] = strconv.Itoa(i + 1)
	}
	return out
}
