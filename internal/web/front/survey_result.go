package front

import (
	"encoding/csv"
	"net/http"
	"strconv"

	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
	"tuntas/internal/web/citizen"
	"tuntas/internal/web/ui"
)

func surveyResultURL(id civic.ID) string { return surveyPath + "/hasil/" + id.String() }

func (f *Front) publishedSurvey(r *http.Request) (satisfaction.Result, error) {
	id, err := civic.ParseID(r.PathValue("id"))
	if err != nil {
		return satisfaction.Result{}, civic.NotFound("error.not_found")
	}
	return f.Surveys.Published(r.Context(), id)
}

// surveyResult shows a published result.
func (f *Front) surveyResult(w http.ResponseWriter, r *http.Request) error {
	res, err := f.publishedSurvey(r)
	if err != nil {
		return err
	}
	pg := f.Frame(r)
	pg.Title = res.Survey.Name
	a, _ := f.Directory.Map(r.Context()).Tree.Get(res.Survey.Agency)
	v := citizen.SurveyResultView{Page: pg, Agency: ui.Link{URL: "/instansi/" + a.ID.String() + "/survei", Text: a.Name}, SurveyResult: citizen.SurveyWords(pg.P, &res)}
	v.CSV = surveyResultURL(res.Survey.ID) + "/hasil.csv"
	return show(w, r, http.StatusOK, citizen.SurveyResultOf(v))
}

// decimals writes hundredths as programs read them.
func decimals(n int64) string { return strconv.FormatFloat(float64(n)/100, 'f', 2, 64) }

// surveyCSV sends a published result as a table: a row for the whole, for each element, and for each group that may be shown.
func (f *Front) surveyCSV(w http.ResponseWriter, r *http.Request) error {
	res, err := f.publishedSurvey(r)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="ikm-`+res.Survey.ID.String()+`.csv"`)
	out := csv.NewWriter(w)
	rows := [][]string{{"row", "code", "value_of", "n", "mean", "index", "grade", "half_interval_95", "weight", "from", "until", "population", "sample_target", "partial"}}
	x := &res.Survey
	whole := []string{"survey", x.ID.String(), string(x.Kind), "", "", "", "", "", string(x.Weighting), x.From.String(), x.Until.String(), strconv.FormatInt(x.Population, 10), strconv.FormatInt(res.Target, 10), ""}
	if !res.Hidden {
		whole[3], whole[5], whole[6], whole[13] = strconv.FormatInt(res.Tally.N, 10), decimals(res.Index), res.Band.Letter, strconv.FormatInt(res.Tally.Partial, 10)
		if res.HasHalf {
			whole[7] = decimals(res.Half)
		}
	}
	rows = append(rows, whole)
	if !res.Hidden {
		num, den := res.Rule.Weight(x.Weighting)
		for _, e := range res.Rule.Elements {
			rows = append(rows, []string{"element", e.Code, e.Name.ID, strconv.FormatInt(res.Tally.Scores[e.Code].N(), 10), decimals(res.Tally.Mean(e.Code)), "", "", "",
				strconv.FormatInt(num, 10) + "/" + strconv.FormatInt(den, 10), "", "", "", "", ""})
		}
	}
	for _, b := range res.Parts {
		for _, g := range b.Groups {
			row := []string{"group", b.Part, g.Value, "", "", "", "", "", "", "", "", "", "", ""}
			if !g.Hidden {
				row[3], row[5] = strconv.FormatInt(g.N, 10), decimals(g.Index)
			}
			rows = append(rows, row)
		}
	}
	return out.WriteAll(rows)
}

// agencySurveys lists what was published about an agency and the units below it, with the index of the year.
func (f *Front) agencySurveys(w http.ResponseWriter, r *http.Request) error {
	id, err := civic.ParseID(r.PathValue("id"))
	if err != nil {
		return civic.NotFound("error.not_found")
	}
	t := f.Directory.Map(r.Context()).Tree
	a, ok := t.Get(id)
	if !ok || !a.Active || a.Tier == 0 {
		return civic.NotFound("error.not_found")
	}
	before, _ := civic.ParseID(r.URL.Query().Get("setelah"))
	all, more, err := f.Surveys.PublicList(r.Context(), id, 0, before, perPage)
	if err != nil {
		return err
	}
	pg := f.Frame(r)
	v := citizen.AgencySurveysView{Page: pg, Agency: ui.Link{URL: "/instansi/" + id.String(), Text: a.Name}}
	if v.Year, v.About, err = f.yearOf(r, pg, id); err != nil {
		return err
	}
	for i := range all {
		x := &all[i]
		b, _ := t.Get(x.Agency)
		v.Rows = append(v.Rows, citizen.AgencySurvey{URL: surveyResultURL(x.ID), Name: x.Name, Agency: b.Name, Kind: citizen.SurveyKind(pg.P, x.Kind),
			Period: pg.P.T("survey.period_text", "from", x.From, "until", x.Until)})
	}
	at := v.Agency.URL + "/survei"
	if before != 0 {
		v.Pages.First = at
	}
	if more {
		v.Pages.Next = at + "?setelah=" + all[len(all)-1].ID.String()
	}
	return show(w, r, http.StatusOK, citizen.AgencySurveys(v))
}

// yearOf words the index of the year, of both kinds apart.
func (f *Front) yearOf(r *http.Request, pg ui.Page, id civic.ID) (facts []ui.Fact, about string, err error) {
	year := civic.DateOf(f.Now(), civic.WIB).Year
	for _, k := range survey.Kinds() {
		fig, err := f.Surveys.Year(r.Context(), id, k, year)
		if err != nil {
			return nil, "", err
		}
		words := citizen.FiguresWords(pg.P, &fig)
		one := ui.Fact{Label: citizen.SurveyKind(pg.P, k), Text: words.Hidden}
		if words.Hidden == "" {
			one.Text = pg.P.T("survey.year_index", "index", words.Index, "n", int(fig.Tally.N))
			if words.Grade != "" {
				one.Text += " " + words.Grade
			}
		}
		facts = append(facts, one)
	}
	return facts, pg.P.T("survey.year_about", "year", strconv.Itoa(year)), nil
}
