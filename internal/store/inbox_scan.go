package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// InboxPlace is a place in an inbox: a deadline in microseconds UTC, and a report.
type InboxPlace struct {
	DueAt int64
	ID    civic.ID
}

// InboxHorizon is the place n rows after the beginning of what the filter asks for, its sieve aside; false when there
// are not so many. Narrowed lists stop there, so that the work of one page is bounded however rare its rows are.
// f.AtDue and f.AtID say where to begin. It looks forwards only.
func (s *Store) InboxHorizon(ctx context.Context, f InboxFilter, n int) (InboxPlace, bool, error) {
	f.Sieve, f.Back = Sieve{}, false
	way := `ASC`
	if f.Queue == civic.QueueDone {
		way = `DESC`
	}
	from, to := f.window(way == `DESC`)
	lanes := f.lanes()
	if len(lanes) == 0 {
		return InboxPlace{}, false, nil
	}
	// One lane after the other would need a merge; the n-th of the longest lane is far enough.
	var at InboxPlace
	for _, l := range lanes {
		var p InboxPlace
		err := s.reads.QueryRow(ctx, fmt.Sprintf(`SELECT due_at, report_id FROM inbox WHERE agency_id = $1 AND lane = %d AND (due_at, report_id) > ($2, $3)
			AND (due_at, report_id) < ($4, $5) ORDER BY due_at %[2]s, report_id %[2]s LIMIT 1 OFFSET $6`, l, way),
			int64(f.Desk), from.due, from.id, to.due, to.id, n).Scan(&p.DueAt, (*int64)(&p.ID))
		if errors.Is(err, sqldb.ErrNoRows) {
			continue
		}
		if err != nil {
			return InboxPlace{}, false, err
		}
		here, best := inboxKey{p.DueAt, int64(p.ID)}, inboxKey{at.DueAt, int64(at.ID)}
		if at.ID == 0 || (way == `ASC`) == here.before(best) { // the nearest: none of the lanes is read further than n
			at = p
		}
	}
	return at, at.ID != 0, nil
}

// InboxIDs lists the reports that the filter lets through, at most f.Limit, in the order of the list.
func (s *Store) InboxIDs(ctx context.Context, f InboxFilter) ([]civic.ID, error) {
	way := `ASC`
	if f.Queue == civic.QueueDone {
		way = `DESC`
	}
	lanes := f.lanes()
	if len(lanes) == 0 {
		return nil, nil
	}
	from, to := f.window(way == `DESC`)
	args := arguments{int64(f.Desk), from.due, from.id, to.due, to.id, f.Limit}
	narrow := f.Sieve.where(&args)
	rows, err := s.reads.Query(ctx, `SELECT report_id FROM (`+ranges(lanes, way, narrow)+`) u ORDER BY due_at `+way+`, report_id `+way+` LIMIT $6`, args...)
	return collect(rows, err, scanID)
}

func scanID(scan func(...any) error) (civic.ID, error) {
	var id civic.ID
	err := scan((*int64)(&id))
	return id, err
}

// InboxCount is one question of InboxCounts. Its desk is that of all.
type InboxCount struct {
	Queue   civic.Queue
	State   civic.State
	DueFrom int64
	DueTo   int64
	Sieve   Sieve
}

// InboxCounts answers all questions in one walk over what lies at the desk or below and has not ended, up to most rows
// of a lane. capped tells that there are more, so that each answer is the least that is true. What is unread is asked for
// each report in another table: it is counted by itself, and no further than enough.
func (s *Store) InboxCounts(ctx context.Context, desk civic.ID, most, enough int, of []InboxCount) (n []int64, capped bool, err error) {
	n = make([]int64, len(of))
	var walk []int
	for i, c := range of {
		if !c.Sieve.Unread {
			walk = append(walk, i)
			continue
		}
		if n[i], err = s.countUnread(ctx, desk, most, enough, c); err != nil {
			return nil, false, err
		}
	}
	args := arguments{int64(desk), most}
	var sums []string
	wanted := map[int]bool{}
	var rows int64
	dest := []any{&rows}
	for _, i := range walk {
		sums = append(sums, `, COALESCE(SUM(CASE WHEN `+of[i].cond(&args, wanted)+` THEN 1 ELSE 0 END), 0)`)
		dest = append(dest, &n[i])
	}
	if len(wanted) == 0 {
		return n, false, nil
	}
	sum := strings.Join(sums, ``)
	err = s.reads.QueryRow(ctx, `SELECT COUNT(*)`+sum+` FROM (`+laneRows(wanted, sum)+`) i`, args...).Scan(dest...)
	return n, rows >= int64(most), err
}

func (s *Store) countUnread(ctx context.Context, desk civic.ID, most, enough int, c InboxCount) (n int64, err error) {
	args := arguments{int64(desk), most}
	wanted := map[int]bool{}
	cond := c.cond(&args, wanted)
	if len(wanted) == 0 {
		return 0, nil
	}
	return n, s.reads.QueryRow(ctx, `SELECT COUNT(*) FROM (SELECT 1 FROM (`+laneRows(wanted, cond)+`) i WHERE `+cond+` LIMIT `+args.add(enough)+`) x`, args...).Scan(&n)
}

// cond writes what a question asks of an inbox named i, and notes its lanes.
func (c InboxCount) cond(args *arguments, wanted map[int]bool) string {
	var lanes []string
	for _, l := range (InboxFilter{Queue: c.Queue, State: c.State}).lanes() {
		lanes = append(lanes, strconv.Itoa(l))
		wanted[l] = true
	}
	cond := `i.lane IN (` + strings.Join(append(lanes, `0`), `, `) + `)`
	if c.DueFrom != 0 {
		cond += ` AND i.due_at >= ` + args.add(c.DueFrom)
	}
	if c.DueTo != 0 {
		cond += ` AND i.due_at < ` + args.add(c.DueTo)
	}
	return cond + c.Sieve.where(args)
}

// laneRows are the first rows of some lanes of the desk $1, at most $2 of each, with the columns that a text names: what
// is carried along for nothing doubles the time.
func laneRows(wanted map[int]bool, text string) string {
	columns := `lane`
	for _, c := range []string{`due_at`, `report_id`, `topic_id`, `place`, `assignee_id`, `facts`, `channel`} {
		if strings.Contains(text, `i.`+c) {
			columns += `, ` + c
		}
	}
	var parts []string
	for _, l := range slices.Sorted(maps.Keys(wanted)) {
		parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT %[2]s FROM inbox WHERE agency_id = $1 AND lane = %[1]d ORDER BY due_at, report_id LIMIT $2) l%[1]d`, l, columns))
	}
	return strings.Join(parts, ` UNION ALL `)
}
