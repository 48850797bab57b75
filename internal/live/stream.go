package live

import (
	"context"
	"sync"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// Kinds of changes, as they stand in the stream.
const (
	Came     = "baru"  // it was not in this queue of the officer's part of the tree before
	Changed  = "ubah"  // it lies there still, and something happened
	Left     = "pergi" // it went out of reach
	Presence = "hadir" // somebody came to it, went, or began to write
)

// Change is what an officer is told about one report: enough to look for it, and nothing of what it says.
type Change struct {
	ID    int64       `json:"-"`
	Code  string      `json:"c"`
	Seq   int         `json:"s"`
	Kind  string      `json:"k"`
	Queue civic.Queue `json:"q,omitempty"`
}

// see is what a pulse means to an officer: existence is for everybody in whose part of the tree a report lies.
func see(t *civic.Tree, who civic.Actor, p *store.Pulse) (Change, bool) {
	c := Change{ID: p.ID, Code: p.Code.Display(), Seq: p.Seq, Queue: p.ToQueue}
	// A pulse does not say what its report is about: whoever reads by topics looks at the list.
	is, was := t.Within(p.To, who.Desk) && who.Remit.CoversDesk(t, p.To), p.From != 0 && t.Within(p.From, who.Desk) && who.Remit.CoversDesk(t, p.From)
	switch {
	case p.Kind == store.PulsePresence:
		c.Kind, c.Queue = Presence, 0
		return c, is && p.Officer != who.Officer
	case is && (!was || p.FromQueue != p.ToQueue) && p.Officer != who.Officer:
		c.Kind = Came
	case is:
		c.Kind = Changed
	case was:
		c.Kind, c.Queue = Left, 0
	default:
		return c, false
	}
	return c, true
}

// End is why a stream is over.
type End int

// The ends. A stream that goes on has none.
const (
	GoesOn   End = iota
	SignedUp     // the session or the post is over: sign in again
	Stopping     // the server is stopping: come back in a moment
)

// maxPending is how many changes wait for a slow reader; with more the reader is told to look at everything again.
const maxPending = 256

// Stream is one connected window of an officer.
type Stream struct {
	right  Right
	signal chan struct{} // something waits

	mu      sync.Mutex
	pending []Change
	last    int64
	missed  bool
	ended   End
}

// Open connects an officer. What changed after the number waits in the stream. Close it when done.
// Errors: too_many when the officer or everybody has too many; unavailable while stopping.
func (h *Hub) Open(ctx context.Context, right Right, after int64) (*Stream, error) {
	s := &Stream{right: right, signal: make(chan struct{}, 1), last: after}
	// The worker hands out what comes after this number, so that nothing falls between this stream's beginning and its own.
	from, err := h.store.LastPulse(ctx, h.store.DB)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	switch {
	case h.closed:
		h.mu.Unlock()
		return nil, civic.Unavailable("error.overloaded", nil)
	case h.streams >= MostStreams || h.officers[right.Who.Officer] >= MostPerOfficer:
		h.mu.Unlock()
		return nil, civic.TooMany("error.too_many_requests")
	}
	if h.desks[right.Who.Desk] == nil {
		h.desks[right.Who.Desk] = map[*Stream]bool{}
	}
	h.desks[right.Who.Desk][s] = true
	h.officers[right.Who.Officer]++
	h.streams++
	h.begin(from) //nolint:contextcheck // the worker outlives the request that started it
	h.mu.Unlock()
	// Listening first, then what was before: nothing falls between, and what comes twice is dropped by its number.
	changes, last, missed, err := h.Since(ctx, right.Who, after)
	if err != nil {
		h.Leave(s)
		return nil, err
	}
	s.put(changes, last, missed)
	return s, nil
}

// Leave disconnects a stream.
func (h *Hub) Leave(s *Stream) {
	h.mu.Lock()
	defer h.mu.Unlock()
	desk, officer := s.right.Who.Desk, s.right.Who.Officer
	if !h.desks[desk][s] {
		return
	}
	delete(h.desks[desk], s)
	if len(h.desks[desk]) == 0 {
		delete(h.desks, desk)
	}
	if h.officers[officer]--; h.officers[officer] == 0 {
		delete(h.officers, officer)
	}
	if h.streams--; h.streams == 0 && h.stop != nil {
		h.stop()
		h.stop = nil
	}
}

// Signal receives when something waits or the stream is over.
func (s *Stream) Signal() <-chan struct{} { return s.signal }

// Take returns what waits, and the number up to which it reaches. missed tells to look at everything again.
func (s *Stream) Take() (changes []Change, last int64, missed bool, ended End) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changes, missed = s.pending, s.missed
	s.pending, s.missed = nil, false
	return changes, s.last, missed, s.ended
}

func (s *Stream) put(changes []Change, last int64, missed bool) {
	s.mu.Lock()
	n := len(s.pending)
	for _, c := range changes {
		if c.ID > s.last {
			s.pending = append(s.pending, c)
		}
	}
	news := len(s.pending) > n || missed
	s.last, s.missed = max(s.last, last), s.missed || missed
	if missed {
		s.last = last // the number it came with was of another world
	}
	if len(s.pending) > maxPending {
		s.pending, s.missed = nil, true
	}
	s.mu.Unlock()
	if news {
		s.wake()
	}
}

func (s *Stream) end(why End) {
	s.mu.Lock()
	s.ended = why
	s.mu.Unlock()
	s.wake()
}

func (s *Stream) wake() {
	select {
	case s.signal <- struct{}{}:
	default:
	}
}
