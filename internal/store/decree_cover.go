package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Covered is how an agency right below the national desk stands with its decree and its coordinators.
type Covered struct {
	Agency      civic.ID
	Name        string
	Valid       bool       // a decree is valid
	Ends        civic.Date // the last day of the last decree; zero: none, or open
	Coordinator bool       // somebody holds the coordinating post
	Year        int        // of the last yearly report; 0 none
}

// CoverLack is what agencies lack.
type CoverLack string

// What agencies can lack; "" lists all of them.
const (
	LackNothing     CoverLack = ""
	LackDecree      CoverLack = "decree"
	LackTime        CoverLack = "lapsing" // a decree is valid, and the last one ends soon
	LackCoordinator CoverLack = "coordinator"
)

// Valid tells whether it is one of them.
func (l CoverLack) Valid() bool {
	return l == LackNothing || l == LackDecree || l == LackTime || l == LackCoordinator
}

// CoverQuery asks how the agencies of a scope stand.
type CoverQuery struct {
	Scope    AgencyScope
	National civic.ID
	Lack     CoverLack
	Today    civic.Date
	Soon     civic.Date // a decree that ends until then ends soon
	Now      int64
	Name     string // after which the page begins, with the id beside it
	After    civic.ID
	Limit    int
}

// forever sorts behind every day.
const forever = `9999-12-31`

// Cover lists how agencies stand, by name. Each is asked for by its own rows, none is counted.
func (s *Store) Cover(ctx context.Context, q sqldb.Querier, c *CoverQuery) ([]Covered, error) {
	var args arguments
	head, today, now := c.Scope.head(&args), args.add(c.Today.String()), args.add(c.Now)
	sql := head + `SELECT id, name, valid, ends, coordinator, year FROM (SELECT a.id, a.name,
		EXISTS (SELECT 1 FROM decree d WHERE d.agency_id = a.id AND d.withdrawn_at = 0 AND d.from_day <= ` + today + ` AND (d.until_day = '' OR d.until_day >= ` + today + `)) AS valid,
		COALESCE((SELECT max(CASE WHEN d.until_day = '' THEN '` + forever + `' ELSE d.until_day END) FROM decree d WHERE d.agency_id = a.id AND d.withdrawn_at = 0), '') AS ends,
		EXISTS (SELECT 1 FROM post p JOIN officer o ON o.id = p.officer_id WHERE p.agency_id = a.id AND p.role = 'agency_admin' AND o.active
			AND p.valid_from <= ` + now + ` AND (p.valid_to IS NULL OR p.valid_to > ` + now + `)) AS coordinator,
		COALESCE((SELECT max(y.year) FROM yearly_report y WHERE y.agency_id = a.id), 0) AS year
		FROM agency a WHERE a.parent_id = ` + args.add(int64(c.National)) + ` AND a.active AND ` + c.Scope.in(&args, `a.id`) + `) x WHERE 1 = 1`
	switch c.Lack {
	case LackDecree:
		sql += ` AND NOT valid`
	case LackTime:
		sql += ` AND valid AND ends <= ` + args.add(c.Soon.String())
	case LackCoordinator:
		sql += ` AND NOT coordinator`
	}
	if c.After != 0 {
		name := args.add(c.Name)
		sql += ` AND (name > ` + name + ` OR (name = ` + name + ` AND id > ` + args.add(int64(c.After)) + `))`
	}
	rows, err := q.Query(ctx, sql+` ORDER BY name, id LIMIT `+args.add(c.Limit), args...)
	return collect(rows, err, func(scan func(...any) error) (x Covered, err error) {
		var ends string
		if err = scan((*int64)(&x.Agency), &x.Name, &x.Valid, &ends, &x.Coordinator, &x.Year); err != nil || ends == forever {
			return x, err
		}
		x.Ends, err = day(ends)
		return x, err
	})
}

// DecreeEnd is a decree of an agency that ends with no other after it.
type DecreeEnd struct {
	Decree, Agency civic.ID
	Number         string
	Ends           civic.Date
}

// DecreeEnds lists the decrees of agencies that are valid and end until a day, with no other of the agency after them.
func (s *Store) DecreeEnds(ctx context.Context, q sqldb.Querier, agencies []civic.ID, today, until civic.Date) ([]DecreeEnd, error) {
	if len(agencies) == 0 {
		return nil, nil
	}
	in, ids := inList(3, agencies)
	rows, err := q.Query(ctx, `SELECT d.id, d.agency_id, d.number, d.until_day FROM decree d WHERE d.agency_id IN (`+in+`) AND d.withdrawn_at = 0 AND d.from_day <= $1
		AND d.until_day >= $1 AND d.until_day <= $2 AND NOT EXISTS (SELECT 1 FROM decree e WHERE e.agency_id = d.agency_id AND e.id <> d.id AND e.withdrawn_at = 0
			AND (e.until_day = '' OR e.until_day > d.until_day)) ORDER BY d.id`, append([]any{today.String(), until.String()}, ids...)...)
	return collect(rows, err, func(scan func(...any) error) (x DecreeEnd, err error) {
		var ends string
		if err = scan((*int64)(&x.Decree), (*int64)(&x.Agency), &x.Number, &ends); err != nil {
			return x, err
		}
		x.Ends, err = day(ends)
		return x, err
	})
}

// DecreeTold is that an officer was warned of the end of a decree, so many days before.
type DecreeTold struct {
	Decree, Officer civic.ID
	Ends            civic.Date
	Days            int
}

// DecreesTold loads what officers were told of decrees.
func (s *Store) DecreesTold(ctx context.Context, q sqldb.Querier, decrees []civic.ID) (map[DecreeTold]bool, error) {
	out := map[DecreeTold]bool{}
	if len(decrees) == 0 {
		return out, nil
	}
	in, ids := inList(1, decrees)
	rows, err := q.Query(ctx, `SELECT decree_id, officer_id, ends, days FROM decree_told WHERE decree_id IN (`+in+`)`, ids...)
	_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
		var x DecreeTold
		var ends string
		if err := scan((*int64)(&x.Decree), (*int64)(&x.Officer), &ends, &x.Days); err != nil {
			return struct{}{}, err
		}
		var err error
		x.Ends, err = day(ends)
		out[x] = true
		return struct{}{}, err
	})
	return out, err
}

// TellDecree queues that an officer is warned; told again it is told once.
func (s *Store) TellDecree(q sqldb.Queuer, x DecreeTold) {
	q.Queue(`INSERT INTO decree_told (decree_id, officer_id, ends, days) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
		int64(x.Decree), int64(x.Officer), x.Ends.String(), x.Days)
}
