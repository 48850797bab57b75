package admin

import (
	"net/url"
	"strconv"
	"strings"

	"tuntas/internal/catalogue"
	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/staff"
	"tuntas/internal/web/ui"
)

// surveyForm is the form of a survey.
type surveyForm struct {
	frame
	form
	URL, Cancel string
	New         bool
	Begun       bool // only the population can still be told
	Weightings  ui.Choice
	Kinds       ui.Choice
}

func (p *Pages) newSurvey(v *staff.Visit) error {
	if !satisfaction.MayManage(v.Who) {
		return civic.Forbidden("error.forbidden")
	}
	f := form{P: v.P, Fresh: true, Values: url.Values{"kind": {string(survey.OfService)}, "weighting": {string(survey.Exact)}}}
	return p.showSurveyForm(v, f, 0, false)
}

func (p *Pages) editSurvey(v *staff.Visit) error {
	res, err := p.Surveys.Result(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	if !satisfaction.MayManage(v.Who) {
		return civic.Forbidden("error.forbidden")
	}
	x := &res.Survey
	f := form{P: v.P, Values: url.Values{"version": {strconv.Itoa(x.Version)}, "name": {x.Name}, "kind": {string(x.Kind)}, "weighting": {string(x.Weighting)}, "questions": {questionLines(x.Questions)}}}
	if x.Population > 0 {
		f.Values.Set("population", strconv.FormatInt(x.Population, 10))
	}
	setDay(f.Values, "from", x.From)
	setDay(f.Values, "until", x.Until)
	if x.Service != 0 {
		f.Values.Set("service_id", x.Service.String())
		if c, ok := p.serviceSource(v).Know(x.Service.String()); ok {
			f.Values.Set("service", c.Label())
		}
	}
	return p.showSurveyForm(v, f, x.ID, x.State != survey.Draft)
}

// questionLines writes further questions as the form takes them: one a line, its four options behind it, with bars between.
func questionLines(all []survey.Question) string {
	var out []string
	for _, q := range all {
		out = append(out, q.Text+" | "+strings.Join(q.Options[:], " | "))
	}
	return strings.Join(out, "\n")
}

func readQuestions(text string) (out []survey.Question) {
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		parts := strings.Split(line, "|")
		q := survey.Question{Text: parts[0]}
		if len(parts) == survey.Points+1 { // anything else leaves options empty, and the verb says so
			copy(q.Options[:], parts[1:])
		}
		out = append(out, q)
	}
	return out
}

func (p *Pages) showSurveyForm(v *staff.Visit, f form, id civic.ID, begun bool) error {
	page := surveyForm{frame: p.surveyFrame(v, v.P.T("admin.survey.new")), form: f, URL: surveyPath + "/baru", Cancel: surveyPath, New: id == 0, Begun: begun}
	if id != 0 {
		page.Title, page.Cancel = v.P.T("admin.survey.edit"), surveyURL(id)
		page.URL = page.Cancel + "/ubah"
	}
	page.Back, page.Failed = ui.Link{URL: page.Cancel, Text: v.P.T("admin.back")}, len(f.Mistakes) > 0
	page.Kinds = f.choice("kind", "survey.judged", option{string(survey.OfService), "survey.kind.service", "admin.survey.kind_service_hint"}, option{string(survey.OfHandling), "survey.kind.handling", "admin.survey.kind_handling_hint"})
	page.Weightings = f.choice("weighting", "survey.weight", option{string(survey.Exact), "admin.survey.weight_exact", ""}, option{string(survey.Legacy), "admin.survey.weight_legacy", "admin.survey.weight_legacy_hint"})
	return show(v, f.status(), page.frame, surveyFormPage(page))
}

func (p *Pages) saveSurvey(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	x := survey.Survey{ID: staff.ID(v.R.PathValue("id")), Kind: survey.Kind(f.get("kind")), Name: f.get("name"), Weighting: survey.Weighting(f.get("weighting")), Version: staff.Number(v.R, "version"),
		Questions: readQuestions(f.get("questions"))}
	begun := f.on("begun")
	if !begun {
		ready, err := p.readPlace(v, &f, &x)
		if err != nil {
			return err
		}
		if !ready {
			return p.showSurveyForm(v, f, x.ID, false)
		}
	}
	err = p.readPeriod(v, &f, &x, begun)
	if err == nil {
		x, err = p.Surveys.Save(v.R.Context(), v.Who, x)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showSurveyForm(v, f, staff.ID(v.R.PathValue("id")), begun)
	}
	return v.Done(surveyURL(x.ID), "admin.survey.saved", "name", x.Name)
}

// readPlace reads the unit and the service. ready is false when the officer has to choose first.
func (p *Pages) readPlace(v *staff.Visit, f *form, x *survey.Survey) (ready bool, err error) {
	agency, ok := "", true
	if x.ID == 0 {
		if agency, ok, err = f.choose("agency", p.agencySource(v)); err != nil {
			return false, err
		}
	}
	service, had, err := f.choose("service", p.serviceSource(v))
	x.Agency, x.Service = staff.ID(agency), staff.ID(service)
	return ok && had, err
}

func (p *Pages) readPeriod(v *staff.Visit, f *form, x *survey.Survey, begun bool) (err error) {
	if n := strings.NewReplacer(".", "", " ", "").Replace(f.get("population")); n != "" {
		if x.Population, err = strconv.ParseInt(n, 10, 64); err != nil {
			return civic.Invalid("population", "error.survey_population")
		}
	}
	if begun {
		return nil
	}
	var days [2]error
	x.From, days[0] = staff.Day(v.R, "from")
	x.Until, days[1] = staff.Day(v.R, "until")
	return civic.Faults(days[:]...)
}

// serviceSource knows the services that the public reads.
func (p *Pages) serviceSource(v *staff.Visit) staff.Source {
	return staff.Source{
		Know: func(id string) (staff.Choice, bool) {
			e, err := p.Catalogue.Public(v.R.Context(), staff.ID(id))
			return staff.Choice{Value: id, Text: e.Name, Note: agencyName(v, e.Agency)}, err == nil
		},
		Find: func(words string) (out []staff.Choice, err error) {
			hits, _, err := p.Catalogue.Find(v.R.Context(), catalogue.Query{Text: words, Agency: v.Who.Desk, Limit: staff.MostFound})
			for i := range hits {
				out = append(out, staff.Choice{Value: hits[i].Service.String(), Text: hits[i].Name, Note: agencyName(v, hits[i].Agency)})
			}
			return out, err
		},
	}
}

func (p *Pages) findServices(v *staff.Visit) error { return v.Suggest(p.serviceSource(v)) }

// planView is the form of what is done about the elements.
type planView struct {
	frame
	form
	URL, Cancel string
	Rows        []planRow
}

type planRow struct {
	Code, Element, Mean string
	Lowest              bool
}

func (p *Pages) surveyPlan(v *staff.Visit) error {
	return p.showPlan(v, form{P: v.P, Fresh: true, Values: url.Values{}})
}

func (p *Pages) showPlan(v *staff.Visit, f form) error {
	if !satisfaction.MayManage(v.Who) {
		return civic.Forbidden("error.forbidden")
	}
	res, err := p.Surveys.Result(v.R.Context(), v.Who, staff.ID(v.R.PathValue("id")))
	if err != nil {
		return err
	}
	page := planView{frame: p.surveyFrame(v, v.P.T("admin.survey.plan")), form: f, Cancel: surveyURL(res.Survey.ID)}
	page.URL = page.Cancel + "/rencana"
	page.Back, page.Failed = ui.Link{URL: page.Cancel, Text: res.Survey.Name}, len(f.Mistakes) > 0
	if f.Fresh {
		page.Values.Set("version", strconv.Itoa(res.Survey.Version))
		for _, a := range res.Actions {
			page.Values.Set("plan-"+a.Code, a.Plan)
			page.Values.Set("proof-"+a.Code, a.Proof)
			setDay(page.Values, "due-"+a.Code, a.Due)
			if !a.Done.IsZero() {
				setDay(page.Values, "done-"+a.Code, a.Done)
			}
		}
	}
	words := citizen.SurveyWords(v.P, &res)
	for i, e := range res.Rule.Elements {
		row := planRow{Code: e.Code, Element: e.Name.In(v.P.Lang())}
		if !res.Hidden {
			row.Mean, row.Lowest = words.Table.Rows[i][1], e.Code == res.Lowest.Code
		}
		page.Rows = append(page.Rows, row)
	}
	return show(v, f.status(), page.frame, planPage(page))
}

func (p *Pages) savePlan(v *staff.Visit) error {
	f, err := typed(v)
	if err != nil {
		return err
	}
	id := staff.ID(v.R.PathValue("id"))
	res, err := p.Surveys.Result(v.R.Context(), v.Who, id)
	if err != nil {
		return err
	}
	var actions []satisfaction.Action
	var wrong []error
	for _, e := range res.Rule.Elements {
		a := satisfaction.Action{Code: e.Code, Plan: f.get("plan-" + e.Code), Proof: f.get("proof-" + e.Code)}
		var days [2]error
		a.Due, days[0] = optionalDay(v, "due-"+e.Code)
		a.Done, days[1] = optionalDay(v, "done-"+e.Code)
		actions, wrong = append(actions, a), append(wrong, days[:]...)
	}
	if err = civic.Faults(wrong...); err == nil {
		_, err = p.Surveys.Plan(v.R.Context(), v.Who, id, staff.Number(v.R, "version"), actions)
	}
	if err != nil {
		if err := f.wrong(err, nil); err != nil {
			return err
		}
		return p.showPlan(v, f)
	}
	return v.Done(surveyURL(id), "admin.survey.plan_saved")
}
