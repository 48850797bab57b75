package admin

import (
	"net/http"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

const surveyPath = staff.Admin + "/survei"

// surveyRoutes are the pages of surveys. Who may do what is decided by their verbs.
func (p *Pages) surveyRoutes() map[string]staff.Handler {
	one := surveyPath + "/{id}"
	return map[string]staff.Handler{
		"GET " + surveyPath:                    p.surveys,
		"GET " + surveyPath + "/baru":          p.newSurvey,
		"POST " + surveyPath + "/baru":         p.saveSurvey,
		"GET " + one:                           p.survey,
		"POST " + one:                          p.stepSurvey,
		"GET " + one + "/ubah":                 p.editSurvey,
		"POST " + one + "/ubah":                p.saveSurvey,
		"POST " + one + "/kode":                p.surveyCodes,
		"GET " + one + "/rencana":              p.surveyPlan,
		"POST " + one + "/rencana":             p.savePlan,
		"GET " + one + "/jawaban":              p.surveyAnswers,
		"POST " + one + "/jawaban":             p.excludeAnswer,
		"GET " + surveyPath + "/cari/instansi": p.findAgencies,
		"GET " + surveyPath + "/cari/layanan":  p.findServices,
	}
}

// surveyFrame starts a page of surveys. Who administers nothing else finds only them and the services beside it.
func (p *Pages) surveyFrame(v *staff.Visit, title string) frame {
	if satisfaction.MayManage(v.Who) {
		return p.frame(v, surveyPath, title)
	}
	return frame{Shell: v.Shell(staff.InServices, title), Side: []link{{servicePath, v.P.T("admin.nav.services"), false}, {surveyPath, v.P.T("admin.nav.surveys"), true}}}
}

// surveyList is one page of the officer's surveys.
type surveyList struct {
	frame
	Rows  []surveyRow
	New   string // address of the form; "" for whoever makes none
	Pages ui.Pages
}

type surveyRow struct {
	URL, Name, Agency, Period, Kind string
	State                           survey.State
}

func (p *Pages) surveys(v *staff.Visit) error {
	before := staff.ID(v.R.URL.Query().Get("setelah"))
	all, more, err := p.Surveys.List(v.R.Context(), v.Who, "", before, pageRows)
	if err != nil {
		return err
	}
	list := surveyList{frame: p.surveyFrame(v, v.P.T("admin.survey.title"))}
	if satisfaction.MayManage(v.Who) {
		list.New = surveyPath + "/baru"
	}
	for i := range all {
		x := &all[i]
		list.Rows = append(list.Rows, surveyRow{URL: surveyURL(x.ID), Name: x.Name, Agency: agencyName(v, x.Agency), Kind: citizen.SurveyKind(v.P, x.Kind), State: x.State,
			Period: v.P.T("survey.period_text", "from", x.From, "until", x.Until)})
	}
	if before != 0 {
		list.Pages.First = surveyPath
	}
	if more {
		list.Pages.Next = surveyPath + "?setelah=" + all[len(all)-1].ID.String()
	}
	return show(v, http.StatusOK, list.frame, surveyListPage(list))
}

func surveyURL(id civic.ID) string { return surveyPath + "/" + id.String() }

// surveyView is one survey with its figures so far.
type surveyView struct {
	frame
	Mistakes ui.Mistakes
	URL      string
	Agency   string
	State    survey.State
	Version  int
	Service  ui.Link // zero: whatever the unit gives
	Public   string  // address of the published result; "" there is none
	Edit     string  // "" when nothing can be changed, or not by this officer
	Plan     string
	Answers  string
	Codes    bool // codes can be made now
	Steps    []survey.Verb
	Progress string
	Figures  citizen.SurveyResult
}

func (p *Pages) survey(v *staff.Visit) error { return p.showSurvey(v, nil, 0) }

// showSurvey shows a survey, after a step that was refused with what was wrong.
func (p *Pages) showSurvey(v *staff.Visit, ms ui.Mistakes, code int) error {
	res, err := p.Surveys.Result(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	x := &res.Survey
	page := surveyView{frame: p.surveyFrame(v, x.Name), Mistakes: ms, URL: surveyURL(x.ID), Agency: agencyName(v, x.Agency), State: x.State, Version: x.Version,
		Steps: satisfaction.May(v.Who, x), Figures: citizen.SurveyWords(v.P, &res)}
	page.Back, page.Failed = ui.Link{URL: surveyPath, Text: v.P.T("admin.back")}, len(ms) > 0
	if x.Service != 0 {
		page.Service = ui.Link{URL: servicePath + "/" + x.Service.String(), Text: v.P.T("admin.survey.of_service")}
	}
	if x.State == survey.Published {
		page.Public = "/survei/hasil/" + x.ID.String()
	}
	if satisfaction.MayManage(v.Who) {
		page.Plan, page.Answers = page.URL+"/rencana", page.URL+"/jawaban"
		page.Codes = x.State == survey.Draft || x.State == survey.Open
		if x.State != survey.Published {
			page.Edit = page.URL + "/ubah"
		}
	}
	if res.Target > 0 {
		page.Progress = v.P.T("admin.survey.progress", "n", int(res.Tally.N), "target", int(res.Target))
	} else {
		page.Progress = v.P.T("admin.survey.progress_unknown", "n", int(res.Tally.N))
	}
	return show(v, staff.FormStatus(code, ms), page.frame, surveyOwnPage(page))
}

// stepSurvey takes the step whose button was pressed.
func (p *Pages) stepSurvey(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	id, verb := staff.ID(v.R.PathValue("id")), survey.Verb(f.get("do"))
	x, err := p.Surveys.Act(v.R.Context(), v.Who, id, verb, staff.Number(v.R, "version"))
	if err != nil {
		if err := f.wrong(err, func(string) string { return "steps" }); err != nil {
			return err
		}
		return p.showSurvey(v, f.Mistakes, f.code)
	}
	return v.Done(surveyURL(id), "admin.survey.done."+string(verb), "name", x.Name) // i18n:keys admin.survey.done.
}

// codeSheet is a page of codes to print. They are shown once.
type codeSheet struct {
	frame
	Agency string
	Kind   satisfaction.CodeKind
	Codes  []printedCode
}

type printedCode struct{ Code, URL string }

// surveyCodes makes codes and shows them to be printed, or makes those that are out useless.
func (p *Pages) surveyCodes(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	id := staff.ID(v.R.PathValue("id"))
	if f.get("do") == "revoke" {
		if err := p.Surveys.Revoke(v.R.Context(), v.Who, id); err != nil {
			return err
		}
		return v.Done(surveyURL(id), "admin.survey.done.revoke")
	}
	kind := satisfaction.CodeKind(f.get("code"))
	n, _ := strconv.Atoi(f.get("n"))
	codes, err := p.Surveys.Codes(v.R.Context(), v.Who, id, kind, n)
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showSurvey(v, f.Mistakes, f.code)
	}
	res, err := p.Surveys.Result(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	v.W.Header().Set("Cache-Control", "no-store")
	sheet := codeSheet{frame: p.surveyFrame(v, res.Survey.Name), Agency: agencyName(v, res.Survey.Agency), Kind: kind}
	sheet.Back = ui.Link{URL: surveyURL(id), Text: v.P.T("admin.back")}
	for _, c := range codes {
		sheet.Codes = append(sheet.Codes, printedCode{c.Display(), p.BaseURL + "/survei/" + c.Display()})
	}
	return show(v, http.StatusOK, sheet.frame, codeSheetPage(sheet))
}
