package directory

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// GateMode says how strict the answer gate is from a day on.
type GateMode = store.GateMode

// The modes of the gate.
const (
	GateAdvise  = store.GateAdvise
	GateRequire = store.GateRequire
)

// The lengths of a phrase and of what is said about it, in characters.
const (
	maxPhrase = 100
	maxAdvice = 200
)

// SavePhrase writes a word or phrase that answers are looked through for. Its kind never changes; it is ended with a
// day, not removed. Errors: forbidden, invalid with the field, conflict when it is in the list already.
func (d *Directory) SavePhrase(ctx context.Context, who civic.Actor, p quality.Phrase) (quality.Phrase, error) {
	if err := national(who); err != nil {
		return p, err
	}
	p.Text, p.Plain, p.Advice = strings.Join(strings.Fields(p.Text), " "), strings.TrimSpace(p.Plain), strings.TrimSpace(p.Advice)
	if p.Kind != quality.KindJargon {
		p.Plain, p.Advice = "", ""
	}
	if err := cmp.Or(checkPhrase(p), d.begins("from", p.From)); err != nil {
		return p, err
	}
	all := d.Map(ctx).Phrases.All()
	var before *quality.Phrase
	if i := slices.IndexFunc(all, func(x quality.Phrase) bool { return x.ID == p.ID }); p.ID != 0 && i >= 0 {
		before = &all[i]
		p.Kind = before.Kind
	} else {
		p.ID = d.store.NewID(d.now())
	}
	return p, d.change(ctx, who, "phrase", p.ID.String(), before, p, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.SavePhrase(tx, p)
		return nil
	})
}

func checkPhrase(p quality.Phrase) error {
	switch {
	case !slices.Contains(quality.Kinds(), p.Kind):
		return civic.Invalid("kind", "error.kind_unknown")
	case !civic.HasWords(p.Text) || strings.HasPrefix(p.Text, "*") || strings.HasSuffix(p.Text, "*"):
		return civic.Invalid("phrase", "error.phrase_needed")
	case utf8.RuneCountInString(p.Text) > maxPhrase:
		return civic.Invalid("phrase", "error.too_long", "max", maxPhrase)
	case utf8.RuneCountInString(p.Plain) > maxPhrase:
		return civic.Invalid("plain", "error.too_long", "max", maxPhrase)
	case utf8.RuneCountInString(p.Advice) > maxAdvice:
		return civic.Invalid("advice", "error.too_long", "max", maxAdvice)
	case p.Kind == quality.KindJargon && p.Plain == "" && p.Advice == "":
		return civic.Invalid("plain", "error.plain_needed")
	case p.From.IsZero():
		return civic.Invalid("from", "error.date_needed")
	case !p.Until.IsZero() && !p.From.Before(p.Until):
		return civic.Invalid("until", "error.date_order")
	}
	return nil
}

// AddGateMode says how strict the gate is from a day on. Errors: forbidden, invalid with the field.
func (d *Directory) AddGateMode(ctx context.Context, who civic.Actor, g GateMode) error {
	if err := national(who); err != nil {
		return err
	}
	if g.Mode != GateAdvise && g.Mode != GateRequire {
		return civic.Invalid("mode", "error.gate_mode")
	}
	if err := d.begins("effective_from", g.From); err != nil {
		return err
	}
	g.ID, g.Source = d.store.NewID(d.now()), strings.TrimSpace(g.Source)
	return d.change(ctx, who, "gate_mode", g.ID.String(), nil, g, func(_ context.Context, tx *sqldb.Tx) error {
		d.store.InsertGateMode(tx, g)
		return nil
	})
}

// foundPhrases lays the lists of words down where there are none.
func (d *Directory) foundPhrases(ctx context.Context, tx *sqldb.Tx) error {
	there, err := d.store.HasPhrases(ctx, tx)
	if err != nil || there {
		return err
	}
	for _, p := range quality.Starter() {
		p.ID = d.store.NewID(d.now())
		d.store.SavePhrase(tx, p)
	}
	return nil
}
