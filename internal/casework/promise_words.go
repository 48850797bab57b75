package casework

import (
	"strings"

	"tuntas/internal/civic"
	"tuntas/internal/i18n"
)

// PromiseWords is a promise in plain words.
type PromiseWords struct {
	What, Given string   // what was promised; when, and until which day
	Moves       []string // what moved it
	Fate        string   // what became of it
	Rule, Days  string   // by which rule, and by which holidays
	Bad         bool     // it was not kept
}

// Lines are all the words but what was promised, in the order of reading.
func (w PromiseWords) Lines() []string {
	out := append([]string{w.Given}, w.Moves...)
	return append(out, w.Fate, w.Rule, w.Days)
}

// Tell says the promise in words. i18n:keys pledge.what. pledge.move. pledge.fate.
func (x *Promise) Tell(p *i18n.Printer, zone civic.Zone) PromiseWords {
	what := "pledge.what." + string(x.Clock)
	if !p.Has(what) {
		what = "pledge.what.other"
	}
	day := func(d civic.Date) string { return i18n.Strong(p.Date(d)) }
	w := PromiseWords{What: p.T(what), Given: p.T("pledge.given", "at", p.DateTime(x.At, zone), "date", day(x.First))}
	if moved := x.Until != x.First && x.Fate != civic.PledgeWaits; moved { // the day that holds first, how it came to that after it
		w.Given = p.T("pledge.now", "date", day(x.Until))
		w.Moves = append(w.Moves, p.T("pledge.first", "at", p.DateTime(x.At, zone), "date", p.Date(x.First)))
	}
	w.Rule = p.T("pledge.rule", "rule", x.Source)
	switch {
	case x.Source == "":
		w.Rule = p.T("pledge.rule.unknown")
	case !x.Since.IsZero():
		w.Rule = p.T("pledge.rule.since", "rule", x.Source, "date", p.Date(x.Since))
	}
	decrees := strings.Join(x.Decrees, "; ")
	if decrees == "" {
		decrees = p.T("pledge.days.fixed")
	}
	w.Days = p.T("pledge.days", "decrees", decrees)
	if x.Edition != "" {
		w.Days = p.T("pledge.days.edition", "decrees", decrees, "edition", x.Edition)
	}
	for i := range x.Moves {
		w.Moves = append(w.Moves, x.Moves[i].tell(p, zone))
	}
	w.Fate, w.Bad = x.fate(p, zone)
	if x.Provisional && x.Ended.IsZero() {
		w.Fate += " " + p.T("promise.provisional")
	}
	return w
}

func (m *PromiseMove) tell(p *i18n.Printer, zone civic.Zone) string {
	key := "pledge.move." + string(m.Why)
	if m.Why == civic.MoveResumed && m.From == m.To {
		key = "pledge.move.same"
	}
	told := p.T(key, "at", p.DateTime(m.At, zone), "from", p.Date(m.From), "to", p.Date(m.To), "rule", m.Source)
	if m.Message != "" {
		told += " " + p.T("pledge.move.why", "why", m.Message)
	}
	return told
}

// fate says what became of the promise, and whether it was broken. The terms in which a reporter may act are no promises
// of an office: they end, and nobody breaks them.
func (x *Promise) fate(p *i18n.Printer, zone civic.Zone) (words string, bad bool) {
	key, n := "pledge.fate."+string(x.Fate), x.Left
	switch {
	case x.Clock == civic.ClockReporterWindow || x.Clock == civic.ClockCompletion:
		key = "pledge.fate.ended"
		if x.Ended.IsZero() {
			key, n = "pledge.fate.running", max(n, 0)
		}
	case x.Fate == civic.PledgeMissed || x.Fate == civic.PledgeLate:
		n, bad = -n, true
	case x.Fate == civic.PledgeKept && n == 0:
		key = "pledge.fate.kept_last"
	}
	if key == "pledge.fate.running" && n == 0 {
		key = "pledge.fate.today"
	}
	return p.T(key, "at", p.DateTime(x.Ended, zone), "n", n), bad
}
