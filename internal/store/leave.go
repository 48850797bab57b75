package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Who sits where is asked by the pieces of SQL below alone.

// leaveOf is the leave of a post, by its name in the query, at a moment. There is one at most.
func leaveOf(post, at string) string {
	return ` FROM absence x WHERE x.post_id = ` + post + `.id AND x.from_at <= ` + at + ` AND x.until_at > ` + at
}

// valid is the condition that a post, by its name in the query, is in force at a moment.
func valid(p, at string) string {
	return p + `.valid_from <= ` + at + ` AND (` + p + `.valid_to IS NULL OR ` + p + `.valid_to > ` + at + `)`
}

// sitter is who acts from a post p at a moment: the substitute in a leave, else the holder.
func sitter(at string) string {
	return `COALESCE((SELECT x.substitute_id` + leaveOf(`p`, at) + ` ORDER BY x.id LIMIT 1), p.officer_id)`
}

// serves is the condition that an officer o may work at a moment: the account is open, and there is a post of the officer's own.
// A substitute who holds none any more has left.
func serves(at string) string {
	return `o.active AND EXISTS (SELECT 1 FROM post own WHERE own.officer_id = o.id AND ` + valid(`own`, at) + `)`
}

const leaveColumns = `SELECT a.id, a.post_id, p.agency_id, p.role, p.officer_id, h.name, a.substitute_id, s.name, a.from_at, a.until_at, a.officer_id, a.at
	FROM absence a JOIN post p ON p.id = a.post_id JOIN officer h ON h.id = p.officer_id JOIN officer s ON s.id = a.substitute_id `

func scanLeave(scan func(...any) error) (x civic.Leave, err error) {
	var from, until, at int64
	err = scan((*int64)(&x.ID), (*int64)(&x.Post), (*int64)(&x.Agency), (*string)(&x.Role), (*int64)(&x.Officer), &x.Name, (*int64)(&x.Substitute), &x.SubstituteName, &from, &until, (*int64)(&x.By), &at)
	x.From, x.Until, x.At = Moment(from), Moment(until), Moment(at)
	return x, orNotFound(err)
}

// Leaves lists those of a post, the latest entry first, before one.
func (s *Store) Leaves(ctx context.Context, q sqldb.Querier, post, before civic.ID, limit int) ([]civic.Leave, error) {
	args := arguments{int64(post)}
	sql := leaveColumns + `WHERE a.post_id = $1`
	if before != 0 {
		sql += ` AND a.id < ` + args.add(int64(before))
	}
	rows, err := q.Query(ctx, sql+` ORDER BY a.id DESC LIMIT `+args.add(limit), args...)
	return collect(rows, err, scanLeave)
}

// Leave loads one. Errors: not_found.
func (s *Store) Leave(ctx context.Context, q sqldb.Querier, id civic.ID) (civic.Leave, error) {
	return scanLeave(q.QueryRow(ctx, leaveColumns+`WHERE a.id = $1`, int64(id)).Scan)
}

// LeavesMeeting counts what a leave would collide with: leaves of its post, of whoever is to be the substitute, and leaves in
// which its holder is one. It holds the post until the transaction ends, so that two are not entered at once.
func (s *Store) LeavesMeeting(ctx context.Context, tx Tx, x *civic.Leave) (own, theirs, standing int, err error) {
	if _, err = tx.Exec(ctx, `UPDATE post SET role = role WHERE id = $1`, int64(x.Post)); err != nil {
		return 0, 0, 0, err
	}
	err = tx.QueryRow(ctx, `SELECT (SELECT count(*) FROM absence a WHERE a.post_id = $1 AND a.from_at < $4 AND a.until_at > $5),
		(SELECT count(*) FROM absence a JOIN post p ON p.id = a.post_id WHERE p.officer_id = $2 AND a.from_at < $4 AND a.until_at > $5),
		(SELECT count(*) FROM absence a WHERE a.substitute_id = $3 AND a.from_at < $4 AND a.until_at > $5)`,
		int64(x.Post), int64(x.Substitute), int64(x.Officer), Micros(x.Until), Micros(x.From)).Scan(&own, &theirs, &standing)
	return own, theirs, standing, err
}

// AddLeave queues a leave.
func (s *Store) AddLeave(q sqldb.Queuer, x *civic.Leave) {
	q.Queue(`INSERT INTO absence (id, post_id, substitute_id, from_at, until_at, officer_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		int64(x.ID), int64(x.Post), int64(x.Substitute), Micros(x.From), Micros(x.Until), int64(x.By), Micros(x.At))
}

// EndLeave cuts a leave short: false when it was over already.
func (s *Store) EndLeave(ctx context.Context, tx Tx, id civic.ID, until int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE absence SET until_at = $2 WHERE id = $1 AND until_at > $2`, int64(id), until)
	return n == 1, err
}
