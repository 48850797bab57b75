package casework

import (
	"context"
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// MaxPage is the most rows one page of a list has.
const MaxPage = 100

// Row is one line of an officer's list, cut to what the officer may see.
type Row struct {
	Report civic.Report
	Sight  civic.Sight
	Title  string // "" when the officer may not read it
	Place  string
	Next   Next
	At     time.Time      // where it lies in the list
	Help   *civic.Support // what the officer's office was asked, where it does not hold the report

	Unread    bool // more has happened than the officer has read
	Watched   bool
	Mentioned bool     // in a note that the officer has not read
	DraftBack bool     // a draft of the officer's came back
	Assignee  string   // name of the officer whose work it is, "" nobody's in particular
	Labels    []string // of the officer's agency
}

// InboxQuery asks for one page of an inbox.
type InboxQuery struct {
	Queue civic.Queue
	State civic.State
	AtDue time.Time // of the last row of the page before; zero for the first
	AtID  civic.ID
	Back  bool // the page before AtDue and AtID; they are then of the first row of the page after
	Late  bool // only what is late
	Today bool // only what is due today
	Soon  bool // only what is due within two working days, today included
	// Of what ended: only the last RecentDays, as it is counted.
	Recent bool
	Limit  int
	Narrow
}

// Page is a page of rows; More tells whether there is a next one after the last row, or one
// before the first when the page was asked for backwards.
type Page[T any] struct {
	Rows []T
	More bool
	// Where to go on when that is not after the last row: the page looked as far as it may and found fewer rows.
	GoOnDue time.Time
	GoOnID  civic.ID
}

// Inbox lists what lies at the actor's desk or below it, in deadline order; with words, newest first.
// Errors: unauthenticated for anybody but an officer; not_found for a unit outside the desk; invalid for filters that
// would tell what the officer may not see.
func (c *Casework) Inbox(ctx context.Context, who civic.Actor, q InboxQuery) (Page[Row], error) {
	if !who.IsOfficer() {
		return Page[Row]{}, civic.Unauthenticated("error.sign_in_first")
	}
	m, now := c.atlas.Current(ctx), c.now()
	f, err := c.filter(m, who, q)
	if err != nil {
		return Page[Row]{}, err
	}
	if q.Text != "" {
		return c.search(ctx, m, who, q, f)
	}
	var page Page[Row]
	if !f.Sieve.Empty() && !f.Back {
		edge, beyond, err := c.store.InboxHorizon(ctx, f, Horizon)
		if err != nil {
			return Page[Row]{}, err
		}
		if beyond {
			f.EndDue, f.EndID = edge.DueAt, edge.ID
			page.GoOnDue, page.GoOnID = store.Moment(edge.DueAt), edge.ID
		}
	}
	found, err := c.store.Inbox(ctx, f)
	if err != nil {
		return Page[Row]{}, err
	}
	if page.More = len(found) > f.Limit; page.More {
		found = found[:f.Limit]
		page.GoOnDue, page.GoOnID = time.Time{}, 0
	}
	page.More = page.More || page.GoOnID != 0
	w := m.World(now)
	page.Rows = slices.Grow(page.Rows, len(found))
	for i := range found {
		page.Rows = append(page.Rows, c.row(w, who, &found[i]))
	}
	if f.Back {
		slices.Reverse(page.Rows)
	}
	return page, c.adorn(ctx, m, who, page.Rows)
}

// row cuts a line to what the officer may see.
func (c *Casework) row(w civic.World, who civic.Actor, in *store.InboxRow) Row {
	row := Row{Report: in.Report, Sight: civic.Look(w.Tree, who, &in.Report), At: placeOf(in)}
	if row.Next, row.Help = c.nextFor(w, who, &in.Report); row.Help != nil {
		row.Report.Assignee, row.Report.Proposal = 0, civic.Proposal{} // how the lead works is its own business
	}
	if row.Sight.Text {
		row.Title, row.Place = in.Title, in.Place
	}
	return row
}

// midnight is the end of today at the desk.
func (c *Casework) midnight(t *civic.Tree, desk civic.ID, now time.Time) time.Time {
	a, _ := t.Get(desk)
	zone := a.Zone
	if zone == "" {
		zone = civic.WIB
	}
	return civic.DateOf(now, zone).AddDays(1).Start(zone)
}

func clamp(limit int) int {
	switch {
	case limit <= 0:
		return 20
	case limit > MaxPage:
		return MaxPage
	default:
		return limit
	}
}

// Counts are the named counts of a desk and everything below, kept up within about a second.
type Counts struct {
	Late, Today, Action, Waiting, Done int64 // Done: ended in the last 30 days
	Helping                            int64 // of Action, those of others that the desk was asked about
	ByState                            map[civic.State]int64
}

// RecentDays is how long what ended is counted.
const RecentDays = 30

// Counts adds up the kept counts. Errors: unauthenticated for anybody but an officer.
func (c *Casework) Counts(ctx context.Context, who civic.Actor) (Counts, error) {
	if !who.IsOfficer() {
		return Counts{}, civic.Unauthenticated("error.sign_in_first")
	}
	m := c.atlas.Current(ctx)
	if walked(who, m.Tree) {
		return c.walk(ctx, m, who)
	}
	n, err := c.countDesk(ctx, who.Desk, true, who.Remit.Roots(m.Tree, who.Desk)...)
	if err != nil {
		return n, err
	}
	return n, c.uncounted(ctx, who, &n)
}

// AgencyCounts adds up the kept counts of a desk and everything below it. They are numbers only, and public. What offices
// were asked about the reports of others is not among them: it counts once, where the report lies.
func (c *Casework) AgencyCounts(ctx context.Context, desk civic.ID) (Counts, error) {
	return c.countDesk(ctx, desk, false, desk)
}

// countDesk adds up the kept counts of offices, by the days of a desk.
func (c *Casework) countDesk(ctx context.Context, desk civic.ID, helping bool, of ...civic.ID) (Counts, error) {
	today := store.DueDay(c.midnight(c.atlas.Current(ctx).Tree, desk, c.now()))
	all, err := c.store.Tallies(ctx, c.store.DB, today-RecentDays, of...)
	if err != nil {
		return Counts{}, err
	}
	n := Counts{ByState: map[civic.State]int64{}}
	for _, t := range all {
		if t.State == store.StateHelp {
			if !helping {
				continue
			}
			n.Helping += t.N * one(t.Queue == civic.QueueAction)
		} else {
			n.ByState[t.State] += t.N
		}
		switch t.Queue {
		case civic.QueueDone:
			n.Done += t.N
		case civic.QueueWaiting:
			n.Waiting += t.N
		default:
			n.Action += t.N
			if t.DueDay < today {
				n.Late += t.N
			} else if t.DueDay == today {
				n.Today += t.N
			}
		}
	}
	return n, nil
}

// PublicQuery asks for one page of the public list.
type PublicQuery struct {
	Text   string
	Agency civic.ID
	Region string
	Topic  civic.ID
	State  civic.State
	Class  civic.Class
	Since  time.Time
	Before civic.ID           // keyset: older than this report
	After  civic.TrackingCode // the same, by the code of the last row seen
	Limit  int
}

// PublicRow is one line of the public list.
type PublicRow struct {
	Report      civic.Report
	Title, Body string
	Place       string
	Next        Next
}

// MaxCount is the number up to which matches are counted exactly.
const MaxCount = 999

func (q PublicQuery) filter() (store.Filter, bool) {
	words := triage.Query(q.Text)
	f := store.Filter{Words: words, Agency: q.Agency, Region: q.Region, Topic: q.Topic, State: q.State, Class: q.Class,
		Since: store.Micros(q.Since), Before: q.Before, Limit: clamp(q.Limit)}
	return f, q.Text == "" || len(words) > 0
}

// Public lists published reports, newest first. A pasted tracking number finds its report.
func (c *Casework) Public(ctx context.Context, q PublicQuery) (Page[PublicRow], error) {
	w := c.atlas.Current(ctx).World(c.now())
	f, answerable := q.filter()
	if !answerable {
		return Page[PublicRow]{}, nil // only words that say nothing were typed
	}
	if q.After != "" {
		// A code tells a stranger whether its report exists only if it is public anyway.
		if last, err := c.store.ReportByCode(ctx, c.store.DB, q.After); err == nil && last.Public() {
			f.Before = last.ID
		}
	}
	found, err := c.store.PublicReports(ctx, f)
	if err != nil {
		return Page[PublicRow]{}, err
	}
	page := Page[PublicRow]{More: len(found) > f.Limit}
	for i, in := range found {
		if i == f.Limit {
			break
		}
		page.Rows = append(page.Rows, PublicRow{Report: in.Report, Title: in.Title, Body: in.Body, Place: in.Place, Next: c.next(w, &in.Report)})
	}
	return page, nil
}

// PublicCount counts the matches of a public list: exact up to MaxCount, else MaxCount+1.
func (c *Casework) PublicCount(ctx context.Context, q PublicQuery) (int, error) {
	f, answerable := q.filter()
	if !answerable {
		return 0, nil
	}
	return c.store.PublicCount(ctx, f, MaxCount+1)
}

// AgencyEndings counts the reports of a desk and everything below it that were closed in the last 30 days, by whoever
// closed them. They are numbers only, and public.
func (c *Casework) AgencyEndings(ctx context.Context, desk civic.ID) (map[civic.ClosedBy]int64, error) {
	today := store.DueDay(c.midnight(c.atlas.Current(ctx).Tree, desk, c.now()))
	return c.store.Endings(ctx, c.store.DB, desk, today-RecentDays)
}
