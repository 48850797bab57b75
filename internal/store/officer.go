package store

import (
	"cmp"
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Officer is a person who works with reports; what the person may do lies in the posts.
type Officer struct {
	ID           civic.ID
	Email, Name  string
	PasswordHash string
	Active       bool
	Epoch        int64
}

// Post is a role at a desk for a time.
type Post struct {
	ID       civic.ID
	Officer  civic.ID
	Agency   civic.ID
	Role     civic.Role
	From     int64 // microseconds UTC
	To       *int64
	Name     string // of the officer, where listed
	Email    string
	IsActive bool
}

// Standing is an officer in one post, as every request checks it.
type Standing struct {
	Officer civic.ID
	Name    string
	Email   string
	Epoch   int64
	Post    civic.ID
	Desk    civic.ID
	Role    civic.Role
	For     civic.ID // whom the officer acts for as a substitute; 0: it is the own post
	ForName string
}

// OfficerByEmail loads an officer. Errors: not_found.
func (s *Store) OfficerByEmail(ctx context.Context, q sqldb.Querier, email string) (Officer, error) {
	var o Officer
	err := q.QueryRow(ctx, `SELECT id, email, name, password_hash, active, epoch FROM officer WHERE email = $1`, email).
		Scan((*int64)(&o.ID), &o.Email, &o.Name, &o.PasswordHash, &o.Active, &o.Epoch)
	return o, orNotFound(err)
}

// SaveOfficer writes an officer; an empty hash keeps the password.
func (s *Store) SaveOfficer(q sqldb.Queuer, o Officer, now int64) {
	q.Queue(`INSERT INTO officer (id, email, name, password_hash, active, epoch, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, active = excluded.active, epoch = excluded.epoch,
		password_hash = CASE WHEN excluded.password_hash = '' THEN officer.password_hash ELSE excluded.password_hash END`,
		int64(o.ID), o.Email, o.Name, o.PasswordHash, o.Active, o.Epoch, now)
}

// SavePost writes a post.
func (s *Store) SavePost(q sqldb.Queuer, p Post) {
	q.Queue(`INSERT INTO post (id, officer_id, agency_id, role, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET agency_id = excluded.agency_id, role = excluded.role, valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
		int64(p.ID), int64(p.Officer), int64(p.Agency), string(p.Role), p.From, p.To)
}

const (
	// Of an officer o in a post p, which is the own one, or that of whom the officer acts for.
	standingColumns = `o.id, o.name, o.email, o.epoch, p.id, p.agency_id, p.role, CASE WHEN p.officer_id = o.id THEN 0 ELSE p.officer_id END,
	CASE WHEN p.officer_id = o.id THEN '' ELSE (SELECT f.name FROM officer f WHERE f.id = p.officer_id) END`
)

func scanStanding(scan func(...any) error) (Standing, error) {
	var st Standing
	err := scan((*int64)(&st.Officer), &st.Name, &st.Email, &st.Epoch, (*int64)(&st.Post), (*int64)(&st.Desk), (*string)(&st.Role), (*int64)(&st.For), &st.ForName)
	return st, orNotFound(err)
}

// Standings lists the posts in which an officer may act now, as a substitute too: the own ones first, oldest first.
func (s *Store) Standings(ctx context.Context, q sqldb.Querier, officer civic.ID, now int64) ([]Standing, error) {
	rows, err := q.Query(ctx, `SELECT `+standingColumns+` FROM post p JOIN officer o ON o.id = $1
		WHERE p.id IN (SELECT own.id FROM post own WHERE own.officer_id = $1 UNION ALL SELECT a.post_id FROM absence a WHERE a.substitute_id = $1 AND a.from_at <= $2 AND a.until_at > $2)
		AND `+valid(`p`, `$2`)+` AND `+serves(`$2`)+` ORDER BY p.id LIMIT 50`, int64(officer), now)
	all, err := collect(rows, err, scanStanding)
	slices.SortStableFunc(all, func(a, b Standing) int { return cmp.Compare(min(a.For, 1), min(b.For, 1)) })
	return all, err
}

// StandingOf loads an officer in one post, if both are good now. Errors: not_found.
func (s *Store) StandingOf(ctx context.Context, q sqldb.Querier, officer, post civic.ID, now int64) (Standing, error) {
	return scanStanding(q.QueryRow(ctx, `SELECT `+standingColumns+` FROM post p JOIN officer o ON o.id = $1 WHERE p.id = $2 AND `+valid(`p`, `$3`)+` AND `+serves(`$3`)+`
		AND (p.officer_id = $1 OR EXISTS (SELECT 1`+leaveOf(`p`, `$3`)+` AND x.substitute_id = $1))`,
		int64(officer), int64(post), now).Scan)
}

// A token is of the own post; leaves do not matter to it.
const tokenColumns = `o.id, o.name, o.email, o.epoch, p.id, p.agency_id, p.role, 0, ''`

// TokenStanding loads who a machine token acts as, if token, post and officer are good now. Errors: not_found.
func (s *Store) TokenStanding(ctx context.Context, q sqldb.Querier, hash string, now int64) (Standing, error) {
	return scanStanding(q.QueryRow(ctx, `SELECT `+tokenColumns+` FROM api_token t JOIN post p ON p.id = t.post_id JOIN officer o ON o.id = t.officer_id
		WHERE t.hash = $1 AND t.revoked_at IS NULL AND t.expires_at > $2 AND o.active = TRUE AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to > $2)`,
		hash, now).Scan)
}

// InsertToken queues a machine token; only its hash is kept.
func (s *Store) InsertToken(q sqldb.Queuer, hash string, officer, post civic.ID, label string, now, expires int64) {
	q.Queue(`INSERT INTO api_token (hash, officer_id, post_id, label, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		hash, int64(officer), int64(post), label, now, expires)
}

// BumpEpoch revokes every session of an officer at once.
func (s *Store) BumpEpoch(q sqldb.Queuer, officer civic.ID) {
	q.Queue(`UPDATE officer SET epoch = epoch + 1 WHERE id = $1`, int64(officer))
}

// Posts lists the posts at the desks given (at most 500), by officer's name.
func (s *Store) Posts(ctx context.Context, q sqldb.Querier, desk civic.ID, after string, limit int) ([]Post, error) {
	rows, err := q.Query(ctx, `WITH RECURSIVE below (id) AS (SELECT id FROM agency WHERE id = $1 UNION ALL SELECT a.id FROM agency a JOIN below b ON a.parent_id = b.id)
		SELECT p.id, p.officer_id, p.agency_id, p.role, p.valid_from, p.valid_to, o.name, o.email, o.active
		FROM officer o JOIN post p ON p.officer_id = o.id JOIN below b ON b.id = p.agency_id
		WHERE o.email > $2 ORDER BY o.email, p.id LIMIT $3`, int64(desk), after, limit)
	return collect(rows, err, scanPost)
}

// PostByID loads one post with its officer. Errors: not_found.
func (s *Store) PostByID(ctx context.Context, q sqldb.Querier, id civic.ID) (Post, error) {
	p, err := scanPost(q.QueryRow(ctx, `SELECT p.id, p.officer_id, p.agency_id, p.role, p.valid_from, p.valid_to, o.name, o.email, o.active
		FROM post p JOIN officer o ON o.id = p.officer_id WHERE p.id = $1`, int64(id)).Scan)
	return p, orNotFound(err)
}

func scanPost(scan func(...any) error) (Post, error) {
	var p Post
	err := scan((*int64)(&p.ID), (*int64)(&p.Officer), (*int64)(&p.Agency), (*string)(&p.Role), &p.From, &p.To, &p.Name, &p.Email, &p.IsActive)
	return p, err
}

// OfficerNames looks up the names of the officers in a timeline.
func (s *Store) OfficerNames(ctx context.Context, q sqldb.Querier, ids []civic.ID) (map[civic.ID]string, error) {
	out := make(map[civic.ID]string, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	in, args := inList(1, ids)
	rows, err := q.Query(ctx, `SELECT id, name FROM officer WHERE id IN (`+in+`)`, args...)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var id int64
		var name string
		err := scan(&id, &name)
		out[civic.ID(id)] = name
		return struct{}{}, err
	})
	return out, err
}
