package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/survey"
)

const surveyColumns = `s.id, s.agency_id, s.service_id, s.kind, s.name, s.from_day, s.until_day, s.population, s.weighting, s.questions, s.state, s.version, s.closed_at, s.published_at`

func scanSurvey(scan func(...any) error) (x survey.Survey, err error) {
	var from, until, questions string
	err = scan((*int64)(&x.ID), (*int64)(&x.Agency), (*int64)(&x.Service), (*string)(&x.Kind), &x.Name, &from, &until, &x.Population, (*string)(&x.Weighting), &questions,
		(*string)(&x.State), &x.Version, &x.Closed, &x.Published)
	if err != nil {
		return x, err
	}
	if x.From, err = day(from); err != nil {
		return x, err
	}
	if x.Until, err = day(until); err != nil {
		return x, err
	}
	return x, json.Unmarshal([]byte(questions), &x.Questions)
}

// SaveSurvey queues a survey. Unit and kind stay as they were first.
func (s *Store) SaveSurvey(q sqldb.Queuer, x *survey.Survey, now int64) error {
	questions, err := json.Marshal(x.Questions)
	if err != nil {
		return err
	}
	q.Queue(`INSERT INTO survey (id, agency_id, service_id, kind, name, from_day, until_day, population, weighting, questions, state, version, created_at, closed_at, published_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		ON CONFLICT (id) DO UPDATE SET service_id = excluded.service_id, name = excluded.name, from_day = excluded.from_day, until_day = excluded.until_day,
			population = excluded.population, weighting = excluded.weighting, questions = excluded.questions, state = excluded.state, version = excluded.version,
			closed_at = excluded.closed_at, published_at = excluded.published_at`,
		int64(x.ID), int64(x.Agency), int64(x.Service), string(x.Kind), x.Name, dayText(x.From), dayText(x.Until), x.Population, string(x.Weighting), string(questions),
		string(x.State), x.Version, now, x.Closed, x.Published)
	return nil
}

// Survey loads one of a scope. Errors: not_found, also outside of the scope.
func (s *Store) Survey(ctx context.Context, q sqldb.Querier, c AgencyScope, id civic.ID) (survey.Survey, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + surveyColumns + ` FROM survey s WHERE ` + c.in(&args, `s.agency_id`) + ` AND s.id = ` + args.add(int64(id))
	x, err := scanSurvey(q.QueryRow(ctx, sql, args...).Scan)
	return x, orNotFound(err)
}

// LockSurvey loads a survey and keeps it until the transaction ends: answers, steps and recounts of one survey come one after
// another. Errors: not_found.
func (s *Store) LockSurvey(ctx context.Context, tx Tx, id civic.ID) (survey.Survey, error) {
	x, err := scanSurvey(tx.QueryRow(ctx, `SELECT `+surveyColumns+` FROM survey s WHERE s.id = $1`+tx.Dialect().ForUpdate(), int64(id)).Scan)
	return x, orNotFound(err)
}

// SurveyFilter narrows a list of surveys.
type SurveyFilter struct {
	Kind      survey.Kind // "" all
	Service   civic.ID    // 0 all
	Published bool        // only those whose result everybody reads
	Before    civic.ID    // older than this one, 0 from the newest
	Limit     int
}

// Surveys lists those of a scope, newest first.
func (s *Store) Surveys(ctx context.Context, q sqldb.Querier, c AgencyScope, f SurveyFilter) ([]survey.Survey, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + surveyColumns + ` FROM survey s WHERE ` + c.in(&args, `s.agency_id`)
	if f.Kind != "" {
		sql += ` AND s.kind = ` + args.add(string(f.Kind))
	}
	if f.Service != 0 {
		sql += ` AND s.service_id <> 0 AND s.service_id = ` + args.add(int64(f.Service))
	}
	if f.Published {
		sql += ` AND s.published_at > 0`
	}
	if f.Before != 0 {
		sql += ` AND s.id < ` + args.add(int64(f.Before))
	}
	rows, err := q.Query(ctx, sql+` ORDER BY s.id DESC LIMIT `+args.add(f.Limit), args...)
	return collect(rows, err, scanSurvey)
}

// ruleKey names a rule while it is put together.
type ruleKey struct {
	kind survey.Kind
	from string
}

// SurveyRules loads what holds for surveys, of all days.
func (s *Store) SurveyRules(ctx context.Context, q sqldb.Querier) ([]survey.Rule, error) {
	place := map[ruleKey]int{}
	rows, err := q.Query(ctx, `SELECT kind, effective_from, legacy_num, legacy_den, least_cell, straight, burst_size, burst_span, grace, source
		FROM survey_rule ORDER BY kind, effective_from`)
	out, err := collect(rows, err, func(scan func(...any) error) (r survey.Rule, err error) {
		var from string
		if err = scan((*string)(&r.Kind), &from, &r.LegacyNum, &r.LegacyDen, &r.LeastCell, &r.Straight, &r.BurstSize, &r.BurstSpan, &r.Grace, &r.Source); err == nil {
			place[ruleKey{r.Kind, from}] = len(place)
			r.From, err = day(from)
		}
		return r, err
	})
	if err != nil {
		return nil, err
	}
	rows, err = q.Query(ctx, `SELECT kind, effective_from, code, repairs, name_id, name_en, ask_id, ask_en, options_id, options_en FROM survey_element ORDER BY kind, effective_from, place`)
	if _, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) { return struct{}{}, scanElement(scan, place, out) }); err != nil {
		return nil, err
	}
	rows, err = q.Query(ctx, `SELECT kind, effective_from, least, letter, name_id, name_en FROM survey_band ORDER BY kind, effective_from, least DESC`)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var k ruleKey
		var b survey.Band
		err := scan((*string)(&k.kind), &k.from, &b.Least, &b.Letter, &b.Name.ID, &b.Name.EN)
		if i, ok := place[k]; ok && err == nil {
			out[i].Bands = append(out[i].Bands, b)
		}
		return struct{}{}, err
	})
	return out, err
}

// scanElement reads an element into its rule.
func scanElement(scan func(...any) error, place map[ruleKey]int, rules []survey.Rule) error {
	var k ruleKey
	var e survey.Element
	var id, en string
	if err := scan((*string)(&k.kind), &k.from, &e.Code, &e.Repairs, &e.Name.ID, &e.Name.EN, &e.Ask.ID, &e.Ask.EN, &id, &en); err != nil {
		return err
	}
	words := [2][]string{strings.Split(id, "|"), strings.Split(en, "|")}
	for i := range e.Options {
		if i < len(words[0]) {
			e.Options[i].ID = words[0][i]
		}
		if i < len(words[1]) {
			e.Options[i].EN = words[1][i]
		}
	}
	if i, ok := place[k]; ok {
		rules[i].Elements = append(rules[i].Elements, e)
	}
	return nil
}

// OpenSurveyAt finds the newest survey of a kind that takes answers on a day, of the first office of a chain that has one. Errors:
// not_found.
func (s *Store) OpenSurveyAt(ctx context.Context, q sqldb.Querier, chain []civic.ID, kind survey.Kind, on civic.Date) (survey.Survey, error) {
	for _, agency := range chain {
		x, err := scanSurvey(q.QueryRow(ctx, `SELECT `+surveyColumns+` FROM survey s WHERE s.agency_id = $1 AND s.kind = $2 AND s.state = 'open' AND s.from_day <= $3 AND s.until_day >= $3
			ORDER BY s.id DESC LIMIT 1`, int64(agency), string(kind), on.String()).Scan)
		if !errors.Is(err, sqldb.ErrNoRows) {
			return x, err
		}
	}
	return survey.Survey{}, civic.NotFound("error.not_found")
}
