package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Alarm is the next moment at which somebody is to be reminded of a report.
type Alarm struct {
	Report civic.ID
	At     time.Time // zero: nobody is to be reminded any more
	ToldTo time.Time // what was due until then has been told; zero at first
}

// LockAlarms loads the alarms of reports for a change; those that have none are not there.
func (s *Store) LockAlarms(ctx context.Context, tx Tx, ids []civic.ID) (map[civic.ID]Alarm, error) {
	out := make(map[civic.ID]Alarm, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	in, args := inList(1, ids)
	rows, err := tx.Query(ctx, `SELECT report_id, at, told_to FROM alarm WHERE report_id IN (`+in+`) ORDER BY report_id`+tx.Dialect().ForUpdate(), args...)
	all, err := collect(rows, err, scanAlarm)
	for _, a := range all {
		out[a.Report] = a
	}
	return out, err
}

// DueAlarms takes up to limit alarms that are due, the oldest first. Nobody else takes them until the transaction ends.
func (s *Store) DueAlarms(ctx context.Context, tx Tx, now time.Time, limit int) ([]Alarm, error) {
	rows, err := tx.Query(ctx, `SELECT report_id, at, told_to FROM alarm WHERE at <= $1 ORDER BY at, report_id LIMIT $2`+tx.Dialect().SkipLocked(), Micros(now), limit)
	return collect(rows, err, scanAlarm)
}

func scanAlarm(scan func(...any) error) (Alarm, error) {
	var a Alarm
	var at, told int64
	err := scan((*int64)(&a.Report), &at, &told)
	a.At, a.ToldTo = Moment(at), Moment(told)
	return a, err
}

// SetAlarms queues alarms as they are now.
func (s *Store) SetAlarms(q sqldb.Queuer, all []Alarm) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b Alarm) int { return int(a.Report - b.Report) }) // one order for all: no deadlock
	for chunk := range slices.Chunk(all, feedChunk) {
		var values, gone arguments
		var rows, drop []string
		for _, a := range chunk {
			if a.At.IsZero() {
				drop = append(drop, gone.add(int64(a.Report)))
				continue
			}
			rows = append(rows, `(`+values.add(int64(a.Report))+`, `+values.add(Micros(a.At))+`, `+values.add(at(a.ToldTo))+`)`)
		}
		if len(rows) > 0 {
			q.Queue(`INSERT INTO alarm (report_id, at, told_to) VALUES `+strings.Join(rows, `, `)+
				` ON CONFLICT (report_id) DO UPDATE SET at = excluded.at, told_to = excluded.told_to`, values...)
		}
		if len(drop) > 0 {
			q.Queue(`DELETE FROM alarm WHERE report_id IN (`+strings.Join(drop, `, `)+`)`, gone...)
		}
	}
}

// Reminder is what an office was told of a clock.
type Reminder struct {
	ID      civic.ID
	Report  civic.ID
	Clock   civic.ClockKind
	Started time.Time // of the clock
	Step    int       // see civic.Reminder
	Desk    civic.ID  // that was told
	Due     time.Time // of the clock, as it stood
	At      time.Time
}

// InsertReminders queues what offices are told. What was told already is not told again, whoever else is about it.
func (s *Store) InsertReminders(q sqldb.Queuer, all []Reminder) {
	for chunk := range slices.Chunk(all, feedChunk) {
		var values arguments
		var rows []string
		for _, r := range chunk {
			rows = append(rows, `(`+strings.Join([]string{values.add(int64(r.ID)), values.add(int64(r.Report)), values.add(string(r.Clock)), values.add(Micros(r.Started)),
				values.add(r.Step), values.add(int64(r.Desk)), values.add(Micros(r.Due)), values.add(Micros(r.At))}, `, `)+`)`)
		}
		q.Queue(`INSERT INTO reminder (id, report_id, clock, started_at, step, desk_id, due_at, at) VALUES `+strings.Join(rows, `, `)+
			` ON CONFLICT (report_id, clock, started_at, step) DO NOTHING`, values...)
	}
}

// Reminders lists what a desk was told, the latest first; before is the last one seen, 0 for the first page.
// One row more than the limit when there are more.
func (s *Store) Reminders(ctx context.Context, q sqldb.Querier, desk, before civic.ID, limit int) ([]Reminder, error) {
	where, args := ``, []any{int64(desk), limit + 1}
	if before != 0 {
		where, args = ` AND id < $3`, append(args, int64(before))
	}
	rows, err := q.Query(ctx, `SELECT id, report_id, clock, started_at, step, desk_id, due_at, at FROM reminder WHERE desk_id = $1`+where+` ORDER BY id DESC LIMIT $2`, args...)
	return collect(rows, err, func(scan func(...any) error) (Reminder, error) {
		var r Reminder
		var started, due, at int64
		err := scan((*int64)(&r.ID), (*int64)(&r.Report), (*string)(&r.Clock), &started, &r.Step, (*int64)(&r.Desk), &due, &at)
		r.Started, r.Due, r.At = Moment(started), Moment(due), Moment(at)
		return r, err
	})
}

// CountReminders counts what a desk was told since a moment, and the answers that it owes to whoever watches over it, without
// what is about reports that the officer is kept out of, or that are not in the remit; each at most limit. One question, for
// each costs a journey.
func (s *Store) CountReminders(ctx context.Context, q sqldb.Querier, who civic.Actor, since time.Time, limit int) (told, owed int, err error) {
	args := arguments{int64(who.Desk), int64(civic.IDAt(since)), limit, demandOwed, int64(who.Officer)}
	mine := func(report string) string {
		if who.Remit.All() {
			return ``
		}
		return ` AND ` + inRemit(&args, who.Remit, ``, report)
	}
	known := func(report string) string {
		return ` AND NOT EXISTS (SELECT 1 FROM kept_officer k WHERE k.officer_id = $5 AND k.report_id = ` + report + `)` + mine(report)
	}
	err = q.QueryRow(ctx, `SELECT (SELECT count(*) FROM (SELECT 1 FROM reminder m WHERE m.desk_id = $1 AND m.id >= $2`+known(`m.report_id`)+` LIMIT $3) x),
		(SELECT count(*) FROM (SELECT 1 FROM demand_place p WHERE p.agency_id = $1 AND p.lane = $4`+known(`p.report_id`)+` LIMIT $3) z)`, args...).Scan(&told, &owed)
	return told, owed, err
}

// MannedDesks tells at which of the desks somebody sits: an officer who may sign in, in a post that is valid now, who
// is not on leave, or somebody who acts for one who is. Whoever only looks back, at readings of identities or from above,
// moves nothing and does not count.
//
// The conditions are questions about one row each, not joins: a desk is asked until the first who sits there, where a join
// would read all officers.
func (s *Store) MannedDesks(ctx context.Context, q sqldb.Querier, desks []civic.ID, now time.Time) (map[civic.ID]bool, error) {
	out := make(map[civic.ID]bool, len(desks))
	if len(desks) == 0 {
		return out, nil
	}
	in, args := inList(2, desks)
	rows, err := q.Query(ctx, `SELECT a.id FROM agency a WHERE a.id IN (`+in+`) AND (SELECT 1 FROM post p
		WHERE p.agency_id = a.id AND p.role <> 'auditor' AND p.role <> 'supervisor' AND `+valid(`p`, `$1`)+`
		AND (SELECT `+serves(`$1`)+` FROM officer o WHERE o.id = `+sitter(`$1`)+`) LIMIT 1) IS NOT NULL`, append([]any{Micros(now)}, args...)...)
	ids, err := collect(rows, err, func(scan func(...any) error) (id civic.ID, err error) { return id, scan((*int64)(&id)) })
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// reminderRules loads all of them, the oldest first.
func (s *Store) reminderRules(ctx context.Context, q sqldb.Querier) ([]civic.ReminderRule, error) {
	rows, err := q.Query(ctx, `SELECT effective_from, shares, every FROM reminder_rule ORDER BY effective_from`)
	return collect(rows, err, func(scan func(...any) error) (civic.ReminderRule, error) {
		var x civic.ReminderRule
		var from, shares string
		if err := scan(&from, &shares, &x.Every); err != nil {
			return x, err
		}
		if from != "" {
			var err error
			if x.From, err = civic.ParseDate(from); err != nil {
				return x, err
			}
		}
		for part := range strings.SplitSeq(shares, ",") {
			n, err := strconv.Atoi(part)
			if err != nil {
				return x, fmt.Errorf("reminder rule of %q: %w", from, err)
			}
			x.Shares = append(x.Shares, n)
		}
		return x, nil
	})
}

// SaveReminderRule queues when offices are reminded from a day on.
func (s *Store) SaveReminderRule(q sqldb.Queuer, x civic.ReminderRule) {
	shares := make([]string, len(x.Shares))
	for i, n := range x.Shares {
		shares[i] = strconv.Itoa(n)
	}
	q.Queue(`INSERT INTO reminder_rule (effective_from, shares, every) VALUES ($1, $2, $3)
		ON CONFLICT (effective_from) DO UPDATE SET shares = excluded.shares, every = excluded.every`, x.From.String(), strings.Join(shares, ","), x.Every)
}
