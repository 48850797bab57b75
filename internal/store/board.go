package store

import (
	"context"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// DueCount is how many reports that wait for an officer, at a desk and below it, are due on a day.
type DueCount struct {
	Desk civic.ID
	Day  int64 // see DueDay; 0 for all before the first that was asked about
	N    int64
}

// DueCounts reads the kept counts of desks: what was due before a day in one sum, then each day up to the last. What the
// viewer is kept out of in person is taken off; 0 is nobody in particular.
func (s *Store) DueCounts(ctx context.Context, q sqldb.Querier, viewer civic.ID, desks []civic.ID, from, last int64) ([]DueCount, error) {
	if len(desks) == 0 {
		return nil, nil
	}
	in, args := inList(3, desks)
	all := append(arguments{from, last}, args...)
	off := ``
	if viewer != 0 {
		off = ` UNION ALL SELECT i.agency_id, ` + inboxDay + `, -1 ` + keptInboxes(&all, viewer, in, (InboxFilter{Queue: civic.QueueAction}).lanes())
	}
	rows, err := q.Query(ctx, `SELECT agency_id, CASE WHEN due_day < $1 THEN 0 ELSE due_day END AS day, SUM(n) FROM (SELECT agency_id, due_day, n
		FROM tally WHERE agency_id IN (`+in+`) AND queue = 1 AND due_day <= $2 AND n <> 0`+off+`) x WHERE due_day <= $2 GROUP BY 1, 2`, all...)
	return collect(rows, err, func(scan func(...any) error) (DueCount, error) {
		var c DueCount
		err := scan((*int64)(&c.Desk), &c.Day, &c.N)
		return c, err
	})
}

// inboxDay is DueDay of a row of an inbox named i.
const inboxDay = `(i.due_at - 1 + 25200000000) / 86400000000`

// DueDayBegins is the first deadline, in microseconds UTC, that falls on a day as counts are kept.
func DueDayBegins(day int64) int64 { return day*86_400_000_000 - 25_200_000_000 + 1 }

// keptInboxes are the places in inboxes, named i, of the reports that an officer is kept out of in person, at some desks and
// in some lanes. There are few or none.
func keptInboxes(args *arguments, officer civic.ID, desks string, lanes []int) string {
	in := make([]string, len(lanes))
	for i, l := range lanes {
		in[i] = strconv.Itoa(l)
	}
	return `FROM kept_officer ko JOIN report r ON r.id = ko.report_id JOIN inbox i ON i.agency_id IN (` + desks + `) AND i.lane = r.lane AND i.due_at = r.due_at AND i.report_id = r.id
		WHERE ko.officer_id = ` + args.add(int64(officer)) + ` AND r.lane IN (` + strings.Join(in, `, `) + `)`
}
