package store

import (
	"context"
	"maps"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/survey"
)

// CountSurveyResponse queues that an answer counts, or with sign -1 that it does not any more. The caller has locked the survey.
func (s *Store) CountSurveyResponse(q sqldb.Queuer, r *survey.Rule, x *SurveyResponse, sign int64) {
	t := r.Tally(x.Answers)
	s.addTally(q, x.Survey, x.Month, t, sign)
	if t.N == 0 {
		return
	}
	for _, part := range slices.Sorted(maps.Keys(x.About)) {
		s.addGroup(q, x.Survey, SurveyGroup{Part: part, Value: x.About[part], N: sign, Total: sign * r.Total(x.Answers)})
	}
}

func (s *Store) addTally(q sqldb.Queuer, id civic.ID, month int, t survey.Tally, sign int64) {
	q.Queue(`INSERT INTO survey_month (survey_id, month, n, partial, squares) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (survey_id, month) DO UPDATE SET n = survey_month.n + excluded.n, partial = survey_month.partial + excluded.partial, squares = survey_month.squares + excluded.squares`,
		int64(id), month, sign*t.N, sign*t.Partial, sign*t.Squares)
	for _, code := range slices.Sorted(maps.Keys(t.Scores)) {
		c := t.Scores[code]
		q.Queue(`INSERT INTO survey_tally (survey_id, month, code, n1, n2, n3, n4) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (survey_id, month, code) DO UPDATE SET n1 = survey_tally.n1 + excluded.n1, n2 = survey_tally.n2 + excluded.n2,
				n3 = survey_tally.n3 + excluded.n3, n4 = survey_tally.n4 + excluded.n4`,
			int64(id), month, code, sign*c[0], sign*c[1], sign*c[2], sign*c[3])
	}
}

func (s *Store) addGroup(q sqldb.Queuer, id civic.ID, g SurveyGroup) {
	q.Queue(`INSERT INTO survey_group (survey_id, part, value, n, total) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (survey_id, part, value) DO UPDATE SET n = survey_group.n + excluded.n, total = survey_group.total + excluded.total`,
		int64(id), g.Part, g.Value, g.N, g.Total)
}

// SurveyTally is what the answers of one survey add up to.
func (s *Store) SurveyTally(ctx context.Context, q sqldb.Querier, id civic.ID) (survey.Tally, error) {
	return tallyOf(ctx, q, arguments{int64(id)}, ``, `survey_month m WHERE m.survey_id = $1`, `survey_tally t WHERE t.survey_id = $1`)
}

// PooledTally is what the answers of a scope add up to that were given in some months, the first and the last included: those
// of one kind of survey, and of one service if it is not 0. Only published surveys when published is set. Surveys by different
// rules are not one index: from and before hold the first days of those that are pooled.
func (s *Store) PooledTally(ctx context.Context, q sqldb.Querier, c AgencyScope, p SurveyPool) (survey.Tally, error) {
	var args arguments
	head := c.head(&args)
	where := ` JOIN survey s ON s.id = x.survey_id WHERE ` + c.in(&args, `s.agency_id`) + ` AND s.kind = ` + args.add(string(p.Kind)) + ` AND s.from_day >= ` + args.add(dayText(p.RuleFrom))
	if !p.RuleBefore.IsZero() {
		where += ` AND s.from_day < ` + args.add(dayText(p.RuleBefore))
	}
	if p.Service != 0 {
		where += ` AND s.service_id <> 0 AND s.service_id = ` + args.add(int64(p.Service))
	}
	if p.Published {
		where += ` AND s.published_at > 0`
	}
	where += ` AND x.month >= ` + args.add(p.First) + ` AND x.month <= ` + args.add(p.Last)
	return tallyOf(ctx, q, args, head, `(SELECT x.n, x.partial, x.squares FROM survey_month x`+where+`) m`,
		`(SELECT x.code, x.n1, x.n2, x.n3, x.n4 FROM survey_tally x`+where+`) t`)
}

// SurveyPool says which answers are pooled.
type SurveyPool struct {
	Kind                 survey.Kind
	Service              civic.ID
	Published            bool
	First, Last          int // months, as 202601
	RuleFrom, RuleBefore civic.Date
}

func tallyOf(ctx context.Context, q sqldb.Querier, args arguments, head, months, scores string) (t survey.Tally, err error) {
	err = q.QueryRow(ctx, head+`SELECT CAST(COALESCE(sum(m.n), 0) AS BIGINT), CAST(COALESCE(sum(m.partial), 0) AS BIGINT), CAST(COALESCE(sum(m.squares), 0) AS BIGINT) FROM `+months, args...).
		Scan(&t.N, &t.Partial, &t.Squares)
	if err != nil {
		return t, err
	}
	t.Scores = map[string]survey.Counts{}
	rows, err := q.Query(ctx, head+`SELECT t.code, CAST(sum(t.n1) AS BIGINT), CAST(sum(t.n2) AS BIGINT), CAST(sum(t.n3) AS BIGINT), CAST(sum(t.n4) AS BIGINT) FROM `+scores+` GROUP BY t.code`, args...)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var code string
		var c survey.Counts
		err := scan(&code, &c[0], &c[1], &c[2], &c[3])
		t.Scores[code] = c
		return struct{}{}, err
	})
	return t, err
}

// SurveyGroup is what those answers add up to that people of one group gave.
type SurveyGroup struct {
	Part, Value string
	N, Total    int64
}

// SurveyGroups lists the groups of a survey.
func (s *Store) SurveyGroups(ctx context.Context, q sqldb.Querier, id civic.ID) ([]SurveyGroup, error) {
	rows, err := q.Query(ctx, `SELECT part, value, n, total FROM survey_group WHERE survey_id = $1 AND n > 0 ORDER BY part, value`, int64(id))
	return collect(rows, err, func(scan func(...any) error) (g SurveyGroup, err error) {
		return g, scan(&g.Part, &g.Value, &g.N, &g.Total)
	})
}

// recountPage is how many answers a recount reads at once.
const recountPage = 2000

// RecountSurvey counts the answers of a survey anew and puts that in the place of what was kept with each of them. The caller
// has locked the survey.
func (s *Store) RecountSurvey(ctx context.Context, tx *sqldb.Tx, r *survey.Rule, id civic.ID) error {
	months, groups := map[int]survey.Tally{}, map[[2]string]SurveyGroup{}
	for after := civic.ID(0); ; {
		page, err := s.SurveyResponses(ctx, tx, id, after, recountPage)
		if err != nil {
			return err
		}
		for i := range page {
			if x := &page[i]; x.Excluded == 0 {
				countInto(r, x, months, groups)
			}
		}
		if len(page) < recountPage {
			break
		}
		after = page[len(page)-1].ID
	}
	for _, table := range []string{`survey_month`, `survey_tally`, `survey_group`} {
		tx.Queue(`DELETE FROM `+table+` WHERE survey_id = $1`, int64(id))
	}
	for month, t := range months {
		s.addTally(tx, id, month, t, 1)
	}
	for _, g := range groups {
		s.addGroup(tx, id, g)
	}
	return nil
}

func countInto(r *survey.Rule, x *SurveyResponse, months map[int]survey.Tally, groups map[[2]string]SurveyGroup) {
	t := r.Tally(x.Answers)
	m := months[x.Month]
	m.Add(t)
	months[x.Month] = m
	if t.N == 0 {
		return
	}
	for part, value := range x.About {
		g := groups[[2]string{part, value}]
		g.Part, g.Value, g.N, g.Total = part, value, g.N+1, g.Total+r.Total(x.Answers)
		groups[[2]string{part, value}] = g
	}
}

// SurveyAction is what is done about one element.
type SurveyAction struct {
	Code  string
	Plan  string
	Due   civic.Date
	Done  civic.Date // zero: not yet
	Proof string
}

// SaveSurveyAction queues what is done about an element; without a plan nothing is.
func (s *Store) SaveSurveyAction(q sqldb.Queuer, id civic.ID, a *SurveyAction) {
	if a.Plan == "" {
		q.Queue(`DELETE FROM survey_action WHERE survey_id = $1 AND code = $2`, int64(id), a.Code)
		return
	}
	q.Queue(`INSERT INTO survey_action (survey_id, code, plan, due, done_on, proof) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (survey_id, code) DO UPDATE SET plan = excluded.plan, due = excluded.due, done_on = excluded.done_on, proof = excluded.proof`,
		int64(id), a.Code, a.Plan, dayText(a.Due), dayText(a.Done), a.Proof)
}

// SurveyActions lists what is done about the elements of a survey.
func (s *Store) SurveyActions(ctx context.Context, q sqldb.Querier, id civic.ID) ([]SurveyAction, error) {
	rows, err := q.Query(ctx, `SELECT code, plan, due, done_on, proof FROM survey_action WHERE survey_id = $1 ORDER BY code`, int64(id))
	return collect(rows, err, func(scan func(...any) error) (a SurveyAction, err error) {
		var due, done string
		if err = scan(&a.Code, &a.Plan, &due, &done, &a.Proof); err != nil {
			return a, err
		}
		if a.Due, err = day(due); err == nil {
			a.Done, err = day(done)
		}
		return a, err
	})
}
