package civic

import "slices"

// Covered tells of every rule of the desk which one before it decides all that it could decide, by their places from 0; -1
// for a rule that is left something. topics returns a topic and the one above it. That several together leave a rule
// nothing is not noticed.
func (b *CompetenceBook) Covered(desk ID, topics func(ID) []ID) []int {
	page := b.desks[desk]
	out := make([]int, len(page.Rules))
	for i := range page.Rules {
		out[i] = -1
		for j := range i {
			wide, narrow := &page.Rules[j], &page.Rules[i]
			if b.tree.SendsTo(desk, wide.Target) && wide.holdsFor(narrow) && wide.asksNoMore(narrow, topics) && (wide.Words == "" || findsAll(page.words[j], page.words[i])) {
				out[i] = j
				break
			}
		}
	}
	return out
}

// holdsFor tells whether the rule holds on every day on which the other one does.
func (r *CompetenceRule) holdsFor(o *CompetenceRule) bool {
	return !o.From.Before(r.From) && (r.Until.IsZero() || !o.Until.IsZero() && !r.Until.Before(o.Until))
}

// asksNoMore tells whether place, topic and class of whatever fits the other rule fit this one.
func (r *CompetenceRule) asksNoMore(o *CompetenceRule, topics func(ID) []ID) bool {
	return (r.Region == "" || LiesIn(o.Region, r.Region)) &&
		(r.Topic == 0 || slices.Contains(topics(o.Topic), r.Topic)) &&
		(r.Class == "" || r.Class == o.Class)
}

// findsAll tells whether in each text in which the narrow words are found the wide ones are too: each narrow alternative
// holds all words of a wide one.
func findsAll(wide, narrow [][]string) bool {
	holds := func(n []string) bool {
		return slices.ContainsFunc(wide, func(w []string) bool {
			return !slices.ContainsFunc(w, func(word string) bool { return !slices.Contains(n, word) })
		})
	}
	return len(narrow) > 0 && !slices.ContainsFunc(narrow, func(n []string) bool { return !holds(n) })
}

// PutBefore writes a new rule into the set at a place from 0.
func (s *CompetenceSet) PutBefore(i int, r CompetenceRule) { s.Rules = slices.Insert(s.Rules, i, r) }
