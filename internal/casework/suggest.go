package casework

import (
	"context"
	"slices"

	"tuntas/internal/atlas"
	"tuntas/internal/civic"
	"tuntas/internal/store"
	"tuntas/internal/triage"
)

// Why is the ground of a suggestion.
type Why string

// The grounds.
const (
	WhyNamed     Why = "named"     // the reporter named the agency
	WhyRule      Why = "rule"      // a rule of competence of the desk decides
	WhyHere      Why = "here"      // reports like it went there from this place
	WhyElsewhere Why = "elsewhere" // reports like it went there from other places
)

// Suggestion is what is proposed for a report, each part with its ground. The officer decides.
type Suggestion struct {
	Target civic.ID // 0: none
	Why    Why
	N, Of  int64       // with WhyHere and WhyElsewhere: N of Of reports like it went there
	Rule   civic.Trial // with WhyRule: the rule, and in what it fits

	Topic civic.ID // found in the text of a report without one; 0: none
}

// Sure tells that the reporter says so, or a rule that does not rest on a topic only found in the text, or that there are
// precedents enough and nearly all alike.
func (s Suggestion) Sure() bool {
	if s.Why == WhyRule {
		return s.Topic == 0 || !slices.Contains(s.Rule.Fits, civic.PartTopic)
	}
	return s.Why == WhyNamed || s.Of >= 5 && s.N*5 >= s.Of*4
}

// Suggest proposes where a report should go by a verb that sends it on, and what it is about: the agency that the
// reporter named, else what a rule of the desk decides, else where the desk sent reports about the same topic, from the
// same regency if there were any.
// Errors: those of the database; a verb that is not the officer's now has no suggestion.
func (c *Casework) Suggest(ctx context.Context, who civic.Actor, v *View, verb civic.Verb) (Suggestion, error) {
	var s Suggestion
	m, r := c.atlas.Current(ctx), &v.Report
	fits, err := m.World(c.now()).Targets(r, who, verb)
	if err != nil {
		return s, nil //nolint:nilerr // what may not be done is not suggested
	}
	fits = willing(fits, v.Returns())
	topic := r.Topic
	if topic == 0 && v.Sight.Text {
		s.Topic = topicOf(m, v.Text.Title+"\n"+v.Text.Body)
		topic = s.Topic
	}
	for _, named := range []civic.ID{r.Named, m.Tree.RootAgency(r.Named)} {
		if named != 0 && named != r.Holder && fits(named) {
			s.Target, s.Why = named, WhyNamed
			return s, nil
		}
	}
	if t, ok := ruleFor(m, v, r.Holder, topic, civic.DateOf(c.now(), r.Zone)); ok && fits(t.Rule.Target) {
		s.Target, s.Why, s.Rule = t.Rule.Target, WhyRule, t
		return s, nil
	}
	if topic == 0 {
		return s, nil
	}
	all, err := c.store.Precedents(ctx, c.store.DB, r.Holder, topic)
	if err != nil {
		return s, err
	}
	s.follow(all, store.RegionOf(r.Region), fits)
	return s, nil
}

// willing leaves out the offices that gave the report back: they said that it is not theirs.
func willing(fits func(civic.ID) bool, returns []Entry) func(civic.ID) bool {
	return func(id civic.ID) bool {
		return fits(id) && !slices.ContainsFunc(returns, func(e Entry) bool { return e.FromDesk == id })
	}
}

// ruleFor finds the rule of a desk that decides. To whoever may not read the text no rule tells what stands in it.
func ruleFor(m *atlas.Map, v *View, desk, topic civic.ID, day civic.Date) (civic.Trial, bool) {
	if len(m.Rules.Set(desk).Rules) == 0 {
		return civic.Trial{}, false
	}
	text := ""
	if v.Sight.Text {
		text = v.Text.Title + "\n" + v.Text.Body
	}
	return m.Rules.Decide(desk, m.Matter(v.Report.Region, topic, v.Report.Class, text, day))
}

// What was done once may have been a mistake; what was done in other places says little about this one.
const (
	fewestHere      = 2
	fewestElsewhere = 5
)

// follow takes what was done most often, of the same place if enough was done there. Of other places it takes only what
// was nearly always done.
func (s *Suggestion) follow(all []store.Precedent, region string, fits func(civic.ID) bool) {
	for _, why := range []Why{WhyHere, WhyElsewhere} {
		count, of := map[civic.ID]int64{}, int64(0)
		var order []civic.ID
		for _, p := range all {
			if why == WhyHere && (region == "" || p.Region != region) || !fits(p.Target) {
				continue
			}
			if count[p.Target] == 0 {
				order = append(order, p.Target)
			}
			count[p.Target] += p.N
			of += p.N
		}
		if why == WhyHere && of < fewestHere || why == WhyElsewhere && of < fewestElsewhere {
			continue
		}
		best := slices.MaxFunc(order, func(a, b civic.ID) int { return int(count[a] - count[b]) })
		if why == WhyElsewhere && count[best]*5 < of*4 {
			continue
		}
		s.Target, s.Why, s.N, s.Of = best, why, count[best], of
		return
	}
}

// topicOf finds the topic all of whose words stand in a text; the one with the most words, for it says the most.
func topicOf(m *atlas.Map, text string) civic.ID {
	stems := map[string]bool{}
	for _, w := range triage.Words(text) {
		stems[w] = true
	}
	var best civic.ID
	most := 0
	for _, t := range m.Topics {
		words := triage.Words(t.NameID)
		if !t.Active || len(words) <= most || slices.ContainsFunc(words, func(w string) bool { return !stems[w] }) {
			continue
		}
		best, most = t.ID, len(words)
	}
	return best
}
