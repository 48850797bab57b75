package citizen

import (
	"tuntas/internal/web/ui"

	"github.com/a-h/templ"
)

// SurveyView is the page on which somebody answers a survey.
type SurveyView struct {
	ui.Page
	URL       string // where the answers go
	Name      string
	Agency    string
	Service   string // "" whatever the unit gives
	Handling  bool   // it asks how a report was handled
	Kiosk     bool   // one person after another answers on this device
	Key       string // makes the answer one, however often it is sent
	Began     string // when the page was made, in seconds
	Questions []ui.Choice
	Parts     []SurveyPart // who answers
	Remark    ui.Field
	Mistakes  ui.Mistakes
}

// SurveyPart is a question about who answers.
type SurveyPart struct {
	Name, Label string
	Options     []ui.Option
}

// Survey makes the page on which somebody answers.
func Survey(v SurveyView) templ.Component {
	v.Title, v.Private, v.NoTrack, v.Failed = v.P.T("survey.title"), true, true, len(v.Mistakes) > 0
	if v.Kiosk {
		v.Script = "kiosk.js"
	}
	return ui.Layout(v.Page, surveyPage(v))
}

// SurveyCodeView is the page on which a code is typed.
type SurveyCodeView struct {
	ui.Page
	Code     string
	Mistakes ui.Mistakes
}

// SurveyCode makes the page on which a code is typed.
func SurveyCode(v SurveyCodeView) templ.Component {
	v.Title, v.NoTrack, v.Failed = v.P.T("survey.title"), true, len(v.Mistakes) > 0
	return ui.Layout(v.Page, surveyCodePage(v))
}

// SurveyThanks makes the page that thanks.
func SurveyThanks(pg ui.Page) templ.Component {
	pg.Title, pg.Private, pg.NoTrack = pg.P.T("survey.thanks"), true, true
	return ui.Layout(pg, surveyThanks(pg))
}

// SurveyResult are the figures of a survey in words.
type SurveyResult struct {
	Hidden  string // why there is no index; "" there is one
	Index   string // 77,22
	Grade   string // B, Baik; "" there is none
	Facts   []ui.Fact
	Lowest  string
	Table   ui.Table
	Parts   []ui.Table
	Actions []SurveyAction
	CSV     string // address of the same as a table; "" none
}

// SurveyAction is what is done about an element.
type SurveyAction struct {
	Element, Plan, Due, Done, Proof string
	ProofURL                        string
}

// SurveyResultView is the page of a published result.
type SurveyResultView struct {
	ui.Page
	Agency ui.Link
	SurveyResult
}

// SurveyResultOf makes the page of a published result.
func SurveyResultOf(v SurveyResultView) templ.Component {
	v.Back = v.Agency
	return ui.Layout(v.Page, surveyResultPage(v))
}

// AgencySurveysView is the list of what was published about an agency.
type AgencySurveysView struct {
	ui.Page
	Agency ui.Link
	Year   []ui.Fact // of the year, pooled
	About  string    // what was pooled
	Rows   []AgencySurvey
	Pages  ui.Pages
}

// AgencySurvey is one published survey.
type AgencySurvey struct{ URL, Name, Agency, Period, Kind string }

// AgencySurveys makes the list.
func AgencySurveys(v AgencySurveysView) templ.Component {
	v.Title = v.P.T("survey.of_agency", "name", v.Agency.Text)
	v.Back = v.Agency
	return ui.Layout(v.Page, agencySurveys(v))
}
