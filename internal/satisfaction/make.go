package satisfaction

import (
	"context"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/survey"
)

// Save makes a survey, or changes one: a draft in everything but its unit and kind; later only how many people were served, until
// the result is published. version is that of the survey that was read. Errors: forbidden; not_found for what is not theirs;
// invalid with the field; conflict when somebody was faster.
func (s *Satisfaction) Save(ctx context.Context, who civic.Actor, x survey.Survey) (survey.Survey, error) {
	if x.ID == 0 {
		return s.begin(ctx, who, x)
	}
	old, err := s.own(ctx, who, x.ID)
	if err != nil {
		return x, err
	}
	if old.State != survey.Draft {
		if x.Population < 0 {
			return x, civic.Invalid("population", "error.survey_population")
		}
		return s.turn(ctx, who, x.ID, x.Version, func(_ *sqldb.Tx, is *survey.Survey) error {
			if is.State == survey.Published {
				return civic.Conflict("error.survey_published")
			}
			is.Population = x.Population
			return nil
		})
	}
	x.Agency, x.Kind = old.Agency, old.Kind
	if err := s.check(ctx, &x); err != nil {
		return x, err
	}
	return s.turn(ctx, who, x.ID, x.Version, func(_ *sqldb.Tx, is *survey.Survey) error {
		if is.State != survey.Draft {
			return civic.Conflict("error.survey_changed")
		}
		x.State, x.Version = is.State, is.Version
		*is = x
		return nil
	})
}

func (s *Satisfaction) begin(ctx context.Context, who civic.Actor, x survey.Survey) (survey.Survey, error) {
	if !MayManage(who) {
		return x, civic.Forbidden("error.forbidden")
	}
	t := s.atlas.Current(ctx).Tree
	a, ok := t.Get(x.Agency)
	if !ok || !a.Active || a.Tier == 0 || who.Role != civic.RoleSystem && !t.Within(a.ID, who.Desk) {
		return x, civic.Invalid("agency", "error.agency_unknown")
	}
	if err := s.check(ctx, &x); err != nil {
		return x, err
	}
	now := s.now()
	x.ID, x.State, x.Version, x.Closed, x.Published = s.store.NewID(now), survey.Draft, 1, 0, 0
	return x, s.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		if err := s.store.SaveSurvey(tx, &x, store.Micros(now)); err != nil {
			return err
		}
		return s.log(tx, who, x.ID, nil, x)
	})
}

// check refuses what cannot be asked, and a service that is not the unit's.
func (s *Satisfaction) check(ctx context.Context, x *survey.Survey) error {
	if err := x.Check(); err != nil {
		return err
	}
	if _, err := s.ruleOf(ctx, x.Kind, x.From); err != nil {
		return err
	}
	if x.Service == 0 {
		return nil
	}
	_, err := s.store.Service(ctx, s.store.DB, store.AgencyScope{Desk: x.Agency}, x.Service)
	if civic.KindOf(err) == civic.KindNotFound {
		return civic.Invalid("service", "error.survey_service")
	}
	return err
}

// May lists the steps that somebody may take with a survey now. The verbs look again.
func May(who civic.Actor, x *survey.Survey) (out []survey.Verb) {
	for _, v := range survey.Verbs() {
		if _, ok := survey.Step(v, x.State); ok && MayManage(who) {
			out = append(out, v)
		}
	}
	return out
}

// Act takes a step. Errors: forbidden; not_found for what is not theirs; conflict when somebody was faster or it stands elsewhere;
// invalid: a result without a plan for its weakest element.
func (s *Satisfaction) Act(ctx context.Context, who civic.Actor, id civic.ID, verb survey.Verb, version int) (survey.Survey, error) {
	x, err := s.own(ctx, who, id)
	if err != nil {
		return x, err
	}
	rule, err := s.ruleOf(ctx, x.Kind, x.From)
	if err != nil {
		return x, err
	}
	return s.turn(ctx, who, id, version, func(tx *sqldb.Tx, x *survey.Survey) error {
		to, ok := survey.Step(verb, x.State)
		if !ok {
			return civic.Conflict("error.survey_step")
		}
		now := store.Micros(s.now())
		switch verb {
		case survey.Begin:
			if x.Until.Before(s.today()) {
				return civic.Invalid("until", "error.survey_over")
			}
		case survey.End:
			x.Closed = now
		case survey.Publish:
			if err := s.planned(ctx, tx, &rule, x); err != nil {
				return err
			}
			x.Published = now
		}
		x.State = to
		return nil
	})
}

// planned refuses a result whose weakest element nobody does anything about. Of too few answers nothing is shown, so nothing is
// asked for either.
func (s *Satisfaction) planned(ctx context.Context, tx *sqldb.Tx, rule *survey.Rule, x *survey.Survey) error {
	t, err := s.store.SurveyTally(ctx, tx, x.ID)
	if err != nil || t.N < rule.LeastCell {
		return err
	}
	lowest, ok := rule.Lowest(&t)
	if !ok {
		return nil
	}
	actions, err := s.store.SurveyActions(ctx, tx, x.ID)
	if err != nil {
		return err
	}
	for _, a := range actions {
		if a.Code == lowest.Code {
			return nil
		}
	}
	return civic.Invalid("plan-"+lowest.Code, "error.survey_plan_lowest", "element", lowest.Name.ID)
}

// MaxPlan is the most letters of a plan and of its evidence.
const MaxPlan = 1000

// Action is what is done about an element.
type Action = store.SurveyAction

// Plan writes what is done about elements, and later that it was: before and after the result is published. An element without a
// plan is left alone. Errors: forbidden; not_found; invalid with the field; conflict when somebody was faster.
func (s *Satisfaction) Plan(ctx context.Context, who civic.Actor, id civic.ID, version int, actions []Action) (survey.Survey, error) {
	x, err := s.own(ctx, who, id)
	if err != nil {
		return x, err
	}
	rule, err := s.ruleOf(ctx, x.Kind, x.From)
	if err != nil {
		return x, err
	}
	for i := range actions {
		if err := s.checkAction(&rule, &actions[i]); err != nil {
			return x, err
		}
	}
	return s.turn(ctx, who, id, version, func(tx *sqldb.Tx, x *survey.Survey) error {
		was, err := s.store.SurveyActions(ctx, tx, id)
		if err != nil {
			return err
		}
		for i := range actions {
			s.store.SaveSurveyAction(tx, id, &actions[i])
		}
		return s.log(tx, who, id, was, actions)
	})
}

func (s *Satisfaction) checkAction(rule *survey.Rule, a *Action) error {
	a.Plan, a.Proof = strings.TrimSpace(civic.TidyText(a.Plan)), strings.TrimSpace(civic.TidyText(a.Proof))
	_, known := rule.Element(a.Code)
	switch {
	case !known:
		return civic.Invalid("plan", "error.survey_element")
	case a.Plan == "":
		*a = Action{Code: a.Code}
	case len([]rune(a.Plan)) > MaxPlan:
		return civic.Invalid("plan-"+a.Code, "error.too_long", "max", MaxPlan)
	case len([]rune(a.Proof)) > MaxPlan:
		return civic.Invalid("proof-"+a.Code, "error.too_long", "max", MaxPlan)
	case a.Due.IsZero():
		return civic.Invalid("due-"+a.Code, "error.date_needed")
	case !a.Done.IsZero() && a.Done.After(s.today()):
		return civic.Invalid("done-"+a.Code, "error.survey_done_later")
	case !a.Done.IsZero() && a.Proof == "":
		return civic.Invalid("proof-"+a.Code, "error.survey_proof")
	}
	return nil
}
