package store

import (
	"context"
	"errors"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Reading is the kind of presence of somebody who reads; any other kind is the verb whose form is filled in.
const Reading = "read"

// Presence is an officer at a report.
type Presence struct {
	Report  civic.ID
	Officer civic.ID
	Name    string
	Kind    string
	Since   int64 // microseconds UTC
	Until   int64
}

// SavePresence says that an officer is at a report until a moment, and tells whether that is news: the officer was not
// there at p.Since, or did something else. Who goes on with the same keeps the moment of the beginning.
func (s *Store) SavePresence(ctx context.Context, tx Tx, p Presence) (news bool, err error) {
	var kind string
	var until int64
	err = tx.QueryRow(ctx, `SELECT kind, until_at FROM presence WHERE report_id = $1 AND officer_id = $2`, int64(p.Report), int64(p.Officer)).Scan(&kind, &until)
	absent := errors.Is(err, sqldb.ErrNoRows)
	if err != nil && !absent {
		return false, err
	}
	news = absent || kind != p.Kind || until <= p.Since
	tx.Queue(`INSERT INTO presence (report_id, officer_id, kind, since_at, until_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (report_id, officer_id) DO UPDATE SET kind = excluded.kind, until_at = excluded.until_at,
			since_at = CASE WHEN presence.kind = excluded.kind AND presence.until_at > excluded.since_at THEN presence.since_at ELSE excluded.since_at END`,
		int64(p.Report), int64(p.Officer), p.Kind, p.Since, p.Until)
	return news, nil
}

// DropPresence says that an officer left a report, and tells whether the officer was there.
func (s *Store) DropPresence(ctx context.Context, tx Tx, report, officer civic.ID) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM presence WHERE report_id = $1 AND officer_id = $2`, int64(report), int64(officer))
	return n > 0, err
}

// PresenceAt lists who is at a report now, who came first first.
func (s *Store) PresenceAt(ctx context.Context, q sqldb.Querier, report civic.ID, now int64) ([]Presence, error) {
	rows, err := q.Query(ctx, `SELECT p.report_id, p.officer_id, o.name, p.kind, p.since_at, p.until_at FROM presence p JOIN officer o ON o.id = p.officer_id
		WHERE p.report_id = $1 AND p.until_at > $2 ORDER BY p.since_at, p.officer_id LIMIT 50`, int64(report), now)
	return collect(rows, err, func(scan func(...any) error) (Presence, error) {
		var p Presence
		err := scan((*int64)(&p.Report), (*int64)(&p.Officer), &p.Name, &p.Kind, &p.Since, &p.Until)
		return p, err
	})
}
