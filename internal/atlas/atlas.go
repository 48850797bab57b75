// Package atlas keeps the master data in memory: the tree of agencies, topics,
// reasons, clock policies and the calendar. Every process has its own copy and
// notices within a second that another one changed the database.
package atlas

import (
	"cmp"
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// Map is all master data as of one version. It is never changed.
type Map struct {
	Version  int64
	Tree     *civic.Tree
	Book     *civic.PolicyBook
	Calendar *civic.Calendar
	Reasons  *civic.ReasonBook
	Topics   []store.Topic
	Ref      store.Reference
	Phrases  *quality.Book // what answers are looked through for
	Rules    *civic.CompetenceBook
	topics   map[civic.ID]store.Topic
	places   *places
}

// Topic finds a topic by id.
func (m *Map) Topic(id civic.ID) (store.Topic, bool) {
	t, ok := m.topics[id]
	return t, ok
}

// TopicChain returns the topic and the one above it.
func (m *Map) TopicChain(id civic.ID) []civic.ID {
	t, ok := m.topics[id]
	switch {
	case !ok:
		return nil
	case t.Parent == 0:
		return []civic.ID{id}
	default:
		return []civic.ID{id, t.Parent}
	}
}

// World is what a step depends on, as of this version and a moment.
func (m *Map) World(now time.Time) civic.World {
	national, _ := m.Tree.Get(m.Tree.National())
	return civic.World{Now: now, Tree: m.Tree, Book: m.Book, Calendar: m.Calendar, Hours: cmp.Or(national.Hours, civic.DefaultHours()), Reasons: m.Reasons,
		Reminding: m.Ref.Reminding, Returns: m.ReturnLimit(civic.DateOf(now, civic.WIB))}
}

// Atlas hands out the newest Map. It is safe for concurrent use.
type Atlas struct {
	store   *store.Store
	now     civic.Now
	current atomic.Pointer[Map]
	checked atomic.Int64 // microseconds UTC of the last look at the version
	loading sync.Mutex
}

// Open loads the master data.
func Open(ctx context.Context, s *store.Store, now civic.Now) (*Atlas, error) {
	a := &Atlas{store: s, now: now}
	return a, a.Reload(ctx)
}

// stale is how old an unchecked copy may be.
const stale = time.Second

// Current returns the newest known map; it looks at most once a second whether there is a newer one.
// When the database does not answer, the copy at hand is as good as any.
func (a *Atlas) Current(ctx context.Context) *Map {
	m := a.current.Load()
	last, now := a.checked.Load(), a.now().UnixMicro()
	if age := now - last; age >= 0 && age < stale.Microseconds() || !a.checked.CompareAndSwap(last, now) {
		return m
	}
	if v, err := a.store.ReferenceVersion(ctx, a.store.DB); err == nil && v != m.Version {
		if a.Reload(ctx) == nil {
			return a.current.Load()
		}
	}
	return m
}

// Reload reads the master data now, after a change made here.
func (a *Atlas) Reload(ctx context.Context) error {
	a.loading.Lock()
	defer a.loading.Unlock()
	ref, err := a.store.LoadReference(ctx)
	if err != nil {
		return err
	}
	tree := civic.NewTree(ref.Agencies)
	m := &Map{Version: ref.Version, Tree: tree, Book: civic.NewPolicyBook(ref.Policies),
		Calendar: civic.NewCalendar(ref.Version, ref.Holidays), Reasons: civic.NewReasonBook(ref.Reasons), Topics: ref.Topics, Ref: ref, Phrases: quality.NewBook(ref.Phrases),
		Rules:  civic.NewCompetenceBook(tree, ref.Competence, triage.Words),
		topics: make(map[civic.ID]store.Topic, len(ref.Topics)), places: &places{known: map[string][]store.Region{}}}
	for _, t := range ref.Topics {
		m.topics[t.ID] = t
	}
	a.current.Store(m)
	a.checked.Store(a.now().UnixMicro())
	return nil
}
