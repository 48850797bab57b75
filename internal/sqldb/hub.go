package sqldb

import (
	"sync"
	"sync/atomic"
)

// hub passes local signals from committed transactions to listeners.
type hub struct {
	mu   sync.Mutex
	subs map[string][]chan struct{}
}

func (h *hub) listen(topic string) (<-chan struct{}, func()) {
	ch := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.subs == nil {
		h.subs = map[string][]chan struct{}{}
	}
	h.subs[topic] = append(h.subs[topic], ch)
	return ch, func() { h.drop(topic, ch) }
}

func (h *hub) drop(topic string, ch chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var kept []chan struct{}
	for _, c := range h.subs[topic] {
		if c != ch {
			kept = append(kept, c)
		}
	}
	h.subs[topic] = kept
}

func (h *hub) notify(topics []string) {
	if len(topics) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, t := range topics {
		for _, c := range h.subs[t] {
			select {
			case c <- struct{}{}:
			default: // a signal is pending already
			}
		}
	}
}

// gauge counts callers inside and refuses more than max.
type gauge struct {
	n, refused atomic.Int64
	max        int64
}

func (g *gauge) enter() bool {
	if g.n.Add(1) > g.max {
		g.n.Add(-1)
		g.refused.Add(1)
		return false
	}
	return true
}

func (g *gauge) leave() { g.n.Add(-1) }

// Stats counts what a DB has done since it was opened.
type Stats struct {
	Commits   int64 // transactions made durable (group commits on SQLite)
	Callers   int64 // Update and Insert calls that succeeded
	Failures  int64 // Update and Insert calls that were rolled back
	Retries   int64 // runs repeated after a deadlock or serialization failure (PostgreSQL)
	Refused   int64 // calls refused with ErrOverloaded
	Waiting   int64 // Update and Insert calls in progress now
	ConnsOpen int64 // connections open now, the writer included
	ConnsBusy int64 // connections lent out now
	WALBytes  int64 // size of the write-ahead log file (SQLite)
}

// Stats returns the counters of the database.
func (db *DB) Stats() Stats {
	s := Stats{Refused: db.waiting.refused.Load(), Waiting: db.waiting.n.Load()}
	db.b.stats(&s)
	return s
}
