package live

import (
	"context"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// begin starts the one worker of this process when the first stream opens, to hand out what comes after a number. The
// caller holds the lock.
func (h *Hub) begin(from int64) {
	if h.stop != nil {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	h.stop, h.done = stop, make(chan struct{})
	h.recent, h.last = nil, from
	go func(done chan struct{}) {
		defer close(done)
		h.work(ctx)
	}(h.done)
}

// work looks for changes and for rights that ended until the last stream is gone.
func (h *Hub) work(ctx context.Context) {
	signal, unlisten := h.store.DB.Listen(store.PulseTopic)
	defer unlisten()
	poll, judge := time.NewTicker(pollEvery), time.NewTicker(judgeEvery)
	defer poll.Stop()
	defer judge.Stop()
	for {
		h.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-signal:
			pause(ctx, breath) // let a burst gather
		case <-poll.C:
		case <-judge.C:
			h.judge(ctx)
		}
	}
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}

// look reads what is new and hands it out. A database that does not answer is asked again a second later.
func (h *Hub) look(ctx context.Context) {
	h.mu.Lock()
	at := h.last
	h.mu.Unlock()
	for {
		found, err := h.store.Pulses(ctx, h.store.DB, at, batch)
		if err != nil || len(found) == 0 {
			return
		}
		h.hand(ctx, found)
		if at = found[len(found)-1].ID; len(found) < batch {
			return
		}
	}
}

// hand gives changes to the streams of every desk that they concern. Officers of one desk mostly see the same.
func (h *Hub) hand(ctx context.Context, found []store.Pulse) {
	m, now := h.atlas.Current(ctx), h.now()
	t := m.Tree
	h.mu.Lock()
	defer h.mu.Unlock()
	for len(found) > 0 && found[0].ID <= h.last { // a worker that was just stopped was faster
		found = found[1:]
	}
	if len(found) == 0 {
		return
	}
	h.last = found[len(found)-1].ID
	h.recent = append(h.recent, found...)
	if over := len(h.recent) - ring; over > 0 {
		h.recent = append([]store.Pulse(nil), h.recent[over:]...)
	}
	for desk, streams := range h.desks {
		near := concerning(t, desk, found)
		for s := range streams {
			changes, who := make([]Change, 0, len(near)), m.WithRemit(s.right.Who, now)
			for _, p := range near {
				if c, ok := see(t, who, p); ok {
					changes = append(changes, c)
				}
			}
			s.put(changes, h.last, false)
		}
	}
}

func concerning(t *civic.Tree, desk civic.ID, found []store.Pulse) []*store.Pulse {
	var out []*store.Pulse
	for i := range found {
		if p := &found[i]; t.Within(p.To, desk) || p.From != 0 && t.Within(p.From, desk) {
			out = append(out, p)
		}
	}
	return out
}

// judge ends the streams whose session or post ended: two questions for everybody together.
func (h *Hub) judge(ctx context.Context) {
	h.mu.Lock()
	ask := h.sessions
	all := make([]*Stream, 0, h.streams)
	for _, streams := range h.desks {
		for s := range streams {
			all = append(all, s)
		}
	}
	h.mu.Unlock()
	if ask == nil {
		return
	}
	handles, posts, seen := []string{}, []civic.ID{}, map[any]bool{}
	for _, s := range all {
		if !seen[s.right.Session] {
			seen[s.right.Session] = true
			handles = append(handles, s.right.Session)
		}
		if !seen[s.right.Who.Post] {
			seen[s.right.Who.Post] = true
			posts = append(posts, s.right.Who.Post)
		}
	}
	worth, err := ask(ctx, handles)
	if err != nil {
		return // nobody is thrown out because the database hiccups
	}
	standing, err := h.store.StandingsOf(ctx, h.store.DB, posts, store.Micros(h.now()))
	if err != nil {
		return
	}
	for _, s := range all {
		st, ok := standing[store.Sitting{Officer: s.right.Who.Officer, Post: s.right.Who.Post}]
		good := ok && st.Desk == s.right.Who.Desk && st.Role == s.right.Who.Role
		if !good || st.Epoch != s.right.Epoch || worth[s.right.Session] != s.right.Worth {
			s.end(SignedUp)
		}
	}
}
