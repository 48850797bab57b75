package casework

import (
	"context"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// superior fills in what the verbs of objections depend on: who answered, and for a new objection who is to decide it. The
// desk has to have somebody who did not answer.
func (c *Casework) superior(ctx context.Context, q sqldb.Querier, w civic.World, r *civic.Report, verb civic.Verb) error {
	events, err := c.allEvents(ctx, q, r.ID)
	if err != nil {
		return err
	}
	officers, desks := civic.Answerers(events)
	r.Answered = officers
	if verb != civic.VerbObject {
		return nil
	}
	posts, err := c.store.DecidingPosts(ctx, q, w.Tree.Chain(r.Holder), w.Now)
	if err != nil {
		return err
	}
	r.Superior = w.SuperiorOf(r, desks, func(s civic.Seat) bool {
		return slices.ContainsFunc(posts, func(p store.Deciding) bool {
			return p.Desk == s.Desk && (p.Head || !s.Head) && !slices.Contains(officers, p.Officer) && !civic.Actor{Officer: p.Officer, Desk: p.Desk}.KeptOut(w.Tree, r)
		})
	})
	return nil
}

// Objected is an objection, as a viewer may see it.
type Objected struct {
	civic.Objection
	Desk   string // name of the office that decides
	At     time.Time
	By     civic.Date // the last day in time
	Left   int        // working days left, below 0 when it is late; once it is settled, at that moment
	Late   bool
	Over   time.Time // when it was settled; zero while it is open
	Ask    *Entry    // the words; nil where the viewer does not read them
	Answer *Entry
}

// objected adds to a view the objection and the ways that are open to its requester.
func (v *View) objected(w civic.World) {
	r := &v.Report
	switch {
	case r.Class != civic.Information && r.Oversight.Objection == nil:
		return
	case !v.Sight.Text && !v.Sight.WithReason, v.Sight.Helps: // what the requester and the office settle between them is nobody else's business
		r.Oversight.Objection, r.Oversight.Withheld = nil, ""
		r.Clocks = slices.DeleteFunc(slices.Clone(r.Clocks), func(c civic.Clock) bool { return c.Kind == civic.ClockObjection })
		return
	}
	all := make([]civic.Event, len(v.Events))
	for i := range v.Events {
		all[i] = v.Events[i].Event
	}
	r.Answered, _ = civic.Answerers(all)
	v.ToSuperior, v.ToPanel = w.ObjectionWay(r), w.CommissionWay(r)
	v.Objection = objectedOf(w, r)
	if v.Objection == nil {
		return
	}
	for i := range v.Events {
		switch e := &v.Events[i]; {
		case e.Seq == v.Objection.Seq && e.Verb == civic.VerbObject:
			v.Objection.Ask = e
		case e.Seq == v.Objection.Settled && (e.Verb == civic.VerbUphold || e.Verb == civic.VerbOrder):
			v.Objection.Answer = e
		}
	}
}

// objectedOf is an objection without its words, nil where there is none.
func objectedOf(w civic.World, r *civic.Report) *Objected {
	o := r.Oversight.Objection
	clock, ok := r.Clocks.Get(civic.ClockObjection)
	if o == nil || !ok {
		return nil
	}
	k := w.Keeper(r, clock.Kind)
	out := &Objected{Objection: *o, At: clock.Started, By: k.DueDate(clock), Left: k.Left(clock, w.Now), Late: clock.Late(w.Now), Over: clock.Stopped}
	if o.Open() {
		seat := w.SeatOf(r)
		out.Objection.Desk, out.Head = seat.Desk, seat.Head
	}
	out.Desk = deskName(w.Tree, out.Objection.Desk)
	return out
}

// ObjectionRow is one line of a list of objections, cut to what the officer may see.
type ObjectionRow struct {
	Row
	Objected
	Place ObjectionPlace
}

// ObjectionPlace is where an objection lies in a list.
type ObjectionPlace = store.ObjectionPlace

// ObjectionQuery asks for one page of the objections that the officer's desk decides.
type ObjectionQuery struct {
	Settled bool
	After   ObjectionPlace
	Limit   int
}

// Objections lists the objections that the officer's desk decides, by the nearest day, or decided, the latest first. What the
// officer may not know of any more is left out, so a page may be short; last is where the next one begins.
// Errors: forbidden for anybody but an officer.
func (c *Casework) Objections(ctx context.Context, who civic.Actor, q ObjectionQuery) (page Page[ObjectionRow], last ObjectionPlace, err error) {
	if !who.IsOfficer() {
		return page, last, civic.Forbidden("error.forbidden")
	}
	w := c.atlas.Current(ctx).World(c.now())
	f := store.ObjectionFilter{Desk: who.Desk, Settled: q.Settled, After: q.After, Limit: clamp(q.Limit)}
	found, err := c.store.ListObjections(ctx, c.store.DB, f)
	if err != nil {
		return page, last, err
	}
	if page.More = len(found) > f.Limit; page.More {
		found = found[:f.Limit]
	}
	var ids []civic.ID
	for _, p := range found {
		ids, last = append(ids, p.Report), p
	}
	slices.Sort(ids)
	headed, err := c.store.Headed(ctx, c.store.DB, ids)
	if err != nil {
		return page, last, err
	}
	for _, p := range found {
		i, ok := slices.BinarySearchFunc(headed, p.Report, func(h store.WaitingRow, id civic.ID) int { return int(h.Report.ID - id) })
		if !ok {
			continue
		}
		r := headed[i].Report
		see, o := civic.Look(w.Tree, who, &r), objectedOf(w, &r)
		if o == nil || !who.InScope(w.Tree, &r) || !see.Exists {
			continue
		}
		row := ObjectionRow{Row: Row{Report: r, Sight: see, Next: c.next(w, &r)}, Objected: *o, Place: p}
		if see.Text {
			row.Title, row.Row.Place = headed[i].Title, headed[i].Place
		}
		page.Rows = append(page.Rows, row)
	}
	return page, last, nil
}
