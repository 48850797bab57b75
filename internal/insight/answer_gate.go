package insight

import (
	"slices"
	"time"

	"tuntas/internal/civic"
	"tuntas/internal/quality"
	"tuntas/internal/store"
)

// gateDelta adds up what the answer gate said: for the desk that holds a report, and all above it, by month of WIB.
func gateDelta(t *civic.Tree, events []civic.Event) map[store.GateKey]store.GateCount {
	d := map[store.GateKey]store.GateCount{}
	for i := range events {
		e := &events[i]
		if !read(e) {
			continue
		}
		mended, sent := quality.Split(e.Detail[civic.DetailMended]), quality.Split(e.Detail[civic.DetailRules])
		month := monthOf(e.At)
		for _, desk := range t.Chain(e.FromDesk) {
			add := func(rule quality.Rule, n store.GateCount) {
				k := store.GateKey{Agency: desk, Month: month, Rule: rule}
				was := d[k]
				d[k] = store.GateCount{Checked: was.Checked + n.Checked, Mended: was.Mended + n.Mended, Overridden: was.Overridden + n.Overridden}
			}
			add("", store.GateCount{Checked: 1, Mended: one(len(mended) > 0), Overridden: one(len(sent) > 0)})
			for _, r := range quality.Rules() {
				m, s := one(slices.Contains(mended, r)), one(slices.Contains(sent, r))
				if m+s > 0 {
					add(r, store.GateCount{Checked: 1, Mended: m, Overridden: s})
				}
			}
		}
	}
	return d
}

// read tells whether the gate has read the event's text, and counts it: a draft counts when it is proposed, not again when
// it is approved, and what is told to many at once counts once.
func read(e *civic.Event) bool {
	switch e.Verb {
	case civic.VerbAnswer, civic.VerbFollowUp, civic.VerbClose, civic.VerbCorrect, civic.VerbPropose:
		return e.Officer != 0 && e.Detail[civic.DetailAs] != string(civic.VerbExtend) && e.Detail[civic.DetailApprover] == "" && e.Detail[civic.DetailTogether] == ""
	default:
		return false
	}
}

// monthOf is the month of WIB in which a moment lies, 202611 for November 2026.
func monthOf(at time.Time) int {
	day := civic.DateOf(at, civic.WIB)
	return day.Year*100 + int(day.Month)
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}
