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

// Sheet is a survey as somebody with a code sees it.
type Sheet struct {
	Survey survey.Survey
	Rule   survey.Rule
	Code   CodeKind
}

// Read opens a survey with a code. Errors: not_found for a code that nobody made; conflict when it was used or revoked, or the
// survey does not take answers now.
func (s *Satisfaction) Read(ctx context.Context, code string) (Sheet, error) {
	c, sheet, err := s.sheet(ctx, code)
	if err != nil {
		return sheet, err
	}
	if err := good(&c); err != nil {
		return sheet, err
	}
	if today := s.today(); !sheet.Survey.Takes(today, today, 0) {
		return sheet, s.notNow(&sheet.Survey)
	}
	return sheet, nil
}

// good refuses a code that was used or revoked.
func good(c *store.SurveyCode) error {
	switch {
	case !c.UsedOn.IsZero():
		return civic.Conflict("error.survey_code_used")
	case c.Revoked != 0:
		return civic.Conflict("error.survey_code_revoked")
	}
	return nil
}

// notNow says why a survey takes no answer.
func (s *Satisfaction) notNow(x *survey.Survey) error {
	if x.State == survey.Draft || x.State == survey.Open && s.today().Before(x.From) {
		return civic.Conflict("error.survey_not_yet")
	}
	return civic.Conflict("error.survey_ended")
}

// sheet finds the survey of a code, in whatever state both are.
func (s *Satisfaction) sheet(ctx context.Context, typed string) (store.SurveyCode, Sheet, error) {
	code, err := survey.ParseCode(typed)
	if err != nil {
		return store.SurveyCode{}, Sheet{}, err
	}
	c, err := s.store.SurveyCode(ctx, s.store.DB, s.digest(code))
	if err != nil {
		if civic.KindOf(err) == civic.KindNotFound {
			err = civic.NotFound("error.survey_code_unknown")
		}
		return c, Sheet{}, err
	}
	x, err := s.store.Survey(ctx, s.store.DB, store.AgencyScope{All: true}, c.Survey)
	if err != nil {
		return c, Sheet{}, err
	}
	rule, err := s.ruleOf(ctx, x.Kind, x.From)
	return c, Sheet{x, rule, CodeKind(c.Kind)}, err
}

// Reply is what somebody answered.
type Reply struct {
	Key     string // made where it was answered; sent again, it is the same answer
	Answers survey.Answers
	About   survey.About
	Remark  string
	Given   time.Time     // when, on a device that was without network; zero: now. Only a kiosk is believed
	Took    time.Duration // 0: nobody knows
}

// The bounds of a key, in bytes: it must not be guessed, nor fill the table.
const (
	minKey = 16
	maxKey = 64
)

// Answer takes an answer, exactly once however often it is sent. Errors: as those of Read, and invalid with the field. What was
// given in time may arrive later, until the grace is over or the result published.
func (s *Satisfaction) Answer(ctx context.Context, code string, a Reply) (Sheet, error) {
	c, sheet, err := s.sheet(ctx, code)
	if err != nil {
		return sheet, err
	}
	if len(a.Key) < minKey || len(a.Key) > maxKey {
		return sheet, civic.Invalid("key", "error.survey_key")
	}
	if done, err := s.store.SurveyAnswered(ctx, s.store.DB, c.Survey, a.Key); err != nil || done {
		return sheet, err
	}
	if err := good(&c); err != nil {
		return sheet, err
	}
	if err := sheet.Survey.Accept(&sheet.Rule, a.Answers); err != nil {
		return sheet, err
	}
	a.Remark = strings.TrimSpace(civic.TidyText(a.Remark))
	if len([]rune(a.Remark)) > survey.MaxComment {
		return sheet, civic.Invalid("remark", "error.too_long", "max", survey.MaxComment)
	}
	now := s.now()
	if CodeKind(c.Kind) != Kiosk || a.Given.IsZero() || a.Given.After(now) { // nobody answers tomorrow: its clock is wrong
		a.Given = now
	}
	day := civic.DateOf(a.Given, civic.WIB)
	r := &store.SurveyResponse{ID: s.store.NewID(now), Survey: c.Survey, Key: a.Key, Channel: c.Kind, Month: survey.Month(day), Given: store.Micros(a.Given), At: store.Micros(now),
		Took: int(a.Took / time.Second), Answers: a.Answers, About: a.About.Known(), Remark: a.Remark, Straight: sheet.Rule.Straightlined(a.Answers, a.Took)}
	return sheet, s.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error { return s.keep(ctx, tx, &c, &sheet.Rule, r, day) })
}

// keep writes an answer and what it adds to, while the survey stands still.
func (s *Satisfaction) keep(ctx context.Context, tx *sqldb.Tx, c *store.SurveyCode, rule *survey.Rule, r *store.SurveyResponse, day civic.Date) error {
	x, err := s.store.LockSurvey(ctx, tx, c.Survey)
	if err != nil {
		return err
	}
	grace := 0
	if CodeKind(c.Kind) == Kiosk {
		grace = rule.Grace
	}
	if !x.Takes(day, s.today(), grace) {
		return s.notNow(&x)
	}
	fresh, err := s.store.InsertSurveyResponse(ctx, tx, r)
	if err != nil || !fresh {
		return err
	}
	if CodeKind(c.Kind) == Once {
		if err := s.store.UseSurveyCode(ctx, tx, c.Hash, s.today()); err != nil {
			return err
		}
	}
	s.store.CountSurveyResponse(tx, rule, r, 1)
	return nil
}
