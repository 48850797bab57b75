package atlas

import (
	"tuntas/internal/civic"
	"tuntas/internal/store"
)

// GateRequires tells whether an answer with a finding needs a mend or a reason on the day. Without a word about it, it does.
func (m *Map) GateRequires(day civic.Date) bool {
	mode := store.GateRequire
	for _, g := range m.Ref.GateModes { // oldest first
		if !day.Before(g.From) {
			mode = g.Mode
		}
	}
	return mode != store.GateAdvise
}

// WantsEvidence tells whether answers on the topic, or on the one above it, bring a picture or a document.
func (m *Map) WantsEvidence(topic civic.ID) bool {
	for _, id := range m.TopicChain(topic) {
		if m.topics[id].Evidence {
			return true
		}
	}
	return false
}
