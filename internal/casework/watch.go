package casework

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
)

// How many topics an officer watches at most, and the most characters of a note.
const (
	MaxWatchedTopics = 10
	MaxWatchNote     = 300
)

// WatchedRow is a watched report, cut to what the officer may see. It is unread when more happened than the officer read.
type WatchedRow struct {
	Row
	Note  string
	Since time.Time // zero where that was not kept
}

// TopicWatch is a topic that an officer watches, as it is kept.
type TopicWatch = store.WatchedTopic

// WatchPlace is where a page of a watch list goes on.
type WatchPlace = store.WatchPlace

// WatchedTopic is a topic that an officer watches, with what lies open on it now, up to MaxCount+1.
type WatchedTopic struct {
	store.WatchedTopic
	Query             InboxQuery // the list of it
	Open, Late, Fresh int64      // that offices have to act on, late ones, those that came since the officer last looked
	AtLeast           bool       // there may be more: the count looked as far as it may
}

// WatchList lists the reports that the officer watches, the latest first. What the officer may not know of any more is left
// out, so a page may be short; last is where the next one begins. Nobody else learns what somebody watches.
// Errors: unauthenticated.
func (c *Casework) WatchList(ctx context.Context, who civic.Actor, after WatchPlace, limit int) (page Page[WatchedRow], last WatchPlace, err error) {
	if !who.IsOfficer() {
		return page, last, civic.Unauthenticated("error.sign_in_first")
	}
	limit = clamp(limit)
	found, err := c.store.WatchList(ctx, c.store.DB, who.Officer, after, limit)
	if err != nil {
		return page, last, err
	}
	if page.More = len(found) > limit; page.More {
		found = found[:limit]
	}
	w := c.atlas.Current(ctx).World(c.now())
	for i := range found {
		r := &found[i].Report
		last = WatchPlace{At: found[i].At, Report: r.ID}
		if !who.InScope(w.Tree, r) {
			continue
		}
		row := WatchedRow{Row: Row{Report: *r, Sight: civic.Look(w.Tree, who, r), Watched: true, Unread: found[i].Seen < r.Seq}, Note: found[i].Note}
		if found[i].At != 0 {
			row.Since = store.Moment(found[i].At)
		}
		row.Next, row.Help = c.nextFor(w, who, r)
		if row.Sight.Text {
			row.Title, row.Place = found[i].Title, found[i].Place
		}
		page.Rows = append(page.Rows, row)
	}
	return page, last, nil
}

func tidyWatchNote(note string) (string, error) {
	note = civic.TidyText(note)
	if utf8.RuneCountInString(note) > MaxWatchNote {
		return note, civic.Invalid("note", "error.too_long", "max", MaxWatchNote)
	}
	return note, nil
}

// WatchReport puts a report on the officer's watch list, with a note. Errors: invalid "note", unauthenticated, not_found.
func (c *Casework) WatchReport(ctx context.Context, who civic.Actor, code civic.TrackingCode, note string) error {
	note, err := tidyWatchNote(note)
	if err != nil {
		return err
	}
	return c.mark(ctx, who, code, func(tx *sqldb.Tx, r *civic.Report) {
		c.store.KeepWatch(tx, who.Officer, r.ID, note, store.Micros(c.now()))
		if audits(who) == nil { // "changed since you looked" begins here; for whoever has to work on it, unread stays unread
			c.store.MarkSeen(tx, who.Officer, r.ID, r.Seq)
		}
	})
}

// Unwatch takes a report off the watch list. It can be put back until the next one is taken off. Errors: unauthenticated,
// not_found.
func (c *Casework) Unwatch(ctx context.Context, who civic.Actor, code civic.TrackingCode) error {
	_, r, err := c.mine(ctx, who, code)
	if err != nil {
		return err
	}
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		note, at, ok, err := c.store.WatchOf(ctx, tx, who.Officer, r.ID)
		if err != nil || !ok {
			return err
		}
		c.store.Watch(tx, who.Officer, r.ID, false)
		c.store.RememberWatch(tx, who.Officer, &store.RemovedWatch{Report: r.ID, Note: note, At: at})
		return nil
	})
}

// WatchTopic puts a topic on a supervisor's watch list, in an area or at an office. Errors: unauthenticated, forbidden,
// invalid with the field, too many.
func (c *Casework) WatchTopic(ctx context.Context, who civic.Actor, w store.WatchedTopic) (store.WatchedTopic, error) {
	if err := audits(who); err != nil {
		return w, err
	}
	m, now := c.atlas.Current(ctx), c.now()
	var err error
	if w.Note, err = tidyWatchNote(w.Note); err != nil {
		return w, err
	}
	if _, known := m.Topic(w.Topic); !known {
		return w, civic.Invalid("topic_id", "error.topic_unknown")
	}
	if err := c.knownRegion(ctx, w.Region); err != nil {
		return w, err
	}
	if w.Agency != 0 && !m.Tree.Within(w.Agency, who.Desk) {
		return w, civic.Invalid("agency_id", "error.agency_unknown")
	}
	w.ID, w.Officer, w.At, w.LookedAt = c.store.NewID(now), who.Officer, store.Micros(now), store.Micros(now)
	return w, c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		have, err := c.store.WatchedTopics(ctx, tx, who.Officer, MaxWatchedTopics)
		if err != nil {
			return err
		}
		if len(have) >= MaxWatchedTopics {
			return civic.Invalid("topic_id", "error.watch_full", "max", MaxWatchedTopics)
		}
		c.store.SaveWatchedTopic(tx, &w)
		return nil
	})
}

// knownRegion refuses the code of a place that there is not.
func (c *Casework) knownRegion(ctx context.Context, code string) error {
	if code == "" {
		return nil
	}
	if chain, err := c.atlas.RegionChain(ctx, code); err != nil || len(chain) > 0 {
		return err
	}
	return civic.Invalid("region_code", "error.region_unknown")
}

// UnwatchTopic takes a topic off the watch list. It can be put back until the next one is taken off. Errors: unauthenticated,
// forbidden, not_found.
func (c *Casework) UnwatchTopic(ctx context.Context, who civic.Actor, id civic.ID) error {
	if err := audits(who); err != nil {
		return err
	}
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		have, err := c.store.WatchedTopics(ctx, tx, who.Officer, MaxWatchedTopics)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(have, func(w store.WatchedTopic) bool { return w.ID == id })
		if i < 0 {
			return civic.NotFound("error.not_found")
		}
		c.store.DropWatchedTopic(tx, who.Officer, id)
		c.store.RememberWatch(tx, who.Officer, &store.RemovedWatch{Topic: &have[i]})
		return nil
	})
}

// RestoreWatch puts back what was taken off last. Errors: unauthenticated, not_found when there is nothing.
func (c *Casework) RestoreWatch(ctx context.Context, who civic.Actor) error {
	if !who.IsOfficer() {
		return civic.Unauthenticated("error.sign_in_first")
	}
	return c.store.DB.Update(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		x, err := c.store.LastRemovedWatch(ctx, tx, who.Officer)
		if err != nil {
			return err
		}
		if x.Topic != nil {
			c.store.SaveWatchedTopic(tx, x.Topic)
		} else {
			c.store.KeepWatch(tx, who.Officer, x.Report, x.Note, x.At)
		}
		c.store.ForgetWatch(tx, who.Officer)
		return nil
	})
}

// WatchedTopics lists the topics that a supervisor watches with their counts; looking at them makes what is new old.
// Errors: unauthenticated, forbidden.
func (c *Casework) WatchedTopics(ctx context.Context, who civic.Actor) ([]WatchedTopic, error) {
	if err := audits(who); err != nil {
		return nil, err
	}
	have, err := c.store.WatchedTopics(ctx, c.store.DB, who.Officer, MaxWatchedTopics)
	if err != nil || len(have) == 0 {
		return nil, err
	}
	out, err := c.countTopics(ctx, c.atlas.Current(ctx), who, have)
	if err != nil {
		return nil, err
	}
	return out, c.store.DB.Update(ctx, func(_ context.Context, tx *sqldb.Tx) error {
		c.store.LookedAtTopics(tx, who.Officer, store.Micros(c.now()))
		return nil
	})
}

// countTopics counts the topics in one walk for each desk.
func (c *Casework) countTopics(ctx context.Context, m *atlas.Map, who civic.Actor, have []store.WatchedTopic) ([]WatchedTopic, error) {
	var out []WatchedTopic
	asked := map[civic.ID][]store.InboxCount{}
	places := map[civic.ID][]int{}
	for _, h := range have {
		one := WatchedTopic{WatchedTopic: h, Query: InboxQuery{Queue: civic.QueueAction, Narrow: Narrow{Topic: h.Topic, Region: h.Region, Unit: h.Agency}}}
		f, err := c.filter(m, who, one.Query)
		if err != nil {
			continue // an office that is not at the desk any more
		}
		late, fresh := store.InboxCount{Queue: f.Queue, Sieve: f.Sieve, DueTo: store.Micros(c.now())}, store.InboxCount{Queue: f.Queue, Sieve: f.Sieve}
		fresh.Sieve.Since = h.LookedAt
		asked[f.Desk] = append(asked[f.Desk], store.InboxCount{Queue: f.Queue, Sieve: f.Sieve}, late, fresh)
		places[f.Desk] = append(places[f.Desk], len(out))
		out = append(out, one)
	}
	for desk, of := range asked {
		n, capped, err := c.store.InboxCounts(ctx, desk, Horizon, MaxCount+1, of)
		if err != nil {
			return nil, err
		}
		for k, i := range places[desk] {
			out[i].Open, out[i].Late, out[i].Fresh, out[i].AtLeast = n[3*k], n[3*k+1], n[3*k+2], capped
		}
	}
	return out, nil
}
