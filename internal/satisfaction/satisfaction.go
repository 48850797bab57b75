// Package satisfaction holds the verbs on surveys (SKM): units are surveyed, people answer with a code, answers that look odd are
// looked at, and results are published with what is done about them. How a service is and how a report was handled are two
// surveys that are never pooled.
package satisfaction

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/survey"
	"tuntas/internal/vault"
)

// Satisfaction knows the surveys. It is safe for concurrent use.
type Satisfaction struct {
	store  *store.Store
	atlas  *atlas.Atlas
	vault  *vault.Vault
	random io.Reader
	now    civic.Now
}

// New puts the verbs together. random makes codes: crypto/rand.Reader in earnest.
func New(s *store.Store, a *atlas.Atlas, v *vault.Vault, random io.Reader, now civic.Now) *Satisfaction {
	return &Satisfaction{store: s, atlas: a, vault: v, random: random, now: now}
}

// scope is which surveys an officer may see: those of the own agency and below. Errors: forbidden for who has no part in them.
func (s *Satisfaction) scope(ctx context.Context, who civic.Actor) (store.AgencyScope, error) {
	switch who.Role {
	case civic.RoleSystem, civic.RoleNationalAdmin:
		return store.AgencyScope{Desk: s.atlas.Current(ctx).Tree.National(), All: true}, nil
	case civic.RoleAgencyAdmin, civic.RoleLiaison, civic.RoleUnitOfficer, civic.RoleAgencyHead, civic.RoleSupervisor:
		return store.AgencyScope{Desk: who.Desk, Remit: who.Remit}, nil
	default:
		return store.AgencyScope{}, civic.Forbidden("error.forbidden")
	}
}

// MayManage tells whether somebody makes surveys in the own scope, hands out codes, and publishes.
func MayManage(who civic.Actor) bool {
	return who.Role == civic.RoleAgencyAdmin || who.Role == civic.RoleNationalAdmin || who.Role == civic.RoleSystem
}

// own loads a survey that somebody manages. Errors: forbidden; not_found for what is not theirs.
func (s *Satisfaction) own(ctx context.Context, who civic.Actor, id civic.ID) (survey.Survey, error) {
	scope, err := s.scope(ctx, who)
	if err != nil {
		return survey.Survey{}, err
	}
	if !MayManage(who) {
		return survey.Survey{}, civic.Forbidden("error.forbidden")
	}
	return s.store.Survey(ctx, s.store.DB, scope, id)
}

// ruleOf is the rule by which a survey is reckoned: that of its first day. Errors: unavailable before the first rule.
func (s *Satisfaction) ruleOf(ctx context.Context, kind survey.Kind, day civic.Date) (survey.Rule, error) {
	all, err := s.store.SurveyRules(ctx, s.store.DB)
	if err != nil {
		return survey.Rule{}, err
	}
	r, ok := survey.RuleOn(all, kind, day)
	if !ok || len(r.Elements) == 0 {
		return r, civic.Invalid("from", "error.survey_no_rule")
	}
	return r, nil
}

// digest is what is kept of a code. The server's key is in it, so a copy of the database opens no survey.
func (s *Satisfaction) digest(c survey.Code) string {
	return hex.EncodeToString(s.vault.MAC("survey", string(c)))
}

// today is the day in Jakarta, by which surveys begin and end.
func (s *Satisfaction) today() civic.Date { return civic.DateOf(s.now(), civic.WIB) }

// log queues the event of a change of a survey.
func (s *Satisfaction) log(tx *sqldb.Tx, who civic.Actor, id civic.ID, before, after any) error {
	was, err := json.Marshal(before)
	if err != nil {
		return err
	}
	is, err := json.Marshal(after)
	if err != nil {
		return err
	}
	now := s.now()
	s.store.LogChange(tx, store.Change{ID: s.store.NewID(now), At: store.Micros(now), Officer: who.Officer, Subject: "survey", SubjectID: id.String(),
		Before: string(was), After: string(is)})
	return nil
}

// turn takes a survey for one change of it: fn sees it as it stands, and nobody else changes it meanwhile. Errors: conflict when
// somebody was faster; those of fn.
func (s *Satisfaction) turn(ctx context.Context, who civic.Actor, id civic.ID, version int, fn func(tx *sqldb.Tx, x *survey.Survey) error) (out survey.Survey, err error) {
	err = s.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		x, err := s.store.LockSurvey(ctx, tx, id)
		if err != nil {
			return err
		}
		if x.Version != version {
			return civic.Conflict("error.survey_changed")
		}
		was := x
		if err := fn(tx, &x); err != nil {
			return err
		}
		x.Version++
		if err := s.store.SaveSurvey(tx, &x, store.Micros(s.now())); err != nil {
			return err
		}
		out = x
		return s.log(tx, who, id, was, x)
	})
	return out, err
}
