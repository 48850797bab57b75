package casework

import (
	"context"

	"tuntas/internal/civic"
)

// ReasonWords says the reason of an event in a language, "" when it has none.
func (v View) ReasonWords(e civic.Event, lang string) string { return v.reason(e.Reason, lang) }

// OutcomeWords says why the report ended, "" when it has not.
func (v View) OutcomeWords(lang string) string { return v.reason(v.Report.Outcome, lang) }

func (v View) reason(code, lang string) string {
	if code == "" || v.reasons == nil {
		return ""
	}
	for _, list := range civic.ReasonLists() {
		if r, ok := v.reasons.Find(list, code); ok {
			if lang == "en" && r.TextEN != "" {
				return r.TextEN
			}
			return r.TextID
		}
	}
	return ""
}

// Promises is the timetable the reporter was given, by the rules of the day of receipt. Empty when those
// rules are not known any more.
func (c *Casework) Promises(ctx context.Context, r *civic.Report) []civic.Promise {
	w := c.atlas.Current(ctx).World(c.now())
	ps, err := civic.Timetable(w.Keeper(r, civic.ClockCitizen), w.Book, r.Class, w.Tree.Chain(r.Entry), r.ReceivedAt)
	if err != nil {
		return nil
	}
	return ps
}
