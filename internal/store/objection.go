package store

import (
	"context"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// saveObjection queues where an objection lies, when the step changed it. Nearly all reports have none.
func saveObjection(q sqldb.Queuer, was, r *civic.Report) {
	o := r.Oversight.Objection
	if o == nil || was.Oversight.Objection != nil && *was.Oversight.Objection == *o {
		return
	}
	clock, _ := r.Clocks.Get(civic.ClockObjection)
	at := clock.Due
	if !o.Open() {
		at = clock.Stopped
	}
	q.Queue(`INSERT INTO objection (report_id, desk_id, open, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (report_id) DO UPDATE SET desk_id = excluded.desk_id, open = excluded.open, at = excluded.at`, int64(r.ID), int64(o.Desk), o.Open(), Micros(at))
}

// ObjectionPlace is where an objection lies in a list.
type ObjectionPlace struct {
	At     int64 // microseconds UTC
	Report civic.ID
}

// ObjectionFilter asks for one page of the objections that a desk decides: open ones by the nearest day, settled ones the
// latest first.
type ObjectionFilter struct {
	Desk    civic.ID
	Settled bool
	After   ObjectionPlace // of the last row of the page before; zero for the first
	Limit   int
}

// ListObjections loads one page, and one row more than the limit when there are more.
func (s *Store) ListObjections(ctx context.Context, q sqldb.Querier, f ObjectionFilter) ([]ObjectionPlace, error) {
	way, beyond := ``, `>`
	if f.Settled {
		way, beyond = ` DESC`, `<`
	}
	args := arguments{int64(f.Desk), !f.Settled, f.Limit + 1}
	where := ``
	if f.After.Report != 0 {
		where = ` AND (at, report_id) ` + beyond + ` (` + args.add(f.After.At) + `, ` + args.add(int64(f.After.Report)) + `)`
	}
	rows, err := q.Query(ctx, `SELECT at, report_id FROM objection WHERE desk_id = $1 AND open = $2`+where+` ORDER BY at`+way+`, report_id`+way+` LIMIT $3`, args...)
	return collect(rows, err, func(scan func(...any) error) (p ObjectionPlace, err error) {
		return p, scan(&p.At, (*int64)(&p.Report))
	})
}

// Deciding is a post from which an objection can be decided.
type Deciding struct {
	Desk    civic.ID
	Officer civic.ID
	Head    bool
}

// mostDeciding is how many posts are looked at when somebody is sought who decides an objection.
const mostDeciding = 1000

// DecidingPosts lists who sits at the desks, in a post that is valid now, and handles reports or heads the agency.
func (s *Store) DecidingPosts(ctx context.Context, q sqldb.Querier, desks []civic.ID, now time.Time) ([]Deciding, error) {
	if len(desks) == 0 {
		return nil, nil
	}
	in, args := inList(3, desks)
	rows, err := q.Query(ctx, `SELECT p.agency_id, o.id, p.role = 'agency_head' FROM post p JOIN officer o ON o.id = `+sitter(`$1`)+`
		WHERE p.agency_id IN (`+in+`) AND `+serves(`$1`)+` AND p.role NOT IN ('auditor', 'supervisor', 'oversight') AND `+valid(`p`, `$1`)+`
		ORDER BY p.id LIMIT $2`, append([]any{Micros(now), mostDeciding}, args...)...)
	return collect(rows, err, func(scan func(...any) error) (d Deciding, err error) {
		return d, scan((*int64)(&d.Desk), (*int64)(&d.Officer), &d.Head)
	})
}
