package civic

import (
	"slices"
	"time"
)

// Help is the place of a report in the list of a desk that holds it not, but was asked, or coordinates one that was.
type Help struct {
	Desk ID
	Open bool
	At   time.Time // until when it is owed, or when it was answered
}

// Helpers lists these places, in the order of the asking; chain are the desks that have the report in their lists anyway.
// A desk has a report in its list once: for what is owed first, else for what was answered last.
func (r *Report) Helpers(chain []ID) []Help {
	var out []Help
	for _, s := range r.Supports {
		if !s.Seen() {
			continue
		}
		for _, desk := range s.Path {
			if slices.Contains(chain, desk) {
				continue
			}
			h := Help{Desk: desk, Open: s.Open(), At: s.Clock.Due}
			if !h.Open {
				h.At = s.Clock.Stopped
			}
			if i := slices.IndexFunc(out, func(o Help) bool { return o.Desk == desk }); i < 0 {
				out = append(out, h)
			} else if out[i].before(h) {
				out[i] = h
			}
		}
	}
	return out
}

// before tells whether another place is the better one for the same desk.
func (h Help) before(o Help) bool {
	if h.Open != o.Open {
		return o.Open
	}
	if h.Open {
		return o.At.Before(h.At)
	}
	return o.At.After(h.At)
}

// HelpAt is the office at or below a desk for which the report lies in its list.
func (r *Report) HelpAt(t *Tree, desk ID) (Support, bool) {
	var best Support
	found := false
	for _, s := range r.Supports {
		if !s.Seen() || !t.Within(s.Desk, desk) {
			continue
		}
		better := !found
		if found {
			better = helpOf(best).before(helpOf(s))
		}
		if better {
			best, found = s, true
		}
	}
	return best, found
}

func helpOf(s Support) Help {
	if s.Open() {
		return Help{Open: true, At: s.Clock.Due}
	}
	return Help{At: s.Clock.Stopped}
}
