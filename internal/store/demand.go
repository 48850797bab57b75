package store

import (
	"context"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Lanes of the lists of demands: what the desk and those below it owe and what was settled, and the same of what it asked.
const (
	demandOwed    = 1
	demandDone    = 2
	demandAsked   = 3
	demandSettled = 4
)

// mostDemands is how many demands of one report are looked at, the latest ones.
const mostDemands = 200

const demandColumns = `d.report_id, d.seq, d.kind, d.state, d.officer_id, d.role, d.from_id, d.desk_id, d.at, d.due_at, d.settled, d.settled_at`

// demandScan is the destination of demandColumns.
type demandScan struct {
	d             civic.Demand
	report        civic.ID
	at, due, over int64
}

func (x *demandScan) dest(more ...any) []any {
	d := &x.d
	return append([]any{(*int64)(&x.report), &d.Seq, (*string)(&d.Kind), (*string)(&d.State), (*int64)(&d.Officer), (*string)(&d.Role),
		(*int64)(&d.From), (*int64)(&d.Desk), &x.at, &x.due, &d.Settled, &x.over}, more...)
}

func (x *demandScan) demand() civic.Demand {
	d := x.d
	d.At, d.Due = Moment(x.at), Moment(x.due)
	if x.over != 0 {
		d.Over = Moment(x.over)
	}
	return d
}

// saveDemands queues what a step did to what was asked from above, and takes what is owed along to another desk. Most reports
// have nothing of it.
func saveDemands(q sqldb.Queuer, was, r *civic.Report, chain []civic.ID) {
	for i, d := range r.Demands {
		switch {
		case i >= len(was.Demands):
			q.Queue(`INSERT INTO demand (report_id, seq, kind, state, officer_id, role, from_id, desk_id, at, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
				int64(r.ID), d.Seq, string(d.Kind), string(d.State), int64(d.Officer), string(d.Role), int64(d.From), int64(d.Desk), Micros(d.At), Micros(d.Due))
			placeDemand(q, r.ID, d, chain)
		case d != was.Demands[i]:
			q.Queue(`UPDATE demand SET state = $1, settled = $2, settled_at = $3 WHERE report_id = $4 AND seq = $5`, string(d.State), d.Settled, Micros(d.Over), int64(r.ID), d.Seq)
			q.Queue(`DELETE FROM demand_place WHERE report_id = $1 AND seq = $2`, int64(r.ID), d.Seq)
			placeDemand(q, r.ID, d, chain)
		}
	}
	if was.Holder == r.Holder || r.Oversight.Owed == 0 {
		return
	}
	q.Queue(`DELETE FROM demand_place WHERE report_id = $1 AND lane = $2`, int64(r.ID), demandOwed)
	for _, desk := range chain {
		q.Queue(`INSERT INTO demand_place (agency_id, lane, at, report_id, seq) SELECT CAST($1 AS BIGINT), CAST($2 AS INTEGER), due_at, report_id, seq FROM demand WHERE report_id = $3 AND state = 'open'`,
			int64(desk), demandOwed, int64(r.ID))
	}
}

// placeDemand queues its places in the lists of the desks that owe the answer, and of the one that asked.
func placeDemand(q sqldb.Queuer, report civic.ID, d civic.Demand, chain []civic.ID) {
	owed, asked, at := demandOwed, demandAsked, d.Due
	if !d.Open() {
		owed, asked, at = demandDone, demandSettled, d.Over
	}
	put := func(desk civic.ID, lane int) {
		q.Queue(`INSERT INTO demand_place (agency_id, lane, at, report_id, seq) VALUES ($1, $2, $3, $4, $5)`, int64(desk), lane, Micros(at), int64(report), d.Seq)
	}
	for _, desk := range chain {
		put(desk, owed)
	}
	put(d.From, asked)
}

// Demands lists what was asked from above about a report, in the order of the asking.
func (s *Store) Demands(ctx context.Context, q sqldb.Querier, report civic.ID) ([]civic.Demand, error) {
	rows, err := q.Query(ctx, `SELECT `+demandColumns+` FROM demand d WHERE d.report_id = $1 ORDER BY d.seq DESC LIMIT $2`, int64(report), mostDemands)
	all, err := collect(rows, err, func(scan func(...any) error) (civic.Demand, error) {
		var x demandScan
		err := scan(x.dest()...)
		return x.demand(), err
	})
	slices.Reverse(all)
	return all, err
}

// DemandRow is one line of a list of demands, with the words in which it was asked and answered.
type DemandRow struct {
	civic.Demand
	Report      civic.ID
	Ask, Answer string
	Place       DemandPlace
}

// DemandPlace is where a demand lies in a list.
type DemandPlace struct {
	At     int64 // microseconds UTC
	Report civic.ID
	Seq    int
}

// DemandFilter asks for one page of the demands of a desk: of those that it and the desks below it owe by the nearest due day,
// or what it asked itself; settled ones the latest first.
type DemandFilter struct {
	Desk    civic.ID
	Asked   bool // what the desk asked, not what is asked of it
	Settled bool
	Before  time.Time   // only what was due until then; zero: all
	After   DemandPlace // of the last row of the page before; zero for the first
	Limit   int
}

// ListDemands loads one page, and one row more than the limit when there are more.
func (s *Store) ListDemands(ctx context.Context, q sqldb.Querier, f DemandFilter) ([]DemandRow, error) {
	lane, way, beyond := demandOwed, ``, `>`
	if f.Asked {
		lane = demandAsked
	}
	if f.Settled {
		lane, way, beyond = lane+1, ` DESC`, `<`
	}
	args := arguments{int64(f.Desk), lane, f.Limit + 1}
	where := ``
	if f.After.Report != 0 {
		where = ` AND (p.at, p.report_id, p.seq) ` + beyond + ` (` + args.add(f.After.At) + `, ` + args.add(int64(f.After.Report)) + `, ` + args.add(f.After.Seq) + `)`
	}
	if !f.Before.IsZero() {
		where += ` AND p.at <= ` + args.add(Micros(f.Before))
	}
	rows, err := q.Query(ctx, `WITH page AS (SELECT p.at, p.report_id, p.seq FROM demand_place p WHERE p.agency_id = $1 AND p.lane = $2`+where+`
		ORDER BY p.at`+way+`, p.report_id`+way+`, p.seq`+way+` LIMIT $3)
		SELECT `+demandColumns+`, page.at, e.message, COALESCE(x.message, '') FROM page JOIN demand d ON d.report_id = page.report_id AND d.seq = page.seq
		JOIN event e ON e.report_id = page.report_id AND e.seq = page.seq LEFT JOIN event x ON x.report_id = d.report_id AND x.seq = d.settled
		ORDER BY page.at`+way+`, page.report_id`+way+`, page.seq`+way, args...)
	return collect(rows, err, func(scan func(...any) error) (DemandRow, error) {
		var x demandScan
		var row DemandRow
		err := scan(x.dest(&row.Place.At, &row.Ask, &row.Answer)...)
		row.Demand, row.Report = x.demand(), x.report
		row.Place.Report, row.Place.Seq = row.Report, row.Seq
		return row, err
	})
}
