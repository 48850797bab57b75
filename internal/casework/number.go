package casework

import "tuntas/internal/civic"

// recounted numbers the events for a stranger by those of which something shows: a number that counted notes among
// officers and what a reporter writes would tell when and how much is going on that is nobody's business. It returns the
// number, for a stranger, of an event: how many have shown up to there.
func recounted(v *View, events []civic.Event) func(seq int) int {
	shows := make([]int, 0, len(events)) // by seq, which counts from 1
	n := 0
	for _, e := range events {
		if mayRead(v.Sight, e.Shown) || judged(e) || tells(&e) {
			n++
		}
		shows = append(shows, n)
	}
	return func(seq int) int {
		if seq < 1 || len(shows) == 0 {
			return 0
		}
		return shows[min(seq, len(shows))-1]
	}
}

// tells: an event of which strangers read nothing may still change what they read: the state, the desk, the class.
func tells(e *civic.Event) bool {
	return e.From != e.To || e.FromDesk != e.ToDesk || e.Detail["class_to"] != ""
}
