package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// eventColumns are all columns of an event, in the order of scanEvent.
var eventColumns = `e.report_id, e.seq, e.id, e.at, e.officer_id, e.desk_id, e.from_desk, e.to_desk,
	e.from_queue, e.to_queue, e.from_due, e.to_due, e.reason, e.message, ` +
	packed(`e.verb`, `e.role`, `e.from_state`, `e.to_state`, `e.shown`, `e.detail`, `e.clocks`)

// AppendEvent queues one more event, and its place in the feed from which search
// and counts are kept. Two events with one number cannot both be written.
func (s *Store) AppendEvent(q sqldb.Queuer, e civic.Event) {
	s.InsertEvent(q, e)
	q.Queue(`INSERT INTO feed (id, report_id, seq) VALUES ($1, $2, $3)`, int64(e.ID), int64(e.Report), e.Seq)
	q.Notify(FeedTopic)
}

// InsertEvent queues an event whose effect on search and counts the caller writes itself.
func (s *Store) InsertEvent(q sqldb.Queuer, e civic.Event) {
	detail := ""
	if len(e.Detail) > 0 {
		b, _ := json.Marshal(e.Detail) // a map of strings always marshals
		detail = string(b)
	}
	q.Queue(`INSERT INTO event (report_id, seq, id, at, verb, role, officer_id, desk_id, from_state, to_state, from_desk, to_desk,
		from_queue, to_queue, from_due, to_due, shown, reason, message, detail, clocks)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`,
		int64(e.Report), e.Seq, int64(e.ID), Micros(e.At), string(e.Verb), string(e.Role), int64(e.Officer), int64(e.Desk), string(e.From), string(e.To),
		int64(e.FromDesk), int64(e.ToDesk), int(e.FromQueue), int(e.ToQueue), Micros(e.FromDue), Micros(e.ToDue), string(e.Shown), e.Reason, e.Message, detail, turnedText(&e))
}

// FeedTopic wakes whoever keeps search and counts.
const FeedTopic = "feed"

func scanEvent(scan func(...any) error) (civic.Event, error) {
	var e civic.Event
	var at, fromDue, toDue int64
	var codes, detail, clocks string
	err := scan((*int64)(&e.Report), &e.Seq, (*int64)(&e.ID), &at, (*int64)(&e.Officer), (*int64)(&e.Desk),
		(*int64)(&e.FromDesk), (*int64)(&e.ToDesk), (*int)(&e.FromQueue), (*int)(&e.ToQueue), &fromDue, &toDue, &e.Reason, &e.Message, &codes)
	if err == nil {
		err = unpack(codes, (*string)(&e.Verb), (*string)(&e.Role), (*string)(&e.From), (*string)(&e.To), (*string)(&e.Shown), &detail, &clocks)
	}
	if err != nil {
		return e, err
	}
	e.At, e.FromDue, e.ToDue = Moment(at), Moment(fromDue), Moment(toDue)
	if e.Detail, err = readDetail(detail); err != nil {
		return e, fmt.Errorf("store: detail of event %d: %w", e.ID, err)
	}
	return e, readTurned(&e, clocks)
}

// turnedText writes what the event did to the clocks: the edition of the calendar, and after a bar the clocks.
func turnedText(e *civic.Event) string {
	if len(e.Turned) == 0 {
		return e.Edition
	}
	return e.Edition + "|" + clocksText(&civic.Report{Clocks: e.Turned})
}

func readTurned(e *civic.Event, s string) (err error) {
	edition, clocks, _ := strings.Cut(s, "|")
	if e.Turned, err = readClocks(clocks); err != nil {
		return fmt.Errorf("store: clocks of event %d: %w", e.ID, err)
	}
	e.Edition = edition
	return nil
}

func readDetail(s string) (d map[string]string, err error) {
	if s != "" {
		err = json.Unmarshal([]byte(s), &d)
	}
	return d, err
}

// MaxEvents is the most that one timeline shows at once.
const MaxEvents = 500

// Events loads a report's history in order, at most MaxEvents from after seq.
func (s *Store) Events(ctx context.Context, q sqldb.Querier, report civic.ID, after int) ([]civic.Event, error) {
	rows, err := q.Query(ctx, `SELECT `+eventColumns+` FROM event e WHERE e.report_id = $1 AND e.seq > $2 ORDER BY e.seq LIMIT $3`, int64(report), after, MaxEvents)
	return collect(rows, err, scanEvent)
}
