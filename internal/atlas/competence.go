package atlas

import (
	"tuntas/internal/civic"
	"tuntas/internal/triage"
)

// Matter is what rules of competence look at: of a report, or of a question what would happen to one.
func (m *Map) Matter(region string, topic civic.ID, class civic.Class, text string, day civic.Date) civic.Matter {
	return civic.Matter{Region: region, Topics: m.TopicChain(topic), Class: class, Words: triage.Words(text), Day: day}
}

// RulesOf makes a set ready that is not, or no longer, the newest of its desk.
func (m *Map) RulesOf(set civic.CompetenceSet) *civic.CompetenceBook {
	return civic.NewCompetenceBook(m.Tree, []civic.CompetenceSet{set}, triage.Words)
}

// ReturnLimit is how many returns are too many on the day, 0 when nobody said so.
func (m *Map) ReturnLimit(day civic.Date) int {
	n := 0
	for _, l := range m.Ref.Limits { // oldest first
		if !day.Before(l.From) {
			n = l.N
		}
	}
	return n
}
