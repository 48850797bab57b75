package officer

import (
	"net/url"

	"tuntas/internal/civic"
)

// byOlder in the address of what ended asks for all of it, with yes; without it the list is of the days that are counted.
const (
	byOlder = "lama"
	yes     = "ya"
)

// recent cuts the list of what ended to the days that its count is of, unless all of it is asked for. A list that is
// narrowed has no count, and is of all days.
func (a *asked) recent(q url.Values) {
	if a.Tab.queue != civic.QueueDone || a.filtered() {
		return
	}
	if q.Get(byOlder) == yes {
		a.Kept.Set(byOlder, yes)
	} else {
		a.Query.Recent = true
	}
}

// older tells that all of what ended is asked for.
func (a asked) older() bool { return a.Kept.Get(byOlder) == yes }
