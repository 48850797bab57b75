package store

import (
	"context"
	"encoding/json"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// oversightText is how a report's row keeps who is kept out of it, "" for nobody.
func oversightText(x civic.Oversight) string {
	if x.IsZero() {
		return ""
	}
	b, err := json.Marshal(x)
	if err != nil {
		panic(err) // numbers and short words only
	}
	return string(b)
}

func readOversight(s string) (x civic.Oversight, err error) {
	if s != "" {
		err = json.Unmarshal([]byte(s), &x)
	}
	return x, err
}

// keepOfficers queues whom lists have to leave a report out for.
func keepOfficers(q sqldb.Queuer, was, r *civic.Report) {
	has := func(x *civic.Report, officer civic.ID) bool {
		return slices.ContainsFunc(x.Oversight.Kept, func(k civic.Kept) bool { return k.Officer == officer })
	}
	for _, k := range r.Oversight.Kept {
		if k.Officer != 0 && !has(was, k.Officer) {
			q.Queue(`INSERT INTO kept_officer (officer_id, report_id) VALUES ($1, $2) ON CONFLICT (officer_id, report_id) DO NOTHING`, int64(k.Officer), int64(r.ID))
		}
	}
	for _, k := range was.Oversight.Kept {
		if k.Officer != 0 && !has(r, k.Officer) {
			q.Queue(`DELETE FROM kept_officer WHERE officer_id = $1 AND report_id = $2`, int64(k.Officer), int64(r.ID))
		}
	}
}

// maxKeptFrom is how many reports an officer may be kept out of that counts still know about.
const maxKeptFrom = 1000

// KeptFrom lists the reports that an officer is kept out of in person; counts leave them out. There are few or none.
func (s *Store) KeptFrom(ctx context.Context, q sqldb.Querier, officer civic.ID) ([]civic.Report, error) {
	rows, err := q.Query(ctx, `SELECT `+reportColumns+` FROM kept_officer ko JOIN report r ON r.id = ko.report_id WHERE ko.officer_id = $1 ORDER BY ko.report_id LIMIT $2`, int64(officer), maxKeptFrom)
	return collect(rows, err, func(scan func(...any) error) (civic.Report, error) {
		var d reportScan
		if err := scan(d.dest()...); err != nil {
			return civic.Report{}, err
		}
		return d.report()
	})
}

// OfficerThere tells whether there is such an officer, in service or not.
func (s *Store) OfficerThere(ctx context.Context, q sqldb.Querier, officer civic.ID) (there bool, err error) {
	return there, q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM officer WHERE id = $1)`, int64(officer)).Scan(&there)
}
