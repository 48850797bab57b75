package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Lanes of the lists of desks that do not hold a report but were asked: what they owe, and what they answered.
const (
	laneHelp   = 10
	laneHelped = 11
)

// StateHelp stands in the counts of a desk for reports of others that it was asked about, in the place of a state.
const StateHelp civic.State = "support"

// supportsText writes the offices that were asked, as the report's row keeps them.
func supportsText(all []civic.Support) string {
	if len(all) == 0 {
		return ""
	}
	b, _ := json.Marshal(all) // numbers, texts and times always marshal
	return string(b)
}

func readSupports(s string) (all []civic.Support, err error) {
	if s != "" {
		err = json.Unmarshal([]byte(s), &all)
	}
	return all, err
}

func laneOfHelp(h civic.Help) int {
	if h.Open {
		return laneHelp
	}
	return laneHelped
}

func queueOfHelp(h civic.Help) civic.Queue {
	if h.Open {
		return civic.QueueAction
	}
	return civic.QueueDone
}

// moveHelpers queues the places of a report in the lists of desks that were asked, and what that does to their counts.
// The chains are of the old and the new holder: those have the report anyway. Most reports have none.
func moveHelpers(q sqldb.Queuer, was, r *civic.Report, wasChain, chain []civic.ID) {
	if len(was.Supports) == 0 && len(r.Supports) == 0 {
		return
	}
	old, now := was.Helpers(wasChain), r.Helpers(chain)
	if slices.Equal(old, now) && helperFacets(was) == helperFacets(r) {
		return
	}
	for _, h := range old {
		q.Queue(`DELETE FROM inbox WHERE agency_id = $1 AND lane = $2 AND due_at = $3 AND report_id = $4`, int64(h.Desk), laneOfHelp(h), Micros(h.At), int64(r.ID))
	}
	f := helperFacets(r)
	for _, h := range now {
		q.Queue(`INSERT INTO inbox (agency_id, lane, due_at, report_id, topic_id, place, assignee_id, facts, channel) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			int64(h.Desk), laneOfHelp(h), Micros(h.At), int64(r.ID), f.topic, f.place, f.assignee, f.facts, f.channel)
	}
	if !slices.Equal(old, now) {
		countHelpers(q, r, old, now)
	}
}

// helperFacets are those of the report, but whose work it is at the office that leads is no business of others.
func helperFacets(r *civic.Report) facets {
	f := facetsOf(r)
	f.assignee = 0
	return f
}

// countHelpers queues what changes of the counts; the follower of the events adds it.
func countHelpers(q sqldb.Queuer, r *civic.Report, old, now []civic.Help) {
	type key struct {
		desk  civic.ID
		queue civic.Queue
		day   int64
	}
	delta := map[key]int{}
	var keys []key
	add := func(all []civic.Help, n int) {
		for _, h := range all {
			k := key{h.Desk, queueOfHelp(h), DueDay(h.At)}
			if _, ok := delta[k]; !ok {
				keys = append(keys, k)
			}
			delta[k] += n
		}
	}
	add(old, -1)
	add(now, 1)
	for _, k := range keys {
		if n := delta[k]; n != 0 {
			q.Queue(`INSERT INTO support_move (id, seq, agency_id, queue, due_day, n) VALUES ($1, $2, $3, $4, $5, $6)`, int64(r.ID), r.Seq, int64(k.desk), int(k.queue), k.day, n)
		}
	}
}

// TakeSupportMoves removes what steps of the reports did to the lists of desks that were asked, and returns it as changes of
// the counts. The caller applies them in the same transaction.
func (s *Store) TakeSupportMoves(ctx context.Context, tx Tx, reports []civic.ID) (map[TallyKey]int64, error) {
	delta := map[TallyKey]int64{}
	for part := range slices.Chunk(reports, feedChunk) {
		in, args := inList(1, part)
		rows, err := tx.Query(ctx, `DELETE FROM support_move WHERE id IN (`+in+`) RETURNING agency_id, queue, due_day, n`, args...)
		_, err = collect(rows, err, func(scan func(...any) error) (struct{}, error) {
			k := TallyKey{State: StateHelp}
			var n int64
			err := scan((*int64)(&k.Agency), (*int)(&k.Queue), &k.DueDay, &n)
			delta[k] += n
			return struct{}{}, err
		})
		if err != nil {
			return nil, err
		}
	}
	return delta, nil
}

// helpLanes are those of a part of the inbox.
func helpLanes(q civic.Queue) []int {
	switch q {
	case civic.QueueAction:
		return []int{laneHelp}
	case civic.QueueDone:
		return []int{laneHelped}
	default:
		return nil
	}
}

// stateOf and queueOf write, of an inbox named i and its report r, under which state and in which queue it is counted.
func stateOf() string {
	return fmt.Sprintf(`CASE WHEN i.lane IN (%d, %d) THEN '%s' ELSE r.state END`, laneHelp, laneHelped, StateHelp)
}

func queueOf() string {
	var sql strings.Builder
	fmt.Fprintf(&sql, `CASE i.lane WHEN %d THEN %d WHEN %d THEN %d WHEN %d THEN %d ELSE CASE r.state`,
		laneQuiet, civic.QueueWaiting, laneHelp, civic.QueueAction, laneHelped, civic.QueueDone)
	for _, state := range civic.States() {
		fmt.Fprintf(&sql, ` WHEN '%s' THEN %d`, state, (&civic.Report{State: state}).Queue())
	}
	return sql.String() + ` END END`
}

// SetParent queues of which report another one is a part. It never changes.
func (s *Store) SetParent(q sqldb.Queuer, child, parent civic.ID) {
	q.Queue(`UPDATE report SET parent_id = $2 WHERE id = $1`, int64(child), int64(parent))
}

// SplitsOf lists the events by which parts were taken out of a report with these words.
func (s *Store) SplitsOf(ctx context.Context, q sqldb.Querier, report civic.ID, message string) ([]int, error) {
	rows, err := q.Query(ctx, `SELECT seq FROM event WHERE report_id = $1 AND verb = 'split' AND message = $2 ORDER BY seq`,
		int64(report), message)
	return collect(rows, err, func(scan func(...any) error) (int, error) {
		var seq int
		err := scan(&seq)
		return seq, err
	})
}
