package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// Demanded is one question or instruction from above, as far as the viewer may know.
type Demanded struct {
	civic.Demand
	From   string     // name of the desk that asked
	By     civic.Date // the last day for the answer, at the office that was asked
	Left   int        // working days left, negative when it is late; once it is settled, at that moment
	Late   bool
	Ask    *Entry // the words; nil where the viewer does not read them
	Answer *Entry // what was answered, or why it was taken back
}

// oversees tells whether the verb asks from above or settles that.
func oversees(v civic.Verb) bool {
	return v == civic.VerbExplain || v == civic.VerbWithdrawDemand
}

// owed fills in what was asked from above about a report, where something is owed and the viewer may know; for anybody else
// there is nothing. Most reports cost no question.
func (c *Casework) owed(ctx context.Context, q sqldb.Querier, t *civic.Tree, who civic.Actor, r *civic.Report) error {
	if see := civic.Look(t, who, r); !who.IsOfficer() || !see.Internal && !see.WithReason {
		r.Oversight.Owed = 0
		return nil
	}
	return c.owedBy(ctx, q, r)
}

func (c *Casework) owedBy(ctx context.Context, q sqldb.Querier, r *civic.Report) (err error) {
	if r.Oversight.Owed > 0 {
		r.Demands, err = c.store.Demands(ctx, q, r.ID)
	}
	return err
}

// demands adds to a view what was asked from above. What is settled stands in events, so that only a report with such an event
// costs a question.
func (c *Casework) demands(ctx context.Context, w civic.World, who civic.Actor, v *View) (err error) {
	if !who.IsOfficer() || !v.Sight.Internal && !v.Sight.WithReason {
		return nil
	}
	r := &v.Report
	if len(r.Demands) == 0 && slices.ContainsFunc(v.Events, func(e Entry) bool { return e.Verb == civic.VerbDemand }) {
		if r.Demands, err = c.store.Demands(ctx, c.store.DB, r.ID); err != nil {
			return err
		}
	}
	v.Demands = demanded(w, r.Demands, v.Events)
	return nil
}

func demanded(w civic.World, all []civic.Demand, events []Entry) []Demanded {
	var out []Demanded
	for _, d := range all {
		one := Demanded{Demand: d, From: deskName(w.Tree, d.From), By: w.DemandUntil(d), Left: w.DemandLeft(d), Late: w.DemandLate(d)}
		for i := range events {
			switch e := &events[i]; {
			case e.Seq == d.Seq && e.Verb == civic.VerbDemand:
				one.Ask = e
			case e.Seq == d.Settled && oversees(e.Verb):
				one.Answer = e
			}
		}
		out = append(out, one)
	}
	return out
}

// justNow is how long ago the opening of a secret report may be with which its demands are read.
const justNow = time.Minute

// SecretDemands lists what was asked from above about a secret report and what was answered, with the words, for whoever opened
// it with a reason. Errors: not_found, forbidden when it was not opened.
func (c *Casework) SecretDemands(ctx context.Context, who civic.Actor, code civic.TrackingCode) ([]Demanded, error) {
	m, r, err := c.mine(ctx, who, code)
	if err != nil {
		return nil, err
	}
	reads, err := c.store.IdentityReads(ctx, c.store.DB, r.ID)
	since := store.Micros(c.now().Add(-justNow))
	if !slices.ContainsFunc(reads, func(x store.IdentityRead) bool { return x.Officer == who.Officer && x.Part == "text" && x.At >= since }) {
		return nil, cmp.Or(err, error(civic.Forbidden("error.forbidden")))
	}
	v := View{Report: r, Theirs: true, Sight: civic.Sight{Text: true, Internal: true}}
	if err := c.history(ctx, m.Tree, who, &v); err != nil {
		return nil, err
	}
	err = c.demands(ctx, m.World(c.now()), who, &v)
	return v.Demands, err
}

// DemandRow is one line of a list of demands, cut to what the officer may see.
type DemandRow struct {
	Row
	Demanded
	Question, Reply string // "" where the officer may not read them
	Place           DemandPlace
}

// DemandPlace is where a demand lies in a list.
type DemandPlace = store.DemandPlace

// DemandQuery asks for one page of what is asked from above.
type DemandQuery struct {
	Asked   bool // by the officer's own desk; else of it and of the desks below
	Settled bool
	Late    bool // only what is open and late
	After   DemandPlace
	Limit   int
}

// Demands lists what the officer's desk and those below it owe to whoever watches over them, by the nearest day, or what the
// desk asked itself; settled ones the latest first. What the officer may not know of any more is left out, so a page may be
// short; last is where the next one begins. Errors: forbidden for anybody but an officer.
func (c *Casework) Demands(ctx context.Context, who civic.Actor, q DemandQuery) (page Page[DemandRow], last DemandPlace, err error) {
	if !who.IsOfficer() {
		return page, last, civic.Forbidden("error.forbidden")
	}
	w := c.atlas.Current(ctx).World(c.now())
	f := store.DemandFilter{Desk: who.Desk, Asked: q.Asked, Settled: q.Settled, After: q.After, Limit: clamp(q.Limit)}
	if q.Late {
		f.Before, f.Settled = w.Now, false
	}
	found, err := c.store.ListDemands(ctx, c.store.DB, f)
	if err != nil {
		return page, last, err
	}
	if page.More = len(found) > f.Limit; page.More {
		found = found[:f.Limit]
	}
	var ids []civic.ID
	for i := range found {
		ids, last = append(ids, found[i].Report), found[i].Place
	}
	slices.Sort(ids)
	headed, err := c.store.Headed(ctx, c.store.DB, slices.Compact(ids))
	if err != nil {
		return page, last, err
	}
	for _, d := range found {
		i, ok := slices.BinarySearchFunc(headed, d.Report, func(h store.WaitingRow, id civic.ID) int { return int(h.Report.ID - id) })
		if !ok {
			continue
		}
		if row, ok := c.demandRow(w, who, &headed[i], d); ok {
			page.Rows = append(page.Rows, row)
		}
	}
	return page, last, nil
}

// demandRow cuts a line to what the officer may see; ok is false where that is nothing.
func (c *Casework) demandRow(w civic.World, who civic.Actor, in *store.WaitingRow, d store.DemandRow) (row DemandRow, ok bool) {
	r := in.Report
	see := civic.Look(w.Tree, who, &r)
	if !who.InScope(w.Tree, &r) || !see.Internal && !see.WithReason {
		return row, false
	}
	row = DemandRow{Row: Row{Report: r, Sight: see, Next: c.next(w, &r)}, Demanded: demanded(w, []civic.Demand{d.Demand}, nil)[0], Place: d.Place}
	if see.Text {
		row.Title, row.Row.Place = in.Title, in.Place
	}
	if see.Internal {
		row.Question, row.Reply = d.Ask, d.Answer
	}
	return row, true
}
