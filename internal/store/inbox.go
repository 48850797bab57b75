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
	EndDue  int64    // not as far as this deadline ...
	EndID   civic.ID // ... and this report; both 0 to the end
	Sieve   Sieve
	Limit   int
}

// Inbox lists what lies at a desk or below it: by deadline, or latest first where it is done.
// One row more than the limit when there are more.
func (s *Store) Inbox(ctx context.Context, f InboxFilter) ([]InboxRow, error) {
	way, down := `ASC`, (f.Queue == civic.QueueDone) != f.Back
	if down {
		way = `DESC`
	}
	lanes := f.lanes()
	if len(lanes) == 0 {
		return nil, nil // a state of another queue
	}
	from, to := f.window(down)
	args := arguments{int64(f.Desk), from.due, from.id, to.due, to.id, f.Limit + 1}
	narrow := f.Sieve.where(&args)
	rows, err := s.reads.Query(ctx, `WITH page AS (SELECT due_at, report_id FROM (`+ranges(lanes, way, narrow)+`) u ORDER BY due_at `+way+`, report_id `+way+` LIMIT $6)
		SELECT `+reportColumns+`, page.due_at, t.title, t.location_text FROM page JOIN report r ON r.id = page.report_id
		JOIN report_text t ON t.report_id = page.report_id`, args...)
	out, err := collect(rows, err, inboxScanner())
	// Put in order here: databases would carry every column of these rows through a sort to find out that they are sorted.
	slices.SortFunc(out, func(a, b InboxRow) int {
		order := cmp.Or(cmp.Compare(a.DueAt, b.DueAt), cmp.Compare(a.Report.ID, b.Report.ID))
		if down {
			return -order
		}
		return order
	})
	return out, err
}

// window is the range of the inbox that is asked for, both ends as (deadline, report), so that a deep page starts where
// it begins.
func (f InboxFilter) window(down bool) (from, to inboxKey) {
	from, to = inboxKey{math.MinInt64, math.MinInt64}, inboxKey{math.MaxInt64, math.MaxInt64}
	if f.DueFrom != 0 {
		from = inboxKey{f.DueFrom, -1}
	}
	if f.DueTo != 0 {
		to = inboxKey{f.DueTo, -1}
	}
	// A horizon is one more end, on the side on which the walk goes on.
	if end := (inboxKey{f.EndDue, int64(f.EndID)}); f.EndID != 0 {
		if end.id--; down && from.before(end) { // the horizon itself is still seen
			from = end
		} else if end.id += 2; !down && end.before(to) {
			to = end
		}
	}
	switch at := (inboxKey{f.AtDue, int64(f.AtID)}); {
	case f.AtID == 0:
	case down && at.before(to):
		to = at
	case !down && from.before(at):
		from = at
	}
	return from, to
}

// lanes are those of the states that are asked for.
func (f InboxFilter) lanes() []int {
	var out []int
	for _, state := range civic.States() {
		if (f.State == "" || f.State == state) && (&civic.Report{State: state}).Queue() == f.Queue {
			out = append(out, lane(state))
		}
	}
	if f.State == "" && f.Queue == civic.QueueWaiting {
		out = append(out, laneQuiet)
	}
	if f.State == "" {
		out = append(out, helpLanes(f.Queue)...)
	}
	return out
}

// ranges selects the first rows of each lane.
func ranges(lanes []int, way, narrow string) string {
	var parts []string
	for _, l := range lanes {
		parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT due_at, report_id FROM inbox i WHERE agency_id = $1 AND lane = %[1]d
			AND (due_at, report_id) > ($2, $3) AND (due_at, report_id) < ($4, $5)%[3]s ORDER BY due_at %[2]s, report_id %[2]s LIMIT $6) l%[1]d`, l, way, narrow))
	}
	return strings.Join(parts, ` UNION ALL `)
}

// lane is the place of a state in the story, from 1.
func lane(s civic.State) int { return slices.Index(civic.States(), s) + 1 }

// laneQuiet holds what waits for its lead, whatever its state.
const laneQuiet = 9

// laneOf is the lane in which a report lies.
func laneOf(r *civic.Report) int {
	if r.Quiet() {
		return laneQuiet
	}
	return lane(r.State)
}

// inboxKey is a place in an inbox.
type inboxKey struct{ due, id int64 }

func (k inboxKey) before(o inboxKey) bool {
	return cmp.Or(cmp.Compare(k.due, o.due), cmp.Compare(k.id, o.id)) < 0
}

// inboxScanner reads the rows of one question after another into the same place: a list has many, and each has many columns.
func inboxScanner() func(scan func(...any) error) (InboxRow, error) {
	var d reportScan
	var row InboxRow
	into := d.dest(&row.DueAt, &row.Title, &row.Place)
	return func(scan func(...any) error) (InboxRow, error) {
		if err := scan(into...); err != nil {
			return row, err
		}
		var err error
		row.Report, err = d.report()
		return row, err
	}
}

func intoInbox(q sqldb.Queuer, r *civic.Report, chain []civic.ID) {
	var sql strings.Builder
	f := facetsOf(r)
	args := []any{laneOf(r), due(r), int64(r.ID), f.topic, f.place, f.assignee, f.facts, f.channel}
	sql.WriteString(`INSERT INTO inbox (agency_id, lane, due_at, report_id, topic_id, place, assignee_id, facts, channel) VALUES `)
	for i, desk := range chain {
		if i > 0 {
			sql.WriteString(`, `)
		}
		fmt.Fprintf(&sql, `($%d, $1, $2, $3, $4, $5, $6, $7, $8)`, i+9)
		args = append(args, int64(desk))
	}
	q.Queue(sql.String(), args...)
}

// inInbox writes what lists are narrowed by where the report lies already.
func inInbox(q sqldb.Queuer, r *civic.Report, chain []civic.ID) {
	in, args := inList(9, chain)
	f := facetsOf(r)
	q.Queue(`UPDATE inbox SET topic_id = $4, place = $5, assignee_id = $6, facts = $7, channel = $8
		WHERE lane = $1 AND due_at = $2 AND report_id = $3 AND agency_id IN (`+in+`)`,
		append([]any{laneOf(r), due(r), int64(r.ID), f.topic, f.place, f.assignee, f.facts, f.channel}, args...)...)
}

// overInbox moves a report within the inboxes that it stays in.
func overInbox(q sqldb.Queuer, was, r *civic.Report, chain []civic.ID) {
	in, args := inList(11, chain)
	f := facetsOf(r)
	q.Queue(`UPDATE inbox SET lane = $4, due_at = $5, topic_id = $6, place = $7, assignee_id = $8, facts = $9, channel = $10
		WHERE lane = $1 AND due_at = $2 AND report_id = $3 AND agency_id IN (`+in+`)`,
		append([]any{laneOf(was), due(was), int64(r.ID), laneOf(r), due(r), f.topic, f.place, f.assignee, f.facts, f.channel}, args...)...)
}

func outOfInbox(q sqldb.Queuer, r *civic.Report, chain []civic.ID) {
	in, args := inList(4, chain)
	q.Queue(`DELETE FROM inbox WHERE lane = $1 AND due_at = $2 AND report_id = $3 AND agency_id IN (`+in+`)`,
		append([]any{laneOf(r), due(r), int64(r.ID)}, args...)...)
}
