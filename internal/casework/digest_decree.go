package casework

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/notify"
	"tuntas/internal/store"
)

// decreeEnds loads which decrees of the coordinators among the readers end before long, and what officers were told of them;
// where there is no coordinator nothing is asked.
func (d *digests) decreeEnds(ctx context.Context, readers []store.Recipient) (err error) {
	var desks []civic.ID
	for _, r := range readers {
		if r.Role == civic.RoleAgencyAdmin && !slices.Contains(desks, r.Desk) {
			desks = append(desks, r.Desk)
		}
	}
	if len(desks) == 0 {
		return nil
	}
	rules, err := d.store.DecreeRules(ctx, d.store.DB)
	if err != nil {
		return err
	}
	today := civic.DateOf(d.w.Now, civic.WIB)
	d.decrees.rule = civic.DecreeRuleOn(rules, today)
	if d.decrees.ends, err = d.store.DecreeEnds(ctx, d.store.DB, desks, today, today.AddDays(d.decrees.rule.Soon())); err != nil {
		return err
	}
	ids := make([]civic.ID, len(d.decrees.ends))
	for i, e := range d.decrees.ends {
		ids[i] = e.Decree
	}
	d.decrees.told, err = d.store.DecreesTold(ctx, d.store.DB, ids)
	return err
}

// decreeNews is what one round of letters knows of decrees that end.
type decreeNews struct {
	rule civic.DecreeRule
	ends []store.DecreeEnd
	told map[store.DecreeTold]bool
}

// warned adds to the letter of a coordinator which decree of the agency ends, once for each of the days of the rule. A day
// without a letter is made up for by the next one, and only the shortest warning is given then.
func (d *digests) warned(day *notify.Digest, posts []store.Recipient) {
	for _, e := range d.decrees.ends {
		mine := slices.ContainsFunc(posts, func(p store.Recipient) bool { return p.Role == civic.RoleAgencyAdmin && p.Desk == e.Agency })
		left := day.Day.DaysUntil(e.Ends)
		days, due := d.decrees.rule.Warning(left)
		if !mine || !due || d.decrees.told[store.DecreeTold{Decree: e.Decree, Officer: day.Officer, Ends: e.Ends, Days: days}] {
			continue
		}
		day.Decrees = append(day.Decrees, notify.DigestDecree{ID: e.Decree, Number: e.Number, Ends: e.Ends, Days: days})
	}
}
