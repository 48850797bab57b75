package directory

import (
	"context"
	"io"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// ImportCompetence takes rules of competence: desk_code, name, target_code, from, and if known region_code, topic_code,
// class, words, until, source. Rows are known by desk and name: a rule that is there keeps its place, a new one comes last,
// and none is dropped.
func (d *Directory) ImportCompetence(ctx context.Context, r io.Reader, o Options) (Result, error) {
	m, sets := d.Map(ctx), map[civic.ID]*civic.CompetenceSet{}
	var written []ruleAt
	return d.run(ctx, r, o, []string{"desk_code", "name", "target_code", "from"}, func(w *writer, l line) error {
		desk, ok := m.Tree.ByCode(l.get("desk_code"))
		if !ok {
			return civic.Invalid("desk_code", "error.agency_unknown")
		}
		set, err := d.importedSet(ctx, sets, desk.ID)
		if err != nil {
			return err
		}
		rule, err := d.ruleOf(ctx, l, *set)
		if err != nil {
			return err
		}
		if err := w.once("name", desk.Code+"|"+rule.Name); err != nil {
			return err
		}
		old, known := set.Rule(rule.ID)
		switch {
		case !known && len(set.Rules) >= store.MaxCompetenceRules:
			return civic.Invalid("name", "error.rules_full", "max", store.MaxCompetenceRules)
		case !known:
			w.res.New++
		case old == rule:
			w.res.Same++
			return nil
		default:
			w.res.Changed++
		}
		set.Put(rule)
		written = append(written, ruleAt{desk.ID, rule})
		w.also = func(ctx context.Context, tx *sqldb.Tx) error { return d.putRules(ctx, tx, written) }
		return w.add(func(*sqldb.Tx) {})
	})
}

type ruleAt struct {
	desk civic.ID
	rule civic.CompetenceRule
}

// importedSet is the rules of a desk as they are, with what the file has said of them so far.
func (d *Directory) importedSet(ctx context.Context, sets map[civic.ID]*civic.CompetenceSet, desk civic.ID) (*civic.CompetenceSet, error) {
	if set := sets[desk]; set != nil {
		return set, nil
	}
	now, err := d.store.CompetenceNow(ctx, d.store.DB, desk)
	if err != nil {
		return nil, err
	}
	set, err := d.store.CompetenceAt(ctx, d.store.DB, desk, now)
	sets[desk] = &set
	return &set, err
}

// ruleOf reads a row. A rule of that name keeps its ID.
func (d *Directory) ruleOf(ctx context.Context, l line, set civic.CompetenceSet) (civic.CompetenceRule, error) {
	m := d.Map(ctx)
	r := civic.CompetenceRule{Name: l.get("name"), Region: l.get("region_code"), Class: civic.Class(l.get("class")), Words: l.get("words"), Source: l.get("source")}
	if i := slices.IndexFunc(set.Rules, func(x civic.CompetenceRule) bool { return x.Name == r.Name }); i >= 0 {
		r.ID = set.Rules[i].ID
	}
	if code := l.get("topic_code"); code != "" {
		i := slices.IndexFunc(m.Topics, func(t store.Topic) bool { return t.Code == code })
		if i < 0 {
			return r, civic.Invalid("topic_code", "error.topic_unknown")
		}
		r.Topic = m.Topics[i].ID
	}
	target, ok := m.Tree.ByCode(l.get("target_code"))
	if !ok {
		return r, civic.Invalid("target_code", "error.agency_unknown")
	}
	r.Target = target.ID
	var err error
	if r.From, err = civic.ParseDate(l.get("from")); err != nil {
		return r, civic.Invalid("from", "error.date_iso")
	}
	if until := l.get("until"); until != "" {
		if r.Until, err = civic.ParseDate(until); err != nil {
			return r, civic.Invalid("until", "error.date_iso")
		}
	}
	return r, d.checkRule(ctx, set, &r, "")
}

// putRules puts rules into the sets as they are now, each changed set as its next version. Done again it changes nothing.
func (d *Directory) putRules(ctx context.Context, tx *sqldb.Tx, all []ruleAt) error {
	sets := map[civic.ID]*[2]civic.CompetenceSet{}
	var order []civic.ID
	for _, x := range all {
		if sets[x.desk] == nil {
			now, err := d.store.CompetenceNow(ctx, tx, x.desk)
			if err != nil {
				return err
			}
			was, err := d.store.CompetenceAt(ctx, tx, x.desk, now)
			if err != nil {
				return err
			}
			is := was
			is.Rules = slices.Clone(was.Rules)
			sets[x.desk], order = &[2]civic.CompetenceSet{was, is}, append(order, x.desk)
		}
		sets[x.desk][1].Put(x.rule)
	}
	for _, desk := range order {
		was, is := sets[desk][0], sets[desk][1]
		if is.Version++; !slices.Equal(was.Rules, is.Rules) {
			d.store.SaveCompetence(tx, was, is, store.CompetenceVersion{At: store.Micros(d.now())})
		}
	}
	return nil
}
