package casework

import (
	"context"
	"slices"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// Horizon is how many reports of one state a narrowed list or a count looks through at once.
const Horizon = 50_000

// Narrow says which of the reports of an inbox are meant. The zero value means all.
type Narrow struct {
	Text   string   // words of the reporter's text
	Unit   civic.ID // a desk at or below the officer's
	Topic  civic.ID // it and the topics below it
	Region string   // code of a region: in it
	// Channel by which it came, "" any.
	Channel   string
	Class     civic.Class
	Assignee  civic.ID // whose work it is
	Mine      bool     // the officer's own work
	Nobody    bool     // nobody's in particular
	Secret    bool
	Anonymous bool
	Reopened  bool // came back because it was not solved
	Returned  bool // sent back up by an office
	Unread    bool
	Watched   bool
	Mentioned bool
	DraftBack bool       // a draft of the officer's that came back
	Label     string     // of the officer's agency
	From, To  civic.Date // received from the first to the last of these days
}

// tells: something is asked of a report that belongs to its content, not to its state.
func (n *Narrow) tells() bool {
	return n.Text != "" || n.Topic != 0 || n.Region != "" || n.Channel != "" || n.Class != "" || n.Anonymous || n.Label != ""
}

// filter turns the question of an officer into one to the store. What the officer may not see is not found by what it
// is about: a filter must not tell what a page would not.
func (c *Casework) filter(m *atlas.Map, who civic.Actor, q InboxQuery) (store.InboxFilter, error) {
	if q.Queue == 0 {
		q.Queue = civic.QueueAction
	}
	f := store.InboxFilter{Desk: who.Desk, Queue: q.Queue, State: q.State, AtDue: store.Micros(q.AtDue), AtID: q.AtID, Back: q.Back && q.AtID != 0, Limit: clamp(q.Limit)}
	if q.Unit != 0 {
		if !m.Tree.Within(q.Unit, who.Desk) {
			return f, civic.NotFound("error.not_found")
		}
		f.Desk = q.Unit
	}
	f.DueFrom, f.DueTo = c.dues(m, who.Desk, &q)
	s, err := c.sieve(m, who, &q.Narrow)
	f.Sieve = s
	return f, err
}

// dues is the range of deadlines that is asked for, in microseconds UTC, 0 open.
func (c *Casework) dues(m *atlas.Map, desk civic.ID, q *InboxQuery) (from, to int64) {
	now := c.now()
	switch {
	case q.Late:
		return 0, store.Micros(now)
	case q.Today:
		return store.Micros(now), store.Micros(c.midnight(m.Tree, desk, now)) + 1
	case q.Soon:
		a, _ := m.Tree.Get(desk)
		day := civic.DateOf(now, zoneOf(a))
		return store.Micros(now), store.Micros(m.Calendar.AddWorkingDays(day, 2, a.Region).AddDays(1).Start(zoneOf(a))) + 1
	case q.Recent && q.Queue == civic.QueueDone:
		return store.DueDayBegins(store.DueDay(c.midnight(m.Tree, desk, now)) - RecentDays), 0
	default:
		return 0, 0
	}
}

// labelOwner is the agency whose labels the people of a desk see.
func labelOwner(t *civic.Tree, desk civic.ID) civic.ID {
	if a := t.RootAgency(desk); a != 0 {
		return a
	}
	return desk
}

func zoneOf(a civic.Agency) civic.Zone {
	if a.Zone == "" {
		return civic.WIB
	}
	return a.Zone
}

func (c *Casework) sieve(m *atlas.Map, who civic.Actor, n *Narrow) (store.Sieve, error) {
	s := store.Sieve{Viewer: who.Officer, Remit: who.Remit, Region: n.Region, Channel: n.Channel, Assignee: n.Assignee, Nobody: n.Nobody, Have: store.ClassFact(n.Class),
		Reader: who.Officer, Unread: n.Unread, Watched: n.Watched, Mentioned: n.Mentioned, DraftBack: n.DraftBack, Label: n.Label, LabelOwner: labelOwner(m.Tree, who.Desk)}
	if n.Mine {
		s.Assignee, s.Besides = who.Officer, who.For
	}
	for fact, on := range map[store.Facts]bool{store.FactSecret: n.Secret, store.FactAnonymous: n.Anonymous, store.FactReopened: n.Reopened, store.FactReturned: n.Returned} {
		if on {
			s.Have |= fact
		}
	}
	if n.Topic != 0 {
		s.Topics = []civic.ID{n.Topic}
		for _, t := range m.Topics {
			if t.Parent == n.Topic {
				s.Topics = append(s.Topics, t.ID)
			}
		}
	}
	zone := civic.WIB
	if a, ok := m.Tree.Get(who.Desk); ok {
		zone = zoneOf(a)
	}
	if n.From != (civic.Date{}) {
		s.Since = store.Micros(n.From.Start(zone))
	}
	if n.To != (civic.Date{}) {
		s.Until = store.Micros(n.To.AddDays(1).Start(zone))
	}
	return s, discreet(m.Tree, who, n, &s)
}

// discreet keeps a filter from telling of reports what the officer may not read of them.
func discreet(t *civic.Tree, who civic.Actor, n *Narrow, s *store.Sieve) error {
	if !n.tells() {
		return nil
	}
	switch {
	case who.Role == civic.RoleAuditor:
		return civic.Invalid("filter", "error.filter_unseen")
	case who.Role == civic.RoleOversight:
		if n.Class != "" && n.Class != civic.ComplaintOversight {
			return civic.Invalid("class", "error.filter_unseen")
		}
		s.Have |= store.ClassFact(civic.ComplaintOversight)
	case who.Role == civic.RoleSupervisor, who.Role == civic.RoleAgencyHead, who.Desk == t.National():
		s.Lack |= store.FactSecret
	}
	return nil
}

// search finds by words, newest first. Secret reports are not in its index.
func (c *Casework) search(ctx context.Context, m *atlas.Map, who civic.Actor, q InboxQuery, f store.InboxFilter) (Page[Row], error) {
	words := triage.Query(q.Text)
	if len(words) == 0 {
		return Page[Row]{}, nil // only words that say nothing were typed
	}
	ask := store.DeskSearch{Desk: f.Desk, Words: words, Queue: q.Queue, State: q.State, Sieve: f.Sieve, Before: q.AtID, Limit: f.Limit}
	found, next, err := c.store.SearchDesk(ctx, ask)
	if err != nil {
		return Page[Row]{}, err
	}
	var page Page[Row]
	if page.More = len(found) > f.Limit; page.More {
		found = found[:f.Limit]
	} else if next != 0 {
		page.More, page.GoOnID, page.GoOnDue = true, next, time.UnixMicro(1)
	}
	w := m.World(c.now())
	for i := range found {
		if row := c.row(w, who, &found[i]); row.Sight.Text {
			page.Rows = append(page.Rows, row)
		}
	}
	return page, c.adorn(ctx, m, who, page.Rows)
}

// adorn adds what the officer, and the officer's agency, noted about the rows.
func (c *Casework) adorn(ctx context.Context, m *atlas.Map, who civic.Actor, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	var ids, officers []civic.ID
	for i := range rows {
		ids = append(ids, rows[i].Report.ID)
		if a := rows[i].Report.Assignee; a != 0 && !slices.Contains(officers, a) {
			officers = append(officers, a)
		}
	}
	marks, err := c.store.MarksOf(ctx, c.store.DB, who.Officer, labelOwner(m.Tree, who.Desk), ids)
	if err != nil {
		return err
	}
	names, err := c.store.OfficerNames(ctx, c.store.DB, officers)
	if err != nil {
		return err
	}
	for i := range rows {
		r := &rows[i]
		mark := marks[r.Report.ID]
		r.Unread, r.Watched, r.Mentioned, r.DraftBack = mark.Seen < r.Report.Seq, mark.Watched, mark.Mentioned, mark.DraftBack
		r.Assignee = names[r.Report.Assignee]
		if r.Sight.Text {
			r.Labels = mark.Labels
		}
	}
	return nil
}
