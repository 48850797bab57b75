package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
)

// surveyed publishes a survey of the city with n answers alike; the system does what a coordinator would.
func (r *rig) surveyed(name string, n int) civic.ID {
	r.t.Helper()
	who, ctx, today := civic.SystemActor(), r.t.Context(), civic.DateOf(r.clock.now(), civic.WIB)
	must := func(x survey.Survey, err error) survey.Survey {
		r.t.Helper()
		if err != nil {
			r.t.Fatal(err)
		}
		return x
	}
	city, _ := r.directory.Map(ctx).Tree.ByCode("kota")
	x := must(r.surveys.Save(ctx, who, survey.Survey{Agency: city.ID, Kind: survey.OfService, Name: name, From: today, Until: today, Population: 100, Weighting: survey.Exact}))
	x = must(r.surveys.Act(ctx, who, x.ID, survey.Begin, x.Version))
	codes, err := r.surveys.Codes(ctx, who, x.ID, satisfaction.Once, n)
	if err != nil {
		r.t.Fatal(err)
	}
	for i, c := range codes {
		a := survey.Answers{}
		for u := range 9 {
			a[fmt.Sprintf("U%d", u+1)] = 3
		}
		if _, err := r.surveys.Answer(ctx, string(c), satisfaction.Reply{Key: fmt.Sprintf("jawaban-lewat-uji-%d", i), Answers: a}); err != nil {
			r.t.Fatal(err)
		}
	}
	x = must(r.surveys.Act(ctx, who, x.ID, survey.End, x.Version))
	x = must(r.surveys.Plan(ctx, who, x.ID, x.Version, []satisfaction.Action{{Code: "U1", Plan: "Papan syarat.", Due: today}}))
	return must(r.surveys.Act(ctx, who, x.ID, survey.Publish, x.Version)).ID
}

func TestSurveysAreListedAndRead(t *testing.T) {
	each(t, func(r *rig) {
		many, few := r.surveyed("SKM satu", 6), r.surveyed("SKM dua", 2)
		if got := strings.Join(r.pages("/api/v1/surveys?limit=1&agency=kota", nil, "surveys", "name"), ", "); got != "SKM dua, SKM satu" {
			t.Errorf("found %s", got)
		}
		whole := r.want(http.StatusOK, "GET", "/api/v1/surveys/"+many.String(), nil, nil).body
		f := whole["figures"].(map[string]any)
		if f["index_hundredths"] != 7500.0 || f["grade"] != "C" || f["n"] != 6.0 || f["weight"] != "1/9" || len(f["elements"].([]any)) != 9 || whole["sample_target"] != 80.0 || len(whole["actions"].([]any)) != 1 {
			t.Errorf("%v", whole)
		}
		f = r.want(http.StatusOK, "GET", "/api/v1/surveys/"+few.String(), nil, nil).body["figures"].(map[string]any)
		if f["too_few"] != true || f["index_hundredths"] != nil || f["n"] != nil || f["elements"] != nil {
			t.Errorf("of two answers it tells %v", f)
		}
		year := r.want(http.StatusOK, "GET", fmt.Sprintf("/api/v1/agencies/kota/satisfaction?year=%d", r.clock.now().Year()), nil, nil).body
		if year["n"] != 8.0 || year["index_hundredths"] != 7500.0 {
			t.Errorf("pooled: %v", year)
		}
		other := r.want(http.StatusOK, "GET", fmt.Sprintf("/api/v1/agencies/kota/satisfaction?kind=handling&year=%d", r.clock.now().Year()), nil, nil).body
		if other["too_few"] != true {
			t.Errorf("handling is pooled with service: %v", other)
		}
		r.want(http.StatusNotFound, "GET", "/api/v1/surveys/17", nil, nil)
		r.want(http.StatusNotFound, "GET", "/api/v1/agencies/tidakada/satisfaction?year=2026", nil, nil)
		r.want(http.StatusUnprocessableEntity, "GET", "/api/v1/surveys?cursor=x", nil, nil)
	})
}
