package directory

import (
	"context"
	"strings"
	"unicode/utf8"

	"tuntas/internal/civic"
	"tuntas/internal/triage"
)

// RuleFaults tells everything that is wrong with a rule of a desk, without writing it: one fault a field. at stands before
// the names of fields. Errors: not_found for whoever does not lead the desk, invalid with the fields.
func (d *Directory) RuleFaults(ctx context.Context, who civic.Actor, desk civic.ID, r civic.CompetenceRule, at string) error {
	if err := d.leads(ctx, who, desk); err != nil {
		return err
	}
	return d.ruleFaults(ctx, desk, r, at)
}

func (d *Directory) ruleFaults(ctx context.Context, desk civic.ID, r civic.CompetenceRule, at string) error {
	m := d.Map(ctx)
	var all []error
	wrong := func(is bool, field, key string, kv ...any) {
		if is {
			all = append(all, civic.Invalid(at+field, key, kv...))
		}
	}
	wrong(!civic.HasWords(r.Name), "name", "error.name_needed")
	wrong(utf8.RuneCountInString(r.Name) > maxRuleName, "name", "error.too_long", "max", maxRuleName)
	if r.Region != "" {
		chain, err := d.atlas.RegionChain(ctx, r.Region)
		if err != nil {
			return err
		}
		wrong(len(chain) == 0 || chain[0].Code != r.Region, "region_code", "error.region_unknown")
	}
	_, known := m.Topic(r.Topic)
	wrong(r.Topic != 0 && !known, "topic_id", "error.topic_unknown")
	wrong(r.Class != "" && !r.Class.Valid(), "class", "error.class_needed")
	wrong(utf8.RuneCountInString(r.Words) > maxRuleWords, "words", "error.too_long", "max", maxRuleWords)
	for one := range strings.SplitSeq(r.Words, ",") {
		wrong(r.Words != "" && len(triage.Words(one)) == 0, "words", "error.rule_words", "words", strings.TrimSpace(one))
	}
	all = append(all, d.begins(at+"from", r.From))
	wrong(!r.Until.IsZero() && !r.From.Before(r.Until), "until", "error.date_order")
	sends := m.Tree.SendsTo(desk, r.Target)
	wrong(r.Target == 0, "target_id", "error.target_needed")
	wrong(!sends && desk == m.Tree.National(), "target_id", "error.target_agency_desk")
	wrong(!sends, "target_id", "error.target_below")
	wrong(utf8.RuneCountInString(r.Source) > maxRuleSource, "source", "error.too_long", "max", maxRuleSource)
	return civic.Faults(all...)
}
