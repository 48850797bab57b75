package store

import (
	"context"
	"fmt"
	"math"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// ReplayPage is where a walk through the reports of a desk stands, and how far it goes.
type ReplayPage struct {
	Desk  civic.ID // its reports and those of the desks below
	Since int64    // reports that ended before, in microseconds UTC, are left out
	AtDue int64    // keyset: before this deadline or ending ...
	AtID  civic.ID // ... and this report; both 0 from the newest
	Limit int
}

// Replay is a report with the events from which its clocks can be reckoned again.
type Replay struct {
	Report civic.Report
	Due    int64
	Events []civic.Event // in order; without their words
}

// Replays lists open reports and those that ended lately, the latest deadline or ending first.
func (s *Store) Replays(ctx context.Context, q sqldb.Querier, p ReplayPage) ([]Replay, error) {
	due, id := p.AtDue, int64(p.AtID)
	if p.AtID == 0 {
		due, id = math.MaxInt64, math.MaxInt64
	}
	var parts []string
	for l := lane(civic.Submitted); l <= laneQuiet; l++ {
		from := ``
		if l == lane(civic.Closed) || l == lane(civic.Archived) {
			from = ` AND due_at >= $5`
		}
		parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT due_at, report_id FROM inbox i WHERE agency_id = $1 AND lane = %[1]d
			AND (due_at, report_id) < ($2, $3)%[2]s ORDER BY due_at DESC, report_id DESC LIMIT $4) l%[1]d`, l, from))
	}
	rows, err := q.Query(ctx, `WITH page AS (SELECT due_at, report_id FROM (`+strings.Join(parts, ` UNION ALL `)+`) u ORDER BY due_at DESC, report_id DESC LIMIT $4)
		SELECT `+reportColumns+`, page.due_at FROM page JOIN report r ON r.id = page.report_id ORDER BY page.due_at DESC, page.report_id DESC`,
		int64(p.Desk), due, id, p.Limit, p.Since)
	out, err := collect(rows, err, func(scan func(...any) error) (Replay, error) {
		var d reportScan
		var one Replay
		if err := scan(d.dest(&one.Due)...); err != nil {
			return one, err
		}
		var err error
		one.Report, err = d.report()
		return one, err
	})
	if err != nil || len(out) == 0 {
		return nil, err
	}
	return out, s.replayEvents(ctx, q, out)
}

// replayEvents reads the events of all the reports at once.
func (s *Store) replayEvents(ctx context.Context, q sqldb.Querier, all []Replay) error {
	ids, place := make([]civic.ID, len(all)), make(map[civic.ID]int, len(all))
	for i := range all {
		ids[i], place[all[i].Report.ID] = all[i].Report.ID, i
	}
	in, args := inList(2, ids)
	rows, err := q.Query(ctx, `SELECT report_id, seq, at, verb, from_state, to_state, from_desk, to_desk, detail FROM event
		WHERE report_id IN (`+in+`) AND seq <= $1 ORDER BY report_id, seq`, append([]any{MaxEvents}, args...)...)
	events, err := collect(rows, err, func(scan func(...any) error) (civic.Event, error) {
		var e civic.Event
		var at int64
		var detail string
		err := scan((*int64)(&e.Report), &e.Seq, &at, (*string)(&e.Verb), (*string)(&e.From), (*string)(&e.To), (*int64)(&e.FromDesk), (*int64)(&e.ToDesk), &detail)
		e.At = Moment(at)
		if err == nil {
			e.Detail, err = readDetail(detail)
		}
		return e, err
	})
	for _, e := range events {
		i := place[e.Report]
		all[i].Events = append(all[i].Events, e)
	}
	return err
}
