package store

import (
	"context"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// AgencyScope is which agencies somebody may see the register of: those at and below a desk, as far as a remit covers them.
type AgencyScope struct {
	Desk  civic.ID
	Remit *civic.Remit
	All   bool // all agencies there are: nobody has to look which lie below the desk
}

// head writes the offices at and below the desk as a table named below.
func (c AgencyScope) head(args *arguments) string {
	if c.All {
		return ``
	}
	return `WITH RECURSIVE below (id) AS (SELECT id FROM agency WHERE id = ` + args.add(int64(c.Desk)) +
		` UNION ALL SELECT g.id FROM agency g JOIN below b ON g.parent_id = b.id) `
}

// in writes the condition that an agency, of which column is the id, belongs to the scope.
func (c AgencyScope) in(args *arguments, column string) string {
	if c.All {
		return `1 = 1`
	}
	out := column + ` IN (SELECT id FROM below)`
	if c.Remit.All() {
		return out
	}
	desks := coveredDesks(args, c.Remit)
	if desks == "" { // it names topics only, and no agency is one
		return `1 = 0`
	}
	return out + ` AND ` + column + ` IN (` + desks + `)`
}

const decreeColumns = `d.id, d.agency_id, d.number, d.dated, d.from_day, d.until_day, d.note, d.file_hash, d.file_name, d.file_type, d.file_size,
	d.replaces, d.officer_id, o.name, d.at, d.withdrawn_at, d.withdrawn_why, d.version`

func scanDecree(scan func(...any) error) (civic.Decree, error) {
	var x civic.Decree
	var dated, from, until string
	err := scan((*int64)(&x.ID), (*int64)(&x.Agency), &x.Number, &dated, &from, &until, &x.Note, &x.File.Hash, &x.File.Name, &x.File.MediaType, &x.File.Size,
		(*int64)(&x.Replaces), (*int64)(&x.By), &x.ByName, &x.At, &x.Withdrawn, &x.Why, &x.Version)
	if err != nil {
		return x, err
	}
	for s, to := range map[*string]*civic.Date{&dated: &x.Dated, &from: &x.From, &until: &x.Until} {
		if *to, err = day(*s); err != nil {
			return x, err
		}
	}
	return x, nil
}

// dayText is how a day is kept; "" is none.
func dayText(d civic.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// Decrees lists the register of a scope, or of one agency in it, newest entry first, before an entry; without the teams.
func (s *Store) Decrees(ctx context.Context, q sqldb.Querier, c AgencyScope, agency, before civic.ID, limit int) ([]civic.Decree, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + decreeColumns + ` FROM decree d JOIN officer o ON o.id = d.officer_id WHERE ` + c.in(&args, `d.agency_id`)
	if agency != 0 {
		sql += ` AND d.agency_id = ` + args.add(int64(agency))
	}
	if before != 0 {
		sql += ` AND d.id < ` + args.add(int64(before))
	}
	rows, err := q.Query(ctx, sql+` ORDER BY d.id DESC LIMIT `+args.add(limit), args...)
	return collect(rows, err, scanDecree)
}

// Decree loads one with its team. Errors: not_found, also outside of the scope.
func (s *Store) Decree(ctx context.Context, q sqldb.Querier, c AgencyScope, id civic.ID) (civic.Decree, error) {
	var args arguments
	sql := c.head(&args) + `SELECT ` + decreeColumns + ` FROM decree d JOIN officer o ON o.id = d.officer_id WHERE ` + c.in(&args, `d.agency_id`)
	x, err := scanDecree(q.QueryRow(ctx, sql+` AND d.id = `+args.add(int64(id)), args...).Scan)
	if err != nil {
		return x, orNotFound(err)
	}
	rows, err := q.Query(ctx, `SELECT m.role, m.name, m.officer_id, COALESCE(o.email, '') FROM decree_member m LEFT JOIN officer o ON o.id = m.officer_id
		WHERE m.decree_id = $1 ORDER BY m.place`, int64(id))
	x.Team, err = collect(rows, err, func(scan func(...any) error) (m civic.TeamMember, err error) {
		err = scan(&m.Role, &m.Name, (*int64)(&m.Officer), &m.Email)
		return m, err
	})
	return x, err
}

// DecreeVersion reads which version of a decree there is. Errors: not_found.
func (s *Store) DecreeVersion(ctx context.Context, q sqldb.Querier, id civic.ID) (n int, err error) {
	err = q.QueryRow(ctx, `SELECT version FROM decree WHERE id = $1`, int64(id)).Scan(&n)
	return n, orNotFound(err)
}

// SaveDecree queues a decree with its team. Agency, who entered it, and when, stay as they were first.
func (s *Store) SaveDecree(q sqldb.Queuer, x *civic.Decree) {
	q.Queue(`INSERT INTO decree (id, agency_id, number, dated, from_day, until_day, note, file_hash, file_name, file_type, file_size, replaces, officer_id, at, withdrawn_at, withdrawn_why, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
		ON CONFLICT (id) DO UPDATE SET number = excluded.number, dated = excluded.dated, from_day = excluded.from_day, until_day = excluded.until_day, note = excluded.note,
			file_hash = excluded.file_hash, file_name = excluded.file_name, file_type = excluded.file_type, file_size = excluded.file_size, replaces = excluded.replaces,
			withdrawn_at = excluded.withdrawn_at, withdrawn_why = excluded.withdrawn_why, version = excluded.version`,
		int64(x.ID), int64(x.Agency), x.Number, x.Dated.String(), x.From.String(), dayText(x.Until), x.Note, x.File.Hash, x.File.Name, x.File.MediaType, x.File.Size,
		int64(x.Replaces), int64(x.By), x.At, x.Withdrawn, x.Why, x.Version)
	q.Queue(`DELETE FROM decree_member WHERE decree_id = $1`, int64(x.ID))
	for i, m := range x.Team {
		q.Queue(`INSERT INTO decree_member (decree_id, place, role, name, officer_id) VALUES ($1, $2, $3, $4, $5)`, int64(x.ID), i+1, m.Role, m.Name, int64(m.Officer))
	}
}

// ShortenDecree queues the last day of a decree that another one replaces.
func (s *Store) ShortenDecree(q sqldb.Queuer, id civic.ID, until civic.Date) {
	q.Queue(`UPDATE decree SET until_day = $2, version = version + 1 WHERE id = $1`, int64(id), until.String())
}

// OfficersAt finds active officers by their addresses among those with a post, now, at or below an agency.
func (s *Store) OfficersAt(ctx context.Context, q sqldb.Querier, agency civic.ID, emails []string, now int64) (map[string]Officer, error) {
	out := map[string]Officer{}
	if len(emails) == 0 {
		return out, nil
	}
	var args arguments
	c := AgencyScope{Desk: agency}
	head, in := c.head(&args), make([]string, len(emails))
	for i, e := range emails {
		in[i] = args.add(e)
	}
	at := args.add(now)
	rows, err := q.Query(ctx, head+`SELECT o.id, o.email, o.name FROM officer o WHERE o.email IN (`+strings.Join(in, `, `)+`) AND o.active AND EXISTS (SELECT 1 FROM post p
		WHERE p.officer_id = o.id AND p.valid_from <= `+at+` AND (p.valid_to IS NULL OR p.valid_to > `+at+`) AND p.agency_id IN (SELECT id FROM below))`, args...)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var o Officer
		err := scan((*int64)(&o.ID), &o.Email, &o.Name)
		out[o.Email] = o
		return struct{}{}, err
	})
	return out, err
}

// DecreeRules loads how many days before a decree ends its agency is warned.
func (s *Store) DecreeRules(ctx context.Context, q sqldb.Querier) ([]civic.DecreeRule, error) {
	rows, err := q.Query(ctx, `SELECT effective_from, days FROM decree_rule ORDER BY effective_from`)
	return collect(rows, err, func(scan func(...any) error) (r civic.DecreeRule, err error) {
		var from, days string
		if err = scan(&from, &days); err != nil {
			return r, err
		}
		for _, word := range strings.Fields(days) {
			n, err := strconv.Atoi(word)
			if err != nil {
				return r, err
			}
			r.Days = append(r.Days, n)
		}
		r.From, err = day(from)
		return r, err
	})
}
