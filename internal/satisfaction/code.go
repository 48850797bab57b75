package satisfaction

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/survey"
)

// CodeKind is what a code is good for.
type CodeKind string

// The kinds of code.
const (
	Once    CodeKind = "once"    // one answer: handed out with one transaction, or for one closed report
	Counter CodeKind = "counter" // hangs at the counter; everybody who comes answers with their own phone
	Kiosk   CodeKind = "kiosk"   // opens the device at the counter on which people answer one after another
)

// MaxCodes is the most codes of one sheet.
const MaxCodes = 60

// Codes makes codes of a survey: n that are good once each, or one of the other kinds. They are told here and never again.
// Errors: forbidden; not_found; invalid with the field; conflict when the survey is over.
func (s *Satisfaction) Codes(ctx context.Context, who civic.Actor, id civic.ID, kind CodeKind, n int) ([]survey.Code, error) {
	x, err := s.own(ctx, who, id)
	if err != nil {
		return nil, err
	}
	switch kind {
	case Once:
		if n < 1 || n > MaxCodes {
			return nil, civic.Invalid("n", "error.survey_codes", "max", MaxCodes)
		}
	case Counter, Kiosk:
		n = 1
	default:
		return nil, civic.Invalid("code", "error.survey_code_kind")
	}
	if x.State != survey.Draft && x.State != survey.Open {
		return nil, civic.Conflict("error.survey_step")
	}
	out := make([]survey.Code, n)
	for i := range out {
		if out[i], err = survey.NewCode(s.random); err != nil {
			return nil, err
		}
	}
	return out, s.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		for _, c := range out {
			s.store.InsertSurveyCode(tx, &store.SurveyCode{Hash: s.digest(c), Survey: id, Kind: string(kind), Made: store.Micros(s.now())})
		}
		return s.log(tx, who, id, nil, map[string]any{"codes": kind, "n": n})
	})
}

// Revoke makes all codes useless that were handed out so far and not used. Errors: forbidden; not_found.
func (s *Satisfaction) Revoke(ctx context.Context, who civic.Actor, id civic.ID) error {
	if _, err := s.own(ctx, who, id); err != nil {
		return err
	}
	return s.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		s.store.RevokeSurveyCodes(tx, id, store.Micros(s.now()))
		return s.log(tx, who, id, nil, map[string]any{"codes": "revoked"})
	})
}

// Invite makes the code by which the reporter of a closed report judges how it was handled: in the survey of whoever held it last,
// or of the nearest office above. A code that was made before and not used is replaced. Errors: not_found when nobody asks, or it
// was answered; forbidden for anybody but the reporter.
func (s *Satisfaction) Invite(ctx context.Context, who civic.Actor, r *civic.Report) (survey.Code, error) {
	if who.Role != civic.RoleReporter || who.Report != r.ID {
		return "", civic.Forbidden("error.forbidden")
	}
	x, ok, err := s.Asks(ctx, r)
	if err != nil {
		return "", err
	}
	if !ok {
		return "", civic.NotFound("error.not_found")
	}
	c, err := survey.NewCode(s.random)
	if err != nil {
		return "", err
	}
	return c, s.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		s.store.InsertSurveyCode(tx, &store.SurveyCode{Hash: s.digest(c), Survey: x.ID, Kind: string(Once), Subject: r.ID.String(), Made: store.Micros(s.now())})
		return nil
	})
}

// Asks finds the survey in which the handling of a report can be judged now: of a closed report that was not judged yet.
func (s *Satisfaction) Asks(ctx context.Context, r *civic.Report) (survey.Survey, bool, error) {
	if r.State != civic.Closed {
		return survey.Survey{}, false, nil
	}
	used, err := s.store.SurveyCodeOf(ctx, s.store.DB, r.ID.String())
	if err == nil && !used.UsedOn.IsZero() {
		return survey.Survey{}, false, nil
	}
	if err != nil && civic.KindOf(err) != civic.KindNotFound {
		return survey.Survey{}, false, err
	}
	x, err := s.store.OpenSurveyAt(ctx, s.store.DB, s.atlas.Current(ctx).Tree.Chain(r.Holder), survey.OfHandling, s.today())
	if civic.KindOf(err) == civic.KindNotFound {
		return x, false, nil
	}
	return x, err == nil, err
}
