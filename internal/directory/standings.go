package directory

import (
	"sync"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/store"
)

// A program that speaks for an office asks many times a second, and each time it was looked up whose token it shows. What
// was found is believed for as long as fresh, and never past a change of posts and officers that this process made or heard
// of: that makes a new map.
const (
	fresh           = 250 * time.Millisecond
	standingsAtMost = 4096
)

// standings are the machine tokens of this moment, by hash. Only tokens that are good are remembered: whoever tries many
// fills nothing.
type standings struct {
	mu    sync.Mutex
	under *atlas.Map
	since time.Time
	known map[string]store.Standing
}

// of returns what is known of a token under this map.
func (s *standings) of(m *atlas.Map, hash string, now time.Time) (store.Standing, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if age := now.Sub(s.since); s.under != m || age < 0 || age >= fresh {
		s.under, s.since, s.known = m, now, map[string]store.Standing{}
	}
	st, ok := s.known[hash]
	return st, ok
}

// keep remembers what was looked up under this map, unless there is a newer one: then it may be of before the change.
func (s *standings) keep(m *atlas.Map, hash string, st store.Standing) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.under == m && len(s.known) < standingsAtMost {
		s.known[hash] = st
	}
}
