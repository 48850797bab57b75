package api

import (
	"context"
	"net/http"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
)

// surveyLine is a published survey as lists tell it.
type surveyLine struct {
	ID        civic.ID    `json:"id"`
	Name      string      `json:"name" example:"SKM Semester I 2026"`
	Kind      string      `json:"kind" enum:"service,handling" doc:"What was judged: a service (the IKM), or how reports were handled. The two are never pooled."`
	Agency    *agencyName `json:"agency,omitempty" doc:"The unit that was judged."`
	Service   civic.ID    `json:"service_id,omitempty" doc:"The service; none for whatever the unit gives."`
	From      civic.Date  `json:"from" format:"date"`
	Until     civic.Date  `json:"until" format:"date"`
	Published civic.Date  `json:"published_on" format:"date"`
}

type surveyPage struct {
	Surveys []surveyLine `json:"surveys"`
	Next    string       `json:"next_cursor,omitempty" doc:"Of the next page, if there is one."`
}

type surveysParams struct {
	Agency  string `query:"agency" doc:"Only of this agency and below it: id or code." maxLength:"100"`
	Service string `query:"service" doc:"Only of this service: id." maxLength:"20"`
	Cursor  string `query:"cursor" doc:"From next_cursor of the page before." maxLength:"100"`
	Limit   int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"Most entries."`
}

// listSurveys lists published surveys.
func (a *API) listSurveys(ctx context.Context, x *exchange, p *surveysParams) (*surveyPage, error) {
	t := a.Directory.Map(ctx).Tree
	agency, err := agencyID(t, "agency", ref(p.Agency))
	if err != nil {
		return nil, err
	}
	service := civic.ID(0)
	if p.Service != "" {
		if service, err = civic.ParseID(p.Service); err != nil {
			return nil, civic.Invalid("service", "error.id_invalid")
		}
	}
	at, err := readCursor(p.Cursor, 1)
	if err != nil {
		return nil, err
	}
	before := civic.ID(0)
	if at != nil {
		before = civic.ID(at[0])
	}
	all, more, err := a.Surveys.PublicList(ctx, agency, service, before, p.Limit)
	if err != nil {
		return nil, err
	}
	out := &surveyPage{Surveys: make([]surveyLine, len(all))}
	for i := range all {
		out.Surveys[i] = surveyLineOf(t, &all[i])
	}
	if more {
		out.Next = cursorOf(int64(all[len(all)-1].ID))
	}
	x.public()
	return out, nil
}

func surveyLineOf(t *civic.Tree, s *survey.Survey) surveyLine {
	return surveyLine{ID: s.ID, Name: s.Name, Kind: string(s.Kind), Agency: nameOf(t, s.Agency), Service: s.Service, From: s.From, Until: s.Until, Published: civic.DateOf(s.PublishedAt(), civic.WIB)}
}

// surveyFigures are what answers add up to. Whole numbers only: an index and a mean are in hundredths.
type surveyFigures struct {
	Few      bool            `json:"too_few" doc:"Fewer answers than are shown: there are no figures."`
	N        int64           `json:"n,omitempty" doc:"Complete answers; they alone are in the index."`
	Partial  int64           `json:"partial,omitempty" doc:"Answers that leave out an element."`
	Index    int64           `json:"index_hundredths,omitempty" doc:"7722 is 77.22 of 100, rounded half up." example:"7722"`
	Grade    string          `json:"grade,omitempty" example:"B"`
	Interval *int64          `json:"half_interval_hundredths,omitempty" doc:"Half of the 95 % interval."`
	Weight   string          `json:"weight,omitempty" doc:"What each element weighs." example:"1/9"`
	Mode     string          `json:"weighting,omitempty" enum:"exact,legacy_0_11"`
	Rule     string          `json:"rule,omitempty" example:"PermenPANRB 14/2017"`
	Elements []surveyElement `json:"elements,omitempty"`
}

type surveyElement struct {
	Code string `json:"code" example:"U3"`
	Name string `json:"name" example:"Waktu penyelesaian"`
	Mean int64  `json:"mean_hundredths" doc:"270 is 2.70 of 4." example:"270"`
}

func figuresOf(f *satisfaction.Figures) surveyFigures {
	out := surveyFigures{Few: f.Hidden, Rule: f.Rule.Source, Mode: string(f.Weighting)}
	num, den := f.Rule.Weight(f.Weighting)
	out.Weight = strconv.FormatInt(num, 10) + "/" + strconv.FormatInt(den, 10)
	if f.Hidden {
		return out
	}
	out.N, out.Partial, out.Index, out.Grade = f.Tally.N, f.Tally.Partial, f.Index, f.Band.Letter
	if f.HasHalf {
		out.Interval = &f.Half
	}
	for _, e := range f.Rule.Elements {
		out.Elements = append(out.Elements, surveyElement{e.Code, e.Name.ID, f.Tally.Mean(e.Code)})
	}
	return out
}

// surveyWhole is a published survey with its result.
type surveyWhole struct {
	surveyLine
	Population int64          `json:"population,omitempty" doc:"People served in the period, if it is known."`
	Target     int64          `json:"sample_target,omitempty" doc:"Answers that it should have (Krejcie and Morgan)."`
	Figures    surveyFigures  `json:"figures"`
	Actions    []surveyAction `json:"actions" doc:"What is done about elements."`
}

type surveyAction struct {
	Code  string      `json:"code" example:"U3"`
	Plan  string      `json:"plan"`
	Due   civic.Date  `json:"due" format:"date"`
	Done  *civic.Date `json:"done_on,omitempty" format:"date"`
	Proof string      `json:"evidence,omitempty"`
}

type surveyParams struct {
	ID string `path:"id" maxLength:"20" doc:"Id of the survey."`
}

// oneSurvey shows the result of a published survey.
func (a *API) oneSurvey(ctx context.Context, x *exchange, p *surveyParams) (*surveyWhole, error) {
	id, err := civic.ParseID(p.ID)
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	r, err := a.Surveys.Published(ctx, id)
	if err != nil {
		return nil, err
	}
	out := &surveyWhole{surveyLine: surveyLineOf(a.Directory.Map(ctx).Tree, &r.Survey), Population: r.Survey.Population, Target: r.Target, Figures: figuresOf(&r.Figures), Actions: []surveyAction{}}
	for _, act := range r.Actions {
		one := surveyAction{Code: act.Code, Plan: act.Plan, Due: act.Due, Proof: act.Proof}
		if !act.Done.IsZero() {
			one.Done = &act.Done
		}
		out.Actions = append(out.Actions, one)
	}
	x.public()
	return out, nil
}

type satisfactionParams struct {
	Agency string `path:"agency" maxLength:"100" doc:"Id or code of an agency."`
	Year   int    `query:"year" minimum:"2017" maximum:"2199" required:"true" doc:"Of the answers." example:"2026"`
	Kind   string `query:"kind" enum:"service,handling" default:"service" doc:"What was judged."`
}

// agencySatisfaction pools the published answers of a year.
func (a *API) agencySatisfaction(ctx context.Context, x *exchange, p *satisfactionParams) (*surveyFigures, error) {
	agency, err := agencyID(a.Directory.Map(ctx).Tree, "agency", ref(p.Agency))
	if err != nil {
		return nil, civic.NotFound("error.not_found")
	}
	f, err := a.Surveys.Year(ctx, agency, survey.Kind(p.Kind), p.Year)
	if err != nil {
		return nil, err
	}
	out := figuresOf(&f)
	x.public()
	return &out, nil
}

// surveys registers the routes of surveys.
func (a *API) surveys() {
	figures := surveyFigures{N: 278, Partial: 3, Index: 7722, Grade: "B", Interval: new(int64(143)), Weight: "1/9", Mode: "exact", Rule: "PermenPANRB 14/2017",
		Elements: []surveyElement{{"U3", "Waktu penyelesaian", 270}}}
	register(a, operation{id: "listSurveys", method: http.MethodGet, path: "/surveys", tag: tagSurveys,
		summary: "List surveys", about: "Surveys of satisfaction (SKM) whose results are published, newest first.",
		out: surveyPage{Surveys: []surveyLine{exampleSurvey()}}}, a.listSurveys)
	register(a, operation{id: "getSurvey", method: http.MethodGet, path: "/surveys/{id}", tag: tagSurveys,
		summary: "Read the result of a survey", about: "Index, elements and what is done about them. Of too few answers nothing is told.",
		out: surveyWhole{surveyLine: exampleSurvey(), Population: 1000, Target: 278, Figures: figures,
			Actions: []surveyAction{{Code: "U3", Plan: "Tambah satu loket.", Due: civic.Date{Year: 2026, Month: 12, Day: 31}}}},
		errors: []int{http.StatusNotFound}}, a.oneSurvey)
	register(a, operation{id: "getSatisfaction", method: http.MethodGet, path: "/agencies/{agency}/satisfaction", tag: tagSurveys,
		summary: "Read the index of a year", about: "All answers of a year to published surveys of an agency and the units below it, pooled: never a mean of means.",
		out: figures, errors: []int{http.StatusNotFound}}, a.agencySatisfaction)
}

func exampleSurvey() surveyLine {
	return surveyLine{ID: exampleID + 50, Name: "SKM Semester II 2026", Kind: "service", Agency: &agencyName{ID: exampleID, Name: "Dinas Kependudukan dan Pencatatan Sipil Kota Surabaya"},
		From: civic.Date{Year: 2026, Month: 7, Day: 1}, Until: civic.Date{Year: 2026, Month: 10, Day: 31}, Published: civic.Date{Year: 2026, Month: 11, Day: 16}}
}
