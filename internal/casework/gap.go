package casework

import (
	"context"
	"slices"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// gap remembers the two offices that both said it is not theirs, once a report was returned too often. Of reports about
// the same only the one that leads counts: it is one disagreement.
func (c *Casework) gap(ctx context.Context, tx *sqldb.Tx, w civic.World, r *civic.Report, e *civic.Event) error {
	if e.Verb != civic.VerbReturn || !w.TooOften(r) {
		return nil
	}
	history, err := c.store.LastReturn(ctx, tx, r.ID, e.Seq)
	if err != nil {
		return err
	}
	a, b, ok := civic.GapOf(append(history, *e))
	if !ok { // a limit of one
		return nil
	}
	c.store.AddGap(tx, store.Gap{ID: e.ID, Desk: r.Holder, A: a, B: b, Topic: r.Topic, Region: store.RegionOf(r.Region), Last: store.Micros(e.At), Report: r.ID}, w.Tree.Chain(r.Holder))
	return nil
}

// Returns are the times the report was given back, in order, as far as the viewer reads its history.
func (v *View) Returns() []Entry {
	var out []Entry
	for _, e := range v.Events {
		if e.Verb == civic.VerbReturn {
			out = append(out, e)
		}
	}
	return out
}

// Named are the offices that returns say are competent and to which the officer may send the report by the verb, the last
// named first.
func (c *Casework) Named(ctx context.Context, who civic.Actor, v *View, verb civic.Verb) []civic.ID {
	fits, err := c.atlas.Current(ctx).World(c.now()).Targets(&v.Report, who, verb)
	if err != nil {
		return nil // what may not be done is not suggested
	}
	var out []civic.ID
	for _, e := range slices.Backward(v.Returns()) {
		if id, ok := e.Event.Suggested(); ok && fits(id) && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// Decision is how the disagreement about a report that was returned too often ended: the desk that decided is FromDesk of
// the entry, the office that it chose is ToDesk. False while nobody has decided, or none was needed.
func (c *Casework) Decision(ctx context.Context, v *View) (Entry, bool) {
	if !c.atlas.Current(ctx).World(c.now()).TooOften(&v.Report) {
		return Entry{}, false
	}
	var last Entry
	for _, e := range v.Events {
		switch {
		case e.Verb == civic.VerbReturn:
			last = Entry{}
		case e.From == civic.Submitted && (e.Verb == civic.VerbVerify || e.Verb == civic.VerbDispose):
			last = e
		}
	}
	return last, last.Verb != "" && !v.Report.State.Ended()
}

// RuleOf is the rule of competence, of the desk that decided, which would have decided so; false for whoever may not write
// it, where no rule can, and where one does already.
func (c *Casework) RuleOf(ctx context.Context, who civic.Actor, v *View, decision *Entry) (civic.CompetenceRule, bool) {
	m, r := c.atlas.Current(ctx), &v.Report
	rule := civic.CompetenceRule{Region: store.RegionOf(r.Region), Topic: r.Topic, Target: decision.ToDesk}
	if !who.MayAdminister(m.Tree, decision.FromDesk) || !m.Tree.SendsTo(decision.FromDesk, decision.ToDesk) {
		return rule, false
	}
	t, ok := ruleFor(m, v, decision.FromDesk, r.Topic, civic.DateOf(c.now(), r.Zone))
	return rule, !ok || t.Rule.Target != decision.ToDesk
}
