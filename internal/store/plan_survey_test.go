package store_test

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/survey"
)

// surveys are what is read of surveys: an index reads counts and no answer, however many there are.
func surveys() []hot {
	year := store.SurveyPool{Kind: survey.OfService, First: 202601, Last: 202612, RuleFrom: civic.Date{Year: 2017, Month: 5, Day: 9}}
	pooled := func(desk civic.ID) func(context.Context, *store.Store, store.Tx) error {
		return func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.PooledTally(ctx, q, store.AgencyScope{Desk: desk}, year))
		}
	}
	return []hot{
		{name: "code of a survey", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.SurveyCode(ctx, q, "kode5"))
		}, pages: 10},
		{name: "code of a report", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.SurveyCodeOf(ctx, q, "5"))
		}, pages: 10},
		{name: "survey answered", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.SurveyAnswered(ctx, q, 5, "k77"))
		}, pages: 10},
		{name: "answers of a survey, deep", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.SurveyResponses(ctx, q, 5, 20_000, 25))
		}, pages: 60},
		{name: "tally of a survey", run: func(ctx context.Context, s *store.Store, q store.Tx) error { return ignore(s.SurveyTally(ctx, q, 5)) }, pages: 40, sorts: true},
		{name: "year of an office", run: pooled(roads), pages: 400, sorts: true},
		{name: "open survey of a chain", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.OpenSurveyAt(ctx, q, []civic.ID{roads, works, city}, survey.OfHandling, civic.Date{Year: 2026, Month: 3, Day: 2}))
		}, pages: 60, sorts: true},
		{name: "surveys, deep", run: func(ctx context.Context, s *store.Store, q store.Tx) error {
			return ignore(s.Surveys(ctx, q, store.AgencyScope{Desk: roads}, store.SurveyFilter{Published: true, Before: 190, Limit: 25}))
		}, pages: 120, sorts: true},
	}
}

// fillSurveys gives four offices fifty surveys each, a hundred answers and a code to each survey, and what they add up to.
func (r *rig) fillSurveys() {
	r.Helper()
	const numbers = `(SELECT row_number() OVER (ORDER BY id) AS n FROM report)`
	r.update(func(_ context.Context, tx *sqldb.Tx) error {
		tx.Queue(`INSERT INTO survey (id, agency_id, service_id, kind, name, from_day, until_day, population, weighting, questions, state, version, created_at, closed_at, published_at)
			SELECT n, 10 + n % 4, 0, 'service', 'SKM', '2026-01-01', '2026-12-31', 900, 'exact', '[]', 'published', 1, 1, 2, 3 FROM ` + numbers + ` x WHERE n <= 200`)
		tx.Queue(`INSERT INTO survey_code (hash, survey_id, kind, subject, made_at, used_on, revoked_at)
			SELECT 'kode' || CAST(n AS TEXT), 1 + n % 200, 'once', CAST(n AS TEXT), 1, '', 0 FROM ` + numbers + ` x WHERE n <= 20000`)
		tx.Queue(`INSERT INTO survey_response (id, survey_id, client_key, channel, month, given_at, at, took, answers, about, remark, straight, excluded_at, excluded_why)
			SELECT n, 1 + n % 200, 'k' || CAST(n AS TEXT), 'once', 202601 + n % 12, n, n, 40, 'U1=3 U2=3 U3=2 U4=4 U5=3 U6=3 U7=3 U8=3 U9=3', 'sex=f', '', FALSE, 0, '' FROM ` + numbers + ` x WHERE n <= 20000`)
		tx.Queue(`INSERT INTO survey_month (survey_id, month, n, partial, squares) SELECT survey_id, month, count(*), 0, 729 * count(*) FROM survey_response GROUP BY survey_id, month`)
		for _, code := range []string{"U1", "U2", "U3", "U4", "U5", "U6", "U7", "U8", "U9"} {
			tx.Queue(`INSERT INTO survey_tally (survey_id, month, code, n1, n2, n3, n4) SELECT survey_id, month, $1, 0, 0, n, 0 FROM survey_month`, code)
		}
		return nil
	})
}
