package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/survey"
)

// SurveyCode opens a survey; of itself only the digest is kept.
type SurveyCode struct {
	Hash    string
	Survey  civic.ID
	Kind    string // once, counter, kiosk
	Subject string // the closed report that it was made for
	Made    int64  // microseconds UTC
	UsedOn  civic.Date
	Revoked int64 // 0: it is not
}

// InsertSurveyCode queues a code. One that was made for the same report before, and not used, is not good any more.
func (s *Store) InsertSurveyCode(q sqldb.Queuer, c *SurveyCode) {
	if c.Subject != "" {
		q.Queue(`DELETE FROM survey_code WHERE subject <> '' AND subject = $1 AND used_on = ''`, c.Subject)
	}
	q.Queue(`INSERT INTO survey_code (hash, survey_id, kind, subject, made_at, used_on, revoked_at) VALUES ($1, $2, $3, $4, $5, '', 0)
		ON CONFLICT DO NOTHING`, c.Hash, int64(c.Survey), c.Kind, c.Subject, c.Made)
}

const surveyCodeColumns = `hash, survey_id, kind, subject, made_at, used_on, revoked_at`

func scanSurveyCode(scan func(...any) error) (c SurveyCode, err error) {
	var used string
	if err = scan(&c.Hash, (*int64)(&c.Survey), &c.Kind, &c.Subject, &c.Made, &used, &c.Revoked); err == nil {
		c.UsedOn, err = day(used)
	}
	return c, err
}

// SurveyCode loads a code by its digest. Errors: not_found.
func (s *Store) SurveyCode(ctx context.Context, q sqldb.Querier, hash string) (SurveyCode, error) {
	c, err := scanSurveyCode(q.QueryRow(ctx, `SELECT `+surveyCodeColumns+` FROM survey_code WHERE hash = $1`, hash).Scan)
	return c, orNotFound(err)
}

// SurveyCodeOf loads the code that was made for a closed report. Errors: not_found.
func (s *Store) SurveyCodeOf(ctx context.Context, q sqldb.Querier, subject string) (SurveyCode, error) {
	c, err := scanSurveyCode(q.QueryRow(ctx, `SELECT `+surveyCodeColumns+` FROM survey_code WHERE subject <> '' AND subject = $1`, subject).Scan)
	return c, orNotFound(err)
}

// UseSurveyCode spends a code that is good once. Errors: conflict when it was spent, or revoked.
func (s *Store) UseSurveyCode(ctx context.Context, tx *sqldb.Tx, hash string, on civic.Date) error {
	n, err := tx.Exec(ctx, `UPDATE survey_code SET used_on = $2 WHERE hash = $1 AND used_on = '' AND revoked_at = 0`, hash, on.String())
	if err == nil && n == 0 {
		err = civic.Conflict("error.survey_code_used")
	}
	return err
}

// RevokeSurveyCodes queues that the codes of a survey that were handed out so far open it no more.
func (s *Store) RevokeSurveyCodes(q sqldb.Queuer, id civic.ID, now int64) {
	q.Queue(`UPDATE survey_code SET revoked_at = $2 WHERE survey_id = $1 AND used_on = '' AND revoked_at = 0`, int64(id), now)
}

// SurveyResponse is one answer to a survey.
type SurveyResponse struct {
	ID       civic.ID
	Survey   civic.ID
	Key      string // made where it was answered
	Channel  string
	Month    int
	Given    int64 // microseconds UTC
	At       int64 // when it arrived
	Took     int   // seconds; 0 nobody knows
	Answers  survey.Answers
	About    survey.About
	Remark   string
	Straight bool
	Excluded int64 // when; 0: it counts
	Why      string
}

// InsertSurveyResponse keeps an answer; fresh is false when it was kept before, under its key.
func (s *Store) InsertSurveyResponse(ctx context.Context, tx *sqldb.Tx, r *SurveyResponse) (fresh bool, err error) {
	n, err := tx.Exec(ctx, `INSERT INTO survey_response (id, survey_id, client_key, channel, month, given_at, at, took, answers, about, remark, straight, excluded_at, excluded_why)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (survey_id, client_key) DO NOTHING`,
		int64(r.ID), int64(r.Survey), r.Key, r.Channel, r.Month, r.Given, r.At, r.Took, r.Answers.Text(), r.About.Text(), r.Remark, r.Straight, r.Excluded, r.Why)
	return n > 0, err
}

// SurveyAnswered tells whether an answer was kept under a key.
func (s *Store) SurveyAnswered(ctx context.Context, q sqldb.Querier, id civic.ID, key string) (bool, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT count(*) FROM survey_response WHERE survey_id = $1 AND client_key = $2`, int64(id), key).Scan(&n)
	return n > 0, err
}

const surveyResponseColumns = `id, survey_id, client_key, channel, month, given_at, at, took, answers, about, remark, straight, excluded_at, excluded_why`

func scanSurveyResponse(scan func(...any) error) (r SurveyResponse, err error) {
	var answers, about string
	if err = scan((*int64)(&r.ID), (*int64)(&r.Survey), &r.Key, &r.Channel, &r.Month, &r.Given, &r.At, &r.Took, &answers, &about, &r.Remark, &r.Straight, &r.Excluded, &r.Why); err != nil {
		return r, err
	}
	r.About = survey.ParseAbout(about)
	r.Answers, err = survey.ParseAnswers(answers)
	return r, err
}

// SurveyResponses lists the answers of a survey in the order in which they came, after one of them.
func (s *Store) SurveyResponses(ctx context.Context, q sqldb.Querier, id, after civic.ID, limit int) ([]SurveyResponse, error) {
	rows, err := q.Query(ctx, `SELECT `+surveyResponseColumns+` FROM survey_response WHERE survey_id = $1 AND id > $2 ORDER BY id LIMIT $3`, int64(id), int64(after), limit)
	return collect(rows, err, scanSurveyResponse)
}

// SurveyResponse loads one answer of a survey. Errors: not_found.
func (s *Store) SurveyResponse(ctx context.Context, q sqldb.Querier, id, response civic.ID) (SurveyResponse, error) {
	r, err := scanSurveyResponse(q.QueryRow(ctx, `SELECT `+surveyResponseColumns+` FROM survey_response WHERE survey_id = $1 AND id = $2`, int64(id), int64(response)).Scan)
	return r, orNotFound(err)
}

// ExcludeSurveyResponse queues that an answer does not count, and why.
func (s *Store) ExcludeSurveyResponse(q sqldb.Queuer, r *SurveyResponse) {
	q.Queue(`UPDATE survey_response SET excluded_at = $3, excluded_why = $4 WHERE survey_id = $1 AND id = $2`, int64(r.Survey), int64(r.ID), r.Excluded, r.Why)
}
