package store

import (
	"context"
	"errors"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Incident is one thing that several people reported.
type Incident struct {
	ID     civic.ID
	Lead   civic.ID // 0: it has left
	Weight int      // followers that are not secret
	Steps  int      // of the lead that its followers take too
}

// InsertIncident queues a new incident and puts its lead at the head.
func (s *Store) InsertIncident(q sqldb.Queuer, id, lead civic.ID, at int64) {
	q.Queue(`INSERT INTO incident (id, lead_id, weight, steps, at) VALUES ($1, $2, 0, 0, $3)`, int64(id), int64(lead), at)
	q.Queue(`UPDATE report SET incident_id = $2, leads = TRUE WHERE id = $1`, int64(lead), int64(id))
}

// IncidentOf loads an incident. Errors: not_found.
func (s *Store) IncidentOf(ctx context.Context, q sqldb.Querier, id civic.ID) (Incident, error) {
	in := Incident{ID: id}
	err := q.QueryRow(ctx, `SELECT COALESCE(lead_id, 0), weight, steps FROM incident WHERE id = $1`, int64(id)).Scan((*int64)(&in.Lead), &in.Weight, &in.Steps)
	return in, orNotFound(err)
}

// SetLead queues that another report leads the incident, or none (0).
func (s *Store) SetLead(q sqldb.Queuer, incident, lead civic.ID) {
	var to any
	if lead != 0 {
		to = int64(lead)
	}
	q.Queue(`UPDATE incident SET lead_id = $2 WHERE id = $1`, int64(incident), to)
}

// JoinIncident queues a follower that has nothing to catch up with.
func (s *Store) JoinIncident(q sqldb.Queuer, incident, report civic.ID, steps int) {
	q.Queue(`INSERT INTO incident_member (report_id, incident_id, done) VALUES ($1, $2, $3)
		ON CONFLICT (report_id) DO UPDATE SET incident_id = excluded.incident_id, done = excluded.done`, int64(report), int64(incident), steps)
}

// LeaveIncident queues that a report follows no more.
func (s *Store) LeaveIncident(q sqldb.Queuer, report civic.ID) {
	q.Queue(`DELETE FROM incident_member WHERE report_id = $1`, int64(report))
}

// EndIncident queues the end of an incident without followers; its last lead stands alone.
func (s *Store) EndIncident(q sqldb.Queuer, incident civic.ID) {
	q.Queue(`UPDATE report SET incident_id = 0, leads = FALSE WHERE id = (SELECT lead_id FROM incident WHERE id = $1) AND incident_id = $1`, int64(incident))
	q.Queue(`DELETE FROM incident_step WHERE incident_id = $1`, int64(incident))
	q.Queue(`DELETE FROM incident WHERE id = $1`, int64(incident))
}

// ClearIncident queues that a report which no longer takes any steps is in no incident.
func (s *Store) ClearIncident(q sqldb.Queuer, report civic.ID) {
	q.Queue(`UPDATE report SET incident_id = 0, leads = FALSE WHERE id = $1`, int64(report))
	s.LeaveIncident(q, report)
}

// AddWeight queues a change of the weight of an incident.
func (s *Store) AddWeight(q sqldb.Queuer, incident civic.ID, by int) {
	if by != 0 {
		q.Queue(`UPDATE incident SET weight = weight + $2 WHERE id = $1`, int64(incident), by)
	}
}

// AddStep writes down that the followers of an incident have one more step to take, and tells its number.
func (s *Store) AddStep(ctx context.Context, tx Tx, incident, report civic.ID, seq int) (n int, err error) {
	if err = tx.QueryRow(ctx, `UPDATE incident SET steps = steps + 1 WHERE id = $1 RETURNING steps`, int64(incident)).Scan(&n); err != nil {
		return 0, orNotFound(err)
	}
	tx.Queue(`INSERT INTO incident_step (incident_id, n, report_id, seq) VALUES ($1, $2, $3, $4)`, int64(incident), n, int64(report), seq)
	return n, nil
}

// LockFollower loads a follower for a change, with the incident it follows and how many steps it has taken.
// Errors: not_found when it follows nothing any more.
func (s *Store) LockFollower(ctx context.Context, tx Tx, report civic.ID) (r civic.Report, done int, err error) {
	var d reportScan
	err = tx.QueryRow(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.id = $1`+tx.Dialect().ForUpdate(), int64(report)).Scan(d.dest()...)
	if err != nil {
		return r, 0, orNotFound(err)
	}
	// Read after the lock: whoever held it may have taken steps.
	if err = tx.QueryRow(ctx, `SELECT done FROM incident_member WHERE report_id = $1`, int64(report)).Scan(&done); err != nil {
		return r, 0, orNotFound(err)
	}
	r, err = d.report()
	return r, done, err
}

// LockReportByID loads the report for a change: nobody else changes it until the transaction ends. Errors: not_found.
func (s *Store) LockReportByID(ctx context.Context, tx Tx, id civic.ID) (civic.Report, error) {
	return oneReport(tx.QueryRow(ctx, `SELECT `+reportColumns+` FROM report r WHERE r.id = $1`+tx.Dialect().ForUpdate(), int64(id)))
}

// SetDone queues how many steps a follower has taken.
func (s *Store) SetDone(q sqldb.Queuer, report civic.ID, done int) {
	q.Queue(`UPDATE incident_member SET done = $2 WHERE report_id = $1`, int64(report), done)
}

// Behind lists followers, secret ones or the others, that have not taken all of the steps, after the one given.
func (s *Store) Behind(ctx context.Context, q sqldb.Querier, incident civic.ID, secret bool, after civic.ID, limit int) ([]civic.ID, error) {
	rows, err := q.Query(ctx, `SELECT m.report_id FROM incident_member m JOIN incident i ON i.id = m.incident_id JOIN report r ON r.id = m.report_id
		WHERE m.incident_id = $1 AND m.report_id > $2 AND (m.done < i.steps OR i.lead_id IS NULL) AND r.secret = $3 ORDER BY m.report_id LIMIT $4`,
		int64(incident), int64(after), secret, limit)
	return collect(rows, err, scanID)
}

// Step is one step of a lead that its followers take too.
type Step struct {
	N     int
	Event civic.Event
}

// StepsAfter lists the steps of an incident that come after the first done ones, at most limit.
func (s *Store) StepsAfter(ctx context.Context, q sqldb.Querier, incident civic.ID, done, limit int) ([]Step, error) {
	rows, err := q.Query(ctx, `SELECT p.n, `+eventColumns+` FROM incident_step p JOIN event e ON e.report_id = p.report_id AND e.seq = p.seq
		WHERE p.incident_id = $1 AND p.n > $2 ORDER BY p.n LIMIT $3`, int64(incident), done, limit)
	return collect(rows, err, func(scan func(...any) error) (step Step, err error) {
		step.Event, err = scanEvent(func(dest ...any) error { return scan(append([]any{&step.N}, dest...)...) })
		return step, err
	})
}

// Successor finds the oldest follower that can lead in the place of one that left. Errors: not_found.
func (s *Store) Successor(ctx context.Context, q sqldb.Querier, incident civic.ID) (civic.ID, error) {
	var id civic.ID
	err := q.QueryRow(ctx, `SELECT m.report_id FROM incident_member m JOIN incident i ON i.id = m.incident_id JOIN report r ON r.id = m.report_id
		WHERE m.incident_id = $1 AND m.done = i.steps AND r.secret = FALSE AND r.state IN ('dispatched', 'in_progress') ORDER BY m.report_id LIMIT 1`, int64(incident)).Scan((*int64)(&id))
	return id, orNotFound(err)
}

// HasFollowers tells whether anything follows in the incident.
func (s *Store) HasFollowers(ctx context.Context, q sqldb.Querier, incident civic.ID) (bool, error) {
	var one int
	err := q.QueryRow(ctx, `SELECT 1 FROM incident_member WHERE incident_id = $1 LIMIT 1`, int64(incident)).Scan(&one)
	if errors.Is(err, sqldb.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// FollowerIDs lists the followers of an incident, at most limit.
func (s *Store) FollowerIDs(ctx context.Context, q sqldb.Querier, incident civic.ID, limit int) ([]civic.ID, error) {
	rows, err := q.Query(ctx, `SELECT report_id FROM incident_member WHERE incident_id = $1 ORDER BY report_id LIMIT $2`, int64(incident), limit)
	return collect(rows, err, scanID)
}

// Followers lists the followers of an incident with their titles, oldest first, after the one given, at most limit.
func (s *Store) Followers(ctx context.Context, q sqldb.Querier, incident, after civic.ID, limit int) ([]InboxRow, error) {
	rows, err := q.Query(ctx, `SELECT `+reportColumns+`, r.due_at, t.title, t.location_text FROM incident_member m JOIN report r ON r.id = m.report_id
		JOIN report_text t ON t.report_id = m.report_id WHERE m.incident_id = $1 AND m.report_id > $2 ORDER BY m.report_id LIMIT $3`,
		int64(incident), int64(after), limit)
	return collect(rows, err, inboxScanner())
}

// WeightDrift compares the kept weights with a recount, and the rows of followers with what their reports say; it
// returns the number of incidents and reports that differ. It reads all of them: for tests.
func (s *Store) WeightDrift(ctx context.Context, q sqldb.Querier) (int, error) {
	var n int
	err := q.QueryRow(ctx, `SELECT
		(SELECT count(*) FROM incident i WHERE i.weight <> (SELECT count(*) FROM report r WHERE r.incident_id = i.id AND r.leads = FALSE AND r.secret = FALSE)) +
		(SELECT count(*) FROM incident i WHERE i.lead_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM report r WHERE r.id = i.lead_id AND r.incident_id = i.id AND r.leads = TRUE)) +
		(SELECT count(*) FROM report r WHERE r.incident_id <> 0 AND r.leads = FALSE AND NOT EXISTS (SELECT 1 FROM incident_member m WHERE m.report_id = r.id AND m.incident_id = r.incident_id)) +
		(SELECT count(*) FROM incident_member m JOIN report r ON r.id = m.report_id WHERE r.incident_id <> m.incident_id OR r.leads = TRUE) +
		(SELECT count(*) FROM report r WHERE r.leads = TRUE AND NOT EXISTS (SELECT 1 FROM incident i WHERE i.lead_id = r.id))`).Scan(&n)
	return n, err
}
