package store

import (
	"context"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// Kinds of pulses.
const (
	PulseEvent    = "event"
	PulsePresence = "presence"
)

// Pulse is one change that officers may want to hear of. It holds no words of anybody.
type Pulse struct {
	ID        int64 // counted up in the order of commits
	Kind      string
	Report    civic.ID
	Code      civic.TrackingCode
	Seq       int      // number of the event
	Officer   civic.ID // who did it, 0 for reporters and the system
	From, To  civic.ID // desks
	FromQueue civic.Queue
	ToQueue   civic.Queue
}

// PulseKept is how many pulses are kept. Whoever was away for longer looks at everything again.
const PulseKept = 20_000

// PulseTopic wakes whoever announces changes.
const PulseTopic = "pulse"

// pulsesAtOnce is how many changes one statement writes: few enough forms of it to keep prepared.
const pulsesAtOnce = 20

// AddPulses numbers changes in their order and queues them. The counter stays locked until the commit.
func (s *Store) AddPulses(ctx context.Context, tx Tx, all []Pulse) error {
	if len(all) == 0 {
		return nil
	}
	if _, err := tx.Exec(ctx, `UPDATE setting SET value = CAST(CAST(value AS BIGINT) + $1 AS TEXT) WHERE name = 'pulse'`, len(all)); err != nil {
		return err
	}
	last, err := s.LastPulse(ctx, tx)
	if err != nil {
		return err
	}
	next := last - int64(len(all)) + 1
	for part := range slices.Chunk(all, pulsesAtOnce) {
		var args arguments
		rows := make([]string, len(part))
		for i, p := range part {
			rows[i] = `(` + strings.Join([]string{args.add(next), args.add(p.Kind), args.add(int64(p.Report)), args.add(string(p.Code)), args.add(p.Seq), args.add(int64(p.Officer)),
				args.add(int64(p.From)), args.add(int64(p.To)), args.add(int(p.FromQueue)), args.add(int(p.ToQueue))}, `, `) + `)`
			next++
		}
		tx.Queue(`INSERT INTO pulse (id, kind, report_id, code, seq, officer_id, from_desk, to_desk, from_queue, to_queue) VALUES `+strings.Join(rows, `, `), args...)
	}
	tx.Queue(`DELETE FROM pulse WHERE id <= $1`, last-PulseKept)
	tx.Notify(PulseTopic)
	return nil
}

// Pulses lists what changed after a number, in order.
func (s *Store) Pulses(ctx context.Context, q sqldb.Querier, after int64, limit int) ([]Pulse, error) {
	rows, err := q.Query(ctx, `SELECT id, kind, report_id, code, seq, officer_id, from_desk, to_desk, from_queue, to_queue
		FROM pulse WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
	return collect(rows, err, func(scan func(...any) error) (Pulse, error) {
		var p Pulse
		err := scan(&p.ID, &p.Kind, (*int64)(&p.Report), (*string)(&p.Code), &p.Seq, (*int64)(&p.Officer), (*int64)(&p.From), (*int64)(&p.To),
			(*int)(&p.FromQueue), (*int)(&p.ToQueue))
		return p, err
	})
}

// LastPulse is the number of the latest change.
func (s *Store) LastPulse(ctx context.Context, q sqldb.Querier) (int64, error) {
	var n int64
	err := q.QueryRow(ctx, `SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'pulse'`).Scan(&n)
	return n, err
}
