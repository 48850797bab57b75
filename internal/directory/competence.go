package directory

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// CompetenceVersion is one saving of a desk's rules of competence.
type CompetenceVersion = store.CompetenceVersion

// The lengths of what a rule says, in characters.
const (
	maxRuleName   = 80
	maxRuleWords  = 300
	maxRuleSource = 200
)

// Competence reads the rules of a desk: the newest, or those of an older version. Errors: not_found for whoever does not
// lead the desk, and for a version that never was.
func (d *Directory) Competence(ctx context.Context, who civic.Actor, desk civic.ID, version int) (civic.CompetenceSet, error) {
	if err := d.leads(ctx, who, desk); err != nil {
		return civic.CompetenceSet{}, err
	}
	now, err := d.store.CompetenceNow(ctx, d.store.DB, desk)
	switch {
	case err != nil:
		return civic.CompetenceSet{}, err
	case version < 0 || version > now:
		return civic.CompetenceSet{}, civic.NotFound("error.not_found")
	case version == 0:
		version = now
	}
	return d.store.CompetenceAt(ctx, d.store.DB, desk, version)
}

// CompetenceVersions lists who saved the rules of a desk and when: those below a version, 0 for the newest. Errors: not_found.
func (d *Directory) CompetenceVersions(ctx context.Context, who civic.Actor, desk civic.ID, below, limit int) ([]CompetenceVersion, error) {
	if err := d.leads(ctx, who, desk); err != nil {
		return nil, err
	}
	return d.store.CompetenceVersions(ctx, d.store.DB, desk, below, limit)
}

// leads tells whether rules of the desk are the officer's to see and write. What is not theirs is not there.
func (d *Directory) leads(ctx context.Context, who civic.Actor, desk civic.ID) error {
	t := d.Map(ctx).Tree
	if _, known := t.Get(desk); !known || !who.MayAdminister(t, desk) {
		return civic.NotFound("error.not_found")
	}
	return nil
}

// SaveCompetence writes all rules of a desk as the next version. set.Version is the version that the officer has seen.
// A rule without an ID is new. Errors: not_found, invalid with the field, conflict when somebody else saved meanwhile.
func (d *Directory) SaveCompetence(ctx context.Context, who civic.Actor, set civic.CompetenceSet) (civic.CompetenceSet, error) {
	return d.editCompetence(ctx, who, set.Desk, set.Version, func(now *civic.CompetenceSet) error {
		was := *now
		now.Rules = nil
		var faults []error
		for i, r := range set.Rules {
			if _, known := was.Rule(r.ID); r.ID != 0 && !known {
				return civic.Invalid(fmt.Sprintf("rules[%d].id", i), "error.rule_unknown")
			}
			if _, twice := now.Rule(r.ID); twice {
				return civic.Invalid(fmt.Sprintf("rules[%d].id", i), "error.rule_repeated")
			}
			err := d.checkRule(ctx, was, &r, fmt.Sprintf("rules[%d].", i))
			if faults = append(faults, err); err == nil {
				now.Put(r)
			}
		}
		return civic.Faults(faults...)
	})
}

// SaveRule writes one rule of a desk: in the place it has. One without an ID is new and comes last, or before the first rule
// that would leave it nothing to decide. Errors: as of SaveCompetence.
func (d *Directory) SaveRule(ctx context.Context, who civic.Actor, desk civic.ID, seen int, r civic.CompetenceRule) (civic.CompetenceSet, error) {
	return d.editCompetence(ctx, who, desk, seen, func(now *civic.CompetenceSet) error {
		if _, known := now.Rule(r.ID); r.ID != 0 && !known {
			return civic.NotFound("error.not_found")
		}
		fresh := r.ID == 0
		if err := d.checkRule(ctx, *now, &r, ""); err != nil {
			return err
		}
		now.Put(r)
		if wider := d.CoveredRules(ctx, *now); fresh && wider[len(wider)-1] >= 0 {
			now.Drop(r.ID)
			now.PutBefore(wider[len(wider)-1], r)
		}
		return nil
	})
}

// CoveredRules tells of every rule of a set which one before it leaves it nothing to decide, see civic.CompetenceBook.Covered.
func (d *Directory) CoveredRules(ctx context.Context, set civic.CompetenceSet) []int {
	m := d.Map(ctx)
	return m.RulesOf(set).Covered(set.Desk, m.TopicChain)
}

// MoveRule moves a rule of a desk up (-1) or down (1) in the order. Errors: not_found, conflict.
func (d *Directory) MoveRule(ctx context.Context, who civic.Actor, desk civic.ID, seen int, id civic.ID, by int) (civic.CompetenceSet, error) {
	return d.editCompetence(ctx, who, desk, seen, func(now *civic.CompetenceSet) error {
		if !now.Move(id, by) {
			return civic.NotFound("error.not_found")
		}
		return nil
	})
}

// DropRule takes a rule of a desk out; older versions keep it. Errors: not_found, conflict.
func (d *Directory) DropRule(ctx context.Context, who civic.Actor, desk civic.ID, seen int, id civic.ID) (civic.CompetenceSet, error) {
	return d.editCompetence(ctx, who, desk, seen, func(now *civic.CompetenceSet) error {
		if !now.Drop(id) {
			return civic.NotFound("error.not_found")
		}
		return nil
	})
}

// editCompetence changes the rules of the version that the officer has seen, if it is the newest still. What changes
// nothing makes no version.
func (d *Directory) editCompetence(ctx context.Context, who civic.Actor, desk civic.ID, seen int, edit func(*civic.CompetenceSet) error) (civic.CompetenceSet, error) {
	was, err := d.Competence(ctx, who, desk, 0)
	if err != nil {
		return was, err
	}
	if was.Version != seen {
		return was, civic.Conflict("error.competence_changed")
	}
	is := was
	is.Rules = slices.Clone(was.Rules)
	if err := edit(&is); err != nil {
		return was, err
	}
	if len(is.Rules) > store.MaxCompetenceRules {
		return was, civic.Invalid("rules", "error.rules_full", "max", store.MaxCompetenceRules)
	}
	if slices.Equal(is.Rules, was.Rules) {
		return was, nil
	}
	is.Version++
	type version struct{ Version int }
	err = d.change(ctx, who, "competence", desk.String(), version{was.Version}, version{is.Version}, func(ctx context.Context, tx *sqldb.Tx) error {
		// The news of the change is queued already and makes every other change of master data wait: what is read now holds.
		now, err := d.store.CompetenceNow(ctx, tx, desk)
		if err == nil && now != seen {
			err = civic.Conflict("error.competence_changed")
		}
		if err != nil {
			return err
		}
		d.store.SaveCompetence(tx, was, is, store.CompetenceVersion{At: store.Micros(d.now()), Officer: who.Officer})
		return nil
	})
	switch {
	case civic.KindOf(err) == civic.KindConflict: // also when both came to write
		return was, civic.Conflict("error.competence_changed")
	case err != nil:
		return was, err
	}
	return is, nil
}

// checkRule tidies a rule and looks at what it says; a new one gets its ID. A rule that stays as it was is not judged
// again: its unit may have been shut since, and that must not keep others from being saved. at stands before the fields.
func (d *Directory) checkRule(ctx context.Context, set civic.CompetenceSet, r *civic.CompetenceRule, at string) error {
	for _, s := range []*string{&r.Name, &r.Words, &r.Source, &r.Region} {
		*s = strings.Join(strings.Fields(oneLine(*s)), " ")
	}
	if was, ok := set.Rule(r.ID); ok && was == *r {
		return nil
	}
	if err := d.ruleFaults(ctx, set.Desk, *r, at); err != nil {
		return err
	}
	if r.ID == 0 {
		r.ID = d.store.NewID(d.now())
	}
	return nil
}

// CompetenceQuestion asks which rule of a desk would decide.
type CompetenceQuestion struct {
	Desk   civic.ID
	Region string
	Topic  civic.ID
	Class  civic.Class
	Text   string
	Day    civic.Date // zero: today
}

// TryCompetence tells of every rule of a desk, as of the version it returns, what becomes of it, and why; at most one
// decides. The question is kept nowhere. Errors: not_found.
func (d *Directory) TryCompetence(ctx context.Context, who civic.Actor, q CompetenceQuestion) (version int, trials []civic.Trial, err error) {
	set, err := d.Competence(ctx, who, q.Desk, 0)
	if err != nil {
		return 0, nil, err
	}
	m := d.Map(ctx)
	if q.Day.IsZero() {
		q.Day = civic.DateOf(d.now(), civic.WIB)
	}
	return set.Version, m.RulesOf(set).Try(q.Desk, m.Matter(q.Region, q.Topic, q.Class, q.Text, q.Day)), nil
}
