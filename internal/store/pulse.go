package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
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
	tx.Queue(`INSERT INTO pulse (last, changes) VALUES ($1, $2)`, last, pulsesText(all))
	tx.Queue(`DELETE FROM pulse WHERE last <= $1`, last-PulseKept)
	tx.Notify(PulseTopic)
	return nil
}

// Pulses lists at most limit changes after a number, in order.
func (s *Store) Pulses(ctx context.Context, q sqldb.Querier, after int64, limit int) ([]Pulse, error) {
	rows, err := q.Query(ctx, `SELECT last, changes FROM pulse WHERE last > $1 ORDER BY last LIMIT $2`, after, limit)
	parts, err := collect(rows, err, readPulses)
	var out []Pulse
	for _, p := range slices.Concat(parts...) {
		if p.ID > after && len(out) < limit {
			out = append(out, p)
		}
	}
	return out, err
}

// pulsesText writes changes without their numbers, which follow from the last.
func pulsesText(all []Pulse) string {
	var b []byte
	for i, p := range all {
		if i > 0 {
			b = append(b, ';')
		}
		b = append(b, p.Kind...)
		b = append(b, ',')
		b = append(b, p.Code...)
		for _, n := range []int64{int64(p.Report), int64(p.Seq), int64(p.Officer), int64(p.From), int64(p.To), int64(p.FromQueue), int64(p.ToQueue)} {
			b = append(b, ',')
			b = strconv.AppendInt(b, n, 10)
		}
	}
	return string(b)
}

// readPulses reads a row of changes.
func readPulses(scan func(...any) error) ([]Pulse, error) {
	var last int64
	var text string
	if err := scan(&last, &text); err != nil {
		return nil, err
	}
	lines := strings.Split(text, ";")
	out := make([]Pulse, len(lines))
	for i, line := range lines {
		f := strings.Split(line, ",")
		var n [7]int64
		if len(f) != 2+len(n) {
			return nil, fmt.Errorf("store: %q is no pulse", line)
		}
		for k := range n {
			var err error
			if n[k], err = strconv.ParseInt(f[2+k], 10, 64); err != nil {
				return nil, fmt.Errorf("store: pulse: %w", err)
			}
		}
		out[i] = Pulse{ID: last - int64(len(lines)-1-i), Kind: f[0], Code: civic.TrackingCode(f[1]), Report: civic.ID(n[0]), Seq: int(n[1]), Officer: civic.ID(n[2]),
			From: civic.ID(n[3]), To: civic.ID(n[4]), FromQueue: civic.Queue(n[5]), ToQueue: civic.Queue(n[6])}
	}
	return out, nil
}

// LastPulse is the number of the latest change.
func (s *Store) LastPulse(ctx context.Context, q sqldb.Querier) (int64, error) {
	var n int64
	err := q.QueryRow(ctx, `SELECT CAST(value AS BIGINT) FROM setting WHERE name = 'pulse'`).Scan(&n)
	return n, err
}
