package satisfaction

import (
	"context"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/survey"
)

// Looked is one answer with what is odd about it.
type Looked struct {
	store.SurveyResponse
	Flags []survey.Flag
}

// When it was given.
func (l *Looked) When() time.Time { return store.Moment(l.Given) }

// Answers lists the answers of a survey in the order in which they came, after one of them, each with its flags. Bursts are looked
// for among those of the page, by when they were given. Errors: forbidden for who does not manage it; not_found.
func (s *Satisfaction) Answers(ctx context.Context, who civic.Actor, id, after civic.ID, limit int) (out []Looked, more bool, err error) {
	x, err := s.own(ctx, who, id)
	if err != nil {
		return nil, false, err
	}
	rule, err := s.ruleOf(ctx, x.Kind, x.From)
	if err != nil {
		return nil, false, err
	}
	all, err := s.store.SurveyResponses(ctx, s.store.DB, id, after, limit+rule.BurstSize)
	if err != nil {
		return nil, false, err
	}
	given := make([]int64, len(all))
	for i := range all {
		given[i] = all[i].Given
	}
	burst := rule.Bursts(given)
	for i := range all[:min(limit, len(all))] {
		l := Looked{SurveyResponse: all[i]}
		if all[i].Straight {
			l.Flags = append(l.Flags, survey.Straight)
		}
		if burst[i] {
			l.Flags = append(l.Flags, survey.Burst)
		}
		out = append(out, l)
	}
	return out, len(all) > limit, nil
}

// Exclude takes an answer out of the figures, with a reason that stays in the audit log. The answer stays where it is. Errors:
// forbidden; not_found; invalid with the field; conflict once the result is published, or when it is out already.
func (s *Satisfaction) Exclude(ctx context.Context, who civic.Actor, id, response civic.ID, why string) error {
	x, err := s.own(ctx, who, id)
	if err != nil {
		return err
	}
	why = strings.TrimSpace(civic.TidyText(why))
	if !civic.SaysWhy(why) {
		return civic.Invalid("why", "error.service_why", "min", civic.MinReason)
	}
	if len([]rune(why)) > MaxPlan {
		return civic.Invalid("why", "error.too_long", "max", MaxPlan)
	}
	rule, err := s.ruleOf(ctx, x.Kind, x.From)
	if err != nil {
		return err
	}
	return s.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		x, err := s.store.LockSurvey(ctx, tx, id)
		if err != nil {
			return err
		}
		r, err := s.store.SurveyResponse(ctx, tx, id, response)
		if err != nil {
			return err
		}
		switch {
		case x.State == survey.Published:
			return civic.Conflict("error.survey_published")
		case r.Excluded != 0:
			return civic.Conflict("error.survey_changed")
		}
		r.Excluded, r.Why = store.Micros(s.now()), why
		s.store.ExcludeSurveyResponse(tx, &r)
		s.store.CountSurveyResponse(tx, &rule, &r, -1)
		return s.log(tx, who, id, nil, map[string]any{"excluded": response, "why": why})
	})
}

// Recount counts the answers of a survey anew, in the place of what was kept with each of them. Errors: forbidden; not_found.
func (s *Satisfaction) Recount(ctx context.Context, who civic.Actor, id civic.ID) error {
	x, err := s.own(ctx, who, id)
	if err != nil {
		return err
	}
	rule, err := s.ruleOf(ctx, x.Kind, x.From)
	if err != nil {
		return err
	}
	return s.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		if _, err := s.store.LockSurvey(ctx, tx, id); err != nil {
			return err
		}
		return s.store.RecountSurvey(ctx, tx, &rule, id)
	})
}
