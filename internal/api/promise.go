package api

import (
	"time"

	"tuntas/internal/casework"
	"tuntas/internal/civic"
)

// pledge is one day that was ever promised, with what became of it and the rule behind it.
type pledge struct {
	Clock       civic.ClockKind  `json:"clock" doc:"What was promised."`
	Seq         int              `json:"seq,omitempty" doc:"The event that gave it."`
	At          time.Time        `json:"at" doc:"From when it counts."`
	First       civic.Date       `json:"first" doc:"The last day in time, as it was told first."`
	By          civic.Date       `json:"by" doc:"As it stands now, or stood at the end."`
	Due         time.Time        `json:"due"`
	Days        int              `json:"days" doc:"Length, in unit."`
	Unit        civic.DayUnit    `json:"unit" enum:"working_days,calendar_days"`
	Rule        pledgeRule       `json:"rule"`
	Calendar    pledgeCalendar   `json:"calendar"`
	Moves       []pledgeMove     `json:"moves" doc:"What happened to it between."`
	Fate        civic.PledgeFate `json:"fate" enum:"running,paused,late,kept,missed,replaced"`
	Ended       time.Time        `json:"ended_at,omitzero"`
	Left        int              `json:"left" doc:"Working days left, now or when it ended; below zero so many too late."`
	Provisional bool             `json:"provisional,omitempty" doc:"by lies in a year without a holiday decree."`
}

type pledgeRule struct {
	Source        string     `json:"source"`
	EffectiveFrom civic.Date `json:"effective_from,omitzero"`
}

type pledgeCalendar struct {
	Edition string   `json:"edition,omitempty" doc:"Names the set of holidays; the same set has the same edition."`
	Decrees []string `json:"decrees" doc:"What declared the holidays, of those known when it was promised."`
}

type pledgeMove struct {
	Seq     int           `json:"seq"`
	At      time.Time     `json:"at"`
	Why     civic.MoveWhy `json:"why" enum:"paused,resumed,reclassified,recounted,renewed,revived,extended"`
	From    civic.Date    `json:"from"`
	To      civic.Date    `json:"to"`
	Source  string        `json:"source,omitempty" doc:"The rule after it."`
	Message string        `json:"message,omitempty" doc:"Of the office, why."`
}

// pledgesOf shapes the promises of a view.
func pledgesOf(v *casework.View) []pledge {
	out := make([]pledge, len(v.Promises))
	for i := range v.Promises {
		x := &v.Promises[i]
		out[i] = pledge{Clock: x.Clock, Seq: x.Seq, At: x.At, First: x.First, By: x.Until, Due: x.Due, Days: x.Days, Unit: x.Unit,
			Rule: pledgeRule{x.Source, x.Since}, Calendar: pledgeCalendar{x.Edition, append([]string{}, x.Decrees...)},
			Moves: []pledgeMove{}, Fate: x.Fate, Ended: x.Ended, Left: x.Left, Provisional: x.Provisional}
		for _, m := range x.Moves {
			out[i].Moves = append(out[i].Moves, pledgeMove{m.Seq, m.At, m.Why, m.From, m.To, m.Source, m.Message})
		}
	}
	return out
}
