package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// invitationColumns end with when the invitation is over: when its time is, or when whoever sent it may not invite any more.
const (
	invitationColumns = `i.id, i.email, i.name, i.agency_id, i.role, i.until_day, i.officer_id, o.name, i.post_id, i.at, i.sent, i.taken_at, i.withdrawn_at,
	CASE WHEN o.active = FALSE OR p.role NOT IN ('national_admin', 'agency_admin') THEN i.at
		WHEN p.valid_to IS NOT NULL AND p.valid_to < i.expires_at THEN p.valid_to ELSE i.expires_at END`
	invitationTables = ` FROM invitation i JOIN officer o ON o.id = i.officer_id JOIN post p ON p.id = i.post_id`
)

func scanInvitation(scan func(...any) error) (x civic.Invitation, err error) {
	var until string
	var at, expires, taken, withdrawn int64
	err = scan((*int64)(&x.ID), &x.Email, &x.Name, (*int64)(&x.Agency), (*string)(&x.Role), &until, (*int64)(&x.By), &x.ByName, (*int64)(&x.Post), &at, &x.Sent, &taken, &withdrawn, &expires)
	if err != nil {
		return x, orNotFound(err)
	}
	x.At, x.Expires, x.Taken, x.Withdrawn = Moment(at), Moment(expires), Moment(taken), Moment(withdrawn)
	x.Until, err = day(until)
	return x, err
}

// Invitations lists those of a scope, newest first, before one; waiting leaves out what was taken or withdrawn.
func (s *Store) Invitations(ctx context.Context, q sqldb.Querier, c AgencyScope, waiting bool, before civic.ID, limit int) ([]civic.Invitation, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + invitationColumns + invitationTables + ` WHERE ` + c.in(&args, `i.agency_id`)
	if waiting {
		sql += ` AND i.taken_at = 0 AND i.withdrawn_at = 0`
	}
	if before != 0 {
		sql += ` AND i.id < ` + args.add(int64(before))
	}
	rows, err := q.Query(ctx, sql+` ORDER BY i.id DESC LIMIT `+args.add(limit), args...)
	return collect(rows, err, scanInvitation)
}

// Invitation loads one. Errors: not_found, also outside of the scope.
func (s *Store) Invitation(ctx context.Context, q sqldb.Querier, c AgencyScope, id civic.ID) (civic.Invitation, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + invitationColumns + invitationTables + ` WHERE ` + c.in(&args, `i.agency_id`)
	return scanInvitation(q.QueryRow(ctx, sql+` AND i.id = `+args.add(int64(id)), args...).Scan)
}

// InvitationByHash loads the one that a link opens, however it stands. Errors: not_found.
func (s *Store) InvitationByHash(ctx context.Context, q sqldb.Querier, hash string) (civic.Invitation, error) {
	return scanInvitation(q.QueryRow(ctx, `SELECT `+invitationColumns+invitationTables+` WHERE i.hash = $1`, hash).Scan)
}

// InvitationByID loads one for the letter about it. Errors: not_found.
func (s *Store) InvitationByID(ctx context.Context, q sqldb.Querier, id civic.ID) (civic.Invitation, error) {
	return scanInvitation(q.QueryRow(ctx, `SELECT `+invitationColumns+invitationTables+` WHERE i.id = $1`, int64(id)).Scan)
}

// AddInvitation queues a new one; hash is that of its link.
func (s *Store) AddInvitation(q sqldb.Queuer, x *civic.Invitation, hash string) {
	q.Queue(`INSERT INTO invitation (id, hash, email, name, agency_id, role, until_day, officer_id, post_id, at, sent, expires_at, taken_at, withdrawn_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, 0)`,
		int64(x.ID), hash, x.Email, x.Name, int64(x.Agency), string(x.Role), dayText(x.Until), int64(x.By), int64(x.Post), Micros(x.At), x.Sent, Micros(x.Expires))
}

// SendInvitation gives one that waits another link, another sender and another end, as it was sent once more: false when it
// waits no more, or was sent again meanwhile.
func (s *Store) SendInvitation(ctx context.Context, tx Tx, x *civic.Invitation, hash string) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE invitation SET hash = $2, sent = $3, officer_id = $4, post_id = $5, expires_at = $6
		WHERE id = $1 AND sent = $3 - 1 AND taken_at = 0 AND withdrawn_at = 0`, int64(x.ID), hash, x.Sent, int64(x.By), int64(x.Post), Micros(x.Expires))
	return n == 1, err
}

// WithdrawInvitation takes one back: false when it waits no more.
func (s *Store) WithdrawInvitation(ctx context.Context, tx Tx, id civic.ID, now int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE invitation SET withdrawn_at = $2 WHERE id = $1 AND taken_at = 0 AND withdrawn_at = 0`, int64(id), now)
	return n == 1, err
}

// TakeInvitation uses a link up: false when it is worth nothing any more. Two at once take it once.
func (s *Store) TakeInvitation(ctx context.Context, tx Tx, hash string, now int64) (bool, error) {
	n, err := tx.Exec(ctx, `UPDATE invitation SET taken_at = $2 WHERE hash = $1 AND taken_at = 0 AND withdrawn_at = 0 AND expires_at > $2`, hash, now)
	return n == 1, err
}
