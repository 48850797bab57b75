// Package live announces to officers who are looking what changed in their part of the tree. One look at the
// database serves everybody who is connected to this process; what goes out are codes of reports, numbers of
// events and what became of them, and never a word of anybody.
package live

import (
	"context"
	"sync"
	"time"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/store"
)

const (
	pollEvery  = time.Second     // for changes that other processes wrote; those of this one wake it at once
	judgeEvery = 5 * time.Second // until an ended session or post is noticed
	breath     = 100 * time.Millisecond
	batch      = 500
	ring       = 4096 // changes kept in memory for those who reconnect

	// MostStreams is how many may be connected to one process.
	MostStreams = 5000
	// MostPerOfficer is how many of them one officer may have.
	MostPerOfficer = 12
)

// Right is why a stream may be open. It is looked at again every few seconds.
type Right struct {
	Who     civic.Actor
	Epoch   int64  // of the account when it was signed in
	Session string // handle of the session, see Sessions
	Worth   string // what Sessions says of it as long as it is the same person in the same post
}

// Sessions tells for handles of sessions what they are worth now; those that ended are not in the answer.
type Sessions func(ctx context.Context, handles []string) (map[string]string, error)

// Hub hands changes to streams. It is safe for concurrent use, and works only while somebody listens.
type Hub struct {
	store *store.Store
	atlas *atlas.Atlas
	now   civic.Now

	mu       sync.Mutex
	sessions Sessions
	desks    map[civic.ID]map[*Stream]bool
	officers map[civic.ID]int
	streams  int
	recent   []store.Pulse // in order, the last ones
	last     int64         // number of the latest one seen, while somebody listens
	stop     context.CancelFunc
	done     chan struct{} // closed when the worker has ended
	closed   bool
}

// New puts the hub together.
func New(s *store.Store, a *atlas.Atlas, now civic.Now) *Hub {
	return &Hub{store: s, atlas: a, now: now, desks: map[civic.ID]map[*Stream]bool{}, officers: map[civic.ID]int{}}
}

// Ask names who knows sessions. Without anybody, streams end with their requests only.
func (h *Hub) Ask(s Sessions) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sessions = s
}

// Last is the number of the latest change that is committed.
func (h *Hub) Last(ctx context.Context) (int64, error) {
	h.mu.Lock()
	last, fresh := h.last, h.stop != nil
	h.mu.Unlock()
	if fresh {
		return last, nil // at most a second old: what is announced twice is known by its number
	}
	return h.store.LastPulse(ctx, h.store.DB)
}

// Since lists what changed for an actor after a number, and the number of the latest. missed tells that it reaches
// further back than is known. Errors: unauthenticated for anybody but an officer.
func (h *Hub) Since(ctx context.Context, who civic.Actor, after int64) (out []Change, last int64, missed bool, err error) {
	if !who.IsOfficer() {
		return nil, 0, false, civic.Unauthenticated("error.sign_in_first")
	}
	pulses, last, missed, err := h.after(ctx, after)
	if err != nil || missed {
		return nil, last, missed, err
	}
	t := h.atlas.Current(ctx).Tree
	for i := range pulses {
		if c, ok := see(t, who, &pulses[i]); ok {
			out = append(out, c)
		}
	}
	return out, last, false, nil
}

// after finds the changes after a number: in memory where they reach that far, else in the database.
func (h *Hub) after(ctx context.Context, n int64) (pulses []store.Pulse, last int64, missed bool, err error) {
	h.mu.Lock()
	if h.stop != nil && len(h.recent) > 0 && n >= h.recent[0].ID-1 && n <= h.last {
		for _, p := range h.recent {
			if p.ID > n {
				pulses = append(pulses, p)
			}
		}
		last = h.last
		h.mu.Unlock()
		return pulses, last, false, nil
	}
	h.mu.Unlock()
	if last, err = h.store.LastPulse(ctx, h.store.DB); err != nil || n == last {
		return nil, last, false, err
	}
	if n > last || last-n > ring {
		return nil, last, true, nil // of another database, or too long ago
	}
	pulses, err = h.store.Pulses(ctx, h.store.DB, n, ring)
	if len(pulses) > 0 {
		last = pulses[len(pulses)-1].ID
	}
	return pulses, last, false, err
}

// Close ends every stream and refuses new ones: the server is stopping.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	for _, all := range h.desks {
		for s := range all {
			s.end(Stopping)
		}
	}
	stop, done := h.stop, h.done
	h.mu.Unlock()
	if stop != nil {
		stop()
		<-done
	}
}
