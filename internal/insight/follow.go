// Package insight keeps what is derived from the events: the search index and the named counts.
package insight

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/sqldb"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// Insight follows the events. It is safe for concurrent use; one follower at a time does the work.
type Insight struct {
	store *store.Store
	atlas *atlas.Atlas
}

// New puts the follower together.
func New(s *store.Store, a *atlas.Atlas) *Insight { return &Insight{store: s, atlas: a} }

// batch is how many events are applied in one transaction.
const batch = 500

// atOnce is how many reports one question loads: few enough forms of it to keep prepared.
const atOnce = 100

// errOldMap says that the events may speak of desks that the map does not have yet.
var errOldMap = errors.New("insight: master data changed")

// Follow applies what waits in the feed, one batch, and returns how many events that were. The entries
// are consumed by the transaction that applies them: after a crash the counts equal a recount.
func (in *Insight) Follow(ctx context.Context) (int, error) {
	for {
		n, err := in.follow(ctx, in.atlas.Current(ctx))
		if !errors.Is(err, errOldMap) {
			return n, err
		}
		if err := in.atlas.Reload(ctx); err != nil {
			return 0, err
		}
	}
}

func (in *Insight) follow(ctx context.Context, m *atlas.Map) (int, error) {
	var n int
	err := in.store.DB.UpdateBehind(ctx, func(ctx context.Context, tx *sqldb.Tx) error {
		events, err := in.store.TakeFeed(ctx, tx, batch)
		if err != nil {
			return err
		}
		n = len(events)
		// Another process may have made a desk and sent a report there since this one looked: counted by
		// the old map, that report would be missing for good above the desk.
		if v, err := in.store.ReferenceVersion(ctx, tx); err != nil || n > 0 && v != m.Version {
			return cmp.Or(err, errOldMap)
		}
		in.store.AddTally(tx, delta(m.Tree, events))
		if err := in.endings(ctx, tx, m.Tree, events); err != nil {
			return err
		}
		in.store.AddGateTally(tx, gateDelta(m.Tree, events))
		reports, err := in.touched(ctx, tx, events)
		if err != nil {
			return err
		}
		if err := in.helped(ctx, tx, reports); err != nil {
			return err
		}
		if err := in.index(ctx, tx, m, events, reports); err != nil {
			return err
		}
		return in.announce(ctx, tx, events, reports)
	})
	return n, err
}

// Drain follows until nothing waits, here and for the desks.
func (in *Insight) Drain(ctx context.Context) error {
	for _, follow := range []func(context.Context) (int, error){in.Follow, in.FollowDesks} {
		for {
			n, err := follow(ctx)
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
		}
	}
	return nil
}

// delta adds up how the events moved reports between counts.
func delta(t *civic.Tree, events []civic.Event) map[store.TallyKey]int64 {
	d := map[store.TallyKey]int64{}
	for _, e := range events {
		if e.FromQueue != 0 && e.From != "" {
			for _, desk := range t.Chain(e.FromDesk) {
				d[store.TallyKey{Agency: desk, State: e.From, Queue: e.FromQueue, DueDay: store.DueDay(e.FromDue)}]--
			}
		}
		for _, desk := range t.Chain(e.ToDesk) {
			d[store.TallyKey{Agency: desk, State: e.To, Queue: e.ToQueue, DueDay: store.DueDay(e.ToDue)}]++
		}
	}
	return d
}

// touched loads the reports of the events as they are now.
func (in *Insight) touched(ctx context.Context, tx *sqldb.Tx, events []civic.Event) (map[civic.ID]*civic.Report, error) {
	ids := make([]civic.ID, 0, len(events))
	for i := range events {
		ids = append(ids, events[i].Report)
	}
	slices.Sort(ids)
	out := make(map[civic.ID]*civic.Report, len(ids))
	for part := range slices.Chunk(slices.Compact(ids), atOnce) {
		found, err := in.store.ReportsByIDs(ctx, tx, part)
		if err != nil {
			return nil, err
		}
		for i := range found {
			out[found[i].ID] = &found[i]
		}
	}
	return out, nil
}

// index writes each touched report as it is now: order among its events does not matter. What officers find it by
// is written later, see FollowDesks.
func (in *Insight) index(ctx context.Context, tx *sqldb.Tx, m *atlas.Map, events []civic.Event, reports map[civic.ID]*civic.Report) error {
	parts := make(map[civic.ID]store.DeskPart, len(events))
	for i := range events {
		if p := partsOf(&events[i]); p != 0 {
			parts[events[i].Report] |= p
		}
	}
	in.store.FeedDesks(tx, parts)
	ids := slices.Sorted(maps.Keys(reports))
	texts, err := in.store.PublishedTexts(ctx, tx, slices.DeleteFunc(slices.Clone(ids), func(id civic.ID) bool { return !reports[id].Public() }))
	if err != nil {
		return err
	}
	for _, id := range ids {
		in.indexForAll(tx, m, reports[id], texts[id])
	}
	return nil
}

// indexForAll lets anybody find what is public.
func (in *Insight) indexForAll(tx *sqldb.Tx, m *atlas.Map, r *civic.Report, p store.Publication) {
	switch {
	case r.Public():
		in.store.PutDoc(tx, store.Doc{Report: r.ID, Words: triage.Words(p.Title + "\n" + p.Body + "\n" + p.Place),
			Tags: store.TagsOf(r, m.Tree.Chain(r.Holder), m.TopicChain(r.Topic))})
	case r.Version > 0:
		in.store.DropDoc(tx, r.ID)
	}
}
