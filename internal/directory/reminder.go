package directory

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
)

// ReminderRules are when offices are reminded, oldest first, and which version of the list that is.
type ReminderRules struct {
	Rules   []civic.ReminderRule
	Version string // to be sent with a change: one that was made meanwhile by somebody else is not lost
}

// reminderVersion is a digest of the rules.
func reminderVersion(rules []civic.ReminderRule) (string, error) {
	b, err := json.Marshal(rules)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:8]), err
}

// ReminderRules lists them. Errors: forbidden for anybody but the national desk.
func (d *Directory) ReminderRules(ctx context.Context, who civic.Actor) (ReminderRules, error) {
	if err := national(who); err != nil {
		return ReminderRules{}, err
	}
	out := ReminderRules{Rules: d.Map(ctx).Ref.Reminding}
	var err error
	out.Version, err = reminderVersion(out.Rules)
	return out, err
}

// checkReminderRule refuses what cannot be followed, and days that are over: what offices were told by is not rewritten.
func (d *Directory) checkReminderRule(who civic.Actor, x civic.ReminderRule) error {
	if err := national(who); err != nil {
		return err
	}
	var all []error
	wrong := func(is bool, field, key string, kv ...any) {
		if is {
			all = append(all, civic.Invalid(field, key, kv...))
		}
	}
	all = append(all, d.begins("effective_from", x.From))
	wrong(x.From.Before(civic.DateOf(d.now(), civic.WIB)), "effective_from", "error.reminder_past")
	wrong(len(x.Shares) == 0, "shares", "error.reminder_nothing")
	every, alone := x.Every < 0 || x.Every > civic.MostEvery, x
	alone.Every = 1 // looked at by itself
	wrong(!alone.Valid() || len(x.Shares) > civic.MostShares, "shares", "error.reminder_shares", "max", civic.MostShares)
	wrong(every, "every", "error.reminder_every", "max", civic.MostEvery)
	return civic.Faults(all...)
}

// ReminderFaults tells everything that is wrong with a rule, without writing it. Errors: forbidden, invalid with the fields.
func (d *Directory) ReminderFaults(who civic.Actor, x civic.ReminderRule) error {
	return d.checkReminderRule(who, x)
}

// SaveReminderRule says when offices are reminded of clocks that start from a day on; a rule of the same day is replaced.
// version is that of the list that was read. Errors: forbidden, invalid with the field, conflict when the list changed.
func (d *Directory) SaveReminderRule(ctx context.Context, who civic.Actor, x civic.ReminderRule, version string) error {
	if err := d.checkReminderRule(who, x); err != nil {
		return err
	}
	var before any
	for _, old := range d.Map(ctx).Ref.Reminding {
		if old.From == x.From {
			before = old
		}
	}
	return d.change(ctx, who, "reminder_rule", x.From.String(), before, x, func(ctx context.Context, tx *sqldb.Tx) error {
		now, err := d.store.ReminderRules(ctx, tx)
		if err != nil {
			return err
		}
		is, err := reminderVersion(now)
		if err != nil {
			return err
		}
		if is != version {
			return civic.Conflict("error.changed_meanwhile")
		}
		d.store.SaveReminderRule(tx, x)
		return nil
	})
}

// TriedReminder is what offices would be told of one clock.
type TriedReminder struct {
	Clock     civic.ClockKind
	Start     civic.Date // the clock's first day
	Due       civic.Date // its last day in time
	Reminders []TriedMoment
}

// TriedMoment is one reminder: on a day, so many tiers above the holder.
type TriedMoment struct {
	Day  civic.Date
	Step int // per cent of the days; more than civic.AllDays: after the last one
	Up   int
}

// TryReminderRule tells on which days offices would be told of clocks that start on the rule's first day, at a desk as deep
// in the tree as there is. Nothing is written. Errors: as of SaveReminderRule.
func (d *Directory) TryReminderRule(ctx context.Context, who civic.Actor, x civic.ReminderRule) ([]TriedReminder, error) {
	if err := d.checkReminderRule(who, x); err != nil {
		return nil, err
	}
	m := d.Map(ctx)
	w := m.World(d.now())
	always := x
	always.From = civic.Date{}
	w.Reminding = []civic.ReminderRule{always}
	r := civic.Report{State: civic.InProgress, Class: civic.Complaint, Holder: deepest(m.Tree), Zone: civic.WIB}
	var out []TriedReminder
	for _, kind := range []civic.ClockKind{civic.ClockFirstFollowUp, civic.ClockResolve} {
		k := w.Keeper(&r, kind)
		p, err := w.Book.Find(kind, r.Class, m.Tree.Chain(r.Holder), x.From)
		if err != nil {
			return nil, err
		}
		c := k.Start(p, k.Opens(x.From))
		r.Clocks = civic.Clocks{c}
		one := TriedReminder{Clock: kind, Start: civic.DateOf(c.Started, k.Zone), Due: k.DueDate(c)}
		for _, y := range w.Reminders(&r) {
			one.Reminders = append(one.Reminders, TriedMoment{Day: civic.DateOf(y.At, k.Zone), Step: y.Step, Up: y.Up})
		}
		out = append(out, one)
	}
	return out, nil
}

// deepest is a desk with as many tiers above it as there are, the first by name.
func deepest(t *civic.Tree) civic.ID {
	at, depth := t.National(), 0
	var down func(id civic.ID, tier int)
	down = func(id civic.ID, tier int) {
		if tier > depth {
			at, depth = id, tier
		}
		for _, c := range t.Children(id) {
			down(c, tier+1)
		}
	}
	down(at, 0)
	return at
}

// Coming tells which rules begin after a day, and which one holds on it; those before are over.
func (r ReminderRules) Coming(day civic.Date) (past, coming []civic.ReminderRule, holds *civic.ReminderRule) {
	for i := range r.Rules {
		x := r.Rules[i]
		switch {
		case day.Before(x.From):
			coming = append(coming, x)
		default:
			if holds != nil {
				past = append(past, *holds)
			}
			holds = &x
		}
	}
	slices.Reverse(past)
	return past, coming, holds
}
