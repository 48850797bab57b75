package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// InboxRow is one line of an officer's list, before it is cut to what the officer may see.
type InboxRow struct {
	Report civic.Report
	DueAt  int64 // microseconds UTC
	Title  string
	Place  string
}

// InboxFilter narrows an inbox.
type InboxFilter struct {
	Desk    civic.ID
	Queue   civic.Queue
	State   civic.State // "" all of the queue
	AtDue   int64       // keyset: after this deadline ...
	AtID    civic.ID    // ... and this report; both 0 from the start
	Back    bool        // the rows before the key instead, nearest to it first
	DueFrom int64       // only deadlines in [DueFrom, DueTo), 0 = open
	DueTo   int64
	Limit   int
}

// Inbox lists what lies at a desk or below it: by deadline, or latest first where it is done.
// One row more than the limit when there are more.
func (s *Store) Inbox(ctx context.Context, f InboxFilter) ([]InboxRow, error) {
	way, down := `ASC`, (f.Queue == civic.QueueDone) != f.Back
	if down {
		way = `DESC`
	}
	ranges := f.ranges(way)
	if ranges == "" {
		return nil, nil // a state of another queue
	}
	// Both ends of the range are given as (deadline, report), so that a deep page starts where it begins.
	from, to := inboxKey{math.MinInt64, math.MinInt64}, inboxKey{math.MaxInt64, math.MaxInt64}
	if f.DueFrom != 0 {
		from = inboxKey{f.DueFrom, -1}
	}
	if f.DueTo != 0 {
		to = inboxKey{f.DueTo, -1}
	}
	switch at := (inboxKey{f.AtDue, int64(f.AtID)}); {
	case f.AtID == 0:
	case down && at.before(to):
		to = at
	case !down && from.before(at):
		from = at
	}
	rows, err := s.reads.Query(ctx, `WITH page AS (SELECT due_at, report_id FROM (`+ranges+`) u ORDER BY due_at `+way+`, report_id `+way+` LIMIT $6)
		SELECT `+reportColumns+`, page.due_at, t.title, t.location_text FROM page JOIN report r ON r.id = page.report_id
		JOIN report_text t ON t.report_id = page.report_id ORDER BY page.due_at `+way+`, page.report_id `+way, int64(f.Desk), from.due, from.id, to.due, to.id, f.Limit+1)
	return collect(rows, err, scanInbox)
}

// ranges selects the first rows of each state that is asked for.
func (f InboxFilter) ranges(way string) string {
	var parts []string
	for _, state := range civic.States() {
		if f.State != "" && f.State != state || (&civic.Report{State: state}).Queue() != f.Queue {
			continue
		}
		parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT due_at, report_id FROM inbox WHERE agency_id = $1 AND lane = %[1]d
			AND (due_at, report_id) > ($2, $3) AND (due_at, report_id) < ($4, $5) ORDER BY due_at %[2]s, report_id %[2]s LIMIT $6) l%[1]d`, lane(state), way))
	}
	return strings.Join(parts, ` UNION ALL `)
}

// lane is the place of a state in the story, from 1.
func lane(s civic.State) int { return slices.Index(civic.States(), s) + 1 }

// inboxKey is a place in an inbox.
type inboxKey struct{ due, id int64 }

func (k inboxKey) before(o inboxKey) bool {
	return cmp.Or(cmp.Compare(k.due, o.due), cmp.Compare(k.id, o.id)) < 0
}

func scanInbox(scan func(...any) error) (InboxRow, error) {
	var d reportScan
	var row InboxRow
	err := scan(d.dest(&row.DueAt, &row.Title, &row.Place)...)
	if err != nil {
		return row, err
	}
	row.Report, err = d.report()
	return row, err
}

func intoInbox(q sqldb.Queuer, r *civic.Report, chain []civic.ID) {
	var sql strings.Builder
	args := []any{lane(r.State), due(r), int64(r.ID)}
	sql.WriteString(`INSERT INTO inbox (agency_id, lane, due_at, report_id) VALUES `)
	for i, desk := range chain {
		if i > 0 {
			sql.WriteString(`, `)
		}
		fmt.Fprintf(&sql, `($%d, $1, $2, $3)`, i+4)
		args = append(args, int64(desk))
	}
	q.Queue(sql.String(), args...)
}

func outOfInbox(q sqldb.Queuer, r *civic.Report, chain []civic.ID) {
	in, args := inList(4, chain)
	q.Queue(`DELETE FROM inbox WHERE lane = $1 AND due_at = $2 AND report_id = $3 AND agency_id IN (`+in+`)`,
		append([]any{lane(r.State), due(r), int64(r.ID)}, args...)...)
}
