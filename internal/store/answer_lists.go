package store

import (
	"context"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
)

// GateMode says how strict the answer gate is from a day on.
type GateMode struct {
	ID     civic.ID
	Mode   string // GateAdvise or GateRequire
	From   civic.Date
	Source string
}

// The modes of the gate: it only advises, or wants a mend or a reason.
const (
	GateAdvise  = "advise"
	GateRequire = "require"
)

func (s *Store) phrases(ctx context.Context, q sqldb.Querier) ([]quality.Phrase, error) {
	rows, err := q.Query(ctx, `SELECT id, kind, phrase, plain, advice, from_day, until_day, source FROM phrase ORDER BY kind, phrase`)
	return collect(rows, err, func(scan func(...any) error) (quality.Phrase, error) {
		var p quality.Phrase
		var from, until string
		err := scan((*int64)(&p.ID), (*string)(&p.Kind), &p.Text, &p.Plain, &p.Advice, &from, &until, &p.Source)
		if err == nil {
			p.From, err = day(from)
		}
		if err == nil {
			p.Until, err = day(until)
		}
		return p, err
	})
}

func (s *Store) gateModes(ctx context.Context, q sqldb.Querier) ([]GateMode, error) {
	rows, err := q.Query(ctx, `SELECT id, mode, effective_from, source FROM gate_mode ORDER BY effective_from, id`)
	return collect(rows, err, func(scan func(...any) error) (GateMode, error) {
		var g GateMode
		var from string
		err := scan((*int64)(&g.ID), &g.Mode, &from, &g.Source)
		if err == nil {
			g.From, err = day(from)
		}
		return g, err
	})
}

// answerLists reads what the gate goes by, and when offices are reminded.
func (s *Store) answerLists(ctx context.Context, q sqldb.Querier, ref *Reference) (err error) {
	if ref.Phrases, err = s.phrases(ctx, q); err != nil {
		return err
	}
	if ref.GateModes, err = s.gateModes(ctx, q); err != nil {
		return err
	}
	ref.Reminding, err = s.reminderRules(ctx, q)
	return err
}

// SavePhrase queues a phrase, by its id.
func (s *Store) SavePhrase(q sqldb.Queuer, p quality.Phrase) {
	until := ""
	if !p.Until.IsZero() {
		until = p.Until.String()
	}
	q.Queue(`INSERT INTO phrase (id, kind, phrase, plain, advice, from_day, until_day, source) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (id) DO UPDATE SET phrase = excluded.phrase, plain = excluded.plain, advice = excluded.advice, from_day = excluded.from_day,
			until_day = excluded.until_day, source = excluded.source`,
		int64(p.ID), string(p.Kind), p.Text, p.Plain, p.Advice, p.From.String(), until, p.Source)
}

// InsertGateMode queues a mode with its first day. Modes are never changed.
func (s *Store) InsertGateMode(q sqldb.Queuer, g GateMode) {
	q.Queue(`INSERT INTO gate_mode (id, mode, effective_from, source) VALUES ($1, $2, $3, $4)`, int64(g.ID), g.Mode, g.From.String(), g.Source)
}

// HasPhrases tells whether there is any phrase.
func (s *Store) HasPhrases(ctx context.Context, q sqldb.Querier) (yes bool, err error) {
	err = q.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM phrase)`).Scan(&yes)
	return yes, err
}
