package satisfaction

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/store"
	"tuntas/internal/survey"
)

// Figures are what answers add up to, as far as they may be shown.
type Figures struct {
	Rule      survey.Rule
	Weighting survey.Weighting
	Tally     survey.Tally
	Hidden    bool  // fewer answers than are shown: there is no index
	Index     int64 // hundredths
	Band      survey.Band
	Half      int64 // half of the 95 % interval, hundredths
	HasHalf   bool
	Lowest    survey.Element
}

// figure reckons.
func figure(rule survey.Rule, w survey.Weighting, t survey.Tally, population int64) Figures {
	f := Figures{Rule: rule, Weighting: w, Tally: t, Hidden: t.N < rule.LeastCell}
	if f.Hidden {
		f.Tally.Scores, f.Tally.Squares = nil, 0
		return f
	}
	var err error
	if f.Index, err = rule.Index(&t, w); err != nil {
		f.Hidden = true
		return f
	}
	f.Band = rule.Grade(f.Index)
	f.Half, f.HasHalf = rule.Interval(&t, w, population)
	f.Lowest, _ = rule.Lowest(&t)
	return f
}

// Group is what people of one group answered.
type Group struct {
	Value  string
	N      int64 // 0 when hidden
	Index  int64 // hundredths
	Hidden bool
}

// Breakdown is a part of who answered.
type Breakdown struct {
	Part   string
	Groups []Group
}

// Result is a survey with its figures.
type Result struct {
	Survey  survey.Survey
	Target  int64 // answers that it should have; 0: nobody knows how many were served
	Parts   []Breakdown
	Actions []Action
	Figures
}

// Enough tells whether as many answered as should have. It is false when nobody knows.
func (r *Result) Enough() bool { return r.Target > 0 && r.Tally.N >= r.Target }

// Published is the result of a survey that everybody reads. Errors: not_found, also for what is not published.
func (s *Satisfaction) Published(ctx context.Context, id civic.ID) (Result, error) {
	x, err := s.store.Survey(ctx, s.store.DB, store.AgencyScope{All: true}, id)
	if err == nil && x.State != survey.Published {
		err = civic.NotFound("error.not_found")
	}
	if err != nil {
		return Result{}, err
	}
	return s.result(ctx, x)
}

// Result is a survey of the own scope with its figures so far. Errors: forbidden; not_found for what is not theirs.
func (s *Satisfaction) Result(ctx context.Context, who civic.Actor, id civic.ID) (Result, error) {
	scope, err := s.scope(ctx, who)
	if err != nil {
		return Result{}, err
	}
	x, err := s.store.Survey(ctx, s.store.DB, scope, id)
	if err != nil {
		return Result{}, err
	}
	return s.result(ctx, x)
}

func (s *Satisfaction) result(ctx context.Context, x survey.Survey) (Result, error) {
	r := Result{Survey: x, Target: survey.SampleOf(x.Population)}
	rule, err := s.ruleOf(ctx, x.Kind, x.From)
	if err != nil {
		return r, err
	}
	t, err := s.store.SurveyTally(ctx, s.store.DB, x.ID)
	if err != nil {
		return r, err
	}
	r.Figures = figure(rule, x.Weighting, t, x.Population)
	if r.Actions, err = s.store.SurveyActions(ctx, s.store.DB, x.ID); err != nil || r.Hidden {
		return r, err
	}
	groups, err := s.store.SurveyGroups(ctx, s.store.DB, x.ID)
	if err == nil {
		r.Parts = breakdowns(&rule, x.Weighting, groups, t.N)
	}
	return r, err
}

// breakdowns hides the small groups of each part, and those from which they could be found. Who did not say what they are is a
// group too: without it, whoever knows the whole could reckon it.
func breakdowns(rule *survey.Rule, w survey.Weighting, groups []store.SurveyGroup, whole int64) (out []Breakdown) {
	num, den := rule.Weight(w)
	for _, p := range survey.Parts() {
		b := Breakdown{Part: p.Code}
		var cells []int64
		var totals []int64
		said := int64(0)
		for _, value := range p.Values {
			for _, g := range groups {
				if g.Part == p.Code && g.Value == value {
					b.Groups = append(b.Groups, Group{Value: value, N: g.N})
					cells, totals, said = append(cells, g.N), append(totals, g.Total), said+g.N
				}
			}
		}
		if len(cells) == 0 {
			continue
		}
		hidden := survey.Hidden(append(cells, whole-said), rule.LeastCell)
		for i := range b.Groups {
			if g := &b.Groups[i]; hidden[i] {
				g.Hidden, g.N = true, 0
			} else {
				g.Index = survey.IndexOf(totals[i], cells[i], num, den)
			}
		}
		out = append(out, b)
	}
	return out
}

// List is a page of surveys. more tells whether there is another one.
func (s *Satisfaction) List(ctx context.Context, who civic.Actor, kind survey.Kind, before civic.ID, limit int) (out []survey.Survey, more bool, err error) {
	scope, err := s.scope(ctx, who)
	if err != nil {
		return nil, false, err
	}
	return s.page(ctx, scope, store.SurveyFilter{Kind: kind, Before: before, Limit: limit})
}

// PublicList lists the published surveys of an agency and the units below it, or of one service when it is not 0.
func (s *Satisfaction) PublicList(ctx context.Context, agency, service, before civic.ID, limit int) ([]survey.Survey, bool, error) {
	scope := store.AgencyScope{Desk: agency, All: agency == 0}
	return s.page(ctx, scope, store.SurveyFilter{Service: service, Published: true, Before: before, Limit: limit})
}

func (s *Satisfaction) page(ctx context.Context, c store.AgencyScope, f store.SurveyFilter) ([]survey.Survey, bool, error) {
	limit := f.Limit
	f.Limit++
	out, err := s.store.Surveys(ctx, s.store.DB, c, f)
	if err != nil || len(out) <= limit {
		return out, false, err
	}
	return out[:limit], true, nil
}

// Year is the index of an agency with the units below it in a year, pooled from the answers of its published surveys of one kind:
// of those that began under the rule that holds at the end of the year. Nobody knows the population of a pool.
func (s *Satisfaction) Year(ctx context.Context, agency civic.ID, kind survey.Kind, year int) (Figures, error) {
	rule, err := s.ruleOf(ctx, kind, civic.Date{Year: year, Month: 12, Day: 31})
	if err != nil {
		return Figures{}, err
	}
	t, err := s.store.PooledTally(ctx, s.store.DB, store.AgencyScope{Desk: agency}, store.SurveyPool{Kind: kind, Published: true, First: year*100 + 1, Last: year*100 + 12, RuleFrom: rule.From})
	if err != nil {
		return Figures{}, err
	}
	return figure(rule, survey.Exact, t, 0), nil
}
