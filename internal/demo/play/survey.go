package play

import (
	"context"
	"fmt"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/satisfaction"
	"tuntas/internal/survey"
)

// surveyedAgo is how many working days before today the survey of the demo was published.
const surveyedAgo = 8

// surveys lets a city survey one of its units, whose kiosk sends the answers of a month, publish the result, and ask its reporters
// how their reports were handled.
func (p *Player) surveys(ctx context.Context) error {
	who, today := p.cast[castKey("pemkot-surabaya", civic.RoleAgencyAdmin)], civic.DateOf(p.clock.Now(), civic.WIB)
	unit, ok := p.tree.ByCode("sby-dukcapil")
	city, has := p.tree.ByCode("pemkot-surabaya")
	if !ok || !has {
		return fmt.Errorf("play: no unit to survey: %w", civic.NotFound("error.not_found"))
	}
	x, err := p.openSurvey(ctx, who, survey.Survey{Agency: unit.ID, Kind: survey.OfService, Name: "SKM " + unit.ShortName, From: today.AddDays(-30), Until: today, Population: 60, Weighting: survey.Exact,
		Questions: []survey.Question{{Text: "Apakah ruang tunggunya nyaman?", Options: [survey.Points]string{"Tidak", "Kurang", "Cukup", "Sangat"}}}})
	if err != nil {
		return err
	}
	if err := p.answers(ctx, who, x.ID); err != nil {
		return err
	}
	if x, err = p.app.Surveys.Act(ctx, who, x.ID, survey.End, x.Version); err != nil {
		return err
	}
	plan := []satisfaction.Action{{Code: "U3", Plan: "Loket pencetakan ditambah satu pada jam sibuk.", Due: today.AddDays(60)},
		{Code: "U9", Plan: "Kipas angin ruang tunggu diganti.", Due: today, Done: today, Proof: "Berita acara 12/2026"}}
	if x, err = p.app.Surveys.Plan(ctx, who, x.ID, x.Version, plan); err != nil {
		return err
	}
	if _, err = p.app.Surveys.Act(ctx, who, x.ID, survey.Publish, x.Version); err != nil {
		return err
	}
	_, err = p.openSurvey(ctx, who, survey.Survey{Agency: city.ID, Kind: survey.OfHandling, Name: "Penanganan laporan", From: today, Until: today.AddDays(180), Weighting: survey.Exact})
	return err
}

func (p *Player) openSurvey(ctx context.Context, who civic.Actor, s survey.Survey) (survey.Survey, error) {
	x, err := p.app.Surveys.Save(ctx, who, s)
	if err != nil {
		return x, err
	}
	return p.app.Surveys.Act(ctx, who, x.ID, survey.Begin, x.Version)
}

// answers sends what sixty people said at a kiosk in the month before: mostly content, the time least.
func (p *Player) answers(ctx context.Context, who civic.Actor, id civic.ID) error {
	codes, err := p.app.Surveys.Codes(ctx, who, id, satisfaction.Kiosk, 1)
	if err != nil {
		return err
	}
	for i := range 54 {
		a := survey.Answers{"X1": 1 + i%survey.Points}
		for u := range 9 {
			a[fmt.Sprintf("U%d", u+1)] = 3 + (i+u)%5/4
		}
		a["U3"], a["U4"] = 2+i%2, 4
		about := survey.About{"sex": []string{"f", "m"}[i%2], "age": []string{"25-34", "35-44", "45-59", "18-24"}[i%7%4], "disability": []string{"no", "no", "no", "no", "yes"}[i%5]}
		r := satisfaction.Reply{Key: fmt.Sprintf("demo-jawaban-%d-%d", id, i), Answers: a, About: about, Given: p.clock.Now().Add(-time.Duration(i*13+1) * time.Hour), Took: time.Duration(40+i) * time.Second}
		if i%9 == 0 {
			r.Remark = "Antreannya lama menjelang siang."
		}
		if _, err := p.app.Surveys.Answer(ctx, string(codes[0]), r); err != nil {
			return err
		}
	}
	return nil
}
