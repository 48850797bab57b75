package atlas

import (
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// Actor is an officer in one post, with what the post reads on that day.
func (m *Map) Actor(st store.Standing, now time.Time) civic.Actor {
	who := civic.Actor{Role: st.Role, Officer: st.Officer, Post: st.Post, Desk: st.Desk, Name: st.Name, For: st.For, ForName: st.ForName}
	return m.WithRemit(who, now)
}

// WithRemit gives an actor what the post in use reads now: a remit may have begun or changed meanwhile.
func (m *Map) WithRemit(who civic.Actor, now time.Time) civic.Actor {
	who.Remit = nil
	if who.Role == civic.RoleSupervisor {
		who.Remit = m.Remit(who.Post, civic.DateOf(now, civic.WIB))
	}
	return who
}

// Remit is what a post reads on a day, with the topics below those that it names; nil is everything.
func (m *Map) Remit(post civic.ID, day civic.Date) *civic.Remit {
	said := civic.RemitOn(m.Ref.Remits[post], day)
	if said.All() || len(said.Topics) == 0 {
		return said
	}
	out := *said
	out.Topics = slices.Clone(said.Topics)
	for _, t := range m.Topics {
		if slices.Contains(said.Topics, t.Parent) && !slices.Contains(out.Topics, t.ID) {
			out.Topics = append(out.Topics, t.ID)
		}
	}
	return &out
}

// RemitSaid is what a post reads on a day, as it was written down: without the topics below those that it names.
func (m *Map) RemitSaid(post civic.ID, day civic.Date) *civic.Remit {
	return civic.RemitOn(m.Ref.Remits[post], day)
}
