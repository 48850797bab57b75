package admin

import (
	"net/url"

	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// answersView is a page of the answers of a survey.
type answersView struct {
	frame
	form
	URL   string
	Rows  []answerRow
	Fixed bool // published: nothing is taken out any more
	Pages ui.Pages
}

type answerRow struct {
	ID, At, Channel, Answers, Remark string
	Flags                            []survey.Flag
	Out                              string // why it does not count
}

func (p *Pages) surveyAnswers(v *staff.Visit) error {
	return p.showAnswers(v, form{P: v.P, Fresh: true, Values: url.Values{}})
}

func (p *Pages) showAnswers(v *staff.Visit, f form) error {
	id := staff.ID(v.R.PathValue("id"))
	after := staff.ID(v.R.URL.Query().Get("setelah"))
	all, more, err := p.Surveys.Answers(v.R.Context(), v.Who, id, after, pageRows)
	if err != nil {
		return err
	}
	res, err := p.Surveys.Result(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	page := answersView{frame: p.surveyFrame(v, v.P.T("admin.survey.answers")), form: f, URL: surveyURL(id) + "/jawaban", Fixed: res.Survey.State == survey.Published}
	page.Back, page.Failed = ui.Link{URL: surveyURL(id), Text: res.Survey.Name}, len(f.Mistakes) > 0
	for i := range all {
		page.Rows = append(page.Rows, answerOf(v, &all[i]))
	}
	if after != 0 {
		page.Pages.First = page.URL
	}
	if more {
		page.Pages.Next = page.URL + "?setelah=" + all[len(all)-1].ID.String()
	}
	return show(v, f.status(), page.frame, answersPage(page))
}

func answerOf(v *staff.Visit, a *satisfaction.Looked) answerRow {
	row := answerRow{ID: a.ID.String(), At: v.P.DateTime(a.When(), v.Zone()), Channel: v.P.T("admin.survey.code." + a.Channel), // i18n:keys admin.survey.code.
		Answers: a.Answers.Text(), Remark: a.Remark, Flags: a.Flags}
	if a.Excluded != 0 {
		row.Out = a.Why
	}
	return row
}

// excludeAnswer takes an answer out of the figures.
func (p *Pages) excludeAnswer(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	id := staff.ID(v.R.PathValue("id"))
	answer, err := civic.ParseID(f.get("answer"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	if err := p.Surveys.Exclude(v.R.Context(), v.Who, id, answer, f.get("why")); err != nil {
		if err := f.wrong(err, func(string) string { return "why-" + answer.String() }); err != nil {
			return err
		}
		return p.showAnswers(v, f)
	}
	return v.Done(surveyURL(id)+"/jawaban", "admin.survey.excluded")
}
