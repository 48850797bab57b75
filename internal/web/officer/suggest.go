package officer

import (
	"tuntas/internal/casework"
	"tuntas/internal/civic"
	"tuntas/internal/web/staff"
)

// proposal is a suggestion in words: what, why, and how sure.
type proposal struct {
	Target staff.Choice
	Why    string
	Sure   bool
	Topic  string // name of the topic that was found in the text, "" when the report has one
}

// accepts is the name of the button that takes a suggestion as it stands.
const accepts = "saran"

// propose finds a suggestion for a verb that sends the report on, and fills it into the form, unless the officer has
// been there already.
func (p *Pages) propose(v *staff.Visit, in *casework.View, view *reportView, pn *panel) error {
	if view.Form.Verb == pn.verb {
		return nil
	}
	s, err := p.Casework.Suggest(v.R.Context(), v.Who, in, pn.verb)
	if err != nil {
		return err
	}
	view.found = s.Topic
	desk, ok := v.Map.Tree.Get(s.Target)
	if !ok {
		return nil
	}
	out := proposal{Target: staff.AgencyChoice(v.Map.Tree, desk), Sure: s.Sure()}
	topic := in.Report.Topic
	if topic == 0 {
		topic, out.Topic = s.Topic, topicName(v, s.Topic)
	}
	out.Why = p.whyWords(v, s, topic, in.Report.Region)
	pn.Proposal = &out
	if pn.Finder != nil {
		pn.Finder.Typed, pn.Finder.Value = out.Target.Label(), out.Target.Value
	}
	return nil
}

// whyWords words the ground of a suggestion. i18n:keys officer.suggest.
func (p *Pages) whyWords(v *staff.Visit, s casework.Suggestion, topic civic.ID, region string) string {
	rule := s.Rule
	switch {
	case s.Why == casework.WhyRule && len(rule.Fits) == 0:
		return v.P.T("officer.suggest.rule_all", "n", rule.N, "name", rule.Rule.Name)
	case s.Why == casework.WhyRule:
		return v.P.T("officer.suggest.rule", "n", rule.N, "name", rule.Rule.Name, "parts", staff.RuleParts(v.P, rule.Fits))
	}
	return v.P.T("officer.suggest."+string(s.Why), "n", s.N, "of", s.Of, "topic", topicName(v, topic), "place", p.regencyName(v, region))
}

// regencyName names the regency or city of a place.
func (p *Pages) regencyName(v *staff.Visit, code string) string {
	chain, err := p.Directory.RegionChain(v.R.Context(), code)
	if err != nil || len(chain) == 0 {
		return ""
	}
	for i := len(chain) - 1; i >= 0; i-- {
		if len(chain[i].Code) == len("35.78") {
			return chain[i].Title()
		}
	}
	return chain[len(chain)-1].Title()
}

// accepted is the desk of a suggestion that was taken as it stands, 0 otherwise.
func accepted(form *typed) civic.ID { return staff.ID(form.Values.Get(accepts)) }
