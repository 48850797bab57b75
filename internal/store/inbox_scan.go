package store

import (
	"context"
	"errors"
	"fmt"
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
// of a lane. capped tells that there are more, so that each answer is the least that is true.
func (s *Store) InboxCounts(ctx context.Context, desk civic.ID, most int, of []InboxCount) (n []int64, capped bool, err error) {
	if len(of) == 0 {
		return nil, false, nil
	}
	args := arguments{int64(desk), most}
	var sums, parts []string
	wanted := map[int]bool{}
	for _, c := range of {
		var lanes []string
		for _, l := range (InboxFilter{Queue: c.Queue, State: c.State}).lanes() {
			lanes = append(lanes, fmt.Sprint(l))
			wanted[l] = true
		}
		cond := `i.lane IN (` + strings.Join(append(lanes, `0`), `, `) + `)`
		if c.DueFrom != 0 {
			cond += ` AND i.due_at >= ` + args.add(c.DueFrom)
		}
		if c.DueTo != 0 {
			cond += ` AND i.due_at < ` + args.add(c.DueTo)
		}
		sums = append(sums, `COALESCE(SUM(CASE WHEN `+cond+c.Sieve.where(&args)+` THEN 1 ELSE 0 END), 0)`)
	}
	for l := range laneQuiet + 1 {
		if wanted[l] {
			parts = append(parts, fmt.Sprintf(`SELECT * FROM (SELECT * FROM inbox WHERE agency_id = $1 AND lane = %[1]d ORDER BY due_at, report_id LIMIT $2) l%[1]d`, l))
		}
	}
	if len(parts) == 0 {
		return make([]int64, len(of)), false, nil
	}
	n = make([]int64, len(of))
	var rows int64
	dest := []any{&rows}
	for i := range n {
		dest = append(dest, &n[i])
	}
	err = s.reads.QueryRow(ctx, `SELECT COUNT(*), `+strings.Join(sums, `, `)+` FROM (`+strings.Join(parts, ` UNION ALL `)+`) i`, args...).Scan(dest...)
	return n, rows >= int64(most), err
}
