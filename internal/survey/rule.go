package survey

import (
	"slices"

	"tuntas/internal/civic"
)

// Points is how many points a question has: 1 the worst, 4 the best (PermenPANRB 14/2017).
const Points = 4

// Said is a text in both languages.
type Said struct{ ID, EN string }

// In is the text in a language; Indonesian unless English is asked for.
func (s Said) In(lang string) string {
	if lang == "en" && s.EN != "" {
		return s.EN
	}
	return s.ID
}

// Element is one of the aspects that the index is reckoned from.
type Element struct {
	Code    string // U1
	Name    Said
	Ask     Said         // the question
	Options [Points]Said // from 1 to 4
	Repairs string       // the component of the service standard that it speaks of, such as c03; "" none
}

// Weighting names a weight that each element is given.
type Weighting string

// The weightings: one share of as many as there are elements, and the rounded figure of the guideline, by which nobody
// reaches 100.
const (
	Exact  Weighting = "exact"
	Legacy Weighting = "legacy_0_11"
)

// Weightings lists what there is, the usual one first.
func Weightings() []Weighting { return []Weighting{Exact, Legacy} }

// Valid tells whether w is one of them.
func (w Weighting) Valid() bool { return slices.Contains(Weightings(), w) }

// Band is a grade and the least index that it needs.
type Band struct {
	Letter string
	Name   Said
	Least  int64 // hundredths of the index
}

// Rule is what holds from a day on.
type Rule struct {
	Kind     Kind
	From     civic.Date
	Elements []Element
	Bands    []Band // the best first; none where there is an index without a grade
	// LegacyNum of LegacyDen is the rounded weight of an element.
	LegacyNum, LegacyDen int64
	LeastCell            int64 // of fewer answers nothing is shown
	Straight             int   // seconds: all the same in less time than that is a straight line
	BurstSize            int   // so many answers
	BurstSpan            int   // within so many seconds are a burst
	Grace                int   // days after its end in which answers that were given in time still arrive
	Source               string
}

// RuleOn is the rule of a day among all; ok is false before the first.
func RuleOn(all []Rule, kind Kind, day civic.Date) (out Rule, ok bool) {
	for _, r := range all {
		if r.Kind == kind && !day.Before(r.From) && (!ok || !r.From.Before(out.From)) {
			out, ok = r, true
		}
	}
	return out, ok
}

// Element finds one by its code.
func (r *Rule) Element(code string) (Element, bool) {
	i := slices.IndexFunc(r.Elements, func(e Element) bool { return e.Code == code })
	if i < 0 {
		return Element{}, false
	}
	return r.Elements[i], true
}

// Weight is what each element weighs: num of den.
func (r *Rule) Weight(w Weighting) (num, den int64) {
	if w == Legacy {
		return r.LegacyNum, r.LegacyDen
	}
	return 1, int64(len(r.Elements))
}

// Grade is the band of an index in hundredths, which was rounded before: the bands of the guideline have holes of a hundredth.
func (r *Rule) Grade(index int64) Band {
	for _, b := range r.Bands {
		if index >= b.Least {
			return b
		}
	}
	return Band{}
}
